"""Cases: the library one by one and side by side."""

from bridgehead.sources.case import find_cases


def test_every_case_is_listed_by_its_work(library):
    """A case folder appears by itself, under the work that tells it."""
    shown = library.get("/cases")

    assert len(find_cases()) == len(shown.find(".case-list li"))
    assert {f"/cases/{name}" for name in find_cases()} <= set(shown.links())


def test_a_case_tells_its_story_and_what_to_ask(library):
    """The story stands with its headings; each question leads to its answer in the case, on its day."""
    shown = library.get("/cases/q-sense")

    asked = [link for link in shown.links() if link.startswith("/ask/")]
    assert "Who" in shown.words(".prose h2")
    assert asked
    assert all("case=q-sense" in link for link in asked)
    assert 200 == library.get(asked[0]).status


def test_cases_stand_side_by_side_with_what_is_told(library):
    """The firms chosen are the columns; a reload shows the same."""
    shown = library.get("/cases/compare?among=firm-a&among=firm-b")

    heads = " ".join(shown.words("thead th"))
    assert 200 == shown.status
    assert "Firm A" in heads
    assert "Firm B" in heads
    assert "Firm C" not in heads


def test_our_own_firm_stands_beside_them_where_asked(serve):
    """The record's firm is one of the columns."""
    shown = serve("Anna Berg, distributor, DE, strong, since 2021").get("/cases/compare?among=firm-a&own=true")

    heads = " ".join(shown.words("thead th"))
    assert "Acme" in heads
    assert "Firm A" in heads


def test_nothing_chosen_leads_back_to_the_list(library):
    """A comparison of nothing is the list to choose from."""
    assert "/cases" == library.get("/cases/compare").address


def test_an_unknown_case_is_told_with_the_nearest(library):
    """A typo in the address names what was meant."""
    shown = library.get("/cases/q-sens")

    assert 404 == shown.status
    assert "Did you mean 'q-sense'?" in shown.text
    assert 404 == library.get("/cases/compare?among=nobody").status
