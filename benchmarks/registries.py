"""A benchmark network as a registry on disk, whose arrays are mapped into memory; another process makes it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from bridgehead.registry.arrays import Events, Organisations, Registry
from bridgehead.registry.folder import Manifest, open_registry, write_arrays, write_manifest
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import Pairs, mirror
from networks import load


@cache
def make_folder() -> tempfile.TemporaryDirectory[str]:
    """Where registries are written; removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="bridgehead-")


def load_registry(name: str) -> Registry:
    """The registry of a network, by the network's name."""
    folder = Path(make_folder().name) / name
    subprocess.run([sys.executable, __file__, name, str(folder)], check=True)
    return open_registry(folder, check=False)


def build_registry(name: str) -> Registry:
    """Ties and markets of a network; who took part in what is not needed, and left out."""
    one = load(name)
    nothing = np.zeros(len(one.first), dtype=np.int32)
    order = np.lexsort((one.second, one.first))
    pairs = Pairs(
        one=one.first[order].astype(np.int32),
        other=one.second[order].astype(np.int32),
        strength=one.strength[order],
        shared=nothing,
        first=nothing,
        last=nothing,
    )
    none = np.zeros(0, dtype=np.int32)
    n = one.n_actors
    return Registry(
        organisations=Organisations(
            ids=Labels(np.zeros(0, dtype=np.uint8), np.zeros(n + 1, dtype=np.int64)),
            names=Labels(np.zeros(0, dtype=np.uint8), np.zeros(n + 1, dtype=np.int64)),
            market=one.group.astype(np.int16),
            markets=tuple(f"{number:03}" for number in range(one.n_groups)),
            kind=np.full(n, -1, dtype=np.int16),
            kinds=(),
            sme=np.full(n, -1, dtype=np.int8),
        ),
        events=Events(
            ids=Labels.of([]), begin=none, end=none, field_ptr=np.zeros(1, dtype=np.int64),
            field=none.astype(np.int16), fields=(),
        ),
        event_ptr=np.zeros(1, dtype=np.int64),
        event_actor=none,
        is_lead=np.zeros(0, dtype=np.bool_),
        ties=mirror(pairs, n),
        largest=60,
    )  # fmt: skip


def main(name: str, path: str) -> None:
    """Write the registry of a network into a folder."""
    registry, folder = build_registry(name), Path(path)
    names, checksums = write_arrays(folder, registry, "arrays-1")
    write_manifest(folder, Manifest(arrays="arrays-1", largest=registry.largest, names=names, checksums=checksums))


if __name__ == "__main__":
    main(*sys.argv[1:])
