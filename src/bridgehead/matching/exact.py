"""Actors that share an identifier of their own exactly: the only ones that are joined without asking anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from bridgehead.matching.identifiers import find_identifiers, is_shared_mailbox
from bridgehead.matching.names import Name, read_organisation, read_person
from bridgehead.matching.reasons import say_scheme
from bridgehead.record.dates import UNKNOWN, on_day
from bridgehead.record.entries import Actor, EntryId, Judgement
from bridgehead.record.identity import find_standing_judgements
from bridgehead.record.parameters import get_parameter

#: who the judgements are by
EXACT = "exact identifier"
#: schemes of which an actor has one only: two that differ are two actors
ONE_EACH = frozenset({"pic", "orcid", "ror", "lei"})


def exact_matches(
    actors: Iterable[Actor], judgements: Iterable[Judgement] = (), *, on: date | None = None
) -> tuple[Judgement, ...]:
    """A judgement "same" for every two actors that share an identifier of their own exactly.

    Left out are shared mailboxes (info@), placeholders, identifiers that more actors share than any one could have,
    actors of different kinds, actors whose other identifiers differ where one has a single one, actors that share an
    e-mail address and no word of their names, and pairs that have been judged already, whatever the verdict.

    Args:
        actors: in any order. judgements: what has been judged. on: the day of the new judgements.

    >>> mail = (("email", "anna@berg.se"),)
    >>> two = [Actor(id=id_, kind="person", name="Anna Berg", identifiers=mail) for id_ in ("a", "b")]
    >>> exact_matches(two)[0].reason
    'same e-mail anna@berg.se'
    """
    judged = set(find_standing_judgements(judgements))
    found: dict[tuple[EntryId, EntryId], Judgement] = {}
    for (scheme, value), group in _share(actors):
        first = group[0]
        for other in group[1:]:
            pair = (first.id, other.id)
            if pair in judged or pair in found or not _may_be_one(first, other, scheme):
                continue
            found[pair] = Judgement(
                id=f"exact:{first.id}={other.id}",
                left=first.id,
                right=other.id,
                verdict="same",
                by=EXACT,
                on=on_day(on) if on else UNKNOWN,
                reason=f"same {say_scheme(scheme)} {value}",
            )
    return tuple(judged_same for _, judged_same in sorted(found.items()))


def _share(actors: Iterable[Actor]) -> Iterator[tuple[tuple[str, str], Sequence[Actor]]]:
    """Each identifier that several actors of one kind share, with them in order of id."""
    most: int = get_parameter("matching", "most_sharing")
    groups: dict[tuple[str, str, str], dict[EntryId, Actor]] = {}
    for actor in actors:
        for scheme, value in find_identifiers(actor):
            if scheme in _schemes() and not (scheme == "email" and is_shared_mailbox(value)):
                groups.setdefault((scheme, value, actor.kind), {})[actor.id] = actor
    for (scheme, value, _), held in sorted(groups.items()):
        if 1 < len(held) <= most:
            yield (scheme, value), [held[id_] for id_ in sorted(held)]


def _may_be_one(left: Actor, right: Actor, scheme: str) -> bool:
    mine, theirs = set(find_identifiers(left)), set(find_identifiers(right))
    for single in ONE_EACH:
        one = {value for held, value in mine if held == single}
        other = {value for held, value in theirs if held == single}
        if one and other and not one & other:
            return False
    return scheme != "email" or bool(_words_of(left) & _words_of(right))


def _words_of(actor: Actor) -> set[str]:
    """Every word of an actor's names but initials."""
    read = read_person if actor.kind == "person" else read_organisation
    names: list[Name] = [read(text) for text in (actor.name, *actor.aliases)]
    return {word for name in names for word in name.words if len(word) > 1}


@cache
def _schemes() -> frozenset[str]:
    return frozenset(get_parameter("matching", "exact_schemes").split())
