"""Run all benchmarks, or those named, and write results.md and results.json beside this file.

    python benchmarks/run.py [NAME ...]

Every contender runs in a process of its own: prepared (not timed), called once (first), then three times (the median
is the time). Results of jobs that were not run again are kept.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from job import Job, find_jobs  # noqa: E402 - the folder must be on the path first
from networks import is_there, load  # noqa: E402 - as above

SECONDS_ALLOWED = 600
PEERS = ("numpy", "scipy", "numba", "networkx", "igraph")


def measure(job: Job, contender_name: str, network: str) -> dict[str, Any]:
    """Time one contender in this process."""
    contender = next(one for one in job.contenders if one.name == contender_name)
    work = contender.prepare(network)
    seconds = []
    answer: object = None
    for _ in range(4):
        begin = _cpu_seconds()
        answer = work()
        seconds.append((_cpu_seconds() - begin) * contender.scale)
    return {
        "first": seconds[0] if contender.scale == 1 else None,
        "seconds": statistics.median(seconds[1:]),
        "peak_mb": _peak_megabytes(),
        "answer": answer,
    }


def _cpu_seconds() -> float:
    """Of this process and those it has waited for: on a shared machine the clock on the wall says little."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def _peak_megabytes() -> float | None:
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def run_apart(name: str, contender: str, network: str) -> dict[str, Any]:
    """Time one contender in a fresh process."""
    command = [sys.executable, str(Path(__file__)), "--one", name, contender, network]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_ALLOWED, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {SECONDS_ALLOWED} s"}
    if done.returncode != 0:
        return {"failed": done.stderr.strip().splitlines()[-1]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run_job(name: str, job: Job) -> list[dict[str, Any]]:
    """All contenders of a job on all its networks that are at hand."""
    rows = []
    for network in job.networks:
        if not is_there(network):
            print(f"{name}: the network {network!r} is not on this machine, skipped", file=sys.stderr)
            continue
        for contender in job.contenders:
            if contender.networks and network not in contender.networks:
                continue
            row = {"network": network, "contender": contender.name, **run_apart(name, contender.name, network)}
            print(f"{name}: {row}", file=sys.stderr)
            rows.append(row)
        _check_answers(job, [row for row in rows if row["network"] == network])
    return rows


def _check_answers(job: Job, rows: list[dict[str, Any]]) -> None:
    answers = [row["answer"] for row in rows if "answer" in row]
    if job.same_answer and any(abs(one - answers[0]) > 1e-9 * abs(answers[0]) for one in answers):
        raise SystemExit(f"{job.title}: contenders disagree: {answers}")


def describe_machine() -> dict[str, Any]:
    """What the seconds depend on; ratios are the result."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "packages": {peer: version(peer) for peer in PEERS},
    }


def write_results(jobs: dict[str, Job], results: dict[str, Any]) -> None:
    """results.json as it is, results.md as tables."""
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    machine = results["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    lines = [
        "# Benchmarks", "",
        f"{machine['date']}, {machine['cores']} cores ({machine['machine']}), Python {machine['python']}, {packages}.",
        "The machine was shared, so times are processor time and ratios are the result.",
        "Time: median of three calls after a first one, which includes loading compiled code.",
        "Ratio: the contender's time over ours. Peak: of a process that did this only, imports and data included.",
        "Written by `python benchmarks/run.py`.", "",
    ]  # fmt: skip
    if all(is_there(network) for network in ("registry", "made")):
        lines += ["| network | actors | tied pairs | most contacts |", "|---|---|---|---|"]
        for name in ("registry", "registry-part", "made"):
            one = load(name)
            lines.append(f"| {name} | {one.n_actors:,} | {len(one.first):,} | {one.degree.max():,} |")
    for name, job in jobs.items():
        if name in results["jobs"]:
            lines += ["", *_table(job, results["jobs"][name])]
    (HERE / "results.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(job: Job, rows: list[dict[str, Any]]) -> list[str]:
    contenders = {one.name: one for one in job.contenders}
    seconds = {(row["network"], row["contender"]): row.get("seconds") for row in rows}
    lines = [f"## {job.title}", ""]
    if job.note:
        lines += [job.note, ""]
    lines += ["| network | contender | time | ratio | first call | peak | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        contender = contenders[row["contender"]]
        lead = f"| {row['network']} | {contender.name} |"
        if "failed" in row:
            lines.append(f"{lead} {row['failed']} | | | | {contender.does} |")
            continue
        base = seconds.get((row["network"], contender.beside or job.contenders[0].name))
        ratio = _ratio(row["seconds"] / base) if base else ""
        first = _time(row["first"]) if row["first"] is not None else ""
        peak = f"{row['peak_mb']:,.0f} MB" if row["peak_mb"] else ""
        lines.append(f"{lead} {_time(row['seconds'])} | {ratio} | {first} | {peak} | {contender.does} |")
    return lines


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def main(arguments: list[str]) -> int:
    """Run the jobs named, or all."""
    jobs = find_jobs(HERE / "jobs")
    if arguments[:1] == ["--one"]:
        name, contender, network = arguments[1:]
        print(json.dumps(measure(jobs[name], contender, network), default=float))
        return 0
    unknown = [name for name in arguments if name not in jobs]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}. There are: {', '.join(jobs)}.", file=sys.stderr)
        return 2
    before = HERE / "results.json"
    results = json.loads(before.read_text(encoding="utf-8")) if before.exists() else {"jobs": {}}
    results["machine"] = describe_machine()
    for name in arguments or jobs:
        results["jobs"][name] = run_job(name, jobs[name])
        write_results(jobs, results)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
