"""CORDIS: both layouts, archives, and what real files hold."""

import csv
import zipfile
from pathlib import Path

import pytest

from bridgehead.record.entries import Actor, Agreement, Evidence
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.cordis import Cordis

SHARED = Path(__file__).parents[3] / "shared"
REGISTRY = SHARED / "data" / "registry" / "h2020_participations_to_2018-06.csv.gz"
OFFICIAL = SHARED / "fixtures" / "cordis" / "h2020_organizations_latest_v1.csv"
ORGANISATIONS = (
    "projectID;organisationID;name;country;role\n"
    "101;1;Weaver;SE;coordinator\n"
    "101;2;Olive;EL;participant\n"
    "102;2;Olive;EL;participant\n"
    "102;1;Weaver;SE;coordinator\n"
)
PROJECTS = (
    "id;acronym;title;startDate;endDate\n"
    "101;LOOM;Looms for all;2020-01-01;2020-12-31\n"
    "102;;No acronym;2021-01-01;\n"
    "999;X;Y;;\n"
)


@pytest.fixture
def write(tmp_path):
    """Write files into one folder and give the path of the first."""

    def write_files(**contents):
        for name, text in contents.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
        return tmp_path / f"{next(iter(contents))}.csv"

    return write_files


def read(path, kind):
    return [entry for row in Cordis().read(path) for entry in row.entries if isinstance(entry, kind)]


def test_the_table_of_projects_beside_gives_days_and_titles(write):
    """The agreement ends the day after the project's last day; without an end it is unknown."""
    path = write(organization=ORGANISATIONS, project=PROJECTS)

    assert [(each.begin, each.end, each.scope) for each in read(path, Agreement)] == [
        ("2020-01-01", "2021-01-01", "LOOM: Looms for all"),
        ("2021-01-01", "unknown", "No acronym"),
    ]
    assert [each.on for each in read(path, Evidence)] == ["2020-01-01", "2021-01-01"]


def test_without_the_table_of_projects_days_are_unknown(write):
    """Participations alone say nothing of time."""
    path = write(organization=ORGANISATIONS)

    assert {(each.begin, each.end) for each in read(path, Agreement)} == {("unknown", "unknown")}


def test_a_table_of_projects_without_ids_is_left_alone(write):
    """A project.csv of another sort changes nothing."""
    path = write(organization=ORGANISATIONS, project="name;when\nx;2020\n")

    assert len(read(path, Agreement)) == 2


def test_the_archive_gives_what_its_files_give(write, tmp_path):
    """A zip with both tables, in a folder of its own, is read as they are."""
    path = write(organization=ORGANISATIONS, project=PROJECTS)
    archive = tmp_path / "cordis-h2020.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(path, "csv/organization.csv")
        packed.write(path.with_name("project.csv"), "csv/project.csv")

    assert recognise(archive).name == "cordis"
    assert read(path, Agreement) == read(archive, Agreement)
    assert {each.reference for each in read(archive, Evidence)} == {"CORDIS, Horizon 2020 participations"}


@pytest.mark.parametrize("stray", ["../organization.csv", "/organization.csv", "a/../../organization.csv"])
def test_an_archive_that_points_outside_itself_is_refused(tmp_path, stray):
    """Nothing of it is unpacked."""
    archive = tmp_path / "cordis.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(stray, ORGANISATIONS)

    with pytest.raises(SourceFileError, match="points outside itself"):
        list(Cordis().read(archive))


def test_an_archive_that_unfolds_to_gigabytes_is_refused(tmp_path, monkeypatch):
    """The sizes it declares are enough."""
    monkeypatch.setattr("bridgehead.sources.cordis._MOST_UNFOLDED", 10)
    archive = tmp_path / "cordis.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("organization.csv", ORGANISATIONS)

    with pytest.raises(SourceFileError, match="it unfolds to"):
        list(Cordis().read(archive))


def test_an_archive_without_participants_or_with_damage_is_refused(tmp_path):
    """The message lists what it holds, or says that it is damaged."""
    empty, damaged = tmp_path / "empty.zip", tmp_path / "damaged.zip"
    for archive in (empty, damaged):
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("project.csv" if archive == empty else "organization.csv", PROJECTS)
    content = bytearray(damaged.read_bytes())
    content[50] ^= 0xFF
    damaged.write_bytes(content)

    assert not Cordis().recognises(empty)
    with pytest.raises(SourceFileError, match=r"It holds: project\.csv"):
        list(Cordis().read(empty))
    with pytest.raises(SourceFileError, match="damaged archive"):
        list(Cordis().read(damaged))


def test_other_tables_are_not_participations(write, tmp_path):
    """The message names the columns that are there."""
    path = write(contacts="name,country\nAnna,SE\n")

    assert not Cordis().recognises(path)
    assert not Cordis().recognises(tmp_path)
    with pytest.raises(SourceFileError, match="it has name, country"):
        list(Cordis().read(path))


def test_a_table_without_participations_is_an_error(write):
    """A header alone is not an import of nothing."""
    with pytest.raises(SourceFileError, match="no participations below"):
        list(Cordis().read(write(organization=ORGANISATIONS.partition("\n")[0] + "\n")))


@pytest.mark.skipif(not REGISTRY.exists(), reason="the shared registry file is not on this machine")
def test_the_registry_is_read_whole_without_an_error():
    """Every participation of the file stands in an agreement, or is its project's only one."""
    rows = list(Cordis().read(REGISTRY))
    agreements = [entry for row in rows for entry in row.entries if isinstance(entry, Agreement)]
    actors = [entry for row in rows for entry in row.entries if isinstance(entry, Actor)]
    findings = {finding.code: finding for row in rows for finding in row.findings}

    assert (17_713 - 10_467, 25_692) == (len(agreements), len(actors))
    assert sum(len(each.parties) for each in agreements) == 83_400 - 10_467
    assert {"missing-name", "market-read", "single-party"} == set(findings)
    assert "6,798" in findings["missing-name"].message
    assert {actor.market for actor in actors}.isdisjoint({"EL", "UK"})


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the shared CORDIS file is not on this machine")
def test_the_official_file_gives_each_project_all_its_parties():
    """Parties are the file's, each once, in its order, whatever its columns' order."""
    with OFFICIAL.open(encoding="utf-8-sig", newline="") as file:
        parties = {}
        for row in csv.DictReader(file):
            parties.setdefault(row["projectID"], {})[f"cordis:pic:{row['organisationID']}"] = None
    expected = {f"cordis:project:{number}": list(held) for number, held in parties.items() if len(held) > 1}

    assert expected == {each.id: [party for party, _ in each.parties] for each in read(OFFICIAL, Agreement)}
