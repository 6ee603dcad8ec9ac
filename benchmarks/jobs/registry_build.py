"""A whole registry from its file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from job import Contender, Job, Work
from jobs.registry_ties import SIZES


def prepare_whole(network: str) -> Work:
    """The command, from a file of text to a registry on disk, in a process of its own."""
    from bridgehead.registry import open_registry  # noqa: PLC0415 - not needed by the peers

    folder = Path(tempfile.mkdtemp())
    if network == "registry":
        from networks import REGISTRY  # noqa: PLC0415 - the real file is not everywhere

        path = REGISTRY
    else:
        from participations import write_participations  # noqa: PLC0415 - compiles loops

        path = folder / "participations.csv"
        write_participations(path, SIZES[network])
    program = str(Path(sys.executable).with_name("bridgehead"))

    def work() -> float:
        shutil.rmtree(folder / "registry", ignore_errors=True)
        command = [program, "registry", "build", str(path), "--to", str(folder / "registry")]
        subprocess.run(command, check=True, capture_output=True)
        return float(open_registry(folder / "registry").ties.strength.sum() / 2)

    return work


JOB = Job(
    title="A registry from its file",
    networks=tuple(SIZES),
    contenders=(
        Contender(
            name="bridgehead, from file to registry",
            prepare=prepare_whole,
            goal=300.0,
            does="reads text, numbers, ties, writes arrays",
        ),
    ),
    note="The command runs in a process of its own, whose peak is not in the table: 2.4 GB at the largest\n"
    "(/usr/bin/time). The largest has 7.4 million rows and 11.2 million ties.",
    calls=1,
)
