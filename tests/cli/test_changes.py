"""add, edit, withdraw, undo, erase."""

import io
import json

TIE = "typed:acme-polymers--anna-berg--business-distributor"


def fields_of(sample, what):
    """An entry's fields as `show --json` gives them."""
    return {row["field"]: row["value"] for row in json.loads(sample("show", what, "--json").out)["entry"]}


def test_a_line_becomes_an_actor_a_tie_and_a_statement(sample):
    """The tie rests on what was typed, on the day it was told."""
    actor, tie = fields_of(sample, "Anna Berg"), fields_of(sample, TIE)

    assert ("person", "DE") == (actor["kind"], actor["market"])
    assert ("business", "distributor", "strong", "2021", "open") == tuple(
        tie[name] for name in ("kind", "role", "strength", "begin", "end")
    )
    assert "Anna Berg, distributor, DE, strong, since 2021" in sample("show", tie["evidence"][0]).out


def test_lines_can_come_from_a_file(sample, tmp_path):
    """One line each; remarks and blank lines are left out."""
    (tmp_path / "lines.txt").write_text("# friends\n\nWu Li, friend, CN\nJan Novak, CZ\n", encoding="utf-8")

    ran = sample("add", "--file", "lines.txt")

    assert 0 == ran.code
    assert {"Wu Li", "Jan Novak"} <= {
        row["name"] for row in json.loads(sample("show", "actors", "--json").out)["actors"]
    }


def test_one_bad_line_keeps_all_out(sample):
    """A word without meaning is refused with the nearest word, and nothing of the lines is written."""
    ran = sample("add", "Wu Li, friend, CN", "Jan Novak, frend")

    assert 2 == ran.code
    assert "Did you mean 'friend'" in ran.err
    assert "Wu Li" not in sample("show", "actors").out


def test_a_missing_file_of_lines_is_named(sample):
    """The path and the system's reason."""
    ran = sample("add", "--file", "nowhere.txt")

    assert 1 == ran.code
    assert "nowhere.txt" in ran.err


def test_adding_nothing_is_misuse(sample, monkeypatch):
    """The message shows how a line looks."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    ran = sample("add")

    assert 2 == ran.code
    assert 'bridgehead add "Anna Berg' in ran.err


def test_adding_the_same_line_twice_changes_nothing(sample):
    """Nothing is doubled, and no transaction is written."""
    before = json.loads(sample("show", "log", "--json").out)

    ran = sample("add", "Anna Berg, distributor, DE, strong, since 2021", "--on", "2024-05-01")

    assert 0 == ran.code
    assert "Nothing changed" in ran.err
    assert before == json.loads(sample("show", "log", "--json").out)


def test_edit_makes_a_new_version_and_undo_takes_it_back(sample):
    """The old version stays in the history."""
    edited = sample("edit", "typed:anna-berg", "market=Austria", "note=moved to Vienna")
    moved = fields_of(sample, "Anna Berg")

    undone = sample("undo")

    assert (0, 0) == (edited.code, undone.code)
    assert ("AT", "moved to Vienna") == (moved["market"], moved["note"])
    assert "DE" == fields_of(sample, "Anna Berg")["market"]
    assert 3 == len(json.loads(sample("show", "Anna Berg", "--json").out)["history"])


def test_edit_with_an_old_version_is_refused(sample):
    """--expect guards against a change in between."""
    sample("edit", "typed:anna-berg", "market=AT")

    ran = sample("edit", "typed:anna-berg", "market=CH", "--expect", "1")

    assert 1 == ran.code
    assert "changed by somebody else" in ran.err
    assert "AT" == fields_of(sample, "Anna Berg")["market"]


def test_edit_firm_changes_whose_record_it_is(sample):
    """The next question is asked for the other firm."""
    sample("add", "Zenith GmbH, competitor, DE")

    ran = sample("edit", "--firm", "Zenith GmbH")

    assert 0 == ran.code
    assert "Zenith GmbH" == json.loads(sample("ask", "reach", "--json").out)["firm"]["name"]


def test_edit_without_a_change_is_misuse(sample):
    """An id alone says nothing."""
    assert 2 == sample("edit", "typed:anna-berg").code


def test_withdraw_says_what_still_names_the_entry(sample):
    """The entry no longer stands; its history does."""
    ran = sample("withdraw", "typed:anna-berg", "--reason", "never met her")

    assert 0 == ran.code
    assert "1 entries still name" in ran.err
    assert "(withdrawn)" in sample("show", "typed:anna-berg").out
    assert "Anna Berg" not in sample("show", "actors").out


def test_withdrawing_nothing_is_misuse(sample):
    """An id is needed."""
    assert 2 == sample("withdraw").code


def test_undo_of_an_import_takes_all_its_rows_back(sample):
    """One import is one transaction."""
    before = sample("show", "ties", "--json").out
    sample("import", "contacts.csv")

    ran = sample("undo")

    assert 0 == ran.code
    assert before == sample("show", "ties", "--json").out


def test_undo_of_an_unknown_transaction_is_refused(sample):
    """Its number stands in the message."""
    ran = sample("undo", "99")

    assert 1 == ran.code
    assert "99" in ran.err


def test_erase_needs_a_yes(sample):
    """Without --yes, where nobody can be asked, nothing happens."""
    ran = sample("erase", "Anna Berg")

    assert 1 == ran.code
    assert "--yes" in ran.err
    assert "Anna Berg" in sample("show", "actors").out


def test_erase_leaves_no_trace_of_the_name_in_the_file(sample, tmp_path):
    """Not in any version, not in the log, not in the bytes of the file."""
    ran = sample("erase", "Anna Berg", "--yes")

    assert 0 == ran.code
    assert b"Anna" not in (tmp_path / "firm.bridgehead").read_bytes()
    assert "erased person" in sample("show", "actors").out


def test_erase_asks_at_a_terminal(sample, monkeypatch):
    """Only the word yes counts."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    answers = iter(["no\n", "yes\n"])
    monkeypatch.setattr("sys.stdin.readline", lambda: next(answers), raising=False)

    assert [1, 0] == [sample("erase", "Anna Berg").code, sample("erase", "Anna Berg").code]


def test_many_changes_are_counted_rather_than_listed(sample):
    """A table of changes stays short; JSON has all."""
    lines = [f"Person {number}, friend" for number in range(20)]

    ran = sample("add", *lines)

    assert "30 more; --json shows all." in ran.err
