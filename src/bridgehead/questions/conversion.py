"""Conversion: how relationships turn from social to organisational, informal to formal, weak to strong, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Part, Row, Table, Timeline, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._conversion_time import build_time
from bridgehead.questions._relationships import Relationship, Spell
from bridgehead.questions._saying import say_actor, say_count, say_market
from bridgehead.questions._steps import find_steps, is_proven, say_begin, say_step
from bridgehead.questions._turns import AXES, NOT_SAID, TOGETHER, UNKNOWN_ORDER, Story, Turn, find_stories, find_turn
from bridgehead.record.dates import UNKNOWN, When
from bridgehead.record.references import WORKS, Reference

_NO_RELATIONSHIPS = "We have no relationships by this day. Add ties with their begin, or look at a later day."
_PARTNER = Column(name="partner", label="Partner", kind="actor", meaning="The other organisation, its people included.")
_MARKET = Column(name="market", label="Market", kind="market", meaning="Where the partner is at home.")
_SEQUENCES: tuple[Column, ...] = (
    _PARTNER,
    _MARKET,
    Column(name="sequence", label="Sequence", meaning="What the relationship was, step by step, with its begin."),
    Column(
        name="in_order",
        label="Order proven",
        kind="yes_no",
        meaning="Whether dates, or what is said to have led where, prove that the steps came in the order shown.",
    ),
    Column(name="turned", label="What changed", kind="word", meaning="The changes whose order is proven."),
    *(
        Column(
            name=axis.name,
            label=f"{axis.first.capitalize()} or {axis.second}",
            kind="word",
            meaning=f"Which came first, {axis.first} or {axis.second}; unknown where nothing proves it.",
        )
        for axis in AXES
    ),
    Column(name="ended", label="No longer", kind="word", meaning="What has certainly come to an end by the day."),
    Column(
        name="possible",
        label="Possible",
        kind="word",
        meaning="The changes that rest on something that only possibly began by the day.",
    ),
)
_STEPS: tuple[Column, ...] = (
    Column(name="day", label="Since", kind="day", meaning="Begin as it was said."),
    _PARTNER,
    Column(name="what", label="What it was", kind="word", meaning="Kind of tie, formality and stated strength."),
    Column(name="turned", label="What changed", kind="word", meaning="The changes this step brought, where proven."),
)
_ORDERS: tuple[Column, ...] = (
    Column(name="change", label="Change", kind="word", meaning="From what theory puts first to what it puts second."),
    Column(name="forward", label="This way", kind="count", meaning="Relationships that turned this way."),
    Column(name="reverse", label="The other way", kind="count", meaning="Those that turned the other way."),
    Column(name="together", label="Together", kind="count", meaning="Both began on one and the same day."),
    Column(
        name="unknown",
        label="Order unknown",
        kind="count",
        meaning="Both are on record; nothing proves which came first.",
    ),
    Column(name="only_first", label="First alone", kind="count", meaning="Only the former is on record."),
    Column(name="only_second", label="Second alone", kind="count", meaning="Only the latter is on record."),
    Column(name="not_said", label="Not said", kind="count", meaning="The record says neither."),
    Column(
        name="possible",
        label="Possible",
        kind="count",
        meaning="Of those that turned either way, how many rest on a begin that only possibly came by the day.",
    ),
)
_BY_MARKET: tuple[Column, ...] = (
    _MARKET,
    Column(name="relationships", label="Relationships", kind="count", meaning="With partners at home there."),
    Column(name="social", label="First social", kind="day", meaning="When the first social tie there began."),
    Column(name="organisational", label="First organisational", kind="day", meaning="When the first other one began."),
    Column(name="order", label="Order", kind="word", meaning="Which came first in the market as a whole."),
    Column(
        name="elsewhere",
        label="Same order elsewhere",
        kind="count",
        meaning="Other markets in which the same order of two is proven; cannot tell where none is proven here.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """How do our relationships turn from social to organisational, informal to formal, weak to strong, in either direction?

    A relationship is our firm with its people on the day and another organisation with its people: a friendship between
    two of them and a contract of the firms are one relationship. An order is told only where the dates prove it, or the
    record says that one led to the other. Both orders are looked for: social ties that became organisational (Larson &
    Starr 1993, the Q-Sense study), and business that became personal (Castiglioni, Castro & Galán).
    """  # noqa: E501 - the question is one line

    plain_name: ClassVar[str] = "How do relationships grow?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["qsense"],
        WORKS["castiglioni"],
        WORKS["larson"],
        WORKS["kaplan"],
        WORKS["brookmeyer"],
    )

    everybody: bool = parameter(False, "Also list relationships that were of one sort only.")

    def answer(self, network: Network) -> Answer:
        """Sequences, their steps in time, the orders counted, how long turning takes, and the same per market.

        Raises:
            NoFirmError: no firm is named.
        """
        stories = find_stories(network)
        listed = [
            story
            for story in stories
            if self.everybody or len({spell.likeness for spell in story.relationship.spells}) > 1
        ]
        parts = (
            _build_sequences(network, listed),
            _build_steps(network, listed),
            _build_orders(stories),
            build_time(network, stories),
            _build_by_market(network, stories),
        )
        return build_answer(
            self,
            network,
            parts=parts,
            caveats=_find_caveats(network, [story.relationship for story in stories], len(listed)),
        )


def _build_sequences(network: Network, stories: Sequence[Story]) -> Part:
    rows = [_build_sequence(network, story) for story in stories]
    rows.sort(key=lambda row: (-len(_texts(row.values["turned"])), str(row.values["partner"])))
    empty = "No relationship is on record in more than one form. --everybody lists those of one form."
    return Part(
        name="sequences",
        title="How each relationship changed",
        shape=Table(columns=_SEQUENCES, rows=tuple(rows), empty=empty),
    )


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, tuple) else ()


def _build_sequence(network: Network, story: Story) -> Row:
    relationship, turns = story.relationship, story.turns
    steps = find_steps(relationship)
    values: dict[str, Value] = {
        "partner": say_actor(network, relationship.other),
        "market": _say_home(network, relationship),
        "sequence": tuple(f"{', '.join(say_step(step))} ({say_begin(step[0].words)})" for step in steps),
        "in_order": is_proven(steps),
        "turned": tuple(word for turn in turns for word in turn.words),
        **{turn.axis.name: turn.order for turn in turns},
        "ended": tuple(name for turn in turns for name in turn.ended),
        "possible": tuple(word for turn in turns if not turn.certain for word in turn.words),
    }
    return Row(values=values, evidence=relationship.cited)


def _say_home(network: Network, relationship: Relationship) -> Value:
    market = network.actor(relationship.other).market
    return None if market is None else say_market(market)


def _build_steps(network: Network, stories: Sequence[Story]) -> Part:
    dated = [row for story in stories for row in _find_dated(network, story)]
    dated.sort(key=lambda row: row[0])
    empty = "No step has a known begin. Say since when each tie holds, a year is enough."
    return Part(
        name="steps",
        title="The same in order of time",
        shape=Timeline(columns=_STEPS, rows=tuple(row for _, row in dated), empty=empty),
    )


def _find_dated(network: Network, story: Story) -> Iterator[tuple[tuple[str, str], Row]]:
    """The steps of known begin, each with the changes it brought, and a key to sort by."""
    other, due = story.relationship.other, [turn for turn in story.turns if turn.target]
    for step in find_steps(story.relationship):
        brought = [turn for turn in due if any(getattr(spell, turn.axis.name) == turn.target for spell in step)]
        due = [turn for turn in due if turn not in brought]
        words = step[0].words
        if not words.is_known:
            continue
        values: dict[str, Value] = {
            "day": words,
            "partner": say_actor(network, other),
            "what": say_step(step),
            "turned": tuple(word for turn in brought for word in turn.words),
        }
        first = words.earliest or words.latest
        key = ("" if first is None else first.isoformat(), network.actor(other).name)
        yield key, Row(values=values, evidence=tuple(spell.id for spell in step))


def _build_orders(stories: Sequence[Story]) -> Part:
    rows = []
    for number, axis in enumerate(AXES) if stories else ():
        turns = [(story.relationship, story.turns[number]) for story in stories]
        counted = Counter(turn.order for _, turn in turns)
        turned = [(held, turn) for held, turn in turns if turn.target]
        values: dict[str, Value] = {
            "change": f"{axis.first} to {axis.second}",
            "forward": counted[f"{axis.first} first"],
            "reverse": counted[f"{axis.second} first"],
            "together": counted[TOGETHER],
            "unknown": counted[UNKNOWN_ORDER],
            "only_first": counted[f"only {axis.first}"],
            "only_second": counted[f"only {axis.second}"],
            "not_said": counted[NOT_SAID],
            "possible": sum(1 for _, turn in turned if not turn.certain),
        }
        rows.append(Row(values=values, evidence=tuple(dict.fromkeys(id_ for one, _ in turned for id_ in one.cited))))
    shape = Table(columns=_ORDERS, rows=tuple(rows), reading="matrix", empty=_NO_RELATIONSHIPS)
    return Part(name="orders", title="Which came first", shape=shape)


def _build_by_market(network: Network, stories: Sequence[Story]) -> Part:
    inside: dict[str, list[Relationship]] = {}
    for relationship in (story.relationship for story in stories):
        market = network.actor(relationship.other).market
        if market is not None:
            inside.setdefault(market, []).append(relationship)
    turns = {
        market: find_turn(AXES[0], [spell for one in held for spell in one.spells], network.day)
        for market, held in sorted(inside.items())
    }
    proven = Counter(turn.order for turn in turns.values() if turn.target)
    rows = [_build_market_row(market, inside[market], turn, proven) for market, turn in turns.items()]
    empty = "No partner has a known market. Add the markets of those we are tied to."
    shape = Table(columns=_BY_MARKET, rows=tuple(rows), empty=empty)
    return Part(name="by_market", title="Whether the sequence repeats from market to market", shape=shape)


def _build_market_row(market: str, held: Sequence[Relationship], turn: Turn, proven: Counter[str]) -> Row:
    spells = [spell for one in held for spell in one.spells]
    values: dict[str, Value] = {
        "market": say_market(market),
        "relationships": len(held),
        **{side: _find_first_words(spells, side) for side in (AXES[0].first, AXES[0].second)},
        "order": turn.order,
        "elsewhere": proven[turn.order] - 1 if turn.target else None,
    }
    return Row(values=values, evidence=tuple(dict.fromkeys(spell.id for spell in spells)))


def _find_first_words(spells: Sequence[Spell], side: str) -> When | None:
    """The begin, as said, of the spell of a side that can have begun first; None where no begin is known."""
    dated = [spell for spell in spells if spell.side == side and spell.words.is_known]
    first = min(dated, key=lambda spell: (spell.begin.latest is None, spell.begin.latest, spell.id), default=None)
    return None if first is None else first.words


def _find_caveats(network: Network, held: Sequence[Relationship], listed: int) -> Iterator[str]:
    """What is not listed, and how far dates and strengths carry."""
    if listed < len(held):
        left = say_count(len(held) - listed, "relationships")
        yield f"Counted and not listed: {left} of one form only (--everybody lists all)."
    undated = sum(1 for one in held if any(spell.words == UNKNOWN for spell in one.spells))
    if undated:
        yield f"{undated} of {len(held)} relationships hold a tie or agreement of unknown begin."
    homeless = sum(1 for one in held if network.actor(one.other).market is None)
    if homeless:
        yield f"{homeless} of {len(held)} partners have no known market and stand in none."
    yield "Strengths are those somebody stated; what contacts show changes with every contact and is not told here."
    yield "First means first on record: an older tie that nobody wrote down would change the order."
