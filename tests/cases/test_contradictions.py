"""Where a study contradicts itself in numbers, the check of the record says so and keeps both."""

from datetime import date

import pytest

from bridgehead.record.checks import check

#: case -> the pairs of statements that disagree
DISAGREEING = {
    "q-sense": {
        ("members-accepted", "members-listed"),
        ("publications-citing", "publications-peer-reviewed"),
    },
    "firm-a": {("diaspora-size", "diaspora-size-elsewhere")},
    "firm-b": {("diaspora-size", "diaspora-size-elsewhere")},
    "firm-c": {
        ("diaspora-size", "diaspora-size-elsewhere"),
        ("first-foreign-year", "first-foreign-year-text"),
    },
    "firm-d": {("diaspora-size", "diaspora-size-elsewhere")},
}


@pytest.mark.parametrize("name", DISAGREEING)
def test_disagreeing_statements_are_noted(case, name):
    """Every pair of statements that disagree is a note, and there is no other."""
    loaded = case(name)

    findings = check(loaded.record.entries(), date(2014, 12, 31))

    noted = {tuple(loaded.short(finding.entries)) for finding in findings if finding.code == "statements-differ"}
    assert DISAGREEING[name] == noted


@pytest.mark.parametrize("name", DISAGREEING)
def test_nothing_else_is_wrong_with_a_case(case, name):
    """The check of a whole case finds neither errors nor warnings."""
    findings = check(case(name).record.entries(), date(2014, 12, 31))

    assert [] == [str(finding) for finding in findings if finding.level != "note"]
