"""Which pairs are worth comparing: those that share something rare, or stand side by side in some order.

Comparing all pairs of 50,000 names would take 1.25 billion comparisons. A pair is looked at only where both hold the
same rare word, the same first letters, the same initials or the same identifier, or are neighbours when sorted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from bridgehead.matching.names import Name
from bridgehead.record.parameters import get_parameter

Pairs = np.ndarray[tuple[int, int], np.dtype[np.int64]]


def count_words(names: Iterable[Name]) -> Mapping[str, int]:
    """In how many names each word stands."""
    return Counter(word for name in names for word in set(name.words))


def find_pairs(names: Sequence[Name], marks: Sequence[Iterable[Hashable]], counts: Mapping[str, int]) -> Pairs:
    """Positions of the pairs worth comparing, the smaller first, each once, shape (n_pairs, 2).

    Args:
        names: one for each actor. marks: what else may bring actors together (identifiers, domains), for each actor.
        counts: in how many names each word stands.
    """
    largest: int = get_parameter("matching", "largest_block")
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for position, (name, held) in enumerate(zip(names, marks, strict=True)):
        for key in {*_keys_of(name, counts), *held}:
            blocks[key].append(position)
    shared = [block for block in blocks.values() if 1 < len(block) <= largest]
    codes = [_code(block, len(names)) for block in shared]
    codes += [_neighbours(order, len(names)) for order in _orders(names)]
    found = np.unique(np.concatenate(codes)) if codes else np.zeros(0, dtype=np.int64)
    return np.stack([found // max(len(names), 1), found % max(len(names), 1)], axis=1)


def _keys_of(name: Name, counts: Mapping[str, int]) -> Iterator[Hashable]:
    """What a name may share with a name of the same actor."""
    yield "key", name.key
    joined = "".join(sorted(name.words))
    yield "joined", "".join(name.words)
    yield "start", joined[:7]
    rarest = sorted(set(name.words), key=lambda word: (counts.get(word, 0), word))
    for word in rarest[: get_parameter("matching", "rare_words")]:
        yield "word", word
    for word in rarest[:3]:
        yield "beginning", word[:5]
    if len(name.words) == 1 and len(name.key) <= 6:
        yield "initials", name.key
    if name.initials:
        yield "initials", name.initials
    if len(name.words) > 1 and not name.forms:
        yield "family", name.words[-1], name.words[0][:1]
        yield "family", name.words[0], name.words[-1][:1]


def _code(block: Sequence[int], size: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Every pair of a block as one number."""
    members = np.array(block, dtype=np.int64)
    first, second = np.triu_indices(len(members), k=1)
    return members[first] * size + members[second]


def _orders(names: Sequence[Name]) -> Iterator[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Positions sorted by key, by name as written, and by name read backwards."""
    for texts in (
        [name.key for name in names],
        [" ".join(name.words) for name in names],
        ["".join(name.words)[::-1] for name in names],
    ):
        yield np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=np.int64)


def _neighbours(
    order: np.ndarray[tuple[int], np.dtype[np.int64]], size: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Pairs at most a few places apart in an order, as numbers."""
    window: int = get_parameter("matching", "neighbours")
    codes = []
    for gap in range(1, min(window, len(order) - 1) + 1):
        near = order[:-gap], order[gap:]
        codes.append(np.minimum(*near) * size + np.maximum(*near))
    return np.concatenate(codes) if codes else np.zeros(0, dtype=np.int64)
