"""Ties from participations, in memory."""

import itertools
from collections import defaultdict
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network import pairing
from bridgehead.registry import UNKNOWN_DAY, Participation, before, build_registry, project, read_days
from bridgehead.registry.projecting import mirror, pair_up
from sameregistry import find_differences

rows = st.lists(
    st.builds(
        Participation,
        event=st.sampled_from("pqrstu"),
        actor=st.sampled_from("ABCDEFGH"),
        begin=st.sampled_from([None, date(2016, 1, 1), date(2017, 7, 1), date(2018, 2, 3)]),
    ),
    max_size=40,
)


def list_ties(registry):
    """(one, other) -> strength, shared, first, last; from either end."""
    ties, ids = registry.ties, list(registry.organisations.ids)
    return {
        (ids[actor], ids[ties.other[arc]]): (ties.strength[arc], ties.shared[arc], ties.first[arc], ties.last[arc])
        for actor in range(len(ids))
        for arc in range(ties.ptr[actor], ties.ptr[actor + 1])
    }


@given(rows, st.sampled_from([2, 3, 60]))
def test_each_event_adds_its_share_and_its_day_to_each_of_its_pairs(participations, largest):
    """Against every pair of every event, at either end."""
    members, begins = defaultdict(set), defaultdict(list)
    for row in participations:
        members[row.event].add(row.actor)
        begins[row.event] += [(row.begin - date(1970, 1, 1)).days] if row.begin else []
    strength, days = defaultdict(float), defaultdict(list)
    for event, group in members.items():
        if len(group) <= largest:
            for pair in itertools.permutations(sorted(group), 2):
                strength[pair] += 1 / (len(group) - 1)
                days[pair].append(min(begins[event], default=None))

    found = list_ties(build_registry(participations, largest=largest))

    assert sorted(strength) == list(found)
    for pair, (given_strength, shared, first, last) in found.items():
        known = [day for day in days[pair] if day is not None]
        # six events at most, each rounded by half of 2^-40
        assert strength[pair] == pytest.approx(given_strength, abs=6 * 2.0**-41)
        assert (len(days[pair]), min(known, default=UNKNOWN_DAY), max(known, default=UNKNOWN_DAY)) == (
            shared,
            first,
            last,
        )


def make_up(seed):
    """Events of two to nine among fifty organisations, as arrays."""
    rng = np.random.default_rng(seed)
    members = [np.sort(rng.choice(50, rng.integers(2, 10), replace=False)) for _ in range(300)]
    ptr = np.concatenate([[0], np.cumsum([len(each) for each in members])]).astype(np.int64)
    begin = rng.integers(16_000, 17_000, 300).astype(np.int32)
    begin[:20] = UNKNOWN_DAY
    return ptr, np.concatenate(members).astype(np.int32), begin


def test_ties_do_not_depend_on_threads_nor_on_how_many_work_at_once(monkeypatch):
    """To the bit, with rows in one block, in blocks of a few and of one."""
    arrays = make_up(1)
    expected = project(*arrays, n_organisations=50, largest=60, threads=1)

    monkeypatch.setattr(pairing, "_WORTH_A_THREAD", 100)

    for at_once, threads in itertools.product((2**15, 1000, 1), (1, 2, 5)):
        monkeypatch.setattr(pairing, "_AT_ONCE", at_once)
        found = project(*arrays, n_organisations=50, largest=60, threads=threads)
        assert [] == [
            name for name in found.__slots__ if not np.array_equal(getattr(expected, name), getattr(found, name))
        ]


def test_each_tie_once_is_mirrored_to_the_rows_of_either_end():
    """What DuckDB and Spark leave becomes what is made here at once."""
    arrays = make_up(4)
    expected = project(*arrays, n_organisations=50, largest=5)

    found = mirror(pair_up(*arrays, n_organisations=50, largest=5), 50)

    assert [] == [name for name in found.__slots__ if not np.array_equal(getattr(expected, name), getattr(found, name))]


def test_they_are_the_collaboration_network_of_networkx():
    """Newman's weights, as a peer computes them."""
    ptr, actor, begin = make_up(5)
    events = np.repeat(np.arange(len(begin)), np.diff(ptr))
    two_mode = nx.Graph((("actor", one), ("event", event)) for one, event in zip(actor.tolist(), events, strict=True))
    actors = [node for node in two_mode if node[0] == "actor"]
    expected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, actors)

    found = pair_up(ptr, actor, begin, n_organisations=50, largest=60)

    assert expected.number_of_edges() == len(found.one)
    for one, other, strength in zip(found.one.tolist(), found.other.tolist(), found.strength, strict=True):
        # each share is rounded to 2^-40, and no pair shares a hundred events
        assert expected["actor", one]["actor", other]["weight"] == pytest.approx(strength, abs=100 * 2.0**-41)


def test_ties_do_not_depend_on_the_order_of_events():
    """Sums of shares are exact."""
    ptr, actor, begin = make_up(2)
    members = np.split(actor, ptr[1:-1])
    order = np.random.default_rng(3).permutation(len(members))
    shuffled = np.concatenate([members[event] for event in order])
    bounds = np.concatenate([[0], np.cumsum([len(members[event]) for event in order])]).astype(np.int64)

    one = project(ptr, actor, begin, n_organisations=50, largest=60)
    other = project(bounds, shuffled, begin[order], n_organisations=50, largest=60)

    assert one.strength.tolist() == other.strength.tolist()
    assert one.first.tolist() == other.first.tolist()


def test_before_a_day_only_what_had_begun_is_known():
    """An event that begins on the day is not; one without a day is left out and counted."""
    registry = build_registry(
        [
            *(Participation(event="old", actor=each, begin=date(2017, 6, 30)) for each in "AB"),
            *(Participation(event="today", actor=each, begin=date(2017, 7, 1)) for each in "AC"),
            *(Participation(event="undated", actor=each) for each in "BC"),
        ],
        fields={"old": ["health"], "today": ["space", "health"]},
    )

    found = before(registry, date(2017, 7, 1))

    assert [("A", "B"), ("B", "A")] == list(list_ties(found))
    assert (["old"], 1, 1) == (list(found.events.ids), found.undated, registry.count_undated())
    assert list(registry.organisations.ids) == list(found.organisations.ids)
    assert ["health"] == [found.events.fields[field] for field in found.events.field]
    assert date(2017, 6, 30) == read_days(found.ties.first[0])


@given(rows)
def test_after_the_last_day_all_dated_events_are_known(participations):
    """The registry of the dated events is the registry as known in the end."""
    dated = {row.event for row in participations if row.begin}
    whole = build_registry(participations)
    found = before(whole, date(2030, 1, 1))
    expected = build_registry([row for row in participations if row.event in dated])

    kept = np.isin(list(whole.organisations.ids), list(expected.organisations.ids)) if len(whole.organisations) else []
    assert list(expected.events.ids) == list(found.events.ids)
    assert expected.ties.strength.tolist() == found.ties.strength.tolist()
    assert expected.event_actor.tolist() == (np.cumsum(kept) - 1)[found.event_actor].tolist()


def test_the_events_of_each_organisation_are_found():
    """The participations the other way round."""
    registry = build_registry([Participation(event=event, actor=actor) for event, actor in ("pA", "pB", "qB", "rC")])

    ptr, event = registry.find_events_of_actors()

    assert ([0, 1, 3, 4], [0, 0, 1, 2]) == (ptr.tolist(), event.tolist())


def test_an_empty_registry_has_no_ties():
    """Nothing follows from nothing."""
    empty = build_registry([])

    assert (0, 0, 0, 0) == (empty.n_organisations, empty.n_events, empty.ties.n_ties, empty.too_large)
    assert [] == find_differences(empty, before(empty, date(2020, 1, 1)))
