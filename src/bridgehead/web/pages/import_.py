"""Import: files are handed over, looked at, and read into the record, with a word on every row and a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from starlette.datastructures import FormData, UploadFile

from bridgehead.errors import BridgeheadError
from bridgehead.firm.library import LibraryCaseError
from bridgehead.sources import find_sources
from bridgehead.sources.table import ColumnMapping, Table, save_mapping
from bridgehead.web.address import write_address
from bridgehead.web.import_columns import ROWS, build_columns_form, choose_columns
from bridgehead.web.import_findings import page_findings
from bridgehead.web.import_reading import (
    Reading,
    Told,
    build_options,
    build_source_controls,
    choose_reading,
    list_sources,
    read_upload,
    start_preview,
)
from bridgehead.web.import_words import find_unknown_words, teach_words
from bridgehead.web.jobs import Job, Tell
from bridgehead.web.messages import Message
from bridgehead.web.pages import Page
from bridgehead.web.saved_mappings import SavedMappings
from bridgehead.web.uploads import Batch, Upload, UploadGoneError, Uploads, get_uploads, read_parts
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
)
#: seconds a page waits for work before it says how far it is
_PATIENCE = 0.4


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
    _, batch = _find_batch(view, batch_id)
    working = next((one.imported for one in batch.uploads if one.imported and not one.imported.wait(_PATIENCE)), None)
    return view.render("import_batch.html", batch=batch, working=working)


@PAGE.router.post("/import/{batch_id}")
def import_batch(view: Seen, batch_id: str) -> Response:
    """Read every file of a batch that some source recognises, each in a change of its own."""
    uploads, batch = _find_batch(view, batch_id)
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
    uploads, batch = _find_batch(view, batch_id)
    upload = batch.get(number)
    if upload.imported is not None:
        return _show_imported(view, batch, upload, upload.imported)
    saved = SavedMappings(view.workspace.place)
    reading = choose_reading(upload, view.choices, saved)
    context: dict[str, Any] = {"batch": batch, "upload": upload, "reading": reading, "sources": list_sources()}
    if reading is None:
        return view.render("import_unknown.html", **context)
    context["controls"] = build_source_controls(reading)
    try:
        options = build_options(upload, reading, saved)
    except BridgeheadError as error:
        return view.render("import_refused.html", status=400, why=upload.clean(str(error)), **context)
    job = start_preview(view.own, upload, reading, options, uploads.jobs.start)
    if not job.wait(_PATIENCE):
        return view.render("import_working.html", job=job, is_preview=True, **context)
    if job.error is not None:
        return view.render("import_refused.html", why=_explain(upload, job), **context)
    return view.render("import_preview.html", told=job.result, found=_page(view, job.result), **context)


@PAGE.router.post("/import/{batch_id}/{number}")
def import_upload(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read a file into the record."""
    uploads, batch = _find_batch(view, batch_id)
    upload = batch.get(number)
    saved = SavedMappings(view.workspace.place)
    reading = choose_reading(upload, _read_texts(sent), saved)
    if reading is None:
        return view.go(f"/import/{batch.id}/{number}")
    if upload.imported is None:
        _start_import(view, uploads, upload, reading, saved)
    return view.go(f"/import/{batch.id}/{number}")


@PAGE.router.post("/import/{batch_id}/{number}/again")
def read_again(view: Seen, batch_id: str, number: int) -> Response:
    """Go back to looking, after an import that failed."""
    _, batch = _find_batch(view, batch_id)
    upload = batch.get(number)
    if upload.imported is not None and upload.imported.error is not None:
        upload.imported, upload.preview = None, None
    return view.go(f"/import/{batch.id}/{number}")


@PAGE.router.get("/import/{batch_id}/{number}/columns")
def show_columns(view: Seen, batch_id: str, number: int) -> Response:
    """What each column of a table is taken for."""
    _, batch = _find_batch(view, batch_id)
    return _show_columns(view, batch, batch.get(number), view.choices.get("rows", ""))


@PAGE.router.post("/import/{batch_id}/{number}/columns")
def take_columns(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read the table with the columns chosen, and keep them for the next one where asked."""
    _, batch = _find_batch(view, batch_id)
    upload, rows = batch.get(number), str(sent.get("rows", ""))
    try:
        mapping = choose_columns(upload.path, Table(), rows, [str(word) for word in sent.getlist("meaning")])
    except BridgeheadError as error:
        return _show_columns(view, batch, upload, rows, wrong=str(error))
    _keep_columns(view, batch, upload, mapping, is_lasting="save" in sent)
    return view.go(f"/import/{batch.id}/{number}")


def _keep_columns(view: View, batch: Batch, upload: Upload, mapping: ColumnMapping, *, is_lasting: bool) -> None:
    """Let an upload be read with a mapping and, where wanted, every later table with the same columns."""
    upload.columns = batch.make_place_for_columns()
    save_mapping(mapping, upload.columns)
    saved = SavedMappings(view.workspace.place)
    if is_lasting and saved.folder is not None:
        header = tuple(name for name in Table().glimpse(upload.path, most=0).header if name)
        saved.save(mapping, header, read_parts(upload.name)[0].partition(".")[0])


@PAGE.router.get("/import/{batch_id}/{number}/words")
def show_words(view: Seen, batch_id: str, number: int) -> Response:
    """Which words of a table mean nothing known, and what they may mean."""
    uploads, batch = _find_batch(view, batch_id)
    upload = batch.get(number)
    reading, mapping = _find_mapping(view, upload, view.choices)
    options = build_options(upload, reading, SavedMappings(view.workspace.place))
    job = start_preview(view.own, upload, reading, options, uploads.jobs.start)
    if not job.wait(_PATIENCE) or job.error is not None:
        return view.go(f"/import/{batch.id}/{number}")
    return view.render(
        "import_words.html",
        batch=batch,
        upload=upload,
        reading=reading,
        words=find_unknown_words(job.result.findings, mapping),
        may_save=SavedMappings(view.workspace.place).folder is not None,
    )


@PAGE.router.post("/import/{batch_id}/{number}/words")
def take_words(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read the table with the words explained."""
    _, batch = _find_batch(view, batch_id)
    upload = batch.get(number)
    reading, mapping = _find_mapping(view, upload, _read_texts(sent))
    told = [[str(text) for text in sent.getlist(name)] for name in ("meaning", "text", "word")]
    _keep_columns(view, batch, upload, teach_words(mapping, *told), is_lasting="save" in sent)
    return view.go(write_address(f"/import/{batch.id}/{number}", reading.options))


def _find_mapping(view: View, upload: Upload, choices: Mapping[str, str]) -> tuple[Reading, ColumnMapping]:
    """How a table is read, and with which mapping.

    Raises:
        UploadGoneError: it was read as no table. SourceFileError: it cannot be read.
    """
    saved = SavedMappings(view.workspace.place)
    reading = choose_reading(upload, choices, saved)
    if reading is None or reading.source != Table.name or upload.imported is not None:
        raise UploadGoneError
    return reading, Table(**build_options(upload, reading, saved)).describe_mapping(upload.path)


@PAGE.router.post("/import/columns/{name}/forget")
def forget_columns(view: Seen, name: str) -> Response:
    """Remove saved columns."""
    _ = view.own
    SavedMappings(view.workspace.place).forget(name)
    return view.go("/import", Message(view._("The columns are forgotten; what was imported with them stays.")))


def _show_columns(view: View, batch: Batch, upload: Upload, rows: str, *, wrong: str = "") -> Response:
    form = None
    try:
        form = build_columns_form(upload.path, Table(), rows)
    except BridgeheadError as error:
        wrong = wrong or upload.clean(str(error))
    return view.render(
        "import_columns.html",
        status=400 if wrong else 200,
        batch=batch,
        upload=upload,
        form=form,
        wrong=wrong,
        kinds=[(word, word.replace("_", " ")) for word in ROWS],
        may_save=SavedMappings(view.workspace.place).folder is not None,
    )


def _read_texts(sent: FormData) -> dict[str, str]:
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _find_batch(view: View, batch_id: str) -> tuple[Uploads, Batch]:
    """The uploads of this run and a batch of them.

    Raises:
        UploadGoneError: it is not held. LibraryCaseError: a case is on screen.
    """
    if view.look.case:
        raise LibraryCaseError(view.look.case)
    uploads = get_uploads(view.request)
    return uploads, uploads.get(batch_id)


def _start_import(view: View, uploads: Uploads, upload: Upload, reading: Reading, saved: SavedMappings) -> None:
    firm, options = view.own, build_options(upload, reading, saved)

    def work(tell: Tell) -> Told:
        told = read_upload(firm, upload, reading, options, tell, preview=False)
        upload.discard()
        return told

    upload.imported = uploads.jobs.start(work)


def _show_imported(view: View, batch: Batch, upload: Upload, job: Job) -> Response:
    context: dict[str, Any] = {"batch": batch, "upload": upload}
    if not job.wait(_PATIENCE):
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
