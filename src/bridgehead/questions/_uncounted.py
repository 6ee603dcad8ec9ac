"""What came with a programme and cannot be counted, with the reason: no number given, nothing delivered on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.questions._effects import Brought, Effect
from bridgehead.record.entries import Entry, Interaction, Obligation
from bridgehead.record.parameters import get_parameter

_COLUMNS: tuple[Column, ...] = (
    Column(name="what", label="What", meaning="What the programme may have brought, or should have."),
    Column(name="why", label="Why not", meaning="What keeps it from being counted."),
    Column(name="entries", label="Entries", kind="count", meaning="How many entries tell of it."),
)


def say_amount(entry: Entry) -> str | None:
    """The number an entry gives with its unit; None where it gives none."""
    if not isinstance(entry, Interaction) or entry.amount is None:
        return None
    return f"{entry.amount:.15g} {entry.currency}".strip()


def build_uncounted(brought: Brought, effects: Sequence[Effect], missing: str) -> Part:
    """What cannot be counted, and why.

    Args:
        brought: what was looked at. effects: those found that did not come before.
        missing: what the record lacks for anything to be told; "" where it lacks nothing.
    """
    rows = [*_find_unnumbered(effects), *_find_owed(brought), *_find_missing(brought, effects)]
    shape = Table(columns=_COLUMNS, rows=tuple(rows), empty=missing or "All that is told can be counted.")
    return Part(name="uncounted", title="What cannot be counted", shape=shape)


def _build_row(what: str, why: str, ids: Sequence[str]) -> Row:
    values: dict[str, Value] = {"what": what, "why": why, "entries": len(ids)}
    return Row(values=values, evidence=tuple(ids))


def _find_unnumbered(effects: Sequence[Effect]) -> Iterator[Row]:
    for effect in effects:
        if effect.is_unnumbered and isinstance(effect.entry, Interaction):
            what = effect.entry.topic or effect.word.replace("_", " ")
            yield _build_row(what, "The source gives no number and names nobody.", [effect.entry.id])


def _find_owed(brought: Brought) -> Iterator[Row]:
    """What members owe without a number having been agreed, and what has no delivery on record."""
    groups: dict[str, list[Obligation]] = {}
    own = brought.own
    for obligation in brought.owed.values():
        if obligation.creditor in own:
            groups.setdefault(obligation.deliverable, []).append(obligation)
    delivered = {interaction.fulfils for interaction in brought.network.entries(Interaction)}
    for deliverable, owed in groups.items():
        reasons = []
        if any(one.unit and one.quantity is None for one in owed):
            reasons.append("Owed without a number that is on record.")
        if not any(one.id in delivered for one in owed):
            reasons.append("No delivery is on record; that is not none.")
        if reasons:
            yield _build_row(deliverable, " ".join(reasons), [one.id for one in owed])


def _find_missing(brought: Brought, effects: Sequence[Effect]) -> Iterator[Row]:
    """Effects that no entry tells of."""
    told = {effect.word for effect in effects}
    for word in get_parameter("programme_effects", "effects") if brought.programmes else ():
        if word not in told and word != "other":
            yield _build_row(word.replace("_", " "), "No entry tells of any; that is not none.", ())
