"""Traces of opportunism on either side of a partnership: what the ledger shows, and what somebody has assessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed, say_agreement
from bridgehead.questions._partnerships import (
    POOR,
    Partnership,
    find_judged,
    find_recent_contacts,
    is_stated_for_certain,
    is_told_between,
    keep_newest,
)
from bridgehead.questions._presences import is_certain
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Assessment, Interaction
from bridgehead.record.parameters import get_parameter

Standing = Literal["sign", "possible sign", "none seen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the record says of one kind of opportunism on one side of a partnership.

    Attributes:
        kind: one of the four. ours: it is our own side. standing: how far it is a sign.
        basis: ledger or assessment. what: the facts in a sentence. cited: ids they rest on.
    """

    kind: str
    ours: bool
    standing: Standing
    basis: Literal["ledger", "assessment"]
    what: str
    cited: tuple[str, ...]


def find_traces(network: Network, partnership: Partnership, own: frozenset[str]) -> tuple[Trace, ...]:
    """Everything the record says of a partnership's opportunism, our own side included.

    Args:
        network: the network asked. partnership: which. own: ids of the firm and its people.
    """
    found: list[Trace] = []
    for ours in (False, True):
        found += _read_dues(network, partnership, ours=ours)
        for agreement in partnership.agreements:
            found += _read_profit(network, partnership, own, agreement, ours=ours)
            found += _read_use(network, partnership, own, agreement, ours=ours)
        found += _read_assessments(network, partnership, own, ours=ours)
    return tuple(found)


def _number(name: str) -> Any:  # noqa: ANN401 - numbers and lists alike
    return get_parameter("opportunism", name)


def _read_dues(network: Network, partnership: Partnership, *, ours: bool) -> Iterator[Trace]:
    """Apparent cooperation: contacts enough, and what is owed overdue; or deliveries that were judged poor."""
    owed = [one for one in partnership.owed if (one.side == "we owe") is ours]
    late = _find_late(network, owed)
    recent = find_recent_contacts(network, partnership, int(_number("lately_days")))
    contacts = [entry for entry in recent if entry.fulfils is None]
    judged = find_judged(network, partnership, owed)
    poor = [entry for entry in judged if entry.acceptance in POOR]
    is_poor = len(judged) >= int(_number("least_judged")) and len(poor) >= float(_number("poor_share")) * len(judged)
    is_active = len(contacts) >= int(_number("least_contacts"))
    if late and is_active:
        is_sure = any(one.state.overdue == "certain" and _is_settled(network, one.agreement) for one in late)
        yield Trace(
            kind="apparent_cooperation",
            ours=ours,
            standing="sign" if is_sure else "possible sign",
            basis="ledger",
            what=f"{len(contacts)} contacts lately, yet overdue: {'; '.join(map(_say_late, late))}.",
            cited=_cite([id_ for one in late for id_ in one.cited], contacts),
        )
    if is_poor:
        yield Trace(
            kind="apparent_cooperation",
            ours=ours,
            standing="sign",
            basis="ledger",
            what=f"{len(poor)} of {len(judged)} deliveries that were judged are below standard or refused.",
            cited=_cite((), judged),
        )
    due = [one for one in owed if one.state.occurrences]
    if due and not is_poor and all(one.state.overdue == "no" for one in owed):
        yield Trace(
            kind="apparent_cooperation",
            ours=ours,
            standing="none seen",
            basis="ledger",
            what="What fell due was delivered.",
            cited=_cite(id_ for one in due for id_ in one.cited),
        )


def _find_late(network: Network, owed: Iterable[Owed]) -> list[Owed]:
    """What has been overdue for longer than the days of grace, certainly or possibly."""
    latest = network.day - timedelta(days=int(_number("grace_days")))
    return [one for one in owed if one.state.since is not None and one.state.since <= latest]


def _say_late(owed: Owed) -> str:
    doubt = "" if owed.state.overdue == "certain" else "possibly "
    return f"{owed.state.obligation.deliverable} ({doubt}since {owed.state.since})"


def _read_profit(
    network: Network, partnership: Partnership, own: frozenset[str], agreement: Agreement, *, ours: bool
) -> Iterator[Trace]:
    """Excess share of the joint profit, where both the agreed share and the share taken are known."""
    for actor, agreed, taken in agreement.profit_shares:
        if actor not in (own if ours else partnership.ids) or agreed is None or taken is None:
            continue
        is_excess = taken - agreed > float(_number("profit_tolerance"))
        yield Trace(
            kind="excess_profit_share",
            ours=ours,
            standing=_weigh(network, agreement) if is_excess else "none seen",
            basis="ledger",
            what=f"Agreed {agreed:.0%} of the joint profit, took {taken:.0%} ({say_agreement(agreement)}).",
            cited=(agreement.id,),
        )


def _read_use(
    network: Network, partnership: Partnership, own: frozenset[str], agreement: Agreement, *, ours: bool
) -> Iterator[Trace]:
    """Over-exploitation of each joint resource, where its use is on record."""
    side = own if ours else partnership.ids
    entitled = _find_share(agreement, side)
    for resource in agreement.joint_resources:
        uses = list(_find_uses(network, resource))
        used = sum(amount for _, user, amount in uses if user in side)
        total = sum(amount for _, _, amount in uses)
        if len({entry.id for entry, _, _ in uses}) < int(_number("least_uses")) or total <= 0:
            continue
        is_excess = used / total - entitled > float(_number("use_tolerance"))
        yield Trace(
            kind="over_exploitation",
            ours=ours,
            standing=_weigh(network, agreement) if is_excess else "none seen",
            basis="ledger",
            what=f"{used / total:.0%} of the use of {resource}, with a share of {entitled:.0%}.",
            cited=_cite((agreement.id,), [entry for entry, _, _ in uses]),
        )


def _find_uses(network: Network, resource: str) -> Iterator[tuple[Interaction, str, float]]:
    """(use, user, amount) of a joint resource within the time looked at; several users share alike."""
    since = network.day - timedelta(days=int(_number("lately_days")))
    parts = _number("user_parts")
    for entry in network.entries(Interaction):
        users = [actor for actor, part in entry.participants if part in parts]
        is_of_it = entry.topic.strip().casefold() == resource.strip().casefold()
        if users and is_of_it and entry.amount is not None and is_told_between(entry, since, network.day):
            yield from ((entry, user, entry.amount / len(users)) for user in users)


def _find_share(agreement: Agreement, side: frozenset[str]) -> float:
    """A side's share in what is joint: as agreed for the profit where that is known of all, else equal."""
    agreed = {actor: share for actor, share, _ in agreement.profit_shares if share is not None}
    parties = [actor for actor, _ in agreement.parties]
    if agreed.keys() >= set(parties):
        return sum(share for actor, share in agreed.items() if actor in side)
    return sum(actor in side for actor in parties) / len(parties)


def _read_assessments(
    network: Network, partnership: Partnership, own: frozenset[str], *, ours: bool
) -> Iterator[Trace]:
    """What was assessed of a side: of the partner or of ourselves, or of an agreement or a tie between us."""
    side, bonds = (own if ours else partnership.ids), {bond.id for bond in (*partnership.agreements, *partnership.ties)}
    for kind in _number("kinds"):
        stated = keep_newest(
            entry
            for subject in sorted({*side, *bonds})
            for entry in network.assessed.get(subject, ())
            if (entry.instrument, entry.item) == ("opportunism", kind)
            and _is_of_side(entry, partnership, side, ours=ours)
        )
        if stated:
            says_yes = any(entry.value is True for entry in stated)
            sure: Standing = "sign" if is_stated_for_certain(network, stated) else "possible sign"
            yield Trace(
                kind=kind,
                ours=ours,
                standing=sure if says_yes else "none seen",
                basis="assessment",
                what="; ".join(map(_say_assessment, stated)),
                cited=tuple(entry.id for entry in stated),
            )


def _is_of_side(entry: Assessment, partnership: Partnership, side: frozenset[str], *, ours: bool) -> bool:
    """Whether an assessment speaks of a side: `about` names whose doing it is, or towards whom."""
    if entry.subject in side:
        return not ours or not entry.about or entry.about in partnership.ids
    return entry.about in side or (not ours and not entry.about)


def _say_assessment(entry: Assessment) -> str:
    by = f" by {entry.by}" if entry.by else ""
    on = f", {entry.begin}" if entry.begin.is_known else ""
    return f"assessed{by}{on}: {'yes' if entry.value is True else 'no'}"


def _is_settled(network: Network, agreement: Agreement | None) -> bool:
    """Whether an agreement certainly holds or held: debts outlive it."""
    return agreement is None or network.status(agreement) is not InForce.POSSIBLE


def _weigh(network: Network, agreement: Agreement) -> Standing:
    return "sign" if is_certain(network, agreement) else "possible sign"


def _cite(ids: Iterable[str], entries: Sequence[Interaction] = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, *(entry.id for entry in entries))))
