"""What a benchmark is: one file in `jobs/` that defines `JOB`; `run.py` finds it and runs each contender by itself."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

#: a contender's work: called once cold, then three times warm; what it returns is compared between contenders
Work = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way to do the job.

    Attributes:
        name: as printed. prepare: given the name of a network, loads and converts (not timed) and returns the work.
        scale: how much of the job the work does not do; its time is multiplied by it, and the table says so.
        networks: those it can manage; () means all of the job's.
        does: how it differs from the first contender, in a few words. beside: name of the contender its ratio is to;
            the job's first by default. goal: seconds it should take at most; 0 where none was set.
    """

    name: str
    prepare: Callable[[str], Work]
    scale: float = 1.0
    networks: tuple[str, ...] = ()
    does: str = ""
    beside: str = ""
    goal: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job and those who do it; the first contender is ours, and ratios are to it.

    Attributes:
        title: what is done. networks: names from `networks.py`. contenders: ours first.
        same_answer: whether all contenders must return the same number, to nine digits. note: what to know.
        calls: after the first. returns: what the contenders' number is, where the table should show it.
    """

    title: str
    networks: tuple[str, ...]
    contenders: tuple[Contender, ...]
    same_answer: bool = False
    note: str = ""
    calls: int = 3
    returns: str = ""


def find_jobs(folder: Path) -> dict[str, Job]:
    """The jobs of a folder by the name of their file, in its order."""
    jobs = {}
    for path in sorted(folder.glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        jobs[path.stem] = module.JOB
    return jobs
