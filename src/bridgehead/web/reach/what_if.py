"""What would change in a market: the loss of whoever leads us there, and a tie to whom we do not know yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bridgehead.answers import ActorRef, Answer, RouteRow
from bridgehead.network.lens import Lens
from bridgehead.web.joining import find_rows

#: of each sort that are offered
_MOST = 3
#: what an imagined tie is, where nobody says otherwise: a strong business tie
_IMAGINED = "business, 0.75"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A world to look at: whom it is about, and the values of the lens option that imagines it."""

    actor: ActorRef
    option: tuple[str, ...]


def find_losses(answer: Answer, lens: Lens) -> tuple[WhatIf, ...]:
    """Whoever takes us there, those on most routes and with most contacts there first; never the firm itself.

    Args:
        answer: of a market, with its parts "routes" and "ours". lens: as it is.
    """
    firm = answer.firm.id if answer.firm else ""
    counts = Counter(actor for actor in _find_leading(answer) if actor.id != firm)
    return tuple(
        WhatIf(actor=actor, option=(*lens.without, actor.id))
        for actor, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].name))[:_MOST]
    )


def _find_leading(answer: Answer) -> Iterator[ActorRef]:
    for row in find_rows(answer, "routes"):
        if isinstance(row, RouteRow):
            yield from (step.receiver for step in row.steps[:-1])
            yield from (step.sender for step in row.steps[:1])
    for row in find_rows(answer, "ours"):
        own = row.values.get("own")
        if isinstance(own, ActorRef):
            yield own


def find_new_ties(answer: Answer, lens: Lens) -> tuple[WhatIf, ...]:
    """Actors there whom nobody of ours knows, the nearest first, each with the tie to imagine."""
    if answer.firm is None:
        return ()
    strangers = [
        actor
        for row in find_rows(answer, "actors")
        if not row.values.get("known_by") and isinstance(actor := row.values["actor"], ActorRef)
    ]
    held = tuple(str(tie) for tie in lens.with_ties)
    return tuple(
        WhatIf(actor=actor, option=(*held, f"{answer.firm.id} > {actor.id}, {_IMAGINED}"))
        for actor in strangers[:_MOST]
    )
