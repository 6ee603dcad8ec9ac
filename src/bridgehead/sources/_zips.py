"""Zip archives read with care: damage is our own error, and what unfolds to more than it may is refused beforehand."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from bridgehead.sources import SourceFileError

_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    RuntimeError, ValueError, OSError,
)  # fmt: skip


def find_parts(path: Path) -> tuple[str, ...]:
    """Names of the files in an archive; () where it is no archive, or one that cannot be read.

    Args:
        path: any file or folder.
    """
    try:
        if not path.is_file() or not zipfile.is_zipfile(path):
            return ()
        with zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except _FAULTS:
        return ()


@contextmanager
def open_archive(path: Path, most_bytes: int) -> Iterator[zipfile.ZipFile]:
    """An archive that points nowhere outside itself and unfolds to no more than it may.

    Args:
        path: of the archive. most_bytes: what its files may come to, unfolded, as they declare themselves.

    Raises:
        SourceFileError: it is damaged, too large, or points outside itself.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check(path, archive, most_bytes)
            yield archive
    except SourceFileError:
        raise
    except _FAULTS as error:
        raise SourceFileError(path, f"it is a damaged archive ({error})", "Fetch or save it again.") from error


def _check(path: Path, archive: zipfile.ZipFile, most_bytes: int) -> None:
    for part in archive.infolist():
        if part.filename.startswith("/") or ".." in PurePosixPath(part.filename).parts:
            raise SourceFileError(
                path, f"it points outside itself ({part.filename!r})", "Do not use it; fetch it again."
            )
    size = sum(part.file_size for part in archive.infolist())
    if size > most_bytes:
        why = f"it unfolds to {size / 2**20:,.0f} MB, more than {most_bytes / 2**20:,.0f} MB"
        raise SourceFileError(path, why, "Unpack it yourself if you trust it, or save the part you need.")
