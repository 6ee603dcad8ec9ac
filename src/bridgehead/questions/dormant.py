"""Dormant: our ties that were once strong and have gone silent, and those on the way there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Coverage, Part, Row, Scores, Value
from bridgehead.network.dormancy import Course, find_courses
from bridgehead.network.network import Network
from bridgehead.network.ties import KINDS, Ints
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._saying import say_actor, say_count, say_market, say_words
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

COLUMNS: tuple[Column, ...] = (
    Column(name="contact", label="Contact", kind="actor", meaning="Who has gone silent, or is about to."),
    Column(name="market", label="Market", kind="market", meaning="Their home market."),
    Column(name="ours", label="Known by", kind="actor", meaning="Whose contact they are: one of our people, or us."),
    Column(
        name="peak",
        label="Once",
        kind="number",
        meaning="Highest strength our contacts ever showed, 0 to 1, worked out on the days of the contacts.",
    ),
    Column(name="peak_day", label="On", kind="day", meaning="The first day they showed it."),
    Column(
        name="today",
        label="Today",
        kind="number",
        meaning="Observed strength now, agreements in force included; an even exchange fades no further than a half.",
    ),
    Column(name="last_contact", label="Last contact", kind="day", meaning="Day of the newest contact."),
    Column(name="contacts", label="Contacts", kind="count", meaning="Contacts between the two, of all time."),
    Column(name="kinds", label="Kinds of tie", kind="word", meaning="Kinds of tie between the two."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dormant:
    """Which ties were once strong and have gone silent?

    Counted are pairs of one of us and somebody outside, tied through the lens, whose dated contacts once showed a
    strong tie. A tie nobody ever logged a contact for is not dormant: nobody can tell. A dormant tie is never erased;
    it can be revived.
    """

    plain_name: ClassVar[str] = "Who is going cold?"
    references: ClassVar[tuple[Reference, ...]] = (
        Reference(
            "Axelsson & Agndal", 0, "Internationalisation of the firm: the role of the individual's contact network"
        ),
        WORKS["granovetter"],
    )

    after_days: int | None = parameter(None, "Days without a contact after which a tie is dormant (default: 365).")

    def answer(self, network: Network) -> Answer:
        """Dormant ties and those going cold, each from the strongest peak down.

        Raises:
            QuestionValueError: `after_days` is below 1. NoFirmError: no firm is named.
        """
        limit = int(get_parameter("tie_strength", "dormant_after_days")) if self.after_days is None else self.after_days
        if limit < 1:
            raise QuestionValueError("dormant", "after_days", limit, "A tie is silent for at least a day.")
        # contacts are between people: folded into their organisations, ours could not be told from others'
        seen = network.through(level="both") if network.lens.level == "organisations" else network
        pairs = _find_our_pairs(seen)
        courses = find_courses(seen)
        told = {pair: courses[pair] for pair in pairs if pair in courses}
        parts = [
            Part(name=name, title=title, shape=_build_scores(seen, told, state, limit))
            for name, title, state in (
                ("dormant", "Once strong, now silent", "dormant"),
                ("going_cold", "On the way there", "going cold"),
            )
        ]
        caveats = [
            f"Our limits, not the theory's: dormant after {limit} days without a contact, going cold after half of it.",
            "Only logged contacts count: who was phoned and not written down looks silent.",
        ]
        coverage = _say_coverage(len(told), len(pairs))
        return build_answer(self, network, parts=parts, coverage=coverage, caveats=caveats)


def _find_our_pairs(network: Network) -> dict[tuple[int, int], Ints]:
    """The ties of each pair of one of us and somebody outside, by (lower, higher) position, without steps inside."""
    pairs: dict[tuple[int, int], Ints] = {}
    for other, ties in network.ties_with.items():
        bearing = ties[~network.world.free[ties]]
        senders, receivers = network.ties.sender[bearing], network.ties.receiver[bearing]
        for ours in sorted({*senders.tolist(), *receivers.tolist()} - {other}):
            pairs[min(ours, other), max(ours, other)] = bearing[(senders == ours) | (receivers == ours)]
    return pairs


def _build_scores(network: Network, told: dict[tuple[int, int], Course], state: str, limit: int) -> Scores:
    """The pairs in one state, the strongest peak first."""
    pairs = [pair for pair, course in told.items() if course.state(limit) == state]
    pairs.sort(key=lambda pair: (-told[pair].peak, told[pair].last.day, pair))
    silence = f"for {limit} days" if state == "dormant" else f"for more than half of {limit} days"
    return Scores(
        columns=COLUMNS,
        rows=tuple(_build_row(network, pair, told[pair]) for pair in pairs),
        ranked_by="peak",
        empty=f"No tie whose contacts once showed it strong has been silent {silence}."
        if told
        else "Cannot tell: no dated contact between us and anybody we are tied to is logged. Import mail, calendars or "
        "messages, or log contacts.",
    )


def _build_row(network: Network, pair: tuple[int, int], course: Course) -> Row:
    ours, other = pair if network.is_own[pair[0]] else pair[::-1]
    ties = network.ties_between(ours, other)
    market = network.actor(other).market
    values: dict[str, Value] = {
        "contact": say_actor(network, other),
        "market": None if market is None else say_market(market),
        "ours": say_actor(network, ours),
        "peak": course.peak,
        "peak_day": course.peak_day.isoformat(),
        "today": course.today,
        "last_contact": course.last.day.isoformat(),
        "contacts": course.contacts,
        "kinds": say_words(KINDS[int(kind)] for kind in network.ties.kind[ties]),
    }
    return Row(values=values, evidence=_cite(network, ties, course))


def _cite(network: Network, ties: Iterable[int], course: Course) -> tuple[str, ...]:
    """The entries of the ties, the contact of the peak and the last one."""
    sources = [entry.id for tie in ties if (entry := network.source(int(tie))) is not None]
    return tuple(dict.fromkeys([*sources, course.at_peak.id, course.last.entry.id]))


def _say_coverage(told: int, total: int) -> Coverage:
    remark = f"{say_count(total - told, 'ties')} without a dated contact: cannot tell whether dormant."
    return Coverage(used=told, total=total, unit="ties of ours", remarks=(remark,) if told < total else ())
