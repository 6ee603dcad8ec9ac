"""Where a study contradicts itself in numbers or in what a firm does, the check says so and keeps both."""

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
        ("first-relationship", "first-relationship-social"),
    },
    "firm-d": {("diaspora-size", "diaspora-size-elsewhere")},
    "ghenova": {("first-relationship", "first-relationship-social")},
    "carbures": set(),
    "aertec": set(),
    "air": set(),
    "beat": set(),
    "cell": {
        ("relied-direct-contact-customers-research-figure", "relied-direct-contact-customers-research-text"),
        ("relied-education-customers-research-appendix", "relied-education-customers-research-figure"),
        ("spoken-postdoc-appendix", "spoken-postdoc-text"),
    },
    "digit": set(),
    "exhale": {("relied-direct-contact-customers-seminar-appendix", "relied-direct-contact-customers-seminar-figure")},
    "flow": {
        ("relied-direct-contact-customers-business-appendix", "relied-direct-contact-customers-business-figure"),
        ("relied-education-customers-conference-figure", "relied-education-customers-conference-text"),
        ("relied-education-customers-conference-list", "relied-education-customers-conference-text"),
    },
    "gene": {
        ("relied-education-customers-support-figure", "relied-education-customers-support-text"),
        ("relied-education-customers-support-list", "relied-education-customers-support-text"),
        ("relied-joint-decision-customers-research-appendix", "relied-joint-decision-customers-research-figure"),
        ("spoken-postdoc-appendix", "spoken-postdoc-text"),
    },
    "heal": set(),
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
