"""Whether two registries are the same, to the bit."""

from dataclasses import fields

import numpy as np

from bridgehead.registry import Events, Labels, Organisations, Ties


def find_differences(one, other):
    """The parts in which two registries differ."""
    pairs = [
        (f"{part}.{field.name}", getattr(getattr(one, part), field.name), getattr(getattr(other, part), field.name))
        for part, kind in (("organisations", Organisations), ("events", Events), ("ties", Ties))
        for field in fields(kind)
    ]
    pairs += [(name, getattr(one, name), getattr(other, name)) for name in ("event_ptr", "event_actor", "is_lead")]
    return [name for name, left, right in pairs if not _is_same(left, right)]


def _is_same(left, right):
    if isinstance(left, Labels | tuple):
        return list(left) == list(right)
    return left.dtype == right.dtype and np.array_equal(left, right)
