"""Presences typed in a line: "DE, direct export, since 2019, 12 %, through Anna Berg"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bridgehead.errors import suggest
from bridgehead.firm.adding import Adding, bare, get_actor, slug
from bridgehead.firm.stated_words import is_share, read_behind, read_share, read_term, split_words
from bridgehead.firm.terse import TerseLineError
from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import Agreement, Entry, EntryId, Presence, Tie, referred_ids
from bridgehead.record.markets import get_market
from bridgehead.record.terms import ENTRY_MODES, INITIATORS


def read_presence(adding: Adding, firm: EntryId, line: str) -> Presence:
    """The presence that a line states.

    Args:
        adding: what lines are read into. firm: id of the record's own. line: as typed.

    Raises:
        TerseLineError, DateError: it cannot be understood. UnknownMarketError: there is no such market.
        NobodyError, SeveralError: a name in it is nobody's, or that of several.
    """
    place, *rest = split_words(line, 1, "DE, direct export, since 2019, own search, 12 %")
    fields: dict[str, Any] = {"end": OPEN}
    actor = firm
    rests_on: tuple[EntryId, ...] = ()
    for word in rest:
        if (name := read_behind(word, "of")) is not None:
            actor = get_actor(adding.entries(), name).id
        elif (name := read_behind(word, "through", "via")) is not None:
            partner = get_actor(adding.entries(), name).id
            rests_on = tuple(_find_bonds(adding.entries(), firm, partner))
            fields.setdefault("initiated_by", "tie")
        else:
            name, value = _read_presence_word(line, word)
            fields[name] = value
    market = get_market(place)
    marks = [slug(str(fields[name])) for name in ("entry_mode", "field") if name in fields]
    return Presence(
        id="--".join([f"typed:{bare(actor)}", f"in-{slug(market)}", *marks]),
        actor=actor,
        market=market,
        rests_on=rests_on,
        evidence=(adding.make_statement(line, place),),
        **fields,
    )


def _read_presence_word(line: str, word: str) -> tuple[str, object]:
    """What one word of a presence says, as (field, value)."""
    for field, prefixes in (("begin", ("since", "from")), ("end", ("until",)), ("field", ("field", "in"))):
        if (text := read_behind(word, *prefixes)) is not None:
            return field, text if field == "field" else read_when(text)
    if is_share(word):
        return "sales_share", read_share(word)
    for field, vocabulary in (("entry_mode", ENTRY_MODES), ("initiated_by", INITIATORS)):
        if (said := read_term(vocabulary, word)) is not None:
            return field, said
    near = suggest(word.lower(), [known.replace("_", " ") for known in (*ENTRY_MODES.words, *INITIATORS.words)])
    raise TerseLineError(
        line,
        f"{word!r} means nothing in a presence.{near} After the market come, in any order: an entry mode, inbound "
        "request, own search or tie, 'since D', 'until D', 'field F', a share of sales such as 12 %, 'through NAME', "
        "'of ACTOR'.",
    )


def _find_bonds(entries: Iterable[Entry], firm: EntryId, partner: EntryId) -> Iterator[EntryId]:
    """Ids of the ties and agreements between the firm and a partner."""
    for entry in entries:
        if isinstance(entry, Tie | Agreement) and {firm, partner} <= {target for _, target in referred_ids(entry)}:
            yield entry.id
