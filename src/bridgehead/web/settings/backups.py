"""A backup beside the record it would replace: whose it is, what was changed since, what would come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bridgehead.firm.backups import Backup, find_later, is_same_record
from bridgehead.record.versions import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What putting a backup back would do.

    Attributes:
        has_record: there is a record in whose place it would go. is_other: it is no earlier or later state of that one.
        lost: changes of the record that the backup lacks. gained: changes of the backup that the record lacks.
        erased: how many of those lost erased a person, who would come back.
    """

    has_record: bool
    is_other: bool = False
    lost: tuple[Transaction, ...] = ()
    gained: tuple[Transaction, ...] = ()
    erased: int = 0

    @property
    def is_needless(self) -> bool:
        """Whether the record stands as in the backup already."""
        return self.has_record and not self.lost and not self.gained


def compare(backup: Backup, changes: Sequence[Transaction] | None) -> Comparison:
    """What putting a backup back would do to a record.

    Args:
        backup: as `look_into` found it. changes: of the record, newest first; None where there is none yet.
    """
    if changes is None:
        return Comparison(has_record=False)
    lost = find_later(changes, backup.changes)
    return Comparison(
        has_record=True,
        is_other=not is_same_record(changes, backup.changes),
        lost=lost,
        gained=find_later(backup.changes, changes),
        erased=sum(1 for change in lost if change.action == "erase"),
    )
