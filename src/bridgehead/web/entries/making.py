"""A new entry from a form: its id, and the statement it rests on where nothing else was named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count, islice

from bridgehead import firm as firms
from bridgehead.errors import RefusedError
from bridgehead.firm import Firm
from bridgehead.firm.adding import Adding, bare, slug
from bridgehead.firm.editing import make_entry
from bridgehead.record.entries import Actor, Entry, EntryId, Evidence, Programme, Tie, referred_ids
from bridgehead.record.store_errors import ConflictError
from bridgehead.record.versions import Change
from bridgehead.sources._fields import Written
from bridgehead.web.entries.fields import split_item
from bridgehead.web.entries.names import Names
from bridgehead.web.snapshot import Snapshot

_DRAFT = "typed:new"
#: ids tried before giving up
_MOST_TRIES = 200
#: names of others that an id is made from
_MOST_NAMES = 3


class NoFreeIdError(RefusedError):
    """Every id that a new entry could have is taken."""

    def __init__(self, stem: str) -> None:
        """Args: stem: what the ids begin with."""
        self.stem = stem
        super().__init__(
            f"{_MOST_TRIES} entries have ids that begin with {stem!r}. Look whether this one is there already."
        )


def keep_new(firm: Firm, snapshot: Snapshot, word: str, written: Mapping[str, Written]) -> tuple[Entry, Change]:
    """Make an entry of what a form sent and write it, with a statement of its own where it rests on nothing else.

    Args:
        firm: the record to write to. snapshot: as it stands. word: of the type. written: what was sent.

    Returns:
        The entry, and the change.

    Raises:
        FieldsError: fields cannot be read or do not fit. NoFreeIdError: such entries are there already.
    """
    draft = make_entry(word, _DRAFT, split_item(written), Names(snapshot).read)
    stem = build_stem(draft, word)
    for id_ in islice(_find_free(snapshot, stem), _MOST_TRIES):
        entry = replace(draft, id=id_)
        kept = _add_statement(firm, snapshot, word, entry)
        try:
            change = firm.put(*kept, summary=_say(word, entry, snapshot), expected={id_: 0})
        except ConflictError:
            # somebody had this id a moment ago, or before they withdrew what bore it
            continue
        return entry, change
    raise NoFreeIdError(stem)


def build_stem(draft: Entry, word: str) -> str:
    """What the id of a new entry begins with, as those of typed lines do.

    >>> build_stem(Actor(id="new", kind="person", name="Anna Berg"), "actor")
    'typed:anna-berg'
    >>> build_stem(Tie(id="new", sender="typed:acme", receiver="typed:anna-berg", kind="social", role="friend"), "tie")
    'typed:acme--anna-berg--social-friend'
    """
    if isinstance(draft, Actor | Programme):
        return f"typed:{slug(draft.name)}"
    named = dict.fromkeys(bare(id_) for _, id_ in referred_ids(draft))
    if isinstance(draft, Tie):
        kind = "-".join(part for part in (draft.kind, draft.role) if part).replace("_", "-")
        return f"typed:{bare(draft.sender)}--{bare(draft.receiver)}--{kind}"
    said = [slug(str(getattr(draft, name, ""))[:40]) for name in ("subject", "item", "reference", "market")]
    parts = [word, *islice(named, _MOST_NAMES), *(part for part in said if part != "unnamed")]
    return f"typed:{'--'.join(parts)}"


def _find_free(snapshot: Snapshot, stem: str) -> Iterator[EntryId]:
    """Ids no standing entry has, shortest first."""
    ids = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return (id_ for id_ in ids if id_ not in snapshot.by_id)


def _add_statement(firm: Firm, snapshot: Snapshot, word: str, entry: Entry) -> tuple[Entry, ...]:
    """The entry, with the statement it rests on before it where it named nothing else."""
    if entry.evidence or isinstance(entry, Evidence):
        return (entry,)
    adding = Adding(held=snapshot.held, by=firm.by, on=firms.today(), record=firm.name)
    statement = adding.make_statement(_say(word, entry, snapshot), entry.id.partition(":")[2])
    return (*adding.made.values(), replace(entry, evidence=(statement,)))


def _say(word: str, entry: Entry, snapshot: Snapshot) -> str:
    """What was typed, in a few words."""
    own = str(getattr(entry, "name", "") or getattr(entry, "reference", "") or getattr(entry, "subject", ""))
    named = dict.fromkeys(snapshot.get_name(id_) for _, id_ in referred_ids(entry))
    said = [own, *named, str(getattr(entry, "kind", "") or getattr(entry, "item", ""))]
    return f"{word}: {', '.join(part.replace('_', ' ') for part in said if part)}"
