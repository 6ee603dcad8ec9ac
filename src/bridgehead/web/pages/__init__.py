"""The pages: one file per page, found by a scan of this folder in sorted order.

The contract. A module holds `PAGE`, a `Page`, and registers its handlers on `PAGE.router`. A handler takes a `View` by
`Annotated[View, Depends(see)]` - written `Seen` - and returns `view.render("template.html", ...)` or
`view.go("/address")`. To add one: drop `pages/x.py` and `templates/x.html`; navigation, shortcuts, tests of
accessibility and of speed pick it up.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from functools import cache

from fastapi import APIRouter

from bridgehead.record.plugins import BadPluginError
from bridgehead.web.words import N_

#: group of the navigation -> its heading, in order
GROUPS = {
    "": "",
    "abroad": N_("Where to go"),
    "people": N_("Whom we know"),
    "agreed": N_("What we agreed"),
    "thinking": N_("Find out"),
    "record": N_("The record"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, or a family of pages below one address.

    Attributes:
        slug: its address, without slashes. title: in the navigation. lead: one sentence below the heading.
        group: of the navigation, as in `GROUPS`. order: within its group. icon: name of its icon.
        shortcut: letter that goes there after "g". works_without_record: shown before there is a record.
        in_navigation: listed there. examples: addresses below this one, for tests; "" is the page itself.
        router: its handlers; their addresses are complete ("/reach").
    """

    slug: str
    title: str
    lead: str
    group: str = ""
    order: int = 50
    icon: str = "dot"
    shortcut: str = ""
    works_without_record: bool = False
    in_navigation: bool = True
    examples: tuple[str, ...] = ("",)
    router: APIRouter = field(default_factory=lambda: APIRouter(include_in_schema=False))

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/{self.slug}"


@cache
def find_pages() -> tuple[Page, ...]:
    """Every page in the order of the navigation.

    Raises:
        BadPluginError: a module holds no page.
    """
    pages = []
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        if info.name.startswith("_"):
            continue
        page = getattr(importlib.import_module(f"{__name__}.{info.name}"), "PAGE", None)
        if not isinstance(page, Page):
            raise BadPluginError(__name__, info.name, "it must hold a page called PAGE")
        pages.append(page)
    groups = list(GROUPS)
    return tuple(sorted(pages, key=lambda page: (groups.index(page.group), page.order, page.slug)))
