"""serve: a loopback server that says where it is and ends when it is told to."""

import os
import signal
import subprocess
import sys
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from bridgehead.web.assets import STATIC
from bridgehead.web.serving import PortTakenError, _listen

needs_bundles = pytest.mark.skipif(
    not (STATIC / "manifest.json").is_file(),
    reason="the pages' bundles are not built: 'python3 run.py test' builds them",
)


def start(folder, *arguments):
    """A server whose output goes through a pipe, which Python fills before it lets go of anything."""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.Popen(
        [sys.executable, "-c", "from bridgehead.cli import main; main()", "serve", "--no-browser", *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=buffered,
    )  # fmt: skip


@needs_bundles
def test_serve_prints_an_address_that_opens_the_first_page(tmp_path):
    """The address stands alone on stdout and opens the start page where there is no record; an interrupt ends it."""
    process = start(tmp_path)
    try:
        address = process.stdout.readline().strip()
        page = build_opener(HTTPCookieProcessor()).open(address, timeout=30)

        assert address.startswith("http://127.0.0.1:")
        assert page.url.endswith("/start")
        assert "<h1" in page.read().decode()
    finally:
        process.send_signal(signal.SIGINT)
        _, talk = process.communicate(timeout=30)
    assert "for this machine alone" in talk
    assert "Traceback" not in talk
    assert not list(tmp_path.glob("*.bridgehead"))


@needs_bundles
def test_serve_begins_at_a_case(tmp_path):
    """With --cases the first page is the case's."""
    process = start(tmp_path, "--cases", "q-sense")
    try:
        address = process.stdout.readline().strip()
        page = build_opener(HTTPCookieProcessor()).open(address, timeout=60)

        assert page.url.endswith("/today?case=q-sense")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


@needs_bundles
def test_what_is_no_record_is_refused_before_anything_is_served(tmp_path):
    """A file of something else gives one sentence and an exit code."""
    (tmp_path / "notes.txt").write_text("notes")

    process = start(tmp_path, "--record", "notes.txt")
    out, talk = process.communicate(timeout=60)

    assert 1 == process.returncode
    assert "notes.txt" in talk
    assert "" == out


def test_several_cases_are_refused(cli):
    """One is shown at a time."""
    ran = cli("serve", "--cases", "firm-a,firm-b", "--no-browser")

    assert 2 == ran.code


def test_a_port_that_is_taken_is_told():
    """The refusal names the port and what would do."""
    taken = _listen(0)
    try:
        with pytest.raises(PortTakenError, match="Name another with --port"):
            _listen(taken.getsockname()[1])
    finally:
        taken.close()
