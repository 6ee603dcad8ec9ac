"""The report as PDF."""

import re
import sys
import zlib
from datetime import date

import pytest

from bridgehead.present import pdf
from bridgehead.present.fonts import find_uncovered_by_fontconfig
from bridgehead.present.pdf import MissingPdfError, write_pdf
from bridgehead.present.report import UnwritableReportError

FACTS = {"title": "Ways abroad", "firm": "Nordlys", "made_on": date(2026, 11, 22)}


@pytest.fixture
def weasyprint():
    """WeasyPrint, where it and its system libraries are installed."""
    try:
        return pdf._import_weasyprint()
    except MissingPdfError as error:
        pytest.skip(str(error))


def unpack(pdf_bytes):
    """A PDF file followed by the content of its compressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf_bytes, re.DOTALL)
    return pdf_bytes + b"".join(zlib.decompress(stream) for stream in streams if stream.startswith(b"x"))


@pytest.mark.usefixtures("weasyprint")
def test_the_pdf_is_tagged_and_titled(every_shape, tmp_path):
    """Screen readers find its structure, language and title."""
    path = tmp_path / "r.pdf"

    findings = write_pdf((every_shape,), path, **FACTS, find_uncovered=lambda _: set())

    content = unpack(path.read_bytes())
    assert () == findings
    assert content.startswith(b"%PDF-")
    for sign in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert sign in content


@pytest.mark.usefixtures("weasyprint")
def test_characters_without_a_font_are_found_and_said_in_the_pdf(every_shape, tmp_path, monkeypatch):
    """The note stands on the first page, before the boxes."""
    pages = []
    render = pdf.render_report
    monkeypatch.setattr(pdf, "render_report", lambda *args, **facts: pages.append(render(*args, **facts)) or pages[-1])

    (finding,) = write_pdf(
        (every_shape,), tmp_path / "r.pdf", **FACTS, find_uncovered=lambda chars: chars & set("李明华")
    )

    assert "apt-get install fonts-noto-cjk" in finding.message
    assert finding.message not in pages[0]
    assert f'<p class="remark">{finding.message}</p>' in pages[1]


@pytest.mark.usefixtures("weasyprint")
def test_what_is_found_to_be_missing_is_what_is_printed_as_boxes(make_answer, tmp_path, caplog):
    """Fontconfig, asked before, and WeasyPrint, drawing after, agree on every character."""
    names = ("Ödegård İplik", "李明华", "أميرة", "ไทย", "\U00010330")
    found = find_uncovered_by_fontconfig(set("".join(names)))

    write_pdf((make_answer(caveats=names),), tmp_path / "r.pdf", **FACTS, find_uncovered=lambda _: set())

    assert found == set(re.findall(r'by fonts: "(.)"', caplog.text))


@pytest.mark.parametrize("error", [ImportError("no module"), OSError("cannot load library 'libpango'\nsecond line")])
def test_what_is_missing_is_said_with_the_commands_that_install_it(every_shape, tmp_path, monkeypatch, error):
    """The package, the libraries, and the way without them."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setattr("builtins.__import__", _fail_on("weasyprint", error))

    with pytest.raises(MissingPdfError) as caught:
        write_pdf((every_shape,), tmp_path / "r.pdf", **FACTS)

    assert "pip install 'bridgehead[pdf]'" in str(caught.value)
    assert "libpango-1.0-0 libpangoft2-1.0-0" in str(caught.value)
    assert "second line" not in str(caught.value)
    assert not (tmp_path / "r.pdf").exists()


def _fail_on(name, error):
    original = __import__

    def load(module, *rest):
        if module == name:
            raise error
        return original(module, *rest)

    return load


@pytest.mark.usefixtures("weasyprint")
def test_a_file_that_cannot_be_written_is_refused(nothing, tmp_path):
    """The message names the file and why."""
    with pytest.raises(UnwritableReportError, match="No such file or directory"):
        write_pdf((nothing,), tmp_path / "missing" / "r.pdf", **FACTS, find_uncovered=lambda _: set())


def test_nothing_may_be_fetched():
    """A page that asked for something from outside would be a fault of ours."""
    with pytest.raises(AssertionError, match="example"):
        pdf._refuse("https://example.org/font.woff")
