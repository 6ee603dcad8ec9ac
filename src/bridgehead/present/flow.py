"""Flows between senders and receivers, read off a table whose rows send what its columns receive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from bridgehead.answers import Value
from bridgehead.present.layout import Block
from bridgehead.present.steps import ASKED
from bridgehead.present.values import Writer

#: eighths of a cell of a bar, the least first
_EIGHTHS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588"
#: cells of the longest bar, and of the shortest longest bar that still tells flows apart
_BAR, _LEAST_BAR = 30, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """What flows from one to another, or back to the same.

    Attributes:
        sender, receiver: names. count: how much. words: what flows; () where only the count is told.
    """

    sender: str
    receiver: str
    count: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Who sends what to whom.

    Attributes:
        nodes: everyone named by a row or a column, senders first. arcs: flows of more than nothing, in row order.
    """

    nodes: tuple[str, ...]
    arcs: tuple[Arc, ...]

    def measure(self, node: str) -> float:
        """What a node sends and receives in all."""
        return sum(arc.count for arc in self.arcs if node in {arc.sender, arc.receiver})


def find_flows(block: Block) -> Flows:
    """The flows of a block: a cell is a count, or holds what flows; columns beside the answer are none.

    A row and a column of the same name, whatever its capitals, are the same actor or group of actors.
    """
    subject, *others = block.writers
    receivers = [writer for writer in others if not writer.column.beside]
    names = {writer.column.label.casefold(): writer.column.label for writer in receivers}
    arcs, senders = [], []
    for row in block.rows:
        sender = subject.write(row.values.get(subject.column.name))
        sender = names.get(sender.casefold(), sender)
        senders.append(sender)
        for writer in receivers:
            arc = _build_arc(sender, writer, row.values.get(writer.column.name))
            if arc is not None:
                arcs.append(arc)
    return Flows(nodes=tuple(dict.fromkeys((*senders, *names.values()))), arcs=tuple(arcs))


def _build_arc(sender: str, writer: Writer, value: Value) -> Arc | None:
    """A flow of more than nothing; None where there is none or nobody can tell."""
    column = writer.column
    if isinstance(value, tuple):
        words = tuple(Writer(column, say=writer.say).write(item) for item in value)
        return Arc(sender=sender, receiver=column.label, count=len(value), words=words) if value else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return None
    return Arc(sender=sender, receiver=column.label, count=value)


def write_flows(flows: Flows, width: int) -> Iterator[str]:
    """A line per flow: from whom to whom, how much, and a bar as long as it is large.

    Args:
        width: of the terminal, in cells; where it is narrow bars are shorter, or left out.
    """
    ends = [f"{arc.sender} {ASKED} {arc.receiver}" for arc in flows.arcs]
    counts = [f"{arc.count:,.6g}" for arc in flows.arcs]
    wide, most = max(map(cell_len, ends), default=0), max((arc.count for arc in flows.arcs), default=1)
    figures = max(map(len, counts), default=0)
    room = min(_BAR, width - wide - figures - 5)
    for arc, end, count in zip(flows.arcs, ends, counts, strict=True):
        line = f"{end}{' ' * (wide - cell_len(end))}  {count:>{figures}}"
        yield f"{line}  {_draw_bar(arc.count / most, room)}" if room >= _LEAST_BAR else line


def _draw_bar(share: float, cells: int) -> str:
    """A bar in eighths of a cell; what is more than nothing is never drawn as nothing.

    >>> _draw_bar(0.1, 30)
    '\N{FULL BLOCK}\N{FULL BLOCK}\N{FULL BLOCK}'
    """
    eighths = max(round(share * cells * 8), 1)
    return _EIGHTHS[-1] * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
