"""From arguments to an exit code: finds the verb, loads its module alone, and says what went wrong in one sentence."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from itertools import takewhile
from typing import Annotated

from cyclopts import App, CycloptsError, Parameter
from cyclopts.config import Env
from cyclopts.exceptions import UnusedCliTokensError

from bridgehead.cli.verbs import Verb, add_verbs
from bridgehead.errors import BridgeheadError, get_exit_code

_INTERRUPTED = 130
_BROKEN_PIPE = 141
_RECORD_FLAGS = ("-r", "--record", "--cases")
_HELP = """Find, build and govern the relationships that take a small firm abroad.

Alone, it says whom to ask, what is overdue and what to add next.
The record is -r PATH, BRIDGEHEAD_RECORD, or firm.bridgehead in the current folder; every option can also be set as
BRIDGEHEAD_<OPTION>, as in BRIDGEHEAD_AS_OF=2001-06-30.

Example: bridgehead demo"""


#: in the order of first use
VERBS: tuple[Verb, ...] = (
    Verb("demo", "cases:demo", "Ask a firm of the library and write its report: the main job in one command."),
    Verb("init", "records:init", "Make a record."),
    Verb("import", "importing:build", "Read a file or folder into the record."),
    Verb("add", "adding:add", "Add a relationship in a line, or one after the other."),
    Verb("agree", "agreeing:agree", "Make an agreement with what either side owes, from a template."),
    Verb("fulfil", "fulfilling:fulfil", "Log what was delivered of something owed, or that it is owed no more."),
    Verb("edit", "changes:edit", "Change an entry, or say whose record it is."),
    Verb("withdraw", "changes:withdraw", "Let entries stand no longer; they stay in the history."),
    Verb("undo", "changes:undo", "Take a whole change back."),
    Verb("show", "showing:show", "Show what the record holds, or one entry with its history and evidence."),
    Verb("ask", "asking:build", "Ask a question."),
    Verb("check", "showing:check", "Say what is odd about the record."),
    Verb("review", "reviewing:review", "Answer what the record cannot know: who is one, and where."),
    Verb("report", "reports:report", "Write answers as one HTML or PDF file."),
    Verb("export", "exporting:build", "Write the record, or its network, into a new file for another tool."),
    Verb("serve", "serving:serve", "Open the record in the browser: every page of it, on this machine alone."),
    Verb("case", "cases:case", "Open a firm of the library."),
    Verb("example", "examples:example", "Copy an example, invented files to try things with, into the current folder."),
    Verb("registry", "registry:build", "Many organisations at once: their ties, positions, reach and next partners."),
    Verb("backup", "records:backup", "Copy the record while it is in use."),
    Verb("erase", "changes:erase", "Remove a person's data for good."),
)


def build_app(arguments: Sequence[str] = ()) -> App:
    """The command line with the verb of these arguments loaded and the others as names.

    Raises:
        UnknownVerbError: the first argument is no verb and no option.
    """
    app = App(
        name="bridgehead",
        help=_HELP,
        help_format="plaintext",
        version=lambda: version("bridgehead"),
        config=Env("BRIDGEHEAD_", command=False, show=False),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        suppress_keyboard_interrupt=False,
    )
    if not add_verbs(app, VERBS, arguments):
        app.default(overview)
    return app


def overview(
    *,
    record: Annotated[str, Parameter(name=["--record", "-r"], help="The record.", show_default=False)] = "",
    cases: Annotated[str, Parameter(help="A case of the library instead.", show_default=False)] = "",
    as_json: Annotated[bool, Parameter(name="--json", help="Print JSON.", negative="", show_default=False)] = False,
) -> int:
    """Whom to ask, what is overdue, what to add next."""
    from bridgehead.cli.overview import print_next_steps  # noqa: PLC0415 - heavy, and not needed for help

    return print_next_steps(record=record, cases=cases, as_json=as_json)


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: what stands after "bridgehead".

    Returns:
        The exit code.
    """
    _use_utf8()
    try:
        arguments = _put_record_last(list(arguments))
        code = build_app(arguments)(arguments)
        sys.stdout.flush()
    except BridgeheadError as error:
        return _refuse(str(error), get_exit_code(error))
    except UnusedCliTokensError as error:
        words = " ".join(error.unused_tokens or ())
        return _refuse(f"No use for {words!r} here. See 'bridgehead {_name_command(arguments)}--help'.", 2)
    except CycloptsError as error:
        return _refuse(f"{error}\nSee 'bridgehead {_name_command(arguments)}--help'.", 2)
    except KeyboardInterrupt:
        return _refuse("Interrupted; nothing was written.", _INTERRUPTED)
    except BrokenPipeError:
        # whoever read our output has gone; what is still buffered must not raise again at exit
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    return code if isinstance(code, int) else 0


def _refuse(sentence: str, code: int) -> int:
    print(f"bridgehead: {sentence}", file=sys.stderr)  # noqa: T201 - this is the command line
    return code


def _put_record_last(arguments: list[str]) -> list[str]:
    """`bridgehead -r PATH ask ...` means the same as `bridgehead ask ... -r PATH`, and so does `--cases NAME`."""
    if len(arguments) > 2 and arguments[0] in _RECORD_FLAGS:
        return [*arguments[2:], *arguments[:2]]
    if len(arguments) > 1 and arguments[0].startswith(("--record=", "--cases=")):
        return [*arguments[1:], arguments[0]]
    return arguments


def _name_command(arguments: Sequence[str]) -> str:
    """The verb, and the name of a question or of a command of the registry, each with a space behind it."""
    words = list(takewhile(lambda word: not word.startswith("-"), arguments))
    return "".join(f"{word} " for word in words[: 2 if words[:1] in (["ask"], ["registry"]) else 1])


def _use_utf8() -> None:
    """Names are in any script: where output goes to a file or pipe it is UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")
