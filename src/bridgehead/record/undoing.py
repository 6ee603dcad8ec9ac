"""Which change can be taken back, and why another cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bridgehead.record.entries import EntryId
from bridgehead.record.store_errors import NothingToUndoError, UndoRefusedError
from bridgehead.record.versions import name_few

#: actions that are passed over where nobody names a transaction
_PASSED_OVER = frozenset({"init", "undo", "erase", "restore"})


def find_undoable(rows: Sequence[Mapping[str, Any]], transaction: int | None) -> int:
    """The number of the transaction to undo.

    Args:
        rows: every transaction, oldest first. transaction: the one asked for; None means the newest that stands.

    Raises:
        NothingToUndoError: there is none. UndoRefusedError: it was undone already.
    """
    if transaction is None:
        rows = [row for row in rows if row["undone_by"] is None and row["action"] not in _PASSED_OVER]
    else:
        rows = [row for row in rows if row["id"] == transaction]
    if not rows:
        raise NothingToUndoError(transaction)
    if rows[-1]["undone_by"] is not None:
        raise UndoRefusedError(rows[-1]["id"], f"Transaction {rows[-1]['undone_by']} undid it already.")
    return int(rows[-1]["id"])


def explain_refusal(changed: Sequence[EntryId]) -> str:
    """Why a transaction cannot be undone.

    Args:
        changed: entries that later changes touched; none where it changed nothing that could be put back.
    """
    if not changed:
        return "It changed no entries that could be put back."
    return f"Later changes touched {name_few(changed)}. Undo those first, or edit the entries themselves."
