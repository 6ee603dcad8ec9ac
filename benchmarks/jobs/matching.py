"""Likely duplicates among 50,000 organisations, against the obvious loop and tf-idf of letter triples."""

from __future__ import annotations

import csv
import gzip
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix

from bridgehead.matching.candidates import find_candidates
from bridgehead.record.entries import Actor
from job import Contender, Job, Work

SIZE = 50_000
SAMPLE = 2_000
SOURCE = Path(__file__).resolve().parents[3] / "shared/data/registry/h2020_participations_to_2018-06.csv.gz"


@cache
def read_actors() -> tuple[Actor, ...]:
    """Horizon 2020 organisations, made up to the size with copies whose names are spoilt by a letter and a word."""
    found: dict[str, Actor] = {}
    with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"]:
                id_, market = row["pic"], row["country"]
                found[id_] = Actor(id=id_, kind="organisation", name=row["name"], market=market)
    real = [found[pic] for pic in sorted(found)]
    dice = random.Random(1)  # noqa: S311 - no secret
    copies = [spoil(dice.choice(real), number, dice) for number in range(SIZE - len(real))]
    return (*real, *copies)


def spoil(actor: Actor, number: int, dice: random.Random) -> Actor:
    """A copy with a letter changed and, of a longer name, a word left out."""
    words = actor.name.split()
    if len(words) > 3:
        del words[dice.randrange(len(words))]
    name = " ".join(words)
    place = dice.randrange(len(name))
    changed = name[:place] + dice.choice("abcdefghij") + name[place + 1 :]
    return replace(actor, id=f"{actor.id}#{number}", name=changed)


def prepare_ours(_network: str) -> Work:
    """All pairs worth asking about."""
    actors = read_actors()
    return lambda: len(find_candidates(actors))


def prepare_loop(_network: str) -> Work:
    """Every pair of a sample by the token-sort ratio."""
    names = [actor.name.lower() for actor in read_actors()[:: SIZE // SAMPLE]]

    def work() -> int:
        return sum(
            1
            for place, name in enumerate(names)
            for other in names[place + 1 :]
            if fuzz.token_sort_ratio(name, other) >= 88
        )

    return work


def prepare_triples(_network: str) -> Work:
    """Every pair by the cosine of its names' letter triples, as a product of sparse matrices in slices."""
    names = [actor.name.lower() for actor in read_actors()]

    def work() -> int:
        number: dict[str, int] = {}
        rows, columns = [], []
        for row, name in enumerate(names):
            for triple in {name[place : place + 3] for place in range(max(len(name) - 2, 1))}:
                rows.append(row)
                columns.append(number.setdefault(triple, len(number)))
        held = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(len(names), len(number)))
        rare = np.log(len(names) / np.bincount(columns)).astype(np.float32)
        held = held.multiply(rare[None, :]).tocsr()
        length = np.sqrt(np.asarray(held.multiply(held).sum(axis=1))).ravel()
        held = held.multiply(1 / np.maximum(length, 1e-6)[:, None]).tocsr().astype(np.float32)
        turned = held.T.tocsr()
        return sum(
            int((held[begin : begin + 500] @ turned).data.__ge__(np.float32(0.8)).sum())
            for begin in range(0, SIZE, SIZE // 10)
        )

    return work


JOB = Job(
    title=f"Likely duplicates among {SIZE:,} organisations",
    networks=("registry",),
    contenders=(
        Contender(name="bridgehead", prepare=prepare_ours, does="blocking, eleven measures, reasons in words"),
        Contender(
            name="all pairs by rapidfuzz",
            prepare=prepare_loop,
            scale=(SIZE / SAMPLE) ** 2,
            does=f"one measure; {SAMPLE:,} names run, time scaled by the pairs",
        ),
        Contender(
            name="tf-idf of letter triples",
            prepare=prepare_triples,
            scale=SIZE / 10 / 500,
            does="one measure, all pairs as sparse products; every tenth slice of 500 names run, time scaled",
        ),
    ),
    note="Names of Horizon 2020 participants and spoilt copies of them.",
)
