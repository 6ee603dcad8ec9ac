"""Answers in the language of a page: what they say of themselves is translated, what people wrote down is not."""

from dataclasses import replace
from datetime import date

import pytest

from bridgehead.answers import (
    ActorRef,
    Answer,
    Balance,
    Choice,
    Column,
    Coverage,
    Estimate,
    Groups,
    MarketRef,
    Part,
    RouteRow,
    Routes,
    Row,
    Scores,
    Step,
    Table,
)
from bridgehead.present.flow import find_flows
from bridgehead.present.layout import lay_out
from bridgehead.web.speech import get_say
from bridgehead.web.translating import translate_answer, translate_shape
from tools.answer_words import ask_everything, find_words

#: headings that are the same in German, and names that no language changes
SAME = {"Adamic-Adar", "Herfindahl", "Median", "Partner", "Phase", "Region", "Situation", "km", "transnational"}


@pytest.fixture(scope="module")
def answers():
    """What every question answers about every case of the library."""
    return tuple(ask_everything())


@pytest.fixture
def say():
    """How a German page says things."""
    return get_say("de")


def build(shape):
    return Answer(
        question="reach",
        title="Who can introduce us to this actor or market?",
        parameters={"max_introductions": 2},
        references=(),
        firm=ActorRef("us", "Role", "SE"),
        as_of=date(2001, 6, 30),
        lens={},
        coverage=Coverage(used=1, total=2, unit="ties", remarks=("1 left out: not in force on the day.",)),
        caveats=("Routes of more than 2 introductions are not followed.",),
        parts=(Part(name="markets", title="Where our ties lead", shape=shape),),
    )


SCORES = Scores(
    columns=(
        Column(name="market", label="Market", kind="market"),
        Column(name="kinds", label="Kinds of tie", kind="word", meaning="Kinds of tie along the route."),
        Column(name="why", label="Why", group="Partners"),
    ),
    rows=(
        Row(
            values={"market": MarketRef("DE", "Germany"), "kinds": ("business",), "why": "a strong tie"},
            note="Nothing was observed.",
        ),
    ),
    empty="Nothing in the record.",
)


def test_english_is_the_answer_itself():
    """Nothing is copied where nothing is to be translated."""
    answer = build(SCORES)
    assert answer is translate_answer(answer, get_say("en"))


def test_what_an_answer_says_of_itself_is_translated(say):
    """Title, caveats, remarks, headings, meanings, texts for no rows, reasons, notes and names of markets."""
    answer = translate_answer(build(SCORES), say)

    shape = answer.parts[0].shape
    assert "Wer kann uns diesem Akteur oder in diesen Markt vermitteln?" == answer.title
    assert ("Wegen mit mehr als 2 Vermittlungen wird nicht gefolgt.",) == answer.caveats
    assert ("1 ausgelassen: an dem Tag nicht in Kraft.",) == answer.coverage.remarks
    assert "Wohin unsere Beziehungen führen" == answer.parts[0].title
    assert ["Markt", "Arten der Beziehung", "Warum"] == [column.label for column in shape.columns]
    assert ("Arten der Beziehung entlang des Wegs.", "Partner") == (shape.columns[1].meaning, shape.columns[2].group)
    assert "Nichts im Bestand." == shape.empty
    assert (MarketRef("DE", "Deutschland"), "eine starke Beziehung") == tuple(
        shape.rows[0].values[name] for name in ("market", "why")
    )
    assert "Nichts wurde beobachtet." == shape.rows[0].note


def test_what_it_is_asked_again_by_stays(say):
    """Name, parameters, firm, day, names of columns, controlled words and evidence are as they were."""
    before, after = build(SCORES), translate_answer(build(SCORES), say)

    kept = ("question", "parameters", "firm", "as_of", "lens", "evidence", "references")
    assert [getattr(before, name) for name in kept] == [getattr(after, name) for name in kept]
    assert ("market", "kinds", "why") == tuple(column.name for column in after.parts[0].shape.columns)
    assert ("business",) == after.parts[0].shape.rows[0].values["kinds"]


def test_what_people_wrote_stays(say):
    """A deliverable that is called as a heading is, and a sentence nobody collected, are somebody's own words."""
    columns = (Column(name="what", label="What"), Column(name="note", label="Note"))
    rows = (Row(values={"what": "Publications", "note": "Please bring the samples along"}),)
    shape = translate_shape(Table(columns=columns, rows=rows), say)
    assert {"what": "Publications", "note": "Please bring the samples along"} == shape.rows[0].values


def test_groups_and_sides_keep_their_keys(say):
    """Their meanings are translated; the words that rows are sorted by are said where they are drawn."""
    columns = (Column(name="market", label="Market", kind="market"), Column(name="standing", label="Standing"))
    groups = Groups(
        columns=columns,
        group_column="standing",
        groups=(("acquainted", "A direct tie, but not an insider's."),),
        rows=(Row(values={"market": MarketRef("DE", "Germany"), "standing": "acquainted"}),),
    )
    balance = Balance(columns=columns, sides=(("owed to us", "Neither side is ours."),))

    shape = translate_shape(groups, say)
    assert (("acquainted", "Eine direkte Beziehung, aber nicht die eines Insiders."),) == shape.groups
    assert "acquainted" == shape.rows[0].values["standing"]
    assert ["Bekannt (1)"] == [block.heading for block in lay_out(shape, say).blocks]
    assert (("owed to us", "Keine Seite ist unsere."),) == translate_shape(balance, say).sides


def test_choices_and_estimates_say_more(say):
    """The objective, its limits, how far it is proven, and how an interval was made."""
    choice = Choice(
        columns=(),
        objective=("cost", 3.0),
        constraints=(("a budget of 7", 7, 6, 1, False),),
        proof="Proven: no plan is cheaper.",
    )
    estimate = Estimate(columns=(), method="Bounds from what the dates allow; no sampling.")

    shape = translate_shape(choice, say)
    assert (("Kosten", 3.0), (("ein Budget von 7", 7, 6, 1, False),)) == (shape.objective, shape.constraints)
    assert "Bewiesen: Kein Plan ist günstiger." == shape.proof
    assert "Grenzen aus dem, was die Daten erlauben; keine Stichprobe." == translate_shape(estimate, say).method


def test_steps_of_a_route_say_what_to_ask(say):
    """Names stand in the sentence as they are."""
    step = Step(
        sender=ActorRef("a", "Ada"),
        receiver=ActorRef("b", "Boole Ltd"),
        ask="Ask Ada to introduce us to Boole Ltd.",
        explanation=("Stated strength 0.75.",),
    )
    (row,) = translate_shape(Routes(columns=(), rows=(RouteRow(values={}, steps=(step,)),)), say).rows
    assert "Ada bitten, uns an Boole Ltd zu vermitteln." == row.steps[0].ask
    assert ("Angegebene Stärke 0.75.",) == row.steps[0].explanation


def test_ends_of_flows_still_match(say):
    """A row and a column of the same name are one end of a flow in any language."""
    columns = (
        Column(name="sender", label="From"),
        Column(name="customers", label="Customers", kind="count"),
        Column(name="suppliers", label="Suppliers", kind="count"),
    )
    rows = (Row(values={"sender": "Customers", "customers": 0, "suppliers": 2}),)
    shape = translate_shape(Table(columns=columns, rows=rows, reading="flow"), say)
    (block,) = lay_out(shape, say).blocks
    assert ("Kunden", "Zulieferer") == find_flows(block).nodes


def test_everything_the_questions_say_of_themselves_is_german(answers, say):
    """A new question, part or column that no catalogue has shows here: run tools/catalogue.py and translate it."""
    names = {answer.firm.name for answer in answers if answer.firm}
    said = {
        text
        for answer in answers
        for part in answer.parts
        for text in (
            answer.title,
            part.title,
            part.shape.empty,
            *(
                text
                for column in part.shape.columns
                for text in (column.label, column.meaning, column.unit, column.group)
            ),
        )
        if text
    }
    assert set() == {text for text in said if say(text) == text} - SAME - names


def test_every_caveat_of_the_library_is_german(answers, say):
    """Sentences with facts in them are known by their other words."""
    told = {text for answer in answers for text in (*answer.caveats, *answer.coverage.remarks)}
    assert set() == {text for text in told if say(text) == text}


def test_every_word_the_questions_answer_with_is_german(answers, say):
    """Words of columns of words, groups, sides, units and chances; what a record calls its tiers stays."""
    words = {word.replace("_", " ") for answer in answers for word in find_words(answer)}
    assert {"horizontal", "transnational", "km", "organisational", *_OWN} >= {
        word for word in words if say(word) == word
    }


_OWN = {"members of Q-Sense Scientific Network", "reference centres of Q-Sense Scientific Network"}


def test_translating_changes_no_number_of_rows(answers, say):
    """Every part keeps its rows, in their order, resting on the same entries."""
    for answer in answers:
        after = translate_answer(answer, say)
        assert [[row.evidence for row in part.shape.rows] for part in answer.parts] == [
            [row.evidence for row in part.shape.rows] for part in after.parts
        ]
        assert answer.to_plain()["parameters"] == replace(after).to_plain()["parameters"]
