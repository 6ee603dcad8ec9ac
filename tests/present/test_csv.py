"""Parts of an answer as CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.answers import ActorRef, Chance, Column, MarketRef, Row, Scores
from bridgehead.present.csv import UnknownPartError, make_safe, to_csv


def read(text):
    """Rows by column."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_first_part_is_written_where_none_is_named(every_shape):
    """A name chooses another."""
    assert to_csv(every_shape, "scores") == to_csv(every_shape)
    assert to_csv(every_shape, "timeline").startswith("day,what,who_id,who_name,who_market,evidence,note\n")


def test_every_part_can_be_had_by_name(every_shape):
    """Each is valid CSV of its own, with one row a row."""
    for part in every_shape.parts:
        assert len(part.shape.rows) == len(read(to_csv(every_shape, part.name)))


def test_objects_become_a_column_for_each_of_their_keys(every_shape):
    """Actors, markets and chances are taken apart as in JSON."""
    row = read(to_csv(every_shape))[1]

    assert ("US", "United States") == (row["market_code"], row["market_label"])
    assert ("0.45", "0.28", "0.63", "possible", "asks", "14") == tuple(
        row[f"chance_{key}"] for key in ("value", "low", "high", "label", "basis", "asks")
    )
    assert ("hofer", "Prof. Dr. Anna-Sophia Hofer", "DE") == (row["best_id"], row["best_name"], row["best_market"])
    assert "t1; a1" == row["evidence"]


def test_what_cannot_be_told_is_an_empty_cell(every_shape):
    """Neither zero nor a word."""
    row = read(to_csv(every_shape))[-1]

    assert ("", "", "", "7904.7") == (row["chance_value"], row["targets"], row["best_id"], row["distance"])


def test_routes_add_their_chain_and_the_evidence_of_their_steps(every_shape):
    """Kinds of tie are listed step by step."""
    row = read(to_csv(every_shape, "routes"))[1]

    assert "affiliation; ethnic+social; institutional" == row["step_kinds"]
    assert row["steps"].startswith("Nordlys Sensorteknik AB — Jonas")
    assert "t1; t2; t3" == row["evidence"]


def test_values_of_another_type_than_their_column_are_kept(make_answer):
    """Text in a column of actors is a name; an actor in a column of text is its name."""
    columns = (
        Column(name="who", label="Who", kind="actor"),
        Column(name="where", label="Where", kind="market"),
        Column(name="how", label="How", kind="chance"),
        Column(name="what", label="What"),
    )
    refs = (ActorRef("a", "Ada"), MarketRef("DE", "Germany"), Chance(value=1, low=1, high=1, label="certain"))
    rows = (Row(values={"who": "Ada", "where": "Africa", "how": "certain", "what": refs}, note="=note"),)

    (row,) = read(to_csv(make_answer(Scores(columns=columns, rows=rows))))

    assert ("", "Ada", "Africa", "certain") == (row["who_id"], row["who_name"], row["where_label"], row["how_label"])
    assert ("Ada; Germany; certain", "'=note") == (row["what"], row["note"])


def test_a_part_that_is_not_there_is_refused_with_the_nearest(every_shape, make_answer):
    """The message names the parts there are."""
    with pytest.raises(UnknownPartError, match="Did you mean 'scores'") as caught:
        to_csv(every_shape, "score")
    assert ("sample_question", "score") == (caught.value.question, caught.value.part)
    with pytest.raises(UnknownPartError, match="has no parts"):
        to_csv(make_answer())


@pytest.mark.parametrize("cell", ["=1+1", "+46 70 123", "-", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "-1+1", "=", "+"])
def test_no_cell_is_taken_for_a_formula(cell):
    """An apostrophe makes it text."""
    assert f"'{cell}" == make_safe(cell)


@pytest.mark.parametrize("cell", ["-0.5", "+3", "-1e-07", "12", "", "Ada", "a=b", "'quoted"])
def test_numbers_and_ordinary_text_stay_as_they_are(cell):
    """A negative figure must remain a figure."""
    assert cell == make_safe(cell)


@given(st.text())
def test_whatever_a_cell_says_it_starts_harmlessly(text):
    """Only numbers may start with a sign."""
    safe = make_safe(text)

    assert text == safe.removeprefix("'") or text == safe
    assert safe[:1] not in {"=", "@", "\t", "\r", "\n"}
    if safe[:1] in {"+", "-"}:
        assert isinstance(float(safe), float)
