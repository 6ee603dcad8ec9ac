"""The command line, as its own help shows it."""

from __future__ import annotations

import importlib
import importlib.util

WIDTH = 100


def build_page() -> str:
    """The help of the program and of each verb; questions and sources have pages of their own."""
    opening = "# Command line\n\n"
    if importlib.util.find_spec("bridgehead.cli") is None:
        return opening
    return opening
