"""The views of a page as links above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bridgehead.web.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view of a page: its name, where it is, and whether it is the one shown."""

    text: str
    url: str
    current: bool


def build_tabs(view: View, views: Mapping[str, str], current: str, **choices: str | None) -> tuple[Tab, ...]:
    """The views of the page that is shown.

    Args:
        view: of the page. views: last part of each address, "" for the page itself -> name, not yet translated.
        current: the one shown. choices: of the page that every view keeps.
    """
    address = view.page.address
    return tuple(
        Tab(
            text=view._(text),
            url=view.link(f"{address}/{name}" if name else address, **choices),
            current=name == current,
        )
        for name, text in views.items()
    )
