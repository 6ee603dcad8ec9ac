"""New files: made where nothing was, so that nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

from bridgehead.record.store_errors import AlreadyThereError, NoFolderError, ReadOnlyError


def claim(path: Path) -> None:
    """Make an empty file where nothing was.

    Raises:
        NoFolderError: its folder is not there. AlreadyThereError: something is. ReadOnlyError: it may not be made.
    """
    if not path.parent.is_dir():
        raise NoFolderError(path.parent)
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        raise AlreadyThereError(str(path)) from None
    except PermissionError:
        raise ReadOnlyError(str(path.parent)) from None
