"""Outsidership: the markets whose networks we stand inside, and those we stand outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from bridgehead.answers import Answer, Column, Groups, Part, Row, Value
from bridgehead.network.network import GroupBy, Network
from bridgehead.network.routes import count_ties
from bridgehead.network.ties import Ints
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._saying import group_columns, group_values, say_actor
from bridgehead.questions._targets import find_targets, read_max_introductions
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

GROUPS: tuple[tuple[str, str], ...] = (
    ("insider", "A strong tie to somebody there, enough actors tied, and one of the ties business or formal."),
    ("acquainted", "A direct tie, but not an insider's."),
    ("introducible", "No direct tie; a route of introductions leads there."),
    ("outsider (none known)", "Neither a tie nor a route is known. That is not the same as far away."),
)
_COLUMNS: tuple[Column, ...] = (
    Column(name="standing", label="Standing", kind="text", meaning="Where we stand in the market's network."),
    Column(name="tied", label="Actors tied", kind="count", meaning="Actors there we are tied to directly."),
    Column(
        name="strongest", label="Strongest tie", kind="number", meaning="Strength of our strongest tie there, 0 to 1."
    ),
    Column(
        name="business_or_formal",
        label="Business or formal",
        kind="yes_no",
        meaning="Whether one of the ties is a business tie or a formal one.",
    ),
    Column(name="contacts", label="Our contacts there", kind="actor", meaning="Those we are tied to, strongest first."),
    Column(name="why", label="What is missing", kind="text", meaning="What keeps us from the next better standing."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsidership:
    """In which markets are we insiders, and where outsiders?

    Johanson & Vahlne define insidership as a position in the relevant network of a market and give no threshold. The
    thresholds are ours: a strong tie to at least one actor there, `insider_ties` actors tied, one tie business or
    formal. A market where no tie and no route is known is "outsider (none known)", never "far away".
    """

    plain_name: ClassVar[str] = "Where are we insiders, where outsiders?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["outsidership"], WORKS["qsense"])

    by: GroupBy = parameter("market", "Answer per market, per field, or both.")
    insider_ties: int | None = parameter(None, "Actors in a market an insider is tied to (default: 2).")
    max_introductions: int | None = parameter(None, "Longest chain of introductions (default: 2).")

    def answer(self, network: Network) -> Answer:
        """Markets sorted into four standings.

        Raises:
            QuestionValueError: a parameter has a value it cannot have. NoFirmError: no firm is named.
        """
        needed = int(get_parameter("reach", "insider_ties")) if self.insider_ties is None else self.insider_ties
        if needed < 1:
            raise QuestionValueError("outsidership", "insider_ties", needed, "An insider has at least one tie.")
        max_ties = read_max_introductions("outsidership", self.max_introductions) + 1
        grouping = network.grouping(self.by)
        ties = count_ties(network.graph(), network.starts, max_ties).astype(np.int64)
        of_actor = np.where(find_targets(network), grouping.of_actor, -1)
        direct = _direct_ties(network)
        rows = [
            _row(network, group_values(self.by, key), np.flatnonzero(of_actor == number), ties, direct, needed)
            for number, key in enumerate(grouping.keys)
            if (of_actor == number).any()
        ]
        order = [name for name, _ in GROUPS]
        rows.sort(key=lambda row: (order.index(str(row.values["standing"])), -int(str(row.values["tied"]))))
        shape = Groups(
            columns=(*group_columns(self.by), *_COLUMNS),
            rows=tuple(rows),
            group_column="standing",
            groups=GROUPS,
            empty="No actor outside the firm has a known market. Add contacts with their market.",
        )
        caveats = [
            f"Thresholds are ours, not the theory's: {needed} actors tied, one strongly, one tie business or formal.",
            "Markets in which the record knows nobody are not listed: we are outsiders there as far as it tells.",
        ]
        return build_answer(
            self, network, parts=[Part(name="standing", title="Where we stand", shape=shape)], caveats=caveats
        )


def _direct_ties(network: Network) -> dict[int, Ints]:
    """Our ties by the actor at their other end: position -> tie positions; affiliation steps are no ties."""
    kept = {other: ties[~network.world.free[ties]] for other, ties in network.ties_with.items()}
    return {other: ties for other, ties in kept.items() if len(ties)}


def _row(
    network: Network,
    subject: dict[str, Value],
    members: Ints,
    ties: Ints,
    direct: dict[int, Ints],
    needed: int,
) -> Row:
    """Where we stand in one market, and what the next better standing lacks."""
    tied = [int(member) for member in members if int(member) in direct]
    ours = np.concatenate([direct[member] for member in tied]) if tied else np.zeros(0, dtype=np.int64)
    strengths = network.world.used[ours]
    known = strengths[~np.isnan(strengths)]
    strongest = float(known.max()) if len(known) else None
    is_strong = strongest is not None and strongest >= float(get_parameter("tie_strength", "strong_from"))
    has_business = bool(network.purposes["exploitation"][ours].any())
    reached = ties[members]
    lacking = []
    if len(tied) < needed:
        lacking.append(f"{needed - len(tied)} more actor{'s' if needed - len(tied) > 1 else ''} tied")
    if not is_strong:
        lacking.append(
            "a strong tie" if len(known) == len(strengths) else "a strong tie, as far as strengths are known"
        )
    if not has_business:
        lacking.append("a business or formal tie")
    if tied and not lacking:
        standing = "insider"
    elif ((reached >= 0) & (reached <= 1)).any():
        standing = "acquainted"
    else:
        standing = "introducible" if (reached >= 0).any() else "outsider (none known)"
    order = sorted(tied, key=lambda member: -np.nan_to_num(network.world.used[direct[member]], nan=-1.0).max())
    sources = [entry.id for tie in ours if (entry := network.source(int(tie))) is not None]
    values: dict[str, Value] = subject | {
        "standing": standing,
        "tied": len(tied),
        "strongest": strongest,
        "business_or_formal": has_business if tied else None,
        "contacts": tuple(say_actor(network, member) for member in order[:5]),
        "why": {"insider": "", "acquainted": "; ".join(lacking), "introducible": "a direct tie"}.get(
            standing, "anybody there whom our contacts know"
        ),
    }
    return Row(values=values, evidence=tuple(dict.fromkeys(sources)))
