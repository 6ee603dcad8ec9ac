"""The command line, as its own help shows it."""

from __future__ import annotations

import io

from rich.console import Console

from bridgehead.cli.app import VERBS, build_app
from bridgehead.cli.registry import COMMANDS

WIDTH = 120


def build_page() -> str:
    """The help of the program, of each verb and of each command of the registry; questions have a page of their own."""
    opening = (
        "# Command line\n\nData goes to stdout, talk to stderr. Exit codes: 0 fine, 1 findings or a refused request, "
        "2 misuse. The parameters of each question stand in [questions](questions.md), the options of the lens in "
        "[the lens](lens.md).\n"
    )
    return (
        opening
        + _build_section("bridgehead", ())
        + "".join(_build_section(verb.name, (verb.name,)) for verb in sorted(VERBS, key=lambda verb: verb.name))
        + "".join(_build_section(f"registry {each.name}", ("registry", each.name)) for each in COMMANDS)
    )


def _build_section(heading: str, arguments: tuple[str, ...]) -> str:
    console = Console(file=io.StringIO(), width=WIDTH, force_terminal=False, color_system=None, legacy_windows=False)
    app = build_app(arguments)
    app.help_print(tokens=list(arguments), console=console)
    shown = "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()).strip("\n")  # type: ignore[attr-defined]
    return f"\n## {heading}\n\n```text\n{shown}\n```\n"
