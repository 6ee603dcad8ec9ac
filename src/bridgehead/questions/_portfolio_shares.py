"""Equity shares of our agreements, and whether they add up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions._portfolio_agreements import OurAgreement, say_partners, say_what
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import get_form

Check = Literal["adds up", "rest held by others", "more than the whole", "cannot tell"]

_SHARES: tuple[Column, ...] = (
    Column(name="agreement", label="Agreement", kind="text"),
    Column(name="partners", label="Partners", kind="actor"),
    Column(name="ours", label="Our share", kind="share", meaning="Of the firm and its people; none where not known."),
    Column(name="theirs", label="Their shares", kind="share", meaning="One for each partner, in the same order."),
    Column(name="known_sum", label="Known", kind="share", meaning="Sum of the shares that are known."),
    Column(name="unknown", label="Unknown", kind="count", meaning="Parties whose share is not known."),
    Column(
        name="check",
        label="Adds up",
        kind="word",
        meaning="Adds up to the whole; the rest is held by others; more than the whole; cannot tell.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSum:
    """The equity shares of one agreement.

    Attributes:
        ours: the agreement. known_sum: sum of the known shares, 0..; None where none is known.
        unknown: parties whose share is not known. check: whether they add up.
    """

    ours: OurAgreement
    known_sum: float | None
    unknown: int
    check: Check

    @property
    def is_complete(self) -> bool:
        """Whether every party's share is known."""
        return self.unknown == 0


def find_share_sums(ours: Sequence[OurAgreement]) -> Iterator[ShareSum]:
    """The agreements of an equity form, or with a share said, and whether their shares add up."""
    tolerance = float(get_parameter("portfolio", "share_tolerance"))
    for one in ours:
        known = [share for _, share in one.entry.parties if share is not None]
        if known or get_form(one.entry.form).equity:
            total, unknown = math.fsum(known), len(one.entry.parties) - len(known)
            check: Check = "cannot tell"
            if total > 1 + tolerance:
                check = "more than the whole"
            elif not unknown:
                check = "adds up" if total >= 1 - tolerance else "rest held by others"
            yield ShareSum(ours=one, known_sum=total if known else None, unknown=unknown, check=check)


def build_shares(network: Network, ours: Sequence[OurAgreement]) -> Part:
    """The equity shares as a table."""
    rows = [_row(network, item) for item in find_share_sums(ours)]
    empty = "No agreement in force is one of equity, and none names shares."
    return Part(name="shares", title="Equity shares", shape=Table(columns=_SHARES, rows=tuple(rows), empty=empty))


def _row(network: Network, item: ShareSum) -> Row:
    by_position: dict[int, float | None] = {}
    own: list[float] = []
    for id_, share in item.ours.entry.parties:
        position = network.actors.position_by_id.get(id_)
        if position is not None and network.is_own[position]:
            own += [] if share is None else [share]
        elif position is not None:
            by_position[position] = share
    values: dict[str, Value] = {
        "agreement": say_what(item.ours.entry),
        "partners": say_partners(network, item.ours.partners),
        "ours": math.fsum(own) if own else None,
        "theirs": tuple(by_position.get(partner) for partner in item.ours.partners),
        "known_sum": item.known_sum,
        "unknown": item.unknown,
        "check": item.check,
    }
    return Row(values=values, evidence=(item.ours.entry.id,))
