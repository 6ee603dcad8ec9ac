"""The navigation: pages by group, each address keeping what is on screen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from bridgehead.web.pages import GROUPS

if TYPE_CHECKING:
    from bridgehead.web.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A page in the navigation."""

    slug: str
    title: str
    url: str
    icon: str
    shortcut: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pages that belong together; the first group has no heading."""

    title: str
    items: tuple[Item, ...]


def build_navigation(view: View) -> tuple[Group, ...]:
    """The pages that can be gone to from here; before there is a record, those that need none."""
    is_empty = not view.look.case and not view.workspace.has_record
    shown = [
        page
        for page in view.request.app.state.pages
        if page.in_navigation and (page.works_without_record or not is_empty)
    ]
    return tuple(
        Group(
            title=view._(GROUPS[group]) if GROUPS[group] else "",
            items=tuple(
                Item(
                    slug=page.slug,
                    title=view._(page.title),
                    url=view.link(page.address),
                    icon=page.icon,
                    shortcut=page.shortcut,
                    current=page is view.page,
                )
                for page in pages
            ),
        )
        for group, pages in groupby(shown, key=lambda page: page.group)
    )
