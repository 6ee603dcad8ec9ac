"""Backups: a copy to keep, the copies there are, and putting one back after a look into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from bridgehead import firm as firms
from bridgehead.errors import BridgeheadError, NotFoundError, get_http_status
from bridgehead.firm.backups import FOLDER, find_backups, look_into, make_backup
from bridgehead.firm.library import LibraryCaseError
from bridgehead.record.schema import is_url
from bridgehead.web.downloads import send_made
from bridgehead.web.entries.words import PLURALS
from bridgehead.web.importing.uploads import Upload, UploadGoneError, Uploads
from bridgehead.web.messages import Message
from bridgehead.web.pages.changes import ACTIONS
from bridgehead.web.run_state import get_kept
from bridgehead.web.settings.backups import compare
from bridgehead.web.tabs import build_tabs
from bridgehead.web.view import Seen, Sent, View
from bridgehead.web.words import N_

ROUTER = APIRouter(include_in_schema=False)
#: part of the settings -> its name
_PARTS = {
    "": N_("General"),
    "backup": N_("Backup"),
    "exports": N_("Exports"),
    "report": N_("Report"),
    "privacy": N_("Privacy"),
    "parameters": N_("Numbers behind answers"),
}
#: changes that would be put aside, and copies, that a page lists
_LISTED, _MOST_COPIES = 5, 20


class BackupGoneError(NotFoundError):
    """A backup that was looked at is not there any more."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            "This backup is not here any more: it was moved, or handed over in an earlier run of the program. Choose "
            "it again under Settings, Backup."
        )


@ROUTER.get("/settings/backup")
def show_backups(view: Seen) -> Response:
    """The copies there are, a new one, and the field for one kept elsewhere."""
    place = view.workspace.place
    copies = find_backups(place, view.own.transactions()) if view.may_change else ()
    return render_part(
        view,
        "settings_backup.html",
        copies=copies[:_MOST_COPIES],
        more=len(copies[_MOST_COPIES:]),
        name=_name_backup(view),
        folder=None if is_url(place) else Path(place).resolve().parent / FOLDER,
        words=ACTIONS,
    )


@ROUTER.get("/settings/backup/file")
def send_backup(view: Seen) -> Response:
    """A consistent copy of the record."""
    return send_made(view.own.backup, _name_backup(view))


def _name_backup(view: View) -> str:
    place = view.workspace.place
    stem = "record" if is_url(place) else Path(place).stem
    return f"{stem}-{firms.today()}.bridgehead"


@ROUTER.post("/settings/backup")
def keep_backup(view: Seen) -> Response:
    """Make a copy in the folder beside the record."""
    made = make_backup(view.own.store)
    return view.go("/settings/backup", Message(view._("A backup was made: %(name)s.") % {"name": made.name}))


@ROUTER.post("/settings/backup/take")
def take_backup(view: Seen, sent: Sent) -> Response:
    """Take a file over and show what it holds; nothing is changed by it."""
    _refuse_case(view)
    file = sent.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        back = "/settings/backup" if view.workspace.has_record else "/start"
        return view.go(back, Message(view._("Choose the file of a backup first."), "fault"))
    held = _get_held(view.request)
    batch = held.add([(file.filename, file.file)])
    return view.go(f"/settings/backup/held/{batch.id}")


@ROUTER.get("/settings/backup/{where}/{name}")
def show_backup(view: Seen, where: str, name: str) -> Response:
    """What a backup holds, and what putting it back would do."""
    path, clean = _find_copy(view, where, name)
    has_record = view.workspace.has_record
    back = "/settings/backup" if has_record else "/start"
    try:
        backup = look_into(path)
    except BridgeheadError as error:
        status, wrong = get_http_status(error), clean(str(error))
        return render_part(view, "settings_restore.html", status=status, file=path.name, back=back, wrong=wrong)
    return render_part(
        view,
        "settings_restore.html",
        file=path.name,
        where=where,
        name=name,
        back=back,
        wrong="",
        backup=backup,
        comparison=compare(backup, view.own.transactions() if has_record else None),
        listed=_LISTED,
        words=ACTIONS,
        types=PLURALS,
    )


@ROUTER.post("/settings/backup/{where}/{name}")
def put_back(view: Seen, sent: Sent, where: str, name: str) -> Response:
    """Put a backup in the place of the record, which is kept beside it."""
    path, clean = _find_copy(view, where, name)
    back = f"/settings/backup/{where}/{quote(name)}"
    if "other" in sent and "sure" not in sent:
        return view.go(back, Message(view._("Say first that you mean it: this is another record."), "fault"))
    try:
        restored = view.workspace.restore(path)
    except BridgeheadError as error:
        return view.go(back, Message(clean(str(error)), "fault"))
    if restored.kept is None:
        return view.go("/today", Message(view._("The record is back, with its whole history.")))
    text = view._("The record stands as in the backup. What stood before is kept as %(name)s.")
    return view.go("/settings/backup", Message(text % {"name": restored.kept.name}))


def _find_copy(view: View, where: str, name: str) -> tuple[Path, Callable[[str], str]]:
    """A copy by where it is, and what cleans sentences about it.

    Raises:
        BackupGoneError: it is not there. LibraryCaseError: a case is on screen.
    """
    _refuse_case(view)
    if where == "held":
        upload = _get_upload(view.request, name)
        return upload.path, upload.clean
    if where == "beside" and view.workspace.has_record:
        for copy in find_backups(view.workspace.place, view.own.transactions()):
            if copy.path.name == name:
                return copy.path, str
    raise BackupGoneError


def _get_upload(request: Request, id_: str) -> Upload:
    try:
        return _get_held(request).get(id_).get(0)
    except UploadGoneError:
        raise BackupGoneError from None


def _refuse_case(view: View) -> None:
    if view.look.case:
        raise LibraryCaseError(view.look.case)


def _get_held(request: Request) -> Uploads:
    """The backups handed over in this run of the server; they lie apart from files to import."""
    return get_kept(request, "held_backups", Uploads)


def render_part(view: View, template: str, **context: Any) -> Response:  # noqa: ANN401 - a template's
    """A part of the settings with all parts above it; without a record there is nothing to settle yet."""
    shown = view.path.removeprefix(view.page.address).strip("/").partition("/")[0]
    is_settled = view.look.case or view.workspace.has_record
    return view.render(template, tabs=build_tabs(view, _PARTS, shown) if is_settled else (), **context)
