"""The questions: one file per question, each a frozen dataclass named as its module.

The contract. The docstring's first line is the question and ends in "?". Fields are the parameters, each made with
`parameter(default, "help")`. `plain_name` is its name for people who do not speak the field's language, `references`
the works it comes from, and `answer(network)` returns the answer. Questions are independent of each other and touch
neither the store nor a screen. A question that compares firms says `together = True`: of several firms asked, it is
asked once, with the others in `network.others`.

To add one: drop `questions/x.py` beside the others. The command line, the report and every other face pick it up: it is
found by a scan of this folder in sorted order, then by the entry point group `bridgehead.questions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar, Protocol, cast, get_args, get_type_hints, runtime_checkable

from bridgehead.answers import Answer, Coverage, Part
from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.network.network import Network
from bridgehead.questions._saying import collect_evidence, say_actor, say_caveats, say_coverage
from bridgehead.record.collecting import collecting_paused
from bridgehead.record.plugins import find_plugins
from bridgehead.record.references import Reference


@runtime_checkable
class Question(Protocol):
    """What every question offers."""

    plain_name: ClassVar[str]
    references: ClassVar[tuple[Reference, ...]]

    def answer(self, network: Network) -> Answer:
        """The answer as of the network's day, through its lens."""
        ...


class UnknownQuestionError(NotFoundError):
    """No question has this name."""

    def __init__(self, name: str) -> None:
        """Args: name as asked."""
        self.name = name
        known = list(find_questions())
        super().__init__(f"No question {name!r}.{suggest(name, known)} The questions are: {', '.join(known)}.")


class QuestionValueError(MisuseError):
    """A parameter of a question has a value it cannot have."""

    def __init__(self, question: str, parameter: str, found: object, remedy: str) -> None:
        """Args: question and parameter by name; found: the value; remedy: what would do, as a sentence."""
        self.question, self.parameter, self.found, self.remedy = question, parameter, found, remedy
        fault = f"'{parameter}' was not given" if found == "" else f"{parameter} cannot be {found!r}"
        super().__init__(f"{question}: {fault}. {remedy}")


class BadQuestionError(MisuseError):
    """A question's docstring asks nothing."""

    def __init__(self, name: str) -> None:
        """Args: name of the question."""
        self.name = name
        super().__init__(f"The question {name} cannot be used: its docstring's first line must end in '?'.")


def parameter(default: object, help: str) -> Any:  # noqa: A002, ANN401 - the word people know; fits any field
    """A parameter of a question: a dataclass field with its help text.

    Args:
        default: its value where nobody says otherwise.
        help: one sentence for the command line, the page and the reference.
    """
    return field(default=default, metadata={"help": help})


@cache
def find_questions() -> dict[str, type[Question]]:
    """Every question by name: those of this folder in sorted order, then those of other packages.

    Raises:
        BadPluginError: a module does not hold exactly one question. BadQuestionError: its docstring asks nothing.
    """
    found = {name: cast("type[Question]", kind) for name, kind in find_plugins(__name__, __path__, ("answer",))}
    for name, kind in found.items():
        if not get_title(kind).endswith("?"):
            raise BadQuestionError(name)
    return found


def get_question(name: str) -> type[Question]:
    """The question of a name; hyphens and underscores are the same.

    Raises:
        UnknownQuestionError: there is none.
    """
    try:
        return find_questions()[name.replace("-", "_")]
    except KeyError:
        raise UnknownQuestionError(name) from None


def get_name(question: type | object) -> str:
    """The name of a question: its module's."""
    kind = question if isinstance(question, type) else type(question)
    return kind.__module__.rpartition(".")[2]


def get_title(question: type | object) -> str:
    """The question itself: the first line of its docstring."""
    return (question.__doc__ or "").strip().partition("\n")[0].strip()


def is_asked_together(question: type | object) -> bool:
    """Whether one answer compares all firms asked, instead of one answer for each."""
    return bool(getattr(question, "together", False))


def parameters_of(question: object) -> dict[str, Any]:
    """The parameters of an asked question as plain values; tuples become lists, days text."""
    assert is_dataclass(question)
    return {item.name: _to_plain(getattr(question, item.name)) for item in fields(question)}


def _to_plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def build_question(name: str, parameters: Mapping[str, Any]) -> Question:
    """The question an answer's header describes.

    Raises:
        UnknownQuestionError: no such question. QuestionValueError: no such parameter, or a value it cannot have.
    """
    kind = get_question(name)
    known = [item.name for item in fields(kind)]  # type: ignore[arg-type]
    for key, value in parameters.items():
        if key not in known:
            raise QuestionValueError(
                name,
                key,
                value,
                f"There is no such parameter.{suggest(key, known)} It takes: {', '.join(known) or 'none'}.",
            )
    hints = get_type_hints(kind)
    return kind(**{key: _read_plain(name, key, value, hints[key]) for key, value in parameters.items()})


def _read_plain(question: str, parameter: str, value: object, hint: object) -> object:
    """A parameter from its plain value: lists become tuples, text becomes a day where one is wanted."""
    if isinstance(value, str) and date in (hint, *get_args(hint)):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise QuestionValueError(question, parameter, value, "Write a day as 2001-06-30.") from None
    return tuple(value) if isinstance(value, list) else value


def build_answer(
    question: Question,
    network: Network,
    *,
    parts: Iterable[Part],
    coverage: Coverage | None = None,
    caveats: Iterable[str] = (),
) -> Answer:
    """An answer with its header: parameters, references, day, lens, coverage and the evidence its rows name.

    Args:
        question: the question asked.
        network: the network it was asked of.
        parts: the answer itself.
        coverage: how much of the record was usable; None takes the network's own account of its ties.
        caveats: what this question adds to the network's own caveats.
    """
    parts = tuple(parts)
    cited = [id_ for part in parts for row in part.shape.rows for id_ in row.evidence]
    return Answer(
        question=get_name(question),
        title=get_title(question),
        parameters=parameters_of(question),
        references=question.references,
        firm=say_actor(network, network.firm) if network.firm is not None else None,
        as_of=network.day,
        lens=network.lens.to_plain(),
        coverage=coverage or say_coverage(network),
        evidence=collect_evidence(network, cited),
        caveats=(*say_caveats(network), *caveats),
        parts=parts,
    )


def ask(network: Network, question: Question) -> Answer:
    """Ask a question of a network."""
    with collecting_paused():
        return question.answer(network)
