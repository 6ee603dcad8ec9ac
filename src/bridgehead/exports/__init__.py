"""Where records go: one file per format, each a frozen dataclass named for the format.

The contract. An export has a `name`, a `summary` of one line, the `suffix` its files usually have, and a function
`write(record, path, lens)` that writes a new file and says what the format could not hold. An export of entries leaves
the lens alone; one of a network looks through it. Its dataclass fields are its options.

To add one: drop `exports/x.py` beside the others. It is found by a scan of this folder in sorted order, then by the
entry point group `bridgehead.exports`, so an outside package's export stands in the same list.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import is_dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import ClassVar, Protocol, cast, runtime_checkable

from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding
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


class BadExportError(MisuseError):
    """A module in the list of exports breaks the contract."""

    def __init__(self, module: str, found: int) -> None:
        """Args: module by name; found: how many export classes it holds."""
        super().__init__(f"The export module {module} cannot be used: it must hold exactly one export, found {found}.")


@cache
def find_exports() -> dict[str, type[Export]]:
    """Every export by name: those of this folder in sorted order, then those of other packages.

    >>> "jsonl" in find_exports()
    True
    """
    found: dict[str, type[Export]] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if not info.name.startswith("_"):
            export = find_export_in(importlib.import_module(f"{__name__}.{info.name}"))
            found[export.name] = export
    for point in sorted(entry_points(group="bridgehead.exports"), key=lambda point: point.name):
        export = find_export_in(point.load())
        found[export.name] = export
    return found


def find_export_in(module: object) -> type[Export]:
    """The one export class a module defines.

    Raises:
        BadExportError: it defines none, or several.
    """
    name = getattr(module, "__name__", "")
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == name and hasattr(value, "write")
    ]
    if len(classes) != 1:
        raise BadExportError(name, len(classes))
    return cast("type[Export]", classes[0])


def get_export(name: str) -> type[Export]:
    """The export of a name.

    Raises:
        UnknownExportError: there is none.
    """
    try:
        return find_exports()[name]
    except KeyError:
        raise UnknownExportError(name) from None


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
