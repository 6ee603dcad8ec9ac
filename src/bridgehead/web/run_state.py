"""What is kept from one request to the next, for as long as the server runs."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from fastapi import Request

_LOCK = Lock()
_Kept = TypeVar("_Kept")


def get_kept(request: Request, name: str, make: Callable[[], _Kept]) -> _Kept:
    """What is kept under a name; made where nothing is yet, once, however many ask for it together.

    Args:
        request: any of the server. name: of the attribute of `app.state`. make: makes it.
    """
    state = request.app.state
    with _LOCK:
        if not hasattr(state, name):
            setattr(state, name, make())
    kept: _Kept = getattr(state, name)
    return kept
