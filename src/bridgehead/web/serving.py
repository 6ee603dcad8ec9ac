"""Serving: a loopback socket, an address with a one-time token, and the browser that opens it."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import uvicorn

from bridgehead.errors import RefusedError
from bridgehead.web.access import Access
from bridgehead.web.app import build_app
from bridgehead.web.assets import read_manifest
from bridgehead.web.warming import warm
from bridgehead.web.workspace import Workspace

HOST = "127.0.0.1"


class PortTakenError(RefusedError):
    """Something else listens where the server should."""

    def __init__(self, port: int, why: str) -> None:
        """Args: port asked for; why the system refused."""
        self.port = port
        super().__init__(
            f"Cannot listen on port {port} of this machine: {why}. Name another with --port, or 0 for any."
        )


def serve(
    place: str | Path,
    *,
    port: int = 0,
    by: str = "",
    case: str = "",
    open_browser: bool = True,
    say: Callable[[str], None],
) -> None:
    """Serve a record to this machine's browser until interrupted.

    Args:
        place: path or URL of the record, which need not be there yet. port: 0 takes any that is free.
        by: who makes changes. case: a case of the library to begin with. open_browser: do so.
        say: told where it can be reached, once it can.

    Raises:
        NotBuiltError: scripts and styles are missing. PortTakenError: the port is not free.
        NotARecordError: what is at the place is no record.
    """
    read_manifest()
    workspace = Workspace(place, by=by)
    _ = workspace.has_record  # what is no record is refused before anybody waits for a page
    listener = _listen(port)
    own_port = int(listener.getsockname()[1])
    access = Access.on_loopback(own_port)
    start = f"/today?case={case}" if case else "/"
    address = f"http://{HOST}:{own_port}/open?token={access.token}" + (f"&to={start}" if case else "")
    server = uvicorn.Server(
        uvicorn.Config(
            build_app(workspace, access), log_level="warning", access_log=False, lifespan="off", server_header=False
        )
    )
    say(address)
    Thread(target=warm, args=(workspace, case), daemon=True, name="warming").start()
    if open_browser:
        Thread(target=webbrowser.open, args=(address,), daemon=True, name="browser").start()
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
        workspace.close()


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortTakenError(port, getattr(error, "strerror", None) or str(error)) from error
    listener.listen(128)
    return listener
