"""Joint order: planned from the record, short where it must be, shared by what each adds, refused with a reason."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.joint_order import JointOrder

DAY = date(2026, 1, 5)
#: ten frames cut and then welded within five weeks; two specialists and one who can do both at three times the cost
RECORD = """
    firm, lead, market=SE
    actor, cutter, market=SE
    actor, welder, market=NO
    actor, both, market=FI
    actor, silent
    actor, buyer, market=DE
    agreement, supply: lead; buyer, id=frames, scope=steel frames, begin=2026
    obligation, lead > buyer, cutting, id=o1, agreement=frames, quantity=10, unit=frames, due=2026-01-25
    obligation, lead > buyer, welding, id=o2, agreement=frames, quantity=10, due=2026-02-01, value=70, currency=EUR
    assessment, cutter, capacity.capacity, 10, about=cutting, id=a1
    assessment, cutter, capacity.unit_cost, 1, about=cutting
    assessment, welder, capacity.capacity, 10, about=Welding
    assessment, welder, capacity.unit_cost, 1, about=welding
    assessment, both, capacity.capacity, 10, about=cutting
    assessment, both, capacity.unit_cost, 3, about=cutting
    assessment, both, capacity.capacity, 10, about=welding
    assessment, both, capacity.unit_cost, 3, about=welding
    assessment, silent, capacity.capacity, 50, about=welding
"""


def ask(record, extra="", without="", **parameters):
    """The parts of an answer by name, and the answer."""
    lines = [line for line in RECORD.splitlines() if not (without and without in line)]
    network = Network.of(record("\n".join(lines) + extra), Lens(as_of=DAY))
    answer = JointOrder(**parameters).answer(network)
    return {part.name: part.shape for part in answer.parts}, answer


def column(shape, name, by="firm"):
    """One column by the name of what heads the row."""
    return {str(row.values[by]): row.values.get(name) for row in shape.rows}


def test_the_cheapest_firms_are_chosen_and_the_others_named(record):
    """Twenty for two phases; the all-rounder stays idle, and whoever states no cost is not planned with."""
    parts, answer = ask(record)

    plan = parts["plan"]
    assert ("Cost", 20.0) == (plan.objective[0], pytest.approx(plan.objective[1]))
    assert {"cutter": True, "welder": True, "both": False} == column(plan, "chosen")
    assert {"cutter": ("cutting",), "welder": ("welding",), "both": ()} == column(plan, "phases")
    assert {"silent": "welding: unit cost not said"} == column(parts["left_out"], "why")
    assert "a1" in {item.id for item in answer.evidence}
    assert (4, 5) == (answer.coverage.used, answer.coverage.total)
    assert () == parts["short"].rows


def test_who_makes_what_and_when_are_matrices(record):
    """Firm by phase and week by phase; blank where nothing is made."""
    parts, _ = ask(record)

    assert {"cutter": 10, "welder": ()} == column(parts["who"], "phase_1")
    assert "matrix" == parts["who"].reading == parts["weeks"].reading
    made = column(parts["weeks"], "phase_1", by="week")
    welded = column(parts["weeks"], "phase_2", by="week")
    assert 10 == sum(pieces for pieces in made.values() if pieces != ())
    assert set(made) <= {"2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"}
    assert () == welded["2026-01-05"]


def test_the_surplus_is_shared_by_what_each_adds(record):
    """70 less 20 leaves 50; alone only the all-rounder could do it (10), with either specialist it leaves 30.

    Over the six orders the specialists add 18 1/3 each on average, which leaves 13 1/3 to the all-rounder.
    """
    parts, answer = ask(record)

    receives = {str(row.values["firm"]): row.values for row in parts["shares"].rows if row.values["side"] == "receives"}
    expected = {"cutter": 55 / 3, "welder": 55 / 3, "both": 40 / 3}
    assert expected == {name: pytest.approx(values["surplus"], abs=0.01) for name, values in receives.items()}
    assert 10 + expected["cutter"] == pytest.approx(receives["cutter"]["amount"], abs=0.01)
    assert (20.0, 70.0) == (
        parts["shares"].totals["carries"]["amount"],
        pytest.approx(parts["shares"].totals["receives"]["amount"], abs=0.02),
    )
    assert "would gain by leaving" in " ".join(answer.caveats)


def test_a_group_that_would_do_better_alone_is_named(record):
    """The two specialists leave 50 by themselves and are given less."""
    parts, _ = ask(record)

    (row,) = parts["leaving"].rows
    assert ["cutter", "welder"] == [str(actor) for actor in row.values["group"]]
    assert 50 - 110 / 3 == pytest.approx(row.values["gain"], abs=0.02)


def test_sampled_shares_say_their_error_and_none_can_be_asked_for(record):
    """Both add up to the surplus, or share nothing."""
    sampled, answer = ask(record, sharing="sampled")
    nothing, _ = ask(record, sharing="none")

    assert 50 == pytest.approx(sampled["shares"].totals["receives"]["surplus"], abs=0.02)
    assert any("sampled from 50 orders" in caveat for caveat in answer.caveats)
    assert () == nothing["shares"].rows
    assert "--sharing none" in nothing["shares"].empty


def test_without_a_value_nothing_is_shared(record):
    """The plan stands; the shares say what is missing."""
    parts, _ = ask(record, without="id=o2", extra=(
        "\n obligation, lead > buyer, welding, id=o3, agreement=frames, quantity=10, due=2026-02-01"
    ))  # fmt: skip

    assert parts["plan"].rows
    assert () == parts["shares"].rows
    assert "value" in parts["shares"].empty


def test_an_order_that_costs_more_than_it_pays_has_no_surplus(record):
    """The sentence gives both sums."""
    _, answer = ask(record, without="value=70", extra=(
        "\n obligation, lead > buyer, welding, id=o3, agreement=frames, quantity=10, due=2026-02-01, value=15"
    ))  # fmt: skip

    assert any("pays 15.00 and costs 20.00" in caveat for caveat in answer.caveats)


def test_what_cannot_be_delivered_is_said_phase_by_phase(record):
    """Three weeks of twenty cut make sixty of a hundred, so six of the ten can be welded."""
    parts, answer = ask(record, without="id=o1", extra=(
        "\n obligation, lead > buyer, cutting, id=o3, agreement=frames, quantity=100, unit=frames, due=2026-01-25"
    ))  # fmt: skip

    assert () == parts["plan"].rows
    assert {"cutting": 40.0, "welding": 4.0} == pytest.approx(column(parts["short"], "short", by="phase"))
    assert {"cutting": 2, "welding": 2} == column(parts["short"], "able", by="phase")
    assert any("cannot deliver in time" in caveat for caveat in answer.caveats)
    assert "cannot be delivered" in parts["bottlenecks"].empty


def test_the_most_even_plan_stands_beside_the_cheapest(record):
    """No firm works more than it must; the all-rounder helps."""
    parts, _ = ask(record)

    assert parts["even"].objective[1] < max(column(parts["plan"], "load").values())
    assert column(parts["even"], "chosen")["both"]


def test_transport_and_change_over_are_priced_where_somebody_said_what_they_cost(record):
    """Without a word of transport the plan leaves it out and says so; one stated way prices the others as dear."""
    _, silent = ask(record)
    priced, answer = ask(
        record,
        extra="\n assessment, cutter, capacity.transport_cost, 2, about=welder"
        "\n assessment, cutter, capacity.changeover_cost, 5, about=cutting",
    )

    assert any("left out of the plan" in caveat for caveat in silent.caveats)
    assert 45 == pytest.approx(priced["plan"].objective[1])
    assert any("count as the dearest stated one, 2 a piece" in caveat for caveat in answer.caveats)
    assert any("3 firms and phases nobody says what taking" in caveat for caveat in answer.caveats)


def test_what_one_more_would_be_worth_is_tried_out(record):
    """With three cut a week the all-rounder must cut the tenth; one more a week would spare it."""
    parts, _ = ask(record, without="id=a1", extra="\n assessment, cutter, capacity.capacity, 3, about=cutting")

    (row,) = parts["bottlenecks"].rows
    assert ("cutter", "cutting") == (str(row.values["firm"]), row.values["phase"])
    assert 2 == pytest.approx(row.values["saved"])


def test_a_negative_capacity_is_named_and_not_planned_with(record):
    """The firm stands among those left out."""
    parts, _ = ask(record, without="id=a1", extra="\n assessment, cutter, capacity.capacity, -3, about=cutting")

    assert "cutting: capacity is below 0" == column(parts["left_out"], "why")["cutter"]
    assert "cutter" not in column(parts["plan"], "chosen")


def test_what_nobody_ordered_is_named(record):
    """A misspelt phase is not passed over; the firm is planned with for the others."""
    parts, _ = ask(record, extra=(
        "\n assessment, welder, capacity.capacity, 9, about=polishing\n assessment, silent, capacity.unit_cost, 9"
    ))  # fmt: skip

    assert {
        "silent": "welding: unit cost not said; no phase named: not ordered",
        "welder": "polishing: not ordered",
    } == (column(parts["left_out"], "why"))
    assert column(parts["plan"], "chosen")["welder"]


def test_the_order_may_be_named_by_id_or_scope(record):
    """Capitals do not matter; the only order that firms can work on need not be named."""
    for named in ("frames", "Steel Frames", ""):
        assert 20 == pytest.approx(ask(record, order=named)[0]["plan"].objective[1])


@pytest.mark.parametrize(
    ("change", "parameters", "why"),
    [
        ({}, {"order": "boats"}, "There are: frames"),
        ({}, {"begins": date(2026, 1, 20)}, "due on 2026-01-25, less than a week after 2026-01-20"),
        ({"without": "id=o1", "extra": "\n obligation, lead > buyer, cutting, id=o3, agreement=frames, due=2026-01-25"},
         {}, "needs a quantity above 0"),
        ({"extra": "\n obligation, lead > buyer, paint, id=o3, agreement=frames, quantity=1"}, {}, "needs a due day"),
        ({"extra": "\n obligation, lead > buyer, paint, id=o3, agreement=frames, quantity=1, due=2026-03-01, value=1, "
                   "currency=SEK"}, {}, "EUR and SEK"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_read_says_what_to_do(record, change, parameters, why):
    """No such order, too little time, no volume, no day, two currencies."""
    with pytest.raises(QuestionValueError, match=why):
        ask(record, **change, **parameters)


def test_two_that_were_judged_one_are_one_firm(record):
    """What is said of either is said of both."""
    parts, _ = ask(record, extra=(
        "\n actor, welder ab\n judgement, welder > welder ab, same"
        "\n assessment, welder ab, capacity.capacity, 10, about=cutting"
        "\n assessment, welder ab, capacity.unit_cost, 0.5, about=cutting"
    ))  # fmt: skip

    assert {"welder": ("cutting", "welding")} == {
        firm: phases for firm, phases in column(parts["plan"], "phases").items() if phases
    }


def test_two_orders_must_be_told_apart(record):
    """Both are named."""
    other = (
        "\n agreement, supply: lead; buyer, id=gates, begin=2026"
        "\n obligation, lead > buyer, cutting, id=o9, agreement=gates, quantity=1, due=2026-03-01"
    )

    with pytest.raises(QuestionValueError, match="frames, gates"):
        ask(record, extra=other)


def test_nothing_known_says_what_would_make_an_order(record):
    """An agreement with phases, and what firms can do."""
    answer = JointOrder().answer(Network.of(record("firm, lead"), Lens(as_of=DAY)))

    assert "No order in the record" in answer.parts[0].shape.empty
