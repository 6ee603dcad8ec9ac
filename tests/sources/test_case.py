"""Case folders: what is wrong is named with file and line, and nothing of it is read."""

from pathlib import Path

import pytest

from bridgehead.record.entries import Actor, Assessment, Tie
from bridgehead.record.record import find_own_firm
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.case import (
    BadCaseError,
    CaseFolder,
    UnknownCaseError,
    find_cases,
    get_case_path,
    load_case,
    read_case,
)

SAMPLE = Path(__file__).parent / "case" / "sample"
ACTORS = "actors:\n  a: {kind: person, name: Ann}\n  b: {kind: person, name: Bo}\n"
TIE = ACTORS + "ties:\n  t: {sender: a, receiver: b, kind: social"
NO_PARTIES = [("bad-value", 5, "parties"), ("missing-field", 5, "")]


@pytest.fixture
def case(tmp_path):
    """Make a case folder from the text of its record."""

    def make(record, folder="story", **files):
        path = tmp_path / folder
        path.mkdir()
        for name, text in {"record": record, **files}.items():
            (path / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        return path

    return make


def faults(path):
    return [(finding.code, finding.row, finding.column) for row in CaseFolder().read(path) for finding in row.findings]


def test_a_case_loads_as_a_record_sorted_by_type_and_id():
    """The record is named for its folder and knows its own firm."""
    record = load_case(SAMPLE)
    entries = record.entries()

    assert record.name == "sample"
    assert find_own_firm(entries) == "sample:weaver"
    assert [entry.id for entry in entries if isinstance(entry, Actor)] == ["sample:ann", "sample:weaver"]
    assert isinstance(entries[-1], Assessment)


def test_case_folders_are_recognised_and_other_folders_are_not(tmp_path):
    """A folder with a record.yaml is a case."""
    assert recognise(SAMPLE).name == "case"
    assert not CaseFolder().recognises(tmp_path)
    with pytest.raises(SourceFileError, match="no case folder"):
        list(CaseFolder().read(tmp_path))


def test_words_that_yaml_would_change_stay_what_they_are(case):
    """NO is Norway, on is a field, 010 is a name."""
    path = case(
        "actors:\n  a: {kind: organisation, name: 010, market: NO}\nevidence:\n  e: {reference: x, on: 2001-05}\n"
    )
    entries = {entry.id: entry for entry in load_case(path).entries()}

    assert ("010", "NO") == (entries["story:a"].name, entries["story:a"].market)
    assert entries["story:e"].on == "2001-05"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (ACTORS + "ties:\n  t: {sender: a, receiver: b}\n", [("missing-field", 5, "")]),
        (
            ACTORS + "ties:\n  t:\n    sender: a\n    receiver: b\n    kind: soical\n",
            [("unknown-word", 8, "kind"), ("missing-field", 5, "")],
        ),
        (ACTORS + "ties:\n  t: {sender: a, receiver: c, kind: social}\n", [("dangling-reference", 5, "receiver")]),
        (ACTORS + "ties:\n  t: {sender: a, receiver: a, kind: social}\n", [("tie-with-itself", 5, "receiver")]),
        (
            ACTORS + "ties:\n  t: {sender: [a, b], receiver: a, kind: social}\n",
            [("bad-value", 5, "sender"), ("missing-field", 5, "")],
        ),
        (TIE + ", strenght: 1}\n", [("unknown-field", 5, "strenght")]),
        (TIE + ", begin: 2001-02-30}\n", [("bad-date", 5, "begin")]),
        (TIE + ", strength: 2}\n", [("out-of-range", 5, "strength")]),
        (TIE + ", kind: family}\n", [("duplicate-field", 5, "kind")]),
        (ACTORS + "ties:\n  t: {id: x, sender: a, receiver: b, kind: social}\n", [("duplicate-field", 5, "id")]),
        (ACTORS + "  a: {kind: person, name: Again}\n", [("duplicate-id", 4, "")]),
        (ACTORS + "tis: {}\n", [("unknown-type", 4, "tis")]),
        (ACTORS + "defaults: {tei: {kind: social}}\n", [("unknown-type", None, "defaults")]),
        (ACTORS + "firm: [a]\n", [("bad-value", 4, "firm")]),
        (ACTORS + "firm: a\nfirm: b\n", [("duplicate-id", 5, "firm")]),
        (ACTORS + "firm: c\n", [("dangling-reference", 4, "subject")]),
        (ACTORS + "agreements:\n  g: {parties: {a: [0.5, 1]}, form: supply}\n", NO_PARTIES),
        (ACTORS + "agreements:\n  g: {parties: [a, ''], form: supply}\n", NO_PARTIES),
        (ACTORS + "agreements:\n  g: {parties: [[a, [1]], b], form: supply}\n", NO_PARTIES),
        (ACTORS + "assessments:\n  s: {subject: a, instrument: no, item: such, value: 1}\n", [("unknown-item", 5, "")]),
        (ACTORS + "programmes:\n  p: {name: P, owner: a, tiers: {core: 1.5}}\n", [("bad-number", 5, "tiers")]),
        (ACTORS + "presences:\n  p: {actor: a, market: unknown}\n", [("missing-field", 5, "")]),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_line(case, record, expected):
    """A fault in an entry keeps that entry out and no other; loading the case raises with all of them."""
    path = case(record)

    assert expected == faults(path)
    assert len([row for row in CaseFolder().read(path) if row.entries]) >= 2
    with pytest.raises(BadCaseError, match=r"record\.yaml") as caught:
        load_case(path)
    assert len(caught.value.findings) == len(expected)


def test_one_bad_field_does_not_set_off_faults_about_those_who_name_the_entry(case):
    """A tie to an actor that could not be made is no dangling reference."""
    path = case(TIE.replace(", name: Ann", "") + "}\n")

    assert faults(path) == [("missing-field", 2, "")]


def test_a_record_may_be_parted_into_files_and_ids_must_differ_between_them(case):
    """The second file continues the first; the finding names both places."""
    path = case(
        ACTORS,
        record_more="ties:\n  t: {sender: a, receiver: b, kind: social}\n  a: {sender: b, receiver: a}\n",
    )
    rows = list(CaseFolder().read(path))

    assert [entry.id for row in rows for entry in row.entries if isinstance(entry, Tie)] == ["story:t"]
    assert [str(finding) for row in rows for finding in row.findings] == [
        "record-more.yaml, row 3: The id 'story:a' stands already in record.yaml, line 2. Give one of the two another."
    ]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("", "holds no entries"),
        ("- a\n- b\n", "top level is no mapping"),
        ("actors: {a: {kind: person\n", "line"),
        ("actors: {a: &x [*x]}\n", "not YAML|unfold"),
        ("a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{new}: &{new} [{','.join(['*' + old] * 10)}]\n" for old, new in zip("abcdefg", "bcdefgh", strict=True)
        ), "unfold to millions"),
        ("actors: " + "[" * 100 + "]" * 100, "unfold|not YAML"),
    ],
    ids=["empty", "list", "broken", "self", "bomb", "deep"],
)  # fmt: skip
def test_a_record_that_cannot_be_read_says_why(case, record, message):
    """The error names the file and, where there is one, the line."""
    with pytest.raises(SourceFileError, match=message):
        list(CaseFolder().read(case(record)))


def test_a_record_in_another_encoding_and_a_folder_of_another_name_are_refused(tmp_path):
    """UTF-8 and small letters are asked for."""
    (tmp_path / "latin").mkdir()
    (tmp_path / "latin" / "record.yaml").write_bytes("actors: {a: {kind: person, name: Åsa}}".encode("latin-1"))
    (tmp_path / "My Case").mkdir()
    (tmp_path / "My Case" / "record.yaml").write_text(ACTORS, encoding="utf-8")

    with pytest.raises(SourceFileError, match="not UTF-8"):
        list(CaseFolder().read(tmp_path / "latin"))
    with pytest.raises(SourceFileError, match="small letters"):
        list(CaseFolder().read(tmp_path / "My Case"))


def test_a_record_of_many_megabytes_is_refused(case, monkeypatch):
    """Case folders are written by hand."""
    monkeypatch.setattr("bridgehead.sources._yaml._MOST_BYTES", 10)
    with pytest.raises(SourceFileError, match="larger than"):
        list(CaseFolder().read(case(ACTORS)))


def test_a_case_says_what_it_is_and_what_to_ask_it(case):
    """case.yaml is handed on as text; without it the folder's name is the title."""
    path = case(ACTORS, case="title: A story\nreference: qsense\nquestions:\n  - {ask: reach, as_of: 2001-06-30}\n")
    (path / "story.md").write_text("Once.", encoding="utf-8")
    told, untold = read_case(path), read_case(case(ACTORS, folder="other"))

    assert ("A story", "qsense", path / "story.md") == (told.title, told.reference, told.story)
    assert told.questions == ({"ask": "reach", "as_of": "2001-06-30"},)
    assert ("other", None, ()) == (untold.title, untold.story, untold.questions)


def test_a_key_of_case_yaml_that_means_nothing_is_refused(case):
    """A misspelt key is not passed over."""
    with pytest.raises(SourceFileError, match="Did you mean 'title'"):
        read_case(case(ACTORS, case="titel: A story\n"))


def test_an_unknown_library_case_is_refused_and_known_ones_are_found():
    """Asking for a case that is not there names the library."""
    with pytest.raises(UnknownCaseError, match="No case 'nowhere'"):
        get_case_path("nowhere")
    for name, path in find_cases().items():
        assert get_case_path(name) == path
