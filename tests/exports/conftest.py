"""What the tests of exports share: records to write, and what is read back."""

from pathlib import Path

import pytest

from bridgehead.record.entries import Entry
from bridgehead.record.record import MemoryRecord
from bridgehead.sources import get_source

CASES = sorted(path for path in (Path(__file__).parents[2] / "src" / "bridgehead" / "cases").iterdir() if path.is_dir())


@pytest.fixture(params=CASES, ids=lambda path: path.name)
def case(request):
    """Each case of the library as a record."""
    entries: dict[str, Entry] = {}
    for row in get_source("case")().read(request.param):
        entries |= {entry.id: entry for entry in row.entries}
    return MemoryRecord(request.param.name, tuple(entries.values()))
