"""What is owed, for the two columns of the ledger: each obligation with its standing in a word, filtered and cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bridgehead.questions._owed import Owed
from bridgehead.record.ledger import ObligationState
from bridgehead.record.parameters import get_parameter
from bridgehead.record.schedule import Occurrence, add_days, find_occurrences
from bridgehead.web.paging import Paging
from bridgehead.web.words import N_

#: standing -> (word, kind of badge); an obligation has the first that fits
STANDINGS: dict[str, tuple[str, str]] = {
    "overdue": (N_("overdue"), "bad"),
    "possibly_overdue": (N_("possibly overdue"), "warn"),
    "delivered": (N_("delivered"), "good"),
    "due": (N_("due"), "accent"),
    "any_time": (N_("owed at any time"), ""),
    "no_day": (N_("no day set"), "unknown"),
    "not_yet": (N_("not yet due"), ""),
}
#: what the list can be narrowed to -> word; the standings, what is not judged, and all
FILTERS: dict[str, str] = {
    "": N_("everything"),
    **{standing: word for standing, (word, _) in STANDINGS.items()},
    "not_judged": N_("delivered, not judged"),
}
OURS, THEIRS = "we owe", "owed to us"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLine:
    """One obligation in the list.

    Attributes:
        owed: its state, told from our side. standing: a word of `STANDINGS`.
        unjudged: how many deliveries nobody judged. next: when it falls due next within the horizon, if it does.
    """

    owed: Owed
    standing: str
    unjudged: int
    next: Occurrence | None = None

    @property
    def state(self) -> ObligationState:
        """How the obligation stands."""
        return self.owed.state


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedColumn:
    """One side of the ledger: its lines, and how many obligations there are of each standing before it is narrowed."""

    side: str
    lines: tuple[OwedLine, ...]
    counts: Counter[str]

    def cut(self, paging: Paging, day: date) -> tuple[OwedLine, ...]:
        """The lines of a page, each with the day on which it falls due next.

        Args:
            paging: which page. day: of the lens.
        """
        until = add_days(day, int(get_parameter("reciprocity", "horizon_days")))
        return tuple(
            replace(
                line,
                next=next(find_occurrences(line.state.obligation, add_days(day, 1), until, line.owed.agreement), None),
            )
            for line in self.lines[paging.skip : paging.skip + paging.most]
        )


def get_standing(state: ObligationState) -> str:
    """How an obligation stands, in one of `STANDINGS`."""
    if state.overdue != "no":
        return "overdue" if state.overdue == "certain" else "possibly_overdue"
    if state.is_fulfilled and not state.is_to_come:
        return "delivered"
    if state.open:
        return "due"
    if state.obligation.recurrence == "continuous":
        return "any_time"
    return "no_day" if "no_day_set" in state.flags else "not_yet"


def count_unjudged(state: ObligationState) -> int:
    """How many deliveries of an obligation nobody judged."""
    return sum(one.acceptance in {"", "not_judged"} for one in state.deliveries)


def build_column(owed: Iterable[Owed], side: str, *, wanted: str = "", text: str = "") -> OwedColumn:
    """One side of the ledger.

    Args:
        owed: all of it. side: as `OURS` or `THEIRS`. wanted: a word of `FILTERS`. text: in what is owed or whose name.
    """
    lines = [
        OwedLine(owed=one, standing=get_standing(one.state), unjudged=count_unjudged(one.state))
        for one in owed
        if one.side == side and _holds(one, text)
    ]
    return OwedColumn(
        side=side,
        lines=tuple(line for line in lines if _is_wanted(line, wanted)),
        counts=Counter(line.standing for line in lines) + Counter(not_judged=sum(line.unjudged > 0 for line in lines)),
    )


def _holds(owed: Owed, text: str) -> bool:
    wanted = text.strip().casefold()
    named = (owed.state.obligation.deliverable, *(other.name for other in owed.others))
    return not wanted or any(wanted in name.casefold() for name in named)


def _is_wanted(line: OwedLine, wanted: str) -> bool:
    return wanted in {"", line.standing} or (wanted == "not_judged" and line.unjudged > 0)
