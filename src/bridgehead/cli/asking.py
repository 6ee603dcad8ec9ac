"""ask: one command per question, built from the fields of the question and of the lens."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from cyclopts import App

from bridgehead.cli.options import (
    AnswerOption,
    AskedOption,
    FieldOption,
    FormOption,
    build_field_options,
    with_options,
)
from bridgehead.cli.output import Listing, print_answers, print_listings
from bridgehead.cli.wording import unwrap
from bridgehead.errors import BridgeheadError
from bridgehead.network.lens import Lens, WithTie
from bridgehead.questions import Question, find_questions, get_name, get_question, get_title, is_asked_together

if TYPE_CHECKING:
    from bridgehead.firm.asking import CaseQuestion

_HELP = """Ask a question.

Every question takes the options of the lens: the day, the kinds of tie, what is imagined away or added. An option that
takes several values is repeated, or takes them divided by commas without spaces.

Example: bridgehead ask reach --cases q-sense --as-of 2000-06-30"""


def build(arguments: Sequence[str]) -> App:
    """The command with the options of the question named, the other questions as names.

    Raises:
        UnknownQuestionError: the first argument is no option and no question.
    """
    wanted = arguments[0] if arguments and not arguments[0].startswith("-") else ""
    app = App(name="ask", help=unwrap(_HELP))
    if wanted:
        # finding an example reads cases, which only help needs
        wants_help = not {"--help", "-h"}.isdisjoint(arguments)
        app.command(build_question_app(get_question(wanted), wanted, with_example=wants_help))
        return app
    for name, kind in find_questions().items():
        app.command(App(name=name.replace("_", "-"), help=get_title(kind)))
    app.default(list_questions)
    return app


def build_question_app(kind: type[Question], name: str, *, with_example: bool = True) -> App:
    """The command of one question.

    Args:
        kind: the question. name: as it was typed. with_example: end its help with one.
    """
    own = build_field_options(kind, positional_first=True)
    lens = {
        option: built
        for option, built in build_field_options(Lens, readers={"with_ties": WithTie.parse}).items()
        if option not in own
    }
    shared = (
        inspect.Parameter("asked", inspect.Parameter.KEYWORD_ONLY, annotation=AskedOption, default=AskedOption()),
        inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, annotation=AnswerOption, default=AnswerOption()),
    )

    def command(values: dict[str, Any]) -> int:
        return _ask(kind(**_read(own, values)), Lens(**_read(lens, values)), values["asked"], values["form"])

    parameters = [built.parameter for built in (*own.values(), *lens.values())]
    example = f"\n\nExample: {_find_example(kind)}" if with_example else ""
    app = App(name=name, help=f"{unwrap(kind.__doc__ or '')}{example}")
    app.default(with_options(command, [*parameters, *shared], ""))
    return app


def _read(options: dict[str, FieldOption], values: dict[str, Any]) -> dict[str, Any]:
    return {name: option.read(values[name]) for name, option in options.items()}


def _ask(question: Question, lens: Lens, asked: AskedOption, form: AnswerOption) -> int:
    firms = asked.open()
    asking = firms[:1] if is_asked_together(question) else firms
    try:
        print_answers([firm.ask(question, lens).answer for firm in asking], form)
    finally:
        for firm in firms:
            firm.close()
    return 0


def _find_example(kind: type[Question]) -> str:
    """A command that runs: as the first library case that asks this question does, else tried out on the first case."""
    from bridgehead.firm.asking import read_case_question  # noqa: PLC0415 - brings the whole facade
    from bridgehead.firm.library import get_case  # noqa: PLC0415 - as above
    from bridgehead.sources.case import find_cases, read_case  # noqa: PLC0415 - as above

    name = get_name(kind)
    for case, path in find_cases().items():
        for asked in read_case(path).questions:
            if asked.get("ask") == name:
                ids = {entry.id for entry in get_case(case).entries()}
                return write_command(read_case_question(case, asked, ids), case)
    return _try_out(kind)


def _try_out(kind: type[Question]) -> str:
    """The first way to ask a case that gives an answer: with defaults, about a partner, about the partner's market."""
    from bridgehead import firm  # noqa: PLC0415 - brings the whole facade
    from bridgehead.firm.asking import CaseQuestion  # noqa: PLC0415 - as above

    opened = firm.open_case(firm.find_all_cases()[0])
    own = opened.network().firm
    partner = next(actor for place, actor in enumerate(opened.network().actors.held) if place != own and actor.market)
    first = next((field.name for field in fields(kind) if field.default == ""), None)  # type: ignore[arg-type]
    ways: list[dict[str, Any]] = [{}, *({first: value} for value in (partner.id, partner.market) if first)]
    for way in ways:
        try:
            opened.ask(kind(**way))
        except BridgeheadError:
            continue
        break
    return write_command(CaseQuestion(kind(**way), Lens()), opened.name)


def write_command(asked: CaseQuestion, case: str) -> str:
    """The command that asks a case a question: what differs from the defaults."""
    words = ["bridgehead", "ask", get_name(asked.question).replace("_", "-"), "--cases", case]
    for given, usual in ((asked.question, type(asked.question)()), (asked.lens, Lens())):
        for field in fields(given):  # type: ignore[arg-type]
            value = getattr(given, field.name)
            if value == getattr(usual, field.name):
                continue
            flag = field.name.replace("_", "-")
            if isinstance(value, bool):
                words.append(f"--{flag}" if value else f"--no-{flag}")
            else:
                for item in value if isinstance(value, tuple) else (value,):
                    words += [f"--{flag}", str(item)]
    return shlex.join(words)


def list_questions(*, list: bool = False, form: FormOption = FormOption()) -> int:  # noqa: A002, ARG001, B008 - the option's name; `ask` alone lists too
    """List the questions, each with its plain name and where it comes from.

    Args:
        list: List the questions.
    """
    rows = [
        {
            "name": name,
            "question": get_title(kind),
            "plain_name": kind.plain_name,
            "references": [str(reference) for reference in kind.references],
        }
        for name, kind in find_questions().items()
    ]
    columns = {"name": "Name", "question": "Question", "plain_name": "In plain words", "references": "After"}
    print_listings([Listing(name="questions", title="", columns=columns, rows=rows)], form)
    return 0
