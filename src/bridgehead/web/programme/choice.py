"""Recruitment in figures for a page: what a choice reaches and costs, and two choices beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qs

from bridgehead.answers import ActorRef, Answer, Choice, Row, Value
from bridgehead.questions.recruitment import Recruitment
from bridgehead.record.terms import ROLES
from bridgehead.web.forms import FormControl, build_controls

#: fields of the question that the form shows first; the others stand behind "More"
MAIN_FIELDS = ("members", "budget", "market_least", "market_most", "include", "exclude", "verified_only", "programme")
#: of those not chosen, how many the page names before it offers the whole answer
REJECTED_SHOWN = 8
#: limits the page shows before it offers the whole answer
_LIMITS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A limit of a choice: what it allows, what is used of it, what is left; whether it kept somebody out."""

    label: str
    limit: float | None
    used: float | None
    slack: float | None
    is_bound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSheet:
    """A choice as the page shows it.

    Attributes:
        reach: expected credibility reach; None where it cannot be told. low, high: it lies between, but for the risk.
        aim: what the reach is measured in. proof: how far the choice is proven best.
        chosen, rejected: rows of the answer, the best rejected first. left_out: candidates that could not be chosen.
        cost: of all chosen together; None where that of one is not known. bounds: the limits. more_bounds: others.
        one_more: rows on what one more would buy. lists: rows on simpler ways to choose.
    """

    reach: float | None
    low: float | None
    high: float | None
    aim: str
    proof: str
    chosen: tuple[Row, ...]
    rejected: tuple[Row, ...]
    left_out: tuple[Row, ...]
    cost: float | None
    bounds: tuple[Bound, ...]
    more_bounds: int
    one_more: tuple[Row, ...]
    lists: tuple[Row, ...]

    @property
    def has_candidates(self) -> bool:
        """Whether anybody could be considered at all."""
        return bool(self.chosen or self.rejected or self.left_out)

    @property
    def best_adds(self) -> float:
        """The most that anybody chosen adds; 0 where nobody does."""
        return max((_number(row.values.get("adds")) or 0.0 for row in self.chosen), default=0.0)

    @property
    def binding(self) -> tuple[str, ...]:
        """The limits that kept somebody out."""
        return tuple(bound.label for bound in self.bounds if bound.is_bound)


def build_choice_sheet(answer: Answer) -> ChoiceSheet:
    """An answer on recruitment, ready for a page.

    Args:
        answer: of `Recruitment`.
    """
    choice = answer.part("choice")
    assert isinstance(choice, Choice)
    lists = answer.part("spread").rows
    ours = lists[0].values if lists else {}
    chosen = tuple(row for row in choice.rows if row.values.get("chosen") is True)
    others = [row for row in choice.rows if row.values.get("chosen") is not True]
    costs = [_number(row.values.get("cost")) for row in chosen]
    return ChoiceSheet(
        reach=choice.objective[1],
        low=_number(ours.get("low")),
        high=_number(ours.get("high")),
        aim=choice.objective[0],
        proof=choice.proof,
        chosen=chosen,
        # whoever could not be chosen was never weighed, and adds nothing that could be told
        rejected=tuple(row for row in others if row.values.get("adds") is not None),
        left_out=tuple(row for row in others if row.values.get("adds") is None),
        cost=sum(cost for cost in costs if cost is not None) if None not in costs and costs else None,
        bounds=_find_bounds(choice)[:_LIMITS_SHOWN],
        more_bounds=max(len(choice.constraints) - _LIMITS_SHOWN, 0),
        one_more=answer.part("one_more").rows,
        lists=lists,
    )


def _find_bounds(choice: Choice) -> tuple[Bound, ...]:
    """The limits of a choice, those that kept somebody out first, then those with least room left."""
    bounds = [
        Bound(label=label, limit=limit, used=used, slack=slack, is_bound=is_bound)
        for label, limit, used, slack, is_bound in choice.constraints
    ]
    return tuple(sorted(bounds, key=lambda bound: (not bound.is_bound, bound.slack is None, bound.slack or 0.0)))


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two choices beside each other.

    Attributes:
        kept, now: the two. settings: (what was asked, in the kept one, in the one now) where they differ.
        both, only_kept, only_now: whom they choose.
    """

    kept: ChoiceSheet
    now: ChoiceSheet
    settings: tuple[tuple[str, str, str], ...]
    both: tuple[ActorRef, ...]
    only_kept: tuple[ActorRef, ...]
    only_now: tuple[ActorRef, ...]


def compare(kept: Answer, now: Answer) -> Comparison:
    """Two answers on recruitment beside each other.

    Args:
        kept: the one compared with. now: the one at hand.
    """
    sheets = build_choice_sheet(kept), build_choice_sheet(now)
    first, second = ({actor.id: actor for actor in _find_members(sheet)} for sheet in sheets)
    return Comparison(
        kept=sheets[0],
        now=sheets[1],
        settings=tuple(_find_differences(kept.parameters, now.parameters)),
        both=tuple(actor for id_, actor in first.items() if id_ in second),
        only_kept=tuple(actor for id_, actor in first.items() if id_ not in second),
        only_now=tuple(actor for id_, actor in second.items() if id_ not in first),
    )


def _find_members(sheet: ChoiceSheet) -> Iterator[ActorRef]:
    for row in sheet.chosen:
        actor = row.values.get("candidate")
        if isinstance(actor, ActorRef):
            yield actor


def _find_differences(kept: Mapping[str, object], now: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    for item in fields(Recruitment):
        before, after = kept.get(item.name), now.get(item.name)
        if before != after:
            yield item.name.replace("_", " "), _say(before), _say(after)


def _say(value: object) -> str:
    """A setting in words; "" where it is left to the default."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def read_kept(text: str) -> dict[str, list[str]]:
    """The setting that an address keeps to compare with, by field.

    >>> read_kept("members=5&exclude=Anna+Berg")
    {'members': ['5'], 'exclude': ['Anna Berg']}
    """
    return parse_qs(text, max_num_fields=200) if text else {}


def keep_fields(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Of what an address holds, the fields of the question that say something else than they do by themselves."""
    defaults = {control.name: control.default for control in build_controls(Recruitment, {})}
    filled = {name: [value.strip() for value in values if value.strip()] for name, values in given.items()}
    return {
        name: values
        for name, values in filled.items()
        if values and name in defaults and ", ".join(values) != defaults[name]
    }


def build_limit_controls(
    given: Mapping[str, Sequence[str]], programmes: Sequence[str]
) -> tuple[tuple[FormControl, ...], tuple[FormControl, ...]]:
    """The controls of the form: those shown first, and the others.

    Args:
        given: what the address holds. programmes: names of those to choose from.
    """
    words = {"programme": programmes, "candidate_role": ROLES.words, "target_role": ROLES.words}
    controls = [
        replace(control, control="choice", pairs=(("", "-"), *((word, word.replace("_", " ")) for word in known)))
        if (known := words.get(control.name)) and control.value in {"", *known}
        else control
        for control in build_controls(Recruitment, given)
    ]
    first = tuple(control for control in controls if control.name in MAIN_FIELDS)
    return first, tuple(control for control in controls if control.name not in MAIN_FIELDS)
