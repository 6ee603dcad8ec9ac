"""Results over all organisations as tables: filtered, sorted, and null where nothing is known."""

import numpy as np
import pytest

from bridgehead.network.passing_on import label
from bridgehead.registry import Participation, build_registry
from bridgehead.registry.measuring import MEASURES, measure
from bridgehead.registry.reaching import STANDINGS, find_internationals, find_reach
from bridgehead.registry.tabling import (
    ConditionError,
    Selection,
    UnknownColumnError,
    build_international_table,
    build_introducer_table,
    build_market_table,
    build_measure_table,
    build_reach_tables,
    choose_columns,
)

ROWS = (
    ("p1", "acme", "Acme AB", "SE", "PRC", True),
    ("p1", "bolt", "Bolt GmbH", "DE", "PRC", False),
    ("p2", "bolt", "Bolt GmbH", "DE", "PRC", False),
    ("p2", "crest", "", "FR", "HES", None),
    ("p3", "delta", "Delta", "", "", None),
)


@pytest.fixture
def registry():
    """Acme knows bolt, bolt knows crest; delta knows nobody and nothing is known of it."""
    return build_registry(
        Participation(event=event, actor=actor, name=name, market=market, kind=kind, sme=sme)
        for event, actor, name, market, kind, sme in ROWS
    )


@pytest.fixture
def measures(registry):
    return build_measure_table(registry, measure(registry))


def test_every_measure_is_a_column_and_what_is_undefined_is_null(measures):
    """Delta has no ties: no holes, no variety; nor a name of its own kind or market."""
    delta = measures.to_pylist()[3]

    assert ["id", "name", "market", "kind", "sme", *MEASURES] == measures.column_names
    assert {"id": "delta", "name": "Delta", "market": None, "kind": None, "sme": None, "contacts": 0} == {
        key: delta[key] for key in ("id", "name", "market", "kind", "sme", "contacts")
    }
    assert [None, None, None] == [delta[key] for key in ("constraint", "blau_index", "e_i_index")]
    assert [True, False, None, None] == measures["sme"].to_pylist()


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("contacts>=1", ["acme", "bolt", "crest"]),
        ("contacts > 1", ["bolt"]),
        ("contacts<=0", ["delta"]),
        ("constraint<2", ["acme", "bolt", "crest"]),
        ("kind=PRC", ["acme", "bolt"]),
        ("kind!=PRC", ["crest"]),
        ("sme=yes", ["acme"]),
        ("sme=false", ["bolt"]),
        ("id=crest", ["crest"]),
    ],
)
def test_conditions_keep_rows_that_have_the_value(measures, condition, expected):
    """What is unknown fulfils no condition, not even that of being different."""
    assert expected == Selection(where=(condition,)).apply(measures)["id"].to_pylist()


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("contacts", "no column, comparison and value"),
        ("contacts>", "no column, comparison and value"),
        ("contacts>many", "'many' is no number"),
        ("kind>A", "words are equal or not"),
        ("sme=maybe", "yes or no"),
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(measures, condition, why):
    """With what is wrong with it."""
    with pytest.raises(ConditionError, match=why):
        Selection(where=(condition,)).apply(measures)


@pytest.mark.parametrize("selection", [Selection(where=("contact>1",)), Selection(sort="contact")])
def test_a_column_that_is_not_there_is_refused_with_the_nearest(measures, selection):
    """A slip of the keyboard is found."""
    with pytest.raises(UnknownColumnError, match="Did you mean 'contacts'"):
        selection.apply(measures)


def test_columns_are_chosen_by_name(measures):
    """All where none is named; one that is not there is refused."""
    assert ["market", "id"] == choose_columns(measures, ["market", "id"]).column_names
    assert measures.column_names == choose_columns(measures, []).column_names
    with pytest.raises(UnknownColumnError):
        choose_columns(measures, ["nothing"])


def test_rows_are_sorted_with_nulls_last_and_cut(measures):
    """Largest first unless asked otherwise; words sort as words."""
    assert ["bolt", "acme", "crest", "delta"] == Selection(sort="effective_size").apply(measures)["id"].to_pylist()
    smallest = Selection(sort="effective_size", is_ascending=True).apply(measures)["id"].to_pylist()
    assert ["acme", "crest", "bolt", "delta"] == smallest
    assert ["crest", "acme"] == Selection(sort="name", where=("contacts=1",)).apply(measures)["id"].to_pylist()[::-1]
    assert ["bolt"] == Selection(sort="contacts", top=1).apply(measures)["id"].to_pylist()


def test_reach_has_a_row_for_every_market_abroad(registry):
    """Acme reaches France over bolt; nobody reaches delta's market, which is unknown; delta reaches none."""
    found = find_reach(registry)

    (table,) = build_reach_tables(registry, found, np.arange(4))

    rows = {(row["id"], row["market"]): row for row in table.to_pylist()}
    assert {("acme", "DE"), ("acme", "FR"), ("bolt", "FR"), ("bolt", "SE"), ("crest", "DE"), ("crest", "SE")} | {
        ("delta", market) for market in ("DE", "FR", "SE")
    } == set(rows)
    assert {
        "id": "acme", "name": "Acme AB", "home": "SE", "market": "FR", "standing": "introducible", "tied": 0,
        "strongest": None, "ties": 2, "likelihood": label(rows["acme", "FR"]["chance"]), "introducer": "bolt",
        "introducer_name": "Bolt GmbH",
    } == {key: value for key, value in rows["acme", "FR"].items() if key != "chance"}  # fmt: skip
    assert ("certain", 1.0, None) == tuple(rows["acme", "DE"][key] for key in ("likelihood", "chance", "introducer"))
    assert [None, None, None] == [rows["delta", "SE"][key] for key in ("ties", "chance", "likelihood")]
    assert rows["crest", "SE"]["name"] is None


def test_rows_of_many_organisations_come_in_parts(registry, monkeypatch):
    """The same rows, some organisations at a time."""
    monkeypatch.setattr("bridgehead.registry.tabling._ORGANISATIONS_AT_ONCE", 3)
    found = find_reach(registry)

    tables = list(build_reach_tables(registry, found, np.arange(4)))

    assert [6, 3] == [table.num_rows for table in tables]


def test_markets_count_where_everybody_stands(registry):
    """Standings of a market add up to all organisations."""
    table = build_market_table(registry, find_reach(registry)).to_pylist()

    assert ["DE", "FR", "SE"] == [row["market"] for row in table]
    assert {4} == {sum(value for key, value in row.items() if key != "market") for row in table}
    assert len(STANDINGS) + 1 == len(table[0])


def test_introducers_are_counted_by_whom_they_help_and_where(registry):
    """Bolt takes acme to France and crest to Sweden."""
    (row,) = build_introducer_table(registry, find_reach(registry), np.arange(4)).to_pylist()

    assert ("bolt", 2, 2, 2) == tuple(row[key] for key in ("id", "organisations", "markets", "introductions"))


def test_how_international_everybody_is_has_a_row_each(registry):
    """In markets too small to tell the share is null and nobody lonely."""
    table = build_international_table(registry, find_internationals(registry, find_reach(registry)))

    assert [None] * 4 == table["share_high_at_home"].to_pylist()
    assert [False] * 4 == table["is_lonely"].to_pylist()
