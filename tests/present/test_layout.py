"""Shapes as blocks of rows."""

from dataclasses import replace

from bridgehead.answers import Balance, Choice, Column, Estimate, Groups, Row, Scores
from bridgehead.present.layout import lay_out

COLUMNS = (
    Column(name="who", label="Who"),
    Column(name="side", label="Side"),
    Column(name="n", label="N", kind="count"),
)


def row(who, **values):
    """A row about someone."""
    return Row(values={"who": who, **values})


def names(block):
    """Whom a block's rows are about."""
    return [row.values["who"] for row in block.rows]


def test_groups_keep_their_order_and_empty_ones_stay():
    """Every group has a block, and its members lose the column that only repeats it."""
    shape = Groups(
        columns=COLUMNS, rows=(row("a", side="in"),), group_column="side", groups=(("out", "Far."), ("in", "Near."))
    )

    out, inside = lay_out(shape).blocks

    assert ("Out (0)", "Far.", []) == (out.heading, out.meaning, names(out))
    assert ("In (1)", ["a"], ["who", "n"]) == (inside.heading, names(inside), [c.name for c in inside.columns])


def test_rows_on_no_named_side_are_not_lost():
    """A row whose side is unknown stands in a block of its own, with all its columns."""
    shape = Balance(columns=COLUMNS, rows=(row("a", side="we_owe"), row("b")), sides=(("we_owe", ""),))

    we_owe, elsewhere = lay_out(shape).blocks

    assert (["a"], "We owe") == (names(we_owe), we_owe.heading)
    assert (["b"], "Elsewhere (1)") == (names(elsewhere), elsewhere.heading)


def test_a_choice_shows_chosen_rejected_and_undecided_apart():
    """Undecided candidates are neither chosen nor rejected."""
    columns = (*COLUMNS, Column(name="chosen", label="Chosen", kind="yes_no"))
    shape = Choice(
        columns=columns, rows=(row("a", chosen=True), row("b", chosen=False), row("c")), objective=("Reach", 2.5)
    )

    layout = lay_out(shape)

    assert [["a"], ["b"], ["c"]] == [names(block) for block in layout.blocks]
    assert ("Reach: 2.5.",) == layout.lead


def test_a_choice_without_a_chosen_row_says_that_none_was():
    """The block of what was chosen stays, empty."""
    columns = (*COLUMNS, Column(name="chosen", label="Chosen", kind="yes_no"))
    shape = Choice(columns=columns, rows=(row("b", chosen=False),), objective=("Reach", None), proof="Proven.")

    layout = lay_out(shape)

    assert ["Chosen (0)", "Not chosen (1)"] == [block.heading for block in layout.blocks]
    assert ("Reach: cannot tell.", "Proven.") == layout.lead


def test_constraints_stand_in_a_block_of_their_own():
    """Limit, use, slack and whether it bound."""
    shape = Choice(columns=COLUMNS, objective=("Reach", 1), constraints=(("Budget", 10.0, 4.0, 6.0, False),))

    block = lay_out(shape).blocks[-1]

    assert {"constraint": "Budget", "limit": 10.0, "used": 4.0, "slack": 6.0, "bound": False} == block.rows[0].values


def test_an_estimate_says_what_its_intervals_rest_on():
    """Method, coverage and number of observations, as far as they are known."""
    full = Estimate(columns=COLUMNS, level=0.9, method="Bootstrap.", n=12)

    assert ("Bootstrap.", "Intervals cover 90%.", "12 observations.") == lay_out(full).remarks
    assert () == lay_out(Estimate(columns=COLUMNS)).remarks


def test_scores_name_the_column_they_are_ranked_by():
    """Only where there are rows to rank and such a column."""
    shape = Scores(columns=COLUMNS, rows=(row("a", n=1),), ranked_by="n")

    assert ("Ranked by n.",) == lay_out(shape).remarks
    assert () == lay_out(replace(shape, ranked_by="")).remarks
    assert () == lay_out(replace(shape, rows=())).remarks


def test_an_empty_shape_says_what_is_missing():
    """One block without rows carries the shape's own words."""
    for shape in (
        Scores(columns=COLUMNS, empty="No ties."),
        Groups(columns=COLUMNS, empty="No ties.", group_column="side", groups=(("in", ""),)),
        Balance(columns=COLUMNS, empty="No ties.", sides=(("in", ""),)),
        Choice(columns=COLUMNS, empty="No ties.", objective=("Reach", None)),
    ):
        (block,) = lay_out(shape).blocks

        assert ((), "No ties.") == (block.rows, block.empty)


def test_a_gap_in_a_column_of_yes_and_no_needs_no_legend():
    """It is said in words; a dash is only used elsewhere."""
    columns = (Column(name="who", label="Who"), Column(name="known", label="Known", kind="yes_no"))

    assert not lay_out(Scores(columns=columns, rows=(row("a"),))).has_gaps
    assert lay_out(Scores(columns=columns, rows=(Row(values={"known": True}),))).has_gaps
