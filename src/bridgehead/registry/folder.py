"""A registry on disk: arrays that are mapped into memory, and a manifest that says which and with what checksums.

    DIR/manifest.json       format, what was read, parameters, and the name, length and checksum of every file
    DIR/arrays-<n>/*.npy    one array a file
    DIR/read/*.parquet      what was read, one file for each file given: the truth that arrays are made from
    DIR/rejected.parquet    rows kept aside, with file, row and reason

New arrays go into a folder of their own; the manifest is replaced last, in one step. So a build that was interrupted
leaves the registry as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridgehead.registry.arrays import Events, Organisations, Registry, Ties
from bridgehead.registry.folder_errors import (
    DamagedManifestError,
    DamagedRegistryError,
    NewerRegistryError,
    NoRegistryError,
)
from bridgehead.registry.labels import Labels

FORMAT = 1
MANIFEST = "manifest.json"
_PARTS: tuple[tuple[str, type], ...] = (("organisations", Organisations), ("events", Events), ("ties", Ties))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a registry's folder holds.

    Attributes:
        arrays: folder of the arrays. largest: events of more participants make no tie.
        names: the short lists of names that arrays refer to by place (markets, kinds, fields).
        checksums: of each file by its path in the folder. read: what was read, one mapping for each file.
    """

    arrays: str
    largest: int
    names: Mapping[str, list[str]]
    checksums: Mapping[str, str]
    read: list[dict[str, Any]] = field(default_factory=list)


def open_registry(folder: Path, *, check: bool = True) -> Registry:
    """The registry in a folder, its arrays mapped into memory.

    Args:
        folder: where it was built.
        check: whether every array is compared with its checksum.

    Raises:
        NoRegistryError: there is none. NewerRegistryError: it is in a format of later versions.
        DamagedManifestError, DamagedRegistryError: a file is missing or is not what was written.
    """
    manifest = read_manifest(folder)
    if check:
        check_files(folder, manifest, [name for name in manifest.checksums if name.startswith(f"{manifest.arrays}/")])
    held = {name: _load(folder, manifest, name, kind) for name, kind in _PARTS}
    arrays = folder / manifest.arrays
    return Registry(
        **held,
        event_ptr=_map(folder, arrays / "event_ptr.npy"),
        event_actor=_map(folder, arrays / "event_actor.npy"),
        is_lead=_map(folder, arrays / "is_lead.npy"),
        largest=manifest.largest,
    )


def read_manifest(folder: Path) -> Manifest:
    """What a registry's folder says of itself.

    Raises:
        NoRegistryError, NewerRegistryError: as `open_registry`. DamagedManifestError: it cannot be read.
    """
    try:
        plain = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        found = plain.pop("format")
        if found > FORMAT:
            raise NewerRegistryError(folder, found, FORMAT)
        return Manifest(**plain)
    except (FileNotFoundError, NotADirectoryError):
        raise NoRegistryError(folder) from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedManifestError(folder, MANIFEST, str(error)) from error


def write_arrays(folder: Path, registry: Registry, name: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Write a registry's arrays into a new folder of its folder.

    Args:
        folder: of the registry. name: of the new folder in it.

    Returns:
        The names that arrays refer to by place, and the checksum of every file; for the manifest.
    """
    place = folder / name
    place.mkdir(parents=True)
    names: dict[str, list[str]] = {}
    checksums: dict[str, str] = {}
    for label, value in _find_values(registry):
        if isinstance(value, tuple):
            names[label] = list(value)
            continue
        file = place / f"{label}.npy"
        with file.open("wb") as written:
            np.save(written, value)
            written.flush()
            os.fsync(written.fileno())
        checksums[f"{name}/{label}.npy"] = find_checksum(file)
    return names, checksums


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the old one, in one step: whatever happens, one of the two is there whole."""
    plain = {"format": FORMAT, **{each.name: getattr(manifest, each.name) for each in fields(manifest)}}
    fresh = folder / f".{MANIFEST}.new"
    fresh.write_text(json.dumps(plain, indent=1, ensure_ascii=False), encoding="utf-8")
    settle(fresh, folder / MANIFEST)


def settle(fresh: Path, path: Path) -> None:
    """Give a new file its name once it is on the disk."""
    with fresh.open("rb+") as opened:
        os.fsync(opened.fileno())
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have a folder's list of files written to the disk, where the system can."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def check_files(folder: Path, manifest: Manifest, names: list[str]) -> None:
    """Compare files with their checksums.

    Raises:
        DamagedRegistryError: one is missing or is not what was written.
    """
    for name in names:
        try:
            found = find_checksum(folder / name)
        except FileNotFoundError:
            raise DamagedRegistryError(folder, name, "is missing") from None
        if found != manifest.checksums[name]:
            raise DamagedRegistryError(folder, name, "is not what was written")


def find_checksum(path: Path) -> str:
    """The checksum of a file's content (SHA-256)."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _find_values(registry: Registry) -> Iterator[tuple[str, NDArray[Any] | tuple[str, ...]]]:
    """Name and content of everything a registry is made of; labels are two arrays."""
    for part, kind in _PARTS:
        for each in fields(kind):
            value = getattr(getattr(registry, part), each.name)
            if isinstance(value, Labels):
                yield f"{part}.{each.name}.text", value.text
                yield f"{part}.{each.name}.ptr", value.ptr
            else:
                yield f"{part}.{each.name}", value
    for name in ("event_ptr", "event_actor", "is_lead"):
        yield name, getattr(registry, name)


def _load(folder: Path, manifest: Manifest, part: str, kind: type) -> Any:  # noqa: ANN401 - one of `_PARTS`
    held: dict[str, Any] = {}
    for each in fields(kind):
        label, place = f"{part}.{each.name}", folder / manifest.arrays
        if each.type == "Labels":
            held[each.name] = Labels(
                _map(folder, place / f"{label}.text.npy"), _map(folder, place / f"{label}.ptr.npy")
            )
        elif each.type == "tuple[str, ...]":
            held[each.name] = tuple(manifest.names[label])
        else:
            held[each.name] = _map(folder, place / f"{label}.npy")
    return kind(**held)


def _map(folder: Path, path: Path) -> NDArray[Any]:
    try:
        mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise DamagedRegistryError(folder, str(path.relative_to(folder)), f"cannot be read ({error})") from error
    # a plain view: a subclass of arrays would follow every result around
    return mapped.view(np.ndarray)
