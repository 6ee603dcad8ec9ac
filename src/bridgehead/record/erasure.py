"""What erasing a person changes in the stored versions: personal fields go, ids, dates and obligations stay.

In every version:

- of the person: name, aliases, identifiers, origin, languages and note go; the name becomes "erased person". The id,
  which often is the name again ("typed:anna-berg"), becomes neutral ("erased:1"), wherever it stands;
- of an entry that involves the person: note, topic and reason go;
- of evidence that names the person and that only such entries rest on: paraphrase, excerpt and by go;
- of any other entry: the person's full name and identifiers are replaced where they stand in a remark, and the entry's
  own id where it holds them. Names of other actors are theirs and stay; the plan lists those that hold the person's.

A name of one word ("Anna") is replaced only in entries that involve the person, for others bear it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from anyascii import anyascii

from bridgehead.record.codec import decode
from bridgehead.record.entries import EntryId, referred_ids
from bridgehead.record.store_errors import NotAPersonError, UnknownEntryError

ERASED_NAME = "erased person"
_PERSONAL = ("aliases", "identifiers", "origin", "languages", "note")
_REMARKS = ("note", "topic", "reason")
_STATEMENTS = ("paraphrase", "excerpt", "by")
#: fields that name somebody or something else, by type word; every other text is a remark
_NAMING = {"actor": ("name", "aliases", "identifiers"), "programme": ("name", "tiers"), "agreement": ("tier",)}
_ENCODER = msgspec.json.Encoder(order="deterministic")
#: an identifier shorter than this may be anybody's
_SHORTEST_IDENTIFIER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """What is to be rewritten.

    Attributes:
        id: the neutral id in the person's place. rewrites: rows (old, nth, new, text): key, new id, new payload.
        renamed: how many other entries get another id. mentions: entries of others whose names hold the person's.
        clean: takes the person's names and ids out of a text.
    """

    id: EntryId
    rewrites: tuple[Mapping[str, Any], ...]
    renamed: int
    mentions: tuple[EntryId, ...]
    clean: Callable[[str], str]

    def clean_transaction(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What a transaction says of itself without the person: a row (nth, new_by, new_summary, new_source)."""
        told = {f"new_{name}": self.clean(row[name]) for name in ("by", "summary", "source")}
        return {"nth": row["id"], **told}


@dataclass(slots=True)
class _Stored:
    """One version as it is read, and as it is changed by the functions below."""

    word: str
    id: EntryId
    number: int
    plain: dict[str, Any]
    involves: frozenset[EntryId]


def plan_erasure(id_: EntryId, rows: Iterable[tuple[str, EntryId, int, str]]) -> ErasurePlan:
    """What erasing a person changes.

    Args:
        id_: the person's. rows: (type word, id, version number, payload) of every version in the record.

    Raises:
        UnknownEntryError: no such entry. NotAPersonError: it is no person.
    """
    stored = [_read(*row) for row in rows]
    own = [version for version in stored if version.id == id_]
    if not own:
        raise UnknownEntryError((id_,))
    if own[-1].word != "actor" or own[-1].plain["kind"] != "person":
        raise NotAPersonError(id_, own[-1].plain["kind"] if own[-1].word == "actor" else own[-1].word)
    names = _Names.of(id_, [version.plain for version in own])
    near = {version.id for version in stored if id_ in version.involves or version.id == id_}
    new_by_old = _rename(id_, {version.id for version in stored}, near, names)
    resting = _find_resting(stored)
    before = [_ENCODER.encode(version.plain) for version in stored]
    for version in stored:
        is_near = version.id in near or bool(resting.get(version.id) and resting[version.id] <= near)
        version.plain = _replace_ids(version.plain, new_by_old)
        _clean_version(version, id_, names, is_near=is_near)
    changed = [version for version, was in zip(stored, before, strict=True) if _ENCODER.encode(version.plain) != was]
    return ErasurePlan(
        id=new_by_old[id_],
        rewrites=tuple(
            {
                "old": version.id,
                "nth": version.number,
                "new": version.plain["id"],
                "text": _ENCODER.encode(version.plain).decode("utf-8"),
            }
            for version in changed
        ),
        renamed=len(new_by_old) - 1,
        mentions=tuple(sorted({version.plain["id"] for version in stored if _still_names(version, names)})),
        clean=names.clean_everything,
    )


def _read(word: str, id_: EntryId, number: int, payload: str) -> _Stored:
    entry = decode(word, payload)
    involves = {target for _, target in referred_ids(entry)}
    involves |= {str(getattr(entry, name, "")) for name in ("subject", "about")}
    return _Stored(word, id_, number, msgspec.json.decode(payload), frozenset(involves))


@dataclass(frozen=True, slots=True)
class _Names:
    """What names the person: in any text, and only in texts near the person.

    Attributes:
        id: the person's. everywhere: full names and identifiers. nearby: these and names of one word.
    """

    id: EntryId
    everywhere: re.Pattern[str]
    nearby: re.Pattern[str]

    @classmethod
    def of(cls, id_: EntryId, versions: Sequence[Mapping[str, Any]]) -> _Names:
        names = {name for plain in versions for name in (plain["name"], *plain.get("aliases", ()))}
        values = {value for plain in versions for _, value in plain.get("identifiers", ())}
        full = {pattern for name in names for pattern in _name_patterns(name, least=2)}
        own_key = id_.partition(":")[2]
        told = {
            value for value in (*values, id_, own_key) if len(value) >= _SHORTEST_IDENTIFIER and not value.isdigit()
        }
        full |= {re.escape(value) for value in told}
        single = {pattern for name in names for pattern in _name_patterns(name, least=1)}
        return cls(
            id_, _compile(full), _compile(full | single | {re.escape(value) for value in (*values, id_) if value})
        )

    def clean_everything(self, text: str) -> str:
        """A text without the person's full names, identifiers and id."""
        return self.everywhere.sub(ERASED_NAME, text)


def _name_patterns(name: str, *, least: int) -> set[str]:
    """Patterns for a name as written, in Latin letters, and with the last word first; however its words are joined."""
    patterns = set()
    for form in (name, anyascii(name)):
        words = re.findall(r"\w+", form)
        if len(words) >= least:
            for order in (words, [words[-1], *words[:-1]]):
                patterns.add(r"[\W_]{0,3}".join(re.escape(word) for word in order))
    return patterns


def _compile(patterns: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])", re.IGNORECASE)


def _rename(id_: EntryId, ids: set[EntryId], near: set[EntryId], names: _Names) -> dict[EntryId, EntryId]:
    """Neutral ids for the person and for every entry whose id names the person."""
    number = 1
    while any(other == f"erased:{number}" or f"erased-{number}" in other for other in ids):
        number += 1
    new_by_old = {id_: f"erased:{number}"}
    taken = ids | {f"erased:{number}"}
    for old in sorted(ids - {id_}):
        base = (names.nearby if old in near else names.everywhere).sub(f"erased-{number}", old)
        if base != old:
            new, copy = base, 1
            while new in taken:
                copy += 1
                new = f"{base}-{copy}"
            taken.add(new)
            new_by_old[old] = new
    return new_by_old


def _find_resting(stored: Iterable[_Stored]) -> dict[EntryId, set[EntryId]]:
    """For each evidence, the entries that rest on it in any version."""
    resting: dict[EntryId, set[EntryId]] = {}
    for version in stored:
        for evidence in version.plain.get("evidence", ()):
            resting.setdefault(evidence, set()).add(version.id)
    return resting


def _clean_version(version: _Stored, id_: EntryId, names: _Names, *, is_near: bool) -> None:
    """Take the person out of one version: what is the person's goes, remarks elsewhere lose the name."""
    plain = version.plain
    if version.id == id_:
        for name in _PERSONAL:
            plain.pop(name, None)
        plain["name"] = ERASED_NAME
        return
    pattern = names.nearby if is_near else names.everywhere
    if version.word == "evidence" and is_near and any(pattern.search(text) for text in _texts(plain)):
        for name in _STATEMENTS:
            plain.pop(name, None)
    if id_ in version.involves:
        for name in _REMARKS:
            plain.pop(name, None)
    naming = _NAMING.get(version.word, ())
    for name, value in plain.items():
        if name not in naming and not _is_reference(version.word, name):
            plain[name] = _map_texts(value, lambda text: pattern.sub(ERASED_NAME, text))


#: fields that hold ids of other entries, dates or controlled words, never a remark
# fmt: off
_REFERENCES = frozenset({
    "about",
    "acceptance",
    "active_markets",
    "actor",
    "agreement",
    "basis",
    "begin",
    "creditor",
    "debtor",
    "due",
    "end",
    "entry_mode",
    "evidence",
    "exclusive_markets",
    "form",
    "formality",
    "forms",
    "founded",
    "fulfils",
    "gives",
    "id",
    "initiated_by",
    "instrument",
    "introduced_by",
    "item",
    "kind",
    "led_to",
    "left",
    "market",
    "markets",
    "mechanism",
    "on",
    "origin",
    "outcome",
    "owner",
    "participants",
    "parties",
    "place",
    "profit_shares",
    "programme",
    "provides",
    "purpose",
    "receiver",
    "recurrence",
    "renewal",
    "rests_on",
    "right",
    "role",
    "sender",
    "subject",
    "verdict",
    "withdrawn",
})


def _is_reference(word: str, name: str) -> bool:
    return name in _REFERENCES and (word, name) != ("actor", "origin")


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in items for text in _texts(item)]


def _map_texts(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return change(value)
    return [_map_texts(item, change) for item in value] if isinstance(value, list) else value


def _replace_ids(plain: Mapping[str, Any], new_by_old: Mapping[EntryId, EntryId]) -> dict[str, Any]:
    """A payload with every id that has another now replaced, wherever it stands."""
    return {name: _map_texts(value, lambda text: new_by_old.get(text, text)) for name, value in plain.items()}


def _still_names(version: _Stored, names: _Names) -> bool:
    return any(names.everywhere.search(text) for text in _texts(version.plain))
