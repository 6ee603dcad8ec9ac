"""Coordination: through which mechanisms partners are educated, decide with us and meet, and where knowledge flows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Coverage
from bridgehead.network.network import Network
from bridgehead.questions import build_answer
from bridgehead.questions._coordination_gaps import build_unclassified, build_unplaced, build_unused, find_similar
from bridgehead.questions._coordination_log import Log, find_logs
from bridgehead.questions._coordination_partners import Partners, build_contacts, build_cycles, build_to_combine
from bridgehead.questions._coordination_tables import (
    build_by_firm,
    build_by_mechanism,
    build_end_customers,
    build_flows,
    say_firm,
)
from bridgehead.questions._saying import say_count
from bridgehead.record.references import WORKS, Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordination:
    """How do we coordinate our partners, and where does knowledge flow?

    Interactions that name a mechanism and a form are sorted as the study of eight biotechnology firms sorts them: by
    mechanism, by form, and by whether customers or suppliers took part; customers of customers count with customers and
    are told apart in a part of their own. Education flows from the firm to partners, joint decisions from partners to
    the firm, direct contact between partners. Firms asked together, or else the library's, stand beside the firm.

    Differences from the paper: it says which mechanisms a firm relies on, and this counts interactions as well; a
    partner's side is read from their role on the day of the interaction.
    """

    plain_name: ClassVar[str] = "Where does knowledge flow among our partners?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["coordination"],)
    together: ClassVar[bool] = True

    def answer(self, network: Network) -> Answer:
        """The matrix by firm and by mechanism, the flows, who knows whom, and what is unused or still open.

        Raises:
            NoFirmError: no firm is named.
        """
        logs = tuple(find_logs(network))
        own = logs[0]
        partners = Partners.of(own)
        to_combine, left_out = build_to_combine(partners)
        parts = (
            build_by_firm(logs),
            *build_by_mechanism(logs),
            build_end_customers(logs),
            *build_flows(logs),
            build_contacts(partners),
            build_cycles(logs),
            to_combine,
            build_unused(logs),
            build_unclassified(own),
            build_unplaced(own),
        )
        caveats = [*_find_caveats(logs), *([f"Of pairs to bring together, {left_out}."] if left_out else [])]
        return build_answer(self, network, parts=parts, coverage=_say_coverage(own), caveats=caveats)


def _say_coverage(log: Log) -> Coverage:
    """How many interactions of the firm asked with partners stand in a cell."""
    outside = len(log.coded) - len(log.placed)
    remarks = [f"{say_count(len(log.uncoded), 'interactions')} without a mechanism or a form."] if log.uncoded else []
    remarks += [f"{outside} cannot be placed; the last part says why."] if outside else []
    remarks += [f"{log.left_out} only possibly happened by then and are left out."] if log.left_out else []
    return Coverage(
        used=len(log.placed),
        total=len(log.coded) + len(log.uncoded),
        unit=f"interactions of {say_firm(log)} with partners",
        possible=sum(1 for item in log.placed if not item.is_certain),
        remarks=tuple(remarks),
    )


def _find_caveats(logs: Sequence[Log]) -> Iterator[str]:
    own = logs[0]
    if not own.placed:
        yield "Cannot tell how this firm coordinates its partners: none of its interactions stands in a cell."
    placed = [item for log in logs for item in log.placed]
    possible = sum(1 for item in placed if not item.is_certain)
    if possible:
        yield (
            f"{possible} of the {len(placed)} interactions shown are not dated to a day before this one; "
            "that they happened by then is possible, not certain."
        )
    if own.uncoded:
        yield (
            f"{say_count(len(own.uncoded), 'interactions')} with partners without mechanism or form, so in no cell; "
            "'bridgehead review --mechanisms' proposes some."
        )
    if len(logs) > 1:
        similar, basis = find_similar(logs)
        number = "one other firm" if len(similar) == 1 else f"{len(similar)} other firms"
        yield f"Unused mechanisms are told from {number}: {basis}."
