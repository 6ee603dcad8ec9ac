"""Asks typed in a line, and what came of them: "Anna Berg, AT, yes, 2024-03-05"."""

from __future__ import annotations

from datetime import date

from bridgehead.firm.adding import Adding, bare, get_actor, slug
from bridgehead.firm.stated_words import find_subject, read_behind, read_term, split_words
from bridgehead.firm.terse import TerseLineError
from bridgehead.record.dates import DateError, When, on_day, read_when
from bridgehead.record.entries import EntryId, Interaction
from bridgehead.record.record import find_entries
from bridgehead.record.terms import OUTCOMES


def read_ask(adding: Adding, firm: EntryId, line: str) -> Interaction:
    """The ask that a line tells of, or the one told before with what the line adds.

    Args:
        adding: what lines are read into. firm: id of the record's own. line: as typed.

    Raises:
        TerseLineError, DateError: it cannot be understood. NobodyError, SeveralError: a name in it is nobody's, or
        that of several.
    """
    name, wanted, *rest = split_words(line, 2, "Anna Berg, AT, yes, 2024-03-05")
    asked = get_actor(adding.entries(), name).id
    asker, outcome, led_to = firm, "", []
    day: When | None = None
    for word in rest:
        if (ours := read_behind(word, "by")) is not None:
            asker = get_actor(adding.entries(), ours).id
        elif (result := read_behind(word, "led to")) is not None:
            led_to.append(result)
        elif (said := read_term(OUTCOMES, word)) is not None:
            outcome = said
        else:
            day = _read_ask_day(line, word)
    about = find_subject(adding, firm, read_behind(wanted, "for") or wanted, is_needed=False)
    before = _find_before(adding, asked, about, day)
    start = f"typed:ask-{bare(asked)}--{slug(about)}"
    return Interaction(
        id=before.id if before else f"{start}--{slug(day or on_day(adding.on))}",
        kind="ask",
        participants=before.participants if before else ((asker, "asker"), (asked, "asked")),
        about=about,
        begin=before.begin if before else day or on_day(adding.on),
        outcome=outcome or (before.outcome if before else "pending"),
        led_to=tuple(dict.fromkeys((*(before.led_to if before else ()), *led_to))),
        evidence=(*(before.evidence if before else ()), adding.make_statement(line, name)),
    )


def _read_ask_day(line: str, word: str) -> When:
    try:
        return read_when(read_behind(word, "on") or word)
    except DateError:
        raise TerseLineError(
            line,
            f"{word!r} means nothing in an ask. After whom and what for come, in any order: yes, no, no answer or "
            "pending, a day, 'by ONE OF US', 'led to ID'.",
        ) from None


def _find_before(adding: Adding, asked: EntryId, about: str, day: When | None) -> Interaction | None:
    """The ask that a line speaks of again: that of the same day, else the last one that is pending."""
    same = [
        entry
        for entry in find_entries(adding.entries(), Interaction)
        if entry.kind == "ask" and entry.about == about and (asked, "asked") in entry.participants
    ]
    if day is not None:
        same = [entry for entry in same if entry.begin == day]
        return same[-1] if same else None
    waiting = [entry for entry in same if entry.outcome == "pending"]
    return max(waiting, key=lambda entry: (entry.begin.latest or date.min, entry.id), default=None)
