"""Every sample is recognised by its own source, whatever other sources there are."""

import pytest

from bridgehead.sources import recognise
from damage import find_samples


@pytest.mark.parametrize(("name", "sample"), find_samples(), ids=lambda value: getattr(value, "name", value))
def test_a_sample_is_taken_by_its_own_source(name, sample):
    """No source claims the files of another."""
    assert name == recognise(sample).name
