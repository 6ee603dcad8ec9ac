"""Check that a wheel holds everything under src/bridgehead: code, cases, examples and parameters.

Run as `python tools/check_wheel.py dist/bridgehead-*.whl`; it exits with 1 and a list where something is missing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

SOURCES = Path(__file__).resolve().parent.parent / "src"


def find_missing(wheel: Path) -> list[str]:
    """The files of the package that the wheel lacks, by their path inside it."""
    # caches of the interpreter and of compiled loops belong to this machine alone
    files = (path for path in (SOURCES / "bridgehead").rglob("*") if path.is_file())
    wanted = [path for path in files if "__pycache__" not in path.parts]
    held = set(ZipFile(wheel).namelist())
    return sorted(name for path in wanted if (name := path.relative_to(SOURCES).as_posix()) not in held)


def main(wheel: str) -> int:
    """Say what is missing; the exit code says whether anything is."""
    missing = find_missing(Path(wheel))
    for name in missing:
        print(f"missing from the wheel: {name}", file=sys.stderr)
    folders = {name.split("/")[1] for name in ZipFile(wheel).namelist() if name.count("/") > 1}
    for folder in sorted({"cases", "examples", "parameters"} - folders):
        print(f"the wheel has no folder {folder}", file=sys.stderr)
        missing.append(folder)
    print(f"{Path(wheel).name}: {'incomplete' if missing else 'complete'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
