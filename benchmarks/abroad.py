"""What the made firm does abroad: presences, a programme, coded contacts, inquiries, assessments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bridgehead.record.dates import OPEN, When
from bridgehead.record.entries import Agreement, Assessment, Entry, Interaction, Obligation, Presence, Programme
from bridgehead.record.terms import COORDINATION_FORMS, ENTRY_MODES, MECHANISMS

N_PRESENCES, N_SEATS, N_CODED, N_INQUIRIES, N_VENTURES = 60, 40, 3_000, 200, 10
TIERS = (("member", 30, None), ("reference_centre", 10, 1))
ASSESSED = (
    ("alliance_function", "department"),
    ("portfolio_plan", True),
    ("export_function", "department"),
    ("foreign_sales_share", 0.6),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """Whose dealings are made, and how.

    Attributes:
        firm: its id. people: theirs. partners: ids of those it is tied to, with the ties' ids beside them in `ties`.
        markets: codes to draw from. day: draws a day. cite: draws evidence.
    """

    firm: str
    people: Sequence[str]
    partners: Sequence[str]
    ties: Sequence[str]
    markets: Sequence[str]
    day: Callable[[np.random.Generator], When]
    cite: Callable[[np.random.Generator], tuple[str, ...]]

    def make(self) -> Iterator[Entry]:
        """All of it, seeded by itself so that what is made elsewhere stays as it was."""
        dice = np.random.default_rng(6)
        yield from self._make_presences(dice)
        yield from self._make_programme(dice)
        yield from self._make_ventures(dice)
        yield from self._make_coded(dice)
        yield from self._make_inquiries(dice)
        for item, value in ASSESSED:
            yield Assessment(
                id=f"made:assessed-{item}", subject=self.firm, instrument="firm", item=item, value=value,
                begin=self.day(dice), end=OPEN, evidence=self.cite(dice),
            )  # fmt: skip

    def _make_presences(self, dice: np.random.Generator) -> Iterator[Entry]:
        """Some of each market's, resting on a tie each."""
        for number in range(N_PRESENCES):
            yield Presence(
                id=f"made:presence-{number}",
                actor=self.firm,
                market=self.markets[number % len(self.markets)],
                entry_mode=ENTRY_MODES.words[number % len(ENTRY_MODES.words)],
                rests_on=(self.ties[int(dice.integers(len(self.ties)))],),
                begin=self.day(dice),
                end=OPEN,
                evidence=self.cite(dice),
            )

    def _make_programme(self, dice: np.random.Generator) -> Iterator[Entry]:
        """A programme with two tiers, and the seats in it with one thing owed under each."""
        yield Programme(id="made:programme", name="References", owner=self.firm, tiers=TIERS, evidence=self.cite(dice))
        for number, member in enumerate(self.partners[-N_SEATS:]):
            yield Agreement(
                id=f"made:seat-{number}",
                parties=((self.firm, None), (member, None)),
                form="membership",
                programme="made:programme",
                tier=TIERS[number % len(TIERS)][0],
                begin=self.day(dice),
                end=OPEN,
                evidence=self.cite(dice),
            )
            yield Obligation(
                id=f"made:seat-duty-{number}", agreement=f"made:seat-{number}", debtor=member, creditor=self.firm,
                deliverable="act as a reference", due=self.day(dice), recurrence="yearly", evidence=self.cite(dice),
            )  # fmt: skip

    def _make_ventures(self, dice: np.random.Generator) -> Iterator[Entry]:
        """Joint ventures with equity shares, exclusive in a field and a market."""
        for number in range(N_VENTURES):
            market = self.markets[number % len(self.markets)]
            yield Agreement(
                id=f"made:venture-{number}",
                parties=((self.firm, 0.5), (self.partners[number], 0.5)),
                form="joint_venture",
                markets=(market,),
                exclusivity="sensors",
                exclusive_markets=(market,),
                begin=self.day(dice),
                end=OPEN,
                evidence=self.cite(dice),
            )

    def _make_coded(self, dice: np.random.Generator) -> Iterator[Entry]:
        """Contacts of one of our people with one to three partners that name a mechanism and a form."""
        for number in range(N_CODED):
            others = dice.choice(len(self.partners), size=int(dice.integers(1, 4)), replace=False).tolist()
            yield Interaction(
                id=f"made:coded-{number}",
                kind=("meeting", "visit", "joint_work", "publication")[number % 4],
                participants=(
                    (self.people[number % len(self.people)], "organiser"),
                    *((self.partners[other], "attendee") for other in others),
                ),
                mechanism=MECHANISMS.words[int(dice.integers(len(MECHANISMS.words)))],
                forms=(COORDINATION_FORMS.words[int(dice.integers(len(COORDINATION_FORMS.words)))],),
                topic=f"topic {number % 50}",
                begin=self.day(dice),
                evidence=self.cite(dice),
            )

    def _make_inquiries(self, dice: np.random.Generator) -> Iterator[Entry]:
        """Inquiries and leads from partners; every tenth is said to have led to a presence."""
        for number in range(N_INQUIRIES):
            yield Interaction(
                id=f"made:inquiry-{number}",
                kind=("inquiry", "lead", "introduction", "sale")[number % 4],
                participants=(
                    (self.partners[number % len(self.partners)], "sender"),
                    (self.people[number % len(self.people)], "receiver"),
                ),
                place=self.markets[number % len(self.markets)],
                topic="polymer films",
                led_to=(f"made:presence-{number // 10}",) if number % 10 == 0 else (),
                begin=self.day(dice),
                evidence=self.cite(dice),
            )
