"""The linear model of an order: what is made by whom in which week, what moves between firms, who takes on what.

Columns, in blocks: `made` (pieces made, per able pair of firm and phase, and week), `moved` (pieces sent on, per able
pair and able pair of the next phase), `stock` (pieces waiting for a phase, and week), `taken` (whether a firm takes a
phase on, per able pair with a change-over cost), `short` (pieces missing, per phase), `busiest` (the largest share of
its time any firm works).

Where transport is priced, what moves must be known week by week, for a firm can only go on with what has reached it.
The pooled model looks at all weeks together and lets any firm go on with what any other made: its cost is a lower bound
on the other's, with a small part of its columns. Where no transport is priced the two say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bridgehead.planning.order import Floats, Ints, Order
from bridgehead.planning.solver import Rows


@dataclass(frozen=True)
class Model:
    """Columns and rows of an order's linear model.

    Attributes:
        order: what is planned. is_pooled: moves and stocks are those of all firms together.
    """

    order: Order
    is_pooled: bool = False

    @property
    def has_moves(self) -> bool:
        """Whether transport is priced, so that who sends to whom matters."""
        return self.order.transport_cost is not None

    @cached_property
    def able(self) -> tuple[Ints, Ints]:
        """Firms and phases of the able pairs, each (n_able,)."""
        firm, phase = np.nonzero(self.order.capacity > 0)
        return firm.astype(np.int64), phase.astype(np.int64)

    @cached_property
    def moves(self) -> tuple[Ints, Ints]:
        """Able pairs that send and able pairs of the next phase that receive, (n_moves,) each; none where unpriced."""
        _, phase = self.able
        if not self.has_moves:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        sender, receiver = np.nonzero(phase[:, None] + 1 == phase[None, :])
        return sender.astype(np.int64), receiver.astype(np.int64)

    @property
    def move_weeks(self) -> int:
        """How many columns a move has: one for each week, or one for all."""
        return 1 if self.is_pooled else self.order.n_weeks

    @cached_property
    def stocks(self) -> Ints:
        """Which stock each able pair draws on, (n_able,); -1 in the first phase, which draws on nothing."""
        _, phase = self.able
        if self.is_pooled or not self.has_moves:
            return phase - 1
        return np.where(phase > 0, np.cumsum(phase > 0) - 1, -1)

    @property
    def n_stocks(self) -> int:
        """How many stocks there are: one for each phase but the first, or for each able pair of such."""
        if self.is_pooled or not self.has_moves:
            return self.order.n_phases - 1
        return int((self.stocks >= 0).sum())

    @cached_property
    def taken(self) -> Ints:
        """Able pairs whose taking on is decided, (n_taken,): those with a change-over cost."""
        return np.flatnonzero(self.order.changeover_cost[self.able] > 0)

    @cached_property
    def blocks(self) -> dict[str, slice]:
        """The columns of each block."""
        weeks = self.order.n_weeks
        sizes = {
            "made": len(self.able[0]) * weeks,
            "moved": len(self.moves[0]) * self.move_weeks,
            "stock": self.n_stocks * weeks,
            "taken": len(self.taken),
            "short": self.order.n_phases,
            "busiest": 1,
        }
        ends = np.cumsum(list(sizes.values())).tolist()
        return {name: slice(end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)}

    @property
    def n_columns(self) -> int:
        """How many columns there are."""
        return int(self.blocks["busiest"].stop)

    @cached_property
    def cost(self) -> Floats:
        """Money per unit of each column, (n_columns,)."""
        firm, _ = self.able
        cost = np.zeros(self.n_columns)
        cost[self.blocks["made"]] = np.repeat(self.order.unit_cost[self.able], self.order.n_weeks)
        cost[self.blocks["taken"]] = self.order.changeover_cost[self.able][self.taken]
        if self.order.transport_cost is not None:
            sender, receiver = self.moves
            each = self.order.transport_cost[firm[sender], firm[receiver]]
            cost[self.blocks["moved"]] = np.repeat(each, self.move_weeks)
        return cost

    @cached_property
    def upper(self) -> Floats:
        """Largest value of each column, (n_columns,): nothing is made after its due week, and nothing is short."""
        _, phase = self.able
        upper = np.full(self.n_columns, np.inf)
        late = np.arange(self.order.n_weeks) >= self.order.due[phase][:, None]
        upper[self.blocks["made"]] = np.where(late, 0.0, np.inf).ravel()
        upper[self.blocks["taken"]] = 1.0
        upper[self.blocks["short"]] = 0.0
        return upper

    @cached_property
    def rows(self) -> Rows:
        """All rows; those that say that a firm's week is one stand first, by firm, then week."""
        sent = self._build_sent_in_all() if self.is_pooled and self.has_moves else self._build_sent()
        return Rows.join(
            self._build_week(),
            self._build_done(),
            self._build_drawn(),
            sent,
            self._build_taken(),
            self._build_busiest(),
        )

    def _grid(self, n: int, weeks: int | None = None) -> tuple[Ints, Ints]:
        """Numbers of n things by every week, and the weeks."""
        weeks = self.order.n_weeks if weeks is None else weeks
        return np.repeat(np.arange(n), weeks), np.tile(np.arange(weeks), n)

    def _column(self, block: str, number: Ints, week: Ints) -> Ints:
        """The column of a thing in a week."""
        return int(self.blocks[block].start) + number * self.order.n_weeks + week

    def _build_week(self) -> Rows:
        """The shares of its week that a firm's phases take are no more than the week."""
        firm, _ = self.able
        pair, week = self._grid(len(firm))
        share = 1.0 / self.order.capacity[self.able]
        row = firm[pair] * self.order.n_weeks + week
        n_rows = self.order.n_firms * self.order.n_weeks
        return Rows.of(row, self._column("made", pair, week), share[pair], n_rows, -np.inf, 1.0)

    def _build_done(self) -> Rows:
        """What is made of a phase and what is short are its volume."""
        _, phase = self.able
        pair, week = self._grid(len(phase))
        phases = np.arange(self.order.n_phases)
        row = np.concatenate([phase[pair], phases])
        column = np.concatenate([self._column("made", pair, week), int(self.blocks["short"].start) + phases])
        return Rows.of(row, column, np.ones(len(row)), self.order.n_phases, self.order.volume, self.order.volume)

    def _build_drawn(self) -> Rows:
        """Stock after a week is the stock before, plus what arrived, less what was used."""
        n_weeks = self.order.n_weeks
        stock, week = self._grid(self.n_stocks)
        row, later = stock * n_weeks + week, week > 0
        pair, made_in = self._grid(len(self.stocks))
        pair, made_in = pair[self.stocks[pair] >= 0], made_in[self.stocks[pair] >= 0]
        arrived = self._find_arrivals()
        rows = (row, row[later], self.stocks[pair] * n_weeks + made_in, arrived[0])
        columns = (
            self._column("stock", stock, week),
            self._column("stock", stock[later], week[later] - 1),
            self._column("made", pair, made_in),
            arrived[1],
        )
        values = (np.ones(len(row)), -np.ones(int(later.sum())), np.ones(len(pair)), -arrived[2])
        return Rows.of(np.concatenate(rows), np.concatenate(columns), np.concatenate(values), len(row), 0.0, 0.0)

    @cached_property
    def _ratio(self) -> Floats:
        """Pieces of the next phase made of one of each phase, (n_phases - 1,)."""
        return self.order.volume[1:] / self.order.volume[:-1]

    def _find_arrivals(self) -> tuple[Ints, Ints, Floats]:
        """Stock and week in which something arrives, the column it comes from, and how many pieces each is."""
        _, phase = self.able
        if self.is_pooled or not self.has_moves:
            sending = np.flatnonzero(phase < self.order.n_phases - 1)
            block, stock, ratio, source = "made", phase[sending], self._ratio[phase[sending]], sending
        else:
            sender, receiver = self.moves
            block, stock, ratio = "moved", self.stocks[receiver], self._ratio[phase[sender]]
            source = np.arange(len(sender))
        number, week = self._grid(len(source))
        in_time = week + self.order.lead < self.order.n_weeks
        number, week = number[in_time], week[in_time]
        row = stock[number] * self.order.n_weeks + week + self.order.lead
        return row, self._column(block, source[number], week), ratio[number]

    def _build_sent(self) -> Rows:
        """What is made of a phase that is not the last is sent on in the same week."""
        sender, _ = self.moves
        sending, number = np.unique(sender, return_inverse=True)
        move, week = self._grid(len(sender))
        pair, made_in = self._grid(len(sending))
        row = np.concatenate([
            number[move] * self.order.n_weeks + week, pair * self.order.n_weeks + made_in
        ])  # fmt: skip
        column = np.concatenate([self._column("moved", move, week), self._column("made", sending[pair], made_in)])
        value = np.concatenate([np.ones(len(move)), -np.ones(len(pair))])
        return Rows.of(row, column, value, len(pair), 0.0, 0.0)

    def _build_sent_in_all(self) -> Rows:
        """Over all weeks, what a firm made of a phase is sent on, and what it made of the next has reached it."""
        _, phase = self.able
        sender, receiver = self.moves
        ratio = self._ratio[phase[sender]]
        moved = int(self.blocks["moved"].start) + np.arange(len(sender))
        blocks = []
        for end, weight in ((sender, np.ones(len(sender))), (receiver, ratio)):
            pairs, number = np.unique(end, return_inverse=True)
            pair, week = self._grid(len(pairs))
            blocks.append(
                Rows.of(
                    np.concatenate([number, pair]),
                    np.concatenate([moved, self._column("made", pairs[pair], week)]),
                    np.concatenate([weight, -np.ones(len(pair))]),
                    len(pairs),
                    0.0,
                    0.0,
                )
            )
        return Rows.join(*blocks)

    def _build_taken(self) -> Rows:
        """Nothing is made of a phase that was not taken on."""
        _, phase = self.able
        pairs = self.taken
        number, week = self._grid(len(pairs))
        in_time = self.order.capacity[self.able][pairs] * self.order.due[phase[pairs]]
        row = np.concatenate([number, np.arange(len(pairs))])
        taken = int(self.blocks["taken"].start) + np.arange(len(pairs))
        column = np.concatenate([self._column("made", pairs[number], week), taken])
        value = np.concatenate([np.ones(len(number)), -np.minimum(self.order.volume[phase[pairs]], in_time)])
        return Rows.of(row, column, value, len(pairs), -np.inf, 0.0)

    def _build_busiest(self) -> Rows:
        """No firm works a larger share of its weeks than the busiest."""
        firm, _ = self.able
        pair, week = self._grid(len(firm))
        share = 1.0 / (self.order.capacity[self.able] * self.order.n_weeks)
        firms = np.arange(self.order.n_firms)
        row = np.concatenate([firm[pair], firms])
        busiest = np.full(len(firms), int(self.blocks["busiest"].start))
        column = np.concatenate([self._column("made", pair, week), busiest])
        value = np.concatenate([share[pair], -np.ones(len(firms))])
        return Rows.of(row, column, value, len(firms), -np.inf, 0.0)
