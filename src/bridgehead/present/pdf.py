"""The report as a tagged PDF, made from the same page by WeasyPrint (the extra `pdf`)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from bridgehead.answers import Answer
from bridgehead.errors import MissingExtraError
from bridgehead.present.fonts import FindUncovered, check_fonts
from bridgehead.present.report import UnwritableReportError, render_report
from bridgehead.record.findings import Finding


class MissingPdfError(MissingExtraError):
    """What makes PDF files is not installed."""

    def __init__(self, why: str) -> None:
        """Args: why: what the import said."""
        self.why = why
        reason = why.partition("\n")[0] or "no reason given"
        super().__init__(
            f"Cannot make a PDF: WeasyPrint, or a system library it needs, is not installed ({reason}). "
            "Run: pip install 'bridgehead[pdf]'; on Debian also: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. The HTML report holds the same and "
            "needs neither; any browser prints it."
        )


def write_pdf(
    answers: Iterable[Answer],
    path: Path,
    *,
    title: str,
    firm: str,
    made_on: date,
    find_uncovered: FindUncovered | None = None,
    compared: Mapping[str, Sequence[str]] | None = None,
    cases: Sequence[Sequence[str]] = (),
) -> tuple[Finding, ...]:
    """Write answers to one tagged PDF file (PDF/UA-1).

    Args:
        answers: in reading order. path: of the file; an older one is replaced.
        title: of the report. firm: whom it is for. made_on: the day it is made.
        find_uncovered: which of some characters no font has; None asks fontconfig.
        compared, cases: as for `render_report`.

    Returns:
        A finding for each script that no installed font shows; the PDF says the same on its first page.

    Raises:
        MissingPdfError: WeasyPrint or a system library is not installed. UnwritableReportError: the file cannot be
            written.
    """
    weasyprint = _import_weasyprint()
    kept = tuple(answers)
    render = partial(render_report, kept, title=title, firm=firm, made_on=made_on, compared=compared, cases=cases)
    page = render()
    findings = check_fonts(unescape(page), find_uncovered)
    if findings:
        page = render(remarks=tuple(finding.message for finding in findings))
    pdf = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1")
    try:
        Path(path).write_bytes(pdf)
    except OSError as error:
        raise UnwritableReportError(Path(path), error.strerror or str(error)) from error
    return findings


def _import_weasyprint() -> ModuleType:
    try:
        # where a system library is missing it prints advice of its own before it raises
        with redirect_stdout(io.StringIO()):
            import weasyprint  # noqa: PLC0415 - an extra, and slow to load
    except (ImportError, OSError) as error:
        raise MissingPdfError(str(error)) from error
    module: ModuleType = weasyprint
    return module


def _refuse(url: str) -> NoReturn:
    """The page holds everything it needs; nothing is ever fetched."""
    raise AssertionError(url)
