"""What a review looks for takes a while in a large record; it is kept until something it rests on changes."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from fastapi import Request

from bridgehead import firm as firms
from bridgehead.firm.reviewing import find_open_candidates
from bridgehead.matching.candidates import Candidate, keep_open
from bridgehead.record.checks import check
from bridgehead.record.entries import Actor, Judgement
from bridgehead.record.findings import Finding
from bridgehead.web.memo import Memo
from bridgehead.web.run_state import get_kept
from bridgehead.web.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class _Found:
    """Pairs that may be one, and the actors and judgements they were found among."""

    pairs: tuple[Candidate, ...]
    actors: tuple[Actor, ...]
    judgements: frozenset[Judgement]


class ReviewState:
    """What was found in the records that are looked at."""

    def __init__(self) -> None:
        """Nothing is looked for before it is asked."""
        self._found: dict[str, _Found] = {}
        self._lock = Lock()
        self._findings: Memo[tuple[Finding, ...]] = Memo(3)

    def find_pairs(self, case: str, snapshot: Snapshot) -> tuple[Candidate, ...]:
        """Pairs of actors that may be one and that nobody has judged, the likeliest first.

        A judgement only closes pairs, so that after one nothing is compared anew.

        Args:
            case: of the library; "" is the record. snapshot: of its entries.
        """
        with self._lock:
            if not self.has_pairs(case, snapshot):
                self._found[case] = _Found(
                    find_open_candidates(snapshot.entries()),
                    snapshot.find(Actor),
                    frozenset(snapshot.find(Judgement)),
                )
            return keep_open(self._found[case].pairs, snapshot.find(Judgement))

    def has_pairs(self, case: str, snapshot: Snapshot) -> bool:
        """Whether the pairs are ready, so that no one has to wait for them."""
        found = self._found.get(case)
        return (
            found is not None
            and found.actors == snapshot.find(Actor)
            and found.judgements <= frozenset(snapshot.find(Judgement))
        )

    def find_odd(self, case: str, snapshot: Snapshot) -> tuple[Finding, ...]:
        """What is odd about a record today, errors first."""
        today = firms.today()
        return self._findings.get((case, snapshot.version, today), lambda: check(snapshot.entries(), today))

    def has_odd(self, case: str, snapshot: Snapshot) -> bool:
        """Whether what is odd is known already."""
        return self._findings.holds((case, snapshot.version, firms.today()))


def get_review_state(request: Request) -> ReviewState:
    """What was found in this run of the server."""
    return get_kept(request, "review_state", ReviewState)
