"""Answers in a terminal: tables, routes as chains, numbered sources; the same words with and without colour.

A table too wide for the terminal drops columns, those that stand beside the answer first, and says which it dropped; a
matrix drops none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bridgehead.answers import Answer, Part, RouteRow
from bridgehead.present.columns import GAP, Grid, allot, build_grids, fit
from bridgehead.present.flow import find_flows, write_flows
from bridgehead.present.header import describe_lens
from bridgehead.present.intervals import join_intervals
from bridgehead.present.layout import Block, lay_out
from bridgehead.present.matrix import build_matrix, draw_matrix
from bridgehead.present.shorten import shorten
from bridgehead.present.sources import SourceList, describe_source, join_numbers, list_sources
from bridgehead.present.steps import describe_step, find_chance, find_facts, write_chain
from bridgehead.present.values import LEGEND, Writer


def print_answer(answer: Answer, to: Console | TextIO, *, sources: bool = False, most_rows: int | None = None) -> None:
    """Print an answer for people.

    Args:
        to: a rich console, or a text stream; a stream that is no terminal gets no colour.
        sources: number the evidence of every row and list it below.
        most_rows: rows shown of each table, the rest as a count, and long lists in cells cut; None shows everything.
    """
    console = to if isinstance(to, Console) else Console(file=to)
    _Printer(console, list_sources((answer,)) if sources else None, most_rows).print_answer(answer)


class _Printer:
    """Prints to one console, with numbered sources or without, whole or shortened."""

    def __init__(self, console: Console, sources: SourceList | None, most_rows: int | None = None) -> None:
        self.console, self.sources, self.most_rows = console, sources, most_rows

    def print_answer(self, answer: Answer) -> None:
        """Header, parts, sources, caveats and coverage."""
        self._say(answer.title, "bold")
        firm = f"{answer.firm.name}, " if answer.firm else ""
        self._say(f"{firm}as of {answer.as_of.isoformat()}; {describe_lens(answer.lens)}", "dim")
        has_gaps = False
        for part in answer.parts:
            has_gaps |= self._print_part(part)
        if has_gaps:
            self._say(LEGEND, "dim")
        self._print_sources()
        self._print_footer(answer)

    def _say(self, text: str | Text, style: str = "", *, indent: int = 0) -> None:
        words = text if isinstance(text, Text) else Text(text, style=style)
        if not words:
            self.console.print()
            return
        self.console.print(Padding(words, (0, 0, 0, indent), expand=False), highlight=False)

    def _say_title(self, text: str) -> None:
        self.console.print()
        self._say(text, "bold cyan")

    def _print_part(self, part: Part) -> bool:
        """Print a part; whether a dash for "cannot tell" stands in it."""
        self._say_title(part.title)
        layout = lay_out(part.shape)
        for sentence in layout.lead:
            self._say(sentence, indent=1)
        if layout.lead:
            self.console.print()
        blocks, hidden = self._shorten([join_intervals(block) for block in layout.blocks])
        for index, (block, grid, left_out) in enumerate(
            zip(blocks, build_grids(blocks, self.sources), hidden, strict=True)
        ):
            if index:
                self.console.print()
            self._print_block(block, grid)
            if left_out:
                self._say(f"And {left_out} more rows: --rows 0 shows them all.", "yellow", indent=1)
        for remark in layout.remarks:
            self._say(remark, "dim", indent=1)
        return layout.has_gaps and not any(isinstance(row, RouteRow) for row in part.shape.rows)

    def _shorten(self, blocks: Sequence[Block]) -> tuple[list[Block], list[int]]:
        """Blocks as long as they may be, and how many rows each lost."""
        if self.most_rows is None:
            return list(blocks), [0] * len(blocks)
        shortened = [shorten(block, self.most_rows) for block in blocks]
        return [block for block, _ in shortened], [left_out for _, left_out in shortened]

    def _print_block(self, block: Block, grid: Grid) -> None:
        if block.heading:
            self._say(f"{block.heading}: {block.meaning}" if block.meaning else block.heading, "bold", indent=1)
        routes = [row for row in block.rows if isinstance(row, RouteRow)]
        if not block.rows:
            self._say(block.empty, indent=1)
        elif routes:
            self._print_routes(block, routes)
        else:
            if block.reading in {"matrix", "flow"}:
                self._print_matrix(block)
            else:
                self._print_table(grid, has_totals=bool(block.totals))
            self._print_notes(block)

    def _print_matrix(self, block: Block) -> None:
        """A matrix; above it, where it is read as a flow, a line per flow."""
        if block.reading == "flow":
            for line in write_flows(find_flows(block), self.console.width - 1):
                self._say(line, indent=1)
            self.console.print()
        for text in draw_matrix(build_matrix(block, self.sources), self.console.width - 1):
            self._say(text, indent=1)

    def _print_table(self, grid: Grid, *, has_totals: bool) -> None:
        kept, dropped = fit(grid.columns, self.console.width - 1)
        table = Table(box=box.SIMPLE, show_edge=False, show_footer=has_totals, padding=(0, GAP - 1, 0, 0))
        columns = [grid.columns[index] for index in kept]
        for column, width in zip(columns, allot(columns, self.console.width - 1), strict=True):
            justify = "right" if column.is_numeric else "left"
            heading, total = Text(column.heading), Text(column.total)
            table.add_column(heading, total, justify=justify, width=width, overflow="fold")  # type: ignore[arg-type]
        for cells in grid.rows:
            table.add_row(*(Text(cells[index]) for index in kept))
        self.console.print(Padding(table, (0, 0, 0, 1), expand=False))
        names = ", ".join(grid.columns[index].heading for index in dropped)
        if names:
            self._say(f"Left out for width: {names}. --json and --csv show every column.", "yellow", indent=1)

    def _print_notes(self, block: Block) -> None:
        subject = block.writers[0]
        for row in block.rows:
            if row.note:
                self._say(f"{subject.write(row.values.get(subject.column.name))}: {row.note}", indent=1)

    def _print_routes(self, block: Block, routes: list[RouteRow]) -> None:
        shown: dict[object, int] = {}
        for number, row in enumerate(routes, start=1):
            chance = find_chance(row)
            line = Text(f"{number}. {write_chain(row)}", style="bold")
            self._say(line.append(f"  {chance}" if chance else "", style="not bold green"), indent=1)
            self._print_facts(block, row)
            for step in row.steps:
                names = f"{step.sender.name} to {step.receiver.name}"
                if step in shown:
                    self._say(f"{names}: as in route {shown[step]}", "dim", indent=4)
                    continue
                shown[step] = number
                self._say(f"{names}: {describe_step(step, row)}", indent=4)
                for text in step.explanation:
                    self._say(text, "dim", indent=6)
                if step.ask:
                    self._say(f"Ask: {step.ask}", indent=6)
                self._print_numbers(step.evidence, indent=6)

    def _print_facts(self, block: Block, row: RouteRow) -> None:
        """A route's own columns on one line, its note, and what the whole route rests on."""
        chance = find_chance(row)
        facts = [
            f"{column.label}: {Writer.of(column, (value,)).write(value)}"
            for column, value in find_facts(block.columns, row)
            if value is not chance
        ]
        for text in ("; ".join(facts), row.note):
            if text:
                self._say(text, "dim", indent=4)
        self._print_numbers(row.evidence, indent=4)

    def _print_numbers(self, ids: tuple[str, ...], *, indent: int) -> None:
        if self.sources is not None and ids:
            self._say(f"[{join_numbers(self.sources.number(ids))}]", "dim", indent=indent)

    def _print_sources(self) -> None:
        if self.sources is None or not self.sources.by_id:
            return
        self._say_title("Sources")
        for source in self.sources:
            below = join_numbers(self.sources.number(source.item.rests_on))
            rests = f" Rests on [{below}]." if below else ""
            self._say(f"[{source.number}] {describe_source(source.item)}.{rests}", indent=1)

    def _print_footer(self, answer: Answer) -> None:
        self.console.print()
        for caveat in answer.caveats:
            self._say(f"Note: {caveat}", "yellow")
        coverage = answer.coverage
        self._say(f"Coverage: {coverage}." + "".join(f" {remark}" for remark in coverage.remarks), "dim")
        if answer.references:
            self._say(f"After {'; '.join(str(reference) for reference in answer.references)}.", "dim")
