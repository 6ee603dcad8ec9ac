"""Benchmarks are found by scanning, name networks that exist, and compare with ours first."""

import sys

import pytest


@pytest.fixture
def benchmarks(project, monkeypatch):
    """The benchmarks' folder, on the path as its own command puts it there."""
    monkeypatch.syspath_prepend(str(project / "benchmarks"))
    before = set(sys.modules)
    yield project / "benchmarks"
    for name in set(sys.modules) & {"job", "networks", "plain"} - before:
        del sys.modules[name]


def test_every_job_puts_ours_first_and_names_each_contender_once(benchmarks):
    """A file in the folder is all it takes."""
    from job import find_jobs  # noqa: PLC0415 - the path is set by the fixture

    jobs = find_jobs(benchmarks / "jobs")

    assert sorted(path.stem for path in (benchmarks / "jobs").glob("*.py")) == sorted(jobs)
    for job in jobs.values():
        names = [contender.name for contender in job.contenders]
        assert len(set(names)) == len(names)
        assert {contender.beside for contender in job.contenders} <= {"", *names}
        assert set(job.networks) >= {network for contender in job.contenders for network in contender.networks}


def test_the_made_network_is_the_same_every_time_and_of_the_size_said(benchmarks):
    """Ten thousand actors and a hundred thousand pairs, each once."""
    from networks import load  # noqa: PLC0415 - the path is set by the fixture

    one = load("made")

    assert (10_000, 100_000) == (one.n_actors, len(one.first))
    assert 100_000 == len(set(zip(one.first.tolist(), one.second.tolist(), strict=True)))
    assert 0.05 <= one.chance.min() <= one.chance.max() <= 0.5
