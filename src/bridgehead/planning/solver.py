"""Linear and mixed-integer programs, solved by HiGHS.

Source: Huangfu & Hall 2018, Parallelizing the dual revised simplex method, DOI 10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from bridgehead.errors import RefusedError
from bridgehead.planning.order import Flags, Floats, Ints

#: plans are nearly linear: the solver's searches for a first guess cost far more than the few branches they save
_OPTIONS = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_allow_restart": False,
}


class UnsolvedError(RefusedError):
    """The solver gave up before it found a plan or proved that there is none."""

    def __init__(self, said: str, seconds: float) -> None:
        """Args: said: the solver's own words; seconds: how long it was given."""
        self.said, self.seconds = said, seconds
        super().__init__(
            f"No plan was found within {seconds:g} seconds, and none was ruled out (the solver says: {said}). Ask for "
            "fewer firms or phases, or give it longer."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows of a linear program: low <= matrix @ columns <= high.

    Attributes:
        row, column, value: (n_entries,) each, row and column numbers with their value. low, high: (n_rows,).
    """

    row: Ints
    column: Ints
    value: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, row: Ints, column: Ints, value: Floats, n_rows: int, low: Floats | float, high: Floats | float) -> Rows:
        """Rows with the same bounds, or one for each."""
        return cls(
            row=row,
            column=column,
            value=value,
            low=np.broadcast_to(np.asarray(low, dtype=np.float64), n_rows),
            high=np.broadcast_to(np.asarray(high, dtype=np.float64), n_rows),
        )

    @classmethod
    def join(cls, *blocks: Rows) -> Rows:
        """Blocks of rows one after the other."""
        starts = np.cumsum([0, *(len(block.low) for block in blocks)])[:-1]
        return cls(
            row=np.concatenate([block.row + start for block, start in zip(blocks, starts, strict=True)]),
            column=np.concatenate([block.column for block in blocks]),
            value=np.concatenate([block.value for block in blocks]),
            low=np.concatenate([block.low for block in blocks]),
            high=np.concatenate([block.high for block in blocks]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A best solution.

    Attributes:
        columns: (n_columns,) values. bound: no solution is smaller than this; its objective, but for the gap.
        price: (n_rows,) change of the objective per unit of a row's bound; only for linear programs.
    """

    columns: Floats
    bound: float
    price: Floats


def solve(
    cost: Floats,
    rows: Rows,
    upper: Floats,
    *,
    lower: Floats | None = None,
    whole: Flags | None = None,
    gap: float = 1e-4,
    seconds: float = 60.0,
) -> Solution | None:
    """The columns of smallest cost.

    Args:
        cost: (n_columns,). rows: what holds. upper: (n_columns,) largest values, inf where there is none.
        lower: (n_columns,) smallest values; None means 0. whole: (n_columns,) which are whole numbers; None means none.
        gap: the share by which the cost may exceed the best, for whole numbers. seconds: for the solver.

    Returns:
        A best solution; None where no columns fit the rows.

    Raises:
        UnsolvedError: neither was found in time.
    """
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, wanted in (_OPTIONS | {"mip_rel_gap": gap, "time_limit": seconds}).items():
        solver.setOptionValue(option, wanted)
    is_whole = np.zeros(len(cost), dtype=np.bool_) if whole is None else whole
    solver.passModel(_build_program(cost, rows, np.zeros(len(cost)) if lower is None else lower, upper, is_whole))
    solver.run()
    status = solver.getModelStatus()
    # with costs of zero and more nothing is unbounded, so "unbounded or infeasible" is infeasible
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return None
    info, found = solver.getInfo(), solver.getSolution()
    if info.primal_solution_status != highspy.kSolutionStatusFeasible:
        raise UnsolvedError(solver.modelStatusToString(status), seconds)
    return Solution(
        columns=np.asarray(found.col_value, dtype=np.float64),
        bound=float(info.mip_dual_bound if is_whole.any() else info.objective_function_value),
        price=np.asarray(found.row_dual, dtype=np.float64),
    )


def _build_program(cost: Floats, rows: Rows, lower: Floats, upper: Floats, whole: Flags) -> highspy.HighsLp:
    """The program as the solver takes it; what can only be zero is left to its presolve."""
    matrix = sparse.csc_array((rows.value, (rows.row, rows.column)), shape=(len(rows.low), len(cost)))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), len(rows.low)
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, lower, _bounded(upper)
    program.row_lower_, program.row_upper_ = _bounded(rows.low), _bounded(rows.high)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = (
        matrix.indptr,
        matrix.indices,
        matrix.data,
    )
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    program.integrality_ = [kinds[number] for number in whole.astype(np.int64).tolist()]
    return program


def _bounded(values: Floats) -> Floats:
    """Bounds with the solver's own infinity."""
    return np.nan_to_num(values, posinf=highspy.kHighsInf, neginf=-highspy.kHighsInf)
