"""The header of each message in mailboxes: mbox files, maildirs, single messages, and folders of any of them.

Files are read line by line in bounded memory, however long a line or a body is. Of a header only the fields asked for
are kept; a body is passed over in search of the next message and never kept at all. In an mbox a message begins with a
`From ` line that holds a date (RFC 4155 and its variants); a quoted `>From ` is text.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from bridgehead.sources import SourceFileError
from bridgehead.sources._findings import Tally
from bridgehead.sources._text import open_bytes

_LONGEST_LINE = 2**16
_LONGEST_HEADER = 2**18
_MOST_HEADER_LINES = 5_000
_SEPARATOR = re.compile(
    rb'From (?:[^\s"]+|"[^"\r\n]{0,200}"[^\s"]*)? *(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +'
    rb"(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2})\b.{0,12} \d{1,2}:\d{2}"
)
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
#: fields by which a file shows that it is a message
_MARKS = frozenset(
    b"from to cc date subject message-id received return-path delivered-to sender mime-version content-type "
    b"content-transfer-encoding content-disposition reply-to".split()
)
_OUTLOOK = {
    b"\xd0\xcf\x11\xe0": "it is a message in Outlook's own format",
    b"!BDN": "it is a data file of Outlook (.pst)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBlock:
    """The header of one message.

    Attributes:
        file: where it stands, within the folder that is read; "" in the file that is read.
        number: which message of the file it is, counted from 1. content: the lines of the fields asked for.
    """

    file: str
    number: int
    content: bytes


def is_mail(path: Path, least: int = 2) -> bool:
    """Whether a file is a mailbox or a message.

    Args:
        path: of the file. least: how many fields of a message its beginning must have.
    """
    try:
        with open_bytes(path) as file:
            return _is_mail(_read_start(file), least)
    except SourceFileError:
        return False


def is_maildir(path: Path) -> bool:
    """Whether a folder is a maildir."""
    return (path / "cur").is_dir() and (path / "new").is_dir()


def find_mail_files(folder: Path) -> Iterator[Path]:
    """The files below a folder that may be mail, in order; links are not followed, nor what a maildir is still writing.

    Args:
        folder: to look in.
    """
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "tmp" and not name.startswith("."))
        for name in sorted(names):
            file = Path(place) / name
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file


def find_headers(path: Path, wanted: Collection[bytes], others: Tally) -> Iterator[HeaderBlock]:
    """The headers of all messages in a file or folder.

    Args:
        path: of the file or folder. wanted: names of fields to keep, in small letters.
        others: counts files of a folder that are no mail.

    Raises:
        SourceFileError: a file cannot be read, or is no mail although it was named.
    """
    if path.is_dir():
        for file in find_mail_files(path):
            name = file.relative_to(path).as_posix()
            if is_mail(file):
                yield from _find_in_file(file, name, wanted)
            else:
                others.add(name)
        return
    with open_bytes(path) as opened:
        start = _read_start(opened)
    if not _is_mail(start, 1):
        why = next(
            (why for mark, why in _OUTLOOK.items() if start.startswith(mark)), "it is neither a mailbox nor mail"
        )
        raise SourceFileError(path, why, "Save the mail as .eml files, or export it as mbox.")
    yield from _find_in_file(path, "", wanted)


def _find_in_file(path: Path, name: str, wanted: Collection[bytes]) -> Iterator[HeaderBlock]:
    with open_bytes(path) as opened:
        is_mbox = _SEPARATOR.match(_read_start(opened)) is not None
    with open_bytes(path) as opened:
        for number, content in enumerate(_scan(opened, wanted, is_mbox=is_mbox), start=1):
            yield HeaderBlock(file=name, number=number, content=content)


def _scan(file: IO[bytes], wanted: Collection[bytes], *, is_mbox: bool) -> Iterator[bytes]:
    """The wanted header lines of each message of a file."""
    header = _Header(wanted)
    is_first, starts_line, is_open = True, True, True
    for line in iter(partial(file.readline, _LONGEST_LINE), b""):
        begins, starts_line = starts_line, line[-1:] == b"\n"
        if is_mbox and begins and line.startswith(b"From ") and _SEPARATOR.match(line):
            if not is_first:
                yield header.content
            header, is_first, is_open = _Header(wanted), False, True
        elif is_open:
            is_open = header.take(line, begins=begins)
    yield header.content


class _Header:
    """Takes the lines of one header as long as it lasts."""

    __slots__ = ("_is_wanted", "_kept", "_lines", "_size", "_wanted")

    def __init__(self, wanted: Collection[bytes]) -> None:
        """Args: wanted: names of fields to keep."""
        self._wanted, self._kept = wanted, list[bytes]()
        self._lines, self._size, self._is_wanted = 0, 0, False

    @property
    def content(self) -> bytes:
        """The lines kept."""
        return b"".join(self._kept)

    def take(self, line: bytes, *, begins: bool) -> bool:
        """Take one line, or the rest of a long one; whether the header goes on."""
        if begins and line in {b"\n", b"\r\n"}:
            # blank lines before the first field belong to nobody
            return self._lines == 0
        self._lines += 1
        if begins and line[:1] not in {b" ", b"\t"}:
            line = line.removeprefix(codecs.BOM_UTF8)
            field = _FIELD.match(line)
            self._is_wanted = field is not None and field[1].lower() in self._wanted
            # spaces before the colon are obsolete, and unknown to today's parsers
            line = field[1] + b":" + line[field.end() :] if field else line
        if self._is_wanted and self._size < _LONGEST_HEADER:
            self._kept.append(line)
            self._size += len(line)
        return self._lines < _MOST_HEADER_LINES


def _read_start(file: IO[bytes]) -> bytes:
    return file.read(_LONGEST_LINE).removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")


def _is_mail(start: bytes, least: int) -> bool:
    """Whether a file that begins so is a mailbox, or has enough fields of a message above its first blank line."""
    if _SEPARATOR.match(start):
        return True
    lines = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0].splitlines()
    if not lines or not _FIELD.match(lines[0]):
        return False
    names = {match[1].lower() for line in lines if (match := _FIELD.match(line))}
    return len(names & _MARKS) >= least
