"""Reports: answers as one file, HTML or PDF by its ending."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bridgehead.errors import MisuseError, RefusedError
from bridgehead.firm.asking import Asked
from bridgehead.record.findings import Finding

_ENDINGS = (".html", ".pdf")


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


def write_answers(asked: Asked, path: Path, *, firm: str, made_on: date) -> tuple[Finding, ...]:
    """Write answers as a report.

    Args:
        asked: the answers. path: of the file; its ending decides the form. firm: the record's name, where no answer
            names the firm itself. made_on: the day.

    Returns:
        Characters that no installed font can show, on paper; a page leaves fonts to the reader's machine.

    Raises:
        NothingToReportError: there are no answers. UnwritableReportError: it cannot be written there.
        MissingExtraError: a PDF was asked for and what writes it is not installed.
    """
    if not asked.answers:
        raise NothingToReportError(asked.left_out)
    named = next((answer.firm.name for answer in asked.answers if answer.firm), firm)
    title = f"{named}: relationships and markets"
    if path.suffix.lower() == ".pdf":
        from bridgehead.present.pdf import write_pdf  # noqa: PLC0415 - needs libraries that may be missing

        return write_pdf(asked.answers, path, title=title, firm=named, made_on=made_on)
    from bridgehead.present.report import write_report  # noqa: PLC0415 - templates only for reports

    write_report(asked.answers, path, title=title, firm=named, made_on=made_on)
    return ()
