"""show and check."""

import json

import pytest

from bridgehead.record.entries import TYPE_BY_WORD


def test_show_alone_counts_the_record(sample):
    """Every entry type has its count."""
    rows = {row["list"]: row["entries"] for row in json.loads(sample("show", "--json").out)["record"]}

    assert len(TYPE_BY_WORD) == len(rows)
    assert (2, 1, 1) == (rows["actors"], rows["ties"], rows["assessments"])


@pytest.mark.parametrize(
    "what",
    [
        "actors", "ties", "interactions", "agreements", "obligations", "programmes", "presences", "assessments",
        "evidence", "judgements", "markets", "log", "transactions", "parameters", "terms",
    ],
)  # fmt: skip
def test_every_list_prints_in_every_form(sample, what):
    """Table, JSON and CSV hold the same rows."""
    table, plain, comma = sample("show", what), sample("show", what, "--json"), sample("show", what, "--csv")

    (rows,) = json.loads(plain.out).values()
    assert [0, 0, 0] == [table.code, plain.code, comma.code]
    assert table.out
    assert len(rows) <= len(comma.out.splitlines())


def test_rows_name_actors_rather_than_ids(sample):
    """A tie reads as a sentence would."""
    (tie,) = json.loads(sample("show", "ties", "--json").out)["ties"]

    assert ("Acme Polymers", "Anna Berg") == (tie["sender"], tie["receiver"])


def test_a_second_word_keeps_the_rows_that_hold_it(sample):
    """Case does not matter."""
    assert ["Anna Berg"] == [
        row["name"] for row in json.loads(sample("show", "actors", "berg", "--json").out)["actors"]
    ]
    assert "No row holds 'zzz'." in sample("show", "actors", "zzz").out


def test_an_entry_is_shown_with_history_evidence_and_uses(sample):
    """By id or by name, in any case."""
    by_name, by_id = sample("show", "anna berg", "--json"), sample("show", "typed:anna-berg", "--json")

    shown = json.loads(by_id.out)
    assert by_name.out == by_id.out
    assert ["add"] == [row["action"] for row in shown["history"]]
    assert ["receiver"] == shown["named_by"][0]["as"]
    assert "since 2021" in shown["evidence"][0]["says"]


def test_evidence_that_is_not_there_is_said_to_be_missing(sample, tmp_path):
    """The entry is shown all the same."""
    line = '{"type":"actor","id":"x:a","kind":"person","name":"Ada","evidence":["x:gone"]}\n'
    (tmp_path / "lines.jsonl").write_text(line, encoding="utf-8")
    sample("import", "lines.jsonl")

    assert "not in the record" in sample("show", "Ada").out


def test_a_library_case_is_shown_without_history(cli):
    """It has none."""
    shown = json.loads(cli("show", "Q-Sense", "--cases", "q-sense", "--json").out)

    assert [] == shown["history"]
    assert "has no history" in cli("show", "log", "--cases", "q-sense").out


def test_something_unknown_is_refused_with_the_nearest(sample):
    """Lists, ids and names are all considered."""
    ran = sample("show", "Anna Borg")

    assert 1 == ran.code
    assert "Did you mean 'Anna Berg'" in ran.err


def test_several_cases_cannot_be_shown_at_once(cli):
    """One is to be chosen; their names stand in the message."""
    ran = cli("show", "--cases", "003")

    assert 2 == ran.code
    assert "firm-a" in ran.err


def test_check_exits_with_0_where_nothing_is_wrong(sample):
    """Notes alone are no reason to fail."""
    ran = sample("check")

    assert 0 == ran.code


def test_check_exits_with_1_where_something_is_wrong(sample):
    """A tie to somebody withdrawn names nobody."""
    sample("withdraw", "typed:anna-berg")

    ran = sample("check", "--json")

    assert 1 == ran.code
    assert any("typed:anna-berg" in finding["message"] for finding in json.loads(ran.out)["findings"])
    assert "error" in ran.err or "warning" in ran.err
