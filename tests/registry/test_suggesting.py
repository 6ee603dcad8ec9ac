"""What is suggested to many firms, why, and by which ranking."""

import json
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from bridgehead.registry import ranking
from bridgehead.registry.gathering import Participation, build_registry
from bridgehead.registry.models import (
    BadRankingError,
    LaterRankingError,
    place_of_ranking,
    read_ranking,
    write_ranking,
)
from bridgehead.registry.past import look_back
from bridgehead.registry.ranking import NoLearnerError, learn
from bridgehead.registry.suggesting import Ranked, UnknownRankingError, get_ranker, suggest_partners
from madeupregistry import DAY, draw_registry


@pytest.fixture(scope="module")
def registry():
    return draw_registry(planted=True)


@pytest.fixture(scope="module")
def ranker(registry):
    return learn(registry, DAY, threads=1)


@pytest.fixture(scope="module")
def suggested(registry, ranker):
    """To three firms, one of which is not there, ten each."""
    ranked = Ranked(look_back(registry, DAY), ranker=ranker)
    return list(suggest_partners(ranked, ["o003", "nobody", "o100"], top=10))


def test_firms_come_in_the_order_asked_with_ranks_from_one(suggested):
    """Each has its ten, likeliest first; who is not in the registry has none, and is told why."""
    assert ["o003", "nobody", "o100"] == [each.firm for each in suggested]
    assert [10, 0, 10] == [len(each.suggestions) for each in suggested]
    assert list(range(1, 11)) == [item.rank for item in suggested[0].suggestions]
    assert "is not in the registry" in suggested[1].note
    for each in suggested:
        scores = [item.score for item in each.suggestions]
        assert sorted(scores, reverse=True) == scores
        assert all(0 <= score <= 1 for score in scores)


def test_nobody_is_suggested_to_itself_or_to_a_partner(registry, suggested):
    """New partners alone."""
    ids, ties = registry.organisations.ids, look_back(registry, DAY).registry.ties
    for each in suggested[::2]:
        number = ids.find(each.firm)
        partners = {ids[other] for other in ties.other[ties.ptr[number] : ties.ptr[number + 1]]}
        assert not partners & {item.actor for item in each.suggestions}
        assert each.firm not in {item.actor for item in each.suggestions}


def test_ties_behind_a_suggestion_are_partners_of_both(registry, suggested):
    """What is said is so: each organisation named as a partner in common is one."""
    ids, ties = registry.organisations.ids, look_back(registry, DAY).registry.ties

    def partners(id_):
        number = ids.find(id_)
        return {ids[other] for other in ties.other[ties.ptr[number] : ties.ptr[number + 1]]}

    for item in suggested[0].suggestions:
        reason = next(why for why in item.why if why.of == "ties")
        assert set(reason.actors) <= partners("o003") & partners(item.actor)
        assert any(why.of == "field" for why in item.why)


def test_the_same_is_suggested_one_by_one(registry, ranker, suggested):
    """Who else is asked changes nothing."""
    ranked = Ranked(look_back(registry, DAY), ranker=ranker)

    assert [suggested[2]] == list(suggest_partners(ranked, ["o100"], top=10))


def small():
    """x of Sweden and y of Germany share a partner; z, like x, joined y before."""
    rows = []
    for number, (actors, day) in enumerate((("xm", 1), ("my", 2), ("zy", 3))):
        rows += [
            Participation(
                event=str(number),
                actor=actor,
                name=actor.upper(),
                market={"x": "SE", "z": "SE", "y": "DE", "m": "FI"}[actor],
                kind="PRC",
                begin=date(2015, 1, day),
            )
            for actor in actors
        ]
    return build_registry(rows, fields={"0": ["health"], "1": ["health"]})


def test_ties_field_pathway_and_precedent_are_told():
    """By the plain ranking, which gives no chance."""
    ranked = Ranked(look_back(small(), DAY), by="adamic_adar")
    (found,) = suggest_partners(ranked, ["x"], top=1)
    first = found.suggestions[0]

    assert ("y", "Y", "DE", None) == (first.actor, first.name, first.market, first.score)
    assert ["ties", "field", "pathway", "precedent"] == [why.of for why in first.why]
    assert [
        "M is a partner of both",
        "both are active in health",
        "a complementary partner in Germany, where it has no partner yet",
        "Z, of the same market and kind, became its partner on 2015-01-03",
    ] == [why.text for why in first.why]
    assert ("m",) == first.why[0].actors
    assert () == found.markets


def test_who_comes_later_is_not_known_yet():
    """On a day before its first event a firm is told that nothing is known, and is suggested to nobody."""
    ranked = Ranked(look_back(small(), date(2015, 1, 3)), by="popularity")
    late, other = suggest_partners(ranked, ["z", "x"], top=5)

    assert "took part in nothing before 2015-01-03" in late.note
    assert {"y"} == {item.actor for item in other.suggestions}


def test_whoever_knows_everybody_has_nobody_to_meet():
    """All are partners already."""
    rows = [Participation(event="1", actor=actor, begin=date(2015, 1, 1)) for actor in "ab"]
    (found,) = suggest_partners(Ranked(look_back(build_registry(rows), DAY), by="distance"), ["a"], top=5)

    assert () == found.suggestions
    assert "partner already" in found.note


def test_new_markets_come_with_the_chance_of_a_first_partner(registry, ranker):
    """Only markets without a partner; one less the product of what speaks against each suggestion."""
    past = look_back(registry, date(2016, 3, 1))
    for found in suggest_partners(
        Ranked(past, ranker=ranker), [registry.organisations.ids[n] for n in past.known], top=9
    ):
        for market, chance in found.markets:
            scores = [item.score for item in found.suggestions if item.market == market]
            assert 1 - np.prod([1 - score for score in scores]) == pytest.approx(chance)


def test_a_ranking_that_does_not_exist_is_refused(registry):
    """The message names those that do."""
    with pytest.raises(UnknownRankingError, match="adamic_adar"):
        Ranked(look_back(registry, DAY), by="fame")


def test_a_learned_ranking_is_kept_and_read_again(registry, tmp_path):
    """The second time nothing is learned, and the ranking is the same."""
    first = get_ranker(registry, DAY, folder=tmp_path, threads=1)
    written = place_of_ranking(tmp_path, DAY).stat().st_mtime_ns
    second = get_ranker(registry, DAY, folder=tmp_path, threads=1)

    assert first.sets == second.sets
    assert written == place_of_ranking(tmp_path, DAY).stat().st_mtime_ns


def test_a_damaged_or_foreign_ranking_in_the_folder_is_learned_anew(registry, ranker, tmp_path):
    """Changed by hand, or learned from another past: replaced, silently right."""
    place = place_of_ranking(tmp_path, DAY)
    write_ranking(place, replace(ranker, past="another"))
    assert ranker.past == get_ranker(registry, DAY, folder=tmp_path, threads=1).past

    place.write_text(place.read_text(encoding="utf-8").replace('"window_days": 365', '"window_days": 366'))
    assert 365 == get_ranker(registry, DAY, folder=tmp_path, threads=1).window_days


def test_a_ranking_learned_after_the_day_is_refused(ranker, tmp_path):
    """It has seen what it is asked to foretell; the message says from which day on it may be used."""
    path = tmp_path / "later.json"
    write_ranking(path, ranker)
    with pytest.raises(LaterRankingError, match="2017-01-01") as caught:
        get_ranker(build_registry([]), DAY - timedelta(days=1), path=path)

    assert ranker.learned_until == caught.value.learned_until
    assert ranker.sets == get_ranker(build_registry([]), DAY + timedelta(days=1), path=path).sets


@pytest.mark.parametrize("text", ["", "{}", "[]", "no json", '{"checksum": "x", "version": 1}'])
def test_a_file_that_is_no_ranking_is_refused(tmp_path, text):
    """Whatever it holds, one sentence says so."""
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRankingError, match=r"bad\.json"):
        read_ranking(path, DAY)


def test_a_ranking_of_another_version_is_refused(ranker, tmp_path, monkeypatch):
    """Its features may mean something else."""
    path = tmp_path / "old.json"
    with monkeypatch.context() as patched:
        patched.setattr("bridgehead.registry.models.VERSION", 0)
        write_ranking(path, ranker)
    with pytest.raises(BadRankingError, match="version 0"):
        read_ranking(path, DAY)
    assert 0 == json.loads(path.read_text(encoding="utf-8"))["version"]


def test_without_the_learner_the_message_names_the_way_without_it(monkeypatch):
    """LightGBM needs a library that some systems lack."""

    def fail():
        raise NoLearnerError("libomp not found")

    monkeypatch.setattr(ranking, "load_learner", fail)
    with pytest.raises(NoLearnerError, match="--by adamic_adar"):
        learn(draw_registry(planted=True), DAY, threads=1)


def test_a_learner_that_cannot_be_loaded_is_told(monkeypatch):
    """A package that is not there, or a library it cannot find."""
    monkeypatch.setitem(__import__("sys").modules, "lightgbm", None)
    with pytest.raises(NoLearnerError, match="pip install lightgbm"):
        ranking.load_learner()
