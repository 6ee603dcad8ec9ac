"""Entries over HTTP: list, read, write, edit with the version that was read, withdraw."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from bridgehead.record.codec import build_entry
from bridgehead.record.entries import Entry, get_type_word
from bridgehead.record.lines import write_entry
from bridgehead.web.api.shapes import NUMBER, REFUSALS, Changed, Strict, get_workspace, read_look, refuse_case

router = APIRouter(tags=["entries"], responses=REFUSALS)
_MOST = 1_000
EntryId = Annotated[str, Path(description="Id of an entry.", min_length=1)]


class NewEntries(Strict):
    """Entries to write: each a plain object with its `type`, as in JSON lines.

    `expected` is the version each entry had when it was read, 0 where it was not there; with it nothing that somebody
    else changed meanwhile is overwritten.
    """

    entries: list[dict[str, Any]]
    expected: dict[str, NUMBER] = Field(default_factory=dict)


class NewLines(Strict):
    """Relationships, a line each, as in "Anna Berg, distributor, DE, strong, since 2021"."""

    lines: list[str]


class Edit(Strict):
    """Fields to change as text, and the version that was read."""

    fields: dict[str, str]
    version: NUMBER | None = None


class Page(msgspec.Struct):
    """Some of the entries."""

    total: int
    entries: list[msgspec.Raw]


@router.get("/entries", response_class=Response)
def list_entries(
    request: Request,
    type: Annotated[str, Query(description="Only entries of this type.")] = "",  # noqa: A002 - the word of JSON lines
    q: Annotated[str, Query(description="Only those whose text holds this.")] = "",
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
    offset: Annotated[NUMBER, Query()] = 0,
) -> Response:
    """The standing entries by type, then id."""
    snapshot = get_workspace(request).see(request.query_params.get("case", ""))
    kept: list[Entry] = [entry for entry in snapshot.held if not type or get_type_word(entry) == type]
    if q:
        kept = [entry for entry in kept if q.casefold() in write_entry(entry).casefold()]
    shown = [msgspec.Raw(write_entry(entry).encode()) for entry in kept[offset : offset + limit]]
    return _send(Page(total=len(kept), entries=shown))


@router.get("/entries/{id:path}", response_class=Response)
def get_entry(request: Request, id: EntryId) -> Response:  # noqa: A002 - the word of JSON lines
    """One entry with its version and history; a case of the library has none of either."""
    look = read_look(request)
    firm = get_workspace(request).get_firm(look.case)
    versions = [
        {
            "version": version.number,
            "recorded_at": version.recorded_at.isoformat(),
            "by": version.by,
            "action": version.action,
            "transaction": version.transaction,
            "standing": not version.withdrawn,
            "entry": msgspec.Raw(write_entry(version.entry).encode()),
        }
        for version in firm.history(id)
    ]
    entry = msgspec.Raw(write_entry(firm.get(id)).encode())
    return _send({"entry": entry, "version": len(versions), "history": versions})


@router.post("/entries")
def write_entries(request: Request, sent: NewEntries) -> Changed:
    """Write entries in one transaction, all or none."""
    refuse_case(request)
    firm = get_workspace(request).firm
    entries = [_build(plain) for plain in sent.entries]
    change = firm.store.put(entries, action="add", by=firm.by, summary="by a program", expected=sent.expected or None)
    return Changed.of(change)


@router.post("/lines")
def add_lines(request: Request, sent: NewLines) -> Changed:
    """Add relationships from lines, all or none."""
    refuse_case(request)
    return Changed.of(get_workspace(request).firm.add(*sent.lines))


@router.patch("/entries/{id:path}")
def edit_entry(request: Request, id: EntryId, sent: Edit) -> Changed:  # noqa: A002 - the word of JSON lines
    """Change fields of an entry; what stood before stays in the history."""
    refuse_case(request)
    changes = [f"{name}={text}" for name, text in sent.fields.items()]
    return Changed.of(get_workspace(request).firm.edit(id, *changes, expected=sent.version))


@router.delete("/entries/{id:path}")
def withdraw_entry(request: Request, id: EntryId, reason: str = "") -> Changed:  # noqa: A002 - the word of JSON lines
    """Let an entry stand no longer; it stays in the history and can come back."""
    refuse_case(request)
    return Changed.of(get_workspace(request).firm.withdraw(id, reason=reason))


def _build(plain: dict[str, Any]) -> Entry:
    word = str(plain.get("type", ""))
    return build_entry(word, {name: value for name, value in plain.items() if name != "type"})


def _send(plain: object) -> Response:
    return Response(msgspec.json.encode(plain), media_type="application/json")
