"""The views of a page as links above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bridgehead.web.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One view of a page: its name, where it is, whether it is the one shown, and how much it holds where told."""

    text: str
    url: str
    current: bool
    count: int | None = None


def build_tabs(
    view: View,
    views: Mapping[str, str],
    current: str,
    counts: Mapping[str, int | None] = MappingProxyType({}),
    **choices: str | None,
) -> tuple[Tab, ...]:
    """The views of the page that is shown.

    Args:
        view: of the page. views: last part of each address, "" for the page itself -> name, not yet translated.
        current: the one shown. counts: view -> how much it holds, where that is told.
        choices: of the page that every view keeps.
    """
    address = view.page.address
    return tuple(
        Tab(
            text=view._(text),
            url=view.link(f"{address}/{name}" if name else address, **choices),
            current=name == current,
            count=counts.get(name),
        )
        for name, text in views.items()
    )
