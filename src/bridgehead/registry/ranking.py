"""A ranking of possible partners, learned from what followed earlier days, and made into chances.

The registry is cut on the day. A year before it is cut again: what was known then describes pairs, and the new ties of
that year say which became tied. Two later cuts are further lessons, nearer to the day. Trees are grown so that those
who became partners stand first on the list of each asked, which is what a list is for: how many partners one gets is no
part of it. Some organisations are held out to turn scores into chances; nothing of the day or after it is ever seen.

Several sets of trees, each drawn anew, rank together by the mean of their scores: each errs in its own way.

References:
    Bruch, arXiv:1911.09798 (the cross entropy of a list that trees are grown by).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from bridgehead.errors import MissingExtraError
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Registry
from bridgehead.registry.candidates import Listed
from bridgehead.registry.features import CATEGORIES, Describer
from bridgehead.registry.lessons import Lesson, stack_features, teach
from bridgehead.registry.models import Ranker, find_fingerprint
from bridgehead.registry.past import Actors, Floats, Past
from bridgehead.registry.projecting import before

if TYPE_CHECKING:
    import lightgbm


class NoLearnerError(MissingExtraError):
    """The library that learns a ranking cannot be loaded."""

    def __init__(self, why: str) -> None:
        """Args: why it cannot be loaded, as the system says."""
        self.why = why
        super().__init__(
            f"A ranking cannot be learned: LightGBM cannot be loaded ({why}). Install it with 'pip install lightgbm' "
            "(on macOS also 'brew install libomp'), or rank without it by --by adamic_adar."
        )


class Scorer:
    """A learned ranking at work; its trees are read once."""

    def __init__(self, ranker: Ranker) -> None:
        """Args: ranker: as learned, or read."""
        learner = load_learner()
        self._ranker = ranker
        self._sets = [learner.Booster(model_str=trees) for trees in ranker.sets]

    def score(self, describer: Describer, listed: Listed) -> tuple[Floats, Floats]:
        """For each listed, its raw score, more is likelier, and the chance that the two get tied in the window."""
        described = describer.describe(listed)
        raw = _score(self._sets, stack_features(described, self._ranker.features))
        chance, stratum = np.zeros(len(raw)), find_strata(describer.past, listed.asker)
        for number, (scores, chances) in enumerate(self._ranker.steps):
            inside = stratum == number
            chance[inside] = np.interp(raw[inside], scores, chances)
        return raw, chance


def load_learner() -> Any:  # noqa: ANN401 - a module
    """LightGBM, loaded when it is needed.

    Raises:
        NoLearnerError: it cannot be loaded.
    """
    try:
        import lightgbm  # noqa: PLC0415 - takes longer to load than most commands
    except (ImportError, OSError) as error:
        raise NoLearnerError(str(error)) from error
    return lightgbm


def learn(registry: Registry, day: date, *, seed: int = 0, threads: int = 0) -> Ranker | None:
    """A ranking learned from what was known before a day; None where too little had happened to learn from.

    Args:
        registry: may hold later events; they are left out. day: as above. seed: of what is drawn.
        threads: how many work at once; as many as there are processors by default.

    Raises:
        NoLearnerError: the library that learns cannot be loaded.
    """
    known = before(registry, day)
    taught = teach(known, day, generator=np.random.default_rng(seed), threads=threads)
    if taught is None:
        return None
    n_sets = int(get_parameter("next_partner", "learning")["sets"])
    sets = [_grow(taught.fit, seed=seed + number, threads=threads) for number in range(n_sets)]
    held_out, stratum = taught.calibrate, find_strata(taught.past, taught.calibrate.asker)
    raw = _score(sets, held_out.matrix)
    return Ranker(
        learned_until=day,
        window_days=int(get_parameter("next_partner", "window_days")),
        features=taught.fit.features,
        sets=tuple(trees.model_to_string() for trees in sets),
        steps=tuple(_calibrate(raw, held_out, stratum == number) for number in range(len(_read_strata()))),
        past=find_fingerprint(known),
    )


def _score(sets: list[lightgbm.Booster], matrix: NDArray[np.float32]) -> Floats:
    """(n_pairs,) the mean score of several sets of trees."""
    scores = [np.asarray(trees.predict(matrix, raw_score=True), dtype=np.float64) for trees in sets]
    return np.asarray(np.mean(scores, axis=0))


def _grow(fit: Lesson, *, seed: int, threads: int) -> lightgbm.Booster:
    """Trees that put those first, on each list, who became partners."""
    learner, chosen = load_learner(), get_parameter("next_partner", "learning")
    settings = {
        "objective": "rank_xendcg",
        "learning_rate": chosen["rate"],
        "num_leaves": chosen["leaves"],
        "min_data_in_leaf": chosen["least_in_leaf"],
        "lambda_l2": chosen["penalty"],
        "feature_fraction": chosen["share_of_features"],
        "bagging_fraction": chosen["share_of_rows"],
        "bagging_freq": 1,
        "max_bin": chosen["bins"],
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": threads,
        "verbose": -1,
    }
    categories = [fit.features.index(name) for name in CATEGORIES]
    rows = learner.Dataset(
        fit.matrix, fit.became, group=fit.sizes[fit.sizes > 0], categorical_feature=categories, params=settings
    )
    trees: lightgbm.Booster = learner.train(settings, rows, int(chosen["trees"]))
    return trees


def find_strata(past: Past, asker: Actors) -> NDArray[np.int64]:
    """The stratum of each asker, by the events it began in the last year: of the idle a score says less."""
    return np.digitize(past.events_last_year[asker], _read_strata()[1:])


def _read_strata() -> list[float]:
    found: list[float] = get_parameter("next_partner", "strata")
    return found


def _calibrate(raw: Floats, lesson: Lesson, inside: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Steps from a raw score to a chance: the best ascending fit to what became of the pairs (isotonic regression).

    Each step is drawn to the overall share by so many pairs as `prior_pairs` says: a step of three pairs that all got
    tied is no certainty. A stratum of nobody takes all pairs.
    """
    if not inside.any():
        inside = np.ones(len(raw), dtype=np.bool_)
    prior = float(get_parameter("next_partner", "prior_pairs"))
    order = np.flatnonzero(inside)[np.argsort(raw[inside], kind="stable")]
    weight, became = lesson.weight[order], lesson.became[order].astype(np.float64)
    fitted = isotonic_regression(became, weights=weight)
    overall = float(np.average(became, weights=weight))
    pairs, value = np.diff(fitted.blocks), np.asarray(fitted.x)[fitted.blocks[:-1]]
    drawn = np.maximum.accumulate((pairs * value + prior * overall) / (pairs + prior))
    places = np.stack([fitted.blocks[:-1], fitted.blocks[1:] - 1], axis=1).ravel()
    return raw[order][places], np.repeat(drawn, 2)
