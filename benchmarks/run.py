"""Run all benchmarks, or those named, and write results.md and results.json beside this file.

    python benchmarks/run.py [NAME ...]

Every contender runs in a process of its own: prepared (not timed), called once (first), then three times or as often
as the job says (the median is the time). Results of jobs that were not run again are kept.
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
    seconds, on_the_wall = [], []
    answer: object = None
    for _ in range(1 + job.calls):
        begin, begin_on_the_wall = _cpu_seconds(), time.perf_counter()
        answer = work()
        seconds.append((_cpu_seconds() - begin) * contender.scale)
        on_the_wall.append((time.perf_counter() - begin_on_the_wall) * contender.scale)
    return {
        "first": seconds[0] if contender.scale == 1 else None,
        "seconds": statistics.median(seconds[1:]),
        "wall": statistics.median(on_the_wall[1:]),
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
        "load": _load(),
        "packages": {peer: version(peer) for peer in PEERS},
    }


def _load() -> float | None:
    """Programs that wanted a core over the last minute; None where the system does not tell."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def write_results(jobs: dict[str, Job], results: dict[str, Any]) -> None:
    """results.json as it is, results.md as tables."""
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    machine = results["machine"]
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    lines = [
        "# Benchmarks", "",
        f"{machine['date']}, {machine['cores']} cores ({machine['machine']}), Python {machine['python']}, {packages}.",
        f"The machine was shared (load when the newest run began: {machine['load']}), so times are processor time and",
        "ratios are the result.",
        "Time: median of three calls or more after a first one, which includes loading compiled code.",
        "Wall: the same by the clock, waits for other programs included. Goals are judged by processor time.",
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
    titles = ["network", "contender", "time", "ratio", "first call", "wall", "peak", "goal", job.returns, ""]
    has_goals = any(contender.goal for contender in job.contenders)
    shown = [has_goals or title != "goal" for title in titles[:-2]] + [bool(job.returns), True]
    lines += [_line(titles, shown), _line(["---"] * len(titles), shown)]
    for row in rows:
        contender = contenders[row["contender"]]
        base = seconds.get((row["network"], contender.beside or job.contenders[0].name))
        cells = [row["network"], contender.name, *_measured(row, base), _judge(row, contender.goal)]
        lines.append(_line([*cells, _number(row.get("answer")), contender.does], shown))
    return lines


def _line(cells: list[str], shown: list[bool]) -> str:
    return f"| {' | '.join(cell for cell, is_shown in zip(cells, shown, strict=True) if is_shown)} |"


def _measured(row: dict[str, Any], base: float | None) -> list[str]:
    """Time, ratio, first call, wall and peak; of one that failed, why."""
    if "failed" in row:
        return [row["failed"], "", "", "", ""]
    return [
        _time(row["seconds"]),
        _ratio(row["seconds"] / base) if base else "",
        _time(row["first"]) if row["first"] is not None else "",
        _time(row["wall"]) if "wall" in row else "",
        f"{row['peak_mb']:,.0f} MB" if row["peak_mb"] else "",
    ]


def _judge(row: dict[str, Any], goal: float) -> str:
    if not goal:
        return ""
    return f"{_time(goal)}: {'met' if row.get('seconds', goal) < goal else 'missed'}"


def _number(answer: object) -> str:
    return f"{answer:,.4g}" if isinstance(answer, float | int) else ""


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
