"""Cases are asked what their case.yaml says, and the answers hold the rows it expects."""

import pytest

from bridgehead.firm.asking import read_case_question
from bridgehead.network.network import Network
from bridgehead.questions import ask, find_questions
from bridgehead.sources.case import find_cases, read_case
from caseanswers import find_missing

ASKED = [
    pytest.param(name, asked, id=f"{name}-{number}-{asked['ask']}")
    for name, path in find_cases().items()
    for number, asked in enumerate(read_case(path).questions)
    if asked["ask"] in find_questions()
]


@pytest.mark.parametrize(("name", "asked"), ASKED)
def test_a_question_of_a_case_is_answered_as_expected(case, name, asked):
    """Each expected row stands in its part of the answer; a row need not name every column."""
    loaded = case(name)
    put = read_case_question(name, asked, {entry.id for entry in loaded.record.entries()})

    answer = ask(Network.of(loaded.record, put.lens), put.question)

    assert answer.parts
    assert [] == find_missing({part.name: part.shape.plain_rows() for part in answer.parts}, asked, name)
