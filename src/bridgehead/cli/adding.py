"""add: a relationship, an assessment, a presence or an ask in a line; many from a file, a pipe or at a prompt."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.changes import NothingToDoError, print_change, print_changes
from bridgehead.cli.options import FormOption, RecordOption
from bridgehead.cli.output import say
from bridgehead.cli.prompting import make_prompt
from bridgehead.cli.reviewing import ask_second_hand
from bridgehead.errors import MisuseError, NotFoundError
from bridgehead.firm.adding import SeveralError
from bridgehead.firm.facade import Firm
from bridgehead.firm.reviewing import find_strongest_contacts
from bridgehead.firm.telling import Telling, Told
from bridgehead.firm.terse import describe_line, find_words
from bridgehead.record.dates import read_day
from bridgehead.record.entries import Actor
from bridgehead.record.parameters import get_parameter
from bridgehead.record.store_errors import UndoRefusedError
from bridgehead.record.versions import Change

_RECORD = RecordOption()
_FORM = FormOption()
_EXAMPLE = '"Anna Berg, distributor, DE, strong, since 2021"'
#: what is wrong with a line, as opposed to with the record
_LINE_ERRORS = (MisuseError, NotFoundError, SeveralError)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class StatedOption:
    """What is told besides relationships, each in a line of its own."""

    assessment: Annotated[
        tuple[str, ...],
        Parameter(help="What is judged: 'Nordlicht, readiness.trust, yes, 2024-03'.", negative="", show_default=False),
    ] = ()
    presence: Annotated[
        tuple[str, ...],
        Parameter(help="Where you are active: 'DE, direct export, since 2019'.", negative="", show_default=False),
    ] = ()
    ask: Annotated[
        tuple[str, ...],
        Parameter(help="Whom you asked: 'Anna Berg, AT, yes, 2024-03-05'.", negative="", show_default=False),
    ] = ()

    def __bool__(self) -> bool:
        """Whether anything is told."""
        return bool(self.assessment or self.presence or self.ask)

    def add_to(self, opened: Firm, on: date) -> Change:
        """Add it all to a record, in one transaction."""
        return opened.state(assessments=self.assessment, presences=self.presence, asks=self.ask, on=on)


_STATED = StatedOption()


class NoLinesFileError(NotFoundError):
    """The file of lines is not there or cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path as given; why it cannot be read."""
        self.path = path
        super().__init__(f"Cannot read lines from {path}: {why}. Name a text file with one relationship a line.")


def add(
    *lines: str,
    file: Annotated[Path | None, Parameter(help="Text file with one line each; # begins a remark.")] = None,
    piped: Annotated[
        bool,
        Parameter(name=["--piped", "-"], help="Read the lines from standard input.", negative="", show_default=False),
    ] = False,
    contact_of: Annotated[
        str, Parameter(help="Whose contacts they are, where not your own: a name or id.", show_default=False)
    ] = "",
    second_hand: Annotated[
        bool, Parameter(help="Then ask whom your strongest contacts know.", negative="", show_default=False)
    ] = False,
    stated: StatedOption = _STATED,
    on: Annotated[str, Parameter(help="The day you tell it.")] = "today",
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Add a relationship in a line; or an assessment, a presence, an ask.

    A line is a name, then in any order and divided by commas: a role or kind of tie, person or organisation, a market,
    an e-mail address, weak, strong or a number, formal or informal, 'since D', 'until D', 'at ORGANISATION', 'met at
    OCCASION' and 'through NAME', which says who brought you together and makes no other tie.

    Without a line it asks for one after the other: Tab completes, undo takes the last back, an empty line ends. From a
    pipe or a file each line that can be understood is added, and the others are named with their numbers. With
    --contact-of "Anna Berg" the lines tell whom she knows.

    --assessment, --presence and --ask take a line of their own each, as often as needed: SUBJECT, ITEM, VALUE, D;
    MARKET, ENTRY MODE, 'since D'; NAME, WHAT FOR, ANSWER, D. 'bridgehead show instruments' lists what can be assessed.

    Example: bridgehead add "Anna Berg, distributor, DE, strong, since 2021"

    Args:
        lines: One or more lines, each in quotes: all are added or none.
    """
    day = read_day(on)
    with record.open() as opened:
        code, is_asked = 0, False
        if lines:
            code = print_change(opened.add(*lines, on=day, contact_of=contact_of), form)
        if stated:
            code = print_change(stated.add_to(opened, day), form)
        if file or piped or not (lines or stated):
            telling = Telling(opened.store, by=opened.by, on=day, contact_of=contact_of)
            code = max(code, _take_in(telling, file, is_piped=piped, form=form))
            is_asked = bool(telling.told) and _is_terminal() and not (file or contact_of)
        if second_hand or is_asked:
            contacts = find_strongest_contacts(opened.network(as_of=day))
            if second_hand or _has_enough(contacts):
                ask_second_hand(opened, contacts, day)
    return code


def _take_in(telling: Telling, file: Path | None, *, is_piped: bool, form: FormOption) -> int:
    if file:
        return _add_each(telling, _read_lines(file), form)
    if is_piped or not _is_terminal():
        return _add_each(telling, sys.stdin, form)
    return _ask_each(telling, form)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NoLinesFileError(path, getattr(error, "strerror", "") or "it is no UTF-8 text") from error


# one after the other, unattended


def _add_each(telling: Telling, lines: Iterable[str], form: FormOption) -> int:
    """Add every line that can be understood; 1 where one cannot."""
    done: list[Told] = []
    failed = 0
    for number, text in enumerate(lines, start=1):
        line = text.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        try:
            done.append(telling.tell(line))
        except _LINE_ERRORS as error:
            failed += 1
            say(f"Line {number}: {error}")
    if not done and not failed:
        raise NothingToDoError("add", _EXAMPLE)
    print_changes([told.change for told in done], form)
    wrong = f", {failed} could not be understood" if failed else ""
    say(f"{_count(telling)}{wrong}. 'bridgehead undo' takes the last back.")
    return 1 if failed else 0


def _count(telling: Telling) -> str:
    count = len(telling.told)
    return f"{count} relationship{'' if count == 1 else 's'} added"


# one after the other, at a prompt


def _ask_each(telling: Telling, form: FormOption) -> int:
    """Ask for lines until one is empty; a line that cannot be understood comes back to be mended."""
    say("One relationship a line, as in: Anna Berg, distributor, DE, strong, since 2021. Tab completes; undo takes the")
    say("last back; an empty line ends.")
    prompt = make_prompt(lambda: telling.names, find_words())
    wrong = ""
    while True:
        try:
            line = prompt("> ", wrong).strip()
        except (EOFError, KeyboardInterrupt):
            say("")
            break
        if not line and not wrong:
            break
        wrong = _answer(telling, line) if line else ""
    if form.form != "table":
        print_changes([told.change for told in telling.told], form)
    say(f"{_count(telling)}. Next: bridgehead ask reach")
    return 0


def _answer(telling: Telling, line: str) -> str:
    """Do what a line says and say so; the line itself where it cannot be understood."""
    if line.lower() == "undo":
        say(_undo(telling))
        return ""
    try:
        told = telling.tell(line)
    except _LINE_ERRORS as error:
        say(str(error))
        return line
    say(f"{describe_line(told.read)} -> {'added' if told.change.transaction else 'known already'}")
    return ""


def _undo(telling: Telling) -> str:
    try:
        told = telling.undo()
    except UndoRefusedError as error:
        return str(error)
    return f"{describe_line(told.read)} -> taken back" if told else "Nothing typed here is left to take back."


# whom they know


def _has_enough(contacts: Sequence[Actor]) -> bool:
    """Whether so many contacts stand that asking about the strongest is worth while."""
    most: int = get_parameter("matching", "contacts_asked")
    return len(contacts) >= most
