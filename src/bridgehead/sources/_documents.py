"""JSON as services serve it: one object a line, one list, or one page of results, gzipped or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from bridgehead.sources import SourceFileError
from bridgehead.sources._text import open_bytes

_LONGEST_LINE = 64 * 2**20
_LARGEST_WHOLE = 512 * 2**20
_RAW = msgspec.json.Decoder(dict[str, msgspec.Raw])
_RAWS = msgspec.json.Decoder(list[msgspec.Raw])


def find_objects(path: Path, list_key: str) -> Iterator[tuple[int, bytes | msgspec.Raw]]:
    """Each object of a file as its bytes, with the line it stands in, or its place in the list from 1.

    A file of one object a line is read line by line; anything else is held in memory as a whole.

    Args:
        path: the file. list_key: the key that a page of results keeps its list under.

    Raises:
        SourceFileError: the file cannot be read, has a line of more than 64 MB, or is neither lines nor one document.
    """
    if not _has_line_objects(path):
        yield from enumerate(_split_whole(path, list_key), start=1)
        return
    with open_bytes(path) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            if len(line) >= _LONGEST_LINE:
                raise SourceFileError(
                    path, f"line {number} holds more than 64 MB", "Check that it is one object a line."
                )
            bare = line.removeprefix(b"\xef\xbb\xbf").strip()
            if bare:
                yield number, bare


def read_start(path: Path, most: int = 2**16) -> bytes:
    """The first bytes of a file, unzipped, without a byte order mark.

    Args:
        path: the file. most: how many bytes.

    Raises:
        SourceFileError: it is a folder or cannot be read.
    """
    with open_bytes(path) as file:
        return file.read(most).removeprefix(b"\xef\xbb\xbf").lstrip()


def glance(path: Path) -> bytes:
    """The first bytes of a file as `read_start` gives them; none of a folder or of what cannot be read."""
    try:
        return read_start(path)
    except SourceFileError:
        return b""


def _has_line_objects(path: Path) -> bool:
    """Whether the first line that is not blank begins an object and a second such line follows it, or nothing does."""
    with open_bytes(path) as file:
        lines = (line.removeprefix(b"\xef\xbb\xbf").strip() for line in iter(lambda: file.readline(_LONGEST_LINE), b""))
        kept = (line for line in lines if line)
        first, second = next(kept, b""), next(kept, b"")
    if second:
        return first.startswith(b"{") and first != b"{" and second.startswith(b"{")
    return first.startswith(b"{") and b'"results"' not in first[:4096]


def _split_whole(path: Path, list_key: str) -> list[msgspec.Raw]:
    with open_bytes(path) as file:
        content = file.read(_LARGEST_WHOLE + 1).removeprefix(b"\xef\xbb\xbf")
    if len(content) > _LARGEST_WHOLE:
        raise SourceFileError(path, "it is one document of more than 512 MB", "Save it as one object a line.")
    try:
        if content.lstrip().startswith(b"["):
            return _RAWS.decode(content)
        document = _RAW.decode(content)
        return _RAWS.decode(document[list_key]) if list_key in document else [msgspec.Raw(content)]
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise SourceFileError(path, f"it is no JSON ({error})", "Fetch it again.") from error
