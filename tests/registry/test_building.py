"""Building registries: at once, month by month, on any engine, after interruptions and damage."""

import importlib.util
import json
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bridgehead.registry import Participation, build_registry, open_registry
from bridgehead.registry import building as building_module
from bridgehead.registry import folder as folders
from bridgehead.registry.assembling import TooManyKindsError
from bridgehead.registry.building import NobodyTookPartError, NothingToBuildError, Options, build
from bridgehead.registry.engines import NoSparkError, UnknownEngineError, connect
from bridgehead.registry.folder_errors import (
    DamagedManifestError,
    DamagedRegistryError,
    NewerRegistryError,
    NoRegistryError,
)
from bridgehead.registry.locking import RegistryInUseError, lock
from bridgehead.registry.partitions import DamagedPartitionError
from bridgehead.registry.reading import UnreadableFileError
from sameregistry import find_differences

HAS_SPARK = all(importlib.util.find_spec(name) for name in ("pysail", "pyspark"))
# Ibis calls what DuckDB and pandas will rename one day; Spark's client does so too
pytestmark = [
    pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pandas.errors.PandasDeprecationWarning"),
]
HEADER = "event,actor,name,market,kind,sme,role,begin,end,field"


def make_rows(seed, events, prefix="e"):
    """Made up participations with gaps, repeats and contradictions."""
    rng = random.Random(seed)  # noqa: S311 - made up data
    return [
        Participation(
            event=f"{prefix}{event}",
            actor=f"o{rng.randrange(30)}",
            name=rng.choice(["", "Ärger", "B"]),
            market=rng.choice(["", "SE", "NA", "GR"]),
            kind=rng.choice(["", "PRC", "HES"]),
            sme=rng.choice([None, True, False]),
            is_lead=rng.random() < 0.2,
            begin=rng.choice([None, date(2016, 1, 1 + event % 28)]),
            end=rng.choice([None, date(2020, 1, 1)]),
        )
        for event in range(events)
        for _ in range(rng.randrange(1, 9))
    ]


def write_rows(path, rows, fields=None):
    """The rows as a file in the layout that needs no options."""
    said = {None: "", True: "true", False: "false"}
    lines = [
        f"{row.event},{row.actor},{row.name},{row.market},{row.kind},{said[row.sme]},{'lead' if row.is_lead else ''},"
        f"{row.begin or ''},{row.end or ''},{(fields or {}).get(row.event, [''])[0]}"
        for row in rows
    ]
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def months(tmp_path):
    """Three files of participations in events of their own, and all their rows."""
    parts = [make_rows(number, 20, prefix=f"m{number}-") for number in range(3)]
    paths = [write_rows(tmp_path / f"month{number}.csv", rows) for number, rows in enumerate(parts)]
    return paths, [row for rows in parts for row in rows]


@pytest.mark.parametrize("engine", ["", "memory", "duckdb"])
def test_a_registry_from_files_is_the_registry_of_their_rows(tmp_path, engine):
    """What DuckDB works out from a file is what plain Python does from the rows, to the bit."""
    rows = make_rows(7, 60)
    fields = {f"e{event}": [f"field{event % 4}"] for event in range(0, 60, 2)}
    path = write_rows(tmp_path / "rows.csv", rows, fields)

    built = build([path], tmp_path / "registry", Options(engine=engine, largest=6))

    assert [] == find_differences(build_registry(rows, fields=fields, largest=6), built.registry)
    assert [] == find_differences(built.registry, open_registry(tmp_path / "registry"))


@pytest.mark.skipif(not HAS_SPARK, reason="needs the extra 'spark', which is not installed")
def test_spark_makes_the_same_registry(tmp_path, months):
    """The same expression on another engine, to the bit: strengths are sums that are exact."""
    paths, rows = months

    built = build(paths, tmp_path / "registry", Options(engine="spark"))

    assert [] == find_differences(build_registry(rows), built.registry)
    assert "made by spark, as asked" == built.how


def test_month_by_month_is_as_at_once(tmp_path, months):
    """Ties of new events are added to those known before; the registry is the same to the bit."""
    paths, _ = months
    at_once = build(paths, tmp_path / "one")

    for path in paths:
        built = build([path], tmp_path / "other")

    assert [] == find_differences(at_once.registry, built.registry)
    assert "those of new events added to those known before" == built.how
    assert (["new"], 3) == ([each.state for each in built.given], len(built.made_of))


@pytest.mark.parametrize("seed", range(4))
def test_rows_added_to_events_and_organisations_known_before_change_what_they_speak_of(tmp_path, seed):
    """Files that share events and organisations, and say other things of them, in any order."""
    parts = [make_rows(10 * seed + number, 12 + number, prefix="e") for number in range(3)]
    for number, rows in enumerate(parts):
        fields = {f"e{event}": [f"field{event * number % 5}"] for event in range(3 * number, 12)}
        path = write_rows(tmp_path / f"part{number}.csv", rows, fields)
        built = build([path], tmp_path / "registry")

    at_once = build(sorted(tmp_path.glob("part*.csv")), tmp_path / "other")

    assert [] == find_differences(at_once.registry, built.registry)
    assert [] == find_differences(at_once.registry, build([], tmp_path / "registry").registry)


def test_an_event_that_gains_a_participant_has_its_ties_made_anew(tmp_path, months):
    """What an event gave to its ties has changed with its size."""
    (path, *_), _ = months
    rows = make_rows(0, 20, prefix="m0-")
    more = [Participation(event="m0-3", actor="late comer", begin=date(2015, 1, 1))]
    build([path], tmp_path / "registry")

    built = build([write_rows(tmp_path / "more.csv", more)], tmp_path / "registry")

    assert [] == find_differences(build_registry([*rows, *more]), built.registry)
    assert built.how.startswith("made in memory")


def test_a_file_read_before_is_not_read_again(tmp_path, months):
    """It is known by its content, under another name too."""
    (path, *_), _ = months
    build([path], tmp_path / "registry")
    moved = path.rename(tmp_path / "moved.csv")
    told = []

    built = build([moved], tmp_path / "registry", tell=told.append)

    assert ["unchanged"] == [each.state for each in built.given]
    assert ["writing"] == told
    assert "left as they were, for nothing is new" == built.how


def test_a_file_taken_back_by_another_is_gone_though_nothing_is_new(tmp_path, months):
    """A file gets the content of another: both were read before, and only one is left."""
    (path, other, *_), _ = months
    build([path, other], tmp_path / "registry")
    path.write_bytes(other.read_bytes())

    built = build([path], tmp_path / "registry")

    assert [] == find_differences(build([other], tmp_path / "other").registry, built.registry)


def test_a_changed_file_replaces_what_was_read_of_it(tmp_path, months):
    """Its old rows are gone, and what only they named."""
    (path, *rest), _ = months
    build([path, *rest], tmp_path / "registry")
    fresh = [Participation(event="only", actor=each) for each in ("x", "y")]
    write_rows(path, fresh)

    built = build([path], tmp_path / "registry")

    expected = [*fresh, *make_rows(1, 20, prefix="m1-"), *make_rows(2, 20, prefix="m2-")]
    assert ["replaced"] == [each.state for each in built.given]
    assert [] == find_differences(build_registry(expected), built.registry)
    assert 3 == len(list((tmp_path / "registry" / "read").glob("*.parquet")))


def test_the_same_file_with_other_columns_is_read_again(tmp_path):
    """What its columns mean is part of what was read."""
    path = tmp_path / "board.csv"
    path.write_text("event,actor,chair\nA,x,p\nA,y,q\n", encoding="utf-8")
    build([path], tmp_path / "registry")

    built = build([path], tmp_path / "registry", Options(columns={"actor": "chair", "event": "event"}))

    assert (["replaced"], ["p", "q"]) == ([built.given[0].state], list(built.registry.organisations.ids))


def test_fields_and_days_may_come_in_files_of_their_own(tmp_path):
    """Events that nobody took part in are left out."""
    (tmp_path / "who.csv").write_text("projectID,organisationID\n1,x\n1,y\n", encoding="utf-8")
    (tmp_path / "when.csv").write_text("id,acronym,startDate\n1,A,2017-01-01\n2,B,2018-01-01\n", encoding="utf-8")
    (tmp_path / "what.csv").write_text("projectID,programme_part\n1,SC1\n1,LEIT\n2,SC2\n", encoding="utf-8")

    registry = build([tmp_path / f"{name}.csv" for name in ("who", "when", "what")], tmp_path / "registry").registry

    assert (["1"], ("LEIT", "SC1")) == (list(registry.events.ids), registry.events.fields)
    assert ([0, 1], 0) == (registry.events.field.tolist(), registry.count_undated())


def test_what_does_not_fit_in_memory_is_made_by_duckdb(tmp_path, months):
    """The same ties, and the reason is given; memory may be small beside the ties."""
    paths, rows = months

    built = build(paths, tmp_path / "registry", Options(memory_bytes=64_000_000))
    by_engine = build(paths, tmp_path / "other", Options(memory_bytes=20_000_000, largest=9))

    assert built.how.startswith("made in memory")
    assert [] == find_differences(build_registry(rows), built.registry)
    assert [] == find_differences(build_registry(rows, largest=9), by_engine.registry)


def test_the_engine_is_chosen_by_how_many_pairs_there_are(tmp_path, months, monkeypatch):
    """A pair that takes a megabyte leaves no room for them in 64."""
    paths, rows = months
    monkeypatch.setattr("bridgehead.registry.assembling.get_parameter", lambda *_: 1_000_000)

    for given in (paths[:2], paths[2:]):
        built = build(given, tmp_path / "registry", Options(memory_bytes=64_000_000))

    assert built.how.startswith("made by duckdb, for ")
    assert [] == find_differences(build_registry(rows), built.registry)


def test_rows_kept_aside_are_written_with_file_row_and_reason(tmp_path):
    """Of all files, those read earlier too."""
    for number in range(2):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"event,actor,market\n{number},x,QQ\n{number}\n", encoding="utf-8")
        built = build([path], tmp_path / "registry")

    rejected = pq.read_table(tmp_path / "registry" / "rejected.parquet").to_pylist()
    assert [(2, 1, 1), (2, 1, 1)] == [(each.rows, each.kept, each.cells) for each in built.made_of]
    assert [(f"{number}.csv", row) for number in range(2) for row in (2, 3)] == [
        (Path(each["file"]).name, each["row"]) for each in rejected
    ]
    assert {"it has 1 cells where the header has 3", "no market is known by it; left unknown"} == {
        each["reason"] for each in rejected
    }


@pytest.mark.parametrize("step", ["write_arrays", "write_manifest"])
def test_an_interrupted_build_leaves_the_registry_as_it_was_and_is_resumed(tmp_path, months, monkeypatch, step):
    """The next build uses what was read, and removes what was left over."""
    (first, second, _), _ = months
    folder = tmp_path / "registry"
    before = build([first], folder).registry

    def fail(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(building_module.folders, step, fail)
        with pytest.raises(KeyboardInterrupt):
            build([second], folder)
    assert [] == find_differences(before, open_registry(folder))
    built = build([second], folder)

    assert ["resumed"] == [each.state for each in built.given]
    assert [] == find_differences(build([first, second], tmp_path / "other").registry, built.registry)
    assert 1 == len(list(folder.glob("arrays-*")))
    assert [] == list(folder.glob(".work-*"))


def test_a_build_killed_while_reading_leaves_the_registry_as_it_was(tmp_path, months):
    """A process that ends at once, in the middle of a file."""
    (first, second, _), _ = months
    folder = tmp_path / "registry"
    before = build([first], folder).registry
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom bridgehead.registry import partitions\n"
        "from bridgehead.registry.building import build\n"
        "partitions.write_rejected = lambda *_: os._exit(9)\n"
        "build([Path(sys.argv[1])], Path(sys.argv[2]))\n"
    )

    killed = subprocess.run([sys.executable, "-c", script, second, folder], check=False)

    assert 9 == killed.returncode
    assert [] == find_differences(before, open_registry(folder))
    assert ["new"] == [each.state for each in build([second], folder).given]
    assert [] == list((folder / "read").glob("*.new"))


def damage(path):
    """Turn one bit over in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_damaged_array_is_noticed_and_made_anew(tmp_path, months):
    """From what was read, without any of the files."""
    paths, _ = months
    folder = tmp_path / "registry"
    expected = build(paths, tmp_path / "other").registry
    build(paths, folder)
    damage(next(folder.glob("arrays-*")) / "ties.other.npy")

    with pytest.raises(DamagedRegistryError) as noticed:
        open_registry(folder)
    for path in paths:
        path.unlink()
    built = build([], folder)

    assert "ties.other.npy" in noticed.value.file
    assert [] == find_differences(expected, built.registry)


@pytest.mark.parametrize("check", [True, False])
def test_a_missing_array_is_noticed(tmp_path, months, check):
    """Whether or not checksums are compared."""
    build(months[0], tmp_path / "registry")
    (next((tmp_path / "registry").glob("arrays-*")) / "event_ptr.npy").unlink()

    with pytest.raises(DamagedRegistryError) as noticed:
        open_registry(tmp_path / "registry", check=check)

    assert "event_ptr.npy" in noticed.value.file


@pytest.mark.parametrize("loss", [damage, Path.unlink])
def test_damage_to_what_was_read_is_noticed_and_mended_with_the_file(tmp_path, months, loss):
    """The error names the file to give again."""
    (first, second, _), _ = months
    folder = tmp_path / "registry"
    expected = build([first, second], folder)
    loss(folder / next(each for each in expected.made_of if each.path.endswith("month1.csv")).part)

    with pytest.raises(DamagedPartitionError) as noticed:
        build([first], folder)
    built = build([second], folder)

    assert str(second) in str(noticed.value)
    assert [] == find_differences(build([first, second], tmp_path / "other").registry, built.registry)


def test_a_manifest_of_a_later_format_is_left_alone(tmp_path, months):
    """The message says what to do."""
    build(months[0], tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"format": folders.FORMAT + 1}), encoding="utf-8")

    with pytest.raises(NewerRegistryError):
        open_registry(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "arrays": "x"}', '{"format": "one"}'])
def test_a_damaged_manifest_is_noticed(tmp_path, months, content):
    """By whoever opens the registry and by whoever would add to it."""
    build(months[0], tmp_path)
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")

    with pytest.raises(DamagedManifestError):
        open_registry(tmp_path)
    with pytest.raises(DamagedManifestError):
        build(months[0], tmp_path)


def test_where_there_is_no_registry_none_is_opened(tmp_path):
    """Nor is one built of nothing, nor a folder made for it."""
    with pytest.raises(NoRegistryError):
        open_registry(tmp_path / "none")
    with pytest.raises(NothingToBuildError):
        build([], tmp_path / "none")
    with pytest.raises(NothingToBuildError):
        build([], tmp_path)

    assert not (tmp_path / "none").exists()


def test_one_build_at_a_time(tmp_path, months):
    """The second is refused while the first is at it."""
    with lock(tmp_path), pytest.raises(RegistryInUseError):
        build(months[0], tmp_path)


def test_files_that_name_nobody_make_no_registry(tmp_path):
    """Nor does a file that is not there."""
    (tmp_path / "fields.csv").write_text("event,field\nA,health\n", encoding="utf-8")

    with pytest.raises(NobodyTookPartError):
        build([tmp_path / "fields.csv"], tmp_path / "registry")
    with pytest.raises(UnreadableFileError):
        build([tmp_path / "none.csv"], tmp_path / "registry")


def test_a_column_of_too_many_kinds_is_refused(tmp_path):
    """It is not the column of kinds."""
    lines = [f"A,{number},{number}" for number in range(40_000)]
    (tmp_path / "who.csv").write_text("event,actor,kind\n" + "\n".join(lines), encoding="utf-8")

    with pytest.raises(TooManyKindsError) as refused:
        build([tmp_path / "who.csv"], tmp_path / "registry")

    assert 40_000 == refused.value.found


def test_engines_that_are_not_there_are_refused(tmp_path, months, monkeypatch):
    """By name, or for want of a package, with the command that installs it."""
    with pytest.raises(UnknownEngineError):
        build(months[0], tmp_path / "registry", Options(engine="dukdb"))
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NoSparkError) as refused:
        build(months[0], tmp_path / "registry", Options(engine="spark"))

    assert "bridgehead[spark]" in str(refused.value)


@pytest.mark.skipif(not HAS_SPARK, reason="needs the extra 'spark', which is not installed")
def test_a_missing_server_is_named(tmp_path, monkeypatch):
    """The client alone needs an address."""
    monkeypatch.setitem(sys.modules, "pysail.spark", None)

    with pytest.raises(NoSparkError) as refused, connect("spark", memory_bytes=10**8, spill=tmp_path):
        pass

    assert refused.value.missing == "pysail.spark"


@pytest.mark.skipif(not HAS_SPARK, reason="needs the extra 'spark', which is not installed")
def test_a_server_elsewhere_is_used(tmp_path):
    """By its address."""
    from pysail.spark import SparkConnectServer  # noqa: PLC0415 - an extra

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    address = f"sc://127.0.0.1:{server.listening_address[1]}"
    write_rows(tmp_path / "rows.csv", make_rows(1, 5))

    built = build([tmp_path / "rows.csv"], tmp_path / "registry", Options(engine="spark", spark=address))

    server.stop()
    assert [] == find_differences(build_registry(make_rows(1, 5)), built.registry)


def test_the_real_registry_is_read_whole(shared, tmp_path):
    """Horizon 2020 to June 2018: no row is kept aside, ties are those that were counted by other means."""
    data = shared / "data" / "registry"
    paths = [
        data / "h2020_participations_to_2018-06.csv.gz",
        data / "h2020_programme_parts_to_2018-06.csv.gz",
    ]

    built = build(paths, tmp_path / "registry", Options(largest=200))

    registry = built.registry
    assert (25_692, 17_713, 83_400) == (registry.n_organisations, registry.n_events, len(registry.event_actor))
    assert (483_331, 17, 0) == (registry.ties.n_ties, len(registry.events.fields), registry.count_undated())
    assert [True, True] == [each.rows == each.kept for each in built.given]
    assert not {"EL", "UK"} & set(registry.organisations.markets)
