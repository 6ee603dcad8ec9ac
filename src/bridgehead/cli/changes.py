"""Changing a record: edit, withdraw, undo, erase."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.options import FormOption, RecordOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.errors import MisuseError, RefusedError
from bridgehead.record.entries import referred_ids
from bridgehead.record.versions import Change

_RECORD = RecordOption()
_FORM = FormOption()
#: changed entries shown before the rest is counted
_MOST_SHOWN = 30


class NothingToDoError(MisuseError):
    """A command was given nothing to work on."""

    def __init__(self, verb: str, example: str) -> None:
        """Args: verb as typed; example: one that would do."""
        self.verb = verb
        super().__init__(f"There is nothing to {verb}. Write it like: bridgehead {verb} {example}")


class UnconfirmedError(RefusedError):
    """Nobody confirmed what cannot be undone."""

    def __init__(self, name: str) -> None:
        """Args: name of the person."""
        self.name = name
        super().__init__(
            f"Erasing {name!r} cannot be undone, also in the history. Nothing was changed. If you mean it, add --yes."
        )


def edit(
    id_: Annotated[str, Parameter(name="ID", show_default=False)] = "",
    /,
    *changes: str,
    firm: Annotated[str, Parameter(help="Say whose record it is, by name or id.", show_default=False)] = "",
    expect: Annotated[int | None, Parameter(help="Refuse unless the entry stands at this version.")] = None,
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Change an entry, or say whose record it is.

    What stood before stays in the history. Nothing after "=" empties a field; items of a list are divided by ";".

    Example: bridgehead edit typed:anna-berg market=AT "note=moved to Vienna"

    Args:
        id_: Id of the entry.
        changes: FIELD=VALUE each.
    """
    if not firm and not (id_ and changes):
        raise NothingToDoError("edit", "ID FIELD=VALUE")
    with record.open() as opened:
        if firm:
            print_change(opened.edit_firm(firm), form)
        return print_change(opened.edit(id_, *changes, expected=expect), form) if id_ else 0


def withdraw(
    *ids: str,
    reason: Annotated[str, Parameter(help="Why.", show_default=False)] = "",
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Let entries stand no longer; they stay in the history.

    Example: bridgehead withdraw typed:acme-polymers--anna-berg--business-distributor --reason "never was"

    Args:
        ids: Ids of the entries.
    """
    if not ids:
        raise NothingToDoError("withdraw", "ID")
    with record.open() as opened:
        code = print_change(opened.withdraw(*ids, reason=reason), form)
        gone = set(ids)
        naming = sum(any(target in gone for _, target in referred_ids(entry)) for entry in opened.entries())
    if naming:
        say(f"{naming} entries still name what was withdrawn; 'bridgehead check' lists them.")
    return code


def undo(transaction: int | None = None, /, *, record: RecordOption = _RECORD, form: FormOption = _FORM) -> int:
    """Take a whole change back: an import with all its rows, an addition, an edit, an undo.

    Example: bridgehead undo

    Args:
        transaction: Its number, as `show log` lists them (default: the newest that stands).
    """
    with record.open() as opened:
        return print_change(opened.undo(transaction), form)


def erase(
    name: str,
    /,
    *,
    yes: Annotated[bool, Parameter(help="Do not ask.", negative="", show_default=False)] = False,
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Remove a person's data for good, from the history as well; ids, dates and obligations stay.

    A person who stands under several ids judged to be the same is erased under all of them.

    Example: bridgehead erase "Anna Berg" --yes

    Args:
        name: Id or name of the person.
    """
    with record.open() as opened:
        if not yes and not _is_confirmed(name):
            raise UnconfirmedError(name)
        done = opened.erase(name)
    rows = [
        {
            "id": one.id,
            "versions": one.versions,
            "renamed": one.renamed,
            "mentions": list(one.mentions),
            "transaction": one.transaction,
        }
        for one in done
    ]
    columns = {"id": "Now called", "versions": "Versions rewritten", "renamed": "Other ids renamed",
               "mentions": "Entries of others that still hold the name", "transaction": "Transaction"}  # fmt: skip
    print_listings([Listing(name="erased", title="Erased", columns=columns, rows=rows)], form)
    if not all(one.is_purged for one in done):
        say("Another program has the record open; the old text leaves the file when the last one closes it.")
    say("Backups and exports made before still hold the person: erase there too, or delete them.")
    return 0


def _is_confirmed(name: str) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"Erase {name!r} for good? This cannot be undone. Type yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() == "yes"


def print_change(change: Change, form: FormOption) -> int:
    """Which entries a change touched; what it was in a sentence on stderr."""
    print_changes([change], form)
    if change.transaction is None:
        say("Nothing changed: the record says so already.")
    else:
        say(f"Transaction {change.transaction}; 'bridgehead undo {change.transaction}' takes it back.")
    return 0


def print_changes(changes: Sequence[Change], form: FormOption) -> None:
    """Which entries changes touched, as data."""
    rows = [
        {"what": what, "id": id_}
        for change in changes
        for what in ("created", "updated", "withdrawn", "unchanged")
        for id_ in getattr(change, what)
    ]
    shown = rows if form.form != "table" or len(rows) <= _MOST_SHOWN else rows[:_MOST_SHOWN]
    print_listings([Listing(name="changes", title="", columns={"what": "What", "id": "Id"}, rows=shown)], form)
    if len(shown) < len(rows):
        say(f"{len(rows) - len(shown)} more; --json shows all.")
