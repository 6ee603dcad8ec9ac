"""Advice that names a command, for people at a page: the command becomes a link to the page that does the same.

An option becomes what its control is called on the page. A command that stands without quotes is an example of what to
type, and is left in its words.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from markupsafe import Markup, escape

from bridgehead.web.words import N_

_COMMAND = re.compile(
    r"['`]bridgehead (?P<command>[^'`]+)['`]|bridgehead \S+ --\S+|(?<![\w-])--(?P<option>[a-z]+(?:-[a-z]+)*)"
)
#: (verb, an option or what is shown; "" for any) -> (path, words of the link)
_PLACES = {
    ("review", "--mechanisms"): ("/review/mechanisms", N_("Review: mechanisms")),
    ("review", "--markets"): ("/review/markets", N_("Review: markets")),
    ("review", "--second-hand"): ("/review/second-hand", N_("Review: second-hand contacts")),
    ("review", ""): ("/review", N_("Review")),
    ("import", ""): ("/import", N_("Import")),
    ("add", ""): ("/add", N_("Add")),
    ("edit", "--firm"): ("/today", N_("Today: whose record this is")),
    ("edit", ""): ("/entries", N_("Entries")),
    ("withdraw", ""): ("/entries", N_("Entries")),
    ("undo", ""): ("/changes", N_("Changes")),
    ("check", ""): ("/review/findings", N_("Review: what is odd")),
    ("show", "transactions"): ("/changes", N_("Changes")),
    ("show", "actors"): ("/actors", N_("Actors")),
    ("show", "agreements"): ("/ledger/agreements", N_("Ledger: agreements")),
    ("show", "obligations"): ("/ledger", N_("Ledger")),
    ("show", ""): ("/entries", N_("Entries")),
    ("export", ""): ("/settings/exports", N_("Settings: export")),
    ("backup", ""): ("/settings/backup", N_("Settings: backup")),
    ("report", ""): ("/settings/report", N_("Settings: report")),
    ("init", ""): ("/start", N_("Start")),
}

#: option of the lens -> what its control is called in the bar; controls of a question are called as their option
_LENS_LABELS = {
    "as-of": N_("As of"),
    "as-known-on": N_("As known on"),
    "firm": N_("Seen by"),
    "kinds": N_("Only these kinds of tie"),
    "formal-only": N_("Formal ties only"),
    "minimum-strength": N_("At least this strong, 0 to 1"),
    "strength": N_("Which strength counts"),
    "level": N_("Level"),
    "without": N_("Without"),
    "with-ties": N_("With a tie"),
    "certain-only": N_("Only what certainly holds on the day"),
}


def advise(sentence: str, link: Callable[[str], str], translate: Callable[[str], str]) -> Markup:
    """A sentence as HTML in which commands are links and options are called as on the page.

    A command without a page stands as it is.

    Args:
        sentence: as answers and refusals write it. link: the address of a path. translate: words of the interface.

    >>> advise("None: 'bridgehead review --markets' asks.", str, str)
    Markup('None: <a href="/review/markets">Review: markets</a> asks.')
    >>> advise("Allow a longer chain with --max-introductions.", str, str)
    Markup('Allow a longer chain with “Max introductions”.')
    """
    pieces: list[Markup] = []
    end = 0
    for found in _COMMAND.finditer(sentence):
        said = _say(found, link, translate)
        if said is not None:
            pieces += [escape(sentence[end : found.start()]), said]
            end = found.end()
    return Markup("").join([*pieces, escape(sentence[end:])])


def _say(found: re.Match[str], link: Callable[[str], str], translate: Callable[[str], str]) -> Markup | None:
    """What stands for a command or an option; None where it stays."""
    if option := found["option"]:
        label = _LENS_LABELS.get(option, option.replace("-", " ").capitalize())
        return Markup("“{}”").format(translate(label))
    place = find_place(found["command"] or "")
    return None if place is None else Markup('<a href="{}">{}</a>').format(link(place[0]), translate(place[1]))


def find_place(command: str) -> tuple[str, str] | None:
    """(path, words) of the page that does what a command does; None where there is none.

    >>> find_place("ask reach --market DE")[0], find_place("registry build")
    ('/ask/reach', None)
    """
    try:
        verb, *rest = shlex.split(command)
    except ValueError:
        return None
    if verb == "ask" and rest and rest[0].replace("-", "_").isidentifier():
        return f"/ask/{rest[0].replace('-', '_')}", rest[0].replace("-", " ")
    return next((_PLACES[verb, word] for word in (*rest, "") if (verb, word) in _PLACES), None)
