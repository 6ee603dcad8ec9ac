"""Made participations of any size, as a file: who joined which team, when, and from which market.

    python benchmarks/participations.py TEAMS FILE

2,550,000 teams make ten million ties. The same number of teams always makes the same file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv

from teams import make_teams

MARKETS = np.array(
    ["DE", "FR", "GB", "IT", "ES", "NL", "BE", "SE", "GR", "AT", "DK", "PT", "FI", "CH", "IE", "NO", "PL"]
)
_FIRST_DAY, _N_DAYS = np.datetime64("2007-01-01"), 7_000


def write_participations(path: Path, n_teams: int) -> int:
    """Write the file, comma-separated; how many participations it holds."""
    team, member = make_teams(n_teams)
    share = 1 / np.arange(1, len(MARKETS) + 1)
    home = np.random.default_rng(20).choice(len(MARKETS), int(member.max()) + 1, p=share / share.sum())
    day = _FIRST_DAY + team * _N_DAYS // n_teams
    table = pa.table(
        {
            "event": _name("e", team),
            "actor": _name("a", member),
            "name": _name("Organisation ", member),
            "market": pa.DictionaryArray.from_arrays(home[member], MARKETS.tolist()),
            "begin": pa.array(day.astype("datetime64[D]")),
        }
    )
    pyarrow.csv.write_csv(table, path, pyarrow.csv.WriteOptions(quoting_style="needed"))
    return len(member)


def _name(prefix: str, numbers: np.ndarray) -> pa.Array:
    return pa.compute.binary_join_element_wise(prefix, pa.array(numbers).cast(pa.string()), "")


if __name__ == "__main__":
    print(f"{write_participations(Path(sys.argv[2]), int(sys.argv[1])):,} participations")
