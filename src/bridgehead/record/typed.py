"""Values as people type them where an option takes several."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: commas divide several values, unless a space follows: "Akzo Nobel, Inc." is one name
_DIVIDER = re.compile(r",(?!\s)")


def read_words(texts: Iterable[str]) -> tuple[str, ...]:
    """Values given by repeating an option or divided by commas.

    >>> read_words(["DE,FR", "Akzo Nobel, Inc."])
    ('DE', 'FR', 'Akzo Nobel, Inc.')
    """
    return tuple(word.strip() for text in texts for word in _DIVIDER.split(text) if word.strip())
