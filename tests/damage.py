"""Damage done to files by chance, and what every source must make of it."""

import contextlib
import shutil
from pathlib import Path

from hypothesis import strategies as st

from bridgehead.errors import BridgeheadError
from bridgehead.record.validation import find_faults
from bridgehead.sources import get_source

SAMPLES_FOLDER = Path(__file__).parent / "sources"
MARKS = [
    b"\0", b'"', b"'", b";", b",", b"\n", b"\r", b"\xff\xfe", b"{", b"}", b"[", b"]", b": ", b"&x ", b"&amp;", b"*x",
    b"9999999999", b"--", b"|", b"=", b"<", b"/>", b"<!DOCTYPE x>", b"null", b"-1", b"1e999", b"\xed\xa0\x80",
    b"*Edges",    b"@", b"%", b"#", b"\\",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(0, 40), st.one_of(st.binary(max_size=8), st.sampled_from(MARKS))),
    min_size=1,
    max_size=6,
)


def find_samples():
    """Every sample of every source, a file or a folder, as (source, path)."""
    samples = sorted(SAMPLES_FOLDER.glob("*/sample*"))
    return [(path.parent.name, path) for path in samples if path.parent.name != "__pycache__"]


def edit(content, edits):
    """Replace a few bytes at a few places."""
    for place, length, new in edits:
        start = place % (len(content) + 1)
        content = content[:start] + new + content[start + length :]
    return content


def copy_damaged(sample, folder, edits):
    """A copy of a sample with a few bytes changed; where the sample is a folder, in one of its files."""
    target = folder / sample.name
    if sample.is_file():
        target.write_bytes(edit(sample.read_bytes(), edits))
        return target
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(sample, target)
    files = sorted(path for path in target.rglob("*") if path.is_file())
    file = files[sum(place for place, _, _ in edits) % len(files)]
    file.write_bytes(edit(file.read_bytes(), edits))
    return target


def find_unfit(name, path):
    """Faults of the entries a source gives for a file; what the source refuses with an error of ours gives none."""
    source = get_source(name)()
    faults = []
    source.recognises(path)
    with contextlib.suppress(BridgeheadError):
        faults = [fault for row in source.read(path) for entry in row.entries for fault in find_faults(entry)]
    return faults
