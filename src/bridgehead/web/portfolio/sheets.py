"""The portfolio for its pages: make-up as bars, clashes with both sides' evidence, origins by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bridgehead.answers import ActorRef, Answer, MarketRef, Row, Value
from bridgehead.network.network import Network
from bridgehead.present.bars_figure import Stack
from bridgehead.questions._owed import say_agreement
from bridgehead.record.dates import When
from bridgehead.record.entries import Agreement, Entry, EntryId, get_type_word
from bridgehead.web.words import N_

#: how relationships came about, as the columns stack them -> word
ORIGINS = {"embedded": N_("embedded"), "searched": N_("searched"), "unknown": N_("not told")}
#: years a drawing shows at most; beside them stands the table of all
_MOST_YEARS = 40
#: bars of one attribute that the page shows
_BARS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One value of an attribute.

    Attributes:
        key: the value as an address holds it. label: as people read it. count: agreements. possible: those that only
            possibly hold. share: of the agreements of which the attribute is known; None for "unknown".
        length: beside the most frequent value of the attribute, 0..1. agreements: ids of those counted.
    """

    key: str
    label: str
    count: int
    possible: int
    share: float | None
    length: float
    agreements: tuple[EntryId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What agreements are sorted by, with the most frequent values, and how many further ones there are."""

    name: str
    bars: tuple[Bar, ...]
    more: int


def build_attributes(answer: Answer) -> tuple[Attribute, ...]:
    """The make-up of a portfolio by attribute.

    Args:
        answer: of `Portfolio`.
    """
    rows = answer.part("make_up").rows
    grouped = [(str(name), list(held)) for name, held in groupby(rows, key=lambda row: row.values["attribute"])]
    return tuple(
        Attribute(name=name, bars=tuple(_build_bars(held))[:_BARS_SHOWN], more=max(len(held) - _BARS_SHOWN, 0))
        for name, held in grouped
    )


def _build_bars(rows: Sequence[Row]) -> Iterator[Bar]:
    most = max(_count(row, "agreements") for row in rows)
    for row in rows:
        value, share = row.values["value"], row.values["share"]
        yield Bar(
            key=value.code if isinstance(value, MarketRef) else str(value),
            label=str(value).replace("_", " "),
            count=_count(row, "agreements"),
            possible=_count(row, "possible"),
            share=share if isinstance(share, float) else None,
            length=_count(row, "agreements") / most,
            agreements=row.evidence,
        )


def _count(row: Row, name: str) -> int:
    value = row.values[name]
    assert isinstance(value, int)
    return value


def find_behind(attributes: Iterable[Attribute], name: str, key: str) -> Bar | None:
    """The value of an attribute that an address names; None where there is none."""
    found = (bar for attribute in attributes if attribute.name == name for bar in attribute.bars if bar.key == key)
    return next(found, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An entry that a clash rests on: its id, its type in a word, itself in a few words, whether it is an agreement."""

    id: EntryId
    kind: str
    words: str
    is_agreement: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One clash.

    Attributes:
        sort: of clash. is_sure: it is one; else it cannot be told for sure. partners: between whom. markets: where.
        why: in a sentence. is_certain: what it rests on certainly holds. proofs: the entries of all sides.
    """

    sort: str
    is_sure: bool
    partners: tuple[ActorRef, ...]
    markets: tuple[MarketRef, ...]
    why: str
    is_certain: bool
    proofs: tuple[Proof, ...]


def build_clashes(answer: Answer, network: Network) -> tuple[Clash, ...]:
    """The clashes of a portfolio, those that are sure first.

    Args:
        answer: of `Portfolio`. network: it was asked of.
    """
    clashes = [_build_clash(row, network) for row in answer.part("clashes").rows]
    return tuple(sorted(clashes, key=lambda clash: not clash.is_sure))


def _build_clash(row: Row, network: Network) -> Clash:
    values = row.values
    found = ((id_, network.get_entry(id_)) for id_ in row.evidence)
    return Clash(
        sort=str(values["clash"]),
        is_sure=values["standing"] == "clash",
        partners=tuple(item for item in _items(values.get("partners")) if isinstance(item, ActorRef)),
        markets=tuple(item for item in _items(values.get("markets")) if isinstance(item, MarketRef)),
        why=str(values["why"]),
        is_certain=values.get("certain") is True,
        proofs=tuple(
            Proof(id=id_, kind=get_type_word(entry), words=_describe(entry), is_agreement=isinstance(entry, Agreement))
            for id_, entry in found
            if entry is not None
        ),
    )


def _items(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _describe(entry: Entry) -> str:
    """An entry in a few words: what was agreed, owed, said or done."""
    if isinstance(entry, Agreement):
        return say_agreement(entry) or entry.id
    words = (getattr(entry, name, "") for name in ("deliverable", "topic", "item", "role", "kind"))
    return next((str(word).replace("_", " ") for word in words if word), entry.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """When relationships came about, and how.

    Attributes:
        years: one stack a year from the first to the last, in the order of `ORIGINS`.
        undated: (certain, possible) of each sort without a known year. total: relationships in all.
    """

    years: tuple[Stack, ...]
    undated: tuple[tuple[int, int], ...]
    total: int

    def find_drawn(self, label: str) -> tuple[Stack, ...]:
        """The newest years, as many as a drawing holds, and behind them what has no known year, under a label."""
        undated = [Stack(label=label, counts=self.undated)] if self.has_undated else []
        return (*self.years[-_MOST_YEARS:], *undated)

    @property
    def has_undated(self) -> bool:
        """Whether any has no known year."""
        return any(certain + possible for certain, possible in self.undated)


def build_origins(answer: Answer) -> Origins:
    """The relationships of a firm by the year they began.

    Args:
        answer: of `PathDependence`.
    """
    rows = answer.part("ties").rows
    counts: dict[int | None, list[list[int]]] = {}
    for row in rows:
        year, origin = _find_year(row.values.get("begun")), str(row.values["origin"])
        held = counts.setdefault(year, [[0, 0] for _ in ORIGINS])
        # of one whose origin is not told nothing could be certain
        held[list(ORIGINS).index(origin)][0 if row.values.get("certain") is not False else 1] += 1
    known = sorted(year for year in counts if year is not None)
    none = [[0, 0] for _ in ORIGINS]
    return Origins(
        years=tuple(
            Stack(label=str(year), counts=_freeze(counts.get(year, none)))
            for year in (range(known[0], known[-1] + 1) if known else ())
        ),
        undated=_freeze(counts.get(None, none)),
        total=len(rows),
    )


def _freeze(counts: Sequence[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((certain, possible) for certain, possible in counts)


def _find_year(value: Value) -> int | None:
    """The one year a date can mean; None where it is not bounded to one."""
    if not isinstance(value, When) or value.earliest is None or value.latest is None:
        return None
    return value.earliest.year if value.earliest.year == value.latest.year else None
