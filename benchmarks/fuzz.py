"""Damages the samples of all sources at random and reads them: nothing may come out but entries and our own errors.

    python benchmarks/fuzz.py --inputs 100000

Every sample of every source is changed in turn, in a few bytes or by cutting, doubling or shuffling lines, and given to
its own source and, now and then, to another one. What fails is printed with the number that makes it again.
"""

from __future__ import annotations

import argparse
import collections
import random
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path

from bridgehead.errors import BridgeheadError
from bridgehead.record.validation import find_faults
from bridgehead.sources import find_sources

SAMPLES = Path(__file__).resolve().parent.parent / "tests" / "sources"
MARKS = (
    b"\0", b'"', b"'", b";", b",", b"\n", b"\r", b"\xff\xfe", b"{", b"}", b"[", b"]", b": ", b"&x ", b"&amp;", b"*x",
    b"9999999999", b"--", b"|", b"=", b"<", b"/>", b"<!DOCTYPE x>", b"null", b"-1", b"1e999", b"\xed\xa0\x80",
    b"*Edges", b"BEGIN:VCARD", b"RRULE:FREQ=DAILY", b"@", b"%", b"#", b"\\", b"\xef\xbb\xbf", b"0001-01-01",
    b"9998-12-31", b"unknown", b"open", b"\x1f\x8b",
)  # fmt: skip
WORD = re.compile(rb"[\w.-]+")
WORDS = (
    b"", b"0", b"-1", b"1e308", b"nan", b"9999999999", b"unknown", b"open", b"before 1999", b"2001..1999",
    b"9998-12-31",
    b"0001-01-01", b"x:y", b"n0", b"person", b"friend", b"SE", b"\xe6\x9d\x8e", b"a;b|c=d", b"[1]", b"null", b"true",
)  # fmt: skip
SLOW_SECONDS = 5.0


def find_samples() -> list[tuple[str, Path]]:
    """Every sample with the source it belongs to."""
    known = find_sources()
    return [(path.parent.name, path) for path in sorted(SAMPLES.glob("*/sample*")) if path.parent.name in known]


def damage(content: bytes, chance: random.Random) -> bytes:
    """A content with a few changes: of words alone, which keeps its form, or of any bytes."""
    if chance.random() < 0.4:
        for _ in range(chance.randint(1, 4)):
            match = WORD.search(content, chance.randint(0, len(content)))
            if match:
                content = content[: match.start()] + chance.choice(WORDS) + content[match.end() :]
        return content
    if chance.random() < 0.2:
        lines = content.split(b"\n")
        start = chance.randrange(len(lines))
        some = lines[start : start + chance.randint(1, 5)]
        lines[start : start + len(some)] = chance.choice([[], some * 2, some[::-1], [b"".join(some)]])
        content = b"\n".join(lines)
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(content))
        new = chance.choice(MARKS) if chance.random() < 0.6 else chance.randbytes(chance.randint(0, 8))
        content = content[:start] + new + content[start + chance.choice([0, 0, 1, 2, 8, 40]) :]
    return content


def write_damaged(sample: Path, folder: Path, chance: random.Random) -> Path:
    """A damaged copy of a sample in a folder; of a folder, one of its files is damaged."""
    target = folder / sample.name
    if sample.is_file():
        target.write_bytes(damage(sample.read_bytes(), chance))
        return target
    target.mkdir(exist_ok=True)
    files = sorted(path for path in sample.rglob("*") if path.is_file())
    hit = chance.choice(files)
    for file in files:
        place = target / file.relative_to(sample)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(damage(file.read_bytes(), chance) if file == hit else file.read_bytes())
    return target


def read(name: str, path: Path) -> str:
    """What became of a file: entries, refused; raises whatever is no error of ours."""
    source = find_sources()[name]()
    source.recognises(path)
    try:
        count = 0
        for row in source.read(path):
            for entry in row.entries:
                count += 1
                faults = find_faults(entry)
                if faults:
                    raise AssertionError(f"{entry.id} is not fit to be kept: {faults[0].message}")
    except BridgeheadError as error:
        if not str(error):
            raise AssertionError("an error without a message") from error
        return "refused"
    return "read" if count else "read, empty"


def run(inputs: int, seed: int) -> int:
    """Read so many damaged files; the number of those that failed."""
    samples = find_samples()
    names = sorted({name for name, _ in samples})
    outcomes: collections.Counter[tuple[str, str]] = collections.Counter()
    failures = 0
    slowest = (0.0, "")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(inputs):
            chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - chance that can be repeated
            own, sample = samples[number % len(samples)]
            name = own if chance.random() < 0.95 else chance.choice(names)
            path = write_damaged(sample, Path(folder), chance)
            began = time.perf_counter()
            try:
                outcomes[name, read(name, path)] += 1
            except Exception:  # noqa: BLE001 - whatever comes out is what we look for
                failures += 1
                outcomes[name, "FAILED"] += 1
                print(f"FAILED input {number} (seed {seed}): {name} reading {own}/{sample.name}", file=sys.stderr)
                traceback.print_exc()
            took = time.perf_counter() - began
            slowest = max(slowest, (took, f"{name} reading {own}/{sample.name}, input {number}"))
    report(outcomes, inputs, time.perf_counter() - start, slowest)
    return failures + (slowest[0] > SLOW_SECONDS)


def report(
    outcomes: collections.Counter[tuple[str, str]], inputs: int, seconds: float, slowest: tuple[float, str]
) -> None:
    """Print what became of the files, by source."""
    words = ("read", "read, empty", "refused", "FAILED")
    print(f"{'source':16}" + "".join(f"{word:>14}" for word in words))
    for name in sorted({name for name, _ in outcomes}):
        print(f"{name:16}" + "".join(f"{outcomes[name, word]:14,}" for word in words))
    print(f"{inputs:,} inputs in {seconds:,.0f} s; slowest {slowest[0]:.2f} s: {slowest[1]}")


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="how many damaged files to read")
    parser.add_argument("--seed", type=int, default=1, help="which damage; the same number damages the same way")
    arguments = parser.parse_args()
    return 1 if run(arguments.inputs, arguments.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
