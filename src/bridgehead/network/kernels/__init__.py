"""The loops behind the measures, compiled by Numba: one module per subject, nothing but loops.

Every kernel takes arrays of fixed types, so that each is compiled once: `indptr` int64, actors and pairs int32,
flags bool, chances float64. Callers in `network/` convert; nobody else calls these. What NumPy does with whole arrays
(to choose, to sum up, to copy one row into another) is done there or in plain loops: compiled here, each costs a first
question up to two seconds.

The modules are loaded when first used (`kernels.levels`), for importing Numba takes longer than most commands. What is
compiled is kept beside them, or in the user's cache where they cannot be written to, or in the folder that
`NUMBA_CACHE_DIR` names; where there is no such place, as long as the process lasts.
"""

from __future__ import annotations

import importlib
from functools import cache
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING, Any

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
    from numba import config  # noqa: PLC0415 - takes longer than most commands

    settings: Any = config

    try:
        return importlib.import_module(f"{__name__}.{name}")
    except RuntimeError:
        # Numba says so where it finds no folder to write to; any other fault is raised by the second attempt
        if settings.CACHE_DIR:
            raise
        settings.CACHE_DIR = _make_room().name
        return importlib.import_module(f"{__name__}.{name}")


@cache
def _make_room() -> TemporaryDirectory[str]:
    """A folder that is removed when the process ends."""
    return TemporaryDirectory(ignore_cleanup_errors=True)
