"""Many texts in two arrays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.registry import Labels

texts = st.lists(st.text(max_size=5), max_size=8)


@given(texts)
def test_labels_are_the_texts_they_are_made_of(expected):
    """As a sequence: by number, from the end, by slice and one after the other."""
    labels = Labels.of(expected)

    assert expected == list(labels)
    assert expected == [labels[place] for place in range(len(labels))]
    assert expected[::-1] == [labels[-1 - place] for place in range(len(labels))]
    assert expected[1:3] == list(labels[1:3])


@given(texts, st.data())
def test_some_labels_are_taken_by_number_or_by_flag(expected, data):
    """In the order asked for, repeats included."""
    labels = Labels.of(expected)
    places = data.draw(st.lists(st.integers(0, len(expected) - 1), max_size=5)) if expected else []
    flags = data.draw(st.lists(st.booleans(), min_size=len(expected), max_size=len(expected)))

    assert [expected[place] for place in places] == list(labels.take(places))
    assert [text for text, flag in zip(expected, flags, strict=True) if flag] == list(labels.take([*flags]))


@given(st.sets(st.text(max_size=3), max_size=8), st.text(max_size=3))
def test_a_text_is_found_among_ascending_labels(held, wanted):
    """Its place, or -1."""
    ordered = sorted(held)

    found = Labels.of(ordered).find(wanted)

    assert (ordered.index(wanted) if wanted in held else -1) == found


@pytest.mark.parametrize("place", [2, -3])
def test_there_is_no_label_beyond_the_last(place):
    """As of any sequence."""
    with pytest.raises(IndexError):
        Labels.of(["a", "b"])[place]
