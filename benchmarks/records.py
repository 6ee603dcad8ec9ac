"""The records benchmarks ask: one firm's, made up to the size a firm's may reach, and the registry's where at hand."""

from __future__ import annotations

import csv
import gzip
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from abroad import Abroad
from bridgehead.firm import init
from bridgehead.record.dates import OPEN, UNKNOWN, When, on_day
from bridgehead.record.entries import Actor, Agreement, Assessment, Entry, Evidence, Interaction, Obligation, Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import OWN_FIRM, MemoryRecord
from networks import REGISTRY, load

#: the day questions are asked for
DAY = date(2026, 6, 30)
N_PEOPLE, N_DIRECT, N_TIES = 20, 300, 100_000
N_AGREEMENTS, N_OBLIGATIONS, N_INTERACTIONS, N_EVIDENCE = 200, 500, 5_000, 2_000
MARKETS = ("DE", "FR", "JP", "US", "CN", "GB", "IT", "ES", "PL", "NL", "BR", "IN", "KR", "NO", "FI", "DK", "CH", "AT",
           "CA", "AU", "MX", "TR", "ZA", "SG", "CZ", "PT", "IE", "HU", "GR", "CL")  # fmt: skip
FIELDS = ("academia", "polymers", "aviation", "medical devices", "sensors", "food", "software", "energy")
KINDS = ("business", "social", "scientific", "institutional", "ethnic", "family")
CONTACTS = ("meeting", "message", "call", "visit", "joint_work", "ask")
FORMS = ("supply", "distribution", "research", "co_development", "licence")
#: what those we are tied to are to us, in turn
ROLES = ("customer", "supplier", "distributor", "customer_of_customer", "research_partner", "alliance_partner",
         "competitor", "")  # fmt: skip


def name(position: int) -> str:
    """The id of an actor."""
    return f"made:actor-{position}"


@cache
def make_record() -> MemoryRecord:
    """Seeded: 10,000 actors, 100,000 ties, 250 agreements with 540 obligations, 8,200 contacts, 60 presences.

    The last 21 actors are the firm and its people, who have 300 ties to others.
    """
    dice = np.random.default_rng(4)
    evidence = [
        Evidence(id=f"made:evidence-{number}", reference=f"document {number}", kind="document", on=draw_day(dice))
        for number in range(N_EVIDENCE)
    ]
    entries = (*evidence, *make_actors(dice), *make_ties(dice), *make_dues(dice), *make_contacts(dice))
    return MemoryRecord("made", (*entries, *make_abroad().make()))


def make_abroad() -> Abroad:
    """What the firm does abroad."""
    firm, n_actors = firm_position(), load("made").n_actors
    return Abroad(
        firm=name(firm),
        people=[name(person) for person in range(firm + 1, n_actors)],
        partners=[name(other) for other in find_partners()],
        ties=[f"made:tie-{sender}-{receiver}" for sender, receiver in find_our_pairs()],
        markets=[market for market in MARKETS if market != "SE"],
        day=draw_day,
        cite=cite,
    )


def firm_position() -> int:
    """The firm; its people come after it."""
    return load("made").n_actors - N_PEOPLE - 1


@cache
def find_partners() -> tuple[int, ...]:
    """Whom the firm and its people are tied to."""
    return tuple(np.random.default_rng(5).choice(firm_position(), size=N_DIRECT, replace=False).tolist())


@cache
def find_our_pairs() -> tuple[tuple[int, int], ...]:
    """(one of us, partner) of each of our ties."""
    firm, n_actors = firm_position(), load("made").n_actors
    ours = np.random.default_rng(7).integers(firm, n_actors, size=N_DIRECT).tolist()
    return tuple(zip(ours, find_partners(), strict=True))


def draw_day(dice: np.random.Generator) -> When:
    """A day of the ten years before the questions are asked."""
    return on_day(DAY - timedelta(days=int(dice.integers(1, 3650))))


def cite(dice: np.random.Generator) -> tuple[str, ...]:
    """One piece of evidence."""
    return (f"made:evidence-{dice.integers(N_EVIDENCE)}",)


def make_actors(dice: np.random.Generator) -> Iterator[Entry]:
    """Six of ten are people; the markets are Zipf's."""
    firm, n_actors = firm_position(), load("made").n_actors
    share = 1 / np.arange(1, len(MARKETS) + 1)
    markets = dice.choice(MARKETS, size=n_actors, p=share / share.sum())
    for position in range(n_actors):
        is_person = position > firm or (position < firm and position % 10 < 6)
        yield Actor(
            id=name(position),
            kind="person" if is_person else "organisation",
            name=f"Actor {position}",
            market="SE" if position >= firm else str(markets[position]),
            field=FIELDS[int(dice.integers(len(FIELDS)))],
            evidence=cite(dice),
        )
    instrument, item = OWN_FIRM
    yield Assessment(id="record:focal_firm", subject=name(firm), instrument=instrument, item=item, value=True)


def make_ties(dice: np.random.Generator) -> Iterator[Entry]:
    """The made network's among others; the firm's people, and the ties of firm and people to 300 others."""
    made, firm = load("made"), firm_position()
    for person in range(firm + 1, made.n_actors):
        yield make_tie(dice, firm, person, "affiliation", 1.0)
    among = np.flatnonzero((made.first < firm) & (made.second < firm))[: N_TIES - N_DIRECT - N_PEOPLE]
    among_others = zip(made.first[among].tolist(), made.second[among].tolist(), strict=True)
    for number, (sender, receiver) in enumerate((*find_our_pairs(), *among_others)):
        strength = round(float(dice.random()), 2) if dice.random() < 0.5 else None
        role = ROLES[number % len(ROLES)] if number < N_DIRECT else ""
        yield make_tie(dice, sender, receiver, KINDS[int(dice.integers(len(KINDS)))], strength, role=role)


def make_tie(
    dice: np.random.Generator, sender: int, receiver: int, kind: str, strength: float | None, *, role: str = ""
) -> Tie:
    """A tie that holds, as far as anybody said."""
    return Tie(
        id=f"made:tie-{sender}-{receiver}",
        sender=name(sender),
        receiver=name(receiver),
        kind=kind,
        role=role,
        strength=strength,
        begin=draw_day(dice),
        end=OPEN if dice.random() < 0.5 else UNKNOWN,
        evidence=cite(dice),
    )


def make_dues(dice: np.random.Generator) -> Iterator[Entry]:
    """Agreements of the firm with one partner each, and what is owed under them on either side."""
    firm = firm_position()
    parties = find_partners()[:N_AGREEMENTS]
    for number, other in enumerate(parties):
        yield Agreement(
            id=f"made:agreement-{number}",
            parties=((name(firm), None), (name(other), None)),
            form=FORMS[number % len(FORMS)],
            begin=draw_day(dice),
            end=OPEN,
            evidence=cite(dice),
        )
    for number in range(N_OBLIGATIONS):
        sides = (name(firm), name(parties[number % N_AGREEMENTS]))
        debtor, creditor = sides if dice.random() < 0.5 else sides[::-1]
        yield Obligation(
            id=f"made:obligation-{number}",
            agreement=f"made:agreement-{number % N_AGREEMENTS}",
            debtor=debtor,
            creditor=creditor,
            deliverable="a report",
            quantity=1.0,
            unit="reports",
            due=draw_day(dice),
            recurrence=("", "yearly", "quarterly")[number % 3],
            evidence=cite(dice),
        )


def make_contacts(dice: np.random.Generator) -> Iterator[Entry]:
    """Between one of our people and one or two partners; every tenth delivers what is owed."""
    firm, n_actors = firm_position(), load("made").n_actors
    for number in range(N_INTERACTIONS):
        mine = int(dice.integers(firm + 1, n_actors))
        others = dice.choice(find_partners(), size=int(dice.integers(1, 3)), replace=False).tolist()
        kind = CONTACTS[number % len(CONTACTS)]
        part = "asked" if kind == "ask" else "receiver"
        yield Interaction(
            id=f"made:contact-{number}",
            kind=kind,
            participants=((name(mine), "sender"), *((name(other), part) for other in others)),
            begin=draw_day(dice),
            outcome=("yes", "no", "no_answer")[number % 3] if kind == "ask" else "",
            fulfils=f"made:obligation-{number // 10}" if number % 10 == 0 else None,
            quantity=1.0 if number % 10 == 0 else None,
            evidence=cite(dice),
        )


def store_record(record: MemoryRecord) -> Path:
    """The record written to a new file."""
    path = new_path()
    with init(path, by="benchmark") as firm:
        firm.put(*record.entries())
    return path


def import_registry() -> Path:
    """The registry's file in a new record."""
    path = new_path()
    with init(path, by="benchmark") as firm:
        firm.import_(REGISTRY)
    return path


def read_rows() -> list[dict[str, str]]:
    """The registry's file as it is."""
    with gzip.open(REGISTRY, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def consortia(rows: Iterable[Mapping[str, str]], day: date | None = None) -> list[list[str]]:
    """The participants of each project, each once; with a day, of those in force on it that are no mere co-presence."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if day is None or (row["start_date"] or "0") <= day.isoformat() <= (row["end_date"] or "9"):
            found.setdefault(row["rcn"], {})[row["pic"]] = None
    most = int(get_parameter("tie_strength", "agreement_most_parties")) if day else len(found)
    return [list(parties) for parties in found.values() if len(parties) <= most]


@cache
def make_folder() -> tempfile.TemporaryDirectory[str]:
    """Removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="bridgehead-")


def new_path() -> Path:
    """Where nothing is yet."""
    return Path(tempfile.mkdtemp(dir=make_folder().name)) / "benchmark.bridgehead"
