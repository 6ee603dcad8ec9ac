"""Stating: assessments, presences and asks typed in a line each, as relationships are.

A line is words divided by commas:

- an assessment: "SUBJECT, ITEM, VALUE", then in any order its day, `by NAME` and `about WHAT`, as in "Nordlicht,
  readiness.trust, yes, 2024-03, by Ada". The subject is an actor, a market, an entry's id, or `us`; an item stands
  alone where its name is in one instrument only.
- a presence: "MARKET", then an entry mode, how it came about, `since D`, `until D`, `field F`, a share of sales, `of
  ACTOR` where it is not ours, and `through NAME` for the partner whose ties and agreements it rests on, as in "DE,
  direct export, since 2019, 12 %, through Anna Berg".
- an ask: "NAME, WHAT FOR", then an answer, its day, `by ONE OF US` and `led to ID`, as in "Anna Berg, AT, yes,
  2024-03-05". Told again for the same, with another answer, it is the same ask; its day may then be left out.

What is told again replaces what was told before of the same; without a day an assessment bears the day it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bridgehead.firm.adding import Adding
from bridgehead.firm.stated_asks import read_ask
from bridgehead.firm.stated_assessments import read_assessment
from bridgehead.firm.stated_presences import read_presence
from bridgehead.network.network import NoFirmError
from bridgehead.record.entries import Entry
from bridgehead.record.record import find_own_firm


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What lines state, by sort.

    Attributes:
        assessments, presences, asks: the lines, as typed.
    """

    assessments: Sequence[str] = ()
    presences: Sequence[str] = ()
    asks: Sequence[str] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.assessments, *self.presences, *self.asks)


def state(held: Sequence[Entry], said: Said, *, by: str, on: date, record: str) -> tuple[Entry, ...]:
    """The entries that lines make, with the statements they rest on.

    Args:
        held: the record's entries. said: the lines. by: who states. on: the day. record: its name, for messages.

    Raises:
        TerseLineError, DateError: a line cannot be understood. NobodyError, SeveralError: a name in it is nobody's, or
        that of several. UnknownItemError: there is no such item. UnknownMarketError: no such market.
        NoFirmError: the record does not say whose it is.
    """
    adding = Adding(held=held, by=by, on=on, record=record)
    firm = find_own_firm(held)
    if firm is None:
        raise NoFirmError(record)
    for lines, read in (
        (said.assessments, read_assessment),
        (said.presences, read_presence),
        (said.asks, read_ask),
    ):
        for line in lines:
            adding.keep(read(adding, firm, line))
    return tuple(adding.made.values())
