"""Mappings are declared, checked, guessed with reasons, saved and read back."""

from pathlib import Path

import pytest

from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.sources._fields import field_shapes
from bridgehead.sources._mapping import (
    BadMappingError,
    find_mappings,
    load_mapping,
    match_columns,
    read_mapping,
    save_mapping,
)
from bridgehead.sources.table import Table

PEOPLE = (
    "Visitor,Where,Reach,Seen,Web,Call,Colour\n"
    "Anna,Sweden,a@x.example,2021-01-02,https://x.example,+46 70 1234567,red\n"
    "Bo,Norway,b@y.example,2021-02-03,www.y.example,+47 70 1234567,blue\n"
)


def test_every_entry_type_can_stand_in_a_table_of_its_own():
    """There is a mapping for each type, and its columns are the type's fields."""
    for word in TYPE_BY_WORD:
        assert tuple(field_shapes(word)) == find_mappings()[word].meanings


def test_built_in_profiles_ignore_nothing_that_they_map():
    """A header is either mapped or ignored."""
    for mapping in find_mappings().values():
        names = [name for held in mapping.columns.values() for name in held]
        assert not set(names) & set(mapping.ignored)
        assert all(match_columns(mapping, [name]).places for name in names)


def test_a_guess_gives_a_reason_for_every_column(tmp_path):
    """Columns are known by their header or by what stands below; the rest is left to the reader."""
    path = tmp_path / "visitors.csv"
    path.write_text(PEOPLE.replace("Visitor", "Name"), encoding="utf-8")
    mapping = Table().describe_mapping(path)

    assert dict(mapping.columns) == {
        "name": ("Name",), "market": ("Where",), "email": ("Reach",), "since": ("Seen",), "website": ("Web",),
        "phone": ("Call",),
    }  # fmt: skip
    assert list(mapping.reasons) == ["Name", "Where", "Reach", "Seen", "Web", "Call", "Colour"]
    assert "looks like 'market'" in mapping.reasons["Where"]
    assert "not mapped" in mapping.reasons["Colour"]


def test_a_guess_that_is_saved_and_mended_reads_the_table(tmp_path):
    """The round: describe, save, add what it could not know, read."""
    path, saved = tmp_path / "visitors.csv", tmp_path / "visitors.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    save_mapping(Table().describe_mapping(path), saved)

    assert load_mapping(str(saved)).columns["email"] == ("Reach",)
    assert "name" not in read_mapping(saved).columns

    saved.write_text(
        saved.read_text(encoding="utf-8").replace("columns:", "columns:\n  name: [Visitor]"), encoding="utf-8"
    )
    rows = list(Table(mapping=str(saved), firm="own:firm").read(path))

    assert [row.number for row in rows if row.entries] == [2, 3]
    assert [finding.column for row in rows for finding in row.findings if finding.code == "unused-column"] == ["Colour"]


def test_saving_a_built_in_mapping_and_reading_it_changes_nothing_but_its_name(tmp_path):
    """YAML holds all of a mapping."""
    before = load_mapping("hubspot-contacts")
    save_mapping(before, tmp_path / "hubspot-contacts.yaml")

    assert before == read_mapping(tmp_path / "hubspot-contacts.yaml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "must name what a row is"),
        ("- rows", "must name what a row is"),
        ("rows: friendship", "A row is a contact, a candidate or one of"),
        ("rows: contact\ncolums: {}", "Did you mean 'columns'"),
        ("rows: contact\ncolumns: [name]", "must be a mapping"),
        ("rows: contact\ncolumns: {nmae: [Name]}", "Did you mean 'name'"),
        ("rows: tie\nvalues: {strenght: weak}", "Did you mean 'strength'"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused_with_the_nearest(tmp_path, content, message):
    """Each fault of a mapping file is named."""
    path: Path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(BadMappingError, match=message):
        read_mapping(path)


def test_a_table_can_be_glimpsed_before_it_is_read(tmp_path):
    """The header and the first rows come as they stand, each row as wide as the header."""
    path = tmp_path / "visitors.csv"
    path.write_text("Name,Where\nAnna\nBo,Norway,more\nCia,Wales\n", encoding="utf-8")

    glimpse = Table().glimpse(path, most=2)

    assert ("Name", "Where") == glimpse.header
    assert (("Anna", ""), ("Bo", "Norway")) == glimpse.rows
