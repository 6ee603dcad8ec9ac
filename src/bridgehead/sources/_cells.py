"""Fields of entries as the text of a cell, an attribute or a label, and the convention that keeps formulas out.

Both ends stand here: exports write with it, tables and graphs are read with it. Lists are parted by ";", the values of
a pair by "="; a list whose items hold such a sign, or are empty, is written as JSON instead, which begins with "[".
"""

from __future__ import annotations

import json
import re
from typing import Any

from bridgehead.record.dates import When

#: what a spreadsheet takes for the beginning of a formula, behind any number of apostrophes
_FORMULA = re.compile("'*[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
                      "\N{FULLWIDTH COMMERCIAL AT}]")  # fmt: skip
_AWKWARD = re.compile(r"[;|=\[\]]|^\s|\s$|^$")


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe in front of what looks like one.

    >>> guard("=1+1"), guard("'=1+1"), guard("Anna"), guard("'s-Hertogenbosch")
    ("'=1+1", "''=1+1", 'Anna', "'s-Hertogenbosch")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given.

    >>> unguard("'=1+1"), unguard("''=1+1"), unguard("'s-Hertogenbosch")
    ('=1+1', "'=1+1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write_field(value: Any) -> str:  # noqa: ANN401 - a field of any type
    """The value of a field as text; "" where nobody said.

    Args:
        value: text, a number, yes or no, a date, or a list of texts or of tuples.

    >>> write_field((("email", "a@b.se"), ("pic", "9"))), write_field(("a;b", "c")), write_field(True)
    ('email=a@b.se;pic=9', '["a;b", "c"]', 'yes')
    """
    if isinstance(value, When):
        return value.text
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return _write_items(value)
    return "" if value is None else str(value)


def _write_items(items: tuple[Any, ...]) -> str:
    rows = [[write_field(part) for part in item] if isinstance(item, tuple) else [write_field(item)] for item in items]
    is_plain = not any(_AWKWARD.search(part) for row in rows for part in row[:1]) and not any(
        part and _AWKWARD.search(part) for row in rows for part in row[1:]
    )
    if is_plain:
        return ";".join("=".join(row) for row in rows)
    return json.dumps([row if isinstance(item, tuple) else row[0] for row, item in zip(rows, items, strict=True)],
                      ensure_ascii=False)  # fmt: skip


def read_items(text: str) -> list[str] | list[list[str]] | None:
    """The items of a list written as JSON; None where it is no such list.

    >>> read_items('["a;b", "c"]'), read_items("[a]"), read_items('[["pic", "9"]]')
    (['a;b', 'c'], None, [['pic', '9']])
    """
    if not text.startswith("["):
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_flat = all(isinstance(item, str) for item in items)
    is_rows = all(isinstance(item, list) and all(isinstance(part, str) for part in item) for item in items)
    return items if is_flat or is_rows else None
