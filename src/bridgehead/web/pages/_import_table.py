"""Tables on their way in: what their columns mean, and what words in them mean that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from bridgehead.errors import BridgeheadError
from bridgehead.firm.library import LibraryCaseError
from bridgehead.sources.table import ColumnMapping, Table, save_mapping
from bridgehead.web.address import write_address
from bridgehead.web.importing.columns import ROWS, build_columns_form, choose_columns
from bridgehead.web.importing.reading import Reading, build_options, choose_reading, start_preview
from bridgehead.web.importing.saved_mappings import SavedMappings
from bridgehead.web.importing.uploads import Batch, Upload, UploadGoneError, Uploads, get_uploads, read_parts
from bridgehead.web.importing.words import find_unknown_words, teach_words
from bridgehead.web.messages import Message
from bridgehead.web.view import Seen, Sent, View

ROUTER = APIRouter(include_in_schema=False)
#: seconds a page waits for work before it says how far it is
PATIENCE = 0.4


def find_batch(view: View, batch_id: str) -> tuple[Uploads, Batch]:
    """The uploads of this run and a batch of them.

    Raises:
        UploadGoneError: it is not held. LibraryCaseError: a case is on screen.
    """
    if view.look.case:
        raise LibraryCaseError(view.look.case)
    uploads = get_uploads(view.request)
    return uploads, uploads.get(batch_id)


@ROUTER.get("/import/{batch_id}/{number}/columns")
def show_columns(view: Seen, batch_id: str, number: int) -> Response:
    """What each column of a table is taken for."""
    _, batch = find_batch(view, batch_id)
    return _show_columns(view, batch, batch.get(number), view.choices.get("rows", ""))


@ROUTER.post("/import/{batch_id}/{number}/columns")
def take_columns(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read the table with the columns chosen, and keep them for the next one where asked."""
    _, batch = find_batch(view, batch_id)
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


@ROUTER.get("/import/{batch_id}/{number}/words")
def show_words(view: Seen, batch_id: str, number: int) -> Response:
    """Which words of a table mean nothing known, and what they may mean."""
    uploads, batch = find_batch(view, batch_id)
    upload = batch.get(number)
    reading, mapping = _find_mapping(view, upload, view.choices)
    options = build_options(upload, reading, SavedMappings(view.workspace.place))
    job = start_preview(view.own, upload, reading, options, uploads.jobs.start)
    if not job.wait(PATIENCE) or job.error is not None:
        return view.go(f"/import/{batch.id}/{number}")
    return view.render(
        "import_words.html",
        batch=batch,
        upload=upload,
        reading=reading,
        words=find_unknown_words(job.result.findings, mapping),
        may_save=SavedMappings(view.workspace.place).folder is not None,
    )


@ROUTER.post("/import/{batch_id}/{number}/words")
def take_words(view: Seen, sent: Sent, batch_id: str, number: int) -> Response:
    """Read the table with the words explained."""
    _, batch = find_batch(view, batch_id)
    upload = batch.get(number)
    reading, mapping = _find_mapping(view, upload, read_texts(sent))
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


@ROUTER.post("/import/columns/{name}/forget")
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


def read_texts(sent: FormData) -> dict[str, str]:
    return {name: value for name, value in sent.items() if isinstance(value, str)}
