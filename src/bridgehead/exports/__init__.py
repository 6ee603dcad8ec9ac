"""Where records go: one file per format, each a frozen dataclass named for the format.

The contract. An export has a `name`, a `summary` of one line, the `suffix` its files usually have, and a function
`write(record, path, lens)` that writes a new file and says what the format could not hold. An export of entries leaves
the lens alone; one of a network looks through it. Its dataclass fields are its options.

To add one: drop `exports/x.py` beside the others. It is found by a scan of this folder in sorted order, then by the
entry point group `bridgehead.exports`, so an outside package's export stands in the same list.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast, runtime_checkable

from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
from bridgehead.record.plugins import find_plugins
from bridgehead.record.record import Record
from bridgehead.record.store_errors import AlreadyThereError, NoFolderError


@runtime_checkable
class Export(Protocol):
    """What every export offers."""

    name: ClassVar[str]
    summary: ClassVar[str]
    suffix: ClassVar[str]

    def write(self, record: Record, path: Path, lens: Lens) -> tuple[Finding, ...]:
        """Write a new file; the findings say what the format could not hold.

        Raises:
            AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
        """
        ...


class UnknownExportError(NotFoundError):
    """No export has this name."""

    def __init__(self, name: str) -> None:
        """Args: name as asked."""
        self.name = name
        known = list(find_exports())
        super().__init__(f"No export {name!r}.{suggest(name, known)} The exports are: {', '.join(known)}.")


class ExportOptionError(MisuseError):
    """An export has no option of this name."""

    def __init__(self, export: str, option: str, known: Sequence[str]) -> None:
        """Args: export by name; option asked for; known: the options it has."""
        self.export, self.option = export, option
        takes = f"It takes: {', '.join(known)}." if known else "It takes none."
        super().__init__(f"The export {export} has no option {option!r}.{suggest(option, known)} {takes}")


@cache
def find_exports() -> dict[str, type[Export]]:
    """Every export by name: those of this folder in sorted order, then those of other packages.

    Raises:
        BadPluginError: a module does not hold exactly one export.

    >>> "jsonl" in find_exports()
    True
    """
    kinds = (cast("type[Export]", kind) for _, kind in find_plugins(__name__, __path__, ("write",)))
    return {kind.name: kind for kind in kinds}


def get_export(name: str) -> type[Export]:
    """The export of a name.

    Raises:
        UnknownExportError: there is none.
    """
    try:
        return find_exports()[name]
    except KeyError:
        raise UnknownExportError(name) from None


def build_export(name: str, options: Mapping[str, Any]) -> Export:
    """An export with its options.

    Raises:
        UnknownExportError: there is none of this name. ExportOptionError: it has no such option.
    """
    kind = get_export(name)
    known = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    for option in options:
        if option not in known:
            raise ExportOptionError(name, option, known)
    return kind(**options)


@contextmanager
def new_place(path: Path) -> Iterator[Path]:
    """Where to write a new file or folder: a hidden name beside it, which it gets rid of when all is written.

    Where writing fails, nothing half-written is left.

    Args:
        path: what the file or folder will be called.

    Raises:
        AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
    """
    if path.exists():
        raise AlreadyThereError(str(path))
    if not path.parent.is_dir():
        raise NoFolderError(path.parent)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        if part.is_dir():
            shutil.rmtree(part)
        part.unlink(missing_ok=True)


def write_text(lines: Iterable[str], path: Path) -> None:
    """Write lines to a new file as UTF-8; where that fails, no half-written file is left.

    Raises:
        AlreadyThereError: something is at that path. NoFolderError: its folder is not there.
    """
    with new_place(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)
