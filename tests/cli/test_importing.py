"""import: counts, findings, previews, and sources that bring their own options."""

import json
import sys

import pytest

import bridgehead.sources
from bridgehead.cli import importing
from bridgehead.sources import find_sources

DROPPED_IN = '''"""Names, one a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.record.entries import Actor
from bridgehead.sources import ReadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Reads rosters.

    Attributes:
        colour: the colour of everybody's
            shirt.
    """

    name: ClassVar[str] = "roster"
    summary: ClassVar[str] = "roster: names, one a line"
    ignored: ClassVar[Mapping[str, str]] = {"numbers": "nobody needs them"}

    colour: str = ""

    def recognises(self, path):
        return path.is_file() and path.read_bytes().startswith(b"ROSTER")

    def read(self, path):
        for number, name in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], start=2):
            actor = Actor(id=f"roster:{name}", kind="person", name=name, note=self.colour)
            yield ReadRow(number=number, entries=(actor,))
'''


@pytest.fixture
def dropped_in(tmp_path, monkeypatch):
    """A source in a file of its own, beside those of the package; no other file is touched."""
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "roster.py").write_text(DROPPED_IN, encoding="utf-8")
    monkeypatch.setattr(bridgehead.sources, "__path__", [*bridgehead.sources.__path__, str(folder)])
    find_sources.cache_clear()
    yield
    sys.modules.pop("bridgehead.sources.roster", None)
    find_sources.cache_clear()


def counts_of(ran):
    """The counts of an import, from its JSON."""
    (counts,) = json.loads(ran.out)["import"]
    return counts


def test_an_import_counts_what_it_did(sample):
    """Two contacts: an actor, a tie and a row of evidence each; the second import changes nothing."""
    first, second = sample("import", "contacts.csv", "--json"), sample("import", "contacts.csv", "--json")

    assert (0, 0) == (first.code, second.code)
    assert (6, 0, 0) == tuple(counts_of(first)[name] for name in ("created", "updated", "unchanged"))
    assert (0, 0, 6) == tuple(counts_of(second)[name] for name in ("created", "updated", "unchanged"))
    assert "Nothing changed" in second.err


@pytest.mark.parametrize("option", ["--preview", "--dry-run"])
def test_a_preview_writes_nothing(sample, option):
    """It says what would be created."""
    before = sample("show", "--json").out

    ran = sample("import", "contacts.csv", option, "--json")

    assert 0 == ran.code
    assert (6, None) == (counts_of(ran)["created"], counts_of(ran)["transaction"])
    assert "nothing was written" in ran.err
    assert before == sample("show", "--json").out


def test_contacts_are_tied_to_the_records_own_firm(sample):
    """Nobody needs to say whose contacts they are."""
    sample("import", "contacts.csv")

    ties = json.loads(sample("show", "ties", "--json").out)["ties"]

    assert {("Acme Polymers", "Maria Rossi"), ("Acme Polymers", "Jan Novak")} <= {
        (tie["sender"], tie["receiver"]) for tie in ties
    }


def test_findings_name_file_row_and_column(sample, tmp_path):
    """A word the table cannot mean is shown where it stands."""
    (tmp_path / "bad.csv").write_text("name,market,role\nWu Li,CN,frend\n", encoding="utf-8")

    ran = sample("import", "bad.csv", "--json")

    (finding,) = [item for item in json.loads(ran.out)["findings"] if item["code"] == "unknown-word"]
    assert ("bad.csv", 2, "role", "frend") == tuple(finding[name] for name in ("file", "row", "column", "found"))


def test_a_skipped_row_makes_exit_code_1(sample, tmp_path):
    """The rest is imported; the row that gave nothing is told with the reason."""
    (tmp_path / "lines.jsonl").write_text(
        '{"type":"actor","id":"x:a","kind":"person","name":"Ada"}\n{"type":"actor","id":"x:b"}\n', encoding="utf-8"
    )

    ran = sample("import", "lines.jsonl", "--json")

    assert 1 == ran.code
    assert (1, 1) == (counts_of(ran)["created"], counts_of(ran)["skipped"])


def test_many_findings_are_counted_in_the_table(sample, tmp_path):
    """Twenty are shown; JSON shows all."""
    rows = "".join(f"Person {number},CN,frend\n" for number in range(25))
    (tmp_path / "bad.csv").write_text(f"name,market,role\n{rows}", encoding="utf-8")

    found = json.loads(sample("import", "bad.csv", "--preview", "--json").out)["findings"]

    assert f"{len(found) - 20} more findings; --json shows all." in sample("import", "bad.csv").err


def test_a_file_that_is_not_there_names_the_nearest(sample):
    """A slip of the finger is found."""
    ran = sample("import", "contcts.csv")

    assert 1 == ran.code
    assert "Did you mean 'contacts.csv'" in ran.err


def test_importing_nothing_is_misuse(sample):
    """A path is needed."""
    assert 2 == sample("import").code


def test_the_list_says_what_each_source_reads_and_leaves_out(cli):
    """It needs no record."""
    rows = json.loads(cli("import", "--list", "--json").out)["sources"]

    assert set(find_sources()) == {row["name"] for row in rows}
    assert all(row["reads"] and row["ignores"] for row in rows)


def test_a_bar_is_shown_where_somebody_looks(sample, monkeypatch):
    """On a terminal the rows are counted while they are read; data stays on stdout."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with importing._show_progress() as progress:
        progress(500)
        progress(501)

    ran = sample("import", "contacts.csv", "--json")

    assert 0 == ran.code
    assert 6 == counts_of(ran)["created"]


def test_a_source_dropped_into_the_folder_is_used_with_its_options(sample, tmp_path, dropped_in):
    """A new file is all it takes: list, options with their help, and recognition know it."""
    (tmp_path / "team.txt").write_text("ROSTER\nAda\nBob\n", encoding="utf-8")

    shown = " ".join(sample("import", "--help").out.replace("│", " ").split())
    ran = sample("import", "team.txt", "--colour", "blue", "--json")

    assert "roster" in sample("import", "--list").out
    assert "--colour STR The colour of everybody's shirt. [roster]" in shown
    assert 2 == counts_of(ran)["created"]
    assert "blue" in sample("show", "roster:Ada").out


def test_an_option_of_another_source_is_misuse(sample):
    """A CSV table has no such option."""
    ran = sample("import", "contacts.csv", "--source", "jsonl", "--sheet", "One")

    assert 2 == ran.code
    assert "The source jsonl has no option 'sheet'" in ran.err


GUESTS = "Visitor;Land;Mail;Badge\nIngrid Solberg;Norway;ingrid@fjord.no;A12\nPedro Alves;PT;pedro@alves.pt;B07\n"


def test_a_table_is_described_column_by_column(cli, tmp_path):
    """What it is read as, and the reason; it needs no record."""
    (tmp_path / "guests.csv").write_text(GUESTS, encoding="utf-8")

    ran = cli("import", "guests.csv", "--describe", "--json")

    rows = {row["column"]: row for row in json.loads(ran.out)["columns"]}
    assert 0 == ran.code
    assert ("market", "its header is a name for 'market'") == (rows["Land"]["meaning"], rows["Land"]["why"])
    assert "email" == rows["Mail"]["meaning"]
    assert ("", True) == (rows["Badge"]["meaning"], rows["Badge"]["why"].startswith("not mapped"))
    assert "--save-mapping FILE.yaml" in ran.err


def test_a_described_mapping_is_saved_and_mended(sample, tmp_path):
    """The file is a mapping: mended by hand, the table is read by it. It is never overwritten."""
    (tmp_path / "guests.csv").write_text(GUESTS, encoding="utf-8")
    saved = sample("import", "guests.csv", "--save-mapping", "guests.yaml")
    text = (tmp_path / "guests.yaml").read_text(encoding="utf-8")
    (tmp_path / "guests.yaml").write_text(text.replace("columns:", "columns:\n  name: [Visitor]"), encoding="utf-8")

    ran = sample("import", "guests.csv", "--mapping", "guests.yaml")

    assert (0, 0) == (saved.code, ran.code)
    assert "bridgehead import guests.csv --mapping guests.yaml" in saved.err
    assert "Ingrid Solberg" in sample("show", "actors").out
    assert 1 == sample("import", "guests.csv", "--save-mapping", "guests.yaml").code
    assert 1 == sample("import", "guests.csv", "--save-mapping", "no/such/folder.yaml").code


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nowhere.csv"], 1, "There is no file"),
        (["."], 2, "is a folder"),
        (["contacts.csv", "--own", "a@b.se"], 2, "The source table has no option 'own'"),
    ],
)
def test_what_is_no_table_is_not_described(sample, arguments, code, words):
    """Each with its own sentence."""
    ran = sample("import", *arguments, "--describe")

    assert code == ran.code
    assert words in ran.err


def test_a_refused_file_of_a_folder_makes_exit_code_1(sample, tmp_path):
    """The others are imported; the file is named with the reason."""
    (tmp_path / "all").mkdir()
    (tmp_path / "contacts.csv").rename(tmp_path / "all" / "contacts.csv")
    (tmp_path / "all" / "bare.csv").write_text("name,market,role\n", encoding="utf-8")

    ran = sample("import", "all", "--json")

    (finding,) = [item for item in json.loads(ran.out)["findings"] if item["code"] == "refused-file"]
    assert 1 == ran.code
    assert finding["file"].endswith("bare.csv")
    assert "Maria Rossi" in sample("show", "actors").out
