"""Ego networks: three tables or an export of interviews, each ego's alters its own."""

import csv
from pathlib import Path

import pytest

from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.sources import SourceFileError, get_source, recognise
from bridgehead.sources.egonet import Egonet
from bridgehead.sources.network_canvas import NetworkCanvas

SHARED = Path(__file__).parents[3] / "shared"
CANVAS = Path(__file__).parent / "network_canvas" / "sample"


def read(source, path, kind):
    return [entry for row in source.read(path) for entry in row.entries if isinstance(entry, kind)]


def write(folder, **tables):
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_alters_of_two_egos_are_never_one(tmp_path):
    """Alter 1 of ego 1 and alter 1 of ego 2 are two people, each tied to their ego."""
    folder = write(tmp_path / "x", alters="egoID;alterID\n1;1\n2;1\n", ties="egoID;Source;Target\n")

    assert ["x:ego-1", "x:ego-1-alter-1", "x:ego-2", "x:ego-2-alter-1"] == [a.id for a in read(Egonet(), folder, Actor)]
    assert [("x:ego-1", "x:ego-1-alter-1"), ("x:ego-2", "x:ego-2-alter-1")] == [
        (tie.sender, tie.receiver) for tie in read(Egonet(), folder, Tie)
    ]


def test_a_file_may_be_named_for_its_folder(tmp_path):
    """One of the three tables stands for all; without a table of ties there are egos and alters."""
    folder = write(tmp_path / "x", alters="egoID,alterID\n1,1\n", notes="a,b\n1,2\n", empty="")

    assert read(Egonet(), folder, object) == read(Egonet(), folder / "alters.csv", object)
    assert not Egonet().recognises(folder)
    assert not Egonet().recognises(folder / "alters.csv")


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"egos": "egoID\n1\n"}, "holds no table of alters"),
        ({"alters": "egoID,alterID\n,1\n"}, "names no alter"),
    ],
)
def test_a_folder_without_alters_is_refused(tables, message, tmp_path):
    """The message names the columns that are wanted."""
    with pytest.raises(SourceFileError, match=message):
        list(Egonet().read(write(tmp_path / "x", **tables)))


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"egos": "networkCanvasEgoUUID,x\ne,1\n"}, "holds no node"),
        ({"other": "a,b\n1,2\n"}, "holds no table of Network Canvas"),
    ],
)
def test_interviews_without_nodes_are_refused(tables, message, tmp_path):
    """The message says what to export."""
    with pytest.raises(SourceFileError, match=message):
        list(NetworkCanvas().read(write(tmp_path / "x", **tables)))


def test_interviews_speak_for_the_days_of_their_sessions(tmp_path):
    """From the first session to the last; where none tells its day, the option counts."""
    folder = write(tmp_path / "x", a_attributeList_Person="nodeID,networkCanvasEgoUUID\n1,e\n")

    assert ["2024-05-30..2024-05-31"] == [item.on.text for item in read(NetworkCanvas(on="2020"), CANVAS, Evidence)]
    assert ["2020"] == [item.on.text for item in read(NetworkCanvas(on="2020"), folder, Evidence)]


def test_a_file_of_an_export_is_recognised_by_its_columns(tmp_path):
    """A folder or one of its files; other tables, torn files and folders are left to others."""
    torn = tmp_path / "torn.csv"
    torn.write_bytes(b"\x1f\x8bxx")

    assert "network_canvas" == recognise(CANVAS).name == recognise(CANVAS / "A1_Study_edgeList_Friend.csv").name
    assert [False] * 3 == [NetworkCanvas().recognises(path) for path in (torn, tmp_path, tmp_path / "none.txt")]


@pytest.mark.skipif(not SHARED.exists(), reason="the real ego networks are not beside the project")
@pytest.mark.parametrize(
    ("folder", "tables"),
    [
        ("data/ego", ("transnat_ego.csv", "transnat_alter.csv", "transnat_aatie.csv")),
        ("fixtures/egonet", ("egos_32.csv", "alters_32.csv", "edges_32.csv")),
    ],
)
def test_real_ego_networks_are_read_whole(folder, tables):
    """As many actors as egos and alters, as many ties as alters and ties among them."""
    egos, alters, ties = (count_rows(SHARED / folder / name) for name in tables)

    source = recognise(SHARED / folder)

    assert "egonet" == source.name
    assert egos + alters == len(read(source, SHARED / folder, Actor))
    assert alters + ties == len(read(source, SHARED / folder, Tie))


def count_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file, delimiter=";" if "32" in path.name else ",")) - 1


def test_both_sources_are_in_the_list():
    """The folder scan finds them."""
    assert {Egonet, NetworkCanvas} == {get_source("egonet"), get_source("network_canvas")}
