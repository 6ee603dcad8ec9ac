"""init, export and backup."""

import json
import sqlite3
from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.record.findings import Finding


def test_init_makes_a_record_that_knows_whose_it_is(cli):
    """The firm is an actor with its market, and the record points at it."""
    ran = cli("init", "acme.bridgehead", "--firm", "Acme Polymers", "--market", "Germany")

    actors = json.loads(cli("show", "actors", "--json", "-r", "acme.bridgehead").out)["actors"]

    assert (0, "") == (ran.code, ran.out)
    assert [("typed:acme-polymers", "DE")] == [(actor["id"], actor["market"]) for actor in actors]


@pytest.mark.parametrize(
    ("path", "expected"), [("firm.bridgehead", "import FILE\n"), ("x.db", "import FILE -r x.db\n")]
)
def test_init_names_the_record_in_what_comes_next_only_where_it_must(cli, path, expected):
    """The record of the current folder is found by itself."""
    assert f"Next: bridgehead {expected}" in cli("init", path, "--firm", "Acme").err


def test_init_without_a_firm_makes_a_registry(cli):
    """No firm, no question asked where nobody sits at a terminal."""
    ran = cli("init", "registry.bridgehead")

    assert 0 == ran.code
    assert "registry of many firms" in ran.err
    assert {"actors": []} == json.loads(cli("show", "actors", "--json", "-r", "registry.bridgehead").out)


def test_init_asks_at_a_terminal(cli, monkeypatch):
    """With a terminal on both ends the name and the market are asked for."""
    answers = iter(["Acme Polymers\n", "Sweden\n"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdin.readline", lambda: next(answers), raising=False)

    ran = cli("init", "acme.bridgehead")

    assert 0 == ran.code
    assert "for Acme Polymers" in ran.err


def test_init_never_overwrites(sample):
    """A second init is refused and the record stays."""
    ran = sample("init", "firm.bridgehead", "--firm", "Other")

    assert 1 == ran.code
    assert "never overwritten" in ran.err
    assert "Anna Berg" in sample("show", "actors").out


def test_init_with_an_unknown_market_makes_nothing(cli, tmp_path):
    """A wrong market is found before the file is made."""
    ran = cli("init", "acme.bridgehead", "--firm", "Acme", "--market", "Germny")

    assert 1 == ran.code
    assert "Germany" in ran.err
    assert not (tmp_path / "acme.bridgehead").exists()


def test_export_and_import_restore_the_record_exactly(sample, tmp_path):
    """The same lines come out of the restored record, history and all."""
    sample("edit", "typed:anna-berg", "market=AT")
    sample("export", "--to", "jsonl", "one.jsonl")
    sample("init", "copy.bridgehead")

    ran = sample("import", "one.jsonl", "-r", "copy.bridgehead")
    sample("export", "two.jsonl", "-r", "copy.bridgehead")

    assert 0 == ran.code
    assert "Restored the whole record" in ran.err
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_export_lists_its_forms(cli):
    """`export --list` needs no record."""
    ran = cli("export", "--list", "--json")

    assert "jsonl" in [row["name"] for row in json.loads(ran.out)["exports"]]


def test_export_never_overwrites(sample, tmp_path):
    """A file in the way is left as it was."""
    (tmp_path / "out.jsonl").write_text("mine", encoding="utf-8")

    ran = sample("export", "out.jsonl")

    assert 1 == ran.code
    assert "mine" == (tmp_path / "out.jsonl").read_text(encoding="utf-8")


def test_export_says_what_a_form_cannot_hold(sample, monkeypatch):
    """What was lost is listed, and the file is written all the same."""
    lost = (Finding(level="warning", code="lost-dates", message="It holds no dates."),)
    monkeypatch.setattr("bridgehead.exports.jsonl.Jsonl.write", lambda *_: lost)

    ran = sample("export", "out.jsonl")

    assert 0 == ran.code
    assert "It holds no dates." in ran.out


def test_exports_of_a_network_get_the_lens(sample, monkeypatch):
    """Every option of the lens is an option of export."""
    seen = []
    monkeypatch.setattr("bridgehead.exports.jsonl.Jsonl.write", lambda *given: seen.append(given[-1]) or ())

    ran = sample("export", "out.jsonl", "--as-of", "2020", "--kinds", "social,business", "--formal-only")

    assert 0 == ran.code
    assert [Lens(as_of=date(2020, 12, 31), kinds=("social", "business"), formal_only=True)] == seen


def test_export_to_an_unknown_form_names_those_there_are(sample):
    """The nearest is suggested."""
    ran = sample("export", "--to", "jsnl", "out.jsonl")

    assert 1 == ran.code
    assert "Did you mean 'jsonl'" in ran.err


def test_backup_is_a_record_of_its_own(sample, tmp_path):
    """The copy holds what the record held, and later changes do not reach it."""
    ran = sample("backup", "copy.bridgehead")
    sample("add", "Wu Li, friend, CN")

    assert 0 == ran.code
    assert "Anna Berg" in sample("show", "actors", "-r", "copy.bridgehead").out
    assert "Wu Li" not in sample("show", "actors", "-r", "copy.bridgehead").out
    with sqlite3.connect(tmp_path / "copy.bridgehead") as connection:
        assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()


@pytest.mark.parametrize("verb", ["backup", "undo"])
def test_a_library_case_never_changes(cli, verb):
    """Commands that change or copy a record take no --cases."""
    ran = cli(verb, "x.bridgehead", "--cases", "q-sense")

    assert 2 == ran.code
