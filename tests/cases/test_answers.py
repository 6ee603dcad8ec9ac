"""Cases are asked what their case.yaml says, and the answers hold the rows it expects."""

import pytest

from bridgehead.firm.asking import read_case_question
from bridgehead.network.network import Network
from bridgehead.questions import ask, find_questions
from bridgehead.sources.case import find_cases, read_case

ASKED = [
    pytest.param(name, asked, id=f"{name}-{number}-{asked['ask']}")
    for name, path in find_cases().items()
    for number, asked in enumerate(read_case(path).questions)
    if asked["ask"] in find_questions()
]


def say(value, case):
    """A value of an answer as case.yaml writes it: ids without the case's name, codes, words and plain numbers."""
    if isinstance(value, list):
        return [say(item, case) for item in value]
    if isinstance(value, dict):
        found = value.get("code") or value.get("id") or value.get("label")
        return str(found).removeprefix(f"{case}:")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else "" if value is None else str(value)


@pytest.mark.parametrize(("name", "asked"), ASKED)
def test_a_question_of_a_case_is_answered_as_expected(case, name, asked):
    """Each expected row stands in its part of the answer; a row need not name every column."""
    loaded = case(name)
    put = read_case_question(name, asked, {entry.id for entry in loaded.record.entries()})

    answer = ask(Network.of(loaded.record, put.lens), put.question)

    assert answer.parts
    rows_by_part = {part.name: part.shape.plain_rows() for part in answer.parts}
    for part, expected in (asked.get("expected") or {}).items():
        found = [{column: say(value, name) for column, value in row.items()} for row in rows_by_part[part]]
        for row in expected:
            assert any(all(held.get(column) == value for column, value in row.items()) for held in found), (
                f"{row} is not in {part}: {found}"
            )
