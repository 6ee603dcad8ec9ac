"""What is owed, as rows: each obligation in its state on the day, told from our side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bridgehead.answers import ActorRef, Balance, Column, Row, Value
from bridgehead.network.network import Network
from bridgehead.questions._once import once
from bridgehead.questions._saying import say_actor_id
from bridgehead.record.dates import on_day
from bridgehead.record.entries import Agreement, Interaction, Obligation, Programme, Tie
from bridgehead.record.ledger import ObligationState, build_ledger

SIDES: tuple[tuple[str, str], ...] = (
    ("we owe", "The firm or one of its people owes it to somebody else."),
    ("owed to us", "Somebody else owes it to the firm or one of its people."),
    ("among ourselves", "The firm and its people owe it to each other."),
    ("between others", "Neither side is ours."),
)
NOTHING_OWED = "No obligation is in the record. Add what each agreement owes: who, to whom, what, and when it is due."

SIDE = Column(name="side", label="Side", kind="word", meaning="Who owes whom, as we see it.")
LEDGER_COLUMNS: tuple[Column, ...] = (
    SIDE,
    Column(
        name="other", label="Other party", kind="actor", meaning="Who owes us, or whom we owe; between others both."
    ),
    Column(name="agreement", label="Agreement", meaning="What it follows from: its form and when it began."),
    Column(name="deliverable", label="What", meaning="What is owed."),
    Column(name="quantity", label="How much", kind="number", meaning="How much each time; none where none was named."),
    Column(name="unit", label="Unit", meaning="Of the quantity."),
    Column(name="due", label="Due", kind="day", meaning="The day it is due, or the first of those it recurs on."),
    Column(name="recurrence", label="Recurs", kind="word", meaning="How often it is due; once where nothing stands."),
    Column(
        name="due_so_far",
        label="Due so far",
        kind="number",
        meaning="What certainly fell due by the day, in its unit, or in deliveries where it names no quantity.",
    ),
    Column(
        name="delivered", label="Delivered", kind="number", meaning="What was certainly delivered, in the same unit."
    ),
    Column(name="open", label="Open", kind="number", meaning="What of the due was not delivered."),
    Column(
        name="overdue",
        label="Overdue",
        kind="word",
        meaning="No, possible or certain: as far as the dates of dues and deliveries allow us to say.",
    ),
    Column(
        name="since", label="Since", kind="day", meaning="First day on which it was certainly, else possibly, overdue."
    ),
    Column(name="value", label="Value", kind="money", meaning="Of one delivery, where the parties put one on it."),
    Column(name="open_value", label="Open value", kind="money", meaning="Value of what is open."),
    Column(name="currency", label="Currency", meaning="Of the values, ISO 4217."),
    Column(name="last_delivery", label="Last delivery", kind="day", meaning="When something was last delivered."),
    Column(
        name="remarks",
        label="Remarks",
        kind="word",
        meaning="No day set; end unknown; a delivery below standard, refused, or without quantity or date; released; "
        "surplus.",
    ),
    Column(
        name="released",
        label="Released",
        kind="number",
        meaning="What both sides agreed is owed no more, in the same unit.",
    ),
    Column(
        name="surplus",
        label="More than owed",
        kind="number",
        meaning="What was certainly delivered beyond what was owed by the day; cannot tell where nobody said how much.",
    ),
)
_OVERDUE_FIRST = ("certain", "possible", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One obligation on the day, told from our side.

    Attributes:
        state: how it stands. side: one of `SIDES`. others: the parties that are not ours, both where neither is.
        agreement: what it follows from; None where the record does not hold it.
    """

    state: ObligationState
    side: str
    others: tuple[ActorRef, ...]
    agreement: Agreement | None

    @property
    def cited(self) -> tuple[str, ...]:
        """Ids of the obligation, its agreement, and the deliveries and releases counted."""
        return (
            self.state.obligation.id,
            *((self.agreement.id,) if self.agreement else ()),
            *(one.id for one in (*self.state.deliveries, *self.state.releases)),
        )

    @property
    def due_value(self) -> float | None:
        """Value of what fell due; None where either is not known."""
        return self._value(self.state.quantity_due)

    @property
    def delivered_value(self) -> float | None:
        """Value of what was delivered; None where nobody put a value on it."""
        return self._value(self.state.delivered)

    @property
    def open_value(self) -> float | None:
        """Value of what is open; None where either is not known."""
        return self._value(self.state.open)

    def _value(self, quantity: float | None) -> float | None:
        value, each = self.state.obligation.value, self.state.obligation.quantity
        return None if value is None or quantity is None else value * quantity / (each or 1.0)


@once
def find_owed(network: Network) -> tuple[Owed, ...]:
    """Every obligation seen through the lens, on the network's day, told from our side: what is overdue first.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    own = find_own_ids(network)
    obligations = network.entries(Obligation)
    agreements = {id_: network.get_entry(id_) for id_ in {obligation.agreement for obligation in obligations}}
    held = [entry for entry in agreements.values() if entry is not None]
    states = build_ledger((*obligations, *held, *network.entries(Interaction)), network.day)
    owed = [_tell(network, state, own, agreements.get(state.obligation.agreement)) for state in states]
    return tuple(sorted(owed, key=_order))


@once
def find_own_ids(network: Network) -> frozenset[str]:
    """Ids of the firm and its people on the day, merged ids included, at whatever level the lens looks.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    own = set(network.starts.tolist())
    if network.lens.level == "organisations":
        firm, position_of, is_person = network.get_firm(), network.actors.position_by_id, network.actors.is_person
        places = (tie for tie in network.entries(Tie) if tie.kind == "affiliation")
        for ends in ((position_of.get(tie.sender), position_of.get(tie.receiver)) for tie in places):
            if firm in ends:
                own |= {end for end in ends if end is not None and is_person[end]}
    return frozenset(id_ for id_, position in network.actors.position_by_id.items() if position in own)


def _tell(network: Network, state: ObligationState, own: frozenset[str], agreement: object) -> Owed:
    debtor, creditor = state.obligation.debtor, state.obligation.creditor
    side = {
        (True, False): "we owe",
        (False, True): "owed to us",
        (True, True): "among ourselves",
        (False, False): "between others",
    }[debtor in own, creditor in own]
    others = [id_ for id_ in (debtor, creditor) if side not in {"we owe", "owed to us"} or id_ not in own]
    return Owed(
        state=state,
        side=side,
        others=tuple(say_actor_id(network, id_) for id_ in others),
        agreement=agreement if isinstance(agreement, Agreement) else None,
    )


def _order(owed: Owed) -> tuple[object, ...]:
    state = owed.state
    due = state.since or state.obligation.due.earliest or state.obligation.due.latest
    side = [side for side, _ in SIDES].index(owed.side)
    return (side, _OVERDUE_FIRST.index(state.overdue), due is None, due, owed.others[0].name, state.obligation.id)


def build_ledger_row(owed: Owed) -> Row:
    """One obligation under `LEDGER_COLUMNS`."""
    state, obligation = owed.state, owed.state.obligation
    values: dict[str, Value] = {
        "side": owed.side,
        "other": owed.others if len(owed.others) > 1 else owed.others[0],
        "agreement": name_agreement(owed.agreement),
        "deliverable": obligation.deliverable,
        "quantity": obligation.quantity,
        "unit": obligation.unit or None,
        "due": obligation.due if obligation.due.is_known else None,
        "recurrence": obligation.recurrence or "once",
        "due_so_far": state.quantity_due,
        "delivered": state.delivered,
        "open": state.open,
        "overdue": state.overdue,
        "since": None if state.since is None else on_day(state.since),
        "value": obligation.value,
        "open_value": owed.open_value,
        "currency": obligation.currency or None,
        "last_delivery": None if state.last_delivery is None else state.last_delivery.begin,
        "remarks": tuple(state.flags),
        "released": state.released,
        "surplus": state.surplus,
    }
    return Row(values=values, evidence=owed.cited)


def name_agreement(agreement: Agreement | None) -> str | None:
    """An agreement in a word or two, for a row that says much else."""
    if agreement is None:
        return None
    form = agreement.form.replace("_", " ")
    return f"{form} ({agreement.begin})" if agreement.begin.is_known else form


def say_agreement(agreement: Agreement | None) -> str | None:
    """An agreement in a few words: its form and what it covers."""
    if agreement is None:
        return None
    return (
        f"{agreement.form.replace('_', ' ')}: {agreement.scope}"
        if agreement.scope
        else agreement.form.replace("_", " ")
    )


def name_programme(network: Network, agreement: Agreement | None) -> tuple[str, str] | None:
    """The programme an agreement is a membership of and the tier there; None where it is of none."""
    if agreement is None or not agreement.programme:
        return None
    programme = network.get_entry(agreement.programme)
    name = programme.name if isinstance(programme, Programme) else agreement.programme
    return name, agreement.tier.replace("_", " ")


def sum_open_value(owed: Iterable[Owed]) -> tuple[float | None, str | None]:
    """The open value of several obligations and its currency; both None where none has one or currencies differ."""
    found = [(one.open_value, one.state.obligation.currency) for one in owed if one.open_value is not None]
    currencies = {currency for _, currency in found}
    if len(currencies) != 1:
        return None, None
    return sum(value for value, _ in found if value is not None), currencies.pop() or None


def build_balance(
    columns: Sequence[Column], rows: Iterable[Row], owed: Sequence[Owed], counted: Sequence[str] = (), empty: str = ""
) -> Balance:
    """Rows as a two-sided ledger: our two sides always, the others where there is something on them.

    Args:
        columns: what the rows hold. rows: in reading order. owed: what the rows were made of.
        counted: names of the columns whose figures can be added up on a side.
        empty: what to say where there are no rows; "" says that nothing is owed.
    """
    kept = tuple(rows)
    held = {"we owe", "owed to us"} | {one.side for one in owed}
    sides = tuple((side, meaning) for side, meaning in SIDES if side in held)
    totals: dict[str, dict[str, float | None]] = {}
    for side, _ in sides:
        totals[side] = {name: _total(kept, side, name) for name in counted}
        totals[side]["open_value"] = sum_open_value(one for one in owed if one.side == side)[0]
    return Balance(columns=tuple(columns), rows=kept, sides=sides, totals=totals, empty=empty or NOTHING_OWED)


def _total(rows: Iterable[Row], side: str, name: str) -> float:
    """The sum of one column of counts on one side."""
    figures = [row.values.get(name) for row in rows if row.values["side"] == side]
    return float(sum(figure for figure in figures if isinstance(figure, int | float)))
