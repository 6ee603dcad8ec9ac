"""Time the network page in a browser without a graphics card: the first draw, and frames while one looks around.

    python benchmarks/network_page.py [SCREENSHOT]

A made record of 5,000 actors and 20,000 ties is served on this machine and opened in Chromium. The work of a frame is
what the page's thread spends on it and what the software renderer needs until its pixels can be read back.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import uvicorn
from playwright.sync_api import Page, sync_playwright

from bridgehead.firm import init
from bridgehead.record.dates import OPEN, UNKNOWN, on_day
from bridgehead.record.entries import Actor, Entry, Tie
from bridgehead.web.access import COOKIE, Access
from bridgehead.web.app import build_app
from bridgehead.web.workspace import Workspace

N_ACTORS, N_TIES, N_GROUPS = 5_000, 20_000, 16
MARKETS = ("SE", "DE", "FR", "JP", "US", "CN", "GB", "IT", "ES", "PL", "NL", "BR", "IN", "KR", "NO", "FI")
KINDS = ("business", "social", "scientific", "institutional", "ethnic", "family")
LAST = date(2026, 6, 30)
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--use-gl=angle", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]  # fmt: skip
#: frames one after the other, each from the page's thread to pixels that can be read: milliseconds of each
FRAMES = """async ([how, count]) => {
  const { scene } = document.querySelector("[data-island=network]");
  const { renderer, camera } = scene;
  const { first, last } = scene.data;
  const gl = ["edges", "nodes"].map((name) => renderer.getCanvases()[name].getContext("webgl2"));
  const spent = [];
  for (let frame = 0; frame < count; frame += 1) {
    await new Promise(requestAnimationFrame);
    const begin = performance.now();
    if (how === "pan") camera.setState({ x: 0.5 + 0.004 * frame });
    if (how === "zoom") camera.setState({ x: 0.5, ratio: 1 - 0.015 * frame });
    if (how === "slide") scene.setDay(first + Math.round(((last - first) * frame) / count));
    renderer.render();
    gl.forEach((one) => one.readPixels(0, 0, 1, 1, one.RGBA, one.UNSIGNED_BYTE, new Uint8Array(4)));
    spent.push(performance.now() - begin);
  }
  camera.setState({ x: 0.5, y: 0.5, ratio: 1 });
  scene.setDay(last);
  return spent;
}"""
N_FRAMES = 60
WAYS = ("still", "pan", "zoom", "slide")


def make_entries() -> Iterator[Entry]:
    """Groups of actors that are mostly tied among themselves, hubs in each; a few ties across."""
    dice = np.random.default_rng(11)
    group = dice.integers(N_GROUPS, size=N_ACTORS)
    appeal = (np.arange(N_ACTORS) + 20.0) ** -0.6
    members = [np.flatnonzero(group == one) for one in range(N_GROUPS)]
    chances = [appeal[who] / appeal[who].sum() for who in members]
    for number in range(N_ACTORS):
        yield Actor(
            id=f"made:{number}",
            kind="person" if number % 3 else "organisation",
            name=f"{'Person' if number % 3 else 'Works'} {number}",
            market=MARKETS[group[number]],
        )
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < N_TIES:
        one = int(dice.choice(N_ACTORS, p=appeal / appeal.sum()))
        home = group[one] if dice.random() < 0.9 else int(dice.integers(N_GROUPS))
        other = int(dice.choice(members[home], p=chances[home]))
        if one != other and (other, one) not in pairs:
            pairs.add((one, other))
    for number, (one, other) in enumerate(sorted(pairs)):
        yield Tie(
            id=f"made:tie-{number}",
            sender=f"made:{one}",
            receiver=f"made:{other}",
            kind=KINDS[int(dice.integers(len(KINDS)))],
            strength=round(float(dice.random()), 2) if dice.random() < 0.6 else None,
            begin=on_day(LAST - timedelta(days=int(dice.integers(1, 5000)))) if dice.random() < 0.9 else UNKNOWN,
            end=OPEN if dice.random() < 0.8 else UNKNOWN,
        )


def serve(place: Path, port: int) -> tuple[uvicorn.Server, Access]:
    """The pages of a record, in a thread of their own."""
    access = Access.on_loopback(port)
    app = build_app(Workspace(place), access)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server, access


def open_page(page: Page, address: str) -> float:
    """Seconds from asking for the page to the first frame of the drawing."""
    begin = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("[data-island=network][data-state=drawn]", timeout=60_000)
    page.evaluate(FRAMES, ["still", 1])
    return time.perf_counter() - begin


def measure(page: Page, address: str) -> dict[str, Any]:
    """Seconds of the first drawing, of one when the server has laid out the network, and what frames take."""
    told: dict[str, Any] = {"first time": open_page(page, address), "first draw": open_page(page, address)}
    for how in WAYS:
        page.wait_for_timeout(500)
        begin = read_processor_seconds()
        frames = sorted(page.evaluate(FRAMES, [how, N_FRAMES]))
        spent = (read_processor_seconds() - begin) / N_FRAMES * 1000
        told[how] = (statistics.median(frames), frames[int(len(frames) * 0.95)], spent)
    return told


def read_processor_seconds() -> float:
    """Time that the browser's processes have been given so far: on a busy machine the clock on the wall says little."""
    parents, spent = {}, {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(place.parent.name)] = int(fields[1])
        spent[int(place.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    below = {os.getpid()}
    for _ in range(12):
        below |= {process for process, parent in parents.items() if parent in below}
    return sum(spent[process] for process in below - {os.getpid()})


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory(prefix="bridgehead-") as folder:
        place = Path(folder) / "made.bridgehead"
        with init(place, "Acme", "SE", by="benchmark") as firm:
            firm.put(*make_entries())
        server, access = serve(place, 8977)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": COOKIE, "value": access.session, "url": "http://127.0.0.1:8977"}])
            page = context.new_page()
            told = measure(page, "http://127.0.0.1:8977/network")
            if len(sys.argv) > 1:
                page.screenshot(path=sys.argv[1])
            browser.close()
        server.should_exit = True
    print(f"first time, with the layout: {told['first time']:.2f} s; first draw: {told['first draw']:.2f} s")
    for how in WAYS:
        median, slow, spent = told[how]
        print(f"{how:5}: median {median:.0f} ms, p95 {slow:.0f} ms, processor {spent:.0f} ms a frame")


if __name__ == "__main__":
    main()
