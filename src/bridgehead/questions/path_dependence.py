"""Path dependence: whether our network was meant, or grew out of the ties we had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer
from bridgehead.questions._intent import Side, decide, find_intent, find_origin_side
from bridgehead.questions._once import once
from bridgehead.questions._origins import NewTie, Origin, Statements, count_classes, find_new_ties
from bridgehead.questions._origins_chance import Draw, build_embedded, find_draws
from bridgehead.questions._origins_structure import Structure, judge_origins
from bridgehead.questions._portfolio_agreements import count_people_in
from bridgehead.questions._portfolio_management import MANAGEMENT_COLUMNS, Stated, build_stated_row, find_management
from bridgehead.questions._saying import say_actor, say_count
from bridgehead.record.dates import UNKNOWN
from bridgehead.record.references import WORKS, Reference

_TIES: tuple[Column, ...] = (
    Column(name="partner", label="Partner", kind="actor", meaning="The other side, an organisation with its people."),
    Column(
        name="begun",
        label="Begun",
        kind="day",
        meaning="As it was said of its first tie; none where one of its ties has no day.",
    ),
    Column(
        name="origin",
        label="Origin",
        kind="word",
        meaning="Embedded: it grew out of what we had. Searched: we looked for it, or met with nobody between.",
    ),
    Column(name="decided_by", label="Decided by", kind="word", meaning="Which sort of evidence decided."),
    Column(name="detail", label="What it says", kind="text"),
    Column(name="certain", label="Certain", kind="yes_no", meaning="What decided certainly held on the day before."),
)
_VERDICT: tuple[Column, ...] = (
    Column(name="firm", label="Firm", kind="actor"),
    Column(
        name="verdict",
        label="Verdict",
        kind="word",
        meaning="Deliberate: shaped as a whole. Path dependent: it followed the ties there were. Mixed. Cannot tell.",
    ),
    Column(name="origin_side", label="Origin", kind="word", meaning="Where most relationships came from."),
    Column(name="intent_side", label="Intent", kind="word", meaning="The furthest-reaching thing that looks after it."),
    Column(name="decided_by", label="Decided by", kind="text", meaning="What both sides rest on, and the rule."),
    Column(name="reference", label="After", kind="text", meaning="Where the rule comes from."),
)
#: items of intent shown; the others of the management belong to the portfolio alone
_INTENT_ITEMS = ("portfolio_plan", "selection_rule", "alliance_function", "alliance_staff")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathDependence:
    """Did we build this network, or did it happen to us?

    Two sides, never merged. Origin: each relationship, counted once from the day it began, is embedded where it grew
    out of ties we had and searched where we went and looked; first what was stated decides, else what stood between us
    on the day before. Intent: what is assessed of the plan, the rules and whoever looks after the partnerships. The
    verdict follows from both by a table in the parameters. A deliberate network can be made of embedded ties.
    """

    plain_name: ClassVar[str] = "Did we build this network, or did it happen to us?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["castiglioni"],
        WORKS["ozcan"],
        WORKS["gulati"],
        WORKS["qsense"],
        WORKS["kale"],
        WORKS["brown"],
        WORKS["hong"],
    )

    def answer(self, network: Network) -> Answer:
        """Where each relationship came from, the share embedded, what is meant, and the verdict.

        Raises:
            NoFirmError: no firm is named.
        """
        whole = count_people_in(network)
        new_ties, structure = _read(whole)
        origins = judge_origins(new_ties, Statements(whole), structure)
        draws = tuple(find_draws(whole, new_ties, structure))
        management = find_management(whole)
        parts = (
            _build_ties(whole, new_ties, origins),
            build_embedded(new_ties, origins, draws),
            _build_intent(management),
            _build_verdict(whole, new_ties, origins, find_intent(management)),
        )
        return build_answer(self, network, parts=parts, caveats=_find_caveats(new_ties, origins, structure, draws))


@once
def _read(network: Network) -> tuple[tuple[NewTie, ...], Structure]:
    """Our relationships and the ties of the record around them."""
    new_ties = find_new_ties(network)
    return new_ties, Structure(network, new_ties)


def _build_ties(network: Network, new_ties: Sequence[NewTie], origins: Sequence[Origin]) -> Part:
    rows = [_tie_row(network, new, origin) for new, origin in zip(new_ties, origins, strict=True)]
    return Part(
        name="ties",
        title="Where our relationships came from",
        shape=Table(
            columns=_TIES,
            rows=tuple(rows),
            empty="We have had no relationship with others by this day. Add a few, with how they came about.",
        ),
    )


def _tie_row(network: Network, new: NewTie, origin: Origin) -> Row:
    begun = new.spells[0].words if all(spell.words.is_known for spell in new.spells) else UNKNOWN
    values: dict[str, Value] = {
        "partner": say_actor(network, new.other),
        "begun": begun if begun.is_known else None,
        "origin": origin.of,
        "decided_by": origin.decided_by,
        "detail": origin.detail,
        "certain": origin.certain if origin.of != "unknown" else None,
    }
    return Row(values=values, evidence=tuple(dict.fromkeys((*new.cited, *origin.evidence))))


def _build_intent(management: Mapping[str, Stated]) -> Part:
    rows = tuple(build_stated_row(management[item]) for item in _INTENT_ITEMS)
    return Part(name="intent", title="What we mean with it", shape=Table(columns=MANAGEMENT_COLUMNS, rows=rows))


def _build_verdict(network: Network, new_ties: Sequence[NewTie], origins: Sequence[Origin], intent: Side) -> Part:
    counts = count_classes(origins)
    side, why = find_origin_side(counts["embedded"], counts["searched"])
    found = decide(intent.name, side)
    told = [new.cited for new, origin in zip(new_ties, origins, strict=True) if origin.of != "unknown"]
    values: dict[str, Value] = {
        "firm": say_actor(network, network.get_firm()),
        "verdict": found.verdict,
        "origin_side": side,
        "intent_side": intent.name,
        "decided_by": " ".join((intent.why, why, f"Rule: {found.reason}.")),
        "reference": found.reference,
    }
    cited = (*intent.evidence, *(id_ for ids in told for id_ in ids), *(i for one in origins for i in one.evidence))
    row = Row(values=values, evidence=tuple(dict.fromkeys(cited)))
    return Part(name="verdict", title="The verdict", shape=Table(columns=_VERDICT, rows=(row,)))


def _find_caveats(
    new_ties: Sequence[NewTie], origins: Sequence[Origin], structure: Structure, draws: Sequence[Draw]
) -> Iterator[str]:
    counts, all_of_them = count_classes(origins), len(new_ties)
    whole = say_count(all_of_them, "relationships")
    if not new_ties:
        yield "Cannot tell where relationships came from: we have had none by this day."
        return
    if counts["unknown"]:
        yield f"Of {counts['unknown']} of our {whole} it is not told how they came about."
    undated = sum(structure.day_before(new) is None for new in new_ties)
    if undated:
        known = "none" if undated == all_of_them else f"only {all_of_them - undated}"
        yield (
            f"Of {known} of our {whole} is it known to the year when they began; what stood before "
            "the others cannot be told, and only what was stated counts."
        )
    if not draws:
        yield "There is no comparison with random choice: that takes dated relationships, and others to choose from."
    possible = sum(not origin.certain for origin in origins)
    if possible:
        yield f"{possible} of our {all_of_them} relationships are embedded through what only possibly held before."
    yield "Contacts without a recorded tie, and imagined ties, have no beginning and are not counted."
