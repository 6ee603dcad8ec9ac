"""What was worked out once is kept, least recently used first to go; two requests for the same wait for one answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class _Slot(Generic[V]):
    __slots__ = ("held", "lock")

    def __init__(self) -> None:
        self.lock, self.held = Lock(), list[V]()


class Memo(Generic[V]):
    """Values by key, the most recently used ones."""

    def __init__(self, most: int) -> None:
        """Args: most: how many are kept."""
        self._most, self._lock = most, Lock()
        self._slots: OrderedDict[Hashable, _Slot[V]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of a key, made where it is not held; what making raises is raised and nothing is kept.

        >>> memo = Memo[int](2)
        >>> memo.get("a", lambda: 1), memo.get("a", lambda: 2)
        (1, 1)
        """
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._most:
                self._slots.popitem(last=False)
        with slot.lock:
            if not slot.held:
                slot.held.append(make())
            return slot.held[0]

    def holds(self, key: Hashable) -> bool:
        """Whether a value is ready."""
        with self._lock:
            slot = self._slots.get(key)
        return bool(slot and slot.held)
