"""Entries: where every source number leads. One entry with its words, evidence and history; to edit and to withdraw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from starlette.datastructures import FormData

from bridgehead.errors import get_http_status
from bridgehead.firm.editing import FieldsError
from bridgehead.record.entries import TYPE_BY_WORD, Actor, Entry, EntryId, Evidence, get_type_word, referred_ids
from bridgehead.record.store_errors import ConflictError
from bridgehead.record.versions import Version
from bridgehead.sources._fields import Written
from bridgehead.web.coming_back import get_way_back, keep_way_back
from bridgehead.web.entries.editing import Conflict, Edit, flatten, save_edit
from bridgehead.web.entries.facts import Teller
from bridgehead.web.entries.fields import build_form, read_sent, write_shown
from bridgehead.web.entries.history import build_history
from bridgehead.web.entries.names import Names, list_market_names
from bridgehead.web.entries.search import find_holding, get_type
from bridgehead.web.entries.words import LEADS, PLURALS, TYPES, get_label
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.paging import read_paging
from bridgehead.web.tabs import Tab
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="entries",
    title=N_("Entries"),
    lead=N_("Everything the record holds, one entry at a time, with what it rests on and how it came to be."),
    group="record",
    order=40,
    icon="database",
    in_navigation=False,
    examples=("", "?type=evidence", "/q-sense:ev-accepted", "/q-sense:chalmers-kasemo"),
)
ROWS = 50
#: entries that name another one, listed before the rest is left to the list
_MOST_NAMING = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An entry that names another: what it is called, where it leads, its type, and as what it names it."""

    text: str
    url: str
    type: str
    roles: tuple[str, ...]


def build_teller(view: View) -> Teller:
    """Says what fields hold, with links that keep what is on screen."""
    return Teller(snapshot=view.snapshot, links=view.links, network=lambda: view.network)


# lists


@PAGE.router.get("/entries")
def list_entries(view: Seen) -> Response:
    """The entries of a type, or those that hold some words."""
    word, text = view.choices.get("type", "tie"), view.choices.get("q", "").strip()
    found = find_holding(view.snapshot, get_type(word), text)
    paging = read_paging(view.choices, ROWS).of(len(found))
    teller = build_teller(view)
    rows = [_describe_row(teller, entry) for entry in found[paging.skip : paging.last]]
    tabs = [
        Tab(
            text=view._(plural),
            url=view.link("/entries", type=word_, q=text),
            current=word_ == word,
            count=len(view.snapshot.find(TYPE_BY_WORD[word_])) if not text else None,
        )
        for word_, plural in PLURALS.items()
    ]
    return view.render("entries.html", word=word, lead=LEADS[word], rows=rows, tabs=tabs, paging=paging, text=text)


def _describe_row(teller: Teller, entry: Entry) -> dict[str, Any]:
    text = (
        entry.paraphrase or entry.excerpt or entry.reference
        if isinstance(entry, Evidence)
        else teller.describe(entry.id)
    )
    return {
        "text": text,
        "url": teller.links.entry(entry.id),
        "begin": entry.on if isinstance(entry, Evidence) else entry.begin,
        "end": entry.end,
        "evidence": len(entry.evidence),
    }


@PAGE.router.get("/entries/names")
def offer_names(view: Seen, q: str | None = None, type: str = "evidence") -> Any:  # noqa: A002, ANN401 - the address's word
    """Entries of a type to choose from while one types; an entry called "names" where nothing is asked for."""
    if q is None:
        return show_entry(view, "names")
    kind = get_type(type) if type else Entry
    return [{"value": id_, "label": text} for id_, text in Names(view.snapshot).offer_entries(q, kind)]


# one entry


@PAGE.router.get("/entries/{id:path}")
def show_entry(view: Seen, id: EntryId, edit: str = "", withdraw: str = "") -> Response:  # noqa: A002 - the address's word
    """One entry; with `edit` its form, with `withdraw` the question whether to."""
    versions = view.firm.history(id)
    entry = versions[-1].entry if versions else view.firm.get(id)
    if edit and view.may_change:
        return _show_form(view, entry, versions[-1].number)
    return _show(view, entry, versions, is_withdrawing=bool(withdraw) and view.may_change)


def _show(view: View, entry: Entry, versions: tuple[Version, ...], *, is_withdrawing: bool) -> Response:
    teller = build_teller(view)
    facts, unsaid = teller.tell(entry)
    naming = sorted(_find_naming(teller, entry.id), key=lambda one: list(TYPES).index(one.type))
    return view.render(
        "entry.html",
        entry=entry,
        is_actor=isinstance(entry, Actor),
        word=get_type_word(entry),
        types=TYPES,
        title=_entitle(teller, entry),
        facts=facts,
        unsaid=unsaid,
        evidence=[(id_, view.snapshot.by_id.get(id_), view.links.entry(id_)) for id_ in entry.evidence],
        naming=naming[:_MOST_NAMING],
        naming_total=len(naming),
        history=build_history(versions, teller),
        is_withdrawn=bool(versions) and versions[-1].withdrawn,
        is_withdrawing=is_withdrawing,
        version=versions[-1].number if versions else 0,
    )


def _entitle(teller: Teller, entry: Entry) -> str:
    if isinstance(entry, Evidence):
        return entry.reference
    return teller.describe(entry.id) if entry.id in teller.snapshot.by_id else str(getattr(entry, "name", entry.id))


def _find_naming(teller: Teller, id_: EntryId) -> Iterator[Naming]:
    for other in teller.snapshot.find_naming(id_):
        word = get_type_word(other)
        names = [name for name, target in referred_ids(other) if target == id_]
        names += ["evidence"] if id_ in other.evidence else []
        yield Naming(
            text=teller.describe(other.id),
            url=teller.link(other.id),
            type=word,
            roles=tuple(dict.fromkeys(get_label(word, name) for name in names)),
        )


# editing


def _show_form(
    view: View,
    entry: Entry,
    version: int,
    *,
    sent: Mapping[str, Written] | None = None,
    error: FieldsError | None = None,
) -> Response:
    word = get_type_word(entry)
    shown = {**write_shown(entry, Names(view.snapshot)), **(sent or {})}
    return view.render(
        "entry_edit.html",
        status=200 if error is None else get_http_status(error),
        entry=entry,
        word=word,
        lead=LEADS[word],
        title=_entitle(build_teller(view), entry),
        fields=build_form(word, shown, error.wrong if error else {}),
        whole=error.wrong.get("", "") if error else "",
        wrong=error.wrong if error else {},
        markets=list_market_names(),
        version=version,
        action=view.link(f"/entries/{entry.id}", **keep_way_back(view)),
        cancel=get_way_back(view, view.link(f"/entries/{entry.id}")),
    )


@PAGE.router.post("/entries/{id:path}")
def change_entry(view: Seen, id: EntryId, sent: Sent) -> Response:  # noqa: A002 - the address's word
    """Save, withdraw or bring back an entry."""
    action = str(sent.get("action", "save"))
    if action == "withdraw":
        return _withdraw(view, id, sent)
    return _restore(view, id, sent) if action == "restore" else _save(view, id, sent)


def _save(view: View, id_: EntryId, sent: FormData) -> Response:
    own, version = view.own, _read_version(sent)
    held = own.history(id_)[-1].entry
    written = read_sent(get_type_word(held), sent)
    theirs = frozenset(
        name.removeprefix("keep.") for name, value in sent.items() if name.startswith("keep.") and value == "theirs"
    )
    try:
        result = save_edit(own, Edit(id=id_, expected=version, sent=written, theirs=theirs), build_teller(view))
    except FieldsError as error:
        return _show_form(view, held, version, sent=written, error=error)
    if isinstance(result, Conflict):
        return _show_conflict(view, result)
    # a profile is edited from the profile
    address = get_way_back(view, view.link(f"/actors/{id_}" if isinstance(held, Actor) else f"/entries/{id_}"))
    if result.transaction is None:
        return view.go(address, Message(view._("Nothing was changed."), "note"))
    return view.go(address, Message(view._("Saved."), undo=result.transaction))


def _show_conflict(view: View, conflict: Conflict) -> Response:
    return view.render(
        "entry_conflict.html",
        status=409,
        title=_entitle(build_teller(view), conflict.latest.entry),
        conflict=conflict,
        entry=conflict.latest.entry,
        mine=flatten(conflict.mine),
        action=view.link(f"/entries/{conflict.latest.entry.id}", **keep_way_back(view)),
        cancel=get_way_back(view, view.link(f"/entries/{conflict.latest.entry.id}")),
    )


def _withdraw(view: View, id_: EntryId, sent: FormData) -> Response:
    own = view.own
    found, expected = own.history(id_)[-1].number, _read_version(sent)
    if found != expected:
        raise ConflictError(id_, expected, found)
    change = own.withdraw(id_, reason=str(sent.get("reason", "")).strip()[:200])
    message = view._("Withdrawn. It stays in the history and can be brought back.")
    return view.go(view.link(f"/entries/{id_}"), Message(message, undo=change.transaction))


def _restore(view: View, id_: EntryId, sent: FormData) -> Response:
    own = view.own
    entry = own.history(id_)[-1].entry
    change = own.put(entry, summary=view._("brought back"), expected={id_: _read_version(sent)}, edit=True)
    return view.go(view.link(f"/entries/{id_}"), Message(view._("It stands again."), undo=change.transaction))


def _read_version(sent: FormData) -> int:
    """The version a form was made from; 0, which none is, where it does not say."""
    text = str(sent.get("version", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0
