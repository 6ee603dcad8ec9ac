"""The head and the filters of the list of actors: each a link or a choice that keeps what is on screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bridgehead.record.terms import ACTOR_KINDS, TIE_KINDS
from bridgehead.web.actors.choices import CONTACTS, NO_CONTACT, UNKNOWN_MARKET, ActorChoices, Offered
from bridgehead.web.actors.rows import STRENGTHS
from bridgehead.web.sorting import Head, build_head
from bridgehead.web.words import N_

if TYPE_CHECKING:
    from bridgehead.web.view import View

#: column -> its title
HEADS = {
    "name": N_("Name"),
    "kind": N_("Kind"),
    "market": N_("Market"),
    "field": N_("Field"),
    "ties": N_("Ties to us"),
    "strength": N_("Strength"),
    "contact": N_("Last contact"),
    "evidence": N_("Evidence"),
}
#: columns that are first sorted from their greatest
_GREATEST_FIRST = frozenset({"ties", "strength", "contact", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A filter: its name in the address, its words, the words of letting everybody pass, (value, text), the chosen."""

    name: str
    label: str
    nothing: str
    options: tuple[tuple[str, str], ...]
    value: str


def build_heads(view: View, sort: str) -> tuple[Head, ...]:
    """The heads of the list.

    Args:
        view: what is on screen. sort: the column it is sorted by, "-" before it from its greatest.
    """
    return tuple(
        build_head(
            name,
            view._(label),
            sort=sort,
            link=lambda order: view.here(sort=order, page=None),
            is_greatest_first=name in _GREATEST_FIRST,
            is_number=name == "evidence",
        )
        for name, label in HEADS.items()
    )


def build_filters(view: View, choices: ActorChoices, offered: Offered) -> tuple[Filter, ...]:
    """The filters of the list, what is chosen in each."""
    return tuple(_find_filters(view, choices, offered))


def _find_filters(view: View, choices: ActorChoices, offered: Offered) -> Iterator[Filter]:
    everybody = view._("all")
    markets = (*offered.markets, (UNKNOWN_MARKET, view._("unknown")))
    contacts = (*((key, view._(words)) for key, (words, _, _) in CONTACTS.items()), (NO_CONTACT, view._("none known")))
    for name, words, options, value in (
        ("kind", N_("Kind"), tuple((term.word, term.label) for term in ACTOR_KINDS.terms), choices.kind),
        ("market", N_("Market"), markets, choices.market),
        ("field", N_("Field"), tuple((field, field) for field in offered.fields), choices.field),
        ("tie", N_("Kind of tie"), tuple((term.word, term.label) for term in TIE_KINDS.terms), choices.tie),
        ("role", N_("Role"), tuple((role, role.replace("_", " ")) for role in offered.roles), choices.role),
        ("band", N_("Strength"), tuple((key, view._(text)) for key, text in STRENGTHS.items()), choices.strength),
        ("contact", N_("Last contact"), contacts, choices.contact),
    ):
        yield Filter(name=name, label=view._(words), nothing=everybody, options=options, value=value)
