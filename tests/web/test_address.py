"""What is on screen is in the address: written and read back it is the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens, LensError, WithTie
from bridgehead.record.dates import DateError
from bridgehead.record.entries import Actor
from bridgehead.web.address import read_lens, spread, write_address, write_lens

NAMES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
LENSES = st.builds(
    Lens,
    as_of=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    as_known_on=st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    firm=st.none() | NAMES,
    kinds=st.lists(st.sampled_from(["social", "business", "ethnic"]), unique=True).map(tuple),
    formal_only=st.booleans(),
    minimum_strength=st.none() | st.floats(0, 1),
    strength=st.sampled_from(["used", "stated", "observed"]),
    level=st.sampled_from(["both", "people", "organisations"]),
    without=st.lists(NAMES, unique=True, max_size=3).map(tuple),
    with_ties=st.lists(st.builds(WithTie, sender=NAMES, receiver=NAMES), max_size=2).map(tuple),
    certain_only=st.booleans(),
)


@given(LENSES)
def test_a_lens_comes_back_from_its_address(lens):
    """Every lens can be bookmarked and shared."""
    assert lens == read_lens(write_lens(lens))


def test_a_lens_is_read_as_people_write_it():
    """A month stands for its last day, several names for each, empty fields for nothing."""
    lens = read_lens([("as_of", "2001-06"), ("without", "kasemo,Akzo Nobel, Inc."), ("kinds", ""), ("firm", " ")])

    assert date(2001, 6, 30) == lens.as_of
    assert ("kasemo", "Akzo Nobel, Inc.") == lens.without
    assert ((), None) == (lens.kinds, lens.firm)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("as_of", "soon", DateError),
        ("minimum_strength", "2", LensError),
        ("minimum_strength", "strong", LensError),
        ("strength", "guessed", LensError),
        ("with_ties", "nobody", LensError),
    ],
)
def test_a_lens_that_makes_no_sense_is_refused(name, value, error):
    """The refusal is the lens's own."""
    with pytest.raises(error):
        read_lens([(name, value)])


def test_addresses_leave_out_what_is_not_chosen():
    """Nothing empty stands in an address, and what is in a path is quoted."""
    assert [("sort", "name"), ("kind", "a"), ("kind", "b")] == list(
        spread({"sort": "name", "page": None, "q": "", "kind": ["a", "b"]})
    )
    assert "/actors/a%3Ab%3Fc" == write_address("/actors/a:b?c", [])


def test_an_id_of_any_characters_has_a_page(serve):
    """Signs that mean something in an address are part of an id as any other; links of the page lead back to it."""
    browser = serve(entries=(Actor(id="list:50% of/all?#1", kind="organisation", name="Half of all", market="DE"),))

    found = browser.get("/search?q=half")
    profile = next(link for link in found.links() if link.startswith("/actors/"))
    shown = browser.get(profile)
    formal = browser.get(shown.find("form.lens-bar")[0]["action"] + "?formal_only=true")

    assert "/actors/list%3A50%25%20of/all%3F%231" == profile
    assert ["Half of all", "Half of all"] == [*shown.words("h1"), *formal.words("h1")]
    assert any(link == profile for link in formal.links())
