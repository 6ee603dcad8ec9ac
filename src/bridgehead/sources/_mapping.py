"""Saved mappings: which column of a table means what. Declared in YAML, built in or the user's own.

```yaml
title: HubSpot contacts          # what people see
rows: contact                    # what a row is: a contact of the firm, a candidate, or an entry type's word
namespace: hubspot               # first part of ids; left out, it is the file's name
columns:                         # meaning -> headers it may stand under, whatever their case and punctuation
  first_name: [First Name]
recognised_by: [Record ID]       # headers that must all be there before the mapping is taken unasked
ignored: {Create Date: why}      # headers that are left unread on purpose
values: {kind: business}         # meaning -> what holds where no column or an empty cell says otherwise
words: {role: {lead: unknown}}   # meaning -> what stands in a cell -> how it is read
reasons: {First Name: why}       # how a column came to be mapped; for people
```
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.sources._fields import field_shapes, required_fields
from bridgehead.sources._yaml import compose, to_text

#: what a column of a contacts table can mean
CONTACT_MEANINGS: dict[str, str] = {
    "key": "the row's own key, never used for anything else",
    "name": "full name of a person",
    "first_name": "first name of a person",
    "last_name": "last name of a person",
    "organisation": "name of the organisation the person works for, or of the contact itself where no person is named",
    "organisation_key": "keys of organisations in another table of the same namespace, parted by ;",
    "market": "country of the contact",
    "organisation_market": "country of the organisation, where it differs",
    "aliases": "other names of the contact",
    "field": "what the contact works in",
    "sector": "line of business of the organisation",
    "size": "size of the organisation",
    "founded": "when the organisation was founded",
    "languages": "languages the contact speaks",
    "is_multinational": "whether the organisation is a multinational",
    "position": "what the person does in the organisation",
    "email": "e-mail address",
    "phone": "telephone number",
    "linkedin": "LinkedIn address",
    "website": "web address of the organisation",
    "vat": "VAT number of the organisation",
    "kind": "kind of tie between the firm and the contact",
    "role": "what the contact is to the firm",
    "formality": "whether the tie rests on an agreement",
    "strength": "strength of the tie",
    "time": "time spent, 0..1",
    "emotional_intensity": "emotional intensity, 0..1",
    "intimacy": "intimacy, 0..1",
    "reciprocity": "reciprocity, 0..1",
    "one_way": "whether introductions travel from the firm to the contact only",
    "provides": "what the contact provides to the firm",
    "gives": "what the firm gives in return",
    "purpose": "what the tie is for",
    "origin": "how the tie came about",
    "met_at": "where the two met: an event",
    "introduced_by": "name or key of the contact who brought the two together",
    "since": "when the tie began",
    "until": "when the tie ended",
    "note": "a remark",
    "told_on": "the day the row speaks for",
    "told_by": "who said so",
}
#: what a column of a candidates table can mean
CANDIDATE_MEANINGS: dict[str, str] = {
    "key": "the row's own key; an id with a colon is that of an actor already on record",
    "name": "name of the candidate",
    "kind": "person, organisation or community",
    "market": "country of the candidate",
    "field": "what the candidate works in",
    "cost": "what recruiting and keeping it costs, in the unit of the budget",
    "prominence": "standing in the field, 0..1, 1 the highest known",
    "publications": "number of publications in the field",
    "citations": "number of citations of those publications",
    "leading_role": "roles in the field's bodies, parted by ;",
    "successors": "number of young researchers or staff who may lead the field later",
    "verified_by": "who vouched for the candidate, parted by ;",
    "note": "a remark",
    "told_on": "the day the row speaks for",
    "told_by": "who said so",
}
#: meanings that are items of the instrument "candidate"
CANDIDATE_ITEMS = (
    "cost", "prominence", "publications", "citations", "leading_role", "successors", "verified_by",
)  # fmt: skip
_MEANINGS_BY_ROWS = {"contact": CONTACT_MEANINGS, "candidate": CANDIDATE_MEANINGS}
_KEYS = ("title", "rows", "namespace", "key_prefix", "organisation_key_prefix", "columns", "recognised_by", "ignored",
         "values", "words", "reasons")  # fmt: skip


class BadMappingError(MisuseError):
    """A mapping says something that means nothing."""

    def __init__(self, name: str, why: str) -> None:
        """Args: name of the mapping or its file; why it fails, as a sentence with what to do."""
        self.name = name
        super().__init__(f"The mapping {name} cannot be used. {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """Which column of a table means what; the fields are those of the file, see the module.

    Attributes:
        name: of the mapping: its file's name without ending.
        key_prefix: put before a row's own key. organisation_key_prefix: put before keys in `organisation_key`.
    """

    name: str
    rows: str
    title: str = ""
    namespace: str = ""
    key_prefix: str = ""
    organisation_key_prefix: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recognised_by: tuple[str, ...] = ()
    ignored: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def meanings(self) -> tuple[str, ...]:
        """What a column of such a table can mean."""
        return tuple(self.words_by_meaning)

    @property
    def words_by_meaning(self) -> Mapping[str, str]:
        """Each meaning in words; "" for the fields of an entry, whose names say it."""
        return _MEANINGS_BY_ROWS.get(self.rows) or dict.fromkeys(field_shapes(self.rows), "")

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """Meanings without which no row can be read: of each group one must be there."""
        if self.rows == "contact":
            return (("name", "first_name", "last_name", "organisation"),)
        if self.rows == "candidate":
            return (("name",), CANDIDATE_ITEMS)
        return tuple((name,) for name in required_fields(self.rows) if name != "id" and name not in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """A mapping held against a header.

    Attributes:
        places: meaning -> place of its column, from 0. headers: meaning -> name of its column.
        ignored: header -> why it is left out. unused: headers that mean nothing here. doubled: headers met twice.
    """

    places: Mapping[str, int]
    headers: Mapping[str, str]
    ignored: Mapping[str, str]
    unused: tuple[str, ...]
    doubled: tuple[str, ...]


def fold(header: str) -> str:
    """A header without case, accents and punctuation.

    >>> fold("Country/Region"), fold("E-Mail (privat)")
    ('country region', 'e mail privat')
    """
    plain = unicodedata.normalize("NFKD", header.casefold())
    return re.sub(r"[\W_]+", " ", "".join(char for char in plain if not unicodedata.combining(char))).strip()


def match_columns(mapping: ColumnMapping, header: Iterable[str]) -> ColumnMatch:
    """What each column means under a mapping; the first of two columns with one meaning is taken.

    Args:
        mapping: any mapping. header: names of the columns in order.
    """
    meaning_by_header = {fold(meaning): meaning for meaning in mapping.meanings}
    meaning_by_header |= {fold(name): meaning for meaning, names in mapping.columns.items() for name in names}
    ignored_by_header = {fold(name): why for name, why in mapping.ignored.items()}
    places: dict[str, int] = {}
    headers: dict[str, str] = {}
    ignored: dict[str, str] = {}
    unused, doubled = [], []
    for place, name in enumerate(header):
        meaning = meaning_by_header.get(fold(name), "")
        if fold(name) in ignored_by_header:
            ignored[name] = ignored_by_header[fold(name)]
        elif not meaning:
            unused.append(name)
        elif meaning in places:
            doubled.append(name)
        else:
            places[meaning], headers[meaning] = place, name
    return ColumnMatch(places=places, headers=headers, ignored=ignored, unused=tuple(unused), doubled=tuple(doubled))


@cache
def find_mappings() -> dict[str, ColumnMapping]:
    """The built-in mappings by name: profiles of programs, then one for each entry type."""
    folder = Path(str(files("bridgehead") / "parameters" / "mappings"))
    found = {path.stem: read_mapping(path) for path in sorted(folder.glob("*.yaml")) if path.stem != "entries"}
    synonyms: dict[str, list[str]] = to_text(compose(folder / "entries.yaml"))
    for word in TYPE_BY_WORD:
        columns = {name: tuple(synonyms[name]) for name in field_shapes(word) if name in synonyms}
        title = f"one {word} a row, columns named as its fields"
        found[word] = ColumnMapping(name=word, rows=word, title=title, namespace="table", columns=columns)
    return found


def load_mapping(name: str) -> ColumnMapping:
    """A built-in mapping by name, or one's own by the path of its file.

    Raises:
        BadMappingError: there is none, or the file says something that means nothing. SourceFileError: it is no YAML.
    """
    if name in find_mappings():
        return find_mappings()[name]
    if not Path(name).is_file():
        known = list(find_mappings())
        near = suggest(name, known)
        why = f"There is no built-in one of this name and no such file.{near} Built in: {', '.join(known)}."
        raise BadMappingError(repr(name), why)
    return read_mapping(Path(name))


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping from its file.

    Raises:
        BadMappingError: it says something that means nothing. SourceFileError: it is no YAML.
    """
    plain = to_text(compose(path))
    if not isinstance(plain, dict) or not plain.get("rows"):
        raise BadMappingError(str(path), "It must name what a row is: 'rows: contact', or an entry type.")
    for key in plain:
        if key not in _KEYS:
            raise BadMappingError(
                str(path), f"There is no key {key!r}.{suggest(key, _KEYS)} The keys are: {', '.join(_KEYS)}."
            )
    if plain["rows"] not in (*_MEANINGS_BY_ROWS, *TYPE_BY_WORD):
        raise BadMappingError(
            str(path), f"A row is a contact, a candidate or one of {', '.join(TYPE_BY_WORD)}, not {plain['rows']!r}."
        )
    for key in ("columns", "ignored", "values", "words", "reasons"):
        if not isinstance(plain.setdefault(key, {}), dict):
            raise BadMappingError(str(path), f"{key!r} must be a mapping, as in 'columns: {{name: [Full name]}}'.")
    plain["columns"] = {meaning: _texts(names) for meaning, names in plain["columns"].items()}
    mapping = ColumnMapping(**{**plain, "name": path.stem, "recognised_by": _texts(plain.get("recognised_by", ""))})
    for meaning in (*mapping.columns, *mapping.values, *mapping.words):
        if meaning not in mapping.meanings:
            near = suggest(meaning, mapping.meanings)
            why = f"No column can mean {meaning!r}.{near} Meanings: {', '.join(mapping.meanings)}."
            raise BadMappingError(str(path), why)
    return mapping


def save_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping to a YAML file, to be looked over, mended and named with `mapping=`.

    Args:
        mapping: any mapping. path: the file; one that is there is replaced.
    """
    plain: dict[str, Any] = {}
    for key in _KEYS:
        value = getattr(mapping, key)
        if value:
            plain[key] = list(value) if isinstance(value, tuple) else _plain(value)
    path.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plain(value: Any) -> Any:  # noqa: ANN401 - text and mappings of texts
    if isinstance(value, str):
        return value
    return {key: list(held) if isinstance(held, tuple) else _plain(held) for key, held in value.items()}


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - text or texts
    return tuple(str(item) for item in value) if isinstance(value, list) else ((str(value),) if value else ())
