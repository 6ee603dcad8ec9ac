"""How well new partners would have been foretold on a day, by each way to rank, from what was known then.

Asked are the organisations known before the day that got at least one new partner, known before the day as well, within
the window. What is scored are new ties alone: repeated ones are easy to foretell and open no market.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from bridgehead.errors import RefusedError
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import UNKNOWN_DAY, Registry, read_days
from bridgehead.registry.lessons import find_new_ties, is_among
from bridgehead.registry.models import Ranker
from bridgehead.registry.past import Actors, Floats, Ints, Past, look_back
from bridgehead.registry.scoring import BASELINES
from bridgehead.registry.suggesting import LEARNED, Ranked

#: how far down precision looks
DEPTHS: tuple[int, ...] = (10, 20, 50)
#: what keeps the future out, as the answer says it
GUARDS: tuple[str, ...] = tuple(
    """\
Features, candidates, activity and affinities come of events begun before the day; undated ones are left out.
The fields of an event count from the day it begins.
Of organisations only market and kind are used; whether one is small is not, since later rows teach it.
The ranking is learned from new ties that began before the day, described by what was known a year before it.
How scores become chances is decided on organisations that nobody was fitted on then.
Settings stand in the parameters; they were chosen on Horizon 2020, where what was scored began before 2017-07-01.
Only ties that are new, between organisations both known before the day, are scored.""".splitlines()
)


class NothingToForetellError(RefusedError):
    """Too little followed the day for a backtest."""

    def __init__(self, day: date, window_days: int, found: int, least: int, newest: date | None) -> None:
        """Args: day asked. window_days: after it. found: organisations with a new partner.

        least: how many it takes. newest: the day the newest event begins.
        """
        self.day, self.found, self.least, self.newest = day, found, least, newest
        advice = f"Events run to {newest}: ask for a day at least a year before it." if newest else "No event is dated."
        super().__init__(
            f"Cannot tell how well new partners are foretold as of {day}: {found} organisations known by then got a "
            f"new partner within {window_days} days, and it takes {least}. {advice}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate with its bootstrap interval over organisations.

    Attributes:
        value: the estimate. low, high: bounds of the interval.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingScore:
    """How well one way to rank did.

    Attributes:
        name: of the ranking. precision: by depth, the mean share of the first so many that became partners.
        reciprocal_rank: mean of 1 / rank of the first that did, 0 where none of the first 50 did.
        recall: mean share of an organisation's new partners among the first 50.
        lift: by how much of it the first ranking's precision at 10 is above this one's, paired; None for itself.
    """

    name: str
    precision: Mapping[int, Interval]
    reciprocal_rank: Interval
    recall: Interval
    lift: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRecall:
    """How many new ties into one market were among the first 50.

    Attributes:
        market: code, "" where not known. new: ties into it, counted from the side of those asked.
        recall: by name of the ranking, the share of them that was foretold.
    """

    market: str
    new: int
    recall: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whether chances hold: pairs suggested with about the same chance, and how many of them got tied.

    Attributes:
        low, high: chances of the band. pairs: in it. expected: the mean chance. became: the share that got tied.
    """

    low: float
    high: float
    pairs: int
    expected: float
    became: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """A backtest.

    Attributes:
        day, until: nothing from `day` on was known; ties that began before `until` are scored.
        asked: organisations scored. known: organisations known before the day. new_ties: of those asked, each side
            counted. undated: events left out for want of a first day.
        is_learned: whether a learned ranking stands first; else too little was known to learn from.
        scores: of each ranking, the first being what is suggested. markets: the commonest first.
        calibration: of the learned chances, over some of everybody known; () where there are none.
    """

    day: date
    until: date
    asked: int
    known: int
    new_ties: int
    undated: int
    is_learned: bool
    scores: tuple[RankingScore, ...]
    markets: tuple[MarketRecall, ...]
    calibration: tuple[Calibration, ...]


def run_backtest(
    registry: Registry, day: date, ranker: Ranker | None, *, kinds: Iterable[str] = (), seed: int = 0
) -> Backtest:
    """How well each ranking would have foretold the new partners of the year after a day.

    Args:
        registry: with what followed. day: nothing of it or later is known to any ranking.
        ranker: learned as of the day or before (`ranking.learn`); None leaves the plain ones.
        kinds: of the organisations asked; all by default. seed: of the bootstrap.

    Raises:
        NothingToForetellError: too few organisations got a new partner.

    References:
        Liben-Nowell & Kleinberg (rank pairs not tied yet, score those that get tied later).
    """
    window = int(get_parameter("next_partner", "window_days"))
    past, until = look_back(registry, day), day + timedelta(days=window)
    new = find_new_ties(registry, past, until)
    asked = _choose_asked(past, new, tuple(kinds))
    least = int(get_parameter("next_partner", "least_asked"))
    if len(asked) < least:
        raise NothingToForetellError(day, window, len(asked), least, _find_newest(registry))
    depth = int(get_parameter("next_partner", "depth"))
    ranked = Ranked(past, ranker=ranker)
    lists = {LEARNED: ranked.rank(asked, depth)[0]} if ranked.is_learned else {}
    lists |= {name: rank(past, asked, depth) for name, rank in BASELINES.items()}
    hits = {name: _find_hits(new, asked, found) for name, found in lists.items()}
    counts = np.diff(new[0])[asked]
    return Backtest(
        day=day,
        until=until,
        asked=len(asked),
        known=len(past.known),
        new_ties=int(counts.sum()),
        undated=past.registry.undated,
        is_learned=ranked.is_learned,
        scores=_score(hits, counts, np.random.default_rng(seed)),
        markets=_recall_by_market(past, new, asked, lists, hits),
        calibration=_check_chances(ranked, new, depth) if ranked.is_learned else (),
    )


def _choose_asked(past: Past, new: tuple[Ints, Actors], kinds: tuple[str, ...]) -> Actors:
    organisations = past.registry.organisations
    wanted = np.diff(new[0]) > 0
    if kinds:
        wanted &= np.isin(
            organisations.kind, [place for place, kind in enumerate(organisations.kinds) if kind in kinds]
        )
    return np.flatnonzero(wanted & past.is_known).astype(np.int32)


def _find_newest(registry: Registry) -> date | None:
    newest = int(registry.events.begin.max(initial=UNKNOWN_DAY))
    return read_days(newest)


def _find_hits(new: tuple[Ints, Actors], asked: Actors, found: Actors) -> NDArray[np.bool_]:
    """(n_asked, depth) whether each listed became a partner."""
    one = np.repeat(asked, found.shape[1])
    return (is_among(new, one, found.ravel()) & (found.ravel() >= 0)).reshape(found.shape)


def _score(
    hits: Mapping[str, NDArray[np.bool_]], counts: Ints, generator: np.random.Generator
) -> tuple[RankingScore, ...]:
    """Every ranking's scores, all over the same draws of organisations."""
    draws, level = (get_parameter("next_partner", "bootstrap")[key] for key in ("draws", "level"))
    n = len(counts)
    chosen = generator.multinomial(n, np.full(n, 1 / n), size=int(draws)) / n
    bounds = (1 - level) / 2 * 100, (1 + level) / 2 * 100

    def estimate(values: Floats) -> Interval:
        low, high = np.percentile(chosen @ values, bounds)
        return Interval(value=float(values.mean()), low=float(low), high=float(high))

    first = next(iter(hits.values()))[:, : DEPTHS[0]].mean(axis=1)

    def compare(values: Floats) -> Interval | None:
        if not values.any():
            return None
        low, high = np.percentile(chosen @ first / np.maximum(chosen @ values, 1e-12) - 1, bounds)
        return Interval(value=float(first.mean() / values.mean() - 1), low=float(low), high=float(high))

    found = []
    for place, (name, hit) in enumerate(hits.items()):
        top = hit[:, : DEPTHS[0]].mean(axis=1)
        reciprocal = np.where(hit.any(axis=1), 1 / (hit.argmax(axis=1) + 1), 0.0)
        found.append(
            RankingScore(
                name=name,
                precision={depth: estimate(hit[:, :depth].sum(axis=1) / depth) for depth in DEPTHS},
                reciprocal_rank=estimate(reciprocal),
                recall=estimate(hit.sum(axis=1) / counts),
                lift=compare(top) if place else None,
            )
        )
    return tuple(found)


def _recall_by_market(
    past: Past,
    new: tuple[Ints, Actors],
    asked: Actors,
    lists: Mapping[str, Actors],
    hits: Mapping[str, NDArray[np.bool_]],
) -> tuple[MarketRecall, ...]:
    """For each market of new partners, the share of them among the first of each list."""
    organisations = past.registry.organisations
    n_markets = len(organisations.markets)
    market = np.where(organisations.market < 0, n_markets, organisations.market).astype(np.int64)
    partners = np.concatenate([new[1][new[0][one] : new[0][one + 1]] for one in asked])
    total = np.bincount(market[partners], minlength=n_markets + 1)
    foretold = {name: np.bincount(market[found[hits[name]]], minlength=n_markets + 1) for name, found in lists.items()}
    labels: Sequence[str] = (*organisations.markets, "")
    order = [place for place in np.argsort(-total, kind="stable").tolist() if total[place]]
    return tuple(
        MarketRecall(
            market=labels[place],
            new=int(total[place]),
            recall={name: float(counts[place] / total[place]) for name, counts in foretold.items()},
        )
        for place in order
    )


def _check_chances(ranked: Ranked, new: tuple[Ints, Actors], depth: int) -> tuple[Calibration, ...]:
    """Chances of what is suggested to everybody known, beside how many of them came true."""
    bands = np.array(get_parameter("next_partner", "bands"))
    most = int(get_parameter("next_partner", "chances_checked"))
    known = np.sort(np.random.default_rng(0).permutation(ranked.past.known)[:most])
    found, chances = ranked.rank(known, depth)
    there = found >= 0
    became = _find_hits(new, known, found)[there]
    chance = chances[there]
    band = np.digitize(chance, bands[1:-1])
    return tuple(
        Calibration(
            low=float(bands[number]),
            high=float(bands[number + 1]),
            pairs=int(inside.sum()),
            expected=float(chance[inside].mean()),
            became=float(became[inside].mean()),
        )
        for number in range(len(bands) - 1)
        if (inside := band == number).any()
    )
