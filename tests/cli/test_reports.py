"""report and case."""

import json
import re

import pytest

import bridgehead as bh
from bridgehead.errors import RefusedError
from bridgehead.firm import Firm
from bridgehead.firm.reporting import _name_firm
from bridgehead.network.network import Network
from bridgehead.questions import find_questions, get_title
from bridgehead.record.findings import Finding
from bridgehead.record.record import MemoryRecord
from bridgehead.sources.case import find_cases


def test_a_report_holds_the_answers_asked_for(cli, tmp_path):
    """One HTML file; talk on stderr."""
    ran = cli("report", "reach", "outsidership", "--cases", "q-sense", "--as-of", "2000-06-30", "--to", "r.html")

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert (0, "") == (ran.code, ran.out)
    assert "Which markets can our network take us into" in page
    assert "In which markets are we insiders" in page
    assert "Wrote 2 answers to r.html." in ran.err


def test_without_questions_all_that_need_no_more_are_reported(sample, tmp_path):
    """Those that need to be told more are left out and named; that is no failure."""
    ran = sample("report")

    assert 0 == ran.code
    assert "Left out introductions" in ran.err
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_a_report_of_a_record_names_no_case(sample, tmp_path):
    """The record of the folder is asked again."""
    sample("report", "reach")

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Ask again: <code>bridgehead ask reach" in page
    assert "--cases" not in page


def test_a_report_of_everything_begins_with_where_ties_lead(sample, tmp_path):
    """Then where the firm stands and what is owed; the others follow."""
    sample("report")

    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    titles = [get_title(find_questions()[name]) for name in ("reach", "outsidership", "reciprocity", "composition")]
    places = [page.index(f">{title}</h2>") for title in titles]

    assert sorted(places) == places


def read_headings(path):
    """The headings of a report's answers."""
    page = path.read_text(encoding="utf-8")
    return re.findall(r'<h2 id="answer-\d+-title">([^<]*)</h2>', page)


def test_of_several_cases_each_is_asked_and_named(cli, tmp_path):
    """The title names them all, and each answer is asked again of its own."""
    ran = cli("report", "reach", "--cases", "firm-a,firm-b", "--to", "r.html")

    again = re.findall(r"Ask again: <code>([^<]*)</code>", (tmp_path / "r.html").read_text(encoding="utf-8"))
    assert ["firm-a", "firm-b"] == [command.partition("--cases ")[2] for command in again]
    title = get_title(find_questions()["reach"])
    assert 0 == ran.code
    assert [f"Firm A: {title}", f"Firm B: {title}"] == read_headings(tmp_path / "r.html")
    assert "<h1>Firm A and Firm B: relationships and markets</h1>" in (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Wrote 2 answers" in ran.err


def test_a_question_that_compares_firms_is_asked_once(cli, tmp_path):
    """Its heading is the question alone, and its facts name every firm."""
    ran = cli("report", "cross-case", "--cases", "003", "--to", "r.html")

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert 0 == ran.code
    assert [get_title(find_questions()["cross_case"])] == read_headings(tmp_path / "r.html")
    assert "<dt>Firms</dt><dd><bdi>Firm A</bdi>; <bdi>Firm B</bdi>; <bdi>Firm C</bdi>; <bdi>Firm D</bdi></dd>" in page
    assert "--cases firm-a,firm-b,firm-c,firm-d</code>" in page


def test_what_no_case_can_answer_is_said_once(cli):
    """What only some cannot answer is said of those."""
    ran = cli("report", "introductions", "reach", "--cases", "firm-a,firm-b", "--to", "r.html")

    assert 1 == ran.code
    assert 1 == ran.err.count("Left out introductions")
    assert "This holds for" not in ran.err


def test_what_some_cases_cannot_answer_is_said_of_those(cli, tmp_path, monkeypatch):
    """The others are in the report."""
    whole = bh.Reach.answer

    def refuse_one(question, network):
        if network.actor(network.firm).name == "Firm B":
            raise RefusedError("It cannot be told.")
        return whole(question, network)

    monkeypatch.setattr(bh.Reach, "answer", refuse_one)

    ran = cli("report", "reach", "--cases", "firm-a,firm-b", "--to", "r.html")

    assert 1 == ran.code
    assert "Left out reach: It cannot be told. This holds for firm-b." in ran.err
    assert 1 == len(read_headings(tmp_path / "r.html"))


def test_several_cases_without_questions_are_asked_all(cli, tmp_path):
    """Those that need to be told more are left out and named."""
    ran = cli("report", "--cases", "firm-a,firm-b", "--to", "r.html")

    assert 0 == ran.code
    assert "Left out introductions" in ran.err
    assert len(read_headings(tmp_path / "r.html")) > 10


def test_many_cases_are_counted_in_the_title(cli, tmp_path):
    """The line below names them."""
    cli("report", "outsidership", "--cases", "003,q-sense", "--to", "r.html")

    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<h1>5 firms: relationships and markets</h1>" in page
    assert "<bdi>Firm A, Firm B, Firm C, Firm D, Q-Sense</bdi>" in page


def test_several_cases_that_answer_nothing_write_nothing(cli, tmp_path):
    """As of one firm."""
    ran = cli("report", "introductions", "--cases", "firm-a,firm-b", "--to", "r.html")

    assert 1 == ran.code
    assert "nothing to report" in ran.err
    assert 2 == cli("report", "--cases", "firm-a,firm-b", "--to", "r.docx").code


def test_a_firm_without_a_name_is_called_by_its_record():
    """A registry of many firms has none of its own."""
    network = Network.of(MemoryRecord("registry", ()))

    assert "registry" == _name_firm(network, "registry")


def test_a_question_asked_for_and_left_out_makes_exit_code_1(sample):
    """The other answer is written."""
    ran = sample("report", "introductions", "reach", "--to", "r.html")

    assert 1 == ran.code
    assert "Wrote 1 answer to" in ran.err


def test_nothing_to_report_writes_nothing(sample, tmp_path):
    """The reason of the first question stands in the message."""
    ran = sample("report", "introductions", "--to", "r.html")

    assert 1 == ran.code
    assert "nothing to report" in ran.err
    assert not (tmp_path / "r.html").exists()


def test_a_report_of_another_kind_is_misuse(sample):
    """HTML or PDF."""
    assert 2 == sample("report", "--to", "report.docx").code


def test_a_report_asked_as_pdf_is_written_as_pdf(sample, tmp_path, monkeypatch):
    """The ending decides who writes it, and what no font can show is told."""
    written = []

    def write_pdf(answers, path, **_):
        written.append((len(answers), path))
        return (Finding(level="warning", code="no-font", message="Han needs fonts-noto-cjk."),)

    monkeypatch.setattr("bridgehead.present.pdf.write_pdf", write_pdf)

    ran = sample("report", "reach", "--to", "r.pdf")

    assert 0 == ran.code
    assert [(1, "r.pdf")] == [(count, path.name) for count, path in written]
    assert "Han needs fonts-noto-cjk." in ran.err


def test_the_demonstration_says_what_it_left_out(cli, monkeypatch):
    """A question that the case cannot answer is named; the report holds the others."""
    whole = Firm.ask

    def refuse_one(firm, question, lens=None):
        if isinstance(question, bh.Outsidership):
            raise RefusedError("It cannot be told.")
        return whole(firm, question, lens)

    monkeypatch.setattr(Firm, "ask", refuse_one)

    ran = cli("demo")

    assert 0 == ran.code
    assert "Left out outsidership: It cannot be told." in ran.err


def test_cases_are_listed(cli):
    """`case` and `case list` are the same."""
    rows = json.loads(cli("case", "--json").out)["cases"]

    assert sorted(find_cases()) == sorted(row["name"] for row in rows)
    assert all(row["title"] and row["reference"] for row in rows)
    assert cli("case").out == cli("case", "list").out


@pytest.mark.parametrize("name", sorted(find_cases()))
def test_a_case_opens_with_its_story_and_what_to_ask_it(cli, name):
    """The commands it shows are commands that ask this case."""
    ran = cli("case", name)
    commands = [row["command"] for row in json.loads(cli("case", name, "--json").out)[name]]

    assert 0 == ran.code
    assert all(f"--cases {name}" in command for command in commands)
    assert all(command in ran.out for command in commands)


def test_a_case_becomes_a_record_of_ones_own(cli):
    """It answers as the library's case does, and can be changed."""
    made = cli("case", "q-sense", "--to", "own.bridgehead")
    lens = ("--as-of", "2000-06-30", "--json")

    expected = json.loads(cli("ask", "outsidership", "--cases", "q-sense", *lens).out)
    answer = json.loads(cli("ask", "outsidership", "-r", "own.bridgehead", *lens).out)

    assert 0 == made.code
    assert expected["parts"] == answer["parts"]
    assert 0 == cli("add", "Wu Li, friend, CN", "-r", "own.bridgehead").code


def test_an_unknown_case_names_the_nearest(cli):
    """Exit code 1."""
    ran = cli("case", "qsense")

    assert 1 == ran.code
    assert "Did you mean 'q-sense'" in ran.err
