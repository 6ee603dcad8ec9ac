"""The first reach of a process: compiling, loading what was compiled, and the work itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from job import Contender, Job, Work

QUESTION = """
import time
begin = time.perf_counter()
import numpy as np
from bridgehead.network.disjoint import disjoint_routes
from bridgehead.network.graph import build_graph
from bridgehead.network.reliability import reach_chance
from bridgehead.network.routes import best_routes
imported = time.perf_counter()
rng = np.random.default_rng(1)
graph = build_graph(200, rng.integers(0, 200, 900), rng.integers(0, 200, 900), rng.random(900))
group = rng.integers(0, 20, 200)
best_routes(graph, [0], [199], 10, 3)
disjoint_routes(graph, [0], [199], 3)
reach_chance(graph, [0], group, 20, 3, 4096, rng)
"""


def ask(folder: str) -> None:
    """One process that imports the core and asks one small reach."""
    subprocess.run([sys.executable, "-c", QUESTION], check=True, env={**environment(), "NUMBA_CACHE_DIR": folder})


def environment() -> dict[str, str]:
    """This process's, so that the same interpreter finds the same packages."""
    import os  # noqa: PLC0415 - used here only

    return dict(os.environ)


def prepare_cached(_network: str) -> Work:
    """What was compiled once is loaded."""
    folder = tempfile.mkdtemp()
    ask(folder)
    return lambda: ask(folder)


def prepare_compiling(_network: str) -> Work:
    """Nothing is compiled yet."""
    return lambda: ask(tempfile.mkdtemp())


def prepare_import(_network: str) -> Work:
    """Python, NumPy and Numba alone."""
    command = [sys.executable, "-c", "import numpy, numba"]
    return lambda: subprocess.run(command, check=True).returncode


JOB = Job(
    title="A fresh process asks its first reach (200 actors)",
    networks=("made",),
    contenders=(
        Contender(name="compiled before", prepare=prepare_cached, does="every process but the first on a machine"),
        Contender(name="compiling", prepare=prepare_compiling, does="the first process after installing"),
        Contender(name="imports alone", prepare=prepare_import, does="Python, NumPy and Numba, no work"),
    ),
    note="Numba compiles each loop once for a machine and keeps it on disk. Peaks are of the parent process.",
)
