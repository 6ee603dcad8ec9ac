"""Legal forms: found in and taken off the names of organisations, in the scripts of many countries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from bridgehead.matching.words import split_words
from bridgehead.record.entries import MarketCode
from bridgehead.record.parameters import get_parameter

#: variants in these scripts stand in names without spaces
_FIRST_WIDE = "\u3000"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalForm:
    """One legal form.

    Attributes:
        word: its key in `parameters/legal_forms.yaml`. family: stock, limited, partnership, cooperative or association.
        markets: (market, share of the organisations of this form that are there) pairs.
    """

    word: str
    family: str
    markets: tuple[tuple[MarketCode, float], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Forms by their words, then as written: behind a name or before it, and variants in scripts without spaces."""

    behind: Mapping[tuple[str, ...], Mapping[str, LegalForm]]
    before: Mapping[tuple[str, ...], Mapping[str, LegalForm]]
    wide: tuple[tuple[str, LegalForm], ...]
    longest: int


@cache
def _load() -> _Table:
    behind: dict[tuple[str, ...], dict[str, LegalForm]] = {}
    before: dict[tuple[str, ...], dict[str, LegalForm]] = {}
    wide: list[tuple[str, LegalForm]] = []
    for word, plain in get_parameter("legal_forms", "forms").items():
        form = LegalForm(word=word, family=plain["family"], markets=tuple(plain["markets"].items()))
        for written in plain["written"]:
            if max(written) >= _FIRST_WIDE:
                wide.append((written, form))
                continue
            for held in (behind, before) if plain.get("front") else (behind,):
                held.setdefault(split_words(written), {}).setdefault(written.casefold(), form)
    wide.sort(key=lambda pair: -len(pair[0]))
    return _Table(behind, before, tuple(wide), max(map(len, behind)))


def take_off(name: str) -> tuple[tuple[str, ...], tuple[LegalForm, ...]]:
    """The words of an organisation's name without its legal forms, and the forms found, the outermost first.

    A name that is nothing but forms keeps its words.

    >>> words, forms = take_off("OÜ Tallinna Müük")
    >>> words, [form.word for form in forms]
    (('tallinna', 'muuk'), ['ou'])
    """
    table = _load()
    found: list[LegalForm] = []
    for written, form in table.wide:
        if written in name and name.strip() != written:
            name = name.replace(written, " ")
            found.append(form)
    words, written = split_words(name), name.strip().casefold()
    while True:
        taken = _take_one(words, table, written)
        if taken is None:
            return words, tuple(found)
        words, form = taken
        found.append(form)


def _take_one(words: tuple[str, ...], table: _Table, written: str) -> tuple[tuple[str, ...], LegalForm] | None:
    """One form off the end, else off the front; the longest that fits; None where none does or nothing would stay."""
    for length in range(min(table.longest, len(words) - 1), 0, -1):
        forms = table.behind.get(words[-length:])
        if forms is not None:
            return words[:-length], _choose(forms, written.endswith)
    for length in range(min(table.longest, len(words) - 1), 0, -1):
        forms = table.before.get(words[:length])
        if forms is not None:
            return words[length:], _choose(forms, written.startswith)
    return None


def _choose(forms: Mapping[str, LegalForm], fits: Callable[[str], bool]) -> LegalForm:
    """Of forms that are one without accents and dots (AS, a.s., A.Ş.) the one written as here, else the first."""
    exact = (form for written, form in forms.items() if fits(written))
    return next(exact, next(iter(forms.values())))
