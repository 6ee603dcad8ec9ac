"""What cases expect holds over HTTP as it does in Python: the same rows, by the links that a case's page offers."""

import pytest

from bridgehead.questions import find_questions
from bridgehead.sources.case import find_cases, read_case
from caseanswers import find_missing

CASES = sorted(find_cases())


@pytest.mark.parametrize("name", CASES)
def test_a_case_answers_over_http_as_it_expects(library, name):
    """Each question on the page of a case leads to an answer that holds every row the case expects."""
    asked = [one for one in read_case(find_cases()[name]).questions if one["ask"] in find_questions()]
    links = [link for link in library.get(f"/cases/{name}").links() if link.startswith("/ask/")]

    assert len(asked) == len(links)
    for question, link in zip(asked, links, strict=True):
        found = library.client.get(link.replace("/ask/", "/api/v1/answers/", 1)).json()
        assert question["ask"].replace("-", "_") == found["question"]
        assert [] == find_missing({part["name"]: part["rows"] for part in found["parts"]}, question, name)
