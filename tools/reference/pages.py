"""The pages of the web app, found from their folder, and the routes of its API."""

from __future__ import annotations

from typing import Any

from bridgehead.web.access import Access
from bridgehead.web.app import build_app
from bridgehead.web.pages import GROUPS, find_pages
from bridgehead.web.workspace import Workspace
from tools.reference._markdown import table


def build_page() -> str:
    """Every page with its address and shortcut, by group."""
    opening = (
        "# Pages\n\n`bridgehead serve` opens them; [in the browser](../tutorial/in-the-browser.md) leads through them. "
        "The case (`case`), the cases it is compared with (`among`) and the options of [the lens](lens.md) stand in "
        "every address, so each can be kept, shared on this machine and gone back to. A shortcut is typed after `g`; "
        "`?` lists all keys of a page.\n"
    )
    parts = [opening]
    for group, heading in GROUPS.items():
        rows = [
            (page.title, f"`{page.address}`", f"`g {page.shortcut}`" if page.shortcut else "", page.lead)
            for page in find_pages()
            if page.group == group
        ]
        if rows:
            parts.append(f"\n## {heading or 'First'}\n\n{table(('Page', 'Address', 'Key', 'What it is for'), rows)}")
    return "".join(parts)


def build_api_page() -> str:
    """Every route of the API, with what it takes."""
    schema = build_app(Workspace("none.bridgehead"), Access.on_loopback(0)).openapi()
    rows = [
        (
            f"`{method.upper()} {path}`",
            str(route.get("description") or route.get("summary", "")).partition("\n")[0],
            _list_parameters(route),
        )
        for path, routes in schema["paths"].items()
        for method, route in routes.items()
    ]
    opening = (
        f"# HTTP API\n\n{schema['info']['description']}\n\n"
        "`bridgehead serve` answers it on loopback while it runs; the key of the run stands in Settings. Answers have "
        "the shapes of [answers](answers.md). A question's own parameters stand in [questions](questions.md); each "
        "also takes `case` and the options of [the lens](lens.md), which are left out below. An edit names the "
        "`version` that was read, and is refused with 409 where another stands by then.\n\n"
    )
    return opening + table(("Route", "What it gives or does", "Parameters"), rows)


_SHARED = frozenset(
    ("case", "as_of", "as_known_on", "firm", "kinds", "formal_only", "minimum_strength", "strength", "level", "without")
) | {"with_ties", "certain_only"}


def _list_parameters(route: dict[str, Any]) -> str:
    names = [parameter["name"] for parameter in route.get("parameters", ()) if parameter["name"] not in _SHARED]
    body = route.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    taken = body.get("$ref", "").rpartition("/")[2]
    return ", ".join([*(f"`{name}`" for name in names), *([f"body: {taken}"] if taken else [])])
