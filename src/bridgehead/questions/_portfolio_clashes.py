"""Where a portfolio clashes: broken exclusivity, competing partners, damage that spreads, shares that do not add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.network.ties import Bools
from bridgehead.questions._portfolio_agreements import OurAgreement, cite, say_partners, say_what
from bridgehead.questions._portfolio_exclusivity import Breach, find_breaches
from bridgehead.questions._portfolio_shares import find_share_sums
from bridgehead.questions._saying import say_market
from bridgehead.record.entries import Assessment, Interaction, Obligation, Tie
from bridgehead.record.parameters import get_parameter

_CLASHES: tuple[Column, ...] = (
    Column(name="clash", label="Clash", kind="word", meaning="What sort of clash it is."),
    Column(name="standing", label="Standing", kind="word", meaning="A clash, or one that cannot be told for sure."),
    Column(name="partners", label="Partners", kind="actor", meaning="Between whom."),
    Column(name="markets", label="Markets", kind="market", meaning="Where, where that was said."),
    Column(name="why", label="Why", kind="text"),
    Column(name="certain", label="Certain", kind="yes_no", meaning="What it rests on certainly holds on the day."),
)
_CHECKS: tuple[Column, ...] = (
    Column(name="clash", label="Clash", kind="word", meaning="What was looked for."),
    Column(name="standing", label="Standing", kind="word", meaning="Found, none found, or cannot tell."),
    Column(name="found", label="Found", kind="count", meaning="Clashes found; those that cannot be told are not in."),
    Column(name="looked_at", label="Looked at", kind="count", meaning="How much the record holds to look at."),
    Column(name="missing", label="What would help", kind="text"),
)
#: sort of clash -> what the record must hold for it to be told
_MISSING: Mapping[str, str] = {
    "exclusivity": "No agreement says that it is exclusive. Write down the field and the markets where one is.",
    "competing_partners": "No tie with a competitor is recorded for us or our partners. Add who competes with whom "
    "(role 'competitor').",
    "spreading_damage": "No delivery of a partner was judged and no opportunism was assessed.",
    "shares": "No agreement has all its parties' equity shares.",
}


def build_clashes(network: Network, ours: Sequence[OurAgreement]) -> tuple[Part, Part]:
    """The clashes found, and what was looked for."""
    competing, damage = _Competition.of(network, ours), _Damage.of(network, ours)
    rows = {
        "exclusivity": [_breach_row(network, breach) for breach in find_breaches(network, [o.entry for o in ours])],
        "competing_partners": list(competing.rows()),
        "spreading_damage": list(damage.rows()),
        "shares": list(_share_rows(network, ours)),
    }
    looked_at = {
        "exclusivity": sum(bool(one.entry.exclusivity) for one in ours),
        "competing_partners": competing.looked_at,
        "spreading_damage": damage.looked_at,
        "shares": sum(item.is_complete for item in find_share_sums(ours)),
    }
    found = Part(
        name="clashes",
        title="Where it clashes",
        shape=Table(
            columns=_CLASHES,
            rows=tuple(row for held in rows.values() for row in held),
            empty="No clash is found; the next part says what could be looked at.",
        ),
    )
    checks = Part(
        name="checks",
        title="What was looked for",
        shape=Table(columns=_CHECKS, rows=tuple(_check_row(sort, rows[sort], looked_at[sort]) for sort in rows)),
    )
    return found, checks


def _check_row(sort: str, rows: Sequence[Row], looked_at: int) -> Row:
    found = [row for row in rows if row.values["standing"] == "clash"]
    untold = len(rows) - len(found)
    silent = not looked_at or (not found and untold)
    values: dict[str, Value] = {
        "clash": sort,
        "standing": "found" if found else "cannot tell" if silent else "none found",
        "found": len(found) if found or not silent else None,
        "looked_at": looked_at,
        "missing": "" if looked_at and not untold else f"{untold} cannot be told." if untold else _MISSING[sort],
    }
    return Row(values=values, evidence=tuple(dict.fromkeys(id_ for row in rows for id_ in row.evidence)))


def _breach_row(network: Network, breach: Breach) -> Row:
    doubts = [name for name, met in (("field", breach.field), ("market", breach.market)) if met is None]
    why = f"{say_what(breach.exclusive)} is exclusive in {breach.exclusive.exclusivity}; {say_what(breach.other)}"
    why += " meets it" if not doubts else f" may meet it: its {' and '.join(doubts)} cannot be told"
    values: dict[str, Value] = {
        "clash": "exclusivity",
        "standing": "cannot tell" if doubts else "clash",
        "partners": say_partners(network, (*breach.favoured, *breach.outsiders)),
        "markets": tuple(say_market(code) for code in breach.exclusive.exclusive_markets),
        "why": f"{why}; {network.actor(breach.bound).name} is bound by both.",
        "certain": breach.certain,
    }
    return Row(values=values, evidence=(breach.exclusive.id, breach.other.id))


class _Competition:
    """Ties between competitors, both of them partners, or one of them us."""

    def __init__(self, network: Network, ours: Sequence[OurAgreement], looked_at: int, pairs: Iterable[int]) -> None:
        self.looked_at = looked_at
        self._network, self._ours, self._ties = network, ours, tuple(pairs)

    @classmethod
    def of(cls, network: Network, ours: Sequence[OurAgreement]) -> _Competition:
        """The ties of the network told with the role of a competitor."""
        inside = network.is_own | _are_partners(network, ours)
        near = inside[network.ties.sender] | inside[network.ties.receiver]
        rivals = [tie for tie in np.flatnonzero(near).tolist() if _is_rivalry(network, tie)]
        both = inside[network.ties.sender] & inside[network.ties.receiver]
        return cls(network, ours, len(rivals), [tie for tie in rivals if both[tie]])

    def rows(self) -> Iterator[Row]:
        """One finding per pair."""
        network = self._network
        by_ends: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for tie in self._ties:
            by_ends[tuple(sorted((int(network.ties.sender[tie]), int(network.ties.receiver[tie]))))].append(tie)
        for ends, ties in by_ends.items():
            if all(network.is_own[list(ends)]):
                continue
            theirs = [end for end in ends if not network.is_own[end]]
            names = " and ".join(network.actor(end).name for end in theirs)
            agreements = [one for one in self._ours if set(theirs) & set(one.partners)]
            sources = [source.id for tie in ties if (source := network.source(tie)) is not None]
            values: dict[str, Value] = {
                "clash": "competing_partners",
                "standing": "clash",
                "partners": say_partners(network, theirs),
                "why": f"{names} compete and both are our partners."
                if len(theirs) > 1
                else f"{names} competes with us and is our partner.",
                "certain": bool(network.ties.certain[ties].any()) and all(one.certain for one in agreements),
            }
            yield Row(values=values, evidence=(*sorted(sources), *cite(agreements)))


def _is_rivalry(network: Network, tie: int) -> bool:
    source = network.source(tie)
    return isinstance(source, Tie) and source.role == "competitor"


def _are_partners(network: Network, ours: Iterable[OurAgreement]) -> Bools:
    """Whether each actor is a partner in one of the agreements, shape (n_actors,)."""
    partners = np.zeros(len(network.actors), dtype=np.bool_)
    partners[[partner for one in ours for partner in one.partners]] = True
    return partners


class _Damage:
    """Partners who did damage, and the other partners they are tied to."""

    def __init__(
        self, network: Network, ours: Sequence[OurAgreement], harm: Mapping[int, list[tuple[str, str]]]
    ) -> None:
        self._network, self._ours, self._harm = network, ours, harm
        self.looked_at = sum(len(held) for held in harm.values())

    @classmethod
    def of(cls, network: Network, ours: Sequence[OurAgreement]) -> _Damage:
        """What is told of each partner's deliveries and opportunism: (what, entry), "" where no damage was done."""
        harm: dict[int, list[tuple[str, str]]] = defaultdict(list)
        partners = _are_partners(network, ours)
        for position, what, id_ in (*_judged_deliveries(network), *_assessed(network, ours)):
            if partners[position]:
                harm[position].append((what, id_))
        return cls(network, ours, harm)

    def rows(self) -> Iterator[Row]:
        """One finding per partner who did damage and is tied to another partner."""
        network, partners = self._network, _are_partners(self._network, self._ours)
        ties = network.ties
        for position in sorted(self._harm):
            harmful = [(what, id_) for what, id_ in self._harm[position] if what]
            touching = np.flatnonzero((ties.sender == position) | (ties.receiver == position))
            others = np.where(ties.sender == position, ties.receiver, ties.sender)[touching]
            reaching, others = touching[partners[others]], others[partners[others]]
            if harmful and len(others):
                sources = [source.id for tie in reaching.tolist() if (source := network.source(tie)) is not None]
                what = ", ".join(dict.fromkeys(what for what, _ in harmful))
                values: dict[str, Value] = {
                    "clash": "spreading_damage",
                    "standing": "clash",
                    "partners": say_partners(network, (position, *np.unique(others).tolist())),
                    "why": f"{network.actor(position).name}: {what}. It is tied to other partners of ours.",
                    "certain": bool(ties.certain[reaching].any()),
                }
                cited = dict.fromkeys((*(id_ for _, id_ in harmful), *sources))
                yield Row(values=values, evidence=tuple(cited))


def _judged_deliveries(network: Network) -> Iterator[tuple[int, str, str]]:
    """(debtor, how it was taken, delivery) of what was delivered and judged; "" where it was met."""
    bad = get_parameter("portfolio", "bad_acceptance")
    for delivery in network.entries(Interaction):
        owed = network.get_entry(delivery.fulfils) if delivery.fulfils else None
        if isinstance(owed, Obligation) and delivery.acceptance not in {"", "not_judged"}:
            debtor = network.actors.position_by_id.get(owed.debtor)
            if debtor is not None:
                taken = f"delivery {delivery.acceptance.replace('_', ' ')}" if delivery.acceptance in bad else ""
                yield debtor, taken, delivery.id


def _assessed(network: Network, ours: Sequence[OurAgreement]) -> Iterator[tuple[int, str, str]]:
    """(partner, kind of opportunism, assessment); "" where it was denied. One of several partners stays unnamed."""
    by_agreement = {one.entry.id: one.partners[0] for one in ours if len(one.partners) == 1}
    for assessment in network.entries(Assessment):
        if assessment.instrument == "opportunism" and isinstance(assessment.value, bool):
            subject = network.get_entry(assessment.subject)
            named = [subject.sender, subject.receiver] if isinstance(subject, Tie) else [assessment.subject]
            found = [network.actors.position_by_id.get(id_, by_agreement.get(id_)) for id_ in named]
            for position in found:
                if position is not None and not network.is_own[position]:
                    yield position, assessment.item.replace("_", " ") if assessment.value else "", assessment.id


def _share_rows(network: Network, ours: Sequence[OurAgreement]) -> Iterator[Row]:
    for item in find_share_sums(ours):
        if item.check == "more than the whole":
            values: dict[str, Value] = {
                "clash": "shares",
                "standing": "clash",
                "partners": say_partners(network, item.ours.partners),
                "why": f"The equity shares of {say_what(item.ours.entry)} add up to {item.known_sum:.0%}.",
                "certain": item.ours.certain,
            }
            yield Row(values=values, evidence=(item.ours.entry.id,))
