"""Layouts of tables of country pairs: which columns hold the two countries, the year and the values.

The built-in ones stand in `parameters/country_tables.yaml`; one's own is a YAML file with the keys of one of them:

```yaml
title: Direct flights, aviation authority 2019    # what the values rest on
origin: from                                      # column of the country the row goes out from
destination: to                                   # column of the other
year: year                                        # column of the year; left out where the table has none
day: "07-01"                                      # day of the year the values speak for; left out, the whole year
values:                                           # column -> item of the instrument country, by the row's direction
  people: {outward: community_from_home, inward: community_at_home}
ignored: {comment: free text}                     # columns left unread on purpose, with the reason
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.instruments import UnknownItemError, get_item
from bridgehead.record.parameters import get_parameter
from bridgehead.sources._yaml import compose, to_text

#: the instrument whose items the values are
INSTRUMENT = "country"
_KEYS = ("title", "recognised_by", "origin", "destination", "year", "day", "values", "ignored")
_DIRECTIONS = ("outward", "inward")


class BadLayoutError(MisuseError):
    """A layout of a table of country pairs says something that means nothing."""

    def __init__(self, name: str, why: str) -> None:
        """Args: name of the layout or its file; why it fails, as a sentence with what to do."""
        self.name = name
        super().__init__(f"The layout {name} cannot be used. {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTable:
    """A layout; the fields are those of the file, see the module.

    Attributes:
        name: key of the layout, the first part of ids.
    """

    name: str
    title: str
    origin: str
    destination: str
    year: str = ""
    day: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recognised_by: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads."""
        named = (self.origin, self.destination, self.year, *self.values)
        return tuple(name for name in named if name)


@cache
def find_tables() -> dict[str, CountryTable]:
    """The built-in layouts by name."""
    return {name: build_table(name, plain) for name, plain in get_parameter("country_tables", "tables").items()}


def choose_table(header: Iterable[str]) -> CountryTable | None:
    """The built-in layout a header has all the telling columns of; None where it fits none."""
    names = set(header)
    return next((table for table in find_tables().values() if names.issuperset(table.recognised_by)), None)


def load_table(name: str) -> CountryTable:
    """A built-in layout by name, or one's own by the path of its file.

    Raises:
        BadLayoutError: there is none, or the file says something that means nothing. SourceFileError: it is no YAML.
    """
    if name in find_tables():
        return find_tables()[name]
    if not Path(name).is_file():
        known = list(find_tables())
        why = f"There is no table of this name and no such file.{suggest(name, known)} Built in: {', '.join(known)}."
        raise BadLayoutError(repr(name), why)
    return build_table(Path(name).stem, to_text(compose(Path(name))), file=name)


def build_table(name: str, plain: Any, *, file: str = "") -> CountryTable:  # noqa: ANN401 - whatever the file holds
    """A layout from what its file says.

    Args:
        name: key of the layout. plain: the mapping of the module's docstring. file: named in errors.

    Raises:
        BadLayoutError: a key is missing or unknown, or an item is not in the instrument.
    """
    where = file or name
    if not isinstance(plain, dict) or not isinstance(plain.get("values"), dict) or not plain["values"]:
        why = "It must map columns to items, as in 'values: {people: {outward: community_from_home}}'."
        raise BadLayoutError(where, why)
    for key in plain:
        if key not in _KEYS:
            why = f"There is no key {key!r}.{suggest(key, _KEYS)} The keys are: {', '.join(_KEYS)}."
            raise BadLayoutError(where, why)
    for key in ("title", "origin", "destination"):
        if not isinstance(plain.get(key), str) or not plain[key]:
            raise BadLayoutError(where, f"It must say {key!r}. It says: {', '.join(plain)}.")
    values = {column: _read_items(where, column, items) for column, items in plain["values"].items()}
    recognised_by = tuple(plain.get("recognised_by") or ())
    return CountryTable(**{**plain, "name": name, "values": values, "recognised_by": recognised_by})


def _read_items(where: str, column: str, items: object) -> dict[str, str]:
    """Direction -> item; a single word is the item of rows that go out from home."""
    found = {"outward": items} if isinstance(items, str) else items
    if not isinstance(found, dict) or not found or not set(found) <= set(_DIRECTIONS):
        why = f"The column {column!r} needs an item for 'outward' (out from home), 'inward' (into home), or both."
        raise BadLayoutError(where, why)
    for item in found.values():
        try:
            get_item(INSTRUMENT, str(item))
        except UnknownItemError as error:
            raise BadLayoutError(where, str(error)) from None
    return {direction: str(item) for direction, item in found.items()}
