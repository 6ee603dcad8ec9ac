"""Why candidates are chosen or not: where each alone is likely to be heard, and what keeps the others out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.certificate import Certified
from bridgehead.network.graph import Flags, Floats
from bridgehead.network.influence import Sample
from bridgehead.network.network import Network
from bridgehead.questions._candidates import Candidate
from bridgehead.questions._recruitment_aims import Aim
from bridgehead.questions._recruitment_limits import Ballot
from bridgehead.questions._saying import say_figure
from bridgehead.record import markets
from bridgehead.record.parameters import get_parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A choice and what surrounds it.

    Attributes:
        network: the network asked. aim: whom to reach. ballot: the options. certified: the choice; None where
            there was nobody to choose.
        left_out: candidates who could not be chosen, with the reason. stable: (n_options,) share of resamples.
        bounds: list -> reach with every chance at its lower and upper bound.
    """

    network: Network
    aim: Aim
    ballot: Ballot
    certified: Certified | None
    left_out: tuple[tuple[Candidate, str], ...]
    stable: Floats
    bounds: Mapping[str, tuple[float, float]]


def find_opened(outcome: Outcome, sample: Sample, options: Sequence[int]) -> dict[int, str]:
    """For each chosen option, in words, the markets and fields where nobody else chosen is likely to be heard.

    Args:
        outcome: the choice. sample: sets it was not made on. options: those chosen.
    """
    numbers = outcome.ballot.limits.candidate[list(options)].tolist()
    times = np.zeros(sample.n_sets, dtype=np.int64)
    for number in numbers:
        times[sample.sets_of(number)] += 1
    said = {}
    for option, number in zip(options, numbers, strict=True):
        mine = np.zeros(sample.n_sets, dtype=np.bool_)
        mine[sample.sets_of(number)] = True
        places = _find_heard(outcome.network, sample, mine)
        places -= _find_heard(outcome.network, sample, times > mine)
        opened = [name for _, name in sorted(places)]
        few = opened if len(opened) <= 5 else [*opened[:5], f"{len(opened) - 5} more"]
        said[option] = (
            f"The only one likely to reach {', '.join(few)}." if opened else "Adds where others reach as well."
        )
    return said


def say_rejection(outcome: Outcome, option: int, used: Floats, gain: float, swap: tuple[float, int]) -> str:
    """What keeps one out: the limits it would break, and what it would lose in another's place.

    Args:
        outcome: the choice. option: not chosen. used: (n_limits,) by the chosen. gain: what it would add to them.
        swap: what the reach would lose, and in the place of which option; -1 for none.
    """
    assert outcome.certified is not None
    limits = outcome.ballot.limits
    broken = [
        limit.label for limit, now in zip(limits.held, used, strict=True) if now + limit.counts[option] > limit.high
    ]
    least = 1e-9 * max(outcome.aim.worth.sum(), 1e-300)
    if gain <= least:
        alone = outcome.certified.choosing.sets_of(int(limits.candidate[option]))
        return "Whom they reach the chosen reach as well." if len(alone) else "They reach nobody of those aimed at."
    loss, replaced = swap
    reason = f"No room: {'; '.join(broken)}." if broken else "Taking them too would leave a floor unmet."
    if replaced < 0:
        return f"{reason} In nobody's place would all limits be kept."
    other = outcome.ballot.candidate_of(replaced).actor.name
    if loss <= least:
        return f"{reason} In {other}'s place they would reach as much."
    return f"{reason} In {other}'s place the reach would be {say_figure(loss, 3)} less."


def _find_heard(network: Network, sample: Sample, is_covered: Flags) -> set[tuple[int, str]]:
    """Markets, then fields, in which somebody is likely to be reached, as the sets say that are covered."""
    drawn = np.bincount(sample.roots)
    share = np.bincount(sample.roots[is_covered], minlength=len(drawn)) / np.maximum(drawn, 1)
    likely = np.flatnonzero(share >= float(get_parameter("passing_on", "likely_from")))
    actors = [network.actor(position) for position in likely.tolist()]
    return {(0, markets.label(actor.market)) for actor in actors if actor.market} | {
        (1, f"the field {actor.field}") for actor in actors if actor.field
    }
