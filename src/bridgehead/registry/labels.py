"""Many texts in two arrays, so that a million names are a file to map into memory and not a million objects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Labels(Sequence[str]):
    """A sequence of texts.

    Attributes:
        text: (n_bytes,) all texts in UTF-8, one after the other. ptr: (n + 1,) where each begins.
    """

    text: NDArray[np.uint8]
    ptr: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Labels:
        """The labels of some texts, in their order.

        >>> list(Labels.of(["Åland", "", "B"]))
        ['Åland', '', 'B']
        """
        coded = [text.encode() for text in texts]
        ptr = np.zeros(len(coded) + 1, dtype=np.int64)
        np.cumsum([len(each) for each in coded], out=ptr[1:])
        return cls(np.frombuffer(b"".join(coded), dtype=np.uint8), ptr)

    def __len__(self) -> int:
        return len(self.ptr) - 1

    def __iter__(self) -> Iterator[str]:
        whole = self.text.tobytes()
        bounds = self.ptr.tolist()
        for place in range(len(self)):
            yield whole[bounds[place] : bounds[place + 1]].decode()

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Labels: ...
    def __getitem__(self, place: int | slice) -> str | Labels:
        if isinstance(place, slice):
            return self.take(np.arange(len(self))[place])
        place = int(place)
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        return self.text[self.ptr[place] : self.ptr[place + 1]].tobytes().decode()

    def take(self, places: ArrayLike) -> Labels:
        """The labels at some places, in the order given.

        Args:
            places: numbers from 0, or flags, one for each label.
        """
        chosen = np.asarray(places)
        chosen = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen.astype(np.int64)
        lengths = np.diff(self.ptr)[chosen]
        ptr = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        # each byte's place: its own number, moved by how far its text has moved
        moved = np.repeat(self.ptr[chosen] - ptr[:-1], lengths)
        return Labels(self.text[np.arange(ptr[-1]) + moved], ptr)

    def find(self, text: str) -> int:
        """The place of a text among labels that ascend; -1 where it is not there.

        >>> Labels.of(["a", "b"]).find("b"), Labels.of(["a", "b"]).find("c")
        (1, -1)
        """
        place = bisect_left(self, text)
        return place if place < len(self) and self[place] == text else -1
