"""What is said back: values, shapes and the header, as plain objects and as people read them."""

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
    to_plain,
)
from bridgehead.record.dates import read_when
from bridgehead.record.references import Reference

ADA = ActorRef("a", "Ada", "GB")
BO = ActorRef("b", "Bo")
SWEDEN = MarketRef("SE", "Sweden")
SUBJECT = Column(name="subject", label="Subject", kind="actor")
STANDING = Column(name="standing", label="Standing", kind="word")


def make_answer(*parts):
    return Answer(
        question="reach",
        title="Which markets?",
        parameters={"by": "market"},
        references=(Reference("Burt", 1992), Reference("A study")),
        firm=ADA,
        as_of=date(2000, 6, 30),
        lens={},
        coverage=Coverage(used=2, total=3, unit="ties"),
        evidence=(EvidenceRef(id="t", type="tie", text="Ada knows Bo"),),
        parts=parts,
    )


def test_values_become_plain():
    """Actors, markets and chances are objects, dates are text, unknown is null, a tuple is a list."""
    chance = Chance(value=0.5, low=0.1, high=0.9, label="likely")

    assert {"id": "a", "name": "Ada", "market": "GB"} == to_plain(ADA)
    assert {"code": "SE", "label": "Sweden"} == to_plain(SWEDEN)
    assert "assumed" == to_plain(chance)["basis"]
    assert ["2001-05", None, 3] == to_plain((read_when("2001-05"), None, 3))
    assert ("Ada", "Sweden") == (str(ADA), str(SWEDEN))


@pytest.mark.parametrize(
    ("chance", "shown"),
    [
        (Chance(value=1.0, low=1.0, high=1.0, label="certain"), "certain"),
        (Chance(value=0.5, low=0.1, high=0.9, label="likely"), "likely (10% to 90%)"),
        (Chance(value=0.5, low=0.3, high=0.7, label="likely", basis="asks", asks=14), "50% (30% to 70%; from 14 asks)"),
    ],
)
def test_an_assumed_chance_shows_no_number(chance, shown):
    """The number stands only where logged asks stand behind it."""
    assert shown == str(chance)


def test_a_row_holds_every_column():
    """A column left out of a row is null, never missing; a note stands only where there is one."""
    bare = Row(values={"subject": BO}, evidence=("t",))
    noted = Row(values={}, note="look")

    assert {"subject": to_plain(BO), "standing": None, "evidence": ["t"]} == bare.to_plain((SUBJECT, STANDING))
    assert "look" == noted.to_plain(())["note"]


def test_a_column_is_found_by_its_name():
    """Columns and their values are asked for by name; there is no silent default."""
    scores = Scores(columns=(SUBJECT,), rows=(Row(values={"subject": ADA}),), ranked_by="subject")

    assert SUBJECT == scores.column("subject")
    assert (ADA,) == scores.values("subject")
    assert {"ranked_by": "subject"} == scores.extras()
    with pytest.raises(KeyError):
        scores.column("weight")


def test_groups_know_who_is_in_them():
    """A member is found by actor id, market code or text, and empty groups are kept."""
    rows = tuple(Row(values={"subject": who, "standing": "insider"}) for who in (ADA, SWEDEN, "Norway"))
    groups = Groups(
        columns=(SUBJECT, STANDING), rows=rows, group_column="standing", groups=(("insider", "in"), ("outsider", "out"))
    )

    assert ["insider"] * 3 == [groups.group_of(member) for member in ("a", "SE", "Norway")]
    assert rows == groups.members("insider")
    assert () == groups.members("outsider")
    assert ["insider", "outsider"] == [group["group"] for group in groups.extras()["groups"]]
    with pytest.raises(KeyError):
        groups.group_of("FI")


def test_a_route_tells_its_steps():
    """Each step names who is asked and who is reached; a free step has no chance."""
    row = RouteRow(values={"subject": BO}, steps=(Step(sender=ADA, receiver=BO, free=True, kinds=("affiliation",)),))
    route = Routes(columns=(SUBJECT,), rows=(row,)).plain_rows()[0]

    assert ("Ada", "Bo") == (route["steps"][0]["sender"]["name"], route["steps"][0]["receiver"]["name"])
    assert route["steps"][0]["chance"] is None
    assert {} == Routes(columns=()).extras()


def test_a_choice_says_what_it_gave_up():
    """Objective, constraints with their slack, and how far the choice is proven."""
    choice = Choice(
        columns=(), objective=("reach", 4.0), constraints=(("budget", 10.0, 9.0, 1.0, False),), proof="best"
    )

    assert {"label": "reach", "value": 4.0} == choice.extras()["objective"]
    assert [{"constraint": "budget", "limit": 10.0, "used": 9.0, "slack": 1.0, "bound": False}] == choice.extras()[
        "constraints"
    ]


def test_estimates_and_balances_say_what_stands_beside_their_rows():
    """An estimate says how it was made; a balance names its sides and sums them, None where there is no sum."""
    estimate = Estimate(columns=(), level=0.95, method="Kaplan-Meier", n=12)
    balance = Balance(columns=(), sides=(("we", "we owe"),), totals={"we": {"value": None}})

    assert {"level": 0.95, "method": "Kaplan-Meier", "n": 12} == estimate.extras()
    assert {"sides": [{"side": "we", "meaning": "we owe"}], "totals": {"we": {"value": None}}} == balance.extras()


def test_coverage_reads_as_a_sentence():
    """What was used of what there is, and how many rest on possible only."""
    assert "2 of 3 ties used" == str(Coverage(used=2, total=3, unit="ties"))
    assert "2 of 3 ties used, 1 of them only possibly in force" == str(
        Coverage(used=2, total=3, unit="ties", possible=1)
    )
    assert "none of the 3 ties used" == str(Coverage(used=0, total=3, unit="ties"))
    assert "ties used: none of 1" == str(Coverage(used=0, total=1, unit="ties"))
    assert "ties used: 1 of 1, only possibly in force" == str(Coverage(used=1, total=1, unit="ties", possible=1))
    assert "no ties to use" == str(Coverage(used=0, total=0, unit="ties"))


def test_an_answer_is_plain_from_header_to_rows():
    """The header, an unknown year as null, and each part with its columns, rows and extras."""
    part = Part(name="markets", title="Markets", shape=Scores(columns=(SUBJECT,), rows=(Row(values={"subject": ADA}),)))
    answer = make_answer(part)
    plain = answer.to_plain()

    assert ("reach", "2000-06-30", "Ada") == (plain["question"], plain["as_of"], plain["firm"]["name"])
    assert [1992, None] == [reference["year"] for reference in plain["references"]]
    assert ("scores", "") == (plain["parts"][0]["shape"], plain["parts"][0]["ranked_by"])
    assert ["subject"] == [column["name"] for column in plain["parts"][0]["columns"]]
    assert part.shape is answer.part("markets")
    with pytest.raises(KeyError):
        answer.part("routes")
