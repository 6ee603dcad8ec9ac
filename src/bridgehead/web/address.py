"""What is on screen, as an address: the case, the lens and a page's own choices; read from it and written into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from bridgehead.firm.asking import read_fields
from bridgehead.network.lens import Lens, LensError
from bridgehead.record.dates import read_day
from bridgehead.record.typed import read_words

#: options of the lens, in the order of the bar
LENS_OPTIONS = tuple(item.name for item in fields(Lens))
_DAYS = ("as_of", "as_known_on")
#: "sender > receiver, kind" holds commas of its own
_WHOLE = frozenset({"with_ties"})
Choices = Mapping[str, str | Iterable[str] | None]


def read_lens(pairs: Iterable[tuple[str, str]]) -> Lens:
    """The lens of an address; what is empty counts as not given.

    Raises:
        LensError: an option makes no sense. DateError: a day is none.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in LENS_OPTIONS and value.strip():
            given.setdefault(name, []).append(value.strip())
    flat: dict[str, Any] = {}
    for name, values in given.items():
        flat[name] = read_day(values[-1]).isoformat() if name in _DAYS else _read_values(name, values)
    try:
        return Lens.from_plain(read_fields(Lens, flat))
    except msgspec.ValidationError as error:
        option = next((name for name in flat if f"`$.{name}`" in str(error)), next(iter(flat)))
        raise LensError(option, flat[option], f"{error}.") from None


def _read_values(name: str, values: list[str]) -> list[str] | str:
    if name in _WHOLE:
        return values
    if name in {"kinds", "without"}:
        return list(read_words(values))
    return values[-1]


def write_lens(lens: Lens) -> Iterator[tuple[str, str]]:
    """The options of a lens that differ from the default, as an address holds them."""
    default = Lens().to_plain()
    for name, value in lens.to_plain().items():
        if value != default[name]:
            yield from ((name, _write(item)) for item in (value if isinstance(value, list) else [value]))


def _write(value: object) -> str:
    return "true" if value is True else "false" if value is False else str(value)


def write_address(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """An address with its choices; equal choices give the same text.

    >>> write_address("/reach", [("as_of", "2001-06-30")])
    '/reach?as_of=2001-06-30'
    """
    query = urlencode(list(pairs))
    return f"{quote(path, safe='/')}?{query}" if query else quote(path, safe="/")


def spread(choices: Choices) -> Iterator[tuple[str, str]]:
    """Choices as pairs: several values one after the other, what is None or empty not at all."""
    for name, value in choices.items():
        for item in [value] if isinstance(value, str) else value or ():
            if item:
                yield name, item
