"""ask: one command per question, from the question's own fields."""

import csv
import io
import json
import shlex
import sys
from dataclasses import fields

import pytest

import bridgehead.questions
from bridgehead.cli.asking import build
from bridgehead.network.lens import Lens
from bridgehead.questions import find_questions, get_question

QUESTIONS = sorted(find_questions())
DROPPED_IN = '''"""How many actors there are."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from bridgehead.answers import Column, Part, Row, Scores
from bridgehead.questions import build_answer, parameter
from bridgehead.record.references import WORKS


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCount:
    """How many actors do we know?"""

    plain_name: ClassVar[str] = "How many do we know?"
    references: ClassVar = (WORKS["ours"],)

    unit: Literal["heads", "tails"] = parameter("heads", "What is counted.")
    times: int | None = parameter(None, "Multiply by this.")
    share: float = parameter(1.0, "Take this share.")
    names: tuple[str, ...] = parameter((), "Names that are added.")
    loud: bool = parameter(False, "Say it loudly.")

    def answer(self, network):
        count = len(network.actors) * (self.times or 1) * self.share + len(self.names)
        columns = (Column(name="unit", label="Unit"), Column(name="count", label="Count", kind="number"))
        row = Row(values={"unit": self.unit.upper() if self.loud else self.unit, "count": count})
        part = Part(name="count", title="Head count", shape=Scores(columns=columns, rows=(row,)))
        return build_answer(self, network, parts=[part])
'''


@pytest.fixture
def dropped_in(tmp_path, monkeypatch):
    """A question in a file of its own, beside those of the package; no other file is touched."""
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "head_count.py").write_text(DROPPED_IN, encoding="utf-8")
    monkeypatch.setattr(bridgehead.questions, "__path__", [*bridgehead.questions.__path__, str(folder)])
    find_questions.cache_clear()
    yield
    sys.modules.pop("bridgehead.questions.head_count", None)
    find_questions.cache_clear()


def test_the_list_names_every_question_and_where_it_comes_from(cli):
    """Name, question, plain name and references; `ask` alone gives the same."""
    listed = json.loads(cli("ask", "--list", "--json").out)["questions"]

    assert QUESTIONS == [row["name"] for row in listed]
    assert all(row["question"].endswith("?") and row["plain_name"] and row["references"] for row in listed)
    assert cli("ask").out == cli("ask", "--list").out


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_field_of_a_question_and_of_the_lens_is_an_option(name):
    """Nothing is left out, and no question hides an option of the lens behind a field of the same name."""
    kind = find_questions()[name]

    options = {word for item in build([name])[name].assemble_argument_collection() for word in item.names}

    assert {f"--{item.name.replace('_', '-')}" for item in (*fields(kind), *fields(Lens))} <= options
    assert not {item.name for item in fields(kind)} & {item.name for item in fields(Lens)}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_help_with_an_example(cli, name):
    """Hyphens and underscores are the same."""
    ran = cli("ask", name.replace("_", "-"), "--help")

    assert 0 == ran.code
    assert f"Example: bridgehead ask {name.replace('_', '-')} --cases" in " ".join(ran.out.split())
    assert ran.out.partition("Usage")[2].count("--as-of") >= 1
    assert 0 == cli("ask", name, "--help").code


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_example_of_every_question_runs(cli, name):
    """What the help shows can be typed as it stands."""
    program, *arguments = shlex.split(build([name, "--help"])[name].help.rpartition("Example: ")[2])

    ran = cli(*arguments)

    assert ("bridgehead", 0) == (program, ran.code), ran.err


def test_an_unknown_question_names_the_nearest(cli):
    """Exit code 1 and all the names."""
    ran = cli("ask", "reech")

    assert (1, "") == (ran.code, ran.out)
    assert "No question 'reech'. Did you mean 'reach'?" in ran.err


def test_an_unknown_case_names_those_there_are(cli):
    """The library's names stand in the message."""
    ran = cli("ask", "reach", "--cases", "q-sence")

    assert 1 == ran.code
    assert "Did you mean 'q-sense'?" in ran.err


def test_a_value_that_is_no_choice_is_misuse(cli):
    """The choices are named."""
    ran = cli("ask", "reach", "--cases", "q-sense", "--by", "planet")

    assert 2 == ran.code
    assert "market" in ran.err


def test_a_bad_day_is_misuse(cli):
    """The message shows how a day is written."""
    ran = cli("ask", "reach", "--cases", "q-sense", "--as-of", "yesteryear")

    assert 2 == ran.code
    assert "'yesteryear'" in ran.err


@pytest.mark.parametrize(
    ("given", "expected"), [("2000", "2000-12-31"), ("2000-06", "2000-06-30"), ("2000-06-01", "2000-06-01")]
)
def test_a_month_or_a_year_means_its_last_day(cli, given, expected):
    """--as-of takes what people remember."""
    ran = cli("ask", "outsidership", "--cases", "q-sense", "--as-of", given, "--json")

    assert expected == json.loads(ran.out)["as_of"]


def test_a_day_without_an_end_is_no_day(cli):
    """ "after 1999" bounds nothing from above."""
    assert 2 == cli("ask", "reach", "--cases", "q-sense", "--as-of", "after 1999").code


def test_every_lens_option_reaches_the_answer(cli):
    """What was given stands in the answer's header."""
    ran = cli(
        "ask", "outsidership", "--cases", "q-sense", "--as-of", "2000-06-30", "--as-known-on", "today",
        "--firm", "Q-Sense", "--kinds", "social,business", "--kinds", "scientific", "--formal-only",
        "--minimum-strength", "0.2", "--strength", "stated", "--level", "organisations", "--without", "q-sense:kasemo",
        "--with-ties", "Q-Sense > Akzo Nobel, business, 0.6", "--certain-only", "--json",
    )  # fmt: skip

    lens = json.loads(ran.out)["lens"]

    assert 0 == ran.code
    assert ["social", "business", "scientific"] == lens["kinds"]
    assert ["Q-Sense > Akzo Nobel, business, 0.6"] == lens["with_ties"]
    assert ["q-sense:kasemo"] == lens["without"]
    assert (True, 0.2, "stated", "organisations", True) == tuple(
        lens[name] for name in ("formal_only", "minimum_strength", "strength", "level", "certain_only")
    )


def test_a_question_can_take_its_subject_without_a_name(cli):
    """`ask introductions X` is `ask introductions --to X`."""
    lens = ("--cases", "q-sense", "--as-of", "2000-06-30", "--json")

    assert cli("ask", "introductions", "--to", "Akzo Nobel", *lens) == cli("ask", "introductions", "Akzo Nobel", *lens)


def test_sources_are_listed_on_request(cli):
    """--sources prints what the rows rest on."""
    asked = ("ask", "reach", "--cases", "q-sense", "--as-of", "2000-06-30")

    assert "Sources" not in cli(*asked).out
    assert "Sources" in cli(*asked, "--sources").out


def test_csv_prints_the_part_asked_for(cli):
    """The first part where none is named; an unknown one is refused."""
    asked = ("ask", "reach", "--cases", "q-sense", "--as-of", "2000-06-30", "--csv")

    first = list(csv.DictReader(io.StringIO(cli(*asked).out)))
    unknown = cli(*asked, "--part", "nonsense")

    assert "market_code" in first[0]
    assert 1 == unknown.code
    assert "nonsense" in unknown.err


def test_several_cases_answer_in_order(cli):
    """One answer each, as a JSON list, as CSV with the firm in front, or one after the other."""
    asked = ("ask", "outsidership", "--cases", "q-sense,firm-a", "--as-of", "2001-12-31")

    answers = json.loads(cli(*asked, "--json").out)
    rows = list(csv.reader(io.StringIO(cli(*asked, "--csv").out)))
    text = cli(*asked).out

    names = [answer["firm"]["name"] for answer in answers]
    assert 2 == len(names)
    assert "firm" == rows[0][0]
    assert set(names) >= {row[0] for row in rows[1:]}
    assert text.index(names[0]) < text.index(names[1])


def test_a_paper_stands_for_its_cases(cli):
    """--cases 003 asks the four firms of that paper."""
    answers = json.loads(cli("ask", "outsidership", "--cases", "003", "--json").out)

    assert 4 == len(answers)


def test_a_question_that_compares_firms_answers_once_for_all_of_them(cli, dropped_in, monkeypatch):
    """Of several firms the first is asked; the others stand beside it."""
    monkeypatch.setattr(get_question("head_count"), "together", True, raising=False)

    answers = json.loads(cli("ask", "head-count", "--cases", "003", "--json").out)

    assert "Firm A" == answers["firm"]["name"]


def test_a_question_dropped_into_the_folder_is_asked_and_reported(cli, tmp_path, dropped_in):
    """A new file is all it takes: list, options, answer and report know it."""
    ran = cli(
        "ask", "head-count", "--cases", "q-sense", "--unit", "tails", "--times", "2", "--share", "0.5",
        "--names", "A,B", "--names", "C, Inc.", "--loud", "--json",
    )  # fmt: skip
    plain = cli("ask", "head_count", "--cases", "q-sense", "--json")
    reported = cli("report", "head_count", "--cases", "q-sense", "--to", "r.html")

    answer, count = json.loads(ran.out), json.loads(plain.out)["parts"][0]["rows"][0]["count"]
    assert "How many actors do we know?" in cli("ask", "--list").out
    assert ["A", "B", "C, Inc."] == answer["parameters"]["names"]
    assert ("TAILS", count + 3) == tuple(answer["parts"][0]["rows"][0][name] for name in ("unit", "count"))
    assert 0 == reported.code
    assert "Head count" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("before", [("--cases", "q-sense"), ("--cases=q-sense",)])
def test_cases_may_be_named_before_the_verb(cli, before):
    """As a record may: the order of the words changes nothing."""
    words = ("ask", "outsidership", "--as-of", "2000-06-30", "--json")

    assert cli(*before, *words).out == cli(*words, "--cases", "q-sense").out
    assert "q-sense" in cli(*before, *words).out
