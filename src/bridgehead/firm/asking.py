"""Asking several questions at once, and asking what a case says should be asked of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_type_hints

import msgspec

from bridgehead.answers import Answer
from bridgehead.errors import BridgeheadError, MisuseError
from bridgehead.network.lens import Lens, LensError
from bridgehead.network.network import Network
from bridgehead.questions import Question, ask, find_questions, get_name, get_question
from bridgehead.record.findings import Finding
from bridgehead.sources.case import Case

#: what a report begins with
_FIRST = ("reach", "outsidership", "reciprocity")


class CaseQuestionError(MisuseError):
    """A case asks a question in a way that cannot be asked."""

    def __init__(self, case: str, question: str, why: str) -> None:
        """Args: case by name; question by name; why, as a clause."""
        self.case, self.question = case, question
        super().__init__(f"The case {case} asks {question} in a way that cannot be asked: {why}. Mend its case.yaml.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking several questions gave.

    Attributes:
        answers: in the order of the questions. left_out: (question, why) of each that could not be asked so.
        findings: what was odd in writing them down, such as characters that no font can show.
    """

    answers: tuple[Answer, ...]
    left_out: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """A question as a case asks it.

    Attributes:
        question: what is asked. lens: how to look.
    """

    question: Question
    lens: Lens


def build_all_questions() -> Iterator[Question]:
    """Every question with its defaults: where we can go, where we stand and what is owed, then the others by name."""
    kinds = find_questions()
    return (kinds[name]() for name in dict.fromkeys((*_FIRST, *kinds)))


def ask_each(network: Network, questions: Iterable[Question]) -> Asked:
    """The answers to questions; one that this network cannot answer as it is asked is left out with the reason."""
    answers, left_out = [], []
    for question in questions:
        try:
            answers.append(ask(network, question))
        except BridgeheadError as error:
            left_out.append((get_name(question), str(error)))
    return Asked(tuple(answers), tuple(left_out))


def find_case_questions(case: Case, ids: Collection[str]) -> Iterator[CaseQuestion]:
    """What a case says should be asked of it, in its order.

    Args:
        ids: of the case's entries; a case names them without its own name in front.

    Raises:
        CaseQuestionError: a parameter has a value it cannot have. UnknownQuestionError: there is no such question.
    """
    for asked in case.questions:
        yield read_case_question(case.name, asked, ids)


def read_case_question(case: str, asked: Mapping[str, Any], ids: Collection[str] = ()) -> CaseQuestion:
    """A question as a mapping of text names it.

    Args:
        case: its name. asked: `ask`, then parameters and options of the lens, flat or under `parameters` and `lens`;
            what is neither, such as `expected`, is for others. ids: as for `find_case_questions`.

    Raises:
        CaseQuestionError: a value does not fit. UnknownQuestionError: there is no such question.
    """
    name = str(asked.get("ask", ""))
    kind = get_question(name)
    flat = {**asked, **(asked.get("parameters") or {}), **(asked.get("lens") or {})}
    flat = {option: _localise(value, case, ids) for option, value in flat.items()}
    try:
        question = kind(**read_fields(kind, flat))
        lens = Lens.from_plain(read_fields(Lens, flat))
    except (msgspec.ValidationError, BridgeheadError, ValueError) as error:
        raise CaseQuestionError(case, name, str(error)) from error
    return CaseQuestion(question, lens)


def _localise(value: Any, case: str, ids: Collection[str]) -> Any:  # noqa: ANN401 - text, list or mapping
    """The full form of ids of the case among values."""
    if isinstance(value, list):
        return [_localise(item, case, ids) for item in value]
    return f"{case}:{value}" if f"{case}:{value}" in ids else value


def read_fields(kind: type, flat: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a dataclass's fields among texts, each as its type; one text is a list of one.

    Raises:
        msgspec.ValidationError: a text does not fit its field.
    """
    hints = get_type_hints(kind)
    found: dict[str, Any] = {}
    for item in fields(kind):
        if item.name not in flat:
            continue
        value, hint = flat[item.name], hints[item.name]
        is_list = str(hint).startswith("tuple[")
        if is_list and not isinstance(value, list):
            value = [value]
        found[item.name] = tuple(value) if is_list else msgspec.convert(value, hint, strict=False)
    return found


def build_lens(options: Mapping[str, Any]) -> Lens:
    """The lens of options as people write them in code: days as dates or text, lists or tuples.

    Raises:
        LensError: an option makes no sense.
    """
    given = {name: str(value) if isinstance(value, date) else value for name, value in options.items()}
    for name in ("as_of", "as_known_on"):
        try:
            date.fromisoformat(given.get(name) or "2001-01-01")
        except (TypeError, ValueError):
            raise LensError(name, given[name], "Write a day as 2001-06-30.") from None
    return Lens.from_plain(given | {"with_ties": [str(tie) for tie in given.get("with_ties") or ()]})
