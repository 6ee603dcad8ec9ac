"""Draw the invented pool of candidates that the recruiting tutorial chooses from.

    python tools/build_candidates.py

Writes the record files of `src/bridgehead/examples/q-sense-candidates`: forty teams that might have been asked to join
Q-Sense's Scientific Network in 2000, whom they wrote papers with, the laboratories that read them, and what Kasemo
could have said of them. Every figure is drawn from a fixed seed and every name is made up; only the countries exist.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/bridgehead/examples/q-sense-candidates"
SEED = 2000
#: market -> its part of the world, how many teams and how many laboratories
MARKETS = {
    "US": ("America", 9, 34), "CA": ("America", 2, 6), "DE": ("Europe", 4, 10), "FR": ("Europe", 3, 8),
    "GB": ("Europe", 3, 8), "NL": ("Europe", 2, 4), "CH": ("Europe", 2, 4), "FI": ("Europe", 2, 4),
    "BE": ("Europe", 2, 4), "DK": ("Europe", 1, 4), "IT": ("Europe", 1, 4), "AT": ("Europe", 1, 3),
    "JP": ("Asia", 4, 18), "KR": ("Asia", 2, 4), "SG": ("Asia", 1, 2), "CN": ("Asia", 1, 3),
}  # fmt: skip
FIELDS = ("Surface Physics", "Polymer Films", "Biointerfaces", "Colloid Chemistry", "Biosensors", "Forest Products",
          "Nanotechnology", "Electrochemistry", "Membrane Biophysics")  # fmt: skip
PLACES = ("Northern", "Southern", "Western", "Eastern", "Central", "Lakeside", "Riverside", "Hillside", "Harbour")
ROLES = ("editor of a journal", "chair of a conference", "president of a learned society")
#: how much likelier a tie is within a field, a part of the world, and a market
WEIGHTS = (6.0, 8.0, 40.0)
COAUTHORSHIPS = 16
NEIGHBOURS = 16
#: the team that has bound itself to another maker of instruments
BOUND_PLACE = 22
REFERENCE = "INVENTED for the recruiting tutorial"
#: what the entries rest on -> what is made up about them
EVIDENCE = {
    "screening": "Who published what and how often it was cited is made up.",
    "costs": "What winning and keeping each team would cost is made up.",
    "verification": "Whom Kasemo knew and whom he vouched for is made up.",
    "papers": "Who wrote papers together is made up.",
    "readers": "Which laboratories read whom, and which know each other, is made up.",
    "programme": "A network of its own, so that nobody invented joins the one of the study, is made up.",
    "contract": "The rival and its contract are made up.",
}
HEADER = """\
# INVENTED for the recruiting tutorial: no team, laboratory or figure in this file is real.
# Written by tools/build_candidates.py; change that and run it again.
defaults:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team or laboratory.

    Attributes:
        id: its id in the pool. market, region, field: where it is and what it works in.
        place: what its university is called by.
        fame: 0..1, what its figures grow with; 0 for a laboratory.
    """

    id: str
    market: str
    field: str
    place: str
    fame: float = 0.0

    @property
    def region(self) -> str:
        """The part of the world."""
        return MARKETS[self.market][0]


class Draw:
    """Random numbers that are the same in every version of Python: all are made of `random()`."""

    def __init__(self, seed: int) -> None:
        """Args: seed of the numbers."""
        self._numbers = random.Random(seed)  # noqa: S311 - invented figures, no secrets

    def between(self, low: float, high: float, step: float) -> float:
        """A multiple of a step from low to high, both included."""
        steps = round((high - low) / step) + 1
        return round(low + step * int(self._numbers.random() * steps), 6)

    def happens(self, chance: float) -> bool:
        """Whether something of this chance happens."""
        return self._numbers.random() < chance

    def pick(self, teams: Sequence[Team], weights: Iterable[float]) -> Team:
        """One team, each as likely as its weight."""
        sums = list(accumulate(weights))
        threshold = self._numbers.random() * sums[-1]
        return next(team for team, total in zip(teams, sums, strict=True) if total > threshold)


def build_pool(seed: int = SEED) -> dict[str, str]:
    """The text of each file of the pool, by its name."""
    draw = Draw(seed)
    teams = list(draw_teams(draw))
    laboratories = list(draw_laboratories(draw))
    return {
        "record.yaml": write_teams(teams),
        "record-assessments.yaml": write_assessments(draw, teams),
        "record-laboratories.yaml": write_laboratories(laboratories),
        "record-ties.yaml": write_ties(draw, teams, laboratories),
    }


def draw_teams(draw: Draw) -> Iterator[Team]:
    """The forty candidates; no two of one field in one market."""
    for market, (region, n_teams, _) in MARKETS.items():
        shift = int(draw.between(0, len(FIELDS) - 1, 1))
        for number in range(n_teams):
            field = FIELDS[(shift + number) % len(FIELDS)]
            fame = draw.between(0, 1, 0.01) ** 1.5
            yield Team(
                id=f"{market.lower()}-{field.lower().replace(' ', '-')}", market=market, field=field,
                place=PLACES[number], fame=min(1.0, fame + (0.25 if region == "America" else 0.0)),
            )  # fmt: skip


def draw_laboratories(draw: Draw) -> Iterator[Team]:
    """Those who read what the candidates publish."""
    for market, (_, _, n_laboratories) in MARKETS.items():
        for number in range(1, n_laboratories + 1):
            field = FIELDS[int(draw.between(0, len(FIELDS) - 1, 1))]
            yield Team(id=f"lab-{market.lower()}-{number:02}", market=market, field=field, place=f"{number}")


def write_line(key: str, **fields: object) -> str:
    """An entry on a line of its own; what YAML would read otherwise is quoted."""
    texts = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in fields.items()}
    quoted = {name: f'"{text}"' if "," in text and text[0] not in "[{" else text for name, text in texts.items()}
    return f"  {key}: {{{', '.join(f'{name}: {text}' for name, text in quoted.items())}}}\n"


def write_file(defaults: Iterable[str], **sections: Iterable[str]) -> str:
    """A record file: what holds for all of its entries, then the entries by type."""
    parts = "".join(f"\n{name}:\n{''.join(lines)}" for name, lines in sections.items())
    return f"{HEADER}{''.join(defaults)}{parts}"


def write_teams(teams: Sequence[Team]) -> str:
    """The evidence of the whole pool, the candidates, the network they may join and the rival one is bound to."""
    bound = teams[BOUND_PLACE]
    rival = {"name": "Rival maker of instruments (invented)", "sector": "research instruments", "market": bound.market}
    return write_file(
        [
            write_line("evidence", reference=REFERENCE, kind="dataset", on="2000-05-15", codes="[invented]"),
            write_line("actor", kind="organisation", sector="academia", evidence="[screening]", note="Invented."),
        ],
        evidence=[write_line(key, locator=key, paraphrase=text) for key, text in EVIDENCE.items()],
        actors=[
            *(write_actor(team, f"{team.place} {team.field}, {team.market}") for team in teams),
            write_line("rival", **rival, evidence="[contract]"),
        ],
        programmes=[
            write_line(
                "network", name="Tutorial network (invented)", owner="q-sense:q-sense", begin="2000-05-15", end="open",
                tiers="{members: [10, 3]}", evidence="[programme]", note="Invented.",
            )
        ],
        agreements=[
            write_line(
                "rival-contract", parties=f"[rival, {bound.id}]", form="reference_centre",
                exclusivity="QCM-D instruments", exclusive_markets=f"[{bound.market}]", begin=1999, end="open",
                evidence="[contract]", note="Invented.",
            )
        ],
    )  # fmt: skip


def write_actor(team: Team, name: str) -> str:
    """A team or laboratory, marked invented in its very name."""
    return write_line(team.id, name=f"{name} (invented)", market=team.market, field=team.field.lower())


def write_assessments(draw: Draw, teams: Sequence[Team]) -> str:
    """What speaks for and against each candidate."""
    lines = []
    for team in teams:
        publications = round(6 + 60 * team.fame + draw.between(0, 12, 1))
        citations = round(publications * (8 + 50 * team.fame + draw.between(0, 12, 1)))
        cost = round(5 + 9 * team.fame + draw.between(0, 6, 1) + (2 if team.region == "America" else 0))
        figures = {"publications": publications, "citations": citations, "successors": draw.between(1, 9, 1)}
        lines += [write_line(f"{team.id}-{key}", subject=team.id, item=key, value=figures[key]) for key in figures]
        lines.append(write_line(f"{team.id}-cost", subject=team.id, item="cost", value=cost, evidence="[costs]"))
        if draw.happens(team.fame):
            role = ROLES[int(draw.between(0, len(ROLES) - 1, 1))]
            lines.append(write_line(f"{team.id}-role", subject=team.id, item="leading_role", value=role))
    screened = {"instrument": "candidate", "begin": "2000-05-15", "end": "open", "evidence": "[screening]"}
    return write_file([write_line("assessment", **screened, note="Invented.")], assessments=lines)


def write_laboratories(laboratories: Sequence[Team]) -> str:
    """Those whom the word is to reach."""
    return write_file(
        [write_line("actor", kind="organisation", sector="academia", evidence="[readers]", note="Invented.")],
        actors=[
            write_actor(laboratory, f"Laboratory {laboratory.place}, {laboratory.market}")
            for laboratory in laboratories
        ],
    )


def write_ties(draw: Draw, teams: Sequence[Team], laboratories: Sequence[Team]) -> str:
    """Whom Kasemo knows and vouches for, joint papers, readers, and laboratories that know each other."""
    known = [team for team in teams if draw.happens(0.8)]
    social = {"kind": "social", "role": "opinion_leader", "formality": "informal", "strength": "weak"}
    ties = [
        write_line(f"kasemo-{team.id}", sender="q-sense:kasemo", receiver=team.id, **social, evidence="[verification]")
        for team in known
    ]
    ties += [*draw_coauthors(draw, teams), *draw_readers(draw, teams, laboratories)]
    ties += draw_neighbours(draw, laboratories)
    tie = {"kind": "scientific", "begin": "before 2000", "end": "open", "evidence": "[readers]"}
    verified = {
        "instrument": "candidate",
        "item": "verified_by",
        "value": "Kasemo",
        "begin": "2000-05-15",
        "end": "open",
    }
    return write_file(
        [
            write_line("tie", **tie, note="Invented."),
            write_line("assessment", **verified, evidence="[verification]", note="Invented."),
        ],
        ties=ties,
        assessments=[write_line(f"{team.id}-verified", subject=team.id) for team in known if draw.happens(0.85)],
    )


def draw_coauthors(draw: Draw, teams: Sequence[Team]) -> Iterator[str]:
    """Joint papers, rather within a field and a part of the world."""
    written: set[tuple[str, str]] = set()
    while len(written) < COAUTHORSHIPS:
        first = draw.pick(teams, (0.2 + team.fame for team in teams))
        second = draw.pick(teams, (weigh(first, team) * (0.2 + team.fame) for team in teams))
        one, other = sorted((first.id, second.id))
        if (one, other) not in written:
            written.add((one, other))
            since, strength = int(draw.between(1992, 1999, 1)), draw.between(0.1, 0.6, 0.1)
            yield write_line(
                f"papers-{one}-{other}", sender=one, receiver=other, role="research_partner", strength=strength,
                begin=since, evidence="[papers]",
            )  # fmt: skip


def draw_readers(draw: Draw, teams: Sequence[Team], laboratories: Sequence[Team]) -> Iterator[str]:
    """One to three teams that each laboratory reads; the word goes from the team to its readers only."""
    for lab in laboratories:
        left = list(teams)
        for _ in range(int(draw.between(1, 3, 1))):
            team = draw.pick(left, (weigh(lab, one) * (0.1 + one.fame) for one in left))
            left.remove(team)
            strength = draw.between(0.1, 0.5, 0.1)
            yield write_line(f"{team.id}-{lab.id}", sender=team.id, receiver=lab.id, one_way="yes", strength=strength)


def draw_neighbours(draw: Draw, laboratories: Sequence[Team]) -> Iterator[str]:
    """Laboratories that know each other."""
    met: set[tuple[str, str]] = set()
    while len(met) < NEIGHBOURS:
        first = draw.pick(laboratories, (1 for _ in laboratories))
        second = draw.pick(laboratories, (weigh(first, one) for one in laboratories))
        one, other = sorted((first.id, second.id))
        if (one, other) not in met:
            met.add((one, other))
            yield write_line(f"{one}-{other}", sender=one, receiver=other, strength=draw.between(0.1, 0.3, 0.1))


def weigh(one: Team, other: Team) -> float:
    """How much likelier a tie is within a field, a part of the world and a market; 0 with itself."""
    if one.id == other.id:
        return 0.0
    shared = (one.field == other.field, one.region == other.region, one.market == other.market)
    return math.prod(weight for weight, is_shared in zip(WEIGHTS, shared, strict=True) if is_shared)


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in build_pool().items():
        (TARGET / name).write_text(text, encoding="utf-8")
        print(f"Wrote {TARGET / name}")
