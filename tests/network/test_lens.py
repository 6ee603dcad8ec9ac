"""The lens: options read, refused and described."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens, LensError, WithTie
from bridgehead.record.vocabulary import UnknownWordError


def test_an_imagined_tie_is_read_from_its_line():
    """Sender, receiver, kind and strength; kind and strength may be left out."""
    full = WithTie.parse("Q-Sense > Akzo Nobel, scientific, 0.6")

    assert full == WithTie(sender="Q-Sense", receiver="Akzo Nobel", kind="scientific", strength=0.6)
    assert WithTie.parse("a > b") == WithTie(sender="a", receiver="b", kind="business", strength=None)
    assert WithTie.parse(str(full)) == full


@pytest.mark.parametrize("strength", [None, 0, 1, 0.6, 1 / 3, 0.1234567, 1e-9])
@pytest.mark.parametrize("receiver", ["b", "Zenith, Inc.", "social, or nearly", "Zenith, 3"])
def test_an_imagined_tie_is_written_so_that_it_is_read_as_the_same(strength, receiver):
    """Its line keeps every digit of a strength, and names that hold commas."""
    tie = WithTie(sender="Acme, AB", receiver=receiver, kind="social", strength=strength)

    assert tie == WithTie.parse(str(tie))


@pytest.mark.parametrize(
    "text", ["a b", "> b", "a >", "a > b, social, 0.5, x", "a > b, social, much", "a > b, social, 2"]
)
def test_an_imagined_tie_that_cannot_be_read_says_how_to_write_it(text):
    """The message names the option and what was found."""
    with pytest.raises(LensError) as caught:
        WithTie.parse(text)

    assert caught.value.option == "with_ties"
    assert repr(caught.value.found) in str(caught.value)


def test_an_unknown_kind_names_the_nearest_one():
    """A misspelt kind of tie is refused with a suggestion."""
    with pytest.raises(UnknownWordError, match="scientific"):
        Lens(kinds=("scientfic",))


@pytest.mark.parametrize("strength", [-0.1, 1.1])
def test_a_minimum_strength_lies_between_nought_and_one(strength):
    """Anything else is refused."""
    with pytest.raises(LensError, match="between 0 and 1"):
        Lens(minimum_strength=strength)


def test_a_lens_can_be_asked_again_from_its_plain_form():
    """to_plain and from_plain are inverse."""
    lens = Lens(
        as_of=date(2000, 6, 30),
        as_known_on=date(2010, 1, 1),
        firm="q-sense",
        kinds=("scientific",),
        minimum_strength=0.2,
        level="people",
        without=("kasemo",),
        with_ties=(WithTie(sender="a", receiver="b"),),
        certain_only=True,
    )

    assert Lens.from_plain(lens.to_plain()) == lens
    assert Lens.from_plain(Lens().to_plain()) == Lens()


def test_an_unknown_option_is_refused():
    """A typing error in a stored lens is not passed over."""
    with pytest.raises(LensError, match="as_at"):
        Lens.from_plain({"as_at": "2000-01-01"})
