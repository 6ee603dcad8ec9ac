"""Ten thousand LinkedIn contacts into a record: for the first time, and the same file again."""

from __future__ import annotations

import csv
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import bridgehead as bh
from bridgehead.sources.linkedin import LinkedIn
from job import Contender, Job, Work

SIZE = 10_000
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
FORMS = ("GmbH", "AB", "Inc", "", "Oy")


@cache
def write_connections() -> Path:
    """A made export: one in twenty gives an address, three work for the same company on average."""
    path = Path(tempfile.mkdtemp()) / "Connections.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(SIZE):
            address = f"person{number}@company{number % 2000}.example" if number % 20 == 0 else ""
            company = f"Company {number % 3500} {FORMS[number % len(FORMS)]}".strip()
            name = (f"First{number % 300}", f"Last{number % 900}")
            day = f"{1 + number % 28:02d} Mar {2010 + number % 14}"
            writer.writerow([*name, f"https://www.linkedin.com/in/p-{number}", address, company, "Buyer", day])
    return path


def prepare_first(_network: str) -> Work:
    """Each call fills a record of its own."""
    path, folder, numbers = write_connections(), Path(tempfile.mkdtemp()), count()

    def work() -> int:
        with bh.init(folder / f"{next(numbers)}.bridgehead", "Acme", "SE", by="Ada") as firm:
            return len(firm.import_(path).created)

    return work


def prepare_again(_network: str) -> Work:
    """The record holds all of it already."""
    firm = bh.init(Path(tempfile.mkdtemp()) / "held.bridgehead", "Acme", "SE", by="Ada")
    firm.import_(write_connections())
    return lambda: len(firm.import_(write_connections()).unchanged)


def prepare_reading(_network: str) -> Work:
    """The file becomes entries and nothing is kept."""
    path = write_connections()
    return lambda: sum(len(row.entries) for row in LinkedIn(firm="acme").read(path))


JOB = Job(
    title="10,000 LinkedIn contacts are imported",
    networks=("made",),
    contenders=(
        Contender(name="import", prepare=prepare_first, does="read, checked, placed, joined and written", goal=3),
        Contender(name="import again", prepare=prepare_again, does="compared with what stands, nothing written"),
        Contender(name="reading alone", prepare=prepare_reading, does="the source by itself"),
    ),
)
