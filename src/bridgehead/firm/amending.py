"""Amending an agreement: from a day on other terms hold, and what was owed until then stays readable.

An old term ends on the day the new one begins; what fell due before stays owed, unless both sides release it. So the
ledger of any earlier day still says what was owed then, and that of a later day what is owed now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bridgehead.firm.agreement_errors import (
    AlreadyDueError,
    EndedTermError,
    NothingAmendedError,
    TermThereError,
    UnknownTermError,
    WholeAmendmentError,
)
from bridgehead.firm.agreements import (
    Draft,
    build_obligation,
    build_statement,
    edit_term,
    find_gaps,
    get_agreement,
    split_change,
)
from bridgehead.firm.editing import edit_entry
from bridgehead.firm.templates import build_term, name_term
from bridgehead.record.dates import UNKNOWN, When, on_day
from bridgehead.record.entries import Agreement, Entry, EntryId, Evidence, Interaction, Obligation
from bridgehead.record.findings import Finding
from bridgehead.record.ledger import ObligationState, get_state
from bridgehead.record.record import find_entries, find_own_firm
from bridgehead.record.schedule import RHYTHMS

#: what an amendment may change of the agreement itself; the rest was so from its begin
_OF_THE_WHOLE = frozenset({"end", "renewal", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What changes in an agreement from a day on.

    Attributes:
        agreement: its id. begin: the day on which the new terms begin.
        changes: "term.field=value", and "end=", "renewal=" or "note=" of the agreement.
        we_owe, they_owe: further terms, "name=what is owed" each. without: names of terms that end.
        release: what of the changed terms fell due and is open is owed no more.
        source: what it rests on, such as the document.
    """

    agreement: EntryId
    begin: date
    changes: tuple[str, ...] = ()
    we_owe: tuple[str, ...] = ()
    they_owe: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    release: bool = False
    source: str = ""


def draft_amendment(entries: Sequence[Entry], amendment: Amendment, *, by: str, on: date) -> Draft:
    """An amendment as entries, over those a record holds.

    Args:
        entries: the record's. amendment: what changes. by: who says so. on: the day it is told.

    Raises:
        UnknownAgreementError, UnknownTermError: there is no such agreement or term. EndedTermError: it ended before.
        NothingAmendedError: nothing would change. WholeAmendmentError: it changes what holds from the begin.
        AlreadyDueError: a term owed once is overdue and not released. EditError: a change does not fit.
    """
    held = get_agreement(entries, amendment.agreement)
    statement = build_statement(held.id, amendment.source, by=by, on=on, said=f"amended from {amendment.begin}")
    changes = _group(amendment.changes)
    agreement = _amend_agreement(held, changes.pop("", []), statement)
    ledger = _read_ledger(entries, held, amendment.begin)
    written: list[Entry] = [statement]
    owed: list[Obligation] = []
    for name in (*changes, *(name for name in amendment.without if name not in changes)):
        state = _find_term(ledger, held, name, amendment.begin)
        written += _end(state, held, amendment, statement)
        if name not in amendment.without:
            _check_not_owed_twice(state, held, amendment)
            owed.append(_renew(state, changes[name], amendment.begin, statement))
    owed += _add_terms(held, amendment, find_own_firm(entries), statement, taken={entry.id for entry in entries})
    if agreement == held and len(written) == 1 and not owed:
        raise NothingAmendedError(held.id)
    gone = {entry.id for entry in written}
    rest = [one for one in ledger.values() if one.obligation.id not in gone]
    whole = [*(state.obligation for state in rest), *owed]
    return Draft(
        agreement=agreement,
        obligations=tuple(owed),
        others=tuple(written),
        findings=(
            *find_gaps(agreement, whole, _find_us(agreement, entries)),
            *_find_surplus(ledger, held, changes),
        ),
    )


def _group(changes: Sequence[str]) -> dict[str, list[str]]:
    """Changes by the term they are of; "" for the agreement."""
    by_term: dict[str, list[str]] = {}
    for term, change in map(split_change, changes):
        by_term.setdefault(term, []).append(change)
    return by_term


def _amend_agreement(held: Agreement, changes: Sequence[str], statement: Evidence) -> Agreement:
    if not changes:
        return held
    for change in changes:
        if change.partition("=")[0].strip() not in _OF_THE_WHOLE:
            raise WholeAmendmentError(held.id, change)
    edited = edit_entry(held, changes)
    return edited if edited == held else replace(edited, evidence=(*held.evidence, statement.id))


def _read_ledger(entries: Sequence[Entry], agreement: Agreement, on: date) -> dict[str, ObligationState]:
    """How each term of an agreement stands on a day, by its name; of one amended before, as it was amended last."""
    delivered = [one for one in find_entries(entries, Interaction) if one.fulfils]
    found: dict[str, ObligationState] = {}
    owed = [one for one in find_entries(entries, Obligation) if one.agreement == agreement.id]
    for one in sorted(owed, key=lambda item: (item.begin.earliest or date.min, item.id)):
        named = [delivery for delivery in delivered if delivery.fulfils == one.id]
        found[_name(agreement, one)] = get_state(one, named, on, agreement)
    return found


def _name(agreement: Agreement, owed: Obligation) -> str:
    """What a term is called, however often it was amended."""
    return name_term(agreement.id, owed.id).partition("@")[0]


def _find_term(ledger: dict[str, ObligationState], agreement: Agreement, name: str, begin: date) -> ObligationState:
    if name not in ledger:
        raise UnknownTermError(name, list(ledger))
    state = ledger[name]
    ended, begun = state.obligation.end, state.obligation.begin
    if (ended.latest and ended.latest <= begin) or (begun.earliest and begun.earliest >= begin):
        raise EndedTermError(agreement.id, name, begun if begun.earliest and begun.earliest >= begin else ended)
    return state


def _end(state: ObligationState, held: Agreement, amendment: Amendment, statement: Evidence) -> Iterator[Entry]:
    """A term as it ends, and the release of what is open of it."""
    yield replace(state.obligation, end=on_day(amendment.begin))
    if amendment.release and state.open:
        yield _release(state, held, amendment, statement)


def _check_not_owed_twice(state: ObligationState, held: Agreement, amendment: Amendment) -> None:
    """Refuse new terms for what is owed once, fell due and stays owed beside them."""
    owed = state.obligation
    if state.open and not amendment.release and not owed.recurrence:
        raise AlreadyDueError(held.id, _name(held, owed), owed.due)


def _release(state: ObligationState, held: Agreement, amendment: Amendment, statement: Evidence) -> Interaction:
    owed = state.obligation
    return Interaction(
        id=f"{owed.id}/released-{amendment.begin}",
        kind="negotiation",
        participants=((owed.creditor, "creditor"), (owed.debtor, "debtor")),
        topic=f"{_name(held, owed)}: what is open is owed no more",
        begin=on_day(amendment.begin),
        end=on_day(amendment.begin),
        fulfils=owed.id,
        quantity=state.open,
        evidence=(statement.id,),
    )


def _renew(state: ObligationState, changes: Sequence[str], begin: date, statement: Evidence) -> Obligation:
    """A term as it holds from a day on; without a day of its own it keeps its rhythm."""
    old = state.obligation
    fresh: dict[str, Any] = {"begin": on_day(begin), "end": UNKNOWN, "due": _find_next_due(old, begin)}
    renewed = replace(old, id=f"{old.id.partition('@')[0]}@{begin}", evidence=(statement.id,), **fresh)
    return edit_term(renewed, changes)


def _find_next_due(owed: Obligation, begin: date) -> When:
    """The first day of its rhythm that is not before a day; its own day where it has no rhythm."""
    rhythm, due = RHYTHMS.get(owed.recurrence), owed.due
    if rhythm is None:
        return due
    if due.earliest is None or not due.is_day:
        return due if due.earliest is not None and due.earliest >= begin else UNKNOWN
    number, day = 0, due.earliest
    while day < begin:
        number += 1
        day = rhythm.get_day(due.earliest, number)
    return on_day(day)


def _add_terms(
    agreement: Agreement, amendment: Amendment, firm: EntryId | None, statement: Evidence, taken: set[EntryId]
) -> Iterator[Obligation]:
    us, partner = _find_sides(agreement, firm)
    terms = [build_term(text, is_ours=True) for text in amendment.we_owe]
    terms += [build_term(text, is_ours=False) for text in amendment.they_owe]
    for term in terms:
        owed = build_obligation(term, replace(agreement, evidence=(statement.id,)), us, partner)
        if owed.id in taken:
            raise TermThereError(agreement.id, term.name)
        yield replace(owed, begin=on_day(amendment.begin))


def _find_sides(agreement: Agreement, firm: EntryId | None) -> tuple[EntryId, EntryId]:
    """We, or the first party where none is ours; and the first of the others."""
    parties = [actor for actor, _ in agreement.parties]
    us = firm if firm in parties else parties[0]
    assert us is not None
    return us, next(actor for actor in parties if actor != us)


def _find_us(agreement: Agreement, entries: Sequence[Entry]) -> EntryId:
    return _find_sides(agreement, find_own_firm(entries))[0]


def _find_surplus(
    ledger: dict[str, ObligationState], held: Agreement, names: Sequence[str] | dict[str, list[str]]
) -> Iterator[Finding]:
    """What was delivered in advance under terms that end: it stays with them, and does not count for the new ones."""
    for name in names:
        state = ledger[name]
        ahead = state.surplus if state.obligation.recurrence else state.delivered - (state.quantity_due or 0.0)
        if ahead and ahead > 0:
            message = (
                f"{ahead:.15g} of {name!r} was delivered in advance under the old terms and does not count for the new "
                "ones. Lower what they ask for first, where it should."
            )
            yield Finding(level="note", code="surplus", message=message, entries=(held.id, state.obligation.id))
