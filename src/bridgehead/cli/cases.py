"""The case library: case and demo."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from bridgehead import firm
from bridgehead.answers import Answer
from bridgehead.cli.asking import write_command
from bridgehead.cli.options import AnswerOption, FormOption
from bridgehead.cli.output import Listing, print_answers, print_listings, say, write
from bridgehead.errors import BridgeheadError
from bridgehead.firm import Firm
from bridgehead.firm.asking import Asked, CaseQuestion, find_case_questions
from bridgehead.firm.library import get_case
from bridgehead.firm.reporting import write_answers
from bridgehead.firm.surroundings import today
from bridgehead.questions import find_questions, get_name
from bridgehead.record.references import WORKS
from bridgehead.sources.case import Case, find_cases, get_case_path, read_case

_FORM = FormOption()
_DEMO = "q-sense"
#: what the demonstration prints, question -> how many of its parts: markets with their routes, then the ledger's sums
_DEMO_PARTS = {"reach": 2, "reciprocity": 1}
_MOST_ROWS = 10


def case(
    name: str = "",
    /,
    *,
    to: Annotated[Path | None, Parameter(help="Make a record of it here.")] = None,
    form: FormOption = _FORM,
) -> int:
    """Open a firm of the library: its story, what to ask it, or a record of its own.

    Example: bridgehead case q-sense

    Args:
        name: Of the case (default: list them).
    """
    if not name or name == "list":
        return _list_cases(form)
    found = read_case(get_case_path(name))
    if to is not None:
        return _copy(found, to)
    commands = [write_command(asked, found.name) for asked in _find_questions(found)]
    if form.form != "table":
        rows = [{"command": command} for command in commands]
        print_listings([Listing(name=found.name, title="", columns={"command": "Command"}, rows=rows)], form)
        return 0
    for text in (found.title, "", found.summary, "", _read_head(found.story), "Ask it:"):
        write(f"{text}\n")
    write("".join(f"  {command}\n" for command in commands))
    return 0


def _list_cases(form: FormOption) -> int:
    found = [read_case(path) for path in find_cases().values()]
    rows = [
        {"name": item.name, "title": item.title, "reference": str(WORKS.get(item.reference, item.reference)),
         "summary": item.summary}
        for item in found
    ]  # fmt: skip
    columns = {"name": "Name", "title": "Title", "reference": "From", "summary": "Summary"}
    print_listings([Listing(name="cases", title="", columns=columns, rows=rows)], form)
    return 0


def _find_questions(case: Case) -> tuple[CaseQuestion, ...]:
    """What a case says should be asked of it; a question not installed here is left out."""
    ids = {entry.id for entry in get_case(case.name).entries()}
    known = find_questions()
    asked = tuple(item for item in case.questions if str(item.get("ask")) in known)
    return tuple(find_case_questions(replace(case, questions=asked), ids))


def _read_head(story: Path | None) -> str:
    """The first section of a story, without its title."""
    if story is None:
        return ""
    sections = story.read_text(encoding="utf-8").split("\n## ")
    head = sections[1].partition("\n")[2] if len(sections) > 1 else sections[0].partition("\n")[2]
    return f"{head.strip()}\n"


def _copy(case: Case, to: Path) -> int:
    """A record with the case's entries."""
    entries = get_case(case.name).entries()
    with firm.init(to) as made:
        change = made.store.put(entries, action="import", by=made.by, summary=f"the case {case.name}", source=case.name)
    say(f"Made {to} with {len(change.created)} entries. Next: bridgehead -r {to}")
    return 0


def demo() -> int:
    """Ask a firm of the library and write its report: the main job in one command.

    Prints the markets Q-Sense's network opened, the routes, and who owed whom what; writes q-sense-report.html, which
    holds every part and every row, into the current folder.

    Example: bridgehead demo
    """
    case = read_case(get_case_path(_DEMO))
    with firm.open_case(_DEMO) as opened:
        asked = _find_questions(case)
        answers = {item: opened.ask(item.question, item.lens).answer for item in _choose(asked)}
        shown = [replace(answer, parts=answer.parts[: _DEMO_PARTS[answer.question]]) for answer in answers.values()]
        print_answers(shown, AnswerOption(rows=_MOST_ROWS))
        say("These are the first parts and rows; the report holds all of them.")
        done = Asked(tuple(_ask_all(opened, asked, answers)), ())
    path = Path(f"{_DEMO}-report.html")
    write_answers(done, path, firm=_DEMO, made_on=today(), is_case=True)
    say(f"Wrote {path.resolve()}")
    say(f"One answer as PDF: bridgehead report reach --cases {_DEMO} --as-of 2000-06-30 --to reach.pdf")
    say(f"Next: bridgehead case {_DEMO}, or 'bridgehead init firm.bridgehead --firm \"YOUR FIRM\"' for your own.")
    return 0


def _choose(asked: Sequence[CaseQuestion]) -> Iterator[CaseQuestion]:
    """The first asking of each question the demonstration prints."""
    first: dict[str, CaseQuestion] = {}
    for item in asked:
        first.setdefault(get_name(item.question), item)
    return (first[name] for name in _DEMO_PARTS if name in first)


def _ask_all(opened: Firm, asked: Sequence[CaseQuestion], known: Mapping[CaseQuestion, Answer]) -> Iterator[Answer]:
    """Every answer the case asks for; what cannot be answered is said and left out."""
    for item in asked:
        try:
            yield known[item] if item in known else opened.ask(item.question, item.lens).answer
        except BridgeheadError as error:
            say(f"Left out {get_name(item.question)}: {error}")
