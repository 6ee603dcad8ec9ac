"""Looking at a record: show and check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from bridgehead.cli.options import AskedOption, FormOption
from bridgehead.cli.output import Listing, list_findings, print_listings, say
from bridgehead.errors import NotFoundError, suggest
from bridgehead.firm import Firm
from bridgehead.firm.adding import NobodyError, get_actor
from bridgehead.record.codec import to_plain
from bridgehead.record.entries import TYPE_BY_WORD, Actor, Entry, Evidence, get_type_word, referred_ids
from bridgehead.record.record import find_entries
from bridgehead.record.store_errors import UnknownEntryError

_WORD_BY_PLURAL = {word if word == "evidence" else f"{word}s": word for word in TYPE_BY_WORD}
_ASKED = AskedOption()
_FORM = FormOption()


class NothingToShowError(NotFoundError):
    """There is no list and no entry of a name."""

    def __init__(self, what: str, known: Iterable[str], near: Iterable[str]) -> None:
        """Args: what was asked for; known: the lists there are; near: ids and names of entries."""
        self.what = what
        lists = list(known)
        super().__init__(
            f"Nothing to show under {what!r}.{suggest(what, [*lists, *near])} The lists are: {', '.join(lists)}; "
            "or give an entry's id or an actor's name."
        )


def show(what: str = "", matching: str = "", /, *, asked: AskedOption = _ASKED, form: FormOption = _FORM) -> int:
    """Show what the record holds, or one entry with its history and evidence.

    Lists: actors, ties, interactions, agreements, obligations, programmes, presences, assessments, evidence,
    judgements, markets, log, instruments, parameters, terms.

    Example: bridgehead show actors --cases q-sense

    Args:
        what: A list, an entry's id or an actor's name (default: what the record holds, counted).
        matching: Only rows that hold this text.
    """
    if what in _LISTS_WITHOUT_RECORD:
        print_listings(_keep_matching(_LISTS_WITHOUT_RECORD[what](), matching), form)
        return 0
    with asked.open_one() as opened:
        print_listings(_keep_matching(_build_listings(opened, what), matching), form)
    return 0


def check(*, asked: AskedOption = _ASKED, form: FormOption = _FORM) -> int:
    """Say what is odd about the record: errors first. The exit code is 1 where there is an error or a warning.

    Example: bridgehead check --cases q-sense
    """
    with asked.open_one() as opened:
        findings = opened.check()
    print_listings([list_findings(findings)], form)
    counts = Counter(finding.level for finding in findings)
    if findings:
        say(
            ", ".join(
                f"{counts[level]} {level}{'s' if counts[level] != 1 else ''}" for level in ("error", "warning", "note")
            )
        )
    return 1 if counts["error"] or counts["warning"] else 0


def _build_listings(opened: Firm, what: str) -> list[Listing]:
    if not what:
        return [_count(opened)]
    word = _WORD_BY_PLURAL.get(what, what if what in TYPE_BY_WORD else "")
    if word:
        return [_list_entries(opened, word)]
    if what in {"log", "transactions"}:
        return [_list_log(opened)]
    if what == "markets":
        return [_list_markets(opened)]
    return list(_describe_entry(opened, what))


def _count(opened: Firm) -> Listing:
    counts = Counter(get_type_word(entry) for entry in opened.entries())
    rows = [{"list": plural, "entries": counts[word]} for plural, word in _WORD_BY_PLURAL.items()]
    return Listing(name="record", title=opened.name, columns={"list": "List", "entries": "Entries"}, rows=rows)


def _list_entries(opened: Firm, word: str) -> Listing:
    """Entries of a type: what identifies them, then every field that any of them fills; names beside actors' ids."""
    kind = TYPE_BY_WORD[word]
    entries = opened.entries()
    names = {actor.id: actor.name for actor in find_entries(entries, Actor)}
    rows = [_to_row(entry, names) for entry in find_entries(entries, kind)]
    used = {key for row in rows for key in row}
    columns = {item.name: item.name.replace("_", " ") for item in fields(kind) if item.name in used}
    return Listing(name=f"{word}s" if word != "evidence" else word, title="", columns=columns, rows=rows)


def _to_row(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    """An entry's fields as plain values, actors by name."""
    actors = {target for _, target in referred_ids(entry)} & names.keys()

    def say_value(value: Any) -> Any:  # noqa: ANN401 - any field
        if isinstance(value, tuple):
            return [say_value(item) for item in value]
        return names[value] if isinstance(value, str) and value in actors else value

    return {key: value if key == "id" else say_value(value) for key, value in to_plain(entry).items()}


def _list_log(opened: Firm) -> Listing:
    rows = [
        {
            "id": item.id,
            "recorded_at": item.recorded_at.isoformat(timespec="seconds"),
            "by": item.by,
            "action": item.action,
            "summary": item.summary,
            "source": item.source,
            "created": item.created,
            "updated": item.updated,
            "withdrawn": item.withdrawn,
            "undone_by": item.undone_by,
        }
        for item in opened.transactions()
    ]
    columns = {"id": "No.", "recorded_at": "When (UTC)", "by": "By", "action": "What", "summary": "Summary",
               "created": "New", "updated": "Changed", "withdrawn": "Withdrawn", "undone_by": "Undone by"}  # fmt: skip
    return Listing(name="log", title="", columns=columns, rows=rows, empty="A library case has no history.")


def _list_markets(opened: Firm) -> Listing:
    from bridgehead.network.inferred import find_inferred_markets  # noqa: PLC0415 - only where markets are shown
    from bridgehead.record.markets import label  # noqa: PLC0415 - country names only where they are shown

    entries = opened.entries()
    actors, inferred = find_entries(entries, Actor), find_inferred_markets(entries)
    stated = Counter(actor.market for actor in actors if actor.market)
    guessed = Counter(inferred[actor.id].market for actor in actors if not actor.market and actor.id in inferred)
    rows = [
        {"market": code, "name": label(code), "actors": stated[code], "inferred": guessed[code]}
        for code in sorted(stated.keys() | guessed.keys())
    ]
    columns = {"market": "Market", "name": "Name", "actors": "Actors who state it", "inferred": "Inferred"}
    return Listing(name="markets", title="", columns=columns, rows=rows)


def _describe_entry(opened: Firm, what: str) -> Iterator[Listing]:
    """An entry, its history, its evidence, and the entries that name it."""
    entries = opened.entries()
    try:
        id_ = get_actor(entries, what).id
    except NobodyError:
        id_ = what
    by_id = {entry.id: entry for entry in entries}
    try:
        versions = opened.history(id_)
    except UnknownEntryError:
        near = [*by_id, *(actor.name for actor in find_entries(entries, Actor))]
        raise NothingToShowError(what, [*_WORD_BY_PLURAL, *_OTHER_LISTS], near) from None
    names = {actor.id: actor.name for actor in find_entries(entries, Actor)}
    entry = by_id[id_] if id_ in by_id else versions[-1].entry
    rows = [{"field": key, "value": value} for key, value in _to_row(entry, names).items()]
    title = f"{get_type_word(entry)} {id_}{'' if id_ in by_id else ' (withdrawn)'}"
    yield Listing(name="entry", title=title, columns={"field": "Field", "value": "Value"}, rows=rows)
    yield Listing(
        name="evidence", title="Evidence", columns={"id": "Id", "reference": "Reference", "locator": "Where",
                                                    "says": "Says", "on": "Of", "basis": "Basis"},
        rows=[_say_evidence(id_, by_id.get(id_)) for id_ in entry.evidence],
        empty="It rests on no evidence.",
    )  # fmt: skip
    naming = [other for other in entries if any(target == id_ for _, target in referred_ids(other))]
    columns = {"type": "Type", "id": "Id", "as": "As"}
    uses = [
        {
            "type": get_type_word(other),
            "id": other.id,
            "as": [name for name, target in referred_ids(other) if target == id_],
        }
        for other in naming
    ]
    yield Listing(name="named_by", title="Named by", columns=columns, rows=uses, empty="No other entry names it.")
    history = [
        {
            "number": version.number,
            "recorded_at": version.recorded_at.isoformat(timespec="seconds"),
            "by": version.by,
            "action": version.action,
            "transaction": version.transaction,
            "fields": {} if version.withdrawn else _to_row(version.entry, names),
        }
        for version in versions
    ]
    columns = {
        "number": "Version",
        "recorded_at": "When (UTC)",
        "by": "By",
        "action": "What",
        "transaction": "Transaction",
    }
    yield Listing(
        name="history", title="History", columns=columns, rows=history, empty="A library case has no history."
    )


def _say_evidence(id_: str, entry: Entry | None) -> dict[str, Any]:
    if not isinstance(entry, Evidence):
        return {"id": id_, "says": "not in the record"}
    return {
        "id": id_,
        "reference": entry.reference,
        "locator": entry.locator,
        "says": entry.paraphrase or entry.excerpt,
        "on": entry.on,
        "basis": entry.basis,
    }


def _list_instruments() -> list[Listing]:
    from bridgehead.record.instruments import load_items  # noqa: PLC0415 - only where instruments are shown

    rows = [
        {
            "item": f"{item.instrument}.{item.name}",
            "value": ", ".join(item.words) or item.value.replace("_", " or "),
            "unit": item.unit,
            "description": item.description,
            "reference": item.reference,
        }
        for item in load_items().values()
    ]
    columns = {"item": "Item", "value": "Value", "unit": "Unit", "description": "What", "reference": "Reference"}
    return [Listing(name="instruments", title="", columns=columns, rows=rows)]


def _list_parameters() -> list[Listing]:
    from importlib.resources import files  # noqa: PLC0415 - only where parameters are shown

    from bridgehead.record.parameters import load_parameters  # noqa: PLC0415 - as above

    folder = files("bridgehead") / "parameters"
    names = sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))
    rows = [
        {"file": file, "name": name, "value": item.value, "unit": item.unit, "description": item.description,
         "reference": item.reference}
        for file in names
        if file != "instruments"
        for name, item in load_parameters(file).items()
    ]  # fmt: skip
    columns = {"file": "File", "name": "Name", "value": "Value", "unit": "Unit", "description": "What it does",
               "reference": "From"}  # fmt: skip
    return [Listing(name="parameters", title="", columns=columns, rows=rows)]


def _list_terms() -> list[Listing]:
    from bridgehead.record.terms import VOCABULARIES  # noqa: PLC0415 - only where words are shown

    rows = [
        {"list": vocabulary.label, "word": term.word, "definition": term.definition, "reference": str(term.reference)}
        for vocabulary in VOCABULARIES.values()
        for term in vocabulary.terms
    ]
    columns = {"list": "List", "word": "Word", "definition": "Definition", "reference": "After"}
    return [Listing(name="terms", title="", columns=columns, rows=rows)]


_LISTS_WITHOUT_RECORD: Mapping[str, Callable[[], list[Listing]]] = {
    "instruments": _list_instruments,
    "parameters": _list_parameters,
    "terms": _list_terms,
}
_OTHER_LISTS = ("markets", "log", *_LISTS_WITHOUT_RECORD)


def _keep_matching(listings: Iterable[Listing], text: str) -> list[Listing]:
    if not text:
        return list(listings)
    wanted = text.casefold()
    return [
        Listing(
            name=listing.name,
            title=listing.title,
            columns=listing.columns,
            rows=[row for row in listing.rows if any(wanted in str(value).casefold() for value in row.values())],
            empty=f"No row holds {text!r}.",
        )
        for listing in listings
    ]
