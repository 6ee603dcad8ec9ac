"""The spells of a relationship as steps: in order, as far as dates and what led to what allow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bridgehead.questions._relationships import Relationship, Spell
from bridgehead.questions._saying import say_words
from bridgehead.record.dates import UNKNOWN, When


def find_steps(relationship: Relationship) -> list[list[Spell]]:
    """Spells in order, those with the same begin as one step unless one led to the other."""
    steps: list[list[Spell]] = []
    for spell in _put_in_order(relationship.spells):
        last = steps[-1] if steps else []
        if last and last[0].words == spell.words and not any(held.is_before(spell) for held in last):
            last.append(spell)
        else:
            steps.append([spell])
    return steps


def _put_in_order(spells: Sequence[Spell]) -> list[Spell]:
    """Spells by begin, but none before what it is said to have come of."""
    place: dict[When, int] = {}
    for number, spell in enumerate(spells):
        place.setdefault(spell.words, number)
    left, ordered = sorted(spells, key=lambda spell: (place[spell.words], bool(spell.came_of))), []
    while left:
        waiting = {spell.id for spell in left}
        # statements that lead in a circle order nothing, so the earliest begin decides
        ready = next((spell for spell in left if waiting.isdisjoint(spell.came_of)), left[0])
        left.remove(ready)
        ordered.append(ready)
    return ordered


def is_proven(steps: Sequence[Sequence[Spell]]) -> bool | None:
    """Whether it is proven that steps came in their order; None for a single one."""
    if len(steps) < 2:
        return None
    return all(earlier.is_before(later) for before, after in pairwise(steps) for earlier in before for later in after)


def say_step(step: Sequence[Spell]) -> tuple[str, ...]:
    """Kinds, formality and strength of a step, each word once."""
    parts = ([spell.kind for spell in step], [spell.formality for spell in step], [spell.strength for spell in step])
    return say_words(word for part in parts for word in part if word)


def say_begin(words: When) -> str:
    """The begin of a step as it was said."""
    return "begin unknown" if words == UNKNOWN else str(words)
