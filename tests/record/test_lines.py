"""A record as lines of JSON, and back."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.codec import EntryError
from bridgehead.record.entries import Actor, Tie
from bridgehead.record.lines import EntryLine, Header, LineError, read_line, read_lines, write_entry
from bridgehead.record.restoring import read_whole_record
from bridgehead.record.store import Store
from bridgehead.record.store_errors import NewerFormatError, NotEmptyError
from entrystrategies import records

ADA = Actor(id="ada", kind="person", name="Ada")
ACME = Actor(id="acme", kind="organisation", name="Acme AG, Köln")
TIE = Tie(id="t1", sender="ada", receiver="acme", kind="business", strength=1.0)


@pytest.fixture
def lines(store):
    """The lines of a record with a past: changes, a withdrawal, an undo."""
    store.put([ADA, ACME, TIE], action="import", by="Ada", source="a.csv")
    store.put([Actor(id="ada", kind="person", name="Ada L")], action="edit", by="Bo")
    store.withdraw(["acme"], by="Ada", reason="gone")
    store.undo(3, by="Ada")
    return list(store.write_lines())


def test_an_export_restores_exactly(lines, new_target):
    """Export, restore and export again give the same lines; history, undo marks and the future all work."""
    with Store.restore(new_target(), lines) as again:
        assert lines == list(again.write_lines())
        assert [1, 2, 3] == [version.number for version in again.history("ada")]
        assert 6 == again.put([Actor(id="new", kind="person", name="N")], action="add", by="Ada").transaction
        assert ("new",) == again.undo(by="Ada").withdrawn


def test_an_export_is_sorted_and_readable(lines):
    """The header comes first, then transactions, then versions by type, id and number; keys are sorted."""
    plain = [json.loads(line) for line in lines]

    assert {"format": "bridgehead", "version": 1} == plain[0]
    assert [1, 2, 3, 4, 5] == [one["id"] for one in plain if one.get("type") == "transaction"]
    assert [("acme", 1), ("acme", 2), ("ada", 1), ("ada", 2), ("ada", 3), ("t1", 1)] == [
        (one["id"], one["version"]) for one in plain[6:]
    ]
    assert all(list(one) == sorted(one) for one in plain)
    assert False is plain[7]["standing"]


def test_the_order_of_lines_is_irrelevant(lines, new_target):
    """A sorted or shuffled export restores the same record, as long as the header comes first."""
    with Store.restore(new_target(), [lines[0], *reversed(lines[1:]), ""]) as again:
        assert lines == list(again.write_lines())


def test_a_record_without_entries_can_be_filled(lines, new_target):
    """A fresh record may be filled with an export; one that holds entries may not, and stays as it was."""
    target = new_target()
    Store.create(target, by="Bo").close()

    with Store.restore(target, lines) as again:
        assert lines == list(again.write_lines())
    with pytest.raises(NotEmptyError, match="holds 6 entries"):
        Store.restore(target, lines)
    with Store.open(target) as again:
        assert lines == list(again.write_lines())


@given(first=records, second=records)
def test_any_record_restores_exactly(tmp_path_factory, first, second):
    """Whatever a record holds, its export gives the same record and the same bytes."""
    folder = tmp_path_factory.mktemp("lines")
    with Store.create(folder / "a.bridgehead", by="Ada") as store:
        store.put(first, action="add", by="Ada")
        store.put(second, action="add", by="Ada")
        lines = list(store.write_lines())
        entries = store.entries()

    with Store.restore(folder / "b.bridgehead", lines) as again:
        assert lines == list(again.write_lines())
        assert entries == again.entries()


def test_people_write_a_line_without_versions():
    """A line by hand is an object with a type; it reads as an entry, and an entry writes as such a line."""
    line = read_line('{"type": "actor", "name": "Ada", "kind": "person", "id": "ada", "founded": "1815"}')

    assert isinstance(line, EntryLine)
    assert (None, None, True) == (line.version, line.transaction, line.is_standing)
    assert "1815" == line.build().founded
    assert ADA == read_line(write_entry(ADA)).build()
    assert '{"id":"ada","kind":"person","name":"Ada","type":"actor"}' == write_entry(ADA)


def test_a_header_is_told_apart():
    """The first line of a whole record is its header."""
    assert Header(7) == read_line('{"format": "bridgehead", "version": 7}')


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ada, person", "it is no JSON"),
        ("[1]", "it holds no object but list"),
        ('{"id": "ada"}', "it has no type"),
        ('{"format": "bridgehead"}', "its format has no version number"),
        ('{"type": 7}', "its type is 7 and no word"),
        ('{"type": "transaction", "id": 1}', "it is no transaction"),
        ('{"type": "transaction", "id": 1, "colour": 2}', "a transaction has no 'colour'"),
        (
            '{"type": "transaction", "id": 1, "recorded_at": "2024-01-01T00:00:00", "by": "A", "action": "add"}',
            "recorded_at says no time zone",
        ),
        ('{"type": "actor", "version": 0}', "its version is 0 and no number from 1"),
        ('{"type": "actor", "transaction": true}', "its transaction is True and no number from 1"),
        ('{"type": "actor", "standing": 1}', "standing is true or false, not 1"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text, why):
    """Each fault has its own words, and among many lines its number."""
    with pytest.raises(LineError, match=why):
        read_line(text)
    with pytest.raises(LineError, match=f"line 3: {why}"):
        list(read_lines(["", write_entry(ADA), text]))


def test_an_entry_line_of_no_known_type_says_so():
    """An unknown type is named with the nearest there is."""
    with pytest.raises(EntryError, match="Did you mean 'actor'"):
        read_line('{"type": "actr", "id": "a"}').build()


HEADER = '{"format":"bridgehead","version":1}'
FIRST = '{"action":"init","by":"A","id":1,"recorded_at":"2024-01-01T00:00:00Z","type":"transaction"}'
SECOND = '{"action":"add","by":"A","id":2,"recorded_at":"2024-01-01T01:00:00+01:00","type":"transaction"}'


def version(number, transaction, word="actor", **fields):
    return json.dumps(
        {"id": "a", "kind": "person", "name": "A"} | fields
        | {"type": word, "version": number, "transaction": transaction}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "begins with a header"),
        ([FIRST], "begins with a header"),
        ([HEADER, FIRST, FIRST], "transaction 1 stands there twice"),
        ([HEADER, FIRST, version(1, 1), version(1, 1)], "version 1 of 'a' stands there twice"),
        ([HEADER, FIRST, version(2, 1)], "version 1 of 'a' is missing"),
        ([HEADER, FIRST, version(1, 2)], "transaction 2 of 'a' is missing"),
        ([HEADER, FIRST, SECOND, version(1, 2), version(2, 1)], "version 2 of 'a' does not follow version 1"),
        ([HEADER, FIRST, write_entry(ADA)], "line 3: in a whole record every entry names its version"),
        ([HEADER, HEADER], "line 2: in a whole record"),
        ([HEADER, FIRST, version(1, 1, colour="red")], "line 3: Not a valid actor in field 'colour'"),
        ([HEADER, FIRST.replace('"id":1', '"id":1,"undone_by":9')], "transaction 9, which undid 1, is missing"),
    ],
)
def test_what_is_no_whole_record_is_refused(lines, why, tmp_path):
    """Gaps, doubles and loose ends are refused before anything is made."""
    with pytest.raises(LineError, match=why):
        Store.restore(tmp_path / "firm.bridgehead", lines)

    assert [] == list(tmp_path.iterdir())


def test_moments_are_kept_in_universal_time():
    """A moment written with another zone is the same moment."""
    whole = read_whole_record([HEADER, FIRST, SECOND], 1)

    assert ["2024-01-01T00:00:00.000000Z"] * 2 == [row["recorded_at"] for row in whole.transactions]


def test_an_export_of_a_newer_program_is_refused(tmp_path):
    """The message says which formats this program reads."""
    with pytest.raises(NewerFormatError, match="The export is in record format 2"):
        Store.restore(tmp_path / "firm.bridgehead", ['{"format":"bridgehead","version":2}'])


@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    """No text makes the reader fail in any other way."""
    with contextlib.suppress(LineError):
        assert read_line(text) is not None
