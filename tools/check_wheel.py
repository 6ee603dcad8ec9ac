"""Check that a wheel holds everything under src/bridgehead: code, cases, examples, parameters and the web app's files.

Run as `python tools/check_wheel.py dist/bridgehead-*.whl`; it exits with 1 and a list where something is missing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

SOURCES = Path(__file__).resolve().parent.parent / "src"
STATIC = "bridgehead/web/static"
FOLDERS = ("cases", "examples", "parameters", "web")


def find_missing(wheel: Path) -> list[str]:
    """The files of the package that the wheel lacks, by their path inside it."""
    # caches of the interpreter and of compiled loops belong to this machine alone
    files = (path for path in (SOURCES / "bridgehead").rglob("*") if path.is_file())
    wanted = [path for path in files if "__pycache__" not in path.parts]
    held = set(ZipFile(wheel).namelist())
    return sorted(name for path in wanted if (name := path.relative_to(SOURCES).as_posix()) not in held)


def check_bundles(wheel: Path) -> Iterator[str]:
    """What the web app's scripts and styles lack: their manifest, a file it names, their licences."""
    archive = ZipFile(wheel)
    held = set(archive.namelist())
    if f"{STATIC}/manifest.json" not in held:
        yield "the wheel has no scripts and styles for the web app"
        return
    for name in sorted(json.loads(archive.read(f"{STATIC}/manifest.json")).values()):
        if f"{STATIC}/{name}" not in held:
            yield f"named in the manifest and missing from the wheel: {name}"
    if f"{STATIC}/licences.txt" not in held:
        yield "the wheel lacks the licences of what its scripts and styles are made of"


def main(wheel: str) -> int:
    """Say what is missing; the exit code says whether anything is."""
    faults = [f"missing from the wheel: {name}" for name in find_missing(Path(wheel))]
    folders = {name.split("/")[1] for name in ZipFile(wheel).namelist() if name.count("/") > 1}
    faults += [f"the wheel has no folder {folder}" for folder in FOLDERS if folder not in folders]
    faults += check_bundles(Path(wheel))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{Path(wheel).name}: {'incomplete' if faults else 'complete'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
