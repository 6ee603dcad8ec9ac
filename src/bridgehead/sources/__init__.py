"""Where entries come from: one file per format, each a frozen dataclass named for the format.

The contract. A source has a `name`, a `summary` of one line, a mapping `ignored` of field name -> why it is not read,
and two functions: `recognises(path)` looks at the content (never only at the file's name) and `read(path)` yields one
`ReadRow` per row, record or document of the file. A source knows nothing after entries: no store, no network, no
merging, no printing. Its dataclass fields are its options; each becomes an option of `bridgehead import`.

To add one: drop `sources/x.py` beside the others. It is found by a scan of this folder in sorted order, then by the
entry point group `bridgehead.sources`, so an outside package's source stands in the same list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol, cast, runtime_checkable

from bridgehead.errors import NotFoundError, UnreadableError, suggest
from bridgehead.record.entries import Entry
from bridgehead.record.findings import Finding
from bridgehead.record.plugins import find_plugins


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """What one row of a file gave.

    Attributes:
        number: the row as people count it, header = 1; None where the format has no rows.
        file: the file, where a source reads several; "" for the one it was given.
        entries: the entries it gave; () where the row was skipped.
        findings: why, or what is odd about it.
    """

    number: int | None = None
    file: str = ""
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


@runtime_checkable
class Source(Protocol):
    """What every source offers."""

    name: ClassVar[str]
    summary: ClassVar[str]
    ignored: ClassVar[Mapping[str, str]]

    def recognises(self, path: Path) -> bool:
        """Whether the content of this file or folder is in this format."""
        ...

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The rows of the file in order.

        Raises:
            UnreadableError: the file as a whole cannot be read; the message names file and remedy.
        """
        ...


class UnknownSourceError(NotFoundError):
    """No source has this name."""

    def __init__(self, name: str) -> None:
        """Args: name as asked."""
        self.name = name
        known = list(find_sources())
        super().__init__(f"No source {name!r}.{suggest(name, known)} The sources are: {', '.join(known)}.")


class UnrecognisedFileError(UnreadableError):
    """No source recognises a file."""

    def __init__(self, path: Path, beginning: str = "") -> None:
        """Args: path of the file; beginning: its first line, where it has one that people can read."""
        self.path, self.beginning = path, beginning
        seen = f" It begins: {beginning!r}." if beginning else ""
        super().__init__(
            f"No source recognises {path}.{seen} A table of contacts needs a column for the name; if the columns are "
            "called otherwise, use --source table with a mapping. 'bridgehead import --list' shows what each source "
            "reads."
        )


class EmptyFileError(UnrecognisedFileError):
    """There is nothing in a file."""

    def __init__(self, path: Path) -> None:
        """Args: path of the file."""
        super().__init__(path)
        self.args = (f"{path} is empty: it has no bytes at all. Export it again, or name another file.",)


class SourceFileError(UnreadableError):
    """A file cannot be read as the format it is in."""

    def __init__(self, path: Path, why: str, remedy: str) -> None:
        """Args: path of the file; why it fails, as a clause; remedy: what to do next, as a sentence."""
        self.path, self.why, self.remedy = path, why, remedy
        super().__init__(f"{path}: {why}. {remedy}")


@cache
def find_sources() -> dict[str, type[Source]]:
    """Every source by name: those of this folder in sorted order, then those of other packages.

    Raises:
        BadPluginError: a module does not hold exactly one source.
    """
    kinds = (cast("type[Source]", kind) for _, kind in find_plugins(__name__, __path__, ("recognises", "read")))
    return {kind.name: kind for kind in kinds}


def get_source(name: str) -> type[Source]:
    """The source of a name.

    Raises:
        UnknownSourceError: there is none.
    """
    try:
        return find_sources()[name]
    except KeyError:
        raise UnknownSourceError(name) from None


def recognise(path: Path) -> Source:
    """The source that reads a file or folder, by its content. Special formats are asked before plain tables.

    Raises:
        UnrecognisedFileError: none does. EmptyFileError: the file holds nothing.
    """
    candidates = sorted(find_sources().values(), key=lambda source: source.name == "table")
    for source in candidates:
        instance = source()
        if instance.recognises(path):
            return instance
    if path.is_file() and path.stat().st_size == 0:
        raise EmptyFileError(path)
    raise UnrecognisedFileError(path, _read_beginning(path))


def _read_beginning(path: Path, most: int = 80) -> str:
    """The first line of a text file, shortened; "" for a folder and for what is no text."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        first = file.readline(4 * most)
    text = first.decode("utf-8", errors="replace").strip().lstrip("\ufeff")
    is_text = text.isprintable() and "\ufffd" not in text
    return (text if len(text) <= most else text[:most] + " ...") if is_text else ""
