"""Reports: answers as one file, HTML or PDF by its ending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path

from bridgehead.answers import Answer
from bridgehead.errors import MisuseError, RefusedError
from bridgehead.firm.asking import Asked, ask_each, build_all_questions
from bridgehead.firm.facade import Firm
from bridgehead.firm.surroundings import today
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import Question, get_name, is_asked_together
from bridgehead.record.findings import Finding

_ENDINGS = (".html", ".pdf")
#: what every report is about
_SUBJECT = "relationships and markets"
#: firms up to which a title names each
_MOST_NAMED = 4


class UnknownEndingError(MisuseError):
    """A report is neither HTML nor PDF."""

    def __init__(self, path: Path) -> None:
        """Args: path as given."""
        self.path = path
        super().__init__(f"A report ends in {' or '.join(_ENDINGS)}, and {path.name!r} does not. Name it so.")


class NothingToReportError(RefusedError):
    """None of the questions could be answered."""

    def __init__(self, left_out: tuple[tuple[str, str], ...]) -> None:
        """Args: left_out: (question, why) of each."""
        self.left_out = left_out
        first = f" First, {left_out[0][0]}: {left_out[0][1]}" if left_out else ""
        super().__init__(f"No question could be answered, so there is nothing to report.{first}")


def check_ending(path: Path) -> None:
    """See that a report can be told by its ending.

    Raises:
        UnknownEndingError: it ends in neither .html nor .pdf.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise UnknownEndingError(path)


def write_answers(asked: Asked, path: Path, *, firm: str, made_on: date, is_case: bool = False) -> tuple[Finding, ...]:
    """Write one firm's answers as a report.

    Args:
        asked: the answers. path: of the file; its ending decides the form. firm: the record's name, where no answer
            names the firm itself. made_on: the day. is_case: the record is a case of the library.

    Returns:
        Characters that no installed font can show, on paper; a page leaves fonts to the reader's machine.

    Raises:
        NothingToReportError: there are no answers. UnwritableReportError: it cannot be written there.
        MissingExtraError: a PDF was asked for and what writes it is not installed.
    """
    named = next((answer.firm.name for answer in asked.answers if answer.firm), firm)
    cases = [(firm,)] * len(asked.answers) if is_case else ()
    return _write(asked, path, _Heading(f"{named}: {_SUBJECT}", named, made_on, cases=cases))


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a report says of itself: title, whom it is for, the day, and the rest as `render_report` takes it."""

    title: str
    firm: str
    made_on: date
    compared: Mapping[str, Sequence[str]] | None = None
    cases: Sequence[Sequence[str]] = ()


def _write(asked: Asked, path: Path, heading: _Heading) -> tuple[Finding, ...]:
    if not asked.answers:
        raise NothingToReportError(asked.left_out)
    facts = {field.name: getattr(heading, field.name) for field in fields(heading)}
    if path.suffix.lower() == ".pdf":
        from bridgehead.present.pdf import write_pdf  # noqa: PLC0415 - needs libraries that may be missing

        return write_pdf(asked.answers, path, **facts)
    from bridgehead.present.report import write_report  # noqa: PLC0415 - templates only for reports

    write_report(asked.answers, path, **facts)
    return ()


def report_firms(
    firms: Sequence[Firm], to: Path, questions: Iterable[Question] | None = None, lens: Lens | None = None
) -> Asked:
    """Write the answers of several firms as one report.

    A question that compares firms is asked once, with all of them; any other is asked of each firm in turn.

    Args:
        firms: those asked, at least two; each knows the others. to: the file.
        questions: which; None means all, those left out that need to be told more. lens: how to look.

    Returns:
        What was written, the reason of each question left out, and what was odd in writing.

    Raises:
        UnknownEndingError: it ends in neither .html nor .pdf. UnwritableReportError: it cannot be written there.
        NothingToReportError: no question could be answered.
    """
    check_ending(to)
    kept = tuple(build_all_questions() if questions is None else questions)
    by_name = {firm.name: firm for firm in firms}
    networks = {name: firm.network(lens) for name, firm in by_name.items()}
    names = tuple(_name_firm(network, name) for name, network in networks.items())
    compared = {get_name(question): names for question in kept if is_asked_together(question)}
    answers: list[Answer] = []
    cases: list[tuple[str, ...]] = []
    left_out: list[tuple[str, str]] = []
    for question in kept:
        asking = tuple(networks.items())[: 1 if is_asked_together(question) else None]
        answered = {name: ask_each(network, (question,)) for name, network in asking}
        for name, one in answered.items():
            answers += one.answers
            cases += [_find_cases(firms if is_asked_together(question) else [by_name[name]])] * len(one.answers)
        left_out += _join_reasons(answered)
    asked = Asked(tuple(answers), tuple(left_out))
    heading = _Heading(f"{join_names(names)}: {_SUBJECT}", ", ".join(names), today(), compared, cases)
    return replace(asked, findings=_write(asked, to, heading))


def _find_cases(firms: Iterable[Firm]) -> tuple[str, ...]:
    """Those of some firms that are cases of the library."""
    return tuple(firm.name for firm in firms if firm.is_case)


def _join_reasons(answered: Mapping[str, Asked]) -> Iterator[tuple[str, str]]:
    """Why a question was left out, each reason once, with the firms it holds for where it does not hold for all."""
    names_by_reason: dict[tuple[str, str], list[str]] = {}
    for name, asked in answered.items():
        for reason in asked.left_out:
            names_by_reason.setdefault(reason, []).append(name)
    for (question, why), names in names_by_reason.items():
        yield question, why if len(names) == len(answered) else f"{why} This holds for {', '.join(names)}."


def _name_firm(network: Network, name: str) -> str:
    """The name of a network's own firm; that of its record where it has none."""
    return network.actor(network.firm).name if network.firm is not None else name


def join_names(names: Sequence[str]) -> str:
    """Several firms in a title: by name while they are few, else their number.

    >>> join_names(["Air", "Beat", "Cell"]), join_names(["Air", "Beat", "Cell", "Digit", "Exhale"])
    ('Air, Beat and Cell', '5 firms')
    """
    if len(names) > _MOST_NAMED:
        return f"{len(names)} firms"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
