"""The Settings page: looks, what leaves the record, what is kept about people, the numbers behind answers."""

import io
import json
import zipfile
from importlib.resources import files

import pytest

from bridgehead import firm as firms
from bridgehead.exports import find_exports
from bridgehead.questions import find_questions
from bridgehead.record.entries import Actor, Assessment
from bridgehead.web.settings.parameters import USES, list_parameters
from bridgehead.web.settings.privacy import PER_PAGE

LINES = ("Anna Berg, customer, DE", "Bo Ek, friend, NO, at Ek AB")


@pytest.fixture
def browser(serve):
    return serve(*LINES)


def test_looks_are_kept_in_the_browser(browser):
    """The ground, the language and the keys come back with the next page; what is no choice is not kept."""
    shown = browser.post("/settings", theme="dark", language="de", shortcuts="off")
    [root] = shown.find("html")
    assert ("dark", "de", "off") == (root["data-theme"], root["lang"], root["data-shortcuts"])

    browser.post("/settings", theme="pink", language="tlh", shortcuts="on")
    [root] = browser.get("/settings").find("html")
    assert ("dark", "de") == (root["data-theme"], root["lang"])
    assert "data-shortcuts" not in root.attrs


def test_the_key_for_programs_opens_what_it_says(browser):
    """The key on the page is the one that lets a program in."""
    [key] = browser.get("/settings").words(".settings-key")

    browser.client.cookies.clear()
    assert 401 == browser.client.get("/api/v1/record").status_code
    assert 200 == browser.client.get("/api/v1/record", headers={"authorization": f"Bearer {key}"}).status_code


def test_a_backup_is_a_record_of_its_own(browser, tmp_path):
    """The file opens as a record with the whole history."""
    sent = browser.get("/settings/backup/file").response
    copy = tmp_path / "copy.bridgehead"
    copy.write_bytes(sent.content)

    assert "attachment" in sent.headers["content-disposition"]
    with firms.open(copy) as opened:
        assert browser.workspace.firm.transactions() == opened.transactions()


def test_what_was_made_for_a_download_is_gone_afterwards(browser, tmp_path, monkeypatch):
    """Nothing of the record stays in temporary folders, neither after sending nor after a refusal."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "made"))
    (tmp_path / "made").mkdir()

    browser.get("/settings/backup/file")
    browser.get("/settings/exports/csv/file")
    browser.get("/settings/exports/kumu?try=yes")
    browser.get("/settings/report/file?questions=nonsense")

    assert [] == list((tmp_path / "made").iterdir())


@pytest.mark.parametrize("name", sorted(find_exports()))
def test_every_export_has_a_page_and_a_file(browser, name):
    """A new form of export appears by itself, with its options."""
    page, file = browser.get(f"/settings/exports/{name}"), browser.get(f"/settings/exports/{name}/file")

    assert (200, 200) == (page.status, file.status)
    assert file.response.content
    assert f"/settings/exports/{name}" in [link.partition("?")[0] for link in browser.get("/settings/exports").links()]


def test_a_form_of_several_files_comes_as_one(browser):
    """Tables in a folder are zipped."""
    sent = browser.get("/settings/exports/csv/file").response

    names = zipfile.ZipFile(io.BytesIO(sent.content)).namelist()
    assert any(name.endswith(".csv") for name in names)


def test_an_export_looks_through_the_lens(browser):
    """What the lens leaves out is not in the file of a network."""
    every = json.loads(browser.get("/settings/exports/kumu/file").response.content)
    fewer = json.loads(browser.get("/settings/exports/kumu/file?without=typed:anna-berg").response.content)

    assert len(every["connections"]) == len(fewer["connections"]) + 1


def test_what_would_be_lost_is_said_before_the_file_is_made(browser):
    """One button tells it; nothing is downloaded by it."""
    shown = browser.get("/settings/exports/pajek?try=yes")

    assert "What this form cannot hold" in shown.text
    assert [] == browser.get("/settings/exports/pajek").find("#lost")


def test_an_option_that_cannot_be_read_is_refused(browser):
    """The sentence names the export; a form that is none is not there."""
    assert 400 == browser.get("/settings/exports/icalendar/file?ahead=soon").status
    assert "The options of icalendar cannot be read" in browser.get("/settings/exports/icalendar/file?ahead=soon").text
    assert 404 == browser.get("/settings/exports/nonsense").status


def test_a_report_holds_the_questions_chosen(browser):
    """One file of HTML with the answers, for the day of the lens."""
    assert len(find_questions()) == len(browser.get("/settings/report").find("input[name=questions]"))

    sent = browser.get("/settings/report/file?questions=composition&as_of=2030-01-01").response

    assert 'filename="report-2030-01-01.html"' in sent.headers["content-disposition"]
    assert "Acme" in sent.text
    assert 404 == browser.get("/settings/report/file?questions=nonsense").status


def test_a_report_on_paper_is_a_pdf(browser):
    """The ending follows the choice."""
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))

    sent = browser.get("/settings/report/file?questions=composition&form=pdf").response

    assert sent.content.startswith(b"%PDF")


def test_every_person_is_listed_with_source_and_ground(serve):
    """Who is kept without a named ground can be kept apart; organisations are no persons."""
    ground = Assessment(
        id="p:anna", subject="typed:anna-berg", instrument="privacy", item="lawful_basis", value="legitimate_interests"
    )
    browser = serve(*LINES)
    browser.workspace.firm.put(ground)

    shown = browser.get("/settings/privacy")
    assert ["Anna Berg", "Bo Ek"] == shown.words("table:has(td.number) tbody th")
    assert "legitimate interests" in shown.text
    assert ["2", "1"] == shown.words(".tile .value")

    assert ["Bo Ek"] == browser.get("/settings/privacy?basis=none").words("table:has(td.number) tbody th")
    assert ["Anna Berg"] == browser.get("/settings/privacy?q=BERG").words("table:has(td.number) tbody th")
    assert "Nobody fits" in browser.get("/settings/privacy?q=zzz").text


def test_many_people_come_a_page_at_a_time(serve):
    """A long record does not make a long page."""
    people = tuple(Actor(id=f"p:{number:03}", kind="person", name=f"P {number:03}") for number in range(PER_PAGE + 5))

    shown = serve(entries=people).get("/settings/privacy?page=2")

    assert 5 == len(shown.words("table:has(td.number) tbody th"))


def test_bodies_of_mail_are_said_never_to_be_read(browser):
    """What each source leaves out stands on the page of privacy."""
    assert "bodies and attachments" in browser.get("/settings/privacy").text


def test_every_parameter_is_listed_with_unit_and_reference(browser):
    """Every file of parameters is there and says what it is for; words narrow the list."""
    folder = files("bridgehead") / "parameters"
    known = {item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")}
    assert known - {"instruments"} == {item.file for item in list_parameters()}
    assert all(item.question or item.use for item in list_parameters())
    assert set(USES) <= known

    shown = browser.get("/settings/parameters?q=strong_from")
    assert any(row.startswith("strong from") for row in shown.words("tbody th"))
    assert "No number has these words" in browser.get("/settings/parameters?q=zzz+zzz").text
    assert browser.get("/settings/parameters").find("a[rel=next]")


def test_a_parameter_of_one_question_leads_to_it(browser):
    """Its name is a link to the question."""
    assert "/ask/stage" in browser.get("/settings/parameters?q=stage").links()


def test_the_settings_of_a_case_change_nothing_of_it(library):
    """Looks can be chosen anywhere; a backup is of one's own record only."""
    assert 200 == library.get("/settings?case=q-sense").status
    assert 200 == library.get("/settings/privacy?case=q-sense").status
    assert 409 == library.get("/settings/backup/file?case=q-sense").status
    assert 200 == library.get("/settings/exports/kumu/file?case=q-sense").status
