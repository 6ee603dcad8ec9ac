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
