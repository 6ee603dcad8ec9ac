"""Uploads: files a person hands over to be read, in a private folder of this run, gone once they are read or it ends.

They never lie beside the record. A batch is what was handed over at once; each of its uploads is read by itself, as one
import: a file, or a folder whose files belong together.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock
from typing import BinaryIO

from fastapi import Request

from bridgehead.errors import BridgeheadError, NotFoundError
from bridgehead.sources import Source, recognise
from bridgehead.web.importing.jobs import Job, Jobs
from bridgehead.web.run_state import get_kept
from bridgehead.web.words import N_

#: batches kept that nobody finished
_MOST_BATCHES = 12
_MOST_NAME = 120
#: what file systems take amiss in a name
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


class UploadGoneError(NotFoundError):
    """An upload is not held any more."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            "These files are not here any more: they were read, or belong to an earlier run of the program. Hand them "
            "over again on the page Import."
        )


@dataclass(slots=True, kw_only=True, eq=False)
class Upload:
    """What is read as one import.

    Attributes:
        number: its place in the batch. name: as the person knows it. path: where it lies. size: in bytes.
        columns: the mapping a person made for it. preview: what reading it gives, by how it is read.
        imported: the import, once it was asked for.
    """

    number: int
    name: str
    path: Path
    size: int = 0
    columns: Path | None = None
    preview: tuple[object, Job] | None = None
    imported: Job | None = None
    _recognised: list[Source | None] = field(default_factory=list)

    @property
    def recognised(self) -> Source | None:
        """The source that recognises it by its content; None where none does."""
        if not self._recognised:
            self._recognised.append(_recognise(self.path))
        return self._recognised[0]

    @property
    def is_done(self) -> bool:
        """Whether it stands in the record."""
        return self.imported is not None and self.imported.is_done and self.imported.error is None

    def discard(self) -> None:
        """Remove what was handed over, once it stands in the record."""
        if self.path.is_dir():
            shutil.rmtree(self.path, ignore_errors=True)
        self.path.unlink(missing_ok=True)

    def clean(self, text: str) -> str:
        """A sentence about it without the folder it lies in, which tells nobody anything."""
        for folder in (self.path.parent, self.path):
            text = text.replace(f"{folder}/", "").replace(f"{folder}\\", "")
        return text.replace(str(self.path), self.name)


def _recognise(path: Path) -> Source | None:
    try:
        return recognise(path)
    except (BridgeheadError, OSError):
        return None


@dataclass(slots=True, kw_only=True, eq=False)
class Batch:
    """What was handed over at once. id: a secret word. folder: where it lies. uploads: what is read."""

    id: str
    folder: Path
    uploads: tuple[Upload, ...]

    def make_place_for_columns(self) -> Path:
        """A new file for the columns a person chose; its name is what findings call them."""
        # hidden, so that no source takes it for one of the files handed over
        folder = self.folder / f".{token_urlsafe(6)}"
        folder.mkdir()
        return folder / "chosen columns.yaml"

    def get(self, number: int) -> Upload:
        """An upload by its place.

        Raises:
            UploadGoneError: there is none.
        """
        if not 0 <= number < len(self.uploads):
            raise UploadGoneError
        return self.uploads[number]


class Uploads:
    """The batches of one run of the server."""

    def __init__(self) -> None:
        """Nothing is made before it is needed."""
        self._folder: Path | None = None
        self._batches: dict[str, Batch] = {}
        self._lock = Lock()
        self.jobs = Jobs()

    def add(self, files: Iterable[tuple[str, BinaryIO]]) -> Batch:
        """Take files over.

        Args:
            files: (name, content); a name with slashes is that of a file in a folder.

        Raises:
            NothingUploadedError: there is none.
        """
        place = self._make_place()
        names: dict[str, int] = {}
        for name, content in files:
            parts = read_parts(name)
            if not parts:
                continue
            path = _find_free(place.joinpath(*parts))
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as held:
                shutil.copyfileobj(content, held)
            first = path.relative_to(place).parts[0]
            names[first] = names.get(first, 0) + path.stat().st_size
        if not names:
            raise NothingUploadedError
        batch = Batch(id=place.name, folder=place, uploads=tuple(_build_uploads(place, names)))
        with self._lock:
            self._batches[batch.id] = batch
            for old in list(self._batches)[:-_MOST_BATCHES]:
                self._remove(old)
        return batch

    def get(self, id_: str) -> Batch:
        """A batch.

        Raises:
            UploadGoneError: it is not held.
        """
        try:
            return self._batches[id_]
        except KeyError:
            raise UploadGoneError from None

    def list_open(self) -> tuple[Batch, ...]:
        """The batches of which something was not imported, newest first."""
        held = [batch for batch in self._batches.values() if not all(one.is_done for one in batch.uploads)]
        return tuple(reversed(held))

    def remove(self, id_: str) -> None:
        """Forget a batch and its files."""
        with self._lock:
            self._remove(id_)

    def _remove(self, id_: str) -> None:
        batch = self._batches.pop(id_, None)
        if batch is not None:
            shutil.rmtree(batch.folder, ignore_errors=True)

    def _make_place(self) -> Path:
        with self._lock:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="bridgehead-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        # a name that cannot be guessed, and that no file system takes for a hidden file or an option
        place = self._folder / f"u{token_urlsafe(9)}"
        place.mkdir()
        return place


class NothingUploadedError(NotFoundError):
    """A form for files came without any."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(N_("No file was chosen. Choose one or several, or drop them on the field."))


def get_uploads(request: Request) -> Uploads:
    """The uploads of this run of the server."""
    return get_kept(request, "uploads", Uploads)


def read_parts(name: str) -> tuple[str, ...]:
    r"""The folders and the name of a file as a browser sent them, safe to write; () for what is hidden or nothing.

    >>> read_parts("contacts 2024.csv"), read_parts("../mail\\in:box/.DS_Store"), read_parts("mail/inbox")
    (('contacts 2024.csv',), (), ('mail', 'inbox'))
    """
    parts = [_UNSAFE.sub("_", part).strip()[-_MOST_NAME:] for part in name.replace("\\", "/").split("/")]
    kept = tuple(part for part in parts if part and part.strip("."))
    return () if not kept or any(part.startswith(".") for part in kept) else kept


def _find_free(path: Path) -> Path:
    """A name that is not taken yet; a folder of this name is no hindrance to files in it."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name.partition('.')[0]} ({number}){''.join(path.suffixes)}")
    return free


def _build_uploads(place: Path, names: dict[str, int]) -> Iterable[Upload]:
    """What is read as one each: the files by themselves, or together where only together they make sense."""
    if len(names) > 1 and _belong_together([place / name for name in names], place):
        name = ", ".join(list(names)[:3]) + (" ..." if len(names) > 3 else "")
        yield Upload(number=0, name=name, path=place, size=sum(names.values()))
        return
    for number, (name, size) in enumerate(names.items()):
        yield Upload(number=number, name=name, path=place / name, size=size)


def _belong_together(paths: list[Path], place: Path) -> bool:
    """Whether one source reads the files as a whole, and each by itself as nothing else."""
    whole = _recognise(place)
    if whole is None:
        return False
    alone = {type(found).name for found in map(_recognise, paths) if found is not None}
    return alone == {whole.name} or whole.name not in alone
