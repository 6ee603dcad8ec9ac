"""Searching: one field that finds people, markets, agreements, questions, pages and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from anyascii import anyascii

from bridgehead.present.links import Say
from bridgehead.questions import find_questions, get_title
from bridgehead.record.entries import Actor, Agreement, Programme
from bridgehead.record.markets import find_markets, label
from bridgehead.record.terms import VOCABULARIES
from bridgehead.web.snapshot import Snapshot

#: what is shown of each sort
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: what it is called, what tells it from others, its path, and the place on that page."""

    title: str
    note: str
    path: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found of one sort: the nearest, and how many there are."""

    sort: str
    shown: tuple[Hit, ...]
    total: int


def search(snapshot: Snapshot | None, words: str, say: Say = str) -> tuple[Hits, ...]:
    """What holds all the words, those that begin with them first; nothing for no words.

    Args:
        snapshot: the record; None where there is none yet. words: as typed, with or without accents.
        say: what a market, a question or a controlled word is called in the language of the page.
    """
    wanted = fold(words).split()
    if not wanted:
        return ()
    found = ((sort, _keep(hits, wanted)) for sort, hits in _find_all(snapshot, say))
    return tuple(Hits(sort=sort, shown=tuple(kept[:MOST]), total=len(kept)) for sort, kept in found if kept)


def fold(text: str) -> str:
    """Letters as they are compared: small, without accents, in Latin script.

    >>> fold("Höök, 東京")
    'hook, dongjing'
    """
    return (text if text.isascii() else anyascii(text)).casefold()


def _find_all(snapshot: Snapshot | None, say: Say) -> Iterator[tuple[str, Iterable[Hit]]]:
    if snapshot is not None:
        yield "actors", (_show_actor(actor) for actor in snapshot.find(Actor))
        yield "agreements", (_show_agreement(agreement, snapshot) for agreement in snapshot.find(Agreement))
        yield "programmes", (Hit(title=one.name, note="", path="/programme") for one in snapshot.find(Programme))
    yield "markets", (Hit(title=say(label(code)), note=code, path=f"/reach/{code}") for code in find_markets())
    yield (
        "questions",
        (
            Hit(title=say(get_title(kind)), note=f"{say(kind.plain_name)} ({name})", path=f"/ask/{name}")
            for name, kind in find_questions().items()
        ),
    )
    yield (
        "words",
        (
            Hit(
                title=say(term.label),
                note=say(term.definition),
                path="/words",
                place=f"{list_.name}-{term.word}",
            )
            for list_ in VOCABULARIES.values()
            for term in list_.terms
        ),
    )


def _show_actor(actor: Actor) -> Hit:
    note = ", ".join(part for part in (actor.kind, actor.market or "", *actor.aliases) if part)
    return Hit(title=actor.name, note=note, path=f"/actors/{actor.id}")


def _show_agreement(agreement: Agreement, snapshot: Snapshot) -> Hit:
    parties = ", ".join(snapshot.get_name(id_) for id_, _ in agreement.parties)
    title = f"{agreement.form.replace('_', ' ')}: {parties}"
    return Hit(title=title, note=agreement.scope, path=f"/ledger/{agreement.id}")


def _keep(hits: Iterable[Hit], wanted: list[str]) -> list[Hit]:
    ranked = []
    for hit in hits:
        title = fold(hit.title)
        whole = f"{title} {fold(hit.note)}"
        if all(word in whole for word in wanted):
            ranked.append((not title.startswith(wanted[0]), not all(word in title for word in wanted), title, hit))
    return [hit for *_, hit in sorted(ranked, key=lambda item: item[:3])]
