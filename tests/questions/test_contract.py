"""The contract of questions: found by their file, asked by their name, refused with a reason."""

import textwrap
from datetime import date
from types import ModuleType, SimpleNamespace

import pytest

from bridgehead import questions
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import (
    BadQuestionError,
    QuestionValueError,
    UnknownQuestionError,
    build_question,
    find_questions,
    get_name,
    get_question,
    get_title,
    parameters_of,
)
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Evidence


def make_module(text):
    module = ModuleType("example")
    exec("from dataclasses import dataclass\n" + textwrap.dedent(text), module.__dict__)  # noqa: S102 - a test's own text
    return module


def test_questions_stand_in_sorted_order_under_their_modules_names():
    """A question's name is its module's, and its title ends in a question mark."""
    found = find_questions()

    assert list(found) == sorted(found)
    assert all(get_name(kind) == name and get_title(kind).endswith("?") for name, kind in found.items())
    assert get_question("structural-holes") is found["structural_holes"]


def test_a_question_that_asks_nothing_is_refused_by_name(monkeypatch):
    """The first line of its docstring must be the question."""
    module = make_module(
        """
        @dataclass(frozen=True)
        class Statement:
            '''This is a statement.'''
            def answer(self, network): ...
        """
    )
    point = SimpleNamespace(name="statement", load=lambda: module)
    monkeypatch.setattr("bridgehead.record.plugins.entry_points", lambda **_: [point])

    with pytest.raises(BadQuestionError, match="statement"):
        find_questions.__wrapped__()


def test_an_unknown_question_or_parameter_gets_a_suggestion():
    """The nearest valid word is named."""
    with pytest.raises(UnknownQuestionError, match="'reach'"):
        get_question("raech")
    with pytest.raises(QuestionValueError, match="'rank_by'"):
        build_question("reach", {"rankby": "chance"})


def test_a_parameter_that_was_left_out_is_said_to_be_missing():
    """An empty text is nothing that anybody typed, so it is not quoted back."""
    assert "introductions: 'to' was not given. Name one." == str(
        QuestionValueError("introductions", "to", "", "Name one.")
    )


def test_every_question_answers_an_empty_record_of_a_firm(record):
    """Nothing known gives empty parts that say what is missing, never an error or a made-up number."""
    network = Network.of(record("firm, acme, market=SE"), Lens(as_of=date(2001, 1, 1)))
    for name, kind in find_questions().items():
        question = kind(to="DE") if name == "introductions" else kind()
        answer = question.answer(network)

        assert answer.question == name
        assert answer.firm.id == "acme"
        assert all(part.shape.rows or part.shape.empty for part in answer.parts)


def test_rows_cite_entries_and_entries_cite_their_evidence(record):
    """Every id in a row is explained below it, with what it rests on in turn."""
    held = record("""
        firm, acme, market=SE
        actor, b, market=DE
        tie, acme > b, business, customer, strength=strong, begin=1999, end=open, evidence=letter
        agreement, supply: acme; b, begin=2000, end=2003, scope=valves
        obligation, acme > b, ten valves, agreement=agreement-4, recurrence=yearly
        presence, acme, DE, entry_mode=direct_export
        assessment, DE, market.potential, 10
        interaction, meeting: acme; b, begin=2000-05, topic=prices
    """)
    letter = Evidence(
        id="letter", reference="a letter", locator="p. 2", paraphrase="They buy.", on=read_when("2000-03")
    )
    network = Network.of(type(held)(name="x", held=(*held.held, letter)), Lens(as_of=date(2001, 1, 1)))
    answer = build_question("outsidership", {}).answer(network)

    by_id = {item.id: item for item in answer.evidence}
    cited = {id_ for part in answer.parts for row in part.shape.rows for id_ in row.evidence}
    assert cited <= set(by_id)
    assert by_id["tie-3"].text == "acme and b, business, customer, strength strong (from 1999, still holding)"
    assert by_id["tie-3"].rests_on == ("letter",)
    assert (by_id["letter"].text, by_id["letter"].locator, by_id["letter"].on) == ("They buy.", "p. 2", "2000-03")
    assert by_id["agreement-4"].text == "acme, b, supply agreement, valves (from 2000, until 2003)"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("obligation, acme > b, reports, agreement=x, recurrence=yearly", "acme owes b, reports, yearly"),
        ("presence, acme, DE, entry_mode=direct_export", "acme in Germany, direct export"),
        ("assessment, DE, market.potential, 10", "market: potential, 10.0"),
        ("interaction, meeting: acme; b, begin=2000-05, topic=prices", "meeting, acme, b, prices (2000-05)"),
        ("interaction, meeting: acme; b; c; d; e; f", "meeting, acme, b, c, d, 2 others"),
        ("programme, club, acme", "programme, club"),
    ],
)
def test_every_type_of_entry_is_said_in_one_line(record, line, text):
    """Who, what, how and when, controlled words without underscores."""
    held = record(f"firm, acme\nactor, b\n{line}")
    network = Network.of(held, Lens(as_of=date(2001, 1, 1)))

    assert questions.collect_evidence(network, [held.held[-1].id])[0].text == text


def test_a_day_among_the_parameters_is_text_in_the_header_and_a_day_again_when_re_asked():
    """As in a joint order's beginning; text that is no day is refused."""
    asked = build_question("joint_order", {"begins": "2026-01-05"})

    assert date(2026, 1, 5) == asked.begins
    assert "2026-01-05" == parameters_of(asked)["begins"]
    assert asked == build_question("joint_order", parameters_of(asked))
    with pytest.raises(QuestionValueError, match="2001-06-30"):
        build_question("joint_order", {"begins": "soon"})
