"""Asks: whom we asked, what came of it, who has been asked much, and whether our chances came true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from bridgehead.answers import Answer, Column, Coverage, Part, Row, Scores, Timeline, Value
from bridgehead.network.asks import find_asked
from bridgehead.network.network import Network
from bridgehead.network.passing_on import PassingOn, label
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._calibration import NO_ASKS, Forecast, build_calibration, build_learned, forecast_asks
from bridgehead.questions._load import is_asked_much
from bridgehead.questions._saying import say_actor, say_actor_id, say_count, say_market
from bridgehead.record import markets
from bridgehead.record.entries import Interaction
from bridgehead.record.references import WORKS, Reference

_LOG: tuple[Column, ...] = (
    Column(name="day", label="When", kind="day", meaning="The day of the ask, as precisely as it was said."),
    Column(name="asked", label="Asked", kind="actor", meaning="Who was asked."),
    Column(name="about", label="For", meaning="The market, actor or matter it was about."),
    Column(
        name="outcome", label="Answer", kind="word", meaning="Pending, yes, no or no answer; none where nobody said."
    ),
    Column(name="strength", label="Strength", kind="number", meaning="Of the tie on the day of the ask, 0 to 1."),
    Column(name="said", label="We said", kind="word", meaning="The word for the chance, from what was logged before."),
    Column(
        name="rested_on", label="From asks", kind="count", meaning="Asks of such ties logged before; none: assumed."
    ),
    Column(name="repeats", label="Repeated", kind="count", meaning="How often the same was asked again."),
    Column(name="led_to", label="Led to", meaning="What is said to have come of it."),
)
_LOAD: tuple[Column, ...] = (
    Column(name="asked", label="Who", kind="actor", meaning="Somebody who was asked."),
    Column(name="lately", label="Asked lately", kind="count", meaning="Asks within the last year, open ones included."),
    Column(name="open", label="Open", kind="count", meaning="Asks of all time whose answer is pending."),
    Column(name="granted", label="Granted", kind="count", meaning="Asks of all time that were granted."),
    Column(name="asked_much", label="Asked much", kind="yes_no", meaning="Asked more often lately than the limit."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Whom did we ask, what came of it, and did our chances come true?

    Each ask is set beside the chance we would have given it on its day, from the strength the tie had then and the asks
    that were logged before. How often a likely one came true shows whether chances can be relied on.
    """

    plain_name: ClassVar[str] = "What came of our asks?"
    references: ClassVar[tuple[Reference, ...]] = (WORKS["granovetter"], WORKS["ellis"])

    within_days: int | None = parameter(None, "List only asks of so many days back; what was learned stays whole.")

    def answer(self, network: Network) -> Answer:
        """The asks in order, who carries the load, what was learned per band of strength, and the calibration.

        Raises:
            QuestionValueError: `within_days` is below 0.
        """
        if self.within_days is not None and self.within_days < 0:
            raise QuestionValueError("asks", "within_days", self.within_days, "Ask for days back, from 0 on.")
        forecasts = forecast_asks(network.asks)
        listed = [one for one in forecasts if self._is_listed(network, one)]
        parts = [
            _build_log(network, listed),
            _build_load(network),
            build_learned(network),
            build_calibration(forecasts),
        ]
        return build_answer(
            self, network, parts=parts, coverage=_say_coverage(network), caveats=_find_caveats(network.passing_on)
        )

    def _is_listed(self, network: Network, forecast: Forecast) -> bool:
        days = None if self.within_days is None else timedelta(days=self.within_days)
        return days is None or forecast.ask.day >= network.day - days


def _build_log(network: Network, forecasts: Iterable[Forecast]) -> Part:
    rows = tuple(_build_log_row(network, forecast) for forecast in forecasts)
    return Part(name="asks", title="Asks in order", shape=Timeline(columns=_LOG, rows=rows, empty=NO_ASKS))


def _build_log_row(network: Network, forecast: Forecast) -> Row:
    ask = forecast.ask
    values: dict[str, Value] = {
        "day": ask.first.begin,
        "asked": tuple(say_actor(network, position) for position in ask.asked),
        "about": _say_about(network, ask.entry),
        "outcome": ask.entry.outcome.replace("_", " ") or None,
        "strength": ask.strength,
        "said": label(forecast.chance),
        "rested_on": forecast.rested_on,
        "repeats": len(ask.repeats),
        "led_to": tuple(_say_result(network, id_) for id_ in ask.entry.led_to),
    }
    results = [id_ for id_ in ask.entry.led_to if _is_told(network, id_)]
    return Row(values=values, evidence=(ask.entry.id, *ask.repeats, *results))


def _say_about(network: Network, ask: Interaction) -> Value:
    """What an ask was for: whom it should lead to, else the market or actor it was about, else its topic."""
    targets = tuple(say_actor_id(network, actor) for actor, part in ask.participants if part == "target")
    if targets:
        return targets
    if ask.about in network.actors.position_by_id:
        return say_actor_id(network, ask.about)
    if ask.about:
        return say_market(ask.about) if markets.read_market(ask.about).code else ask.about
    return ask.topic or None


def _is_told(network: Network, id_: str) -> bool:
    """Whether something that came of an ask had begun, or may have, by the day."""
    entry = network.get_entry(id_)
    return entry is not None and (entry.begin.earliest is None or entry.begin.earliest <= network.day)


def _say_result(network: Network, id_: str) -> str:
    entry = network.get_entry(id_)
    if entry is None or not _is_told(network, id_):
        return "something not told by the day"
    word = getattr(entry, "kind", "") or getattr(entry, "form", "") or type(entry).__name__.lower()
    return f"{word.replace('_', ' ')} ({entry.begin})" if entry.begin.is_known else word.replace("_", " ")


def _build_load(network: Network) -> Part:
    """Everybody who was asked, those asked most often lately first."""
    lately = network.asked_lately or Counter[int]()
    logged = [entry for entry in network.entries(Interaction) if entry.kind == "ask"]
    asks_by_position: dict[int, list[Interaction]] = {}
    for ask in logged:
        for position in find_asked(network.actors, ask):
            asks_by_position.setdefault(position, []).append(ask)
    rows = [
        Row(
            values={
                "asked": say_actor(network, position),
                "lately": lately[position],
                "open": sum(ask.outcome == "pending" for ask in asks),
                "granted": sum(ask.outcome == "yes" for ask in asks),
                "asked_much": is_asked_much(lately[position]),
            },
            evidence=tuple(ask.id for ask in asks),
        )
        for position, asks in sorted(
            asks_by_position.items(), key=lambda item: (-lately[item[0]], network.actor(item[0]).name)
        )
        if not network.is_own[position]
    ]
    shape = Scores(columns=_LOAD, rows=tuple(rows), ranked_by="lately", empty=NO_ASKS)
    return Part(name="load", title="Who has been asked how often", shape=shape)


def _say_coverage(network: Network) -> Coverage:
    """How many of the logged asks have a day by which they certainly happened."""
    logged = sum(entry.kind == "ask" for entry in network.entries(Interaction))
    used = sum(1 + len(ask.repeats) for ask in network.asks)
    left = f"Left out: {say_count(logged - used, 'asks')} of no day, of a day that may lie later, or to nobody known."
    remarks = (left,) if logged > used else ()
    return Coverage(used=used, total=logged, unit="asks", remarks=remarks)


def _find_caveats(known: PassingOn) -> Iterator[str]:
    if known.asks:
        yield "Asks that were never logged teach nothing: those that went well are remembered better."
        yield "An ask repeated to the same person for the same thing counts once, with its last answer."
