"""The Ask page: every question, a form for each, its answer with evidence."""

from dataclasses import fields

import pytest

from bridgehead.network.lens import Lens
from bridgehead.questions import find_questions


def test_every_question_is_listed(library):
    """A question is found by the scan of its folder and stands in the list with the works behind it."""
    shown = library.get("/ask?case=q-sense")

    assert shown.status == 200
    assert len(find_questions()) == len(shown.find("main tbody tr"))


@pytest.mark.parametrize("name", sorted(find_questions()))
def test_every_question_has_a_form_and_answers_or_says_what_it_needs(library, name):
    """Each question's page holds a control for each of its fields, and an answer or a sentence."""
    shown = library.get(f"/ask/{name}?case=q-sense&as_of=2002-06-30")

    names = {control.get("name") for control in shown.find("form.question [name]")}
    assert shown.status in {200, 400}
    assert {item.name for item in fields(find_questions()[name])} <= names
    assert shown.find("details.asked") or shown.find(".refusal")


def test_names_lead_to_profiles_and_keep_the_lens(library):
    """A click on a name goes to the actor's page, on the same day and case."""
    shown = library.get("/ask/reach?case=q-sense&as_of=2000-06-30")

    profiles = [link for link in shown.links() if link.startswith("/actors/")]
    assert profiles
    assert all("case=q-sense" in link and "as_of=2000-06-30" in link for link in profiles)


def test_an_unknown_question_is_a_page_that_says_so(library):
    """The refusal names the questions there are."""
    shown = library.get("/ask/nonsense?case=q-sense")

    assert shown.status == 404
    assert "No question 'nonsense'" in shown.text


def test_a_bad_day_is_a_page_that_says_what_would_do(library):
    """A day that is none is refused with the forms a day can have."""
    shown = library.get("/ask/reach?case=q-sense&as_of=yesterday-ish")

    assert shown.status == 400
    assert "Cannot read 'yesterday-ish' as a date" in shown.text


def test_no_question_has_a_field_that_the_address_needs_for_itself():
    """The case, the lens and the number of rows share the address with the fields of the question."""
    reserved = {"case", "lines", *(item.name for item in fields(Lens))}

    for kind in find_questions().values():
        assert reserved.isdisjoint(item.name for item in fields(kind))


@pytest.mark.parametrize(
    ("address", "field", "remedy"),
    [
        ("/ask/reciprocity?ahead=soon", "ahead", "It is a whole number."),
        ("/ask/reciprocity?ahead=-3", "ahead", "It lies between 0 and"),
        ("/ask/recruitment?budget=much", "budget", "It is a number."),
        ("/ask/recruitment?verified_only=perhaps", "verified_only", "It is yes or no."),
        ("/ask/recruitment?candidate_kind=robot", "candidate_kind", "It is one of: person, organisation"),
        ("/ask/joint_order?begins=soonish", "begins", "Cannot read 'soonish' as a date"),
        ("/ask/introductions?to=Nobody+Known", "to", "Nobody Known"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(library, address, field, remedy):
    """The form opens, the field shows what was given and is told what would do; the page says that it was refused."""
    shown = library.get(f"{address}&case=q-sense")

    (control,) = shown.find(f"form.question [name={field}]")
    assert 400 <= shown.status < 500
    assert "true" == control["aria-invalid"]
    assert f"wrong-{field}" in control["aria-describedby"]
    assert remedy in " ".join(shown.words(f"#wrong-{field}"))
    assert shown.find("details[open] form.question")
    assert "This cannot be asked so: one field needs another look." in shown.text


def test_what_is_still_to_be_said_is_no_fault(library):
    """A question that needs a name asks for it, without red and without the words of a terminal."""
    shown = library.get("/ask/introductions?case=q-sense")

    assert 200 == shown.status
    assert not shown.find("main [aria-invalid], main .wrong")
    assert "Name an actor or a market with “To”." in shown.text
    assert "introductions:" not in shown.text


def test_a_fault_of_no_field_stands_above_the_form(serve):
    """Where the record does not say whose it is, that is said of the page."""
    shown = serve("Anna Berg, distributor, DE").get("/ask/reach?firm=Nobody")

    assert 400 <= shown.status < 500
    assert not shown.find("main .wrong")
    assert "Nobody" in shown.text


def test_an_answer_is_offered_as_json_and_each_part_as_a_table(library):
    """The files hold what the page was asked, through its lens and with its parameters."""
    shown = library.get("/ask/introductions?case=q-sense&as_of=2002-06-30&to=DE")

    files = [link for link in shown.links() if ".json" in link or ".csv" in link]
    told = [library.get(link).response for link in files]
    assert "/ask/introductions/answer.json?case=q-sense&as_of=2002-06-30&to=DE" == files[0]
    assert len(shown.find("main section.part")) == len(files) - 1
    assert all(one.status_code == 200 for one in told)
    assert {"application/json", "text/csv; charset=utf-8"} == {one.headers["content-type"] for one in told}
    assert all("attachment" in one.headers["content-disposition"] for one in told)


def test_a_part_that_the_answer_lacks_is_told_with_those_it_has(library):
    """A typo in the address of a table names the parts there are."""
    shown = library.get("/ask/reach/marktes.csv?case=q-sense")

    assert 404 == shown.status
    assert "markets" in shown.text
