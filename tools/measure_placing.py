"""How often an inferred market is right, rule by rule, on the shared data whose markets are known.

    python tools/measure_placing.py

Truth: the countries of Horizon 2020 participants (with websites and VAT numbers for some) and the nationalities in a
register of members of standards bodies (with e-mail domains for some). Each rule is measured where it names one market
as likelier than not; "all" are the rules together, at the confidences that `parameters/placing.yaml` leaves them.
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from bridgehead.matching.clues import combine, find_clues
from bridgehead.matching.placing import find_placements
from bridgehead.record.entries import Actor
from bridgehead.record.markets import read_market

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DAY = date(2024, 1, 1)


def read_participants() -> Iterator[Actor]:
    """All named participants: their market is the truth."""
    seen = set()
    path = SHARED / "data/registry/h2020_participations_to_2018-06.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"] and row["pic"] not in seen:
                seen.add(row["pic"])
                yield Actor(
                    id=row["pic"], kind="organisation", name=row["name"], market=read_market(row["country"]).code
                )


def read_described() -> Iterator[Actor]:
    """Participants with websites."""
    seen = set()
    path = SHARED / "fixtures/cordis/h2020_organizations_latest_v1.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["organisationID"] not in seen:
                seen.add(row["organisationID"])
                pairs = (("website", row["organizationURL"]), ("vat", row["vatNumber"]))
                yield Actor(
                    id=row["organisationID"],
                    kind="organisation",
                    name=row["name"],
                    market=read_market(row["country"]).code,
                    identifiers=tuple(pair for pair in pairs if pair[1]),
                )


def read_members() -> Iterator[Actor]:
    """Members of standards bodies with e-mail domains."""
    path = SHARED / "fixtures/mail/organization_categories.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            market = read_market(row["nationality"]).code
            if market:
                domains = [text.strip() for text in row["email domain names"].split(",") if text.strip()]
                pairs = tuple(("domain", text) for text in domains)
                yield Actor(id=f"row-{number}", kind="organisation", name=row["name"], market=market, identifiers=pairs)


def measure(title: str, actors: Iterable[Actor]) -> None:
    """Print how many each rule places, and the share of those it places rightly."""
    held = [actor for actor in actors if actor.market]
    placed: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for actor in held:
        for clue in find_clues(actor):
            code, chance = max(combine([clue]).items(), key=lambda pair: pair[1])
            if chance >= 0.5:
                placed[clue.rule] += 1
                right[clue.rule] += code == actor.market
    for rule in sorted(placed):
        print(f"{title}: {rule}: {placed[rule]} of {len(held)}, right {right[rule] / placed[rule]:.3f}")
    truth = {actor.id: actor.market for actor in held}
    bare = [replace(actor, market=None) for actor in held]
    found = find_placements(bare, [], DAY)
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01), (0.5, 1.01)):
        some = [one for one in found if low <= one.confidence < high]
        hits = sum(1 for one in some if one.market == truth[one.actor])
        mean = sum(one.confidence for one in some) / max(len(some), 1)
        share = hits / max(len(some), 1)
        print(f"{title}: all, at {low} to {high}: {len(some)} of {len(held)}, right {share:.3f} (said {mean:.3f})")


if __name__ == "__main__":
    measure("Horizon 2020 participants, name alone", read_participants())
    measure("Horizon 2020 organisations with website and VAT number", read_described())
    measure("Members of standards bodies", read_members())
