"""A PostgreSQL server for the tests alone: made in a folder of its own, reached through a socket in it, and ended."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

#: where Debian keeps the programs of each version
DEBIAN = Path("/usr/lib/postgresql")
#: a server refuses to run as root; Debian's packages make this user for it
SERVANT = "postgres"
#: nothing is kept, so nothing need reach the disk; no port is opened
OPTIONS = "-c listen_addresses= -c fsync=off -c max_connections=40 -k {folder}"


def find_programs():
    """The folder with a server's programs, the newest version's; None where there is none."""
    on_path = shutil.which("initdb")
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = Path(on_path) if on_path else versions[-1] if versions else None
    return found.parent if found else None


@contextmanager
def run_server(programs):
    """The URL of a server that ends with the block.

    Args: programs: from `find_programs`.
    """
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        data, as_servant = folder / "data", []
        if os.geteuid() == 0:
            shutil.chown(folder, SERVANT)
            as_servant = ["runuser", "--user", SERVANT, "--"]

        def call(program, *words):
            command = [*as_servant, str(programs / program), "--pgdata", str(data), *words]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

        call("initdb", "--username=bridgehead", "--auth=trust", "--encoding=UTF8", "--no-sync")
        call("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "--options", OPTIONS.format(folder=folder))
        try:
            yield f"postgresql://bridgehead@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "--wait", "--mode=immediate")
