"""report: answers as one file."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.options import AskedOption
from bridgehead.cli.output import say
from bridgehead.record.dates import read_day

_ASKED = AskedOption()


def report(
    *questions: str,
    to: Annotated[Path, Parameter(help="The file; .html or .pdf. An older one is replaced.")] = Path("report.html"),
    as_of: Annotated[str, Parameter(help="The day the answers are true for.")] = "today",
    firm: Annotated[
        str, Parameter(help="Id or name of the firm asked for (default: the record's own).", show_default=False)
    ] = "",
    asked: AskedOption = _ASKED,
) -> int:
    """Write answers as one HTML or PDF file that needs no network.

    Questions that need to be told more than their defaults are left out and named. Of several cases a question that
    compares firms is asked once, any other of each.

    Example: bridgehead report reach outsidership --cases q-sense --as-of 2000-06-30 --to report.html

    Args:
        questions: Which, by name (default: all).
    """
    from bridgehead.firm.reporting import report_firms  # noqa: PLC0415 - as below
    from bridgehead.network.lens import Lens  # noqa: PLC0415 - arrays only where the verb is known
    from bridgehead.questions import get_question  # noqa: PLC0415 - as above

    chosen = [get_question(name)() for name in questions] or None
    lens = Lens(as_of=read_day(as_of), firm=firm or None)
    with ExitStack() as stack:
        firms = [stack.enter_context(opened) for opened in asked.open()]
        done = firms[0].report(to, chosen, lens) if len(firms) == 1 else report_firms(firms, to, chosen, lens)
    for name, why in done.left_out:
        say(f"Left out {why}" if why.startswith(f"{name}:") else f"Left out {name}: {why}")
    for finding in done.findings:
        say(str(finding))
    count = len(done.answers)
    say(f"Wrote {count} {'answer' if count == 1 else 'answers'} to {to}.")
    return 1 if questions and done.left_out else 0
