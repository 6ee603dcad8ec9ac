"""Whether observed strength finds the formal reporting lines of a company in its internal mail.

    python tools/check_reporting_lines.py

Data: nine months of dated internal mail of a manufacturing company (2010) and who reports to whom there, from the
shared material; without it the command says so and ends. Mails of one sender in one second are one mail to all its
recipients, and go through the product as any mail does: a record in memory, a network on the last day, a strength per
pair. A line of reporting is no measure of strength; but a manager and a report ought to be tied more strongly than two
people met by chance.

Each ranking is set against chance and against plain mail counts. Intervals: 95 % over managers drawn anew with all
their lines, for the lines of one manager are not independent of each other.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import hypergeom, rankdata

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.strength import Observed
from bridgehead.record.dates import on_day
from bridgehead.record.entries import Actor, Interaction
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
MAILS = SHARED / "data/interactions/manufacturingEmails.csv.gz"
LINES = SHARED / "data/interactions/manufacturingReportsTo.csv"
LAST_DAY = date(2010, 10, 1)
DRAWS = 2000
SEED = 20100103

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Mail = tuple[str, tuple[str, ...], date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs of people who stand in the hierarchy and sent mail; arrays of shape (n_pairs,).

    Attributes:
        people: how many. is_line: one reports to the other. in_contact: a contact that counts was observed.
        manager: number of the manager of a line, -1 elsewhere.
        scores: ranking -> score: observed strength, its time component, and mails sent between the two; 0 for none.
    """

    people: int
    is_line: Bools
    in_contact: Bools
    manager: Ints
    scores: dict[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How well one ranking finds the lines.

    Attributes:
        hits: lines among the strongest `top` of `n_pairs` pairs. lines: of them in all. chance: 95 % range of hits of a
            ranking by lot. lift: share of lines at the top over their share among all. lift_range, auc_range: 95 %.
        auc: chance that a line is ranked above a pair that is none.
    """

    top: int
    n_pairs: int
    lines: int
    hits: int
    chance: tuple[int, int]
    lift: float
    lift_range: tuple[float, float]
    auc: float
    auc_range: tuple[float, float]

    def __str__(self) -> str:
        """One line of the report."""
        return (
            f"{self.hits} of the strongest {self.top} are lines ({self.hits / self.top:.1%}; by lot "
            f"{self.chance[0]} to {self.chance[1]}), lift {self.lift:.1f} "
            f"({self.lift_range[0]:.1f} to {self.lift_range[1]:.1f}), "
            f"AUC {self.auc:.3f} ({self.auc_range[0]:.3f} to {self.auc_range[1]:.3f})"
        )


def read_mails() -> list[Mail]:
    """Sender, recipients and day of each mail; mail to oneself is left out."""
    recipients: dict[tuple[str, int], list[str]] = defaultdict(list)
    with gzip.open(MAILS, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["from"] != row["to"]:
                recipients[row["from"], int(row["onset"])].append(row["to"])
    return [(sender, tuple(dict.fromkeys(to)), _day_of(second)) for (sender, second), to in recipients.items()]


def _day_of(second: int) -> date:
    return datetime.fromtimestamp(second, UTC).date()


def read_lines() -> dict[frozenset[str], str]:
    """The two of each reporting line -> the manager; who heads the company reports to nobody but themselves."""
    with LINES.open(encoding="utf-8", newline="") as lines:
        return {frozenset(row.values()): row["to"] for row in csv.DictReader(lines) if row["from"] != row["to"]}


def build_network(mails: Iterable[Mail]) -> Network:
    """The mails as the product sees them on the last day; mass mail is not stored, as when a mailbox is imported."""
    most = int(get_parameter("mail", "most_recipients"))
    held = [
        Interaction(
            id=f"mail-{number}",
            kind="message",
            participants=((sender, "sender"), *((person, "receiver") for person in to)),
            begin=on_day(day),
        )
        for number, (sender, to, day) in enumerate(mails)
        if len(to) <= most
    ]
    people = {person for mail in held for person, _ in mail.participants}
    actors = (Actor(id=person, kind="person", name=person) for person in sorted(people))
    return Network.of(MemoryRecord(name="mail", held=(*actors, *held)), Lens(as_of=LAST_DAY))


def build_pairs() -> Pairs:
    """Strengths, mail counts and reporting lines of every pair."""
    mails, lines = read_mails(), read_lines()
    network = build_network(mails)
    people = sorted({person for line in lines for person in line} & {sender for sender, _, _ in mails})
    pairs = list(combinations(people, 2))
    counts = Counter(frozenset((sender, person)) for sender, to, _ in mails for person in to)
    position = network.actors.position_by_id
    seen = [network.observed_between(position[first], position[second]) for first, second in pairs]

    def score(read: Callable[[Observed], float | None]) -> Floats:
        return np.array([0.0 if pair is None else read(pair) or 0.0 for pair in seen])

    managers = [lines.get(frozenset(pair)) for pair in pairs]
    return Pairs(
        people=len(people),
        is_line=np.array([manager is not None for manager in managers]),
        in_contact=np.array([pair is not None for pair in seen]),
        manager=np.array([-1 if manager is None else people.index(manager) for manager in managers]),
        scores={
            "observed strength": score(lambda pair: pair.strength),
            "time component alone": score(lambda pair: pair.time),
            "plain mail count": np.array([float(counts[frozenset(pair)]) for pair in pairs]),
        },
    )


def measure(score: Floats, is_line: Bools, manager: Ints, top: int) -> Result:
    """How well a score finds the lines.

    Args:
        score: (n_pairs,). is_line: (n_pairs,). manager: (n_pairs,), -1 where no line. top: how many strongest to take;
            equal scores are taken in the order of the pairs.
    """
    n_pairs, lines = len(score), int(is_line.sum())
    is_top = np.zeros(n_pairs, dtype=np.bool_)
    is_top[np.argsort(-score, kind="stable")[:top]] = True
    hit, above = is_top[is_line].astype(np.float64), _shares_below(score, is_line)
    low, high = (int(hypergeom.ppf(tail, n_pairs, lines, top)) for tail in (0.025, 0.975))
    factor = n_pairs / top
    hit_range, auc_range = (_spread(values, manager[is_line]) for values in (hit, above))
    return Result(
        top=top,
        n_pairs=n_pairs,
        lines=lines,
        hits=int(hit.sum()),
        chance=(low, high),
        lift=float(hit.mean()) * factor,
        lift_range=(hit_range[0] * factor, hit_range[1] * factor),
        auc=float(above.mean()),
        auc_range=auc_range,
    )


def compare(first: Floats, second: Floats, is_line: Bools, manager: Ints) -> tuple[float, tuple[float, float]]:
    """By how much the AUC of the first score exceeds that of the second, with its 95 % range."""
    gains = _shares_below(first, is_line) - _shares_below(second, is_line)
    return float(gains.mean()), _spread(gains, manager[is_line])


def _shares_below(score: Floats, is_line: Bools) -> Floats:
    """For each line, the share of pairs that are none it outranks, equals by half; the mean is the AUC.

    Source: Hanley & McNeil 1982 on the area under the curve as the chance of a right order.
    """
    among_all, among_lines = rankdata(score)[is_line], rankdata(score[is_line])
    shares: Floats = (among_all - among_lines) / int((~is_line).sum())
    return shares


def _spread(values: Floats, manager: Ints) -> tuple[float, float]:
    """95 % range of the mean over lines, managers drawn anew with all their lines."""
    _, group = np.unique(manager, return_inverse=True)
    sums, sizes = np.bincount(group, weights=values), np.bincount(group)
    drawn = np.random.default_rng(SEED).integers(0, len(sums), (DRAWS, len(sums)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def measure_all(pairs: Pairs) -> dict[tuple[str, str], Result]:
    """Every ranking: as many as there are lines among all pairs, and the strongest 5 % of pairs in contact."""
    results = {}
    near = pairs.in_contact
    for name, score in pairs.scores.items():
        results[name, "all"] = measure(score, pairs.is_line, pairs.manager, int(pairs.is_line.sum()))
        results[name, "in contact"] = measure(
            score[near], pairs.is_line[near], pairs.manager[near], round(0.05 * int(near.sum()))
        )
    return results


def main() -> None:
    """Print what was found."""
    if not (MAILS.is_file() and LINES.is_file()):
        print("Nothing checked: the mails and reporting lines of the shared material are not beside this project.")
        return
    pairs = build_pairs()
    results = measure_all(pairs)
    print(f"{pairs.people} people in the hierarchy who sent mail; as of {LAST_DAY}.")
    for place, title in (("all", "All pairs, as many as there are lines"), ("in contact", "Pairs in contact, top 5 %")):
        first = results["observed strength", place]
        print(f"\n{title}: {first.n_pairs} pairs, {first.lines} lines ({first.lines / first.n_pairs:.2%})")
        for name in pairs.scores:
            print(f"  {name}: {results[name, place]}")
    near = pairs.in_contact
    strength, count = (pairs.scores[name][near] for name in ("observed strength", "plain mail count"))
    gain, (low, high) = compare(strength, count, pairs.is_line[near], pairs.manager[near])
    print(f"\nAUC of observed strength less that of mail counts, in contact: {gain:+.3f} ({low:+.3f} to {high:+.3f})")
    strong = pairs.scores["observed strength"] >= float(get_parameter("tie_strength", "strong_from"))
    print(f"Strong pairs: {int(strong.sum())}, {int((strong & pairs.is_line).sum())} of them lines.")


if __name__ == "__main__":
    main()
