"""Works of OpenAlex: authors, institutions and publications as entries, against a plain loop over JSON."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

from bridgehead.sources.openalex import Openalex
from job import Contender, Job, Work

SIZE = 10_000


@cache
def write_works() -> Path:
    """Made works of three authors each, from 3,000 people at 500 institutions."""
    path = Path(tempfile.mkdtemp()) / "works.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(SIZE):
            authors = [(number * step) % 3000 for step in (1, 7, 11)]
            file.write(json.dumps(make_work(number, authors)) + "\n")
    return path


def make_work(number: int, authors: list[int]) -> dict[str, object]:
    """One work in OpenAlex's form."""
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": f"https://doi.org/10.1/{number}",
        "publication_date": f"{2000 + number % 20}-05-{1 + number % 28:02d}",
        "cited_by_count": number % 50,
        "authorships": [
            {
                "author": {"id": f"https://openalex.org/A{author}", "display_name": f"First{author} Last{author}"},
                "institutions": [
                    {
                        "id": f"https://openalex.org/I{author % 500}",
                        "display_name": f"University {author % 500}",
                        "country_code": ("SE", "DE", "FR")[author % 3],
                    }
                ],
                "countries": [("SE", "DE", "FR")[author % 3]],
            }
            for author in dict.fromkeys(authors)
        ],
    }


def prepare_ours(_network: str) -> Work:
    """Every entry of the source."""
    path = write_works()
    return lambda: sum(len(row.entries) for row in Openalex().read(path))


def prepare_loop(_network: str) -> Work:
    """`json.loads` line by line, authors and institutions gathered into dictionaries."""
    path = write_works()

    def work() -> int:
        authors: dict[str, str] = {}
        places: dict[str, str] = {}
        with path.open(encoding="utf-8") as file:
            for line in file:
                for authorship in json.loads(line)["authorships"]:
                    authors[authorship["author"]["id"]] = authorship["author"]["display_name"]
                    for place in authorship["institutions"]:
                        places[place["id"]] = place["display_name"]
        return len(authors) + len(places)

    return work


JOB = Job(
    title="10,000 works of OpenAlex are read",
    networks=("made",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="dated, evidenced, checked entries"),
        Contender(name="json loop", prepare=prepare_loop, does="names of authors and institutions, nothing else"),
    ),
)
