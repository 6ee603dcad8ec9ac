"""Text files as they come: plain or gzipped, in whatever encoding, read line by line in bounded memory.

UTF-8 and UTF-16 are recognised by what they are; any other encoding is guessed, and the guess is told to the reader.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TextIO

from bridgehead.sources import SourceFileError

_CHUNK = 2**20
_LONGEST_LINE = 8 * _CHUNK
_MOST_UNFOLDED = 4 * 2**30
#: encodings of office programs; a guess outside them is more often wrong than right on short texts
_PLAUSIBLE = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859_2", "iso8859_5", "iso8859_9", "iso8859_15",
    "shift_jis", "gb18030", "big5", "euc_kr", "euc_jp",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a file are to be read.

    Attributes:
        name: Python's name of the encoding. note: what to tell the reader; "" where nothing was guessed.
    """

    name: str
    note: str = ""


def find_encoding(path: Path) -> Encoding:
    """The encoding of a text file, from a pass over all of it.

    Raises:
        SourceFileError: it is a folder, cannot be read, holds NUL bytes or a line of more than 8 MB, or unfolds to more
            than 4 GB.
    """
    with open_bytes(path) as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, sample, line, size = True, b"", 0, 0
    with open_bytes(path) as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                return _find_utf16(path, chunk)
            line, size = _check_size(path, chunk, line, size)
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError as error:
                    is_utf8, sample = False, chunk[max(0, error.start - 2**15) : error.start + 2**15]
    if is_utf8 and not decoder.getstate()[0]:
        return Encoding("utf-8-sig")
    return _guess(sample or chunk)


@contextmanager
def open_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """A text file, gzipped or not, with its line ends kept as they are (as `csv` wants them).

    Raises:
        SourceFileError: the file cannot be read, or not in this encoding.
    """
    try:
        with open_bytes(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
            yield text
    except UnicodeError as error:
        why = f"it cannot be read as {encoding} ({error})"
        raise SourceFileError(path, why, "Save it as UTF-8, or name its encoding.") from error
    except LookupError as error:
        raise SourceFileError(path, f"there is no encoding {encoding!r}", "Write utf-8, cp1252 ...") from error


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unzipped where it is gzipped; what the system says becomes our own error."""
    if path.is_dir():
        raise SourceFileError(path, "it is a folder", "Name one file in it.")
    try:
        with path.open("rb") as plain:
            is_zipped = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if is_zipped else path.open("rb") as file:
            yield file  # type: ignore[misc]
    except SourceFileError:
        raise
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise SourceFileError(path, f"it is gzipped but damaged ({error})", "Fetch or make it again.") from error
    except OSError as error:
        why = f"it cannot be read ({error.strerror or error})"
        raise SourceFileError(path, why, "Check the name and your rights.") from error


def _check_size(path: Path, chunk: bytes, line: int, size: int) -> tuple[int, int]:
    """Bytes since the last line end and bytes in all, after one more chunk."""
    size += len(chunk)
    if size > _MOST_UNFOLDED:
        raise SourceFileError(path, "it holds more than 4 GB", "Split it.")
    first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
    if (line + len(chunk) if first == -1 else line + first) > _LONGEST_LINE:
        raise SourceFileError(path, "it has a line of more than 8 MB", "Check that it is a text file with line ends.")
    return (line + len(chunk) if last == -1 else len(chunk) - last - 1), size


def _find_utf16(path: Path, chunk: bytes) -> Encoding:
    """UTF-16 without a byte order mark shows as NUL in every other byte; other NULs are no text."""
    even, odd, half = chunk[::2].count(0), chunk[1::2].count(0), len(chunk) / 2
    if odd > 0.3 * half and even < 0.01 * half:
        return Encoding("utf-16-le", "The file has no byte order mark; read as UTF-16, little-endian.")
    if even > 0.3 * half and odd < 0.01 * half:
        return Encoding("utf-16-be", "The file has no byte order mark; read as UTF-16, big-endian.")
    place = chunk.index(0)
    raise SourceFileError(path, f"it holds NUL bytes (the first near byte {place})", "Save it as text in UTF-8.")


def _guess(sample: bytes) -> Encoding:
    import charset_normalizer  # noqa: PLC0415 - only files that are not Unicode need it

    best = charset_normalizer.from_bytes(sample, cp_isolation=_PLAUSIBLE).best()
    name = best.encoding if best else "latin-1"
    return Encoding(name, f"The file is not UTF-8; read as {name}, which is a guess. Check names with accents.")
