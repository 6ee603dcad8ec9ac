"""Time every page in a browser, on one firm's record of 10,000 actors and 100,000 ties.

    python benchmarks/web_pages.py [LOOKS]

Each page is opened LOOKS times (default 5). `first paint` is the browser's first contentful paint, by its own clock,
from the moment the address was asked for; `answers` how long a click or a key took until the next frame (the browser's
event timing, which counts from 16 ms on and in steps of 8). What scripts and styles weigh stands below.
"""

from __future__ import annotations

import gzip
import json
import socket
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from playwright.sync_api import BrowserContext, Page, sync_playwright

from bridgehead.record.store import Store
from bridgehead.web.access import COOKIE, Access
from bridgehead.web.app import build_app
from bridgehead.web.assets import STATIC, read_manifest
from bridgehead.web.pages import find_pages
from bridgehead.web.warming import warm
from bridgehead.web.workspace import Workspace
from records import make_record

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]  # fmt: skip
FURTHER = ("/actors/made:actor-5", "/reach/DE", "/ask/reach", "/ask/dormant", "/search?q=actor")
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_WATCH = """() => {
  window.took = [];
  const keep = (one) => one.interactionId && window.took.push(one.duration);
  new PerformanceObserver((list) => list.getEntries().forEach(keep))
    .observe({ type: "event", durationThreshold: 16, buffered: true });
}"""


@dataclass
class Told:
    """What was measured of one page: milliseconds of each look, bytes, and what clicks and keys took."""

    paints: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    touched: int = 0
    size: int = 0


def measure(page: Page, address: str, told: Told) -> None:
    """One look at a page: its first paint, then a few clicks and keys."""
    response = page.goto(address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(300)
    paint = page.evaluate(_PAINT)
    if paint is not None:
        told.paints.append(paint)
    told.size = len(response.body()) if response else 0
    page.evaluate(_WATCH)
    for chip in ("lens-day", "lens-kinds", "lens-what-if"):
        opener = page.locator(f"[popovertarget={chip}]")
        if opener.count() and opener.first.is_visible():
            opener.first.click()
            page.keyboard.press("Escape")
            told.touched += 2
    search = page.locator(".topbar input[type=search]")
    if search.count() and search.first.is_visible():
        search.first.click()
        page.keyboard.type("berg", delay=40)
        told.touched += 5
    page.wait_for_timeout(300)
    told.answers.extend(page.evaluate("window.took"))


def weigh() -> dict[str, tuple[int, int]]:
    """(bytes, bytes gzipped) of each script and style."""
    files = sorted({*read_manifest().values(), *(path.name for path in STATIC.glob("*.js"))})
    raw = {name: (STATIC / name).read_bytes() for name in files}
    return {name: (len(text), len(gzip.compress(text, 9))) for name, text in raw.items()}


def get_percentile(values: list[float], share: float) -> float:
    """The value that a share of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)] if values else 0.0


def look_at_all(context: BrowserContext, home: str, looks: int) -> dict[str, Told]:
    """Every page, some further ones, as often as asked."""
    addresses = [page.address for page in find_pages() if page.slug != "start"]
    told = {address: Told() for address in (*addresses, *FURTHER)}
    page = context.new_page()
    for _ in range(looks):
        for address, one in told.items():
            measure(page, home + address, one)
    return told


def main(looks: int) -> None:
    """Serve the record, look at it, print what was measured."""
    with tempfile.TemporaryDirectory(prefix="bridgehead-") as folder:
        place = Path(folder) / "made.bridgehead"
        with Store.create(place, by="benchmark") as store:
            store.put(make_record().entries(), action="import", by="benchmark")
        workspace = Workspace(place)
        begin = time.perf_counter()
        warm(workspace)
        print(f"warming: {time.perf_counter() - begin:.1f} s, meanwhile the first page can be read")
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = listener.getsockname()[1]
        access = Access.on_loopback(port)
        server = uvicorn.Server(uvicorn.Config(build_app(workspace, access), log_level="error", lifespan="off"))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        home = f"http://127.0.0.1:{port}"
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": COOKIE, "value": access.session, "url": home}])
            told = look_at_all(context, home, looks)
            print(f"Chromium {browser.version}, software drawing, {looks} looks each\n")
            browser.close()
        server.should_exit = True
        workspace.close()
    report(told)


def report(told: dict[str, Told]) -> None:
    """The table, and what is worst over all pages."""
    print(
        "| page | kB | first paint (ms) | 95 % | touched | slowest answer (ms) |\n| --- | --- | --- | --- | --- | --- |"
    )
    for address, one in told.items():
        middle = statistics.median(one.paints) if one.paints else float("nan")
        print(
            f"| {address} | {one.size // 1000} | {middle:.0f} | {get_percentile(one.paints, 0.95):.0f} | "
            f"{one.touched} | {max(one.answers, default=0):.0f} |"
        )
    touched = sum(one.touched for one in told.values())
    slow = [duration for one in told.values() for duration in one.answers]
    # the browser reports only what took 16 ms and more; all else was faster
    answers = sorted([*slow, *[16.0] * max(touched - len(slow), 0)])
    print(f"\nAnswers to {touched} clicks and keys: 95 % within {get_percentile(answers, 0.95):.0f} ms.")
    weights = weigh()
    total = sum(packed for _, packed in weights.values())
    print(f"Scripts and styles: {total / 1000:.0f} kB gzipped in all; " + json.dumps(weights))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
