"""Made-up answers of every shape: long names, several scripts, gaps, nothing at all, and too much."""

from __future__ import annotations

from datetime import date

import pytest

from bridgehead.answers import (
    ActorRef,
    Answer,
    Balance,
    Chance,
    Choice,
    Column,
    Coverage,
    Estimate,
    EvidenceRef,
    Groups,
    MarketRef,
    Part,
    RouteRow,
    Routes,
    Row,
    Scores,
    Step,
    Table,
    Timeline,
)
from bridgehead.record.dates import read_when
from bridgehead.record.references import WORKS

FIRM = ActorRef("firm", "Nordlys Sensorteknik AB", "SE")
MARIT = ActorRef("marit", "Marit Ødegård", "SE")
JONAS = ActorRef("jonas", "Jonas Lindqvist-Abrahamsson", "SE")
TEXTILE = ActorRef("iplik", "İplik Tekstil Sanayi ve Ticaret Anonim Şirketi", "TR")
INSTITUTE = ActorRef("cas", "中国科学院长春应用化学研究所", "CN")
LI = ActorRef("li", "李明华", "CN")
AMIRA = ActorRef("amira", "أميرة الحسيني", "AE")
AGENCY = ActorRef("agency", "هيئة دبي للاستثمار والتنمية", "AE")
POLYMERS = ActorRef("max", "Max-Planck-Institut für Polymerforschung", "DE")
HOFER = ActorRef("hofer", "Prof. Dr. Anna-Sophia Hofer", "DE")
COAST = ActorRef("coast", "Coast & Range Instruments <Inc.>", "US")
TAN = ActorRef("tan", "Tan Wei Ling", "SG")
UNPLACED = ActorRef("unplaced", "Someone met at a fair")

US, CN, DE, TR, AE, SG, JP = (
    MarketRef(code, label)
    for code, label in (
        ("US", "United States"),
        ("CN", "China"),
        ("DE", "Germany"),
        ("TR", "Türkiye"),
        ("AE", "United Arab Emirates"),
        ("SG", "Singapore"),
        ("JP", "Japan"),
    )
)

LIKELY = Chance(value=0.62, low=0.4, high=0.81, label="likely", standard_error=0.006)
POSSIBLE = Chance(value=0.18, low=0.04, high=0.36, label="possible")
LONG_SHOT = Chance(value=0.03, low=0.001, high=0.12, label="long shot")
FROM_ASKS = Chance(value=0.45, low=0.28, high=0.63, label="possible", basis="asks", asks=14)
CERTAIN = Chance(value=1, low=1, high=1, label="certain")

EVIDENCE = (
    EvidenceRef(
        id="t1", type="tie", text="Marit Ødegård has published with Anna-Sophia Hofer since 1998", basis="stated",
        on="2001-05", rests_on=("e1",),
    ),
    EvidenceRef(id="t2", type="tie", text="Anna-Sophia Hofer works at the institute", basis="inferred", on="2001"),
    EvidenceRef(id="t3", type="tie", text="Jonas met 李明华 at the Leipzig fair", basis="stated", rests_on=("e2",)),
    EvidenceRef(id="a1", type="agreement", text="Reference centre agreement with İplik Tekstil", on="2000-01-31"),
    EvidenceRef(id="e1", type="evidence", text="Interview with the founder", reference="Interview 4", locator="p. 3"),
    EvidenceRef(
        id="e2", type="evidence", text="Card file of the fair", reference="Fair contacts 2000", locator="row 17"
    ),
)  # fmt: skip


def step(sender, receiver, **facts):
    """A step with the usual facts unless told otherwise."""
    usual = {"kinds": ("social",), "strength": 0.55, "chance": POSSIBLE, "evidence": ("t1",)}
    return Step(sender=sender, receiver=receiver, **{**usual, **facts})


def free(sender, receiver):
    """A step nobody is asked for."""
    return Step(sender=sender, receiver=receiver, free=True, kinds=("affiliation",), roles=("employee",))


ROUTE_COLUMNS = (
    Column(name="target", label="Target", kind="actor"),
    Column(name="market", label="Market", kind="market"),
    Column(name="chance", label="Chance", kind="chance", meaning="Chance that every step passes us on."),
    Column(name="introductions", label="Introductions", kind="count"),
)


def route(target, market, chance, *steps, evidence=("t1", "t2")):
    """A route with its own columns filled from its steps."""
    asked = sum(not item.free for item in steps)
    values = {"target": target, "market": market, "chance": chance, "introductions": max(asked - 1, 0)}
    return RouteRow(values=values, steps=steps, evidence=evidence)


def build_routes():
    """Six routes over several scripts, kinds and lengths."""
    taken_apart = (
        "time 0.71: 12 joint papers and 31 meetings, half-life 365 days",
        "reciprocity 0.40: 6 messages in, 24 out",
        "intimacy and emotional intensity unknown",
    )
    to_hofer = step(
        MARIT, HOFER, kinds=("scientific", "social"), roles=("research_partner",), explanation=taken_apart,
        asked_lately=2, ask="Would you introduce us to the sensor group at the institute?", evidence=("t1", "e1"),
    )  # fmt: skip
    to_li = step(JONAS, LI, kinds=("ethnic", "social"), strength=None, certain=False, inferred=True, evidence=("t3",))
    return Routes(
        columns=ROUTE_COLUMNS,
        rows=(
            route(POLYMERS, DE, LIKELY, free(FIRM, MARIT), to_hofer, free(HOFER, POLYMERS)),
            route(INSTITUTE, CN, POSSIBLE, free(FIRM, JONAS), to_li, step(LI, INSTITUTE, kinds=("institutional",))),
            route(COAST, US, FROM_ASKS, free(FIRM, MARIT), to_hofer, step(HOFER, COAST, kinds=("business",))),
            route(TEXTILE, TR, CERTAIN, step(FIRM, TEXTILE, kinds=("business",), roles=("customer",), chance=None)),
            route(AGENCY, AE, LONG_SHOT, free(FIRM, JONAS), step(JONAS, AMIRA, kinds=("family",)), free(AMIRA, AGENCY)),
            route(TAN, SG, LONG_SHOT, free(FIRM, MARIT), to_hofer, step(HOFER, TAN, kinds=()), evidence=()),
        ),
    )


def build_scores():
    """Markets with chances, counts, distances beside, and one we know nothing of."""
    columns = (
        Column(name="market", label="Market", kind="market"),
        Column(name="chance", label="At least one route works", kind="chance", meaning="Over all routes together."),
        Column(name="targets", label="Targets reachable", kind="count"),
        Column(name="kinds", label="Kinds of tie", kind="word"),
        Column(name="best", label="Best way in", kind="actor", meaning="Whom to ask first."),
        Column(name="newest", label="Newest evidence", kind="day"),
        Column(name="distance", label="Distance", kind="number", unit="km", beside=True),
    )
    rows = (
        (DE, LIKELY, 14, ("scientific", "social"), HOFER, read_when("2001-05"), 1182.4),
        (US, FROM_ASKS, 3, ("business",), HOFER, read_when("1999"), 6988.0),
        (CN, POSSIBLE, 1, ("ethnic", "institutional"), LI, read_when("before 1999"), 6720.9),
        (AE, LONG_SHOT, 1, ("family",), AMIRA, None, 4705.1),
        (TR, CERTAIN, 1, ("business",), TEXTILE, read_when("2000-01-31"), 2718.0),
        (SG, LONG_SHOT, 1, None, TAN, None, 9622.3),
        (JP, None, None, None, None, None, 7904.7),
    )
    names = [column.name for column in columns]
    return Scores(
        columns=columns,
        ranked_by="chance",
        rows=tuple(
            Row(
                values=dict(zip(names, row, strict=True)),
                evidence=("t1", "a1") if row[2] else (),
                note="Nothing is known of this market yet." if row[2] is None else "",
            )
            for row in rows
        ),
    )


def build_groups():
    """Markets by standing; one group stays empty."""
    return Groups(
        columns=(
            Column(name="market", label="Market", kind="market"),
            Column(name="standing", label="Standing", kind="word"),
            Column(name="strong", label="Strong ties", kind="count"),
        ),
        rows=(
            Row(values={"market": TR, "standing": "insider", "strong": 2}, evidence=("a1",)),
            Row(values={"market": DE, "standing": "acquainted", "strong": None}, evidence=("t1",)),
            Row(values={"market": JP, "standing": "outsider", "strong": 0}),
        ),
        group_column="standing",
        groups=(
            ("insider", "A strong tie there and at least two actors tied."),
            ("acquainted", "A direct tie."),
            ("introducible", "A route."),
            ("outsider", "None known."),
        ),
    )


def build_table():
    """Mechanisms against forms: counts and firms."""
    return Table(
        columns=(
            Column(name="mechanism", label="Mechanism", kind="word"),
            Column(name="education", label="Education, customers", kind="count"),
            Column(name="joint_decision", label="Joint decision, customers", kind="count"),
            Column(name="direct_contact", label="Direct contact between customers", kind="count"),
            Column(name="firms", label="Firms", kind="actor"),
            Column(name="known", label="Partners know of it", kind="yes_no"),
        ),
        rows=(
            Row(values={"mechanism": "conference", "education": 4, "direct_contact": 12, "firms": (COAST, POLYMERS)}),
            Row(values={"mechanism": "local_market", "joint_decision": 12345, "firms": (), "known": True}),
            Row(values={"mechanism": "academia", "education": 0, "firms": (INSTITUTE,), "known": False}),
        ),
    )


def build_choice():
    """Two chosen, one rejected, one undecided, two constraints."""
    columns = (
        Column(name="candidate", label="Candidate", kind="actor"),
        Column(name="chosen", label="Chosen", kind="yes_no"),
        Column(name="gain", label="Marginal gain", kind="number", unit="actors"),
        Column(name="cost", label="Cost", kind="money", unit="EUR"),
        Column(name="why", label="Why"),
    )
    rows = (
        (HOFER, True, 4.25, 12000.0, "Reaches the most reference customers"),
        (TAN, True, 1.5, 8500.5, "Only way into Singapore"),
        (COAST, False, 0.75, 41000.0, "=over budget by 3,000"),
        (LI, None, None, None, "Cost unknown"),
    )
    names = [column.name for column in columns]
    return Choice(
        columns=columns,
        rows=tuple(Row(values=dict(zip(names, row, strict=True)), evidence=("t2",)) for row in rows),
        objective=("Expected credibility reach", 5.75),
        constraints=(("Budget in EUR", 20500.5, 20500.5, 0.0, True), ("Members per market", 2, 1, 1, False)),
        proof="Proven best among all 16 sets.",
    )


def build_estimate():
    """A share with its interval, and one that cannot be told."""
    names = ("quantity", "value", "low", "high")
    columns = tuple(
        Column(name=name, label=name.capitalize(), kind="share" if name != "quantity" else "text") for name in names
    )
    rows = (("Embedded ties", 0.64, 0.47, 0.78), ("Expected at random", 0.004, 0.001, 0.02), ("Planned",) + (None,) * 3)
    return Estimate(
        columns=columns,
        rows=tuple(Row(values=dict(zip(names, row, strict=True))) for row in rows),
        level=0.95,
        method="Share of new ties with a route of two steps the day before; Wilson interval.",
        n=36,
    )


def build_balance():
    """Two sides with totals, and a row on neither."""
    columns = (
        Column(name="deliverable", label="Deliverable"),
        Column(name="side", label="Side", kind="word"),
        Column(name="due", label="Due", kind="day"),
        Column(name="value", label="Value", kind="money", unit="EUR"),
        Column(name="state", label="State", kind="word"),
    )
    rows = (
        ("Demonstrations for prospects", "we_owe", read_when("2001-03"), 4000.0, "overdue"),
        ("Instrument at a discount", "we_are_owed", read_when("2001"), 15500.0, "delivered"),
        ("Joint article", "we_are_owed", None, None, None),
        ("A favour nobody wrote down", None, None, None, None),
    )
    names = [column.name for column in columns]
    return Balance(
        columns=columns,
        rows=tuple(Row(values=dict(zip(names, row, strict=True)), evidence=("a1",)) for row in rows),
        sides=(("we_owe", "What we have promised."), ("we_are_owed", "What we were promised.")),
        totals={"we_owe": {"value": 4000.0}, "we_are_owed": {"value": None}},
    )


def build_timeline():
    """Dated happenings, precise and not."""
    columns = (
        Column(name="day", label="Day", kind="day"),
        Column(name="what", label="What happened"),
        Column(name="who", label="Who", kind="actor"),
    )
    rows = (("before 1999", "Friendship from student days", (MARIT, HOFER)), ("2000-01-31", "Signed", (TEXTILE,)))
    return Timeline(
        columns=columns,
        rows=tuple(
            Row(values={"day": read_when(day), "what": what, "who": who}, evidence=("t1",)) for day, what, who in rows
        ),
    )


def build_answer(*parts, **facts):
    """An answer around parts; a part is a shape or a (name, shape) pair."""
    named = [item if isinstance(item, tuple) else (item.shape, item) for item in parts]
    usual = {
        "question": "sample_question",
        "title": "Which foreign markets can we reach, and through whom?",
        "parameters": {"max_introductions": 2, "markets": ["US", "DE"], "people_only": False, "role": None},
        "references": (WORKS["ellis"], WORKS["granovetter"]),
        "firm": FIRM,
        "as_of": date(2001, 6, 30),
        "lens": {"as_of": "2001-06-30", "kinds": [], "formal_only": False, "strength": "used", "without": ["İplik T."]},
        "coverage": Coverage(
            used=31, total=40, unit="ties", possible=5, remarks=("9 ties have no market and were left out.",)
        ),
        "evidence": EVIDENCE,
        "caveats": ("Chances are assumed until asks are logged.",),
        "parts": tuple(Part(name=name, title=name.capitalize(), shape=shape) for name, shape in named),
    }
    return Answer(**{**usual, **facts})


def build_every_shape():
    """One answer with a part of each shape."""
    return build_answer(
        build_scores(), build_routes(), build_groups(), build_table(), build_choice(), build_estimate(),
        build_balance(), build_timeline(),
    )  # fmt: skip


def build_nothing():
    """An answer that cannot tell: every part is empty, and nothing is cited."""
    empty = Scores(columns=build_scores().columns, empty="No ties are known. Import contacts first.")
    parts = (
        ("markets", empty),
        ("routes", Routes(columns=ROUTE_COLUMNS, empty="No route is known.")),
        ("groups", Groups(columns=empty.columns, group_column="market", groups=(("insider", ""),))),
        ("choice", Choice(columns=empty.columns, objective=("Reach", None))),
        ("balance", Balance(columns=empty.columns, sides=(("we_owe", ""),))),
    )
    return build_answer(
        *parts, firm=None, references=(), evidence=(), caveats=(), coverage=Coverage(used=0, total=0, unit="ties")
    )


def build_much(count=200):
    """Two parts of many rows, and more routes than a figure can hold."""
    actors = [ActorRef(f"x{index}", f"Customer number {index} of the trade register", "DE") for index in range(count)]
    columns = (
        Column(name="actor", label="Actor", kind="actor"),
        Column(name="score", label="Constraint", kind="number", meaning="Burt's constraint, 0 to 1."),
    )
    rows = tuple(
        Row(values={"actor": actor, "score": index / count}, evidence=("t1",)) for index, actor in enumerate(actors)
    )
    routes = tuple(route(actor, DE, POSSIBLE, free(FIRM, MARIT), step(MARIT, actor)) for actor in actors)
    return build_answer(
        ("scores", Scores(columns=columns, rows=rows, ranked_by="score")),
        ("routes", Routes(columns=ROUTE_COLUMNS, rows=routes)),
    )


@pytest.fixture
def every_shape():
    """One answer with a part of each shape."""
    return build_every_shape()


@pytest.fixture
def nothing():
    """An answer without a single row."""
    return build_nothing()


@pytest.fixture
def much():
    """An answer with two hundred rows."""
    return build_much()


@pytest.fixture
def make_answer():
    """Build an answer around parts."""
    return build_answer
