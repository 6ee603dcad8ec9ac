"""Saved mappings: how a person had the columns of a table read, kept beside the record for the next table like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bridgehead.errors import BridgeheadError, NotFoundError
from bridgehead.record.schema import is_url
from bridgehead.sources.table import ColumnMapping, Table, read_mapping, save_mapping

_ENDING = ".yaml"


class NoMappingError(NotFoundError):
    """No saved mapping has this name."""

    def __init__(self, name: str) -> None:
        """Args: name as given."""
        self.name = name
        super().__init__(f"No columns are saved under the name {name!r}. The page Import lists those that are.")


class SavedMappings:
    """The mappings of one record."""

    def __init__(self, place: str) -> None:
        """Args: place: path or URL of the record; one in a database has no folder beside it and saves nothing."""
        self.folder = None if is_url(place) else Path(place).with_suffix(".mappings")

    def list_names(self) -> tuple[str, ...]:
        """The names they were saved under."""
        return tuple(path.stem for path in self._find())

    def _find(self) -> Iterator[Path]:
        if self.folder is not None and self.folder.is_dir():
            yield from sorted(self.folder.glob(f"*{_ENDING}"))

    def get_path(self, name: str) -> Path | None:
        """The file of a mapping; None where there is none of this name."""
        return next((path for path in self._find() if path.stem == name), None)

    def find_fitting(self, path: Path) -> str:
        """The name of the mapping that was saved for tables with the columns of this one; "" where there is none."""
        saved = tuple(self._find())
        if not saved or not path.is_file():
            return ""
        try:
            header = set(Table().glimpse(path, most=0).header)
        except (BridgeheadError, OSError):
            return ""
        return next((file.stem for file in saved if header and _read_header(file) == header), "")

    def save(self, mapping: ColumnMapping, header: tuple[str, ...], name: str) -> None:
        """Keep a mapping for tables with these columns; one of the same name is replaced."""
        assert self.folder is not None, "only a record with a folder offers to save"
        self.folder.mkdir(exist_ok=True)
        save_mapping(replace(mapping, recognised_by=header), self.folder / f"{name}{_ENDING}")

    def forget(self, name: str) -> None:
        """Remove a mapping.

        Raises:
            NoMappingError: there is none of this name.
        """
        path = self.get_path(name)
        if path is None:
            raise NoMappingError(name)
        path.unlink()


def _read_header(file: Path) -> set[str]:
    """The columns a mapping was saved for; a file somebody broke fits no table."""
    try:
        return set(read_mapping(file).recognised_by)
    except BridgeheadError:
        return set()
