"""Docstrings as help texts."""

from __future__ import annotations

import inspect
import re


def unwrap(text: str) -> str:
    r"""A docstring for a terminal to wrap: every paragraph on one line, without the section of arguments.

    >>> unwrap("One.\n\n    Two\n    lines.\n\n    Args:\n        one: of two.")
    'One.\n\nTwo lines.'
    """
    head = re.split(r"\n\s*(?:Args|Attributes|Raises|Returns):\n", inspect.cleandoc(text))[0].rstrip()
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", head))
