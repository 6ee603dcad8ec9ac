"""A real browser on a real server: Chromium from the system's packages, pages from a loopback port of their own."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bridgehead import firm as firms
from bridgehead.web.access import COOKIE, Access
from bridgehead.web.app import build_app
from bridgehead.web.assets import STATIC
from bridgehead.web.workspace import Workspace

#: software drawing, and nothing the browser would ask for by itself
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
#: a busy machine is no reason to fail
PATIENCE_MS = 90_000
# what is looked for has its own patience, of five seconds unless told
expect.set_options(timeout=PATIENCE_MS)


def _need(what: str, *, there: bool) -> None:
    """Skip where something is missing; fail where the project's own script should have brought it."""
    if there:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and the checks of every change need it")
    pytest.skip(f"{what} is missing: 'python3 run.py test' offers it")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, one for each process of the suite."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    _need("Chromium", there=path is not None)
    _need("The bundle of the pages' scripts", there=(STATIC / "manifest.json").is_file())
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Site:
    """A running server: its address, its record, its secrets."""

    home: str
    workspace: Workspace
    access: Access


@pytest.fixture(scope="session")
def start_site() -> Iterator[Callable[[Workspace], Site]]:
    """Starts servers on ports of their own; all end with the session."""
    servers: list[tuple[uvicorn.Server, Thread, socket.socket]] = []

    def start(workspace: Workspace) -> Site:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = listener.getsockname()[1]
        access = Access.on_loopback(port)
        server = uvicorn.Server(
            uvicorn.Config(build_app(workspace, access), log_level="error", access_log=False, lifespan="off", ws="none")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        servers.append((server, thread, listener))
        return Site(home=f"http://127.0.0.1:{port}", workspace=workspace, access=access)

    yield start
    for server, thread, listener in servers:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


@pytest.fixture(scope="session")
def library_site(start_site, tmp_path_factory) -> Site:
    """A site without a record, for pages of cases."""
    return start_site(Workspace(tmp_path_factory.mktemp("site") / "none.bridgehead", by="ada"))


@pytest.fixture
def record_site(start_site, tmp_path) -> Callable[..., Site]:
    """A site on a record of these lines, or on one that is still to be made: `record_site(firm=None)`."""

    def build(*lines: str, firm: str | None = "Acme", market: str = "SE") -> Site:
        place = Path(tmp_path) / "own.bridgehead"
        if firm is not None:
            with firms.init(place, firm, market, by="ada") as made:
                if lines:
                    made.add(*lines)
        return start_site(Workspace(place, by="ada"))

    return build


@dataclass
class Visit:
    """Someone at a page, with what the browser asked for and complained about meanwhile."""

    site: Site
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """Open an address of the site and wait until nothing moves."""
        self.page.goto(self.site.home + address, wait_until="load", timeout=PATIENCE_MS)
        self.page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)
        return self.page

    @property
    def foreign(self) -> list[str]:
        """Requests that would have left the machine."""
        return [url for url in self.requests if urlsplit(url).hostname not in {"127.0.0.1", None, ""}]


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., Visit]]:
    """Comes to a site as the person who holds its session."""
    contexts: list[BrowserContext] = []

    def come(site: Site, *, width: int = 1280, height: int = 900, **options: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([{"name": COOKIE, "value": site.access.session, "url": site.home}])
        page = context.new_page()
        came = Visit(site=site, context=context, page=page)
        context.on("request", lambda request: came.requests.append(request.url))
        page.on("pageerror", lambda error: came.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: came.complaints.append(message.text) if message.type in {"error", "warning"} else None,
        )
        return came

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def tab(visit, library_site: Site) -> Iterator[Callable[..., Visit]]:
    """Comes to the library's site; afterwards nothing may have complained or been asked for elsewhere."""
    visits: list[Visit] = []

    def come(**options: Any) -> Visit:
        visits.append(visit(library_site, **options))
        return visits[-1]

    yield come
    assert [] == [words for came in visits for words in came.complaints]
    assert [] == [address for came in visits for address in came.foreign]
