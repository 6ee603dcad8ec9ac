"""Which column of a file means what: the layouts known by their columns, and columns named by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bridgehead.errors import MisuseError, UnreadableError

#: what a column may mean; a table without a column for "actor" speaks of events alone
MEANINGS = ("event", "actor", "name", "market", "kind", "sme", "role", "begin", "end", "field")


class NoLayoutError(UnreadableError):
    """The columns of a file are none that is known."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        """Args: path of the file. header: its columns."""
        self.path, self.header = path, tuple(header)
        super().__init__(
            f"{path} has no columns of participations: it needs one for the event, one for the organisation. It has: "
            f"{', '.join(header[:30]) or 'none'}. Say which is which with --event COLUMN and --actor COLUMN."
        )


class NoColumnError(MisuseError):
    """A column that was named is not in the file."""

    def __init__(self, path: Path, column: str, header: Sequence[str]) -> None:
        """Args: path of the file. column: as named. header: the file's columns."""
        self.path, self.column, self.header = path, column, tuple(header)
        super().__init__(f"{path} has no column {column!r}. It has: {', '.join(header[:30])}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the columns of a file mean.

    Attributes:
        columns: meaning -> name of the column, as the file writes it.
        is_end_last: whether the end is the last day, as in CORDIS; otherwise it is the day after, as everywhere here.
    """

    columns: Mapping[str, str]
    is_end_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A layout by its columns, in small letters: those it must have, and what each of its columns means."""

    needed: frozenset[str]
    meanings: Mapping[str, str] = field(default_factory=dict)
    is_end_last: bool = True


_ORGANISATION = {
    "name": "name",
    "country": "market",
    "activitytype": "kind",
    "type": "kind",
    "sme": "sme",
    "role": "role",
}
_DAYS = {"start_date": "begin", "startdate": "begin", "end_date": "end", "enddate": "end"}
#: the first that fits is taken
_KNOWN: tuple[_Known, ...] = (
    _Known(needed=frozenset({"rcn", "pic"}), meanings={"rcn": "event", "pic": "actor", **_ORGANISATION, **_DAYS}),
    *(
        _Known(needed=frozenset({project, code}), meanings={project: "event", code: "actor", **_ORGANISATION, **_DAYS})
        for project in ("projectid", "projectreference")
        for code in ("organisationid", "organizationid", "id")
    ),
    *(
        _Known(
            needed=frozenset({event, "programme_part"}), meanings={event: "event", "programme_part": "field", **_DAYS}
        )
        for event in ("rcn", "projectid")
    ),
    _Known(needed=frozenset({"id", "acronym", "startdate"}), meanings={"id": "event", **_DAYS}),
    _Known(
        needed=frozenset({"event", "actor"}), meanings={meaning: meaning for meaning in MEANINGS}, is_end_last=False
    ),
    _Known(
        needed=frozenset({"event", "field"}),
        meanings={meaning: meaning for meaning in ("event", "field", "begin", "end")},
        is_end_last=False,
    ),
)


def find_layout(path: Path, header: Sequence[str], named: Mapping[str, str] | None = None) -> Layout:
    """What the columns of a file mean.

    Args:
        path: of the file, for what is said of it. header: its columns.
        named: meaning -> column, where the user says so; they count before what a known layout would say. Where they
            name event and actor, nothing is guessed.

    Raises:
        NoLayoutError: no layout fits and none was named. NoColumnError: a column that was named is not there.

    >>> find_layout(Path("fairs.csv"), ["Event", "Actor", "Hall"]).columns
    {'event': 'Event', 'actor': 'Actor'}
    """
    named = named or {}
    for column in named.values():
        if column not in header:
            raise NoColumnError(path, column, header)
    written = {column.strip().lower(): column for column in header}
    if {"event", "actor"} <= set(named):
        return Layout(columns=dict(named))
    for known in _KNOWN:
        if known.needed <= set(written):
            found = {meaning: written[name] for name, meaning in known.meanings.items() if name in written}
            return Layout(columns={**found, **named}, is_end_last=known.is_end_last)
    raise NoLayoutError(path, header)
