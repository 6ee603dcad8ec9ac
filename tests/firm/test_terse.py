"""The line by which a relationship is typed in."""

import pytest

from bridgehead.firm.terse import TerseLineError, read_terse_line
from bridgehead.record.dates import OPEN, UNKNOWN, DateError


def test_a_name_alone_is_a_person_in_business_with_us():
    """What was not said is unknown, and the tie still holds."""
    read = read_terse_line("Anna Berg")

    assert ("Anna Berg", "person", "business", "", None, None) == (
        read.name, read.kind, read.tie_kind, read.role, read.market, read.strength,
    )  # fmt: skip
    assert (UNKNOWN, OPEN) == (read.begin, read.end)


@pytest.mark.parametrize(
    ("word", "attribute", "expected"),
    [
        ("distributor", "role", "distributor"),
        ("Former colleague", "role", "former_colleague"),
        ("client", "role", "customer"),
        ("ethnic", "tie_kind", "ethnic"),
        ("company", "kind", "organisation"),
        ("formal", "formality", "formal"),
        ("DE", "market", "DE"),
        ("Deutschland", "market", "DE"),
        ("Africa", "market", "002"),
        ("weak", "strength", "weak"),
        ("0.4", "strength", 0.4),
        ("1", "strength", 1.0),
        ("anna@berg.example", "email", "anna@berg.example"),
        ("since 2021-05", "begin", "2021-05"),
        ("from before 1999", "begin", "before 1999"),
        ("until 2024", "end", "2024"),
        ("at Siemens AG", "at", "Siemens AG"),
        ("through Bengt Kasemo", "through", "Bengt Kasemo"),
        ("introduced by Kasemo", "through", "Kasemo"),
        ("met at Hannover Messe", "met_at", "Hannover Messe"),
    ],
)
def test_each_word_says_one_thing(word, attribute, expected):
    """Whatever its place in the line."""
    assert expected == getattr(read_terse_line(f"Anna Berg, {word}"), attribute)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jan, friend", "social"),
        ("Jan, relative", "family"),
        ("Jan, research partner", "scientific"),
        ("Jan, friend, business", "business"),
        ("Vinnova, government agency", "institutional"),
        ("Jan, employee", "affiliation"),
    ],
)
def test_a_role_implies_the_kind_of_tie_unless_it_is_said(line, expected):
    """A friend is a social tie; "friend, business" is a business tie."""
    assert expected == read_terse_line(line).tie_kind


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Acme GmbH, customer", "organisation"),
        ("Uppsala University", "organisation"),
        ("Boeing, multinational", "organisation"),
        ("Boeing, organisation", "organisation"),
        ("Overseas Chinese in Milan, community", "community"),
        ("Kim Co, at Acme", "person"),
        ("Marco, friend", "person"),
    ],
)
def test_what_the_other_is_follows_from_role_and_name(line, expected):
    """Most lines name people; legal forms and some roles name organisations."""
    assert expected == read_terse_line(line).kind


@pytest.mark.parametrize("line", ["", "  ", ", DE"])
def test_a_line_without_a_name_is_refused(line):
    """The message shows how a line looks."""
    with pytest.raises(TerseLineError, match="Anna Berg"):
        read_terse_line(line)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("Jan, frend", "'friend'"),
        ("Jan, stong", "'strong'"),
        ("Jan, Germny", "Germany"),
        ("Jan, qqqqqq", "means nothing"),
    ],
)
def test_a_word_without_meaning_is_refused_with_the_nearest(line, near):
    """Nothing is dropped in silence."""
    with pytest.raises(TerseLineError, match=near) as caught:
        read_terse_line(line)

    assert line == caught.value.line


def test_the_same_thing_twice_is_refused():
    """Two markets cannot both be meant."""
    with pytest.raises(TerseLineError, match="twice"):
        read_terse_line("Jan, DE, FR")


def test_a_strength_above_one_is_refused():
    """A strength is a share."""
    with pytest.raises(TerseLineError, match="between 0 and 1"):
        read_terse_line("Jan, 1.5")


def test_a_bad_day_is_refused():
    """With the words as given."""
    with pytest.raises(DateError, match="the flood"):
        read_terse_line("Jan, since the flood")


def test_empty_words_are_passed_over():
    """A comma too many says nothing."""
    assert "DE" == read_terse_line("Jan, , DE,").market
