"""A programme by what people call it."""

from __future__ import annotations

from collections.abc import Iterable

from bridgehead.errors import NotFoundError, suggest
from bridgehead.record.entries import Programme


class UnknownProgrammeError(NotFoundError):
    """No programme has this id or name."""

    def __init__(self, text: str, known: Iterable[str]) -> None:
        """Args: text as asked; known: names of the programmes there are."""
        self.text = text
        names = sorted(known)
        listed = f"The programmes are: {', '.join(names)}." if names else "The record holds none yet."
        super().__init__(f"No programme {text!r}.{suggest(text, names)} {listed}")


def get_programmes(held: Iterable[Programme], text: str) -> tuple[Programme, ...]:
    """The programmes called so: by id, by the id within their case, or by name, small letters or capitals.

    Args:
        held: the programmes there are. text: as typed.

    Raises:
        UnknownProgrammeError: none is called so.

    >>> get_programmes([Programme(id="sensor:club", owner="acme", name="Users' Club")], "users' club")[0].id
    'sensor:club'
    """
    programmes, wanted = tuple(held), text.strip().casefold()
    found = tuple(one for one in programmes if wanted in find_names(one))
    if not found:
        raise UnknownProgrammeError(text, (one.name for one in programmes))
    return found


def find_names(programme: Programme) -> frozenset[str]:
    """What a programme answers to, in small letters: its id, the id within its case, and its name."""
    return frozenset(text.casefold() for text in (programme.id, programme.id.rpartition(":")[2], programme.name))
