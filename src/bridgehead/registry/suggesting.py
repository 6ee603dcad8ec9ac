"""Whom each of many firms could be tied to next, ranked, with a chance and the reasons behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bridgehead.errors import MisuseError, suggest
from bridgehead.registry.arrays import Registry, read_days
from bridgehead.registry.candidates import list_candidates
from bridgehead.registry.features import Describer
from bridgehead.registry.models import (
    BadRankingError,
    Ranker,
    find_fingerprint,
    place_of_ranking,
    read_ranking,
    write_ranking,
)
from bridgehead.registry.past import Actors, Floats, Past
from bridgehead.registry.projecting import before
from bridgehead.registry.ranking import Scorer, learn
from bridgehead.registry.reasons import Reason, Teller
from bridgehead.registry.scoring import BASELINES

LEARNED = "learned"
_ASKED_AT_ONCE = 512


class UnknownRankingError(MisuseError):
    """There is no such way to rank."""

    def __init__(self, name: str) -> None:
        """Args: name as given."""
        self.name = name
        known = (LEARNED, *BASELINES)
        super().__init__(f"No ranking {name!r}.{suggest(name, known)} The rankings are: {', '.join(known)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One organisation suggested.

    Attributes:
        actor: its id. name, market: "" where not known. rank: from 1.
        score: chance that the two get tied within a year; None where the ranking gives none.
        why: what speaks for it, ties first; () where nothing but the ranking does.
    """

    actor: str
    name: str
    market: str
    rank: int
    score: float | None
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """What is suggested to one firm.

    Attributes:
        firm: its id. suggestions: the best first. note: why there are none; "" where there are.
        markets: markets in which it has no partner yet, by the chance that one of those suggested is the first:
            (code, chance), the likeliest first; the chances of suggestions are taken as independent.
    """

    firm: str
    suggestions: tuple[Suggestion, ...] = ()
    markets: tuple[tuple[str, float], ...] = ()
    note: str = ""


class Ranked:
    """Ranks the possible partners of organisations, learned or plainly."""

    def __init__(self, past: Past, *, by: str = LEARNED, ranker: Ranker | None = None) -> None:
        """Args: past: what is known. by: name of the ranking. ranker: the learned one, where `by` says so.

        Raises:
            UnknownRankingError: there is no such way to rank.
        """
        if by != LEARNED and by not in BASELINES:
            raise UnknownRankingError(by)
        self.past, self._by = past, by
        self._scorer = Scorer(ranker) if by == LEARNED and ranker is not None else None
        self._describer = Describer(past) if self._scorer else None

    @property
    def is_learned(self) -> bool:
        """Whether what was learned ranks; where too little was known to learn from, Adamic-Adar does."""
        return self._scorer is not None

    def rank(self, asked: Actors, most: int) -> tuple[Actors, Floats]:
        """The best for each asked, -1 where there are fewer, and their chances, NaN where none is given: (n, most)."""
        if self._scorer is None or self._describer is None:
            plain = BASELINES["adamic_adar" if self._by == LEARNED else self._by]
            return plain(self.past, asked, most), np.full((len(asked), most), np.nan)
        ranked, chances = np.full((len(asked), most), -1, dtype=np.int32), np.full((len(asked), most), np.nan)
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            block = slice(start, start + _ASKED_AT_ONCE)
            listed = list_candidates(self.past, asked[block])
            raw, chance = self._scorer.score(self._describer, listed)
            asker = np.repeat(np.arange(len(listed.asked)), np.diff(listed.ptr))
            order = np.lexsort((listed.who, -raw, asker))
            rank = np.arange(len(order)) - listed.ptr[asker[order]]
            kept = order[rank < most]
            place = start + asker[kept], rank[rank < most]
            ranked[place], chances[place] = listed.who[kept], chance[kept]
        return ranked, chances


def get_ranker(
    registry: Registry, day: date, *, folder: Path | None = None, path: Path | None = None, threads: int = 0
) -> Ranker | None:
    """The learned ranking of a day: the one given, else the one kept in the folder, else learned now and kept there.

    A kept one that is damaged, of another version, or learned from another past is replaced.

    Args:
        registry: as it is. day: nothing of it or later may be known. folder: of the registry. path: of a ranking.
        threads: how many learn at once; as many as there are processors by default.

    Returns:
        None where too little was known to learn from.

    Raises:
        LaterRankingError, BadRankingError: of the one given. NoLearnerError: none can be learned.
    """
    if path is not None:
        return read_ranking(path, day)
    kept = place_of_ranking(folder, day) if folder else None
    if kept is not None and kept.exists():
        try:
            ranker = read_ranking(kept, day)
        except BadRankingError:
            ranker = None
        if ranker is not None and ranker.past == find_fingerprint(before(registry, day)):
            return ranker
    ranker = learn(registry, day, threads=threads)
    if ranker is not None and kept is not None:
        write_ranking(kept, ranker)
    return ranker


def suggest_partners(ranked: Ranked, firms: Sequence[str], *, top: int) -> Iterator[Suggested]:
    """What is suggested to each firm, in the order given.

    Args:
        ranked: the ranking, as of its past's day. firms: ids. top: how many for each at most.
    """
    past = ranked.past
    numbers = np.array([past.registry.organisations.ids.find(firm) for firm in firms], dtype=np.int32)
    for start in range(0, len(firms), _ASKED_AT_ONCE):
        block = numbers[start : start + _ASKED_AT_ONCE]
        asked = np.unique(block[(block >= 0) & past.is_known[block]])
        told = dict(zip(asked.tolist(), _tell_all(ranked, asked, top), strict=True))
        for firm, number in zip(firms[start : start + _ASKED_AT_ONCE], block.tolist(), strict=True):
            yield _say_unknown(past, firm, number) if number not in told else told[number]


def _say_unknown(past: Past, firm: str, number: int) -> Suggested:
    day = read_days(past.day)
    note = f"took part in nothing before {day}" if number >= 0 else "is not in the registry"
    return Suggested(firm=firm, note=f"{firm} {note}: nothing is known to suggest anybody by.")


def _tell_all(ranked: Ranked, asked: Actors, top: int) -> Iterator[Suggested]:
    """What is suggested to each asked."""
    best, chances = ranked.rank(asked, top)
    teller = Teller(ranked.past, np.repeat(asked, top), best.ravel())
    for place, one in enumerate(asked.tolist()):
        found = best[place][best[place] >= 0]
        suggestions = tuple(
            _tell(ranked.past, teller, place * top + rank, other, rank, float(chances[place, rank]))
            for rank, other in enumerate(found.tolist())
        )
        markets = _find_markets(ranked.past, one, found, chances[place][: len(found)])
        note = "" if suggestions else "Everybody known is a partner already."
        firm = ranked.past.registry.organisations.ids[one]
        yield Suggested(firm=firm, suggestions=suggestions, markets=markets, note=note)


def _tell(past: Past, teller: Teller, pair: int, other: int, rank: int, chance: float) -> Suggestion:
    organisations = past.registry.organisations
    code = int(organisations.market[other])
    return Suggestion(
        actor=organisations.ids[other],
        name=organisations.names[other],
        market=organisations.markets[code] if code >= 0 else "",
        rank=rank + 1,
        score=None if np.isnan(chance) else chance,
        why=tuple(teller.find_reasons(pair)),
    )


def _find_markets(past: Past, one: int, found: Actors, chances: Floats) -> tuple[tuple[str, float], ...]:
    """Markets without a partner yet, by the chance that one of those suggested is the first."""
    organisations, ties = past.registry.organisations, past.registry.ties
    reached = organisations.market[ties.other[ties.ptr[one] : ties.ptr[one + 1]]]
    market = organisations.market[found]
    is_new = ~np.isin(market, reached) & (market >= 0) & (market != organisations.market[one]) & ~np.isnan(chances)
    chance = {
        organisations.markets[code]: 1.0 - float(np.prod(1 - chances[is_new & (market == code)]))
        for code in np.unique(market[is_new]).tolist()
    }
    return tuple(sorted(chance.items(), key=lambda item: (-item[1], item[0])))
