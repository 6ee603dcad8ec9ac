"""Advice that names a command, for people at a page: the command becomes a link to the page that does the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from markupsafe import Markup, escape

from bridgehead.web.words import N_

_COMMAND = re.compile(r"['`]bridgehead ([^'`]+)['`]")
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


def advise(sentence: str, link: Callable[[str], str], translate: Callable[[str], str]) -> Markup:
    """A sentence as HTML in which commands are links; a command without a page stands as it is.

    Args:
        sentence: as answers and refusals write it. link: the address of a path. translate: words of the interface.

    >>> advise("None: 'bridgehead review --markets' asks.", str, str)
    Markup('None: <a href="/review/markets">Review: markets</a> asks.')
    """
    pieces: list[Markup] = []
    end = 0
    for found in _COMMAND.finditer(sentence):
        place = find_place(found[1])
        if place is None:
            continue
        path, words = place
        pieces += [
            escape(sentence[end : found.start()]),
            Markup('<a href="{}">{}</a>').format(link(path), translate(words)),
        ]
        end = found.end()
    return Markup("").join([*pieces, escape(sentence[end:])])


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
