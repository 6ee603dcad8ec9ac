"""The parts of an answer on recruitment: who is chosen and who is not, how far they reach, what one more would buy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bridgehead.answers import ActorRef, Choice, Column, Estimate, Part, Row, Table, Value
from bridgehead.network.certificate import Certified
from bridgehead.network.limits import Options
from bridgehead.network.network import Network
from bridgehead.network.selection import Cover, Selection, swap_losses
from bridgehead.questions._candidates import Candidate
from bridgehead.questions._recruitment_limits import Ballot
from bridgehead.questions._recruitment_reasons import Outcome, find_opened, say_rejection
from bridgehead.questions._saying import say_actor, say_figure, say_market
from bridgehead.record.parameters import get_parameter

_CHOICE: tuple[Column, ...] = (
    Column(name="candidate", label="Candidate", kind="actor", meaning="Who might be recruited."),
    Column(name="chosen", label="Chosen", kind="yes_no", meaning="Whether they are among those to recruit."),
    Column(name="tier", label="Tier", kind="word", meaning="What they would be recruited as."),
    Column(name="market", label="Market", kind="market", meaning="Where they are at home."),
    Column(name="field", label="Field", meaning="What they work in."),
    Column(
        name="adds",
        label="Adds",
        kind="number",
        meaning="What they add to the reach of those above them; of one not chosen, to that of all chosen.",
    ),
    Column(name="alone", label="Alone", kind="number", meaning="What they would reach if nobody else were recruited."),
    Column(name="cost", label="Cost", kind="number", meaning="As assessed, in the unit of the budget."),
    Column(name="why", label="Why", meaning="Where they alone are likely to be heard; or what keeps them out."),
    Column(
        name="stable",
        label="Stays chosen",
        kind="share",
        meaning="Share of resamples of the drawn sets in which they are chosen.",
    ),
    Column(name="contacts", label="Contacts", kind="count", meaning="Actors they are tied to, ours not counted."),
    Column(name="prominence", label="Prominence", kind="number", meaning="Standing in the field, 1 the highest known."),
    Column(name="publications", label="Publications", kind="count", meaning="As stated, else counted on record."),
    Column(name="citations", label="Citations", kind="count", meaning="As stated."),
    Column(name="leading_roles", label="Leading roles", meaning="In the bodies of the field, as stated."),
    Column(name="successors", label="Successors", kind="count", meaning="Young researchers or staff, as stated."),
    Column(name="verified_by", label="Verified by", meaning="Who vouched for them."),
    Column(name="source", label="Standing from", meaning="Where prominence, citations and publications are from."),
    Column(
        name="certain", label="Certain", kind="yes_no", meaning="Whether they certainly are a candidate on the day."
    ),
)
_SPREAD: tuple[Column, ...] = (
    Column(name="list", label="List", kind="word", meaning="How the candidates were picked; all within the limits."),
    Column(name="value", label="Reach", kind="number", meaning="Estimated on sets that had no part in choosing."),
    Column(name="low", label="At least", kind="number", meaning="The true reach lies above, but for the risk."),
    Column(name="high", label="At most", kind="number", meaning="The true reach lies below, but for the risk."),
    Column(
        name="weakest", label="If all ties are weak", kind="number", meaning="With every chance at its lower bound."
    ),
    Column(name="strongest", label="If all are strong", kind="number", meaning="With every chance at its upper bound."),
    Column(name="members", label="Who", kind="actor", meaning="Those picked, in order."),
)
_ONE_MORE: tuple[Column, ...] = (
    Column(name="what", label="If we had", meaning="The limit that is loosened by one."),
    Column(name="reach", label="Reach", kind="number", meaning="Of the choice made anew, on the same held-out sets."),
    Column(
        name="buys", label="Buys", kind="number", meaning="How much more that is; nothing where it is within error."
    ),
    Column(name="joins", label="Joins", kind="actor", meaning="Who would come in."),
    Column(name="leaves", label="Leaves", kind="actor", meaning="Who would go out."),
)


def build_choice(outcome: Outcome) -> Part:
    """Who is chosen and who is not, with what each adds and why."""
    certified = outcome.certified
    rows: list[Row] = []
    constraints: tuple[tuple[str, float | None, float | None, float | None, bool], ...] = ()
    if certified is not None:
        chosen = np.array(certified.selection.options, dtype=np.int64)
        rows += _build_chosen(outcome, certified)
        rows += _build_rejected(outcome, certified, chosen)
        constraints = tuple(_tell_limits(outcome.ballot, chosen))
    rows += [_build_left_out(outcome, candidate, why) for candidate, why in outcome.left_out]
    shape = Choice(
        columns=_CHOICE,
        rows=tuple(rows),
        objective=(
            f"expected credibility reach, in {outcome.aim.unit}",
            None if certified is None else certified.measured.spread,
        ),
        constraints=constraints,
        proof="" if certified is None else say_proof(certified),
        empty="Nobody is assessed as a candidate: import a list of candidates, or name some.",
    )
    return Part(name="choice", title="Whom to recruit", shape=shape)


def say_proof(certified: Certified) -> str:
    """How far the choice is proven best; a choice of nobody proves nothing."""
    if not len(certified.measured.options):
        return "Nobody is chosen: there is no seat, nobody fits within these limits, or nobody adds anything."
    sure = f"{1 - float(get_parameter('recruitment', 'risk')):.0%}"
    exact = " Among the sets it was chosen on no other choice covers more." if certified.is_exact else ""
    return (
        f"At least {np.floor(certified.share * 1000) / 10:.1f} % of the best possible within these limits, "
        f"with {sure} confidence.{exact}"
    )


def build_spread(outcome: Outcome) -> Part:
    """Our choice beside the lists one would make without it."""
    certified, rows = outcome.certified, []
    for name, measured in certified.lists.items() if certified is not None else ():
        weakest, strongest = outcome.bounds[name]
        people = [outcome.ballot.candidate_of(option) for option in measured.options]
        values: dict[str, Value] = {
            "list": name or "chosen for reach",
            "value": measured.spread,
            "low": measured.low,
            "high": measured.high,
            "weakest": weakest,
            "strongest": strongest,
            "members": tuple(say_actor(outcome.network, one.position) for one in people),
        }
        rows.append(Row(values=values, evidence=tuple(id_ for one in people for id_ in one.evidence)))
    shape = Estimate(
        columns=_SPREAD,
        rows=tuple(rows),
        level=1 - float(get_parameter("recruitment", "risk")),
        method="" if certified is None else _say_method(certified),
        n=None if certified is None else certified.held_out.n_sets,
        empty="There is nobody to choose, or nobody to reach.",
    )
    return Part(name="spread", title="How far the word travels", shape=shape)


def build_one_more(outcome: Outcome, again: Sequence[tuple[str, Selection]]) -> Part:
    """What loosening a limit by one would buy.

    Args:
        outcome: the choice. again: what is loosened, and the choice made anew.
    """
    rows = []
    for what, selection in again:
        assert outcome.certified is not None
        before, after = set(outcome.certified.selection.options), set(selection.options)
        spread = outcome.certified.held_out.spread(outcome.ballot.limits.candidate[list(after)].tolist())
        values: dict[str, Value] = {
            "what": what,
            "reach": spread,
            "buys": max(spread - outcome.certified.measured.spread, 0.0),
            "joins": _name(outcome, after - before),
            "leaves": _name(outcome, before - after),
        }
        rows.append(Row(values=values))
    shape = Table(columns=_ONE_MORE, rows=tuple(rows), empty="There is nobody to choose.")
    return Part(name="one_more", title="What one more would buy", shape=shape)


def _name(outcome: Outcome, options: set[int]) -> tuple[ActorRef, ...]:
    people = (outcome.ballot.candidate_of(option) for option in sorted(options))
    return tuple(say_actor(outcome.network, one.position) for one in people)


def _build_chosen(outcome: Outcome, certified: Certified) -> Iterator[Row]:
    """The chosen, each with what it adds to those before it and where it alone is likely to be heard."""
    options, cover = certified.selection.options, Cover(certified.held_out)
    opens = find_opened(outcome, certified.held_out, options)
    for option in options:
        adds = cover.add(int(outcome.ballot.limits.candidate[option]))
        yield _build_row(outcome, option, is_chosen=True, adds=adds, why=opens[option])


def _build_rejected(outcome: Outcome, certified: Certified, chosen: Options) -> Iterator[Row]:
    """Those who could have been chosen, the most promising first, each as the best of its options."""
    limits, sample = outcome.ballot.limits, certified.held_out
    is_covered = sample.covered(limits.candidate[chosen].tolist())
    gains = sample.reweighted((~is_covered).astype(np.float64)).spreads()
    loss, replaced = swap_losses(sample, limits, chosen.tolist())
    used = limits.counts[:, chosen].sum(axis=1)
    order = sorted(range(limits.n_options), key=lambda one: (loss[one], -gains[limits.candidate[one]], one))
    done = set(limits.candidate[chosen].tolist())
    most = len(done) + int(get_parameter("recruitment", "rejected_shown"))
    for option in order:
        candidate = int(limits.candidate[option])
        if candidate not in done and len(done) < most:
            done.add(candidate)
            gain = float(gains[candidate])
            why = say_rejection(outcome, option, used, gain, (float(loss[option]), int(replaced[option])))
            yield _build_row(outcome, option, is_chosen=False, adds=gain, why=why)


def _build_left_out(outcome: Outcome, candidate: Candidate, why: str) -> Row:
    return Row(values=_describe(outcome, candidate) | {"chosen": False, "why": why}, evidence=candidate.evidence)


def _build_row(outcome: Outcome, option: int, *, is_chosen: bool, adds: float, why: str) -> Row:
    assert outcome.certified is not None
    candidate = outcome.ballot.candidate_of(option)
    number = int(outcome.ballot.limits.candidate[option])
    values: dict[str, Value] = _describe(outcome, candidate) | {
        "chosen": is_chosen,
        "tier": outcome.ballot.tier[option] if is_chosen else None,
        "adds": max(adds, 0.0),
        "alone": outcome.certified.held_out.spread([number]),
        "why": why,
        "stable": float(outcome.stable[number]),
    }
    evidence = (*candidate.evidence, *_find_ties(outcome.network, candidate.position))
    return Row(values=values, evidence=tuple(dict.fromkeys(evidence)))


def _find_ties(network: Network, position: int) -> tuple[str, ...]:
    """Ids of what ties an actor to others than us: the likeliest to pass the word on first, not more than a few."""
    graph = network.graph()
    arcs = slice(graph.indptr[position], graph.indptr[position + 1])
    pairs = graph.pairs[arcs][~network.is_own[graph.indices[arcs]]]
    order = np.argsort(-graph.chance[pairs], kind="stable")[: int(get_parameter("recruitment", "ties_cited"))]
    sources = (network.source(tie) for tie in graph.tie_of_pair[pairs[order]].tolist())
    return tuple(source.id for source in sources if source is not None)


def _describe(outcome: Outcome, candidate: Candidate) -> dict[str, Value]:
    """What is known of a candidate, whether or not it is chosen."""
    market = candidate.actor.market
    return {
        "candidate": say_actor(outcome.network, candidate.position),
        "market": say_market(market) if market else None,
        "field": candidate.actor.field or None,
        "cost": candidate.cost,
        "contacts": candidate.contacts,
        "prominence": candidate.prominence,
        "publications": candidate.publications,
        "citations": candidate.citations,
        "leading_roles": candidate.leading_roles or None,
        "successors": candidate.successors,
        "verified_by": candidate.verified_by or None,
        "source": "; ".join(candidate.sources) or None,
        "certain": candidate.certain,
    }


def _tell_limits(
    ballot: Ballot, chosen: Options
) -> Iterator[tuple[str, float | None, float | None, float | None, bool]]:
    """Each limit with what is used of it, how much is left, and whether it bound."""
    for limit in ballot.limits.held:
        used = limit.used(chosen)
        is_ceiling = np.isfinite(limit.high)
        bound = limit.high if is_ceiling else limit.low
        slack = limit.high - used if is_ceiling else used - limit.low
        yield limit.label, float(bound), used, float(slack), limit.is_bound(chosen)


def _say_method(certified: Certified) -> str:
    return (
        f"Chosen on {certified.choosing.n_sets} reverse-reachable sets, measured on {certified.held_out.n_sets} "
        "others; with the same confidence no choice within the limits reaches more than "
        f"{say_figure(certified.best, 4)}."
    )
