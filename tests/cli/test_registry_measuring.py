"""registry measure, reach and match: over a small registry, in every form, and with bad input."""

import csv
import io
import json

import pyarrow.parquet as pq
import pytest

from bridgehead.registry import Participation, build_registry
from bridgehead.registry.folder import Manifest, write_arrays, write_manifest

HOME = {
    "acme": "SE", "nord": "SE", "=lone": "DK", "bolt": "DE", "crest": "DE", "fjord": "NO", "sol": "ES", "quiet": "PT",
}  # fmt: skip
PROJECTS = {
    "p1": ("acme", "bolt"),
    "p2": ("acme", "crest"),
    "p3": ("nord", "acme"),
    "p4": ("nord", "fjord"),
    "p5": ("=lone", "sol"),
    "p6": ("fjord", "sol"),
    "p7": ("quiet",),
}


@pytest.fixture
def registry(tmp_path):
    """A folder with three firms of one adviser, acme, nord and =lone, and whom they know abroad."""
    built = build_registry(
        Participation(event=event, actor=actor, name=actor.upper(), market=HOME[actor], kind="PRC")
        for event, actors in PROJECTS.items()
        for actor in actors
    )
    folder = tmp_path / "europe"
    names, checksums = write_arrays(folder, built, "arrays-1")
    write_manifest(folder, Manifest(arrays="arrays-1", largest=built.largest, names=names, checksums=checksums))
    (tmp_path / "firms.txt").write_text("acme\nnord\n=lone\n", encoding="utf-8")
    return folder


def test_measures_are_shown_most_holes_first(cli, registry):
    """A table of some columns for people; a heading says how many of how many."""
    ran = cli("registry", "measure", registry, "--top", "2")

    assert (0, "") == (ran.code, ran.err)
    lines = ran.out.splitlines()
    assert "Measures: 2 of 8" == lines[0]
    assert ["acme", "fjord"] == [line.split()[0] for line in lines[3:5]]
    assert "Itinerant" not in lines[1]


def test_measures_are_filtered_sorted_and_chosen(cli, registry):
    """In JSON every column is there unless some are chosen, and nothing is cut."""
    ran = cli("registry", "measure", registry, "--where", "market=DE", "--sort", "id", "--ascending", "--json")
    chosen = cli("registry", "measure", registry, "--columns", "id,contacts", "--where", "contacts>1", "--csv")

    rows = json.loads(ran.out)["measures"]
    assert ["bolt", "crest"] == [row["id"] for row in rows]
    assert {1} == {row["contacts"] for row in rows}
    assert "blau_index" in rows[0]
    heading, *lines = csv.reader(io.StringIO(chosen.out))
    assert ["Id", "Contacts"] == [word.capitalize() for word in heading]
    assert {("acme", "3"), ("nord", "2"), ("fjord", "2"), ("sol", "2")} == {tuple(line) for line in lines}


def test_measures_are_written_to_parquet_and_to_csv(cli, registry, tmp_path):
    """All rows and columns; a name that a spreadsheet would take for a formula is made safe."""
    parquet = cli("registry", "measure", registry, "--to", "all.parquet")
    plain = cli("registry", "measure", registry, "--to", "all.csv", "--columns", "id,contacts", "--sort", "id")

    assert "Wrote 8 rows to all.parquet." in parquet.err
    table = pq.read_table(tmp_path / "all.parquet")
    assert sorted(HOME) == sorted(table["id"].to_pylist())
    assert (0, "") == (plain.code, plain.out)
    rows = list(csv.reader((tmp_path / "all.csv").read_text(encoding="utf-8").splitlines()))
    assert ["id", "contacts"] == rows[0]
    assert ["'=lone", "1"] in rows


def test_reach_alone_counts_standings_by_market(cli, registry):
    """A row for each market."""
    rows = json.loads(cli("registry", "reach", registry, "--json").out)["markets"]

    assert {"DE", "DK", "ES", "NO", "PT", "SE"} == {row["market"] for row in rows}
    assert {"market": "DE", "at_home": 2, "insiders": 1, "acquainted": 0, "introducible": 2, "outsiders": 3} == next(
        row for row in rows if row["market"] == "DE"
    )


def test_reach_of_my_firms_says_who_introduces(cli, registry):
    """In a table a chance is a word; in JSON the number stands beside it."""
    ran = cli("registry", "reach", registry, "--firms", "firms.txt", "--where", "market=NO", "--where", "id=acme")
    rows = json.loads(cli("registry", "reach", registry, "--firms", "firms.txt", "--json").out)["reach"]

    assert "introducible" in ran.out
    assert "NORD" in ran.out
    assert "Chance" not in ran.out
    row = next(row for row in rows if (row["id"], row["market"]) == ("acme", "NO"))
    assert ("nord", 2) == (row["introducer"], row["ties"])
    assert 0 < row["chance"] < 1
    assert {"acme", "nord", "=lone"} == {row["id"] for row in rows}


def test_reach_of_all_is_written_whole(cli, registry, tmp_path):
    """A row for every organisation and every market but its own; sorted and cut where asked."""
    cli("registry", "reach", registry, "--to", "reach.parquet")
    cli("registry", "reach", registry, "--each", "--to", "best.parquet", "--sort", "chance", "--top", "3")

    assert 8 * 5 == pq.read_table(tmp_path / "reach.parquet").num_rows
    assert [1.0, 1.0, 1.0] == pq.read_table(tmp_path / "best.parquet")["chance"].to_pylist()


def test_shorter_chains_and_informal_events_reach_less(cli, registry):
    """With no introduction only contacts are left; where events are no agreements nobody is an insider."""
    near = json.loads(cli("registry", "reach", registry, "--max-introductions", "0", "--json").out)["markets"]
    informal = json.loads(cli("registry", "reach", registry, "--informal", "--json").out)["markets"]

    assert {0} == {row["introducible"] for row in near}
    assert {0} == {row["insiders"] for row in informal}


def test_lonely_internationals_and_introducers_are_listed(cli, registry):
    """Nobody is lonely in markets this small; those between are named by how often they could introduce."""
    lonely = cli("registry", "reach", registry, "--lonely", "--json")
    introducers = cli("registry", "reach", registry, "--introducers", "--firms", "firms.txt", "--json")

    assert {"lonely": []} == json.loads(lonely.out)
    rows = json.loads(introducers.out)["introducers"]
    assert {"nord", "acme", "sol", "fjord"} == {row["id"] for row in rows}
    assert sorted((row["introductions"] for row in rows), reverse=True) == [row["introductions"] for row in rows]


def test_pairs_have_the_chance_over_all_routes(cli, registry, tmp_path):
    """Certain where tied, none where nobody leads there, and with few coins exact."""
    (tmp_path / "pairs.txt").write_text("acme, bolt\nacme,fjord\nacme,quiet\n", encoding="utf-8")

    rows = json.loads(cli("registry", "reach", registry, "--pairs", "pairs.txt", "--json").out)["pairs"]

    assert [1.0, 0.0] == [rows[0]["chance"], rows[2]["chance"]]
    assert 0 < rows[1]["chance"] < 1
    assert {0.0} == {row["standard_error"] for row in rows}


def test_matches_are_counts_until_both_consent(cli, registry, tmp_path):
    """Without consents no row names anybody but the firm that asks; with both, the other is named."""
    (tmp_path / "consents.txt").write_text("acme\n=lone, acme\n", encoding="utf-8")

    silent = cli("registry", "match", registry, "--firms", "firms.txt", "--json")
    agreed = cli("registry", "match", registry, "--firms", "firms.txt", "--consents", "consents.txt", "--json")

    for row in json.loads(silent.out)["matches"]:
        rest = json.dumps({key: value for key, value in row.items() if key not in {"id", "name"}}).casefold()
        assert not [actor for actor in HOME if actor in rest], row
        assert row["named"] is None
    named = {(row["id"], row["market"]): row["named"] for row in json.loads(agreed.out)["matches"] if row["named"]}
    assert {("=lone", "DE"): "ACME", ("=lone", "SE"): "ACME", ("acme", "DK"): "=LONE", ("acme", "ES"): "=LONE"} == named
    assert {1} == {
        row["not_named"] for row in json.loads(agreed.out)["matches"] if (row["id"], row["market"]) == ("=lone", "SE")
    }


def test_what_began_later_is_left_out_and_what_is_undated_counted(cli, registry):
    """None of these events is dated, and the command says how many it leaves out."""
    ran = cli("registry", "measure", registry, "--as-of", "2020-01-01", "--json")

    assert "7 events without a first day are left out." in ran.err
    assert {0} == {row["contacts"] for row in json.loads(ran.out)["measures"]}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("measure", "nowhere"), 1, "There is no registry in nowhere"),
        (("measure", "europe", "--sort", "constrain"), 2, "Did you mean 'constraint'"),
        (("measure", "europe", "--where", "constraint"), 2, "cannot be read"),
        (("measure", "europe", "--columns", "ids"), 2, "No column 'ids'"),
        (("measure", "europe", "--to", "all.xlsx"), 2, "End it in .parquet or .csv"),
        (("measure", "europe", "--to", "nowhere/all.csv"), 1, "cannot be written"),
        (("reach", "europe", "--max-introductions", "-1"), 2, "Ask for 1 to 8"),
        (("reach", "europe", "--firms", "absent.txt"), 1, "cannot be read"),
        (("reach", "europe", "--firms", "strange.txt"), 1, "2 of the organisations in strange.txt"),
        (("reach", "europe", "--pairs", "strange.txt"), 2, "is no pair"),
        (("reach", "europe", "--pairs", "far.txt"), 1, "1 of the organisations in far.txt"),
        (("reach", "europe", "--pairs", "same.txt"), 2, "is no pair"),
        (("match", "europe", "--firms", "firms.txt", "--consents", "far3.txt"), 2, "Line 1 of far3.txt"),
    ],
)
def test_what_cannot_be_done_is_said(cli, registry, tmp_path, arguments, code, says):
    """In one sentence, with what to do."""
    files = {"strange": "zeta\nomega\nacme\n", "far": "acme,zeta\n", "same": "acme,acme\n", "far3": "a,b,c\n"}
    for name, text in files.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    ran = cli("registry", *arguments)

    assert (code, "") == (ran.code, ran.out)
    assert says in ran.err


def test_a_write_that_fails_leaves_the_old_file(cli, registry, tmp_path):
    """Nor does it leave half a new one."""
    (tmp_path / "all.csv").mkdir()

    ran = cli("registry", "measure", registry, "--to", "all.csv")

    assert 1 == ran.code
    assert [] == list(tmp_path.glob(".all*"))
    assert (tmp_path / "all.csv").is_dir()
