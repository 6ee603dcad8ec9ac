"""Import: files are handed over, looked at, and read into the record, with a word on every row and a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Response
from starlette.datastructures import UploadFile

from bridgehead.errors import BridgeheadError
from bridgehead.sources import find_sources
from bridgehead.web.importing.findings import page_findings
from bridgehead.web.importing.jobs import Job, Tell
from bridgehead.web.importing.reading import (
    Reading,
    Told,
    build_options,
    build_source_controls,
    choose_reading,
    list_sources,
    may_be_table,
    read_upload,
    start_preview,
)
from bridgehead.web.importing.saved_mappings import SavedMappings
from bridgehead.web.importing.uploads import Batch, Upload, Uploads, get_uploads
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.pages._import_table import PATIENCE, ROUTER, find_batch, read_texts
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="import",
    title=N_("Import"),
    lead=N_("Bring in contacts, mail, meetings and tables; look at what they give before anything is kept."),
    group="record",
    order=10,
    icon="upload",
    shortcut="i",
    router=ROUTER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source in the list of what can be read: its name, what it reads, what it leaves out and why."""

    name: str
    summary: str
    ignored: tuple[tuple[str, str], ...]


@PAGE.router.get("/import")
def show_import(view: Seen) -> Response:
    """Where files are handed over."""
    firm = view.firm
    saved = SavedMappings(view.workspace.place)
    sources = [
        ReadSource(name=name, summary=kind.summary, ignored=tuple(kind.ignored.items()))
        for name, kind in find_sources().items()
    ]
    imports = [change for change in firm.transactions() if change.action == "import"]
    return view.render(
        "import.html",
        batches=get_uploads(view.request).list_open() if view.may_change else (),
        sources=sources,
        imports=imports[:5],
        saved=saved.list_names() if view.may_change else (),
    )


@PAGE.router.post("/import")
def take_files(view: Seen, sent: Sent) -> Response:
    """Take files over and show what they give."""
    _ = view.own
    files = [item for item in sent.getlist("files") + sent.getlist("folder") if isinstance(item, UploadFile)]
    batch = get_uploads(view.request).add([(item.filename or "", item.file) for item in files])
    return view.go(_find_first(batch))


def _find_first(batch: Batch) -> str:
    return f"/import/{batch.id}/0" if len(batch.uploads) == 1 else f"/import/{batch.id}"


@PAGE.router.get("/import/{batch_id}")
def show_batch(view: Seen, batch_id: str) -> Response:
    """The files handed over at once."""
    _, batch = find_batch(view, batch_id)
    working = next((one.imported for one in batch.uploads if one.imported and not one.imported.wait(PATIENCE)), None)
    return view.render("import_batch.html", batch=batch, working=working)


@PAGE.router.post("/import/{batch_id}")
def import_batch(view: Seen, batch_id: str) -> Response:
    """Read every file of a batch that some source recognises, each in a change of its own."""
    uploads, batch = find_batch(view, batch_id)
    saved = SavedMappings(view.workspace.place)
    for upload in batch.uploads:
        reading = choose_reading(upload, {}, saved)
        if reading is not None and upload.imported is None:
            _start_import(view, uploads, upload, reading, saved)
    return view.go(f"/import/{batch.id}")


@PAGE.router.post("/import/{batch_id}/forget")
def forget_batch(view: Seen, batch_id: str) -> Response:
    """Let go of files that were handed over."""
    get_uploads(view.request).remove(batch_id)
    return view.go("/import", Message(view._("The files are gone from here; the record is as it was.")))


@PAGE.router.get("/import/{batch_id}/{number}")
def show_upload(view: Seen, batch_id: str, number: int) -> Response:
    """What a file gives: how far the reading is, what it would do, or what it did."""
    uploads, batch = find_batch(view, batch_id)
    upload = batch.get(number)
    if upload.imported is not None:
        return _show_imported(view, batch, upload, upload.imported)
    saved = SavedMappings(view.workspace.place)
    reading = choose_reading(upload, view.choices, saved)
    context: dict[str, Any] = {"batch": batch, "upload": upload, "reading": reading, "sources": list_sources()}
    if reading is None:
        return view.render("import_unknown.html", may_be_table=may_be_table(upload), **context)
    context["controls"] = build_source_controls(reading)
    try:
        options = build_options(upload, reading, saved)
    except BridgeheadError as error:
        return view.render("import_refused.html", status=400, why=upload.clean(str(error)), **context)
    job = start_preview(view.own, upload, reading, options, uploads.jobs.start)
    if not job.wait(PATIENCE):
        return view.render("import_working.html", job=job, is_preview=True, **context)
    if job.error is not None:
        return view.render("import_refused.html", why=_explain(upload, job), **context)
    return view.render("import_preview.html", told=job.result, found=_page(view, job.result), **context)


@PAGE.router.post("/import/{batch_id}/{number}")
def import_upload(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read a file into the record."""
    uploads, batch = find_batch(view, batch_id)
    upload = batch.get(number)
    saved = SavedMappings(view.workspace.place)
    reading = choose_reading(upload, read_texts(sent), saved)
    if reading is None:
        return view.go(f"/import/{batch.id}/{number}")
    if upload.imported is None:
        _start_import(view, uploads, upload, reading, saved)
    return view.go(f"/import/{batch.id}/{number}")


@PAGE.router.post("/import/{batch_id}/{number}/again")
def read_again(view: Seen, batch_id: str, number: int) -> Response:
    """Go back to looking, after an import that failed."""
    _, batch = find_batch(view, batch_id)
    upload = batch.get(number)
    if upload.imported is not None and upload.imported.error is not None:
        upload.imported, upload.preview = None, None
    return view.go(f"/import/{batch.id}/{number}")


def _start_import(view: View, uploads: Uploads, upload: Upload, reading: Reading, saved: SavedMappings) -> None:
    firm, options = view.own, build_options(upload, reading, saved)

    def work(tell: Tell) -> Told:
        told = read_upload(firm, upload, reading, options, tell, preview=False)
        upload.discard()
        return told

    upload.imported = uploads.jobs.start(work)


def _show_imported(view: View, batch: Batch, upload: Upload, job: Job) -> Response:
    context: dict[str, Any] = {"batch": batch, "upload": upload}
    if not job.wait(PATIENCE):
        return view.render("import_working.html", job=job, is_preview=False, **context)
    if job.error is not None:
        return view.render("import_failed.html", why=_explain(upload, job), **context)
    told: Told = job.result
    undone_by = next((change.undone_by for change in view.own.transactions() if change.id == told.transaction), None)
    return view.render("import_done.html", told=told, undone_by=undone_by, found=_page(view, told), **context)


def _page(view: View, told: Told) -> Any:  # noqa: ANN401 - for the template
    return page_findings(told.findings, view.choices)


def _explain(upload: Upload, job: Job) -> str:
    """Why work failed, in words; what nobody foresaw is said as it is."""
    error = job.error
    if isinstance(error, BridgeheadError | OSError):
        return upload.clean(str(error))
    return f"{type(error).__name__}: {error}"
