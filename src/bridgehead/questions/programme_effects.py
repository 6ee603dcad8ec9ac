"""Programme effects: what came with a programme, told without claiming that it came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Part, Row, Scores, Table, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._effects import AFTER, BEFORE, NAMES, THROUGH, UNORDERED, Brought, Effect
from bridgehead.questions._programme_seats import find_programmes, find_seats
from bridgehead.questions._saying import say_actor, say_actor_id, say_entry, say_market
from bridgehead.questions._uncounted import build_uncounted, say_amount
from bridgehead.record.entries import Interaction, Presence, referred_ids
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

_NO_PROGRAMME = (
    "No programme of ours is on record by this day. Add one, and the agreements by which others belong to it."
)
_EFFECT = Column(name="effect", label="Effect", kind="word", meaning="What kind of thing came.")
_LINKS: tuple[tuple[str, str, str, str], ...] = (
    (NAMES, "names_it", "Names the programme", "It refers to the programme or a seat, or its evidence is coded so."),
    (
        THROUGH,
        "through_member",
        "Through a member",
        "A member brought it about or took part; the programme is not named.",
    ),
    (AFTER, "only_after", "Only came after", "It began after the first seat and names neither programme nor member."),
    (UNORDERED, "unordered", "Order unknown", "The dates do not say whether it came before or after the first seat."),
    (BEFORE, "before", "Came before", "It began before the first seat was taken."),
)
_EFFECTS: tuple[Column, ...] = (
    _EFFECT,
    *(Column(name=name, label=label, kind="count", meaning=meaning) for _, name, label, meaning in _LINKS),
    Column(
        name="possible",
        label="Possible",
        kind="count",
        meaning="Of all but those that came before, how many only possibly came about by the day.",
    ),
    Column(
        name="amounts", label="Amounts", meaning="Numbers the source gives for those not before, as it counts them."
    ),
    Column(
        name="unnumbered",
        label="Without number",
        kind="count",
        meaning="Of those not before, how many neither name anybody nor give a number, so that one entry may be many.",
    ),
)
_WHAT: tuple[Column, ...] = (
    _EFFECT,
    Column(name="what", label="What", meaning="What the record says came about."),
    Column(name="link", label="Link", kind="word", meaning="How the record ties it to the programme, if at all."),
    Column(
        name="members", label="Members", kind="actor", meaning="The members it came through, where the record says."
    ),
    Column(name="market", label="Market", kind="market", meaning="Where, where that was said."),
    Column(name="amount", label="Amount", meaning="How much, where a number was given."),
    Column(name="certain", label="Certain", kind="yes_no", meaning="Whether it has certainly come about by the day."),
)
_DAY = Column(name="day", label="When", kind="day", meaning="As precisely as the source says.")


def _count_columns() -> tuple[Column, ...]:
    """A column for each effect, counting what is linked to a member."""
    return tuple(
        Column(
            name=word,
            label=word.replace("_", " ").capitalize(),
            kind="count",
            meaning=f"{word.replace('_', ' ').capitalize()} linked to them on record.",
        )
        for word in get_parameter("programme_effects", "effects")
        if word != "contacts"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEffects:
    """What did the programme bring: footholds, leads, references, publications, new contacts?

    No cause is claimed. What names the programme (it refers to it or to a seat in it, or rests on evidence coded with
    the programme's name), what came through a member, and what only came after the first seat was taken stand in
    columns of their own, beside what came before. What the source tells without a number is listed, not counted up.
    """

    plain_name: ClassVar[str] = "What did our programme bring?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["qsense"],)

    programme: str = parameter("", "Id or name of the programme (default: all that are ours or that we sit in).")

    def answer(self, network: Network) -> Answer:
        """Effects counted, in order of time, per member and tier, and what cannot be counted.

        Raises:
            UnknownProgrammeError: no programme is called so. NoFirmError: no firm is named.
        """
        programmes = find_programmes(network, self.programme)
        brought = Brought(network, programmes, find_seats(network, programmes))
        effects = list(brought.find())
        told = [effect for effect in effects if effect.link != BEFORE]
        parts = (
            _build_effects(effects),
            _build_timeline(brought, told),
            _build_undated(brought, told),
            _build_by_member(brought, effects),
            _build_by_tier(brought, effects),
            build_uncounted(brought, told, _none(brought)),
        )
        return build_answer(self, network, parts=parts, caveats=_find_caveats(brought))


def _cite(effects: Iterable[Effect]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(effect.entry.id for effect in effects))


def _build_effects(effects: Sequence[Effect]) -> Part:
    rows = []
    for word in dict.fromkeys(effect.word for effect in effects):
        held = [effect for effect in effects if effect.word == word]
        links = Counter(effect.link for effect in held)
        later = [effect for effect in held if effect.link != BEFORE]
        values: dict[str, Value] = {
            "effect": word.replace("_", " "),
            **{name: links[link] for link, name, _, _ in _LINKS},
            "possible": sum(1 for effect in later if not effect.certain),
            "amounts": tuple(amount for effect in later if (amount := say_amount(effect.entry))),
            "unnumbered": sum(1 for effect in later if effect.is_unnumbered),
        }
        rows.append(Row(values=values, evidence=_cite(held)))
    empty = f"Nothing is on record that a programme may have brought. {_NO_PROGRAMME}"
    return Part(name="effects", title="What came", shape=Scores(columns=_EFFECTS, rows=tuple(rows), empty=empty))


def _build_timeline(brought: Brought, effects: Sequence[Effect]) -> Part:
    dated = [effect for effect in effects if effect.entry.begin.is_known]
    dated.sort(key=lambda effect: (_first_day(effect), effect.entry.id))
    rows = tuple(_build_row(brought, effect, {"day": effect.entry.begin}) for effect in dated)
    shape = Timeline(columns=(_DAY, *_WHAT), rows=rows, empty=f"Nothing dated came with a programme. {_NO_PROGRAMME}")
    return Part(name="timeline", title="In order of time", shape=shape)


def _first_day(effect: Effect) -> str:
    begin = effect.entry.begin
    day = begin.earliest or begin.latest
    return "" if day is None else day.isoformat()


def _none(brought: Brought) -> str:
    """What to say of an empty part where no programme is there to bring anything; "" where there is one."""
    return "" if brought.programmes else _NO_PROGRAMME


def _build_undated(brought: Brought, effects: Sequence[Effect]) -> Part:
    rows = tuple(_build_row(brought, effect, {}) for effect in effects if not effect.entry.begin.is_known)
    shape = Table(columns=_WHAT, rows=rows, empty=f"Nothing came that has no date. {_none(brought)}".strip())
    return Part(name="undated", title="What has no date", shape=shape)


def _build_row(brought: Brought, effect: Effect, extra: dict[str, Value]) -> Row:
    values: dict[str, Value] = {
        "effect": effect.word.replace("_", " "),
        "what": _describe(brought.network, effect),
        "link": effect.link,
        "members": tuple(say_actor(brought.network, member) for member in effect.members),
        "market": _find_market(brought, effect),
        "amount": say_amount(effect.entry),
        "certain": effect.certain,
    }
    return Row(values=values | extra, evidence=(effect.entry.id,))


def _describe(network: Network, effect: Effect) -> str:
    """What an entry tells, without its dates where it has a topic of its own."""
    entry = effect.entry
    if isinstance(entry, Interaction) and entry.topic:
        return entry.topic
    return say_entry(network, entry).text


def _find_market(brought: Brought, effect: Effect) -> Value:
    """Where it came about: the market named, or the home of the other side of a tie or agreement."""
    entry = effect.entry
    if isinstance(entry, Presence):
        return say_market(entry.market)
    if isinstance(entry, Interaction):
        return None if entry.place is None else say_market(entry.place)
    ends = [target for field, target in referred_ids(entry) if field in {"receiver", "sender", "parties"}]
    others = [say_actor_id(brought.network, target) for target in ends if target not in brought.own]
    return tuple(say_market(code) for code in dict.fromkeys(one.market for one in others if one.market)) or None


def _build_by_member(brought: Brought, effects: Sequence[Effect]) -> Part:
    columns = (
        Column(name="member", label="Member", kind="actor", meaning="Who sits in the programme, or sat."),
        Column(name="tier", label="Tier", kind="word", meaning="As the agreement says."),
        Column(name="since", label="Since", kind="day", meaning="Begin of the seat, as it was said."),
        *_count_columns(),
    )
    through: dict[int, list[Effect]] = {}
    for effect in effects:
        for member in effect.members:
            through.setdefault(member, []).append(effect)
    rows = []
    for seat in brought.seats:
        for member in seat.members:
            held = through.get(member, [])
            values: dict[str, Value] = {
                "member": say_actor(brought.network, member),
                "tier": seat.agreement.tier.replace("_", " ") or None,
                "since": seat.agreement.begin if seat.agreement.begin.is_known else None,
                **_count(held),
            }
            rows.append(Row(values=values, evidence=(seat.agreement.id, *_cite(held))))
    shape = Table(columns=columns, rows=tuple(rows), empty=_NO_PROGRAMME)
    return Part(name="by_member", title="Per member; what came through several counts for each", shape=shape)


def _count(effects: Iterable[Effect]) -> dict[str, Value]:
    counted = Counter(effect.word for effect in effects)
    # that none is linked to them on record is not that none came
    return {column.name: counted[column.name] or None for column in _count_columns()}


def _build_by_tier(brought: Brought, effects: Sequence[Effect]) -> Part:
    columns = (
        Column(name="tier", label="Tier", kind="word", meaning="As the agreements say."),
        Column(name="seats", label="Seats", kind="count", meaning="Members in it by the day, those who left included."),
        *_count_columns(),
    )
    rows = []
    for tier in sorted({seat.agreement.tier for seat in brought.seats}, key=lambda tier: (not tier, tier)):
        seats = [seat for seat in brought.seats if seat.agreement.tier == tier]
        members = {member for seat in seats for member in seat.members}
        held = [effect for effect in effects if effect.is_linked and not members.isdisjoint(effect.members)]
        values: dict[str, Value] = {
            "tier": tier.replace("_", " ") or None,
            "seats": len(members),
            **_count(held),
        }
        rows.append(Row(values=values, evidence=(*(seat.agreement.id for seat in seats), *_cite(held))))
    shape = Table(columns=columns, rows=tuple(rows), empty=_NO_PROGRAMME)
    return Part(name="by_tier", title="Per tier; each thing counts once", shape=shape)


def _find_caveats(brought: Brought) -> Iterator[str]:
    """What must not be read into the counts."""
    yield "That something came after does not say that the programme brought it; only naming it claims so."
    if brought.programmes and not brought.seats:
        yield "Nobody sits in the programme by this day; 'after' is reckoned from its own begin."
    if brought.programmes and brought.start.earliest != brought.start.latest:
        yield "The first seat has no exact day, so what came about the same time cannot be put before or after it."
