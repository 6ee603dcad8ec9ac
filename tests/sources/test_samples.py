"""Every source reads its sample into exactly the entries and findings that were reviewed.

A folder beside this file named as a source holds `sample.*` (or `sample-x.*`, or a folder `sample`), what it must give
in `expected.jsonl` (`expected-x.jsonl`), and the source's options in `options.json` (`options-x.json`) if it needs any.
`python tests/sources/test_samples.py NAME` writes what is expected of a source anew, for review.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from bridgehead.record.lines import write_entry
from bridgehead.sources import get_source

HERE = Path(__file__).parent
SAMPLES = sorted(path for path in HERE.glob("*/sample*") if path.parent.name != "__pycache__")


def label(sample):
    """The part of a sample's name that its expected file shares: '' or '-x'."""
    return sample.name.partition(".")[0].removeprefix("sample")


def read_sample(sample):
    """What the source of the folder gives for a sample, one line of JSON an entry or finding."""
    options = sample.with_name(f"options{label(sample)}.json")
    source = get_source(sample.parent.name)(**(json.loads(options.read_text()) if options.exists() else {}))
    lines = []
    for row in source.read(sample):
        lines += [write_entry(entry) for entry in row.entries]
        lines += [
            json.dumps({"finding": {key: value for key, value in asdict(finding).items() if value}}, ensure_ascii=False)
            for finding in row.findings
        ]
    return lines


def expected_of(sample):
    return sample.with_name(f"expected{label(sample)}.jsonl")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.parent.name}/{sample.name}")
def test_a_sample_gives_exactly_what_was_reviewed(sample):
    """Entries and findings of a sample are those of its expected file, in order."""
    assert expected_of(sample).read_text(encoding="utf-8").splitlines() == read_sample(sample)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.parent.name}/{sample.name}")
def test_a_sample_is_recognised_and_read_the_same_twice(sample):
    """A source knows its own format, and reading again gives the same."""
    assert get_source(sample.parent.name)().recognises(sample)
    assert read_sample(sample) == read_sample(sample)


if __name__ == "__main__":
    for wanted in SAMPLES:
        if wanted.parent.name in sys.argv[1:]:
            expected_of(wanted).write_text("\n".join(read_sample(wanted)) + "\n", encoding="utf-8")
