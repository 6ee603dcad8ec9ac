"""A real browser on the web app: Chromium of the machine, driven by Playwright, on a server of its own.

Without Chromium tests that ask for it are skipped; where CI is set they fail, since nothing would have been tested.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from bridgehead.web.access import COOKIE, Access
from bridgehead.web.app import build_app
from bridgehead.web.workspace import Workspace

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: software drawing, and no calls home
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
START_SECONDS = 20.0


def skip_or_fail(reason: str) -> None:
    """End a test that lacks what it needs: skipped, or failed where CI is set."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} CI must bring it.")
    pytest.skip(reason)


@contextmanager
def start_chromium() -> Iterator[Browser]:
    """Chromium of the machine."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        skip_or_fail("needs Chromium, which is not there.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def start_server(workspace: Workspace) -> Iterator[Site]:
    """The web app on a free port, until the block ends."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        port = listener.getsockname()[1]
        access = Access.on_loopback(port)
        config = uvicorn.Config(build_app(workspace, access), log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        wait_for(lambda: server.started, "the server")
        yield Site(f"http://127.0.0.1:{port}", access)
        server.should_exit = True
        thread.join(START_SECONDS)


def wait_for(condition, what: str, seconds: float = START_SECONDS) -> None:
    """Wait until something holds, which scripts of a page cannot be asked for under its security policy."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"{what} did not come"
        sleep(0.02)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the web app is, and who may come in."""

    address: str
    access: Access


@dataclass
class Tab:
    """A page of the site in the browser; notes what went wrong on it and what it asked for elsewhere.

    Attributes:
        site: it shows. page: of Playwright, for all else. faults: errors of scripts and refusals of the security
        policy. abroad: addresses outside this machine.
    """

    site: Site
    page: Page
    faults: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._note_request)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.abroad.append(request.url)

    def go(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(f"{self.site.address}{path}")
        return self.page

    def show(self, markup: str) -> Page:
        """Open a page made in the test, at an address of the site, under its security policy."""
        policy = self.page.request.get(f"{self.site.address}/ask").headers["content-security-policy"]
        headers = {"content-security-policy": policy, "content-type": "text/html; charset=utf-8"}
        self.page.route("**/made-in-the-test", lambda route: route.fulfill(body=markup, headers=headers))
        return self.go("/made-in-the-test")

    def answer(self, path: str, body: str, kind: str, status: int = 200) -> None:
        """Let an address of the site answer with this."""
        self.page.route(
            f"**{path}", lambda route: route.fulfill(body=body, status=status, headers={"content-type": kind})
        )


def open_tab(chromium: Browser, site: Site, **options: object) -> tuple[BrowserContext, Tab]:
    """A tab that is let in. options: of Playwright's contexts: viewport, color_scheme, java_script_enabled ..."""
    context = chromium.new_context(**options)
    context.add_cookies([{"name": COOKIE, "value": site.access.session, "url": site.address}])
    return context, Tab(site, context.new_page())
