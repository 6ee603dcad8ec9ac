"""What a programme asks of its members, as limits of a choice: seats, budget, floors and ceilings, in two tiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.network.graph import Floats
from bridgehead.network.limits import Limit, Limits, Options
from bridgehead.questions import QuestionValueError
from bridgehead.questions._candidates import Candidate
from bridgehead.record import markets

MEMBER, CENTRE = "member", "reference centre"
_EVERY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked of the choice.

    Attributes:
        members: seats. budget: for all tiers together; None where there is none.
        market_least, market_most, field_least, field_most: (market or field, number) of members.
        include: positions of those who must be in, with their names.
        centres: seats of the second tier. per_market: centres in each of `important`, at least.
        centre_cost: what a centre costs; None where it is the candidate's own cost.
    """

    members: int
    budget: float | None
    market_least: tuple[tuple[str, int], ...]
    market_most: tuple[tuple[str, int], ...]
    field_least: tuple[tuple[str, int], ...]
    field_most: tuple[tuple[str, int], ...]
    include: tuple[tuple[int, str], ...]
    centres: int
    per_market: int
    important: tuple[str, ...]
    centre_cost: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """The options there are and what they must keep to.

    Attributes:
        candidates: those who can be chosen. limits: over the options. tier: (n_options,) of each.
        cost: (n_options,) of each; 0 where it is not known and that is allowed.
        one_more: what may be loosened by one, in words, and the limit's label.
    """

    candidates: tuple[Candidate, ...]
    limits: Limits
    tier: tuple[str, ...]
    cost: Floats
    one_more: tuple[tuple[str, str], ...]

    def candidate_of(self, option: int) -> Candidate:
        """The candidate an option would choose."""
        return self.candidates[int(self.limits.candidate[option])]


def build_ballot(candidates: Sequence[Candidate], terms: Terms) -> Ballot:
    """The options of candidates under terms: a seat as a member for each, and one as a centre where there are such.

    Args:
        candidates: those who can be chosen. terms: what is asked.
    """
    n_tiers = 2 if terms.centres else 1
    candidate = np.tile(np.arange(len(candidates)), n_tiers)
    tier = tuple(name for name in (MEMBER, CENTRE)[:n_tiers] for _ in candidates)
    own = np.array([one.cost or 0.0 for one in candidates])
    centre = own if terms.centre_cost is None else np.full(len(candidates), terms.centre_cost)
    cost = np.concatenate([own, centre][:n_tiers])
    limits = tuple(_find_limits(candidates, terms, candidate, tier, cost))
    one_more = [("one more seat", _say_members(terms.members))]
    if terms.budget is not None:
        one_more.append(("one more unit of budget", _say_budget(terms.budget)))
    if terms.centres:
        one_more.append(("one more reference centre", _say_centres(terms.centres)))
    return Ballot(
        candidates=tuple(candidates),
        limits=Limits(candidate, limits),
        tier=tier,
        cost=cost,
        one_more=tuple(one_more),
    )


def read_numbers(
    name: str, texts: Iterable[str], read: Callable[[str], str] = str.strip
) -> tuple[tuple[str, int], ...]:
    """Numbers per market or field, each given as "DE=2"; "*" stands for every one.

    Args:
        name: of the parameter. texts: as given. read: what reads the part before the sign.

    Raises:
        QuestionValueError: one of them is not of that form.
    """
    found = []
    for text in texts:
        key, sign, number = (part.strip() for part in text.rpartition("="))
        if not sign or not key or not number.isdecimal():
            raise QuestionValueError(
                "recruitment", name, text, "Give a name and a whole number, as in 'DE=2' or '*=1'."
            )
        found.append((_EVERY if key == _EVERY else read(key), int(number)))
    return tuple(found)


def _find_limits(
    candidates: Sequence[Candidate], terms: Terms, candidate: Options, tier: Sequence[str], cost: Floats
) -> Iterator[Limit]:
    is_member = np.array([name == MEMBER for name in tier], dtype=np.float64)
    yield Limit(label=_say_members(terms.members), counts=is_member, high=terms.members)
    if terms.budget is not None:
        yield Limit(label=_say_budget(terms.budget), counts=cost, high=terms.budget)
    at_home = [one.actor.market or "" for one in candidates]
    fields = [one.actor.field for one in candidates]
    for name, values, least, most, holds in (
        ("market", at_home, terms.market_least, terms.market_most, _lies_in),
        ("field", fields, terms.field_least, terms.field_most, str.__eq__),
    ):
        for key, low, high in _expand(values, least, most):
            inside = np.array([holds(key, value) for value in values], dtype=np.float64)[candidate] * is_member
            what = markets.label(key) if name == "market" else f"the field {key}"
            if low:
                yield Limit(label=f"at least {low} in {what}", counts=inside, low=low)
            if high is not None:
                yield Limit(label=f"at most {high} in {what}", counts=inside, high=high)
    for position, told in terms.include:
        counts = np.array([one.position == position for one in candidates], dtype=np.float64)[candidate]
        yield Limit(label=f"{told} is in", counts=counts, low=1)
    if terms.centres:
        yield from _find_centre_limits(at_home, terms, candidate, 1.0 - is_member)


def _find_centre_limits(at_home: Sequence[str], terms: Terms, candidate: Options, is_centre: Floats) -> Iterator[Limit]:
    yield Limit(label=_say_centres(terms.centres), counts=is_centre, high=terms.centres)
    for key in terms.important if terms.per_market else ():
        inside = np.array([_lies_in(key, value) for value in at_home], dtype=np.float64)[candidate] * is_centre
        what = _say_count(terms.per_market, "reference centre")
        yield Limit(label=f"at least {what} in {markets.label(key)}", counts=inside, low=terms.per_market)


def _say_members(number: int) -> str:
    return f"{_say_count(number, 'member')} at most"


def _say_budget(budget: float) -> str:
    return f"a budget of {budget:.15g}"


def _say_centres(number: int) -> str:
    return f"{_say_count(number, 'reference centre')} at most"


def _say_count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _lies_in(market: str, found: str) -> bool:
    """Whether a market is the one meant or lies in it."""
    return bool(found) and (market == found or markets.contains(market, found))


def _expand(
    values: Sequence[str], least: Iterable[tuple[str, int]], most: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, int, int | None]]:
    """Floor and ceiling of each market or field; one that is named overrides "*"."""
    lows, highs = dict(least), dict(most)
    every = sorted({value for value in values if value}) if _EVERY in {*lows, *highs} else []
    for key in dict.fromkeys([*lows, *highs, *every]):
        if key != _EVERY:
            known = key in values
            low = lows.get(key, lows.get(_EVERY, 0) if known else 0)
            yield key, low, highs.get(key, highs.get(_EVERY) if known else None)
