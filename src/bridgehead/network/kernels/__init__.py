"""The loops behind the measures, compiled by Numba: one module per subject, nothing but loops.

Every kernel takes arrays of fixed types, so that each is compiled once: `indptr` int64, actors and pairs int32,
flags bool, chances float64. Callers in `network/` convert; nobody else calls these. What NumPy does with whole arrays
(to choose, to sum up, to copy one row into another) is done there or in plain loops: compiled here, each costs a first
question up to two seconds.

The modules are loaded when first used (`kernels.levels`), for importing Numba takes longer than most commands.
"""

from __future__ import annotations

import importlib
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bridgehead.network.kernels import (
        flows,
        gates,
        geodesics,
        influence,
        leaders,
        levels,
        marketwise,
        pairing,
        partners,
        repulsion,
        rows,
        triangles,
        worlds,
    )

__all__ = [
    "flows",
    "gates",
    "geodesics",
    "influence",
    "leaders",
    "levels",
    "marketwise",
    "pairing",
    "partners",
    "repulsion",
    "rows",
    "triangles",
    "worlds",
]


def __getattr__(name: str) -> ModuleType:
    """A module of loops, loaded now."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return importlib.import_module(f"{__name__}.{name}")
