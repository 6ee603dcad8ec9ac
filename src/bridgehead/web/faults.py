"""What is wrong with a filled-in form, and beside which of its fields it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bridgehead.errors import BridgeheadError, get_http_status
from bridgehead.questions import Question, QuestionValueError
from bridgehead.web.forms import FormControl, build_controls


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """Why a form cannot be answered.

    Attributes:
        field: beside which it is said; "" where it concerns the form as a whole. text: what would do.
        is_lack: nothing is wrong, and more has to be said first. status: of HTTP.
    """

    field: str
    text: str
    is_lack: bool = False
    status: int = 200


def find_fault(kind: type[Question], given: Mapping[str, Sequence[str]], error: BridgeheadError) -> FormFault:
    """What an error says of a form.

    Args:
        kind: the question asked. given: what the form holds, by field. error: raised on the way to an answer.
    """
    names = {control.name for control in build_controls(kind, given)}
    if isinstance(error, QuestionValueError) and error.parameter in names:
        is_lack = error.found == "" and not any(given.get(error.parameter, ()))
        status = 200 if is_lack else get_http_status(error)
        return FormFault(field=error.parameter, text=error.remedy, is_lack=is_lack, status=status)
    # an error that names what it could not find belongs to the field that holds it
    told = {value for value in vars(error).values() if isinstance(value, str) and value}
    holding = [name for name in given if name in names and any(text.strip() in told for text in given[name])]
    return FormFault(field=holding[0] if len(holding) == 1 else "", text=str(error), status=get_http_status(error))


def mark_fault(controls: Iterable[FormControl], fault: FormFault | None) -> tuple[FormControl, ...]:
    """The controls of a form, with what is wrong beside the one it concerns."""
    if fault is None or fault.is_lack:
        return tuple(controls)
    return tuple(replace(control, wrong=fault.text) if control.name == fault.field else control for control in controls)
