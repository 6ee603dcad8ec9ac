"""Logging what was delivered of an obligation, or that both sides agreed it is owed no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bridgehead.errors import MisuseError, NotFoundError, RefusedError, suggest
from bridgehead.record.dates import When, on_day, read_when
from bridgehead.record.entries import Entry, EntryId, Evidence, Interaction, Obligation
from bridgehead.record.store import Store
from bridgehead.record.terms import ACCEPTANCES, UnknownWordError
from bridgehead.record.versions import Change


class UnknownObligationError(NotFoundError):
    """The record holds no obligation of an id."""

    def __init__(self, id_: EntryId, known: Sequence[EntryId]) -> None:
        """Args: id as given; known: ids of the obligations there are."""
        self.id = id_
        near = suggest(id_, known)
        super().__init__(f"No obligation {id_!r}.{near} 'bridgehead show obligations' lists all.")


class QuantityError(MisuseError):
    """A quantity is none that can be delivered or released."""

    def __init__(self, quantity: str) -> None:
        """Args: quantity as given."""
        self.quantity = quantity
        super().__init__(
            f"{quantity!r} is no quantity. Give a number above zero, as in 2.5, or none where it is not known."
        )


class NotYetError(RefusedError):
    """A delivery is dated after the day it is told."""

    def __init__(self, day: str, told: date) -> None:
        """Args: day of the delivery as given; told: the day on which it is told."""
        self.day, self.told = day, told
        super().__init__(f"On {told} nobody can say what was delivered on {day}. Log it when it has happened.")


class NoDayError(MisuseError):
    """A delivery has no day, so that nobody could tell whether it came in time."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__("Nothing says when it happened. Give a day, a month or a year, as in 2024-03-05 or 2024-03.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """What happened to something owed.

    Attributes:
        obligation: its id. day: when, as people write it. quantity: how much, in the obligation's unit; None where
            nobody said. acceptance: met, below_standard, refused or not_judged; "" where nobody said.
        is_release: nothing was delivered; both sides agreed that so much is owed no more.
        topic: what it was, in a few words. source: what it rests on, such as a document; "" is a person's word.
        number: which one of its day it is, from 1, as whoever logs it counts; the same one logged twice is logged once.
    """

    obligation: EntryId
    day: str
    quantity: float | None = None
    acceptance: str = ""
    is_release: bool = False
    topic: str = ""
    source: str = ""
    number: int = 1


def read_quantity(text: str) -> float | None:
    """A quantity as a person types it; None where nothing stands.

    Raises:
        QuantityError: it is no number.

    >>> read_quantity("2.5"), read_quantity(" ")
    (2.5, None)
    """
    try:
        return float(text) if text.strip() else None
    except ValueError:
        raise QuantityError(text) from None


def fulfil(store: Store, fulfilment: Fulfilment, *, by: str, on: date) -> Change:
    """Log a fulfilment or a release in one transaction; the same one sent twice changes nothing.

    Args:
        store: the record. fulfilment: what happened. by: who says so. on: the day it is told.

    Raises:
        As `draft_fulfilment`. InvalidEntryError: an entry would have faults. Nothing was written.
    """
    drafted = draft_fulfilment(store.entries(), fulfilment, by=by, on=on)
    verb = "released" if fulfilment.is_release else "delivered"
    return store.put(drafted, action="add", by=by, summary=f"{fulfilment.obligation} {verb}"[:200])


def draft_fulfilment(
    entries: Sequence[Entry], fulfilment: Fulfilment, *, by: str, on: date
) -> tuple[Evidence, Interaction]:
    """A fulfilment as entries: the interaction that names the obligation, and what it rests on.

    Args:
        entries: the record's. fulfilment: what happened. by: who says so. on: the day it is told.

    Raises:
        UnknownObligationError: there is no such obligation. NoDayError, DateError: nothing says when. NotYetError: it
            has not happened yet. QuantityError: that is no quantity. UnknownWordError: no such acceptance.
    """
    owed = {entry.id: entry for entry in entries if isinstance(entry, Obligation)}
    if fulfilment.obligation not in owed:
        raise UnknownObligationError(fulfilment.obligation, list(owed))
    day = _read_day(fulfilment, on)
    held = {entry.id: entry for entry in entries}
    name = (
        f"{fulfilment.obligation}/{'released' if fulfilment.is_release else 'delivered'}-{day.text.replace(' ', '-')}"
    )
    drafted = _build(owed[fulfilment.obligation], fulfilment, day, by=by, on=on)
    number = fulfilment.number
    while True:
        evidence, made = _name(drafted, name if number == 1 else f"{name}-{number}")
        if made.id not in held or held[made.id] == made:
            return evidence, made
        number += 1


def _read_day(fulfilment: Fulfilment, on: date) -> When:
    day = read_when(fulfilment.day) if fulfilment.day.strip() else None
    if day is None or not day.is_known:
        raise NoDayError
    if day.earliest is not None and day.earliest > on:
        raise NotYetError(day.text, on)
    return day


def _build(owed: Obligation, fulfilment: Fulfilment, day: When, *, by: str, on: date) -> tuple[Evidence, Interaction]:
    if fulfilment.quantity is not None and not 0 < fulfilment.quantity < float("inf"):
        raise QuantityError(f"{fulfilment.quantity:g}")
    acceptance = "" if fulfilment.is_release else fulfilment.acceptance
    if acceptance and acceptance not in ACCEPTANCES.words:
        raise UnknownWordError(ACCEPTANCES, acceptance)
    said = "is owed no more" if fulfilment.is_release else "was delivered"
    evidence = Evidence(
        id="",
        reference=fulfilment.source or f"typed in by {by}",
        kind="document" if fulfilment.source else "statement",
        paraphrase=f"{owed.deliverable}: {said}.",
        by=by,
        on=on_day(on),
    )
    made = Interaction(
        id="",
        # the kind of a release says that nothing was delivered (record.ledger)
        kind="negotiation" if fulfilment.is_release else "delivery",
        participants=((owed.debtor, "debtor"), (owed.creditor, "creditor")),
        topic=fulfilment.topic or owed.deliverable,
        begin=day,
        fulfils=owed.id,
        quantity=fulfilment.quantity,
        acceptance=acceptance,
    )
    return evidence, made


def _name(drafted: tuple[Evidence, Interaction], id_: EntryId) -> tuple[Evidence, Interaction]:
    evidence, made = drafted
    return replace(evidence, id=f"{id_}/told"), replace(made, id=id_, evidence=(f"{id_}/told",))
