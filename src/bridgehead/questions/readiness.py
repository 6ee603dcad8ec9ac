"""Readiness: what should be settled before a first entry, before signing and within a partnership, and what is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Coverage, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._partnerships import Partnership, find_partnerships, is_stated_for_certain, keep_newest
from bridgehead.questions._readiness_facts import NOTHING, Fact, find_market_fact, find_partner_fact
from bridgehead.questions._saying import say_actor
from bridgehead.record import markets
from bridgehead.record.entries import Assessment
from bridgehead.record.instruments import get_item
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

_ITEM = Column(name="item", label="Item", kind="word", meaning="An item of the instrument readiness.")
_DETAIL: tuple[Column, ...] = (
    _ITEM,
    Column(name="of", label="Of", meaning="Ourselves, the market or the partner."),
    Column(name="settled", label="Settled", kind="yes_no", meaning="Yes or no as stated, else as the record shows."),
    Column(name="basis", label="Basis", kind="word", meaning="Stated by somebody, or seen in the record."),
    Column(name="what", label="On record", meaning="What was said, or what the record shows."),
    Column(name="question", label="What it asks", meaning="What the item asks, where it is open."),
    Column(name="to_answer", label="To answer it", meaning="The line to give to 'bridgehead add --assessment'."),
)
_ACROSS: tuple[Column, ...] = (
    _ITEM,
    Column(name="when", label="When", kind="word", meaning="To be settled before signing, or within the partnership."),
    Column(name="yes", label="Settled with", kind="actor", meaning="Partners with whom it is settled."),
    Column(name="no", label="Not settled with", kind="actor", meaning="Partners of whom it was said not to be so."),
    Column(name="open", label="Open with", kind="count", meaning="How many partners it is still to be asked about."),
)
_NO_PARTNER = "No agreement of ours is on record, and no partner was named. Add one, or name somebody with --partner."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How one item stands: what was stated, else what the record shows."""

    item: str
    of: str
    fact: Fact
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What should we settle before and within this partnership?

    The items are the paper's advice to managers. What somebody stated stands first, the newest by its date; else the
    record is searched for facts that answer the item; the rest are questions, each with the line that answers it.
    """

    plain_name: ClassVar[str] = "What should we settle first?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["iplik"],)

    partner: str = parameter("", "The partner (id or name), whether or not anything is signed.")
    market: str = parameter("", "The market to be entered (code or name).")
    only_open: bool = parameter(False, "List only what is still open.")

    def answer(self, network: Network) -> Answer:
        """What stands before an entry, across our partnerships and, where one is named, with this partner.

        Raises:
            ActorNotFoundError: no such partner. AmbiguousActorError: several are called so.
            UnknownMarketError: no such market. NoFirmError: no firm is named.
        """
        wanted = network.actors.find(self.partner) if self.partner.strip() else None
        partnerships = find_partnerships(network, [] if wanted is None else [wanted])
        own = find_own_ids(network)
        told = {one.other: list(_find_partner_standings(network, one)) for one in partnerships}
        entry = [*_find_own_standings(network, own), *_find_market_standings(network, self.market)]
        parts = [self._build_detail("before_entry", "Before a first entry", entry)]
        if wanted is not None:
            chosen = [one for one in partnerships if network.actor(wanted).id in one.ids]
            shown = [standing for one in chosen for standing in told[one.other]]
            name = network.actor(wanted).name
            parts.append(self._build_detail("partner", f"With {name}, before signing and within", shown))
        parts.append(_build_across(network, partnerships, told))
        every = [*entry, *(standing for held in told.values() for standing in held)]
        coverage = Coverage(
            used=sum(one.fact.answer is not None for one in every), total=len(every), unit="items to settle"
        )
        return build_answer(self, network, parts=parts, coverage=coverage, caveats=self._find_caveats())

    def _build_detail(self, name: str, title: str, standings: Iterable[_Standing]) -> Part:
        rows = [_build_row(one) for one in standings if not self.only_open or one.fact.answer is None]
        empty = "Nothing is open." if self.only_open else _NO_PARTNER
        return Part(name=name, title=title, shape=Table(columns=_DETAIL, rows=tuple(rows), empty=empty))

    def _find_caveats(self) -> Iterator[str]:
        yield "Answer an open item with its line, yes or no: bridgehead add --assessment 'LINE'. The newest counts."
        yield "What the record shows is no more than that: whoever knows better states it, and is believed."
        if not self.market.strip():
            yield "Items of a market are asked where one is named with --market."
        if not self.partner.strip():
            yield "With --partner the items of one partner are listed with what is on record and what to ask."


def _find_own_standings(network: Network, own: frozenset[str]) -> Iterator[_Standing]:
    for item in get_parameter("readiness", "before_entry")["firm"]:
        yield _stand(network, item, "us", own, lambda _: NOTHING)


def _find_market_standings(network: Network, market: str) -> Iterator[_Standing]:
    if market.strip():
        code = markets.get_market(market)
        for item in get_parameter("readiness", "before_entry")["market"]:
            yield _stand(network, item, markets.label(code), {code}, lambda name: find_market_fact(network, code, name))


def _find_partner_standings(network: Network, partnership: Partnership) -> Iterator[_Standing]:
    subjects = {*partnership.ids, *(bond.id for bond in (*partnership.agreements, *partnership.ties))}
    partner = network.actor(partnership.other)
    name = partner.id if "," in partner.name else partner.name
    for item in _find_partner_items():
        yield _stand(network, item, name, subjects, lambda one: find_partner_fact(network, partnership, one))


def _find_partner_items() -> list[str]:
    """The items of a partnership, those before signing first."""
    return [item for items in get_parameter("readiness", "of_partnership").values() for item in items]


def _stand(
    network: Network, item: str, of: str, subjects: Iterable[str], find_fact: Callable[[str], Fact]
) -> _Standing:
    """How an item stands: as stated, else as the record shows, else open."""
    stated = keep_newest(
        entry
        for subject in subjects
        for entry in network.assessed.get(subject, ())
        if (entry.instrument, entry.item) == ("readiness", item)
    )
    if stated:
        is_sure = is_stated_for_certain(network, stated)
        fact = Fact(
            answer=stated[0].value is True if is_sure else None,
            what="; ".join(map(_say_stated, stated)) + ("" if is_sure else " (of no known day, or both ways)"),
            cited=tuple(entry.id for entry in stated),
        )
        return _Standing(item=item, of=of, fact=fact, basis="stated")
    fact = find_fact(item)
    return _Standing(item=item, of=of, fact=fact, basis="record" if fact.what else None)


def _say_stated(entry: Assessment) -> str:
    by = f" by {entry.by}" if entry.by else ""
    on = f", {entry.begin}" if entry.begin.is_known else ""
    return f"{'yes' if entry.value is True else 'no'}{by}{on}"


def _build_row(standing: _Standing) -> Row:
    is_open = standing.fact.answer is None
    values: dict[str, Value] = {
        "item": standing.item.replace("_", " "),
        "of": standing.of,
        "settled": standing.fact.answer,
        "basis": standing.basis,
        "what": standing.fact.what or None,
        "question": get_item("readiness", standing.item).description if is_open else "",
        "to_answer": f"{standing.of}, {standing.item}, yes" if is_open else "",
    }
    known = get_parameter("readiness", "facts").get(standing.item)
    why = known["why"] if standing.basis == "record" and known and not is_open else ""
    return Row(values=values, evidence=standing.fact.cited, note=why)


def _build_across(network: Network, partnerships: Sequence[Partnership], told: dict[int, list[_Standing]]) -> Part:
    """Every item with the partners it is settled with, is not, and is to be asked about."""
    words = {"before": "before signing", "within": "within"}
    rows = []
    for when, items in get_parameter("readiness", "of_partnership").items() if partnerships else ():
        for item in items:
            held: dict[bool | None, list[int]] = {True: [], False: [], None: []}
            cited: list[str] = []
            for other, standings in told.items():
                fact = next(one.fact for one in standings if one.item == item)
                held[fact.answer].append(other)
                cited += fact.cited
            values: dict[str, Value] = {"item": item.replace("_", " "), "when": words[when]}
            for name, answer in (("yes", True), ("no", False)):
                values[name] = tuple(say_actor(network, other) for other in held[answer])
            values["open"] = len(held[None])
            rows.append(Row(values=values, evidence=tuple(dict.fromkeys(cited))))
    shape = Table(columns=_ACROSS, rows=tuple(rows), empty=_NO_PARTNER)
    return Part(name="partnerships", title="Across our partnerships", shape=shape)
