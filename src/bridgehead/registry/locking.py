"""One build at a time: a lock that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bridgehead.errors import RefusedError


class RegistryInUseError(RefusedError):
    """Another process is building the registry."""

    def __init__(self, folder: Path) -> None:
        """Args: folder of the registry."""
        self.folder = folder
        super().__init__(
            f"Another process is building the registry in {folder}. Wait for it to finish and try again; nothing was "
            "changed."
        )


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Keep other builds out of a folder.

    Raises:
        RegistryInUseError: another process is at it.
    """
    with (folder / ".lock").open("a+b") as opened:
        try:
            _lock(opened)
        except OSError:
            raise RegistryInUseError(folder) from None
        yield


if sys.platform == "win32":  # pragma: no cover - the tests run elsewhere
    import msvcrt

    def _lock(opened: IO[bytes]) -> None:
        opened.seek(0)
        msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(opened: IO[bytes]) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
