"""The words the script of the network page shows: all of them come from here, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bridgehead.web.words import N_

if TYPE_CHECKING:
    from bridgehead.web.view import View

#: {day}, {n}, {m} and {name} are filled in by the script
WORDS = {
    "play": N_("Play how it grew"),
    "pause": N_("Pause"),
    "day": N_("Day"),
    "month": N_("Month"),
    "year": N_("Year"),
    "step": N_("Steps of"),
    "legend": N_("Legend"),
    "kinds": N_("Kinds of tie; press one to hide it"),
    "held": N_("{n} ties"),
    "drawn": N_("{n} ties drawn"),
    "possible": N_("{n} only possibly"),
    "undated": N_("{n} of unknown beginning"),
    "gained": N_("{n} gained"),
    "lost": N_("{n} lost"),
    "kept": N_("{n} kept"),
    "summary": N_("Network of {n} actors and {m} ties on {day}; the table below lists the same."),
    "focused": N_("{name} and those around it; {n} ties in all."),
    "notfound": N_("Nobody of this name is drawn."),
    "failed": N_("This could not be fetched. Reload the page."),
}


def say_words(view: View) -> dict[str, str]:
    """The words in the language of a view."""
    return {name: view._(text) for name, text in WORDS.items()}
