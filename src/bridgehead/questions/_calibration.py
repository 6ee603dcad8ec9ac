"""What logged asks teach, and whether what we said of asks came true."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from bridgehead.answers import Column, Estimate, Part, Row, Value
from bridgehead.network.asks import LoggedAsk, learn
from bridgehead.network.network import Network
from bridgehead.network.passing_on import BANDS, WORDS, PassingOn, label
from bridgehead.network.proportions import jeffreys_interval
from bridgehead.record.parameters import get_parameter

NO_ASKS = (
    "No ask is logged. Log whom you ask and what comes of it, as in: bridgehead add --ask 'Anna Berg, AT, yes, "
    "2024-03-05'."
)
_SPAN = (
    Column(name="asks", label="Asks", kind="count", meaning="Logged asks with an answer, silence being a refusal."),
    Column(name="granted", label="Granted", kind="count", meaning="How many of them were granted."),
)
_LEARNED: tuple[Column, ...] = (
    Column(name="band", label="Tie", kind="word", meaning="Strength of the tie on the day of the ask."),
    *_SPAN,
    Column(name="basis", label="Basis", kind="word", meaning="Assumed, or asks where some were logged."),
    Column(name="assumed", label="Assumed", kind="share", meaning="The chance before any ask, for a tie as stated."),
    Column(name="value", label="Now", kind="share", meaning="The chance with the logged asks: mean of the posterior."),
    Column(name="low", label="Low", kind="share", meaning="Lower end of the interval; of what is assumed, p_min."),
    Column(name="high", label="High", kind="share", meaning="Upper end of the interval; of what is assumed, p_max."),
)
_CALIBRATION: tuple[Column, ...] = (
    Column(name="said", label="We said", kind="word", meaning="The word the chance had before the ask was answered."),
    *_SPAN,
    Column(name="expected", label="Expected", kind="share", meaning="Mean of the chances that stood behind the word."),
    Column(name="value", label="Came true", kind="share", meaning="Share of these asks that were granted."),
    Column(name="low", label="Low", kind="share", meaning="Lower end of the Jeffreys interval."),
    Column(name="high", label="High", kind="share", meaning="Upper end of the Jeffreys interval."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """An ask with what we would have said before it was answered.

    Attributes:
        ask: the ask. chance: from its tie's strength and the asks of earlier days, 0..1.
        rested_on: how many asks of ties of its band had been logged before; 0 means it was assumed.
    """

    ask: LoggedAsk
    chance: float
    rested_on: int


def forecast_asks(asks: Sequence[LoggedAsk]) -> list[Forecast]:
    """What we would have said of each ask from those of earlier days."""
    found: list[Forecast] = []
    for _, group in groupby(asks, key=lambda ask: ask.day):
        known = learn(one.ask for one in found)
        found.extend([_judge(ask, known) for ask in group])
    return found


def _judge(ask: LoggedAsk, known: PassingOn) -> Forecast:
    strength = np.array([np.nan if ask.strength is None else ask.strength])
    return Forecast(ask=ask, chance=float(known.chances(strength).value[0]), rested_on=known.asks_of([ask.band]))


def build_learned(network: Network) -> Part:
    """The chance per band of strength, assumed and learned."""
    known, level = network.passing_on, float(get_parameter("passing_on", "interval"))
    words = get_parameter("tie_strength", "stated_words")
    rows = []
    for band, name in enumerate(BANDS):
        strength = np.array([float(words[name]) if name in words else np.nan])
        assumed, chances = PassingOn().chances(strength), known.chances(strength)
        values: dict[str, Value] = {
            "band": name,
            "asks": known.asks_of([band]),
            "granted": known.granted[band],
            "basis": "asks" if known.asks_of([band]) else "assumed",
            "assumed": float(assumed.value[0]),
            "value": float(chances.value[0]),
            "low": float(chances.low[0]),
            "high": float(chances.high[0]),
        }
        cited = tuple(ask.entry.id for ask in network.asks if ask.band == band and ask.is_granted is not None)
        rows.append(Row(values=values, evidence=cited))
    weight = get_parameter("passing_on", "prior_asks")
    method = (
        f"Mean and equal-tailed interval of a Beta posterior. The assumption weighs as much as {weight} asks: after so "
        "many logged ones in a band both count alike. Ties stated weak or strong stand for their band."
    )
    shape = Estimate(
        columns=_LEARNED,
        rows=tuple(rows) if known.asks else (),
        level=level,
        method=method,
        n=known.asks,
        empty=NO_ASKS,
    )
    return Part(name="learned", title="What the asks taught, by strength of the tie", shape=shape)


def build_calibration(forecasts: Sequence[Forecast]) -> Part:
    """How often each word came true."""
    level = float(get_parameter("passing_on", "interval"))
    answered = [one for one in forecasts if one.ask.is_granted is not None]
    rows = tuple(_build_calibration_row(word, answered, level) for word in WORDS) if answered else ()
    method = "Each ask is judged by the chance that asks of earlier days gave it; Jeffreys intervals."
    shape = Estimate(
        columns=_CALIBRATION,
        rows=rows,
        level=level,
        method=method,
        n=len(answered),
        empty="No logged ask has an answer yet.",
    )
    return Part(name="calibration", title="How often what we said came true", shape=shape)


def _build_calibration_row(word: str, answered: Iterable[Forecast], level: float) -> Row:
    said = [one for one in answered if label(one.chance) == word]
    granted = sum(one.ask.is_granted is True for one in said)
    values: dict[str, Value] = {"said": word, "asks": len(said), "granted": granted}
    if said:
        interval = jeffreys_interval(granted, len(said), level)
        values |= {
            "expected": sum(one.chance for one in said) / len(said),
            "value": granted / len(said),
            "low": interval.low,
            "high": interval.high,
        }
    return Row(values=values, evidence=tuple(one.ask.entry.id for one in said))
