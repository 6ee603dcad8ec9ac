"""An inquiry as references are held against it: where it comes from, what it is about, and who stands near."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from bridgehead.network.graph import build_graph
from bridgehead.network.network import Network
from bridgehead.network.routes import count_ties
from bridgehead.record import markets
from bridgehead.record.entries import Actor
from bridgehead.record.parameters import get_parameter

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What is known of who asks.

    Attributes:
        actor: position of the inquirer; None where the record does not hold one.
        market: code of where it comes from; "" where nobody said.
        words: what it is about, by the word it is matched as.
        languages: the inquirer's own, where they were stated.
    """

    actor: int | None
    market: str
    words: Mapping[str, str]
    languages: tuple[str, ...]


def read_words(text: str) -> dict[str, str]:
    """The telling words of a text: as they are matched -> as they were written.

    Case does not count, words that say nothing of a field are left out, and an English plural is its singular.

    >>> read_words("Polymer films and research")
    {'polymer': 'Polymer', 'film': 'films'}
    """
    ignored: list[str] = get_parameter("persuasion", "ignored_words")
    ending: str = get_parameter("persuasion", "plural_ending")
    found: dict[str, str] = {}
    for word in _NOT_WORDS.split(text):
        folded = word.casefold()
        if folded and folded not in ignored:
            found.setdefault(folded.removesuffix(ending) if len(folded) > 3 else folded, word)
    return found


def match_words(inquiry: Inquiry, places: Mapping[str, str]) -> tuple[str, ...]:
    """The inquiry's words that stand in some texts, each with where.

    Args:
        inquiry: what it is about. places: name of a place -> its text.

    >>> asked = Inquiry(actor=None, market="", words=read_words("polymer films"), languages=())
    >>> match_words(asked, {"field": "polymer research", "name": "Institute of Polymers"})
    ('polymer (field, name)',)
    """
    held = {place: read_words(text) for place, text in places.items()}
    found = {word: [place for place, words in held.items() if word in words] for word in inquiry.words}
    return tuple(f"{inquiry.words[word]} ({', '.join(where)})" for word, where in found.items() if where)


def find_languages(inquiry: Inquiry, actor: Actor) -> tuple[str, ...] | None:
    """Languages in common: as stated of both, else of both markets; None where neither is known."""
    if inquiry.languages and actor.languages:
        return tuple(language for language in actor.languages if language in inquiry.languages)
    there, here = inquiry.market, actor.market or ""
    if not there or not here or markets.is_region(there) or markets.is_region(here):
        return None
    return markets.shares_language(here, there)


@cache
def find_common_region(left: str, right: str) -> str | None:
    """The smallest UN M49 region, short of the world, that holds both markets; None where there is none.

    >>> find_common_region("KR", "SG"), find_common_region("KR", "DE")
    ('142', None)
    """
    world: str = get_parameter("persuasion", "whole_world")
    held = [
        region
        for region in markets.find_regions()
        if region != world and all(code == region or markets.contains(region, code) for code in (left, right))
    ]
    return min((one for one in held if not any(markets.contains(one, other) for other in held)), default=None)


def count_ties_from(network: Network, inquiry: Inquiry, max_ties: int) -> NDArray[np.int16] | None:
    """Fewest ties from each actor to the inquirer, or to anybody in its market, none of them ours.

    Args:
        network: the network asked. inquiry: who asks. max_ties: how far to look.

    Returns:
        Shape (n_actors,), 0 for those reached themselves, -1 beyond `max_ties`; None where nobody is known to reach.
    """
    goals = _find_goals(network, inquiry)
    if not len(goals):
        return None
    ties = network.ties
    foreign = np.flatnonzero(~network.is_own[ties.sender] & ~network.is_own[ties.receiver])
    kept = ties.take(foreign)
    # walked from the goal back to the references, so a one-way tie is turned round
    graph = build_graph(
        len(network.actors),
        kept.receiver,
        kept.sender,
        np.ones(len(kept)),
        free=network.world.free[foreign],
        one_way=kept.one_way,
    )
    return count_ties(graph, goals, max_ties)


def _find_goals(network: Network, inquiry: Inquiry) -> NDArray[np.int64]:
    if inquiry.actor is not None:
        return np.array([inquiry.actor], dtype=np.int64)
    there = [actor.market == inquiry.market for actor in network.actors.held]
    return (
        np.flatnonzero(np.array(there, dtype=np.bool_) & ~network.is_own) if inquiry.market else np.zeros(0, np.int64)
    )
