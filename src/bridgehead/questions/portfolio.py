"""Portfolio: what our agreements are made of, how concentrated they are, and where they clash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import build_answer
from bridgehead.questions._our_ties import find_our_ties
from bridgehead.questions._portfolio_agreements import (
    OurAgreement,
    count_people_in,
    find_begun_agreements,
    find_our_agreements,
    say_partners,
)
from bridgehead.questions._portfolio_clashes import build_clashes
from bridgehead.questions._portfolio_growth import build_growth
from bridgehead.questions._portfolio_make_up import (
    NO_AGREEMENTS,
    build_concentration,
    build_make_up,
    build_redundancy,
)
from bridgehead.questions._portfolio_management import MANAGEMENT_COLUMNS, build_stated_row, find_management
from bridgehead.questions._portfolio_shares import build_shares
from bridgehead.questions._saying import say_count, say_possible
from bridgehead.record.references import WORKS, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """What is our alliance portfolio made of, and where does it clash?

    Counted are agreements of the firm or its people with others that certainly or possibly hold on the day; whether
    people are folded into organisations changes nothing, and a tie's strength is not asked for. A clash is told from
    facts of the record, each with its reason; what cannot be looked at is named, never taken for peace.
    """

    plain_name: ClassVar[str] = "What do our partnerships add up to?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["castiglioni"], WORKS["kale"], WORKS["herfindahl"])

    def answer(self, network: Network) -> Answer:
        """Make-up, concentration, redundancy, clashes, shares, management and growth of the portfolio.

        Raises:
            NoFirmError: no firm is named.
        """
        seen = count_people_in(network)
        ours, begun = find_our_agreements(seen), find_begun_agreements(seen)
        parts = (
            build_make_up(seen, ours),
            build_concentration(seen, ours),
            build_redundancy(seen, ours),
            *build_clashes(seen, ours),
            build_shares(seen, ours),
            _build_management(seen, ours),
            *build_growth(seen, begun),
        )
        return build_answer(self, network, parts=parts, caveats=_find_caveats(ours))


def _build_management(network: Network, ours: Sequence[OurAgreement]) -> Part:
    rows = [build_stated_row(stated) for stated in find_management(network).values()]
    return Part(
        name="management",
        title="Who looks after it",
        shape=Table(columns=MANAGEMENT_COLUMNS, rows=(*rows, _group_row(network, ours))),
    )


def _group_row(network: Network, ours: Sequence[OurAgreement]) -> Row:
    """The companies of our own group that ties tell of, and those of them we have agreements with."""
    ties = [tie for tie in find_our_ties(network) if tie.role == "group_company"]
    companies = {tie.other for tie in ties}
    bound = [one for one in ours if companies & set(one.partners)]
    of_ours = f"{len(bound)} of our {say_count(len(ours), 'agreements')}"
    bind = f"agreements with them: {of_ours}" if ours else "we have no agreements"
    values: dict[str, Value] = {
        "what": "group_companies",
        "value": say_partners(network, sorted(companies)) or None,
        "meaning": f"Companies of our own group, as ties tell; {bind}.",
    }
    cited = dict.fromkeys((*(tie.entry for tie in ties if tie.entry), *(one.entry.id for one in bound)))
    return Row(values=values, evidence=tuple(cited))


def _find_caveats(ours: Sequence[OurAgreement]) -> Iterator[str]:
    if not ours:
        yield "Cannot tell: " + NO_AGREEMENTS[0].lower() + NO_AGREEMENTS[1:]
        return
    possible = sum(not one.certain for one in ours)
    if possible:
        yield say_possible(possible, len(ours), "agreements")
