"""`bridgehead` alone: three sentences, each with the command that shows more."""

from __future__ import annotations

from bridgehead.cli.options import AskedOption
from bridgehead.cli.output import write, write_json
from bridgehead.firm.next_steps import find_next_steps


def print_next_steps(*, record: str, cases: str, as_json: bool) -> int:
    """Print whom to ask, what is overdue and what to add next.

    Raises:
        NoRecordHereError: there is no record; the message says how to make one.
    """
    with AskedOption(record=record, cases=cases).open_one() as opened:
        steps = find_next_steps(opened.network(), opened.entries())
    if as_json:
        write_json([{"name": step.name, "sentence": step.sentence, "command": step.command} for step in steps])
    else:
        write("".join(f"{step.sentence}\n  {step.command}\n" for step in steps))
    return 0
