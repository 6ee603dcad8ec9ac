"""Pages as a browser gets them, of a record written in the test or of a case of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from bridgehead import firm as firms
from bridgehead.web.access import COOKIE, Access
from bridgehead.web.app import build_app
from bridgehead.web.workspace import Workspace

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"


@dataclass
class Shown:
    """A page that came back: its status, its text as a person reads it, and its elements."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def address(self) -> str:
        """Path and query of the page shown in the end."""
        parts = urlsplit(str(self.response.url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def tree(self) -> BeautifulSoup:
        return BeautifulSoup(self.response.text, "html.parser")

    @property
    def text(self) -> str:
        """Every word of the page, spaces joined."""
        return " ".join((self.tree.body or self.tree).get_text(" ").split())

    def find(self, css: str) -> list[Tag]:
        return list(self.tree.select(css))

    def words(self, css: str) -> list[str]:
        """The text of each element found."""
        return [" ".join(element.get_text(" ").split()) for element in self.find(css)]

    def links(self) -> list[str]:
        return [str(link["href"]) for link in self.tree.select("a[href]")]


class Browser:
    """Asks for pages, follows where it is sent, and sends forms with their secret."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.access = workspace, Access.on_loopback(PORT)
        self.client = TestClient(build_app(workspace, self.access), base_url=HOME)
        self.client.cookies.set(COOKIE, self.access.session)

    def get(self, address: str, **headers: str) -> Shown:
        return Shown(self.client.get(address, headers=headers))

    def post(self, address: str, files: object = None, **fields: object) -> Shown:
        return Shown(self.client.post(address, data={"csrf": self.access.form, **fields}, files=files))


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """A browser on a record of these lines (`Firm.add`), of these entries, or not there yet; `serve(None)`."""
    opened: list[Workspace] = []

    def build(*lines: str, firm: str | None = "Acme", market: str = "SE", entries: tuple = ()) -> Browser:
        place = tmp_path / f"record-{len(opened)}.bridgehead"
        if firm is not None:
            with firms.init(place, firm, market, by="ada") as made:
                if entries:
                    made.put(*entries)
                if lines:
                    made.add(*lines)
        workspace = Workspace(place, by="ada")
        opened.append(workspace)
        return Browser(workspace)

    yield build
    for workspace in opened:
        workspace.close()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser without a record, for pages of cases: ask with `?case=q-sense`."""
    return Browser(Workspace(tmp_path_factory.mktemp("library") / "none.bridgehead", by="ada"))
