"""Content lines, of which vCard (RFC 6350) and iCalendar (RFC 5545) files are made: `NAME;PARAMETER=VALUE:VALUE`.

Long lines are folded between any two bytes, so they are unfolded before they are decoded. A component (`BEGIN:VCARD`
to `END:VCARD`) is handed on by itself, with the lines asked for and no others: what is not asked for is not kept, and
damage in one component leaves the others whole.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from bridgehead.record.findings import Finding
from bridgehead.sources import SourceFileError
from bridgehead.sources._text import Encoding, find_encoding, open_bytes, open_text

_LONGEST_LINE = 2**16
_MOST_LINES = 2_000
_QUOTED_PRINTABLE = b"QUOTED-PRINTABLE"


@dataclass(slots=True, kw_only=True)
class Component:
    """One component of a file.

    Attributes:
        number: line it begins on, counted from 1. is_whole: its end was found.
        lines: unfolded lines asked for, as bytes; those of components inside it are left out.
        dropped: how many lines asked for were too long or too many.
    """

    number: int
    is_whole: bool = False
    lines: list[bytes] = field(default_factory=list)
    dropped: int = 0


@dataclass(slots=True, kw_only=True)
class ComponentFile:
    """Reads the components of one sort from a file.

    Attributes:
        path: of the file. word: of the component, as in VCARD. names: of lines wanted, in capitals without group.
        encoding: of lines that are not UTF-8. has_guessed: the encoding was needed.
    """

    path: Path
    word: bytes
    names: Collection[bytes]
    encoding: Encoding = field(default_factory=lambda: Encoding("utf-8-sig"))
    has_guessed: bool = False

    def find(self) -> Iterator[Component]:
        """The components in order; one that never ends comes last, not whole.

        Raises:
            SourceFileError: the file cannot be read as text, or has a line of more than 8 MB.
        """
        self.encoding = find_encoding(self.path)
        if self.encoding.name.startswith("utf-16"):
            with open_text(self.path, self.encoding.name) as text:
                yield from self._find(_unfold(line.encode("utf-8", "replace") for line in text))
        else:
            with open_bytes(self.path) as file:
                yield from self._find(_unfold(_split(file)))

    def _find(self, lines: Iterator[tuple[int, bytes]]) -> Iterator[Component]:
        inside: list[bytes] = []
        held: Component | None = None
        for number, line in lines:
            head, _, rest = line.partition(b":")
            name = head.partition(b";")[0].rpartition(b".")[2].strip().upper()
            word = rest.strip().upper()
            if name == b"BEGIN":
                if held is not None:
                    inside.append(word)
                elif word == self.word:
                    held, inside = Component(number=number), []
            elif name == b"END" and held is not None:
                if inside:
                    inside.pop()
                elif word == self.word:
                    held.is_whole = True
                    yield held
                    held = None
            elif held is not None and not inside and name in self.names:
                self._keep(held, line)
        if held is not None:
            yield held

    def _keep(self, held: Component, line: bytes) -> None:
        if len(line) > _LONGEST_LINE or len(held.lines) >= _MOST_LINES:
            held.dropped += 1
        else:
            held.lines.append(line)

    def decode(self, line: bytes, charset: str = "") -> str:
        """A line, or a part of it, as text: in the encoding it names, else UTF-8, else the file's.

        Args:
            line: the bytes. charset: that the line names, or "".
        """
        for name in (charset, "utf-8"):
            try:
                if name:
                    return line.decode(name)
            except (UnicodeError, LookupError, ValueError):
                continue
        self.has_guessed = True
        return line.decode(self.encoding.name if self.encoding.note else "latin-1", "replace")

    def find_findings(self) -> tuple[Finding, ...]:
        """How the file was read, where that had to be guessed."""
        if not self.has_guessed:
            return ()
        message = self.encoding.note or "Some of its lines are not UTF-8; read as latin-1. Check names with accents."
        return (Finding(level="note", code="encoding-guessed", message=message, file=self.path.name),)


def holds_component(path: Path, word: bytes) -> bool:
    """Whether a file begins with a component, or with a calendar that may hold it.

    Args:
        path: of the file. word: of the component.
    """
    if path.is_dir():
        return False
    try:
        with open_bytes(path) as file:
            start = file.read(2**12)
    except SourceFileError:
        return False
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "replace").encode()
    words = start.removeprefix(codecs.BOM_UTF8).split(maxsplit=1)
    return bool(words) and words[0].upper() == b"BEGIN:" + word


def _split(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, without a byte order mark; carriage returns alone end lines, too, as on old Macs."""
    is_first = True
    for line in file:
        yield from (line.removeprefix(codecs.BOM_UTF8) if is_first else line).splitlines(keepends=False) or [b""]
        is_first = False


def _unfold(lines: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Unfolded lines with the number of the first; what is longer than any line we keep is cut one byte beyond."""
    start, parts, size = 1, [b""], 0
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip(b"\r\n")
        if line[:1] in {b" ", b"\t"}:
            more = line[1:]
        elif parts[-1].endswith(b"=") and _QUOTED_PRINTABLE in parts[0].partition(b":")[0].upper():
            # vCard 2.1 breaks such a text with = at the line's end, which then is no fold
            parts[-1] = parts[-1][:-1]
            more = line
        else:
            yield start, b"".join(parts)
            start, parts, size = number, [], 0
            more = line
        # of a line too long to be kept the rest is passed over; an empty part keeps it from going on by = for ever
        parts.append(more if size <= _LONGEST_LINE else b"")
        size += len(more)
    yield start, b"".join(parts)
