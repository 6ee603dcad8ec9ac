"""Removing a person's data from a record, whatever ids they stand under."""

from __future__ import annotations

from bridgehead.firm.adding import get_actor
from bridgehead.record.entries import Actor, Judgement
from bridgehead.record.identity import resolve
from bridgehead.record.record import find_entries
from bridgehead.record.store import Store
from bridgehead.record.versions import Erasure


def erase_person(store: Store, name: str, *, by: str) -> tuple[Erasure, ...]:
    """Remove a person's personal fields from every version, under every id judged to be the same person.

    Args:
        store: the record. name: id or name of the person. by: who asks for it.

    Returns:
        One for each id, the one named first.

    Raises:
        NobodyError, SeveralError: nobody, or several, are called so. NotAPersonError: it is no person.
    """
    entries = store.entries()
    named = get_actor(entries, name).id
    actors = [actor.id for actor in find_entries(entries, Actor)]
    same = resolve(actors, find_entries(entries, Judgement)).canonical_by_id
    others = (id_ for id_ in actors if same[id_] == same[named] and id_ != named)
    return tuple(store.erase(id_, by=by) for id_ in (named, *others))
