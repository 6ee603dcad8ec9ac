"""Assessments typed in a line: "Nordlicht, readiness.trust, yes, 2024-03, by Ada"."""

from __future__ import annotations

import re

from bridgehead.errors import suggest
from bridgehead.firm.adding import Adding, bare, slug
from bridgehead.firm.stated_words import find_subject, is_share, read_behind, read_share, split_words
from bridgehead.firm.terse import TerseLineError
from bridgehead.record.dates import on_day, read_when
from bridgehead.record.entries import Assessment, EntryId
from bridgehead.record.instruments import Item, get_item, load_items
from bridgehead.record.markets import get_market, is_market

_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
#: instruments whose subjects are markets
_OF_MARKETS = frozenset({"market", "country"})


def read_assessment(adding: Adding, firm: EntryId, line: str) -> Assessment:
    """The assessment that a line states.

    Args:
        adding: what lines are read into. firm: id of the record's own. line: as typed.

    Raises:
        TerseLineError, DateError: it cannot be understood. UnknownItemError: there is no such item.
        NobodyError, SeveralError: its subject is nothing in the record, or several actors.
    """
    subject, named, text, *rest = split_words(line, 3, "Nordlicht, readiness.trust, yes, 2024-03, by Ada")
    item = _find_item(line, named)
    value = _read_value(line, item, text)
    day, by, about = on_day(adding.on), adding.by, ""
    for word in rest:
        if (name := read_behind(word, "by")) is not None:
            by = name
        elif (what := read_behind(word, "about")) is not None:
            about = find_subject(adding, firm, what, is_needed=False)
        else:
            day = read_when(read_behind(word, "on", "in") or word)
    of = find_subject(adding, firm, subject)
    if item.instrument in _OF_MARKETS and not is_market(of):
        raise TerseLineError(line, f"{item.instrument}.{item.name} is said of a market, and {subject!r} is none.")
    further = [slug(about)] if about else []
    further += [slug(str(value))] if not item.is_single else []
    return Assessment(
        id="--".join([f"typed:{bare(of)}", slug(f"{item.instrument}-{item.name}"), *further, slug(day)]),
        subject=of,
        instrument=item.instrument,
        item=item.name,
        value=value,
        by=by,
        about=about,
        begin=day,
        evidence=(adding.make_statement(line, subject),),
    )


def _find_item(line: str, named: str) -> Item:
    """The item of a name, with its instrument before it where several have such a one."""
    words = [re.sub(r"[\s-]+", "_", part.strip().lower()) for part in re.split(r"[.:/]", named, maxsplit=1)]
    if len(words) == 2:
        return get_item(words[0], words[1])
    found = [item for item in load_items().values() if item.name == words[0]]
    if len(found) == 1:
        return found[0]
    if found:
        choice = ", ".join(f"{item.instrument}.{item.name}" for item in found)
        raise TerseLineError(line, f"{named!r} stands in several instruments. Write one of: {choice}.")
    names = [item.name for item in load_items().values()]
    raise TerseLineError(
        line, f"there is no item {named!r}.{suggest(words[0], names)} 'bridgehead show instruments' lists all."
    )


def _read_value(line: str, item: Item, text: str) -> float | bool | str:
    """A value as the item takes it."""
    lowered = text.lower()
    match item.value:
        case "yes_no" if lowered in _YES_NO:
            return _YES_NO[lowered]
        case "number" if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return float(text)
        case "share" if is_share(text):
            return read_share(text)
        case "word":
            word = re.sub(r"[\s-]+", "_", lowered)
            if item.unit == "market code":
                return get_market(text)
            if not item.words or word in item.words:
                return word if item.words else text
    takes = {"yes_no": "yes or no", "number": "a number", "share": "a share, as in 0.3 or 30 %"}
    what = takes.get(item.value, f"one of: {', '.join(item.words)}")
    raise TerseLineError(line, f"{item.instrument}.{item.name} takes {what}, not {text!r}. {item.description}")
