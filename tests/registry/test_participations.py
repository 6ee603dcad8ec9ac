"""Reading participations: every cell is used, or kept aside with its row and reason."""

import gzip
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bridgehead.registry import read_days
from bridgehead.registry.layouts import NoColumnError, NoLayoutError, find_layout
from bridgehead.registry.participations import read_day
from bridgehead.registry.reading import UnreadableFileError, read_file

CORDIS = "rcn,pic,name,type,role,country,sme,start_date,end_date,contribution"


@pytest.fixture
def read(tmp_path):
    """Reads a text or bytes as a file; gives what was read and the rows that were kept, without what is unknown."""

    def read_text(content, *, name="participations.csv", **named):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = read_file(path, tmp_path / "read.parquet", named)
        rows = pq.read_table(tmp_path / "read.parquet").to_pylist()
        return found, [{key: value for key, value in row.items() if value is not None} for row in rows]

    return read_text


def list_rejected(found):
    """Row, column, and how the reason begins."""
    return [(each.row, each.column, each.reason.split(";")[0][:30]) for each in found.rejected]


def test_cordis_is_known_by_its_columns(read):
    """UK and EL are GB and GR, the end is the last day, an empty cell is unknown."""
    found, rows = read(
        f"{CORDIS}\n1,99,Acme,PRC,coordinator,UK,True,2017-01-01,2020-12-31,3.5\n1,98,,HES,participant,EL,,2017-01-01,,\n"
    )

    acme, other = rows
    assert {
        "event": "1",
        "actor": "99",
        "name": "Acme",
        "kind": "PRC",
        "market": "GB",
        "sme": True,
        "is_lead": True,
    } == {key: value for key, value in acme.items() if key not in {"begin", "end"}}
    assert (date(2017, 1, 1), date(2021, 1, 1)) == (read_days(acme["begin"]), read_days(acme["end"]))
    assert ("GR", False) == (other["market"], other["is_lead"])
    assert {"name", "sme", "end"}.isdisjoint(other)
    assert (2, 2, []) == (found.rows, found.kept, found.rejected)


def test_the_official_layout_is_read_by_name(read):
    """Quoted, divided by semicolons, with a byte order mark."""
    _, rows = read('\ufeff"projectID";"organisationID";"country";"SME";"activityType"\n"7";"99";"FR";"false";"PRC"\n')

    assert [{"event": "7", "actor": "99", "market": "FR", "sme": False, "kind": "PRC"}] == rows


def test_a_table_on_events_alone_has_no_actor(read):
    """Programme parts, and CORDIS's table of projects."""
    _, parts = read("rcn,programme_part\n1,SC1\n1,LEIT\n")
    _, projects = read("id;acronym;startDate;endDate\n1;ABC;2017-01-01;2017-12-31\n")

    assert [{"event": "1", "field": "SC1"}, {"event": "1", "field": "LEIT"}] == parts
    assert [date(2017, 1, 1), date(2018, 1, 1)] == [read_days(projects[0]["begin"]), read_days(projects[0]["end"])]


def test_columns_are_named_where_no_layout_is_known(read):
    """Those named count; the end is the day after the last, as everywhere."""
    _, rows = read(
        "paper\tauthor\tyear\tuntil\n1\tA\t2017\t2018-03\n", event="paper", actor="author", begin="year", end="until"
    )

    assert [date(2017, 12, 31), date(2018, 3, 31)] == [read_days(rows[0]["begin"]), read_days(rows[0]["end"])]


def test_named_columns_count_before_those_of_a_layout():
    """The rest is as the layout says."""
    layout = find_layout(Path("x.csv"), ["event", "actor", "country", "begin"], {"market": "country"})

    assert {"event": "event", "actor": "actor", "begin": "begin", "market": "country"} == layout.columns


def test_what_cannot_be_used_is_kept_aside_with_row_and_reason(read):
    """Whole rows first, then cells, whose rows are used."""
    found, rows = read(
        "event,actor,begin,market,sme\n"
        "A,x,2017,SE,yes\n"
        "A,y\n"
        'A,"z\nz",2017,SE,\n'
        "A,y,2017-13-01,XX,maybe\n"
        ",q,,,\n"
        "q,,,,\n"
        "B,x,2017-05-03,NA,no\n"
    )

    assert [
        (3, "", "it has 2 cells where the heade"),
        (4, "", "a cell runs over several lines"),
        (6, "", "no event is given"),
        (7, "", "no actor is given"),
        (5, "market", "no market is known by it"),
        (5, "sme", "it is neither true nor false"),
        (5, "begin", "it is no date such as 2017-07-"),
    ] == list_rejected(found)
    assert (7, 3) == (found.rows, found.kept)
    assert [("A", "x"), ("A", "y"), ("B", "x")] == [(row["event"], row["actor"]) for row in rows]
    assert "NA" == rows[2]["market"]
    assert "A,y" == found.rejected[0].text


def test_a_row_that_is_not_utf_8_is_kept_aside(read):
    """Alone, and with its number."""
    found, rows = read(b"event,actor\nA,x\nL\xe4n,y\nA,z\n")

    assert [(3, "", "it is not UTF-8")] == list_rejected(found)
    assert ["x", "z"] == [row["actor"] for row in rows]


def test_an_event_that_ends_before_it_begins_has_neither_day(read):
    """Both are left unknown and the row is used."""
    found, rows = read("event,actor,begin,end\nA,x,2018-01-01,2017-01-01\n")

    assert [{"event": "A", "actor": "x"}] == rows
    assert [(2, "end", "it ends before it begins")] == list_rejected(found)


def test_rows_are_numbered_over_all_blocks_of_a_long_file(read):
    """Ragged rows are counted where they stand, the last one too."""
    lines = [f"{number},{number}" for number in range(400_000)]
    lines[123_456] = lines[399_999] = "alone"

    found, _ = read("event,actor\n" + "\n".join(lines) + "\n")

    assert [123_458, 400_001] == [each.row for each in found.rejected]
    assert (400_000, 399_998) == (found.rows, found.kept)


def test_a_gzipped_file_is_read_by_its_content(read):
    """Whatever its name."""
    found, _ = read(gzip.compress(b"event,actor\nA,x\n", mtime=0), name="participations.txt")

    assert 1 == found.kept


def test_parquet_is_read_with_its_types(tmp_path):
    """Dates, numbers and truths as they are; rows are numbered as if a header stood above."""
    table = pa.table(
        {
            "event": [1, 2],
            "actor": ["x", None],
            "begin": [date(2017, 1, 2), None],
            "sme": [True, None],
        }
    )
    pq.write_table(table, tmp_path / "given.parquet")

    found = read_file(tmp_path / "given.parquet", tmp_path / "read.parquet")

    assert [(3, "", "no actor is given")] == list_rejected(found)
    row = pq.read_table(tmp_path / "read.parquet").to_pylist()[0]
    assert ("1", "x", True, date(2017, 1, 2)) == (row["event"], row["actor"], row["sme"], read_days(row["begin"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-07-01", date(2017, 7, 1)),
        ("2017-07-01T10:00", date(2017, 7, 1)),
        ("2016-02", date(2016, 2, 29)),
        ("2017", date(2017, 12, 31)),
        ("2017-02-29", None),
        ("2017-00", None),
        ("0000", None),
        ("31/12/2017", None),
    ],
)
def test_of_a_month_or_a_year_the_last_day_counts(text, expected):
    """So that nothing is known before it was."""
    day, reason = read_day(text)

    assert (expected, expected is None) == (None if day is None else read_days(day), bool(reason))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("event,actor\n", "no rows below"),
        ("event,actor\n,x\n", "none of its 1 rows can be used; the first of them: no event is given (row 2)"),
        (gzip.compress(b"event,actor\nA,x\n" * 1000, mtime=0)[:-20], ""),
        (b"PAR1nonsense", ""),
    ],
)
def test_a_file_without_a_row_that_can_be_used_is_refused(read, content, why):
    """The error says what is wrong with it."""
    with pytest.raises(UnreadableFileError) as refused:
        read(content)

    assert why in str(refused.value)


@pytest.mark.parametrize("content", ["", "who,what\nA,x\n", "{}"])
def test_columns_that_mean_nothing_are_refused_with_a_way_out(read, content):
    """The message lists the columns and names the options."""
    with pytest.raises(NoLayoutError) as refused:
        read(content)

    assert "--event COLUMN" in str(refused.value)


def test_a_named_column_that_is_not_there_is_refused(read):
    """The message lists those that are."""
    with pytest.raises(NoColumnError) as refused:
        read("who,what\nA,x\n", event="what", actor="whom")

    assert ("whom", ("who", "what")) == (refused.value.column, refused.value.header)
