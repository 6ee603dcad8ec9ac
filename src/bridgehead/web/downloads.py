"""Downloads: files made for one answer, in a private folder that is gone once they were sent."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from fastapi import Response
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask


def send_made(make: Callable[[Path], object], name: str) -> Response:
    """A file to be kept by the browser; a folder comes as one zip file.

    Args:
        make: writes a new file or folder at a path. name: what it is called.

    Raises:
        What making it raises; nothing is left behind.
    """
    folder = Path(tempfile.mkdtemp(prefix="bridgehead-"))
    try:
        path = folder / name
        make(path)
        if path.is_dir():
            path = Path(shutil.make_archive(str(path), "zip", root_dir=path))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, filename=path.name, background=gone)


def try_made(make: Callable[[Path], object], name: str) -> object:
    """What making a file says, without keeping the file.

    Args:
        make, name: as for `send_made`.
    """
    with tempfile.TemporaryDirectory(prefix="bridgehead-") as folder:
        return make(Path(folder) / name)
