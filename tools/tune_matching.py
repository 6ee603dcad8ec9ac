"""Fit the weights of `parameters/matching.yaml` on one half of the shared data and measure them on the other.

    python tools/tune_matching.py [fit | measure]

Truth: the labelled name pairs; authors of OpenAlex works, whose names as printed differ while the author is one; and
organisations of Horizon 2020, one a participant code (PIC), with copies whose names were spoilt as people spoil them.
Halves are told by a checksum, so they never change. Weights are a logistic regression with a ridge.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.optimize import minimize

from bridgehead.matching.blocking import count_words, find_pairs
from bridgehead.matching.candidates import find_candidates
from bridgehead.matching.likeness import Likeness, Rarity, compare_names, log_odds, to_confidence
from bridgehead.matching.names import Name, read_organisation, read_person
from bridgehead.record.entries import Actor
from bridgehead.record.markets import read_market
from bridgehead.record.parameters import get_parameter

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MEASURES = tuple(field.name for field in fields(Likeness))
Sample = tuple[Likeness, bool]
RIDGE = 0.5
#: what may only speak against two names being one actor's; every other measure may only speak for it
AGAINST = frozenset({"initials", "numbers", "forms", "single"})


def is_for_fitting(key: str) -> bool:
    """Which half something belongs to."""
    return crc32(key.encode("utf-8")) % 2 == 0


def read_label_pairs(*, people: bool, fitting: bool) -> Iterator[tuple[str, str, bool]]:
    """Labelled pairs of one half: two names and whether they are one actor's."""
    schemas = {"Person"} if people else {"Company", "Organization", "LegalEntity"}
    with (SHARED / "data/names/name_pairs_half.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["schema"] in schemas and is_for_fitting(row["name1"] + row["name2"]) == fitting:
                yield row["name1"], row["name2"], row["is_match"] == "true"


def read_organisations(*, fitting: bool) -> list[Actor]:
    """Horizon 2020 organisations of one half under their PIC."""
    found: dict[str, Actor] = {}
    path = SHARED / "data/registry/h2020_participations_to_2018-06.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"] and is_for_fitting(row["pic"]) == fitting:
                market = read_market(row["country"]).code
                found[row["pic"]] = Actor(id=row["pic"], kind="organisation", name=row["name"], market=market)
    return [found[pic] for pic in sorted(found)]


def read_authors(*, fitting: bool) -> list[Actor]:
    """Authors of one half, each under every printed name; the id's part before "#" is the author."""
    names: dict[str, set[str]] = {}
    with gzip.open(SHARED / "data/science/openalex_works_1300.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for one in json.loads(line)["authorships"]:
                id_ = (one["author"]["id"] or "").rpartition("/")[2]
                if id_ and is_for_fitting(id_) == fitting:
                    printed = {one["author"]["display_name"], one.get("raw_author_name") or ""}
                    names.setdefault(id_, set()).update(printed - {""})
    return [
        Actor(id=f"{id_}#{number}", kind="person", name=name)
        for id_, held in sorted(names.items())
        for number, name in enumerate(sorted(held))
    ]


def spoil(actors: Sequence[Actor], share: float, seed: int) -> list[Actor]:
    """Copies of a share of organisations with spoilt names, under ids that end in "#copy"."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    chosen = [actor for actor in actors if dice.random() < share]
    return [replace(actor, id=f"{actor.id}#copy", name=spoil_name(actor.name, dice)) for actor in chosen]


def spoil_name(name: str, dice: random.Random) -> str:
    """A name written by somebody else: one or two of the changes below."""
    for change in dice.sample(CHANGES, dice.choice((1, 1, 2))):
        name = change(name, dice) or name
    return name


def _mistype(name: str, dice: random.Random) -> str:
    place = dice.randrange(len(name))
    letter = dice.choice("abcdefghijklmnopqrstuvwxyz")
    return dice.choice(
        [
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place:],
            name[:place] + letter + name[place + 1 :],
            name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :],
        ]
    )


def _drop_word(name: str, dice: random.Random) -> str:
    words = name.split()
    if len(words) > 2:
        del words[dice.randrange(len(words))]
    return " ".join(words)


def _swap_words(name: str, dice: random.Random) -> str:
    words = name.split()
    if len(words) > 1:
        place = dice.randrange(len(words) - 1)
        words[place : place + 2] = reversed(words[place : place + 2])
    return " ".join(words)


def _shorten_word(name: str, dice: random.Random) -> str:
    words = name.split()
    long = [place for place, word in enumerate(words) if len(word) > 6]
    if long:
        place = dice.choice(long)
        words[place] = words[place][: dice.choice((3, 4, 5))] + "."
    return " ".join(words)


def _change_form(name: str, dice: random.Random) -> str:
    """Another way to write the legal form, or none."""
    table = get_parameter("legal_forms", "forms")
    for form in table.values():
        for written in form["written"]:
            if name.casefold().endswith(f" {written.casefold()}"):
                return name[: -len(written)].strip(" ,") + dice.choice(["", *(f" {text}" for text in form["written"])])
    return name


def _join_words(name: str, dice: random.Random) -> str:
    words = name.split()
    if len(words) > 1:
        place = dice.randrange(len(words) - 1)
        words[place : place + 2] = ["".join(words[place : place + 2])]
    return " ".join(words)


def _add_word(name: str, dice: random.Random) -> str:
    return f"{name} {dice.choice(('(HQ)', 'Headquarters', 'Europe', 'Group', 'R&D', 'International'))}"


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _mistype, _mistype, _drop_word, _swap_words, _shorten_word, _change_form, _change_form, _join_words, _add_word,
)  # fmt: skip


def sample_labels(*, people: bool, fitting: bool) -> list[Sample]:
    """The labelled pairs as measures."""
    read = read_person if people else read_organisation
    pairs = [(read(one), read(other), same) for one, other, same in read_label_pairs(people=people, fitting=fitting)]
    return [(compare_names(one, other, Rarity({}, 2)), same) for one, other, same in pairs if one.words and other.words]


def sample_actors(actors: Sequence[Actor], read: Callable[[str], Name], root: Callable[[str], str]) -> list[Sample]:
    """The pairs that blocking brings together as measures; the truth is whether their ids have one root."""
    names = [read(actor.name) for actor in actors]
    counts = count_words(names)
    rarity = Rarity(counts, len(names))
    pairs = find_pairs(names, [()] * len(names), counts).tolist()
    return [
        (compare_names(names[one], names[other], rarity), root(actors[one].id) == root(actors[other].id))
        for one, other in pairs
    ]


def find_root(id_: str) -> str:
    """What all spellings of one actor share in their ids."""
    return id_.partition("#")[0]


def fit(samples: Iterable[tuple[list[Sample], float]]) -> dict[str, float]:
    """Weights by logistic regression; each list of samples counts as much as its number says."""
    rows, truth, weight = [], [], []
    for held, importance in samples:
        for likeness, same in held:
            rows.append([1.0, *(getattr(likeness, name) for name in MEASURES)])
            truth.append(1.0 if same else -1.0)
            weight.append(importance / len(held))
    x, y, w = np.array(rows), np.array(truth), np.array(weight) * 1000

    def loss(beta: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ beta)
        slope = -y * w / (1 + np.exp(margin))
        penalty = RIDGE * beta
        penalty[0] = 0
        return float((w * np.logaddexp(0, -margin)).sum() + 0.5 * penalty @ beta), x.T @ slope + penalty

    bounds = [(None, None), *((None, 0.0) if name in AGAINST else (0.0, None) for name in MEASURES)]
    found = minimize(
        loss, np.zeros(x.shape[1]), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 2000}
    ).x
    return dict(zip(("intercept", *MEASURES), (round(float(value), 2) for value in found), strict=True))


def rate(samples: Iterable[Sample], weights: dict[str, float], floor: float) -> tuple[float, float]:
    """Precision and recall at a confidence."""
    graded = [(to_confidence(log_odds(likeness, weights)) >= floor, same) for likeness, same in samples]
    hits = sum(1 for said, same in graded if said and same)
    said = sum(1 for said, _ in graded if said)
    return hits / max(said, 1), hits / max(sum(1 for _, same in graded if same), 1)


def fit_all() -> None:
    """Print the weights fitted on the first halves."""
    firms = read_organisations(fitting=True)
    mixed = [*firms, *spoil(firms, 0.25, 1)]
    made = sample_actors(mixed, read_organisation, find_root)
    labels = sample_labels(people=False, fitting=True)
    print("organisation_weights", fit([(made, 0.7), (labels, 0.3)]))
    authors = sample_actors(read_authors(fitting=True), read_person, find_root)
    # OpenAlex often splits one author over several ids: a pair of the same name tells nothing
    authors = [(likeness, same) for likeness, same in authors if same or not likeness.equal]
    print("person_weights", fit([(authors, 0.6), (sample_labels(people=True, fitting=True), 0.4)]))


def measure_labels(*, people: bool, floor: float) -> tuple[float, float]:
    """Precision and recall at a confidence on the second half of the labelled pairs."""
    weights = get_parameter("matching", "person_weights" if people else "organisation_weights")
    return rate(sample_labels(people=people, fitting=False), weights, floor)


def measure_all() -> None:
    """Print precision and recall on the second halves."""
    for people in (False, True):
        for floor in (0.3, 0.5, 0.8, 0.9):
            precision, recall = measure_labels(people=people, floor=floor)
            print(f"labelled pairs, people={people}, at {floor}: {precision:.3f} {recall:.3f}")
    firms = read_organisations(fitting=False)
    _measure("Horizon 2020 with copies", [*firms, *spoil(firms, 0.25, 2)])
    _measure("OpenAlex authors", read_authors(fitting=False))


def _measure(title: str, actors: Sequence[Actor]) -> None:
    groups: dict[str, int] = {}
    for actor in actors:
        groups[find_root(actor.id)] = groups.get(find_root(actor.id), 0) + 1
    true_pairs = sum(size * (size - 1) // 2 for size in groups.values())
    begin = time.process_time()
    found = find_candidates(actors, least=0.3)
    seconds = time.process_time() - begin
    for floor in (0.3, 0.5, 0.8, 0.9, 0.95):
        said = [one for one in found if one.confidence >= floor]
        hits = sum(1 for one in said if find_root(one.left) == find_root(one.right))
        rates = f"precision {hits / max(len(said), 1):.3f} recall {hits / true_pairs:.3f}"
        print(f"{title}, {len(actors)} actors, {true_pairs} true pairs, at {floor}: {rates} ({len(said)} pairs)")
    print(f"{title}: {seconds:.1f} s of processor time")


if __name__ == "__main__":
    {"fit": fit_all, "measure": measure_all}[sys.argv[1] if len(sys.argv) > 1 else "measure"]()
