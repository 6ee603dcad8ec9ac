"""The same measures on a made network of ten million ties, which takes igraph minutes."""

from __future__ import annotations

from job import Contender, Job
from jobs.registry_measures import OURS
from jobs.structural_holes import prepare_igraph

JOB = Job(
    title="All measures of ten million ties",
    networks=("teams",),
    contenders=(
        *OURS,
        Contender(name="igraph", prepare=prepare_igraph, does="constraint only; building its graph not timed"),
    ),
    same_answer=True,
    calls=1,
    note="A network made of 2.55 million teams, 0.9 million people and 11.3 million ties (benchmarks/teams.py).",
)
