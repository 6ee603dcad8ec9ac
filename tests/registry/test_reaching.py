"""Reach and standing of all organisations: each firm searched by itself, brute force, and what must always hold."""

import itertools
from datetime import date

import numpy as np
import pytest

from bridgehead.network.graph import build_graph
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.passing_on import assumed
from bridgehead.network.routes import best_chances, count_ties
from bridgehead.questions.outsidership import Outsidership
from bridgehead.registry import Participation, before, build_registry, select_events
from bridgehead.registry.reaching import (
    HOME,
    INSIDER,
    STANDINGS,
    TieLimitError,
    find_internationals,
    find_reach,
    find_strength,
)

MARKETS = ("DE", "DK", "FR", "SE", "")


def make_registry(seed, *, n=30, n_events=25, most=4):
    """A seeded registry of small events, some organisations of unknown market."""
    rng = np.random.default_rng(seed)
    markets = rng.choice(MARKETS, size=n)
    rows = [
        Participation(event=f"e{event}", actor=f"a{actor:02}", market=markets[actor])
        for event in range(n_events)
        for actor in rng.choice(n, size=rng.integers(1, most + 1), replace=False)
    ]
    return build_registry(rows)


def make_graph(registry):
    """The same ties for the search of a single firm."""
    ties = registry.ties
    sender = np.repeat(np.arange(registry.n_organisations), np.diff(ties.ptr))
    return build_graph(registry.n_organisations, sender, ties.other, assumed(find_strength(registry)).value)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("max_ties", [1, 2, 3, 5])
def test_reach_is_that_of_each_firm_searched_by_itself(seed, max_ties):
    """Chance of the best route, and fewest ties, to anybody in the market."""
    registry = make_registry(seed)
    graph, market = make_graph(registry), registry.organisations.market

    found = find_reach(registry, max_ties=max_ties)

    for actor, place in itertools.product(range(registry.n_organisations), range(len(registry.organisations.markets))):
        members = np.flatnonzero(market == place)
        if actor in members:
            assert np.isnan(found.chance[actor, place])
            assert (HOME, 0, -1) == (
                found.standing[actor, place],
                found.ties[actor, place],
                found.introducer[actor, place],
            )
            continue
        fewest = count_ties(graph, [actor], max_ties)[members]
        expected = min((ties for ties in fewest if ties > 0), default=0)
        best = 1.0 if expected == 1 else best_chances(graph, [actor], max_ties).chance[members].max(initial=0)
        assert expected == found.ties[actor, place]
        assert best == pytest.approx(found.chance[actor, place], rel=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_the_introducer_begins_a_best_route(seed):
    """What the introducer reaches with one tie less, times the tie, is the chance; nobody introduces to a contact."""
    registry = make_registry(seed)
    graph = make_graph(registry)
    ties, chances = registry.ties, assumed(find_strength(registry)).value

    found = find_reach(registry, max_ties=3)

    for actor, place in zip(*np.nonzero(found.ties), strict=True):
        introducer = found.introducer[actor, place]
        if found.ties[actor, place] == 1:
            assert introducer == -1
            continue
        arcs = range(ties.ptr[actor], ties.ptr[actor + 1])
        chance = next(chances[arc] for arc in arcs if ties.other[arc] == introducer)
        members = np.flatnonzero(registry.organisations.market == place)
        onward = best_chances(graph, [int(introducer)], 2).chance[members]
        # a single firm's direct route has chance 1, but here its tie is asked to pass somebody on
        for index, member in enumerate(members):
            near = [arc for arc in range(ties.ptr[introducer], ties.ptr[introducer + 1]) if ties.other[arc] == member]
            if near:
                onward[index] = max(chances[near[0]], _two_ties(ties, chances, introducer, member))
        assert chance * onward.max() == pytest.approx(found.chance[actor, place], rel=1e-6)


def _two_ties(ties, chances, one, two):
    """The best product over a single actor between."""
    return max(
        (
            chances[first] * chances[second]
            for first in range(ties.ptr[one], ties.ptr[one + 1])
            for second in range(ties.ptr[ties.other[first]], ties.ptr[ties.other[first] + 1])
            if ties.other[second] == two
        ),
        default=0.0,
    )


def test_standing_is_as_for_a_single_firm(record):
    """The same projects as agreements in a firm's record give the same standings."""
    projects = {
        "p1": ("acme", "bolt"),
        "p2": ("acme", "bolt", "crest"),
        "p3": ("bolt", "delta"),
        "p4": ("acme", "crest", "echo", "fjord"),
        "p5": ("delta", "gamma"),
        "p6": ("gamma", "helix"),
    }
    home = {
        "acme": "SE", "bolt": "DE", "crest": "DE", "delta": "FR", "echo": "DK", "fjord": "DK", "gamma": "IT",
        "helix": "ES",
    }  # fmt: skip
    actors = "\n".join(f"actor, {name}, market={market}" for name, market in home.items() if name != "acme")
    agreements = "\n".join(
        f"agreement, public_project: {'; '.join(parties)}, id={name}, begin=2020-01-01, end=open"
        for name, parties in projects.items()
    )
    network = Network.of(record(f"firm, acme, market=SE\n{actors}\n{agreements}"), Lens(as_of=date(2021, 1, 1)))
    expected = {
        row.values["market"].code: row.values["standing"] for row in Outsidership().answer(network).parts[0].shape.rows
    }
    registry = build_registry(
        [
            Participation(event=name, actor=each, market=home[each])
            for name, parties in projects.items()
            for each in parties
        ]
    )

    found = find_reach(registry)

    acme = registry.organisations.ids.find("acme")
    standings = {
        market: STANDINGS[found.standing[acme, place]] for place, market in enumerate(registry.organisations.markets)
    }
    assert {"insider", "acquainted", "introducible", "outsider (none known)"} == set(expected.values())
    assert {"SE": "home", **expected} == standings


@pytest.mark.parametrize("threads", [2, 5])
def test_no_digit_depends_on_the_number_of_threads(threads):
    """Bit by bit."""
    registry = make_registry(9, n=120, n_events=150)

    alone, together = (find_reach(registry, threads=number) for number in (1, threads))

    for name in ("chance", "ties", "introducer", "tied", "strongest", "standing"):
        assert getattr(alone, name).tobytes() == getattr(together, name).tobytes(), name


@pytest.mark.parametrize("seed", range(5))
def test_an_event_less_opens_no_market(seed):
    """Without some of the events no chance is larger, no route shorter and nobody stands better."""
    registry = make_registry(seed)
    kept = np.random.default_rng(seed).random(registry.n_events) < 0.7

    whole, part = find_reach(registry), find_reach(select_events(registry, kept))

    abroad = whole.standing != HOME
    assert (part.chance[abroad] <= whole.chance[abroad] + 1e-6).all()
    assert (part.standing >= whole.standing).all()
    assert (part.tied <= whole.tied).all()


def test_what_is_no_agreement_makes_no_insider():
    """Fairs and papers acquaint; standings without an insider stay as they are."""
    registry = make_registry(3, most=3)

    formal, informal = find_reach(registry), find_reach(registry, is_formal=False)

    assert (formal.standing == INSIDER).any()
    assert not (informal.standing == INSIDER).any()
    assert (formal.standing == informal.standing)[formal.standing != INSIDER].all()


def test_what_begins_later_opens_no_market():
    """As of a day before the second project only the first tie is there."""
    rows = [
        Participation(event="one", actor="acme", market="SE", begin=date(2015, 1, 1)),
        Participation(event="one", actor="bolt", market="DE", begin=date(2015, 1, 1)),
        Participation(event="two", actor="bolt", market="DE", begin=date(2017, 1, 1)),
        Participation(event="two", actor="crest", market="FR", begin=date(2017, 1, 1)),
    ]
    registry = build_registry(rows)

    then, later = find_reach(before(registry, date(2016, 1, 1))), find_reach(registry)

    assert [[1, 0, 0]] == then.ties[:1].tolist()
    assert [[1, 2, 0]] == later.ties[:1].tolist()


@pytest.mark.parametrize("max_ties", [0, 9])
def test_a_limit_that_nobody_follows_is_refused(max_ties):
    """With what can be asked for."""
    with pytest.raises(TieLimitError, match="Ask for 1 to 8"):
        find_reach(make_registry(1), max_ties=max_ties)


def test_a_registry_of_nobody_reaches_nothing():
    """No organisation, no market, no error."""
    registry = build_registry([])

    found = find_reach(registry)

    assert (0, 0) == found.chance.shape
    assert [] == find_internationals(registry, found).is_lonely.tolist()


def test_nobody_known_in_a_market_is_no_reach():
    """Organisations of unknown market reach others and are no market's actors."""
    registry = build_registry(
        [Participation(event="one", actor="acme"), Participation(event="one", actor="bolt", market="DE")]
    )

    found = find_reach(registry)

    assert ["DE"] == list(registry.organisations.markets)
    assert [[1], [0]] == found.ties.tolist()
    assert find_internationals(registry, found).others.tolist() == [0, 0]


def test_a_firm_at_home_abroad_is_lonely_where_its_market_is_not():
    """One Danish firm is an insider in five markets, its ten neighbours in none; in France several are."""
    abroad = ("AT", "BE", "DE", "ES", "IT", "NL")
    rows = []

    def settle(firm, market):
        for place, there in itertools.product(abroad, ("x", "y")):
            event = f"{firm}-{place}-{there}"
            rows.extend([Participation(event=event, actor=firm, market=market)])
            rows.extend([Participation(event=event, actor=f"{there}-{place}", market=place)])

    settle("lone", "DK")
    for number in range(6):
        settle(f"french-{number}", "FR")
    rows.extend(Participation(event="danes", actor=f"dane-{number}", market="DK") for number in range(12))
    rows.extend(Participation(event="french", actor=f"quiet-{number}", market="FR") for number in range(6))
    registry = build_registry(rows)

    found = find_internationals(registry, find_reach(registry))

    names = np.array(list(registry.organisations.ids))
    assert ["lone"] == names[found.is_lonely].tolist()
    assert {"lone", *(f"french-{number}" for number in range(6))} == set(names[found.is_high])
    assert 6 == found.markets[names == "lone"][0]
    assert 0.0 == found.share[names == "lone"][0]
    assert np.isnan(found.share[names == "x-AT"][0])
