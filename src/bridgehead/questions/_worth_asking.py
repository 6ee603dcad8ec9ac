"""Whom to ask for their own contacts where a record knows only ours."""

from __future__ import annotations

import numpy as np

from bridgehead.answers import Column, Part, Row, Scores
from bridgehead.network.network import Network
from bridgehead.network.ties import KINDS
from bridgehead.questions._load import count_asks
from bridgehead.questions._saying import say_actor, say_words

MOST = 10


def worth_asking(network: Network) -> Part:
    """The ten contacts whose own contacts are worth asking for: strongest ties first, unknown strengths last."""
    strength_of = np.nan_to_num(network.world.used, nan=-1.0)
    strongest = {
        other: int(ties[np.argmax(strength_of[ties])]) for other, ties in network.ties_with.items() if len(ties)
    }
    order = sorted(strongest, key=lambda other: (-strength_of[strongest[other]], network.actor(other).name))
    rows = []
    for other in order[:MOST]:
        tie = strongest[other]
        strength = float(strength_of[tie])
        source = network.source(tie)
        values = {
            "contact": say_actor(network, other),
            "strength": None if strength < 0 else strength,
            "kind": say_words([KINDS[int(network.ties.kind[tie])]]),
            "field": network.actor(other).field or None,
            "asked_lately": count_asks(network, other),
        }
        rows.append(Row(values=values, evidence=() if source is None else (source.id,)))
    return Part(
        name="worth_asking",
        title="Worth asking whom they know",
        shape=Scores(
            columns=(
                Column(name="contact", label="Contact", kind="actor", meaning="Somebody we are tied to directly."),
                Column(
                    name="strength",
                    label="Strength",
                    kind="number",
                    meaning="Strength of our strongest tie to them, 0 to 1.",
                ),
                Column(name="kind", label="Kind of tie", kind="word"),
                Column(name="field", label="Field", kind="text"),
                Column(
                    name="asked_lately",
                    label="Asked lately",
                    kind="count",
                    meaning="How often they were asked within the last year, asks still open included; cannot tell "
                    "where no asks are logged.",
                ),
            ),
            rows=tuple(rows),
            ranked_by="strength",
        ),
    )
