"""Numbered sources."""

import pytest

from bridgehead.answers import Column, EvidenceRef, Row, Scores
from bridgehead.present.sources import describe_source, join_numbers, list_sources


def test_numbers_follow_the_order_of_reading_then_what_sources_rest_on(every_shape):
    """Cited first, then the evidence behind those, each once."""
    sources = list_sources((every_shape,))

    assert ["t1", "a1", "t2", "e1", "t3", "e2"] == list(sources.by_id)
    assert [1, 3] == sources.number(("t2", "t1", "t2"))


def test_a_cited_id_that_nobody_described_is_kept(make_answer):
    """What is cited never goes missing."""
    shape = Scores(columns=(Column(name="x", label="X"),), rows=(Row(values={}, evidence=("gone",)),))

    (first, *_) = list_sources((make_answer(shape),))

    assert ("gone", "not described in this answer") == (first.item.id, first.item.text)


def test_evidence_that_no_row_cites_is_listed_last(make_answer):
    """Used evidence is shown even where no row points to it; sources may rest on each other in a circle."""
    evidence = (EvidenceRef(id="a", type="tie", text="A", rests_on=("b",)), EvidenceRef(id="b", type="", text="B"))

    assert ["a", "b"] == list(list_sources((make_answer(evidence=evidence),)).by_id)


def test_two_answers_share_one_list(every_shape):
    """The same evidence has the same number throughout a report."""
    assert list_sources((every_shape,)).by_id == list_sources((every_shape, every_shape)).by_id


@pytest.mark.parametrize(
    ("expected", "item"),
    [
        ("x", EvidenceRef(id="x", type="", text="")),
        ("tie: A met B — Paper, p. 3 (stated, 2001)",
         EvidenceRef(id="x", type="tie", text="A met B", reference="Paper", locator="p. 3", basis="stated", on="2001")),
    ],
)  # fmt: skip
def test_a_source_is_described_in_one_line(expected, item):
    """As far as anything is known of it."""
    assert expected == describe_source(item)


def test_runs_of_numbers_are_drawn_together():
    """Two neighbours are not yet a run."""
    assert "1, 2, 4\N{EN DASH}6" == join_numbers([1, 2, 4, 5, 6])
    assert "" == join_numbers([])
