"""A benchmark network as the registry that its arrays would be read from."""

from __future__ import annotations

import numpy as np

from bridgehead.registry.arrays import Events, Organisations, Registry
from bridgehead.registry.labels import Labels
from bridgehead.registry.projecting import Pairs, mirror
from networks import load


def load_registry(name: str) -> Registry:
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
