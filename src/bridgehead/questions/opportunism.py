"""Opportunism: which partnerships show signs of one of its four kinds, on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, get_args

from bridgehead.answers import Answer, Column, Coverage, Groups, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._opportunism_traces import Standing, Trace, find_traces
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._partnerships import Partnership, find_partnerships
from bridgehead.questions._saying import say_actor
from bridgehead.record.entries import Assessment
from bridgehead.record.parameters import get_parameter
from bridgehead.record.references import WORKS, Reference

_PARTNER = Column(name="partner", label="Partner", kind="actor", meaning="The other side of the partnership.")
_SIDE = Column(name="side", label="Whose", kind="word", meaning="Whether they show it or we do.")
_SIGNS: tuple[Column, ...] = (
    _PARTNER,
    _SIDE,
    Column(name="kind", label="Kind", kind="word", meaning="One of the four kinds of opportunism."),
    Column(
        name="standing",
        label="Standing",
        kind="word",
        meaning="A sign; or a possible one, where dates, or people who assessed it, leave it open.",
    ),
    Column(name="what", label="What is on record", meaning="The facts, which may have an innocent reason."),
    Column(name="basis", label="Basis", kind="word", meaning="The ledger, or somebody's assessment."),
)
_NEEDED: tuple[Column, ...] = (
    Column(name="kind", label="Kind", kind="word", meaning="One of the four kinds of opportunism."),
    Column(name="untold", label="Cannot tell", kind="count", meaning="Sides of partnerships of which nobody can tell."),
    Column(name="sides", label="Of", kind="count", meaning="Sides looked at: two for each partnership."),
    Column(name="needed", label="Would let us tell", meaning="What the record would have to hold."),
)
_EMPTY = "No sign is on record. That is not proof of none: below stands what can be told, and what it would take."
_NOBODY = "No agreement of ours, nothing owed and no assessment of a partner is on record. Add an agreement to begin."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opportunism:
    """Which partnerships show signs of opportunism?

    Either side of each partnership is looked at, ours as well as theirs. A sign is a pattern in the ledger or an
    assessment that somebody made, with what it rests on: a reason to talk, never a verdict. Without facts nobody can
    tell, and the answer says what would let us.
    """

    plain_name: ClassVar[str] = "Is somebody taking advantage?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["iplik"],)

    partner: str = parameter("", "Only the partnership with this actor (id or name).")

    def answer(self, network: Network) -> Answer:
        """The signs by kind, and for each side of each partnership what can be told and what it would take.

        Raises:
            ActorNotFoundError: there is no such partner. AmbiguousActorError: several are called so.
            NoFirmError: no firm is named.
        """
        own = find_own_ids(network)
        wanted = network.actors.find(self.partner) if self.partner.strip() else None
        further = [*_find_assessed(network), *([] if wanted is None else [wanted])]
        held = [one for one in find_partnerships(network, further) if _is_wanted(network, one, wanted)]
        traces = {one.other: find_traces(network, one, own) for one in held}
        overview = _build_overview(network, held, traces)
        parts = (
            _build_signs(network, held, traces),
            Part(name="told", title="What can be told of each side", shape=overview),
            _build_needed(overview),
        )
        told = sum(bool(traces[one.other]) for one in held)
        coverage = Coverage(used=told, total=len(held), unit="partnerships")
        return build_answer(self, network, parts=parts, coverage=coverage, caveats=_find_caveats(held))


def _find_assessed(network: Network) -> Iterator[int]:
    """Positions of actors whose opportunism somebody has assessed."""
    for entry in network.entries(Assessment):
        position = network.actors.position_by_id.get(entry.subject)
        if entry.instrument == "opportunism" and position is not None:
            yield position


def _is_wanted(network: Network, partnership: Partnership, wanted: int | None) -> bool:
    return wanted is None or network.actor(wanted).id in partnership.ids


def _build_signs(network: Network, held: Sequence[Partnership], traces: Mapping[int, Sequence[Trace]]) -> Part:
    rows = [
        Row(
            values={
                "partner": say_actor(network, one.other),
                "side": _say_side(ours=trace.ours),
                "kind": _say_kind(trace.kind),
                "standing": trace.standing,
                "what": trace.what,
                "basis": trace.basis,
            },
            evidence=trace.cited,
        )
        for one in held
        for trace in traces[one.other]
        if trace.standing != "none seen"
    ]
    kinds = get_parameter("opportunism", "kinds")
    shape = Groups(
        columns=_SIGNS,
        rows=tuple(rows),
        group_column="kind",
        groups=tuple((_say_kind(kind), meaning) for kind, meaning in kinds.items()),
        empty=_EMPTY if held else _NOBODY,
    )
    return Part(name="signs", title="Signs of opportunism, by kind", shape=shape)


def _build_overview(network: Network, held: Sequence[Partnership], traces: Mapping[int, Sequence[Trace]]) -> Table:
    kinds = get_parameter("opportunism", "kinds")
    columns = (
        _PARTNER,
        _SIDE,
        *(Column(name=kind, label=_say_kind(kind).capitalize(), kind="word", meaning=kinds[kind]) for kind in kinds),
    )
    rows = [_build_overview_row(network, one, traces[one.other], ours=ours) for one in held for ours in (False, True)]
    return Table(columns=columns, rows=tuple(rows), empty=_NOBODY)


def _build_overview_row(network: Network, one: Partnership, traces: Sequence[Trace], *, ours: bool) -> Row:
    """One side: the worst that is on record of each kind."""
    mine = [trace for trace in traces if trace.ours is ours]
    values: dict[str, Value] = {"partner": say_actor(network, one.other), "side": _say_side(ours=ours)}
    for kind in get_parameter("opportunism", "kinds"):
        found = {trace.standing for trace in mine if trace.kind == kind}
        values[kind] = next((standing for standing in get_args(Standing) if standing in found), None)
    cited = [*(agreement.id for agreement in one.agreements), *(id_ for trace in mine for id_ in trace.cited)]
    return Row(values=values, evidence=tuple(dict.fromkeys(cited)))


def _build_needed(overview: Table) -> Part:
    """Of each kind, on how many sides nobody can tell, and what would let us."""
    needed = get_parameter("opportunism", "needed") if overview.rows else {}
    rows = [
        Row(
            values={
                "kind": _say_kind(kind),
                "untold": sum(value is None for value in overview.values(kind)),
                "sides": len(overview.rows),
                "needed": what,
            }
        )
        for kind, what in needed.items()
    ]
    return Part(
        name="needed", title="What would let us tell", shape=Table(columns=_NEEDED, rows=tuple(rows), empty=_NOBODY)
    )


def _say_kind(kind: str) -> str:
    return kind.replace("_", " ")


def _say_side(*, ours: bool) -> str:
    return "we" if ours else "they"


def _find_caveats(held: Sequence[Partnership]) -> Iterator[str]:
    if held:
        yield "Signs are patterns on record, not verdicts on people; ask before you judge."
        yield "Limits are ours, not the paper's, and stand in the parameters."
        yield (
            "What the ledger cannot show can be assessed, as in: bridgehead add --assessment "
            "'PARTNER, opportunism.personal_appropriation, no, 2024-03'."
        )
