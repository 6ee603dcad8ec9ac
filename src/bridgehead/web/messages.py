"""Messages that the next page shows once: carried in a cookie, drawn as text."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64Error
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from fastapi import Request, Response

MESSAGE_COOKIE = "bridgehead-said"
#: browsers keep cookies up to 4,096 bytes
_MOST = 1_500


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for the person.

    Attributes:
        text: what happened. kind: done, note or fault. undo: the change that a button beside it takes back.
    """

    text: str
    kind: Literal["done", "note", "fault"] = "done"
    undo: int | None = None


def write_messages(response: Response, messages: Sequence[Message]) -> None:
    """Let the next page show messages."""
    plain = [asdict(message) | {"text": message.text[:_MOST]} for message in messages[:2]]
    response.set_cookie(
        MESSAGE_COOKIE,
        urlsafe_b64encode(json.dumps(plain).encode()).decode(),
        max_age=60,
        httponly=True,
        samesite="lax",
    )


def read_messages(request: Request) -> tuple[Message, ...]:
    """The messages the last page left; none where the cookie is not one of ours."""
    try:
        plain = json.loads(urlsafe_b64decode(request.cookies.get(MESSAGE_COOKIE, "")))
        return tuple(Message(**item) for item in plain)
    except (ValueError, TypeError, NotBase64Error):
        return ()
