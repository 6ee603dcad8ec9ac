"""A fixture for tests of networks and questions: a record written as a few lines of text in the test itself."""

from dataclasses import fields

import pytest

from bridgehead.record.codec import build_entry
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.record.record import OWN_FIRM, MemoryRecord


def split(text, sign=";"):
    return [part.strip() for part in text.split(sign) if part.strip()]


def read_items(text):
    """The items of a list; "a=0.5" makes a pair, "a=0.5=" a triple without its last, "a" alone an item."""
    return [[part.strip() or None for part in item.split("=")] if "=" in item else item for item in split(text)]


def read_pairs(text, empty):
    """Items as pairs, the second of a pair that is not there being `empty`."""
    return [item if isinstance(item, list) else [item, empty] for item in read_items(text)]


def read_value(text):
    """What an assessment says: a number, yes or no, else a word."""
    try:
        return {"yes": True, "no": False}[text] if text in {"yes", "no"} else float(text)
    except ValueError:
        return text


def read_heads(word, cells):  # noqa: PLR0911 - one for each type of entry
    """The cells of a line that name no field, as the fields they stand for."""
    first, *rest = cells
    left, _, right = (part.strip() for part in first.partition(">"))
    kind, _, listed = (part.strip() for part in first.partition(":"))
    match word:
        case "actor":
            return {"id": first, "kind": "organisation", "name": first}
        case "tie":
            return {"sender": left, "receiver": right} | dict(zip(("kind", "role"), rest, strict=False))
        case "agreement":
            return {"form": kind, "parties": read_pairs(listed, None)}
        case "interaction":
            return {"kind": kind, "participants": read_pairs(listed, "")}
        case "obligation":
            return {"debtor": left, "creditor": right, "deliverable": rest[0]}
        case "presence":
            return {"actor": first, "market": rest[0]}
        case "programme":
            return {"id": first, "name": first, "owner": rest[0]}
        case "assessment":
            instrument, _, item = rest[0].partition(".")
            return {"subject": first, "instrument": instrument, "item": item, "value": read_value(rest[1])}
        case "evidence":
            return {"id": first, "reference": first}
        case "judgement":
            return {"left": left, "right": right, "verdict": rest[0]}
    raise AssertionError(f"a line cannot begin with {word!r}")


def read_line(line, number):
    """One line as entries: its word, what it is about, then field=value."""
    word, *cells = split(line, ",")
    own, word = word == "firm", "actor" if word == "firm" else word
    types = {field.name: str(field.type) for field in fields(TYPE_BY_WORD[word])}
    parted = [(cell, *(part.strip() for part in cell.partition("="))) for cell in cells]
    heads = [cell for cell, name, _, _ in parted if name not in types]
    values = {
        name: read_items(text) if types[name].startswith("tuple") else text
        for _, name, _, text in parted
        if name in types
    }
    entry = build_entry(word, {"id": f"{word}-{number}"} | read_heads(word, heads) | values)
    if not own:
        return [entry]
    instrument, item = OWN_FIRM
    said = {"id": "own-firm", "subject": entry.id, "instrument": instrument, "item": item, "value": True}
    return [entry, build_entry("assessment", said)]


@pytest.fixture
def record():
    """A function that reads lines such as these into a record held in memory.

    firm, acme, market=SE                         the record's own firm
    actor, kasemo, kind=person, market=SE         an organisation where no kind is given
    tie, acme > kasemo, affiliation, founder, begin=1996, provides=finance; channel
    agreement, research: acme; basf=0.2, id=deal, begin=2001
    obligation, acme > basf, two reports, agreement=deal, due=2002-06
    interaction, ask: acme=asker; kasemo=asked, begin=2001-05-03, outcome=yes
    presence, acme, DE, entry_mode=direct_export
    assessment, acme, firm.alliance_function, none
    evidence, interview, on=2001
    judgement, basf > basf se, same

    programme, gold, acme, tiers=top=3=1; wide==

    A line is cut at its commas, a list at semicolons, a pair at "="; an id that is not given is the word and the line's
    number ("tie-3"). Whatever is not said stays as the entry leaves it.
    """

    def build(text, **options):
        lines = [(number, line.strip()) for number, line in enumerate(text.strip().splitlines(), start=1)]
        held = [entry for number, line in lines if line for entry in read_line(line, number)]
        return MemoryRecord(**{"name": "example", "held": tuple(held)} | options)

    return build
