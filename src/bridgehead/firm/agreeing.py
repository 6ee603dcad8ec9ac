"""Writing what was agreed: a contract or an amendment becomes a draft, and a draft one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bridgehead.firm.agreements import Contract, Draft, draft_contract
from bridgehead.firm.amending import Amendment, draft_amendment
from bridgehead.record.store import Store
from bridgehead.record.versions import Change

__all__ = ["Agreed", "Amendment", "Contract", "conclude"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A draft, and what writing it did or would do."""

    draft: Draft
    change: Change


def conclude(store: Store, agreed: Contract | Amendment, *, by: str, on: date, preview: bool = False) -> Agreed:
    """Write a contract, or an amendment, into a record in one transaction.

    Args:
        store: the record. agreed: what is agreed. by: who says so. on: the day it is told. preview: write nothing.

    Raises:
        As `draft_contract` and `draft_amendment`. InvalidEntryError: an entry would have faults. Nothing was written.
    """
    entries = store.entries()
    if isinstance(agreed, Amendment):
        draft = draft_amendment(entries, agreed, by=by, on=on)
    else:
        draft = draft_contract(entries, agreed, by=by, on=on, record=store.name)
    if preview:
        return Agreed(draft=draft, change=store.compare(draft.entries))
    verb = "amended" if isinstance(agreed, Amendment) else "made"
    change = store.put(draft.entries, action="add", by=by, summary=f"{draft.agreement.id} {verb}"[:200])
    return Agreed(draft=draft, change=change)
