"""What the machine tells of whoever sits at it: a name and the day."""

from __future__ import annotations

import getpass
from datetime import date


def get_user() -> str:
    """The name the user is logged in by; "somebody" where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def today() -> date:
    """The day on the user's own wall."""
    return date.today()  # noqa: DTZ011 - as it says
