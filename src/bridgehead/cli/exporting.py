"""export: built from the options of the exports and of the lens, so that a new export brings its own."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from bridgehead.cli.options import AskedOption, FormOption, build_field_options, with_options
from bridgehead.cli.output import Listing, list_findings, print_listings, say
from bridgehead.cli.plugins import build_plugin_options, make_option
from bridgehead.cli.wording import unwrap
from bridgehead.exports import find_exports
from bridgehead.network.lens import Lens, WithTie

_HELP = """Write the record, or its network, into a new file for another tool.

Forms that hold a network look through the lens; forms that hold the record leave it alone. What a form cannot hold is
listed.

Example: bridgehead export --to jsonl record.jsonl"""


def build(_: Sequence[str]) -> App:
    """The command with the options of the lens and of every export."""
    path = Annotated[Path | None, Parameter(help="The new file.", show_default=False)]
    lens = build_field_options(Lens, readers={"with_ties": WithTie.parse})
    fixed = [
        inspect.Parameter("path", inspect.Parameter.POSITIONAL_ONLY, annotation=path, default=None),
        make_option("to", str, "jsonl", "Form of the file (default: jsonl)."),
        make_option("list", bool, default=False, words="List the forms."),
        *(option.parameter for option in lens.values()),
        inspect.Parameter("asked", inspect.Parameter.KEYWORD_ONLY, annotation=AskedOption, default=AskedOption()),
        inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, annotation=FormOption, default=FormOption()),
    ]
    own = build_plugin_options(find_exports(), frozenset(parameter.name for parameter in fixed))

    def command(values: dict[str, Any]) -> int:
        seen = Lens(**{name: option.read(values[name]) for name, option in lens.items()})
        given = {option.name: values[option.name] for option in own if values[option.name] is not None}
        return _export(values, seen, given)

    app = App(name="export", help=unwrap(_HELP))
    app.default(with_options(command, [*fixed, *own], ""))
    return app


def _export(values: dict[str, Any], lens: Lens, options: dict[str, Any]) -> int:
    form: FormOption = values["form"]
    if values["list"] or values["path"] is None:
        rows = [{"name": name, "writes": kind.summary, "ending": kind.suffix} for name, kind in find_exports().items()]
        columns = {"name": "Name", "writes": "Writes", "ending": "Ending"}
        print_listings([Listing(name="exports", title="", columns=columns, rows=rows)], form)
        return 0
    with values["asked"].open_one() as opened:
        lost = opened.export(values["to"], values["path"], lens, **options)
    if lost:
        print_listings([list_findings(lost, name="lost", title="What the form cannot hold")], form)
    say(f"Wrote {values['path']}.")
    return 0
