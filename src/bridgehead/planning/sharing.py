"""Sharing the surplus of joint work: what each group could earn alone, the Shapley value, and who would leave.

A group's worth is the value of the order less what it costs the group to deliver it, and 0 where it cannot, or would
lose by it. A group may leave its weaker members idle, so worth never falls as a group grows.

Sources: Shapley 1953, A value for n-person games, in Contributions to the theory of games II, pp. 307-317; core and
least core as in Maschler, Solan & Zamir 2013, Game theory; sampling of orders as in Castro, Gómez & Tejada 2009,
Polynomial calculation of the Shapley value based on sampling.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import factorial

import numpy as np

from bridgehead.planning.order import Flags, Floats, Ints
from bridgehead.planning.solver import Rows, solve

#: group of players as bits, player i being bit i -> (worth, the players the best plan of the group uses)
Evaluate = Callable[[int], tuple[float, int]]


@dataclass
class Worths:
    """What groups are worth, each looked up before it is worked out.

    The players that the best plan of a group uses are all it takes: every group between those and the group is worth
    the same. And what is worth nothing has no part that is worth anything.

    Attributes:
        evaluate: works out a group. known: (used, group, worth) of those worked out.
    """

    evaluate: Evaluate
    known: list[tuple[int, int, float]] = field(default_factory=list)

    def __call__(self, group: int) -> float:
        """The worth of a group, given as bits."""
        for used, within, worth in self.known:
            if group | within == within and (worth == 0.0 or used | group == group):
                return worth
        worth, used = self.evaluate(group) if group else (0.0, 0)
        self.known.append((used, group, worth))
        return worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """How a surplus is shared.

    Attributes:
        share: (n_players,) money, adding up to the worth of all together. standard_error: (n_players,) of sampling; 0
            where exact. is_exact: whether every order in which players may come was looked at. orders: how many were.
    """

    share: Floats
    standard_error: Floats
    is_exact: bool
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A group that would earn more alone than its members' shares together.

    Attributes:
        group: (n_players,) who is in it. worth: what it would earn alone. share: what its shares add up to.
    """

    group: Flags
    worth: float
    share: float

    @property
    def gain(self) -> float:
        """What it would gain by leaving."""
        return self.worth - self.share


def find_all_worths(n_players: int, worths: Worths) -> Floats:
    """The worth of every group, (2 ** n_players,), group i being the bits of i.

    The largest are worked out first, those of one size side by side: none of them settles another.
    """
    found = np.full(1 << n_players, np.nan)
    found[0] = 0.0
    sizes = np.array([group.bit_count() for group in range(1 << n_players)])
    with ThreadPoolExecutor() as pool:
        for size in range(n_players, 0, -1):
            open_groups = np.flatnonzero((sizes == size) & np.isnan(found)).tolist()
            for group, (worth, used) in zip(open_groups, pool.map(worths.evaluate, open_groups), strict=True):
                worths.known.append((used, group, worth))
                _spread(found, worths.known[-1])
    return found


def _spread(found: Floats, known: tuple[int, int, float]) -> None:
    """Write down the worth of every group that one worked out settles."""
    used, within, worth = known
    free = within & ~used if worth > 0 else within
    fixed = used if worth > 0 else 0
    subset = free
    while True:
        found[fixed | subset] = worth
        if not subset:
            return
        subset = (subset - 1) & free


def share_exactly(worth: Floats) -> Shares:
    """The Shapley value of a game.

    Args:
        worth: (2 ** n_players,) worth of every group, group i being the bits of i.

    >>> share_exactly(np.array([0.0, 0.0, 0.0, 10.0])).share.tolist()
    [5.0, 5.0]
    """
    n_players = len(worth).bit_length() - 1
    groups = np.arange(len(worth))
    sizes = np.array([int(group).bit_count() for group in groups])
    ways = np.array([factorial(size) * factorial(max(n_players - size - 1, 0)) for size in range(n_players + 1)])
    weight = ways / factorial(n_players)
    share = np.zeros(n_players)
    for player in range(n_players):
        without = groups[groups & (1 << player) == 0]
        share[player] = (weight[sizes[without]] * (worth[without | (1 << player)] - worth[without])).sum()
    return Shares(share=share, standard_error=np.zeros(n_players), is_exact=True, orders=factorial(n_players))


def share_by_sampling(n_players: int, worths: Worths, pairs: int, rng: np.random.Generator) -> Shares:
    """The Shapley value from sampled orders in which players come, each with its reverse.

    Args:
        n_players: how many. worths: what groups are worth. pairs: orders sampled, at least 2; each counts with its
            reverse as one observation. rng: source of chance.
    """
    gains = np.zeros((pairs, n_players))
    for number in range(pairs):
        players = rng.permutation(n_players)
        for order in (players, players[::-1]):
            gains[number, order] += _find_gains(order, worths) / 2
    error = gains.std(axis=0, ddof=1) / np.sqrt(pairs)
    return Shares(share=gains.mean(axis=0), standard_error=error, is_exact=False, orders=2 * pairs)


def _find_gains(order: Ints, worths: Worths) -> Floats:
    """What each player adds to those before it; once two groups are worth the same, so are all between them."""
    groups = np.concatenate([[0], np.bitwise_or.accumulate(1 << order.astype(object))]).tolist()
    found = [np.nan] * len(groups)

    def fill(low: int, high: int) -> None:
        if high - low < 2:
            return
        if found[low] == found[high]:
            found[low + 1 : high] = [found[low]] * (high - low - 1)
            return
        middle = (low + high) // 2
        found[middle] = worths(groups[middle])
        fill(low, middle)
        fill(middle, high)

    found[0], found[-1] = 0.0, worths(groups[-1])
    fill(0, len(groups) - 1)
    return np.diff(np.array(found, dtype=np.float64))


def find_leaving(share: Floats, worth: Floats, *, tolerance: float = 1e-6) -> tuple[Leaving, ...]:
    """The groups that would gain by leaving, the one that gains most first.

    Args:
        share: (n_players,) what each gets. worth: (2 ** n_players,) worth of every group. tolerance: a gain that small
            is rounding.
    """
    groups = np.arange(len(worth))
    members = (groups[:, None] >> np.arange(len(share))) & 1 == 1
    gain = worth - members @ share
    leaving = np.flatnonzero(gain > tolerance)
    return tuple(
        Leaving(group=members[group], worth=float(worth[group]), share=float(members[group] @ share))
        for group in leaving[np.argsort(-gain[leaving], kind="stable")].tolist()
    )


def find_least_core(worth: Floats) -> tuple[Floats, float]:
    """Shares that leave the least reason to go.

    Args:
        worth: (2 ** n_players,) worth of every group, the whole being worth all there is to share.

    Returns:
        Shares (n_players,), and the largest gain that any group would still have by leaving: 0 or less where some way
        of sharing keeps everybody (the core is not empty).
    """
    n_players = len(worth).bit_length() - 1
    groups = np.arange(1, len(worth) - 1)
    member = (groups[:, None] >> np.arange(n_players)) & 1
    row, player = np.nonzero(member)
    whole = np.full(n_players, len(groups))
    rows = Rows.of(
        np.concatenate([row, np.arange(len(groups)), whole]),
        np.concatenate([player, np.full(len(groups), n_players), np.arange(n_players)]),
        np.ones(len(row) + len(groups) + n_players),
        len(groups) + 1,
        np.append(worth[groups], worth[-1]),
        np.append(np.full(len(groups), np.inf), worth[-1]),
    )
    cost = np.append(np.zeros(n_players), 1.0)
    upper = np.full(n_players + 1, np.inf)
    found = solve(cost, rows, upper, lower=-upper)
    assert found is not None, "shares always exist for a large enough gain"
    return found.columns[:-1], float(found.columns[-1])
