"""The backtest finds a rule behind who meets whom, and none where there is none."""

from datetime import date

import pytest

from bridgehead.registry.backtesting import NothingToForetellError, run_backtest
from bridgehead.registry.gathering import build_registry
from bridgehead.registry.ranking import learn
from madeupregistry import DAY, draw_registry


def run(planted, **options):
    registry = draw_registry(planted=planted)
    return run_backtest(registry, DAY, learn(registry, DAY, threads=1), **options)


@pytest.fixture(scope="module")
def planted():
    return run(planted=True)


@pytest.fixture(scope="module")
def unplanted():
    return run(planted=False)


def score(found, name):
    return next(item for item in found.scores if item.name == name)


def test_a_planted_rule_is_found(planted):
    """Who meets within eight groups: the learned ranking beats popularity, home and distance beyond doubt."""
    assert planted.is_learned
    assert "learned" == planted.scores[0].name
    for name in ("popularity", "home_popularity", "distance"):
        assert score(planted, name).lift.low > 1
    # of 29 in a group a third is new within the year: chance within the group gives about 0.2
    assert planted.scores[0].precision[10].low > 0.2


def test_where_there_is_no_rule_none_is_found(unplanted):
    """Who meets is drawn at random: no ranking is above another, and no chance is far from the common one."""
    for name in ("popularity", "home_popularity", "distance", "adamic_adar"):
        lift = score(unplanted, name).lift
        assert lift.low < 0 < lift.high
    base = unplanted.new_ties / (unplanted.known * (unplanted.known - 1))
    assert base == pytest.approx(unplanted.scores[0].precision[10].value, rel=0.3)
    for band in (band for band in unplanted.calibration if band.pairs > 1000):
        assert band.expected == pytest.approx(band.became, abs=0.02)


def test_the_same_draws_give_the_same_intervals(planted):
    """The bootstrap is seeded: a backtest can be repeated."""
    again = run(planted=True)

    assert planted.scores == again.scores


def test_precision_falls_and_recall_is_a_share(planted):
    """Depths are in order; every figure lies between 0 and 1 and within its interval."""
    for item in planted.scores:
        for value in (*item.precision.values(), item.reciprocal_rank, item.recall):
            # sums of draws round in the sixteenth digit
            assert -1e-12 <= value.low <= value.value + 1e-12 <= value.high + 2e-12 <= 1 + 3e-12
    assert {10, 20, 50} == set(planted.scores[0].precision)


def test_recall_by_market_covers_every_new_tie(planted):
    """Ties by market add up to all of them."""
    assert planted.new_ties == sum(item.new for item in planted.markets)
    assert all(0 <= share <= 1 for item in planted.markets for share in item.recall.values())


def test_kinds_narrow_who_is_asked(planted):
    """Companies alone are fewer."""
    registry = draw_registry(planted=True)
    firms = run_backtest(registry, DAY, None, kinds=("PRC",))

    assert 0 < firms.asked < planted.asked
    assert not firms.is_learned
    assert () == firms.calibration


def test_too_late_a_day_cannot_be_tested():
    """Nothing follows: the message says up to which day events run."""
    registry = draw_registry(planted=True)
    with pytest.raises(NothingToForetellError, match="2017") as caught:
        run_backtest(registry, date(2018, 6, 1), None)

    assert 0 == caught.value.found


def test_an_empty_registry_says_that_nothing_is_dated():
    """No organisation, no event, no crash."""
    with pytest.raises(NothingToForetellError, match="No event is dated"):
        run_backtest(build_registry([]), DAY, None)
