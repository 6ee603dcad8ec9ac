"""Persuasion: which references would convince somebody who asks, each quality in a column of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from bridgehead.answers import Answer, Column, Part, Row, Scores, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._inquiry import (
    Inquiry,
    count_ties_from,
    find_common_region,
    find_languages,
    match_words,
    read_words,
)
from bridgehead.questions._owed import find_own_ids
from bridgehead.questions._referees import Referee, find_assessed, find_publications, find_referees
from bridgehead.questions._saying import say_actor, say_actor_id, say_market
from bridgehead.questions._targets import read_max_introductions
from bridgehead.questions._uncounted import say_amount
from bridgehead.record import markets
from bridgehead.record.entries import Assessment, Interaction
from bridgehead.record.references import WORKS, Reference

Quality = Literal["matched", "nearness", "prominence", "publications", "ties_between", "allowed", "asked_lately"]
_NEARNESS = ("same market", "same region", "elsewhere")
_COLUMNS: tuple[Column, ...] = (
    Column(name="reference", label="Reference", kind="actor", meaning="Who may speak for us."),
    Column(name="market", label="Market", kind="market", meaning="Where they are at home."),
    Column(name="matched", label="Same field", meaning="Words of the inquiry found in their field, name or papers."),
    Column(
        name="nearness",
        label="Nearness",
        kind="word",
        meaning="Same market as the inquirer's, same UN M49 region short of the world, or elsewhere.",
    ),
    Column(name="region", label="Region", kind="market", meaning="The smallest region that holds both markets."),
    Column(
        name="allowed",
        label="Agreed",
        kind="yes_no",
        meaning="An agreement in force says they act as a reference; cannot tell where none says so.",
    ),
    Column(
        name="ties_between",
        label="Ties between",
        kind="count",
        meaning="Fewest ties from them to the inquirer, else to anybody in its market, none of them ours: one is a "
        "direct tie, none means it is they; cannot tell where no route is known.",
    ),
    Column(
        name="asked_lately",
        label="Asked lately",
        kind="count",
        meaning="How often they were asked within the last year, asks still open included; cannot tell where none is "
        "logged.",
    ),
    Column(name="grounds", label="What they are", kind="word", meaning="What makes them a reference of ours."),
    Column(name="certain", label="Certain", kind="yes_no", meaning="Whether that certainly holds on the day."),
    Column(
        name="languages",
        label="Common language",
        kind="word",
        meaning="As stated of both, else spoken by a fifth of the people or more in both countries (CLDR).",
    ),
    Column(
        name="prominence",
        label="Prominence",
        kind="number",
        meaning="Standing in the field as assessed, 1 the highest known.",
    ),
    Column(name="publications", label="Publications", kind="count", meaning="Publications in the field, as assessed."),
    Column(
        name="papers",
        label="With us",
        kind="count",
        meaning="Publications in which they and we have a part; cannot tell where none is on record.",
    ),
    Column(
        name="satisfied",
        label="Satisfied",
        kind="yes_no",
        meaning="Whether they accepted all we delivered, where somebody judged.",
    ),
    Column(name="agreed", label="Agreed to", meaning="What the agreement says they do as a reference."),
)
_ARTICLES: tuple[Column, ...] = (
    Column(name="topic", label="Publication", meaning="What it is about."),
    Column(name="matched", label="Same field", meaning="Words of the inquiry that stand in its topic."),
    Column(name="by", label="By", kind="actor", meaning="Who had a part in it besides us."),
    Column(name="day", label="When", kind="day", meaning="As precisely as the source says."),
    Column(name="amount", label="Number", meaning="How many, where one entry stands for several."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Persuasion:
    """Which references would persuade this inquirer?

    In the Q-Sense study articles near an inquirer's field by known researchers answered an inquiry at once, wherever it
    came from; so the field stands first unless another quality is picked. Words are matched as they are stated, and no
    score adds the qualities up: rows are ranked by the one picked, then by nearness of market and by name.
    """

    plain_name: ClassVar[str] = "Whose word would convince them?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["qsense"],)

    inquirer: str = parameter("", "Id or name of who asks, where the record holds them.")
    from_market: str = parameter("", "Market the inquiry comes from, code or name (default: the inquirer's).")
    application: str = parameter(
        "", "What it is about, in words, as in 'polymer films' (default: the inquirer's field)."
    )
    rank_by: Quality = parameter("matched", "The quality to rank by.")

    def answer(self, network: Network) -> Answer:
        """References with what speaks for each, and the publications that can be sent.

        Raises:
            QuestionValueError: a parameter has a value it cannot have. ActorNotFoundError: no such inquirer.
            UnknownMarketError: no such market. NoFirmError: no firm is named.
        """
        if self.rank_by not in get_args(Quality):
            remedy = f"Rank by one of: {', '.join(get_args(Quality))}."
            raise QuestionValueError("persuasion", "rank_by", self.rank_by, remedy)
        inquiry = self._read(network)
        rows = list(_build_rows(network, inquiry))
        rows.sort(key=lambda row: (_RANK[self.rank_by](row), _rank_nearness(row), str(row.values["reference"])))
        scores = Scores(
            columns=_COLUMNS,
            rows=tuple(rows),
            ranked_by=self.rank_by,
            empty="Nobody on record may speak for us: add members, reference centres, publications or customers.",
        )
        parts = [
            Part(name="references", title="Who may speak for us", shape=scores),
            _build_articles(network, inquiry),
        ]
        return build_answer(self, network, parts=parts, caveats=_find_caveats(network, inquiry, rows))

    def _read(self, network: Network) -> Inquiry:
        """The inquiry as asked, completed from what the record says of the inquirer."""
        position = network.actors.find(self.inquirer) if self.inquirer.strip() else None
        if position is not None and network.is_own[position]:
            raise QuestionValueError(
                "persuasion", "inquirer", self.inquirer, "That is us. Name somebody outside the firm."
            )
        actor = None if position is None else network.actor(position)
        stated = markets.get_market(self.from_market) if self.from_market.strip() else ""
        return Inquiry(
            actor=position,
            market=stated or (actor.market or "" if actor else ""),
            words=read_words(self.application or (actor.field if actor else "")),
            languages=actor.languages if actor else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the record says of everybody, looked up once.

    Attributes:
        assessed: item -> position -> its newest assessment. asked: position -> asks lately; None where none are logged.
        between: (n_actors,) fewest ties to the inquirer, -1 where none lead there; None where nobody is to be reached.
    """

    assessed: Mapping[str, Mapping[int, Assessment]]
    asked: Counter[int] | None
    between: NDArray[np.int16] | None

    def count_ties(self, position: int) -> int | None:
        """Fewest ties from an actor to the inquirer; None where no route is known."""
        ties = -1 if self.between is None else int(self.between[position])
        return ties if ties >= 0 else None


def _build_rows(network: Network, inquiry: Inquiry) -> Iterator[Row]:
    known = _Known(
        assessed={item: find_assessed(network, item) for item in ("prominence", "publications")},
        asked=network.asked_lately,
        between=count_ties_from(network, inquiry, read_max_introductions("persuasion", None) + 1),
    )
    for referee in find_referees(network):
        if referee.position != inquiry.actor:
            yield _build_row(network, inquiry, referee, known)


def _build_row(network: Network, inquiry: Inquiry, referee: Referee, known: _Known) -> Row:
    position, actor = referee.position, network.actor(referee.position)
    nearness, region = _find_nearness(inquiry, actor.market)
    assessed = {item: found[position] for item, found in known.assessed.items() if position in found}
    places = {
        "field": f"{actor.field} {actor.sector}",
        "name": " ".join((actor.name, *actor.aliases)),
        "papers": " ".join(paper.topic for paper in referee.publications),
    }
    values: dict[str, Value] = {
        "reference": say_actor(network, position),
        "grounds": tuple(referee.grounds),
        "certain": referee.certain,
        "matched": match_words(inquiry, places) if inquiry.words else None,
        "market": say_market(actor.market) if actor.market else None,
        "nearness": nearness,
        "region": region,
        "languages": find_languages(inquiry, actor),
        **{item: assessed[item].value if item in assessed else None for item in known.assessed},
        "papers": len(referee.publications) or None,
        "satisfied": referee.is_satisfied,
        "ties_between": known.count_ties(position),
        "allowed": True if referee.owed else None,
        "agreed": tuple(dict.fromkeys(one.deliverable for one in referee.owed)),
        "asked_lately": None if known.asked is None else known.asked[position],
    }
    cited = [*referee.cited, *(found.id for found in assessed.values())]
    return Row(values=values, evidence=tuple(dict.fromkeys(cited)))


def _find_nearness(inquiry: Inquiry, market: str | None) -> tuple[str | None, Value]:
    """How near a reference's market is, in a word, and the region both are in; None where a market is not known."""
    if not inquiry.market or market is None:
        return None, None
    common = find_common_region(inquiry.market, market)
    region: Value = () if common is None else say_market(common)
    if inquiry.market == market:
        return "same market", region
    return ("elsewhere" if common is None else "same region"), region


def _rank_nearness(row: Row) -> int:
    nearness = row.values["nearness"]
    return _NEARNESS.index(str(nearness)) if nearness is not None else len(_NEARNESS)


def _rank_high(name: str) -> Callable[[Row], float]:
    """Larger first, what is not known last."""

    def rank(row: Row) -> float:
        value = row.values[name]
        return -float(value) if isinstance(value, int | float) else float("inf")

    return rank


def _rank_low(name: str) -> Callable[[Row], float]:
    """Smaller first, what is not known last."""

    def rank(row: Row) -> float:
        value = row.values[name]
        return float(value) if isinstance(value, int | float) else float("inf")

    return rank


def _rank_many(name: str) -> Callable[[Row], float]:
    """More of them first, none and what is not known last."""
    return lambda row: -len(found) if isinstance(found := row.values[name], tuple) else 0


_RANK: dict[str, Callable[[Row], float]] = {
    "matched": _rank_many("matched"),
    "nearness": _rank_nearness,
    "prominence": _rank_high("prominence"),
    "publications": _rank_high("publications"),
    "ties_between": _rank_low("ties_between"),
    "allowed": _rank_high("allowed"),
    "asked_lately": _rank_low("asked_lately"),
}


def _build_articles(network: Network, inquiry: Inquiry) -> Part:
    own = find_own_ids(network)
    papers = [(paper, match_words(inquiry, {"topic": paper.topic})) for paper in find_publications(network, own)]
    papers.sort(key=lambda told: (-len(told[1]), told[0].id))
    rows = tuple(_build_article(network, own, paper, matched if inquiry.words else None) for paper, matched in papers)
    empty = "No publication of ours, or on what we make, is on record. Import works, or add them."
    shape = Table(columns=_ARTICLES, rows=rows, empty=empty)
    return Part(name="articles", title="What can be sent to read", shape=shape)


def _build_article(network: Network, own: frozenset[str], paper: Interaction, matched: tuple[str, ...] | None) -> Row:
    values: dict[str, Value] = {
        "topic": paper.topic or None,
        "matched": matched,
        "by": tuple(say_actor_id(network, actor) for actor, _ in paper.participants if actor not in own),
        "day": paper.begin if paper.begin.is_known else None,
        "amount": say_amount(paper),
    }
    return Row(values=values, evidence=(paper.id,))


def _find_caveats(network: Network, inquiry: Inquiry, rows: Sequence[Row]) -> Iterator[str]:
    """What was asked, what is missing, and how words were matched."""
    if inquiry.market:
        yield f"The inquiry is taken to come from {markets.label(inquiry.market)}."
    else:
        yield "Where the inquiry comes from is not known, so nearness cannot be told; say so with --from-market."
    if inquiry.words:
        yield f"Matched are these words as they are stated: {', '.join(inquiry.words.values())}."
    else:
        yield "What the inquiry is about is not known, so no field can be matched; say so with --application."
    fieldless = sum(1 for row in rows if not _has_field(network, row))
    if fieldless:
        yield f"{fieldless} of {len(rows)} references have no stated field; only their name and papers were searched."
    yield "That the record names no agreement to act as a reference does not mean that they would refuse."


def _has_field(network: Network, row: Row) -> bool:
    reference = row.values["reference"]
    position = network.actors.position_by_id[getattr(reference, "id", "")]
    return bool(network.actor(position).field)
