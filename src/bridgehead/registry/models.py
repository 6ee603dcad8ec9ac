"""Learned rankings kept in the folder of a registry, each for the day it may know nothing after.

DIR/rankings/<day>.json      version, day, features, trees, chances, and a checksum over all of it
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bridgehead.errors import RefusedError, UnreadableError
from bridgehead.registry.arrays import Registry

#: rises with every change of what is learned from, so that no ranking is used with features it does not know
VERSION = 2
_FOLDER = "rankings"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranker:
    """A learned ranking.

    Attributes:
        learned_until: nothing that began on this day or later was seen. window_days: what a chance is about.
        features: what the trees read, in order. sets: learned trees, as LightGBM writes them; the mean of their scores
            ranks.
        steps: for each stratum of those asked (`ranking.find_strata`), raw scores and the chances they stand for, both
            (n_steps,) and ascending.
        past: fingerprint of what it was learned from (`find_fingerprint`).
    """

    learned_until: date
    window_days: int
    features: tuple[str, ...]
    sets: tuple[str, ...]
    steps: tuple[tuple[NDArray[np.float64], NDArray[np.float64]], ...]
    past: str


class LaterRankingError(RefusedError):
    """A ranking has seen what followed the day it is wanted for."""

    def __init__(self, path: Path, learned_until: date, day: date) -> None:
        """Args: path of the ranking. learned_until: the day it was learned on. day: it is wanted for."""
        self.path, self.learned_until, self.day = path, learned_until, day
        super().__init__(
            f"{path.name} was learned from what was known on {learned_until}, after {day}: it has seen what it would "
            f"be asked to foretell. Leave --ranking out to learn one as of {day}, or ask as of {learned_until} on."
        )


class BadRankingError(UnreadableError):
    """A file holds no ranking that can be used."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path of the file. why: what is wrong with it, as a clause."""
        self.path, self.why = path, why
        super().__init__(f"{path} {why}. Delete it: 'bridgehead registry suggest' learns it anew.")


def find_fingerprint(registry: Registry) -> str:
    """A checksum of events and participations: two registries of the same one are known to hold the same."""
    digest = hashlib.sha256()
    for array in (registry.event_ptr, registry.event_actor, registry.events.begin, registry.events.field):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def place_of_ranking(folder: Path, day: date) -> Path:
    """Where the ranking of a day is kept in the folder of a registry."""
    return folder / _FOLDER / f"{day.isoformat()}.json"


def write_ranking(path: Path, ranker: Ranker) -> None:
    """Write a ranking in one step: whatever happens, the file is there whole or not at all."""
    plain = asdict(ranker) | {"version": VERSION, "learned_until": ranker.learned_until.isoformat()}
    plain["steps"] = [[scores.tolist(), chances.tolist()] for scores, chances in ranker.steps]
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with fresh.open("w", encoding="utf-8") as written:
        json.dump(plain | {"checksum": _sum_up(plain)}, written)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(path)


def read_ranking(path: Path, day: date) -> Ranker:
    """A ranking from its file.

    Args:
        path: of the file. day: it is wanted for.

    Raises:
        BadRankingError: the file cannot be read, was changed, or is of another version.
        LaterRankingError: it was learned after the day.
    """
    try:
        plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        checksum, version = plain.pop("checksum"), plain["version"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRankingError(path, f"cannot be read ({error})") from error
    if checksum != _sum_up(plain):
        raise BadRankingError(path, "is not what was written")
    if version != VERSION:
        raise BadRankingError(path, f"is of version {version}, and this program uses version {VERSION}")
    learned_until = date.fromisoformat(plain["learned_until"])
    if learned_until > day:
        raise LaterRankingError(path, learned_until, day)
    return Ranker(
        learned_until=learned_until,
        window_days=plain["window_days"],
        features=tuple(plain["features"]),
        sets=tuple(plain["sets"]),
        steps=tuple((np.array(scores), np.array(chances)) for scores, chances in plain["steps"]),
        past=plain["past"],
    )


def _sum_up(plain: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
