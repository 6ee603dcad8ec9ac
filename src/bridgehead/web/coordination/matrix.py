"""The matrix of coordination for a page: mechanism by form and partner group, each cell with what stands in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bridgehead.answers import ActorRef, Part
from bridgehead.network.network import Network
from bridgehead.present.shades import get_shade
from bridgehead.questions._coordination_log import CELLS, COLUMNS, Coded, Log, find_logs
from bridgehead.questions._coordination_tables import build_flows, say_column, say_firm
from bridgehead.questions._saying import say_actor
from bridgehead.record.dates import When
from bridgehead.record.entries import EntryId
from bridgehead.record.terms import COORDINATION_FORMS, MECHANISMS

#: interactions of a cell that the page lists at once
ITEMS_SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column of the matrix: its name, its form with what that means, and in words what stands in it."""

    name: str
    form: str
    meaning: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One cell.

    Attributes:
        column: its column. count: interactions of the firms shown. possible: those that only possibly happened by the
            day. firms: who has any there. shade: how dark its ground is, 0 for none. is_ours: we have any there.
    """

    column: str
    count: int
    possible: int
    firms: tuple[ActorRef, ...]
    shade: int
    is_ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One mechanism: its word, its meaning, its cells in the order of the headings."""

    mechanism: str
    meaning: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellItem:
    """One interaction in a cell.

    Attributes:
        id: of the interaction. firm: whose it is. day: when, as it was said. topic: what it was about.
        partners: who took part besides the firm. is_certain: it certainly happened by the day.
    """

    id: EntryId
    firm: ActorRef
    day: When
    topic: str
    partners: tuple[ActorRef, ...]
    is_certain: bool


def read_logs(network: Network) -> tuple[Log, ...]:
    """The log of the firm asked, then of each firm beside it that has an interaction in a cell.

    Raises:
        NoFirmError: no firm is named.
    """
    return tuple(find_logs(network))


def name_log(log: Log) -> str:
    """What a firm beside ours is called in an address: the name of its case."""
    return log.network.record.name


def choose_logs(logs: Sequence[Log], among: Collection[str]) -> tuple[Log, ...]:
    """Our log, and those of the firms named.

    Args:
        logs: ours first. among: names as `name_log` has them.
    """
    return (logs[0], *(log for log in logs[1:] if name_log(log) in among))


def list_headings() -> tuple[Heading, ...]:
    """The columns of the matrix, as figure 2 of the coordination study has them."""
    return tuple(
        Heading(
            name=name,
            form=form,
            meaning=COORDINATION_FORMS.get(form).definition,
            words=say_column(name),
        )
        for name, form, _ in CELLS
    )


def build_matrix(logs: Sequence[Log]) -> tuple[MatrixRow, ...]:
    """The matrix of some firms.

    Args:
        logs: of the firms shown, ours first.
    """
    counts = [len(log.cells.get((word, column), ())) for log in logs for word in MECHANISMS.words for column in COLUMNS]
    whole = {
        (word, column): sum(len(log.cells.get((word, column), ())) for log in logs)
        for word in MECHANISMS.words
        for column in COLUMNS
    }
    most = max(whole.values()) if any(counts) else 0
    return tuple(
        MatrixRow(
            mechanism=term.word,
            meaning=term.definition,
            cells=tuple(_build_cell(logs, term.word, column, most) for column in COLUMNS),
        )
        for term in MECHANISMS.terms
    )


def _build_cell(logs: Sequence[Log], mechanism: str, column: str, most: int) -> MatrixCell:
    held = [(log, log.cells.get((mechanism, column), ())) for log in logs]
    items = [item for _, found in held for item in found]
    return MatrixCell(
        column=column,
        count=len(items),
        possible=sum(not item.is_certain for item in items),
        firms=tuple(say_firm(log) for log, found in held if found),
        shade=get_shade(len(items), most),
        is_ours=bool(held[0][1]),
    )


def find_items(logs: Sequence[Log], mechanism: str, column: str) -> Iterator[CellItem]:
    """The interactions of a cell, or of a whole mechanism where no column is named, ours first.

    Args:
        logs: of the firms shown. mechanism: a word. column: its name; "" takes all.
    """
    for log in logs:
        seen: dict[EntryId, Coded] = {}
        for (word, name), items in log.cells.items():
            if word == mechanism and column in {"", name}:
                seen.update((item.interaction.id, item) for item in items)
        yield from (_say_item(log, item) for item in seen.values())


def _say_item(log: Log, item: Coded) -> CellItem:
    return CellItem(
        id=item.interaction.id,
        firm=say_firm(log),
        day=item.interaction.begin,
        topic=item.interaction.topic,
        partners=tuple(say_actor(log.network, partner) for partner in item.present.sides),
        is_certain=item.is_certain,
    )


def build_flow_parts(logs: Sequence[Log], mechanism: str = "") -> tuple[Part, ...]:
    """Where knowledge flows: of our firm and, where others are shown, of all together.

    Args:
        logs: of the firms shown, ours first. mechanism: only what it carries; "" takes all.
    """
    narrowed = [_narrow(log, mechanism) for log in logs]
    own, together = build_flows(narrowed)
    return (own, together) if len(narrowed) > 1 else (own,)


def _narrow(log: Log, mechanism: str) -> Log:
    if not mechanism:
        return log
    return replace(log, coded=tuple(item for item in log.coded if item.interaction.mechanism == mechanism))
