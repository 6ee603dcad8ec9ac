"""Compile the loops behind all answers, so that nobody waits for it at a first question.

    python -m bridgehead.firm.compiling                all
    python -m bridgehead.firm.compiling questions      those of one firm's questions
    python -m bridgehead.firm.compiling registries     those over registries

Numba compiles a loop when it is first run on arrays of its types, and keeps it on disk. So everything that has loops is
done once, the way it is done for anybody, on something small. What was compiled before is only loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import bridgehead
from bridgehead.network.graph import build_graph
from bridgehead.network.layout import Pairs, place_actors
from bridgehead.network.reliability import reach_chance
from bridgehead.registry.building import build
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.measuring import measure
from bridgehead.registry.past import look_back
from bridgehead.registry.reaching import find_reach
from bridgehead.registry.scoring import BASELINES
from bridgehead.registry.suggesting import Ranked, suggest_partners

_CASE, _DAY = "q-sense", date(2000, 6, 30)
#: questions that between them run the loops of one firm's, and what they are asked with
_QUESTIONS: dict[str, dict[str, str]] = {
    "reach": {},
    "structural_holes": {},
    "dependence": {},
    "recruitment": {"candidate_kind": "organisation"},
}


def compile_questions() -> None:
    """What is asked of one firm, and where actors stand on a drawing."""
    firm = bridgehead.open_case(_CASE)
    for name, parameters in _QUESTIONS.items():
        firm.ask(name, as_of=_DAY, **parameters)
    ends = np.array([pair for pair in combinations(range(12), 2) if pair != (0, 11)])
    first, second, half = ends[:, 0], ends[:, 1], np.full(len(ends), 0.5)
    # the case has so few uncertain ties that all worlds are gone through and no coin is tossed
    groups = np.where(np.arange(12) == 11, 0, -1)
    reach_chance(build_graph(12, first, second, half), [0], groups, 1, 3, 64, np.random.default_rng(0))
    place_actors(Pairs(n_actors=12, first=first, second=second, strength=half))


def compile_registries() -> None:
    """What is made of a registry's files and asked of all its organisations."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _work_through(Path(folder))


def _work_through(folder: Path) -> None:
    for year in (2016, 2017):
        rows = [f"{year}-{event},{(event + place) % 9},SE,{year}-01-01" for event in range(9) for place in (0, 1, 3)]
        path = folder / f"{year}.csv"
        path.write_text("\n".join(["event,actor,market,begin", *rows]), encoding="utf-8")
        registry = build([path], folder / "registry").registry
    measure(registry)
    find_reach(registry)
    past = look_back(registry, date(2018, 1, 1))
    for rank in BASELINES.values():
        rank(past, past.known, 2)
    list_candidates(past, past.known)
    list(suggest_partners(Ranked(past, by="adamic_adar"), list(registry.organisations.ids), top=2))


_PARTS = {"questions": compile_questions, "registries": compile_registries}


def main(arguments: Sequence[str] = ()) -> None:
    """Compile the parts named, or everything.

    Args: arguments: names of parts.

    Raises:
        SystemExit: there is no such part.
    """
    unknown = [name for name in arguments if name not in _PARTS]
    if unknown:
        raise SystemExit(f"No loops are called {', '.join(unknown)}. There are: {', '.join(_PARTS)}.")
    for name in arguments or _PARTS:
        _PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
