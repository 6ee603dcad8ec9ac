"""Registries drawn at random, with or without a rule behind who meets whom."""

from datetime import date, timedelta

import numpy as np

from bridgehead.registry.gathering import Participation, build_registry

FIRST = date(2014, 1, 1)
DAY = date(2017, 1, 1)
MARKETS = ("DE", "FR", "SE", "GB")


def draw_registry(*, planted):
    """A registry of what `draw_participations` gives."""
    rows, fields = draw_participations(planted=planted)
    return build_registry(rows, fields=fields)


def draw_participations(*, planted, seed=0, organisations=240, groups=8, events=1200, days=1460):
    """Participations in events of three, and fields by event: participants come from one group, or from anywhere.

    Four years of events; groups do not go by market, so that only the ties, and the fields where planted, tell.
    """
    generator = np.random.default_rng(seed)
    group = generator.permutation(organisations) % groups
    rows, fields = [], {}
    for number in range(events):
        chosen = int(generator.integers(groups))
        pool = np.flatnonzero(group == chosen) if planted else np.arange(organisations)
        begin = FIRST + timedelta(days=int(generator.integers(days)))
        fields[f"e{number:04}"] = [f"field{chosen}"] if planted else [f"field{int(generator.integers(groups))}"]
        rows += [
            Participation(
                event=f"e{number:04}",
                actor=f"o{actor:03}",
                market=MARKETS[actor % 4],
                kind="PRC" if actor % 3 else "HES",
                is_lead=place == 0,
                begin=begin,
                end=begin + timedelta(days=365),
            )
            for place, actor in enumerate(generator.choice(pool, size=3, replace=False).tolist())
        ]
    return rows, fields
