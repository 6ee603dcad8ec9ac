"""The API: the same answers as `--json`, entries with their versions, changes that can be taken back."""

import json

import jsonschema
import pytest

from bridgehead import firm as firms
from bridgehead.network.lens import Lens
from bridgehead.present.json import to_json
from bridgehead.present.schema import build_answer_schema
from bridgehead.questions import build_question, find_questions

API = "/api/v1"
BERG = "Anna Berg, distributor, DE, strong, since 2021"


def ask(browser, address, **options):
    return browser.client.get(f"{API}{address}", **options)


def send(browser, method, address, body=None):
    return browser.client.request(method, f"{API}{address}", json=body, headers={"x-csrf": browser.access.form})


def find_berg(browser):
    return next(actor.id for actor in browser.workspace.see().held if getattr(actor, "name", "") == "Anna Berg")


@pytest.mark.parametrize("name", ["reach", "outsidership", "coordination", "portfolio", "stage"])
def test_an_answer_is_what_the_command_line_prints(library, name):
    """The body of an answer is, to the byte, what `ask --json` prints."""
    expected = to_json(
        firms.open_case("q-sense").ask(build_question(name, {}), Lens.from_plain({"as_of": "2001-06-30"})).answer
    )

    found = ask(library, f"/answers/{name}?case=q-sense&as_of=2001-06-30")

    assert expected == found.text
    jsonschema.validate(found.json(), build_answer_schema())


def test_every_question_is_listed_and_described(library):
    """A question has a route and its parameters without anybody naming it."""
    listed = ask(library, "/questions").json()
    described = ask(library, "/openapi.json").json()

    assert set(find_questions()) == {question["name"] for question in listed}
    for name in find_questions():
        parameters = {item["name"] for item in described["paths"][f"{API}/answers/{name}"]["get"]["parameters"]}
        assert {"as_of", "without", "case"} <= parameters
    assert "Answer" in described["components"]["schemas"]


def test_what_cannot_be_asked_is_refused_in_one_shape(library):
    """Errors tell status, kind and what would do."""
    unknown = ask(library, "/answers/reach?case=q-sense&sideways=1")
    bad_day = ask(library, "/answers/reach?case=q-sense&as_of=soon")
    no_case = ask(library, "/answers/reach?case=nobody")
    no_route = ask(library, "/nothing")

    assert [400, 400, 404, 404] == [one.status_code for one in (unknown, bad_day, no_case, no_route)]
    assert "There is no such parameter" in unknown.json()["error"]["message"]
    assert {"status", "kind", "message"} == set(bad_day.json()["error"])


def test_without_a_record_a_program_is_told_so(serve):
    """A program gets 404 and a sentence, never a redirect to a page."""
    found = serve(firm=None).client.get(f"{API}/record", follow_redirects=False)

    assert 404 == found.status_code
    assert "There is no record" in found.json()["error"]["message"]


def test_entries_are_listed_cut_and_searched(serve):
    """Entries come by type and id, at most as many as asked for, with how many there are."""
    browser = serve(BERG)

    every = ask(browser, "/entries").json()
    one = ask(browser, "/entries?limit=1&offset=1").json()
    berg = ask(browser, "/entries?type=actor&q=anna").json()

    assert every["total"] == len(every["entries"]) == one["total"]
    assert [every["entries"][1]] == one["entries"]
    assert ["Anna Berg"] == [entry["name"] for entry in berg["entries"]]


def test_an_entry_is_edited_against_the_version_that_was_read(serve):
    """An edit that names an old version is refused and changes nothing; the history tells every version."""
    browser = serve(BERG)
    id_ = find_berg(browser)

    first = send(browser, "PATCH", f"/entries/{id_}", {"fields": {"market": "Austria"}, "version": 1})
    late = send(browser, "PATCH", f"/entries/{id_}", {"fields": {"market": "France"}, "version": 1})
    told = ask(browser, f"/entries/{id_}").json()

    assert [200, 409] == [first.status_code, late.status_code]
    assert [id_] == first.json()["updated"]
    assert ("AT", 2) == (told["entry"]["market"], told["version"])
    assert ["DE", "AT"] == [version["entry"]["market"] for version in told["history"]]


def test_entries_are_written_withdrawn_and_brought_back(serve):
    """What a program writes can be withdrawn, and undo brings it back."""
    browser = serve()
    actor = {"type": "actor", "id": "zenith", "kind": "organisation", "name": "Zenith", "market": "FR"}

    made = send(browser, "POST", "/entries", {"entries": [actor], "expected": {"zenith": 0}})
    gone = send(browser, "DELETE", "/entries/zenith?reason=twice")
    absent = ask(browser, "/entries/zenith")
    back = send(browser, "POST", f"/transactions/{gone.json()['transaction']}/undo")

    assert (["zenith"], ["zenith"]) == (made.json()["created"], gone.json()["withdrawn"])
    assert 404 == absent.status_code
    assert ["zenith"] == back.json()["updated"]
    assert "Zenith" == ask(browser, "/entries/zenith").json()["entry"]["name"]


def test_lines_are_added_all_or_none(serve):
    """A line that cannot be understood keeps the others out."""
    browser = serve()

    bad = send(browser, "POST", "/lines", {"lines": [BERG, "Nobody, , ,, strongish"]})
    good = send(browser, "POST", "/lines", {"lines": [BERG]})

    assert 400 == bad.status_code
    assert 200 == good.status_code
    assert 1 == ask(browser, "/entries?type=actor&q=Berg").json()["total"]


def test_a_faulty_entry_is_refused_with_the_field(serve):
    """An unknown field, an unknown type and a missing field are each refused with what would do."""
    browser = serve()

    field = send(browser, "POST", "/entries", {"entries": [{"type": "actor", "id": "a", "kind": "person", "nme": "A"}]})
    word = send(browser, "POST", "/entries", {"entries": [{"type": "acter", "id": "a"}]})
    extra = send(browser, "POST", "/entries", {"entries": [], "sideways": 1})

    assert "Did you mean 'name'?" in field.json()["error"]["message"]
    assert "Did you mean 'actor'?" in word.json()["error"]["message"]
    assert 422 == extra.status_code
    assert "sideways" in extra.json()["error"]["message"]


def test_a_case_of_the_library_stays_as_it_is(serve):
    """A change that names a case is refused."""
    found = send(serve(), "POST", "/lines?case=q-sense", {"lines": [BERG]})

    assert 409 == found.status_code
    assert "stays as it is" in found.json()["error"]["message"]


def test_transactions_findings_and_cases_are_told(serve):
    """Who changed what, what is odd, and what stands beside the record."""
    browser = serve(BERG)

    told = ask(browser, "/transactions").json()
    record = ask(browser, "/record").json()

    assert ["add", "add", "init"] == [change["action"] for change in told]
    assert {"ada"} == {change["by"] for change in told}
    assert told[0]["id"] == record["version"]
    assert {"level", "code", "message", "entries"} >= set().union(*ask(browser, "/findings").json() or [{}])
    assert "q-sense" in {case["name"] for case in ask(browser, "/cases").json()}


def test_a_program_comes_in_with_the_key_alone(serve):
    """The key opens the API without a session; a wrong key opens nothing."""
    browser = serve(BERG)
    browser.client.cookies.clear()

    inside = ask(browser, "/record", headers={"authorization": f"Bearer {browser.access.key}"})
    outside = ask(browser, "/record", headers={"authorization": "Bearer guess"})
    added = browser.client.post(
        f"{API}/lines", json={"lines": [BERG]}, headers={"authorization": f"Bearer {browser.access.key}"}
    )

    assert [200, 401, 200] == [inside.status_code, outside.status_code, added.status_code]
    assert "token=" in json.loads(outside.text)["error"]["message"]


def test_a_change_without_the_secret_is_refused(serve):
    """A session alone changes nothing over the API: another page could ride on it."""
    browser = serve()

    found = browser.client.post(f"{API}/lines", json={"lines": [BERG]})

    assert 403 == found.status_code
