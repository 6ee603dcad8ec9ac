"""No damage to a sample of any source brings anything out but entries, findings and errors of our own."""

import pytest
from hypothesis import HealthCheck, given, settings

from damage import EDITS, copy_damaged, find_samples, find_unfit


@pytest.mark.parametrize(("name", "sample"), find_samples(), ids=lambda value: getattr(value, "name", value))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_damaged_sample_gives_sound_entries_or_our_own_error(name, sample, edits, tmp_path):
    """Whatever bytes are changed, only a BridgeheadError comes out, and every entry is fit to be kept."""
    damaged = copy_damaged(sample, tmp_path, edits)

    assert [] == find_unfit(name, damaged)
