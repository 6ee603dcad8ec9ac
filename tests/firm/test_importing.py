"""Imports from Python: one transaction, a word on every row, nothing half done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

import bridgehead as bh
import bridgehead.sources
from bridgehead.firm import importing
from bridgehead.firm.importing import NoSuchFileError, NothingToImportError, SourceOptionError
from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.record.findings import Finding
from bridgehead.sources import ReadRow, UnrecognisedFileError, find_sources

CASES = Path(bridgehead.sources.__file__).parent.parent / "cases"
ADA = Actor(id="x:ada", kind="person", name="Ada")
BOB = Actor(id="x:bob", kind="person", name="Bob")
ERROR = Finding(level="error", code="bad", message="It is bad.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A source that gives the rows it was told to, whatever the file."""

    name: ClassVar[str] = "planned"
    summary: ClassVar[str] = "rows made up by a test"
    ignored: ClassVar[Mapping[str, str]] = {}
    rows: ClassVar[tuple[ReadRow, ...]] = ()

    colour: str = ""

    def recognises(self, path):
        return path.suffix == ".planned"

    def read(self, path):  # noqa: ARG002 - a source's own signature
        yield from self.rows


@pytest.fixture
def firm(tmp_path):
    """Acme, with nobody in its record."""
    with bh.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="Ada") as made:
        yield made


@pytest.fixture
def plan(firm, tmp_path, monkeypatch):
    """Imports rows made up by the test."""
    found = {**find_sources(), "planned": Planned}
    for module in (importing, bridgehead.sources):
        monkeypatch.setattr(module, "find_sources", lambda: found)
    (tmp_path / "a.planned").touch()

    def import_rows(*rows, **options):
        monkeypatch.setattr(Planned, "rows", rows)
        return firm.import_(tmp_path / "a.planned", **options)

    return import_rows


def test_one_import_is_one_transaction(plan, firm):
    """Created, then unchanged, then updated; the second import writes nothing."""
    first = plan(ReadRow(number=2, entries=(ADA, BOB)))
    second = plan(ReadRow(number=2, entries=(ADA, BOB)))
    third = plan(ReadRow(number=2, entries=(ADA, Actor(id="x:bob", kind="person", name="Robert"))))

    assert (("x:ada", "x:bob"), 1, (("planned",))) == (first.created, first.rows, (first.files[0][1],))
    assert (("x:ada", "x:bob"), None) == (second.unchanged, second.transaction)
    assert (("x:bob",), ("x:ada",)) == (third.updated, third.unchanged)
    assert ["import", "import"] == [item.action for item in firm.transactions()][:2]


def test_a_row_that_gives_nothing_is_told_with_its_reason(plan):
    """File and row are filled in where the source left them out."""
    report = plan(ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, findings=(ERROR,)), ReadRow(number=4))

    (skipped,) = report.skipped
    assert (3, 3) == (report.rows, skipped.number)
    assert skipped.findings[0].file.endswith("a.planned")


def test_an_entry_with_faults_is_left_out_and_the_rest_imported(plan, firm):
    """The fault is placed in its row."""
    alien = Actor(id="x:alien", kind="alien", name="Zog")

    report = plan(ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, entries=(alien,)))

    assert (("x:ada",), [3]) == (report.created, [row.number for row in report.skipped])
    assert ("unknown-word", 3) == (report.findings[0].code, report.findings[0].row)
    assert "x:alien" not in {entry.id for entry in firm.entries()}


def test_nothing_but_faults_is_an_error(plan, firm):
    """Nothing is written."""
    before = firm.transactions()

    with pytest.raises(NothingToImportError, match="every entry has a fault"):
        plan(ReadRow(number=2, entries=(Actor(id="x:alien", kind="alien", name="Zog"),)))

    assert before == firm.transactions()


@pytest.mark.parametrize(
    ("rows", "seen"), [((), "0 rows read as planned"), ((ReadRow(number=2, findings=(ERROR,)),), "It is bad")]
)
def test_no_entries_is_an_error_that_says_what_was_seen(plan, rows, seen):
    """How many rows, read as what, and the first reason."""
    with pytest.raises(NothingToImportError, match=seen):
        plan(*rows)


def test_two_rows_about_one_entry_fill_each_other_in(plan, firm):
    """What one leaves open the other says; lists are joined."""
    one = Actor(id="x:ada", kind="person", name="Ada", market="GB", aliases=("A.",), evidence=("x:e1",))
    other = Actor(id="x:ada", kind="person", name="Ada", field="polymers", aliases=("A. L.",), evidence=("x:e2",))
    evidence = [Evidence(id=id_, reference="r") for id_ in ("x:e1", "x:e2")]

    report = plan(ReadRow(number=2, entries=(one, *evidence)), ReadRow(number=3, entries=(other,)))

    ada = firm.get("x:ada")
    assert () == report.findings
    assert ("GB", "polymers", ("A.", "A. L."), ("x:e1", "x:e2")) == (ada.market, ada.field, ada.aliases, ada.evidence)


def test_two_rows_that_differ_keep_the_first_and_say_so(plan, firm):
    """Field, row and value stand in the finding."""
    report = plan(
        ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, entries=(Actor(id="x:ada", kind="person", name="Eda"),))
    )

    (finding,) = report.findings
    assert "Ada" == firm.get("x:ada").name
    assert ("rows-differ", 3, "name", "Eda") == (finding.code, finding.row, finding.column, finding.found)


def test_one_id_for_two_types_keeps_the_first_and_says_so(plan, firm):
    """An actor stays an actor."""
    report = plan(ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, entries=(Evidence(id="x:ada", reference="r"),)))

    assert ["duplicate-id"] == [finding.code for finding in report.findings]
    assert isinstance(firm.get("x:ada"), Actor)


def test_names_of_nobody_are_findings_and_no_refusals(plan):
    """A few are named, the rest counted; those in the record already are somebody."""
    ties = [Tie(id=f"x:t{n}", sender="x:ada", receiver=f"x:gone{n}", kind="social") for n in range(7)]
    twice = Tie(id="x:u", sender="x:ada", receiver="x:gone0", kind="social")
    known = Tie(id="x:v", sender="x:ada", receiver="typed:acme", kind="social")

    report = plan(ReadRow(number=2, entries=(ADA, *ties, twice, known)))

    assert 10 == len(report.created)
    assert 6 == sum(finding.code == "dangling-reference" for finding in report.findings)
    assert "and 1 more names 'x:gone0'" in report.findings[0].message
    assert "2 more ids" in report.findings[-1].message


def test_a_preview_tells_and_writes_nothing(plan, firm):
    """Faults are found in a preview as well."""
    before = firm.transactions()

    report = plan(ReadRow(number=2, entries=(ADA, Actor(id="x:alien", kind="alien", name="Zog"))), preview=True)

    assert (("x:ada",), True, None) == (report.created, report.is_preview, report.transaction)
    assert before == firm.transactions()


def test_an_interrupted_import_leaves_the_record_as_it_was(plan, firm):
    """Nothing is written before everything was read."""
    before = firm.entries()

    def interrupt(rows):
        if rows == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        plan(ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, entries=(BOB,)), progress=interrupt)

    assert before == firm.entries()


def test_progress_is_told_of_each_row(plan):
    """In order."""
    told = []

    plan(ReadRow(number=2, entries=(ADA,)), ReadRow(number=3, entries=(BOB,)), progress=told.append)

    assert [1, 2] == told


def test_an_option_nobody_has_is_refused(plan):
    """The nearest is suggested."""
    with pytest.raises(SourceOptionError, match="Did you mean 'colour'"):
        plan(ReadRow(number=2, entries=(ADA,)), color="red")


def test_an_option_that_only_one_source_has_names_the_source(plan, firm, tmp_path):
    """A file nobody recognises is read by the source whose option was given; without options it stays unknown."""
    (tmp_path / "b.unknown").write_bytes(b"\x00\x01")
    plan(ReadRow(number=2, entries=(ADA,)))

    report = firm.import_(tmp_path / "b.unknown", colour="red")

    assert "planned" == report.files[0][1]
    with pytest.raises(UnrecognisedFileError):
        firm.import_(tmp_path / "b.unknown")


def test_the_home_of_a_table_of_country_pairs_is_the_firms_market(firm, tmp_path):
    """Where nobody names a home market, the record's own firm has one."""
    table = tmp_path / "works.csv"
    table.write_text("year,c1,c2,works\n2022,SE,NO,800\n2022,DK,NO,700\n", encoding="utf-8")

    assert ("country_pairs:coauthorship:SE:NO:coauthorship_with_home:2022",) == firm.import_(table).created[:1]
    assert "country_pairs:coauthorship:DK:2022" in firm.import_(table, home="Denmark").created


def test_a_folder_is_read_file_by_file_case_folders_first(plan, firm, tmp_path):
    """What no source recognises is named; hidden files are passed over."""
    folder = tmp_path / "all"
    (folder / "zeta").mkdir(parents=True)
    (folder / "zeta" / "record.yaml").write_text("actors:\n  eve: {kind: person, name: Eve}\n", encoding="utf-8")
    (folder / "a.planned").touch()
    (folder / "notes.xyz").write_bytes(b"\x00")
    (folder / ".hidden").write_bytes(b"\x00")
    plan(ReadRow(number=2, entries=(ADA,)))

    report = firm.import_(folder, colour="red")

    assert ["case", "planned"] == [source for _, source in report.files]
    assert ["notes.xyz"] == [Path(item.file).name for item in report.findings if item.code == "unrecognised-file"]
    assert {"zeta:eve"} == set(report.created)


def test_a_folder_of_unknown_files_is_an_error(firm, tmp_path):
    """It says how many were seen."""
    (tmp_path / "all").mkdir()
    (tmp_path / "all" / "notes.xyz").write_bytes(b"\x00")

    with pytest.raises(NothingToImportError, match="of its 1 files"):
        firm.import_(tmp_path / "all")


def test_an_empty_folder_is_an_error(firm, tmp_path):
    """It says that it is empty."""
    (tmp_path / "all").mkdir()

    with pytest.raises(NothingToImportError, match="it is empty"):
        firm.import_(tmp_path / "all")


@pytest.mark.parametrize("path", ["nowhere.csv", "no/such/folder.csv"])
def test_a_path_to_nothing_is_an_error(firm, tmp_path, path):
    """With the path as given."""
    with pytest.raises(NoSuchFileError, match=Path(path).name):
        firm.import_(tmp_path / path)


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir() if (path / "record.yaml").is_file()))
def test_every_case_of_the_library_can_be_imported(firm, case):
    """Folders of cases are read whole, and twice is once."""
    first, second = firm.import_(CASES / case), firm.import_(CASES / case)

    assert first.created
    assert () == first.skipped
    assert ((), (), None) == (second.created, second.updated, second.transaction)


def test_a_whole_record_is_not_restored_over_another(firm, tmp_path):
    """Into a record that holds something only what stands is imported."""
    with bh.open("q-sense") as case:
        case.export("jsonl", tmp_path / "case.jsonl")
    firm.export("jsonl", tmp_path / "own.jsonl")
    with bh.init(tmp_path / "other.bridgehead", "Zenith", by="Bob") as other:
        assert not other.import_(tmp_path / "own.jsonl").is_restored
        assert not other.import_(tmp_path / "case.jsonl").is_restored


def test_the_registry_answers_for_one_of_its_firms(shared, tmp_path):
    """Horizon 2020 is imported into a record without a firm of its own, and one participant is asked for."""
    path = shared / "data" / "registry" / "h2020_participations_to_2018-06.csv.gz"
    with bh.init(tmp_path / "registry.bridgehead") as registry:
        report = registry.import_(path)
        answer = registry.ask(bh.Outsidership(), firm="AERTEC SOLUTIONS SL")

    assert len(report.created) > 40_000
    assert "ES" == answer.firm.market


def test_the_record_of_another_firm_does_not_change_whose_this_is(firm, tmp_path):
    """Its entries come in, and the import says what it left out."""
    with bh.init(tmp_path / "beta.bridgehead", "Beta", "DE", by="Bo") as beta:
        beta.export("jsonl", tmp_path / "beta.jsonl")

    report = firm.import_(tmp_path / "beta.jsonl")

    network = firm.network()
    assert "Acme" == network.actor(network.get_firm()).name
    assert "Beta" in {actor.name for actor in network.actors.held}
    assert ["other-firm"] == [finding.code for finding in report.findings if finding.level == "warning"]


def test_a_report_holds_what_was_read_and_the_history_the_name_it_was_given(firm, tmp_path):
    """A preview and an import give the entries; a file with another name than its path is called by that name."""
    path = tmp_path / "x.csv"
    path.write_text("name,market\nAnna Berg,DE\n", encoding="utf-8")

    preview = firm.import_(path, preview=True)
    report = firm.import_(path, called="fair.csv")

    assert {"Anna Berg"} == {entry.name for entry in preview.entries if isinstance(entry, Actor)}
    assert preview.entries == report.entries
    assert "fair.csv" == firm.transactions()[0].source
