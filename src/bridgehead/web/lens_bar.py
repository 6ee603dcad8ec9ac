"""The lens bar: the day and what is left out or imagined, on every page; what-if is one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bridgehead import firm as firms
from bridgehead.network.lens import Lens
from bridgehead.record.terms import TIE_KINDS
from bridgehead.web.address import LENS_OPTIONS, write_address, write_lens
from bridgehead.web.words import N_

if TYPE_CHECKING:
    from bridgehead.web.view import View

STRENGTHS = {"used": N_("stated, else observed"), "stated": N_("stated"), "observed": N_("observed")}
LEVELS = {"both": N_("people and organisations"), "people": N_("people"), "organisations": N_("organisations")}
#: option of the lens -> what its chip says
CHIPS = {
    "as_of": N_("as of {value}"),
    "as_known_on": N_("as known on {value}"),
    "firm": N_("as {value}"),
    "kinds": N_("only ties of the kind {value}"),
    "formal_only": N_("only formal ties"),
    "minimum_strength": N_("only ties of strength {value} or more"),
    "strength": N_("strength: {value}"),
    "level": N_("only {value}"),
    "without": N_("imagined without {value}"),
    "with_ties": N_("imagined with {value}"),
    "certain_only": N_("only what certainly holds on the day"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One way the lens differs from everything known today: what it does, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChoice:
    """A kind of tie in the bar; its meaning is shown on hover."""

    word: str
    meaning: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LensBar:
    """What the bar shows.

    Attributes:
        action: where its form goes. lens: as chosen. as_of: its day as a date field holds it. is_today: no day chosen.
        chips: each option in use. kinds: to choose from. other: choices of the page that the form sends along.
        strengths, levels: (word, text, chosen). reset: the address without any lens. case: the case on screen.
    """

    action: str
    lens: Lens
    as_of: str
    is_today: bool
    chips: tuple[Chip, ...]
    kinds: tuple[KindChoice, ...]
    strengths: tuple[tuple[str, str, bool], ...]
    levels: tuple[tuple[str, str, bool], ...]
    other: tuple[tuple[str, str], ...]
    reset: str
    case: str
    today: date


def build_lens_bar(view: View) -> LensBar:
    """The bar of a view."""
    lens, query = view.look.lens, view.request.query_params.multi_items()
    other = tuple((name, value) for name, value in query if name not in LENS_OPTIONS and value)
    path = view.path

    return LensBar(
        action=view.action,
        lens=lens,
        as_of=(lens.as_of or firms.today()).isoformat(),
        is_today=lens.as_of is None,
        chips=tuple(_build_chips(view, lens, other)),
        kinds=tuple(
            KindChoice(word=term.word, meaning=term.definition, chosen=term.word in lens.kinds)
            for term in TIE_KINDS.terms
        ),
        strengths=tuple((word, view._(text), lens.strength == word) for word, text in STRENGTHS.items()),
        levels=tuple((word, view._(text), lens.level == word) for word, text in LEVELS.items()),
        other=other,
        reset=write_address(path, other),
        case=view.look.case,
        today=firms.today(),
    )


def _build_chips(view: View, lens: Lens, other: tuple[tuple[str, str], ...]) -> list[Chip]:
    pairs = tuple(write_lens(lens))
    chips = []
    for position, (name, value) in enumerate(pairs):
        rest = (*other, *pairs[:position], *pairs[position + 1 :])
        closed = {"strength": STRENGTHS, "level": LEVELS}.get(name, {})
        said = view._(closed[value]) if value in closed else view.say(value) if name == "kinds" else value
        chips.append(Chip(text=view._(CHIPS[name]).format(value=said), without=write_address(view.path, rest)))
    return chips
