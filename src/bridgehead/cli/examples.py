"""example: invented files to try things with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.firm.examples import copy_example, find_examples, read_title

_FORM = FormOption()
_HERE = Path()


def example(
    name: str = "",
    /,
    *,
    to: Annotated[Path, Parameter(help="Folder to put its copy in.", show_default=False)] = _HERE,
    form: FormOption = _FORM,
) -> int:
    """Copy an example, invented files to try things with, into the current folder.

    Example: bridgehead example q-sense-candidates

    Args:
        name: Of the example (default: list them).
    """
    if not name:
        rows = [{"name": key, "title": read_title(folder)} for key, folder in find_examples().items()]
        print_listings([Listing(name="examples", title="", columns={"name": "Name", "title": "What"}, rows=rows)], form)
        return 0
    target = copy_example(name, to)
    say(f"Copied to {target}. Look at {target / 'README.md'}, then: bridgehead import {target}")
    return 0
