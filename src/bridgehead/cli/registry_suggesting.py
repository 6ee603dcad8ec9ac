"""Foretelling over a registry: suggest partners to many firms, and test the suggestions on the past."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say, write
from bridgehead.errors import MisuseError, NotFoundError, UnreadableError

if TYPE_CHECKING:
    # arrays and compiled loops take a second to load, and help needs none of them
    from bridgehead.registry.arrays import Registry
    from bridgehead.registry.backtesting import Backtest, Interval
    from bridgehead.registry.suggesting import Suggested

_FORM = FormOption()
_MARKETS_SHOWN = 15
_THREADS = "How many learn at once (default: as many as there are processors; 1 where others use them)."


class NoFirmsError(NotFoundError):
    """A file names no firm."""

    def __init__(self, path: Path) -> None:
        """Args: path of the file."""
        self.path = path
        super().__init__(f"{path} names no firm. Write one organisation's id a line, as the registry has it.")


class TopError(MisuseError):
    """So few suggestions were asked for that there are none."""

    def __init__(self, found: int) -> None:
        """Args: found: how many."""
        self.found = found
        super().__init__(f"--top cannot be {found}: ask for at least 1 suggestion for each firm.")


class UnreadableFirmsError(UnreadableError):
    """A file of firms cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        """Args: path of the file. why: as the system says."""
        self.path, self.why = path, why
        super().__init__(f"The firms cannot be read from {path}: {why}. Give a text file with one id a line.")


def suggest(
    folder: Path,
    /,
    *,
    as_of: date,
    firms: Path,
    top: Annotated[int, Parameter(help="How many for each firm.")] = 10,
    by: Annotated[str, Parameter(help="How to rank: learned, or one of the plain ways a backtest shows.")] = "learned",
    ranking: Annotated[
        Path | None, Parameter(help="A ranking learned before (default: kept in DIR).", show_default=False)
    ] = None,
    threads: Annotated[int, Parameter(help=_THREADS, show_default=False)] = 0,
    form: FormOption = _FORM,
) -> int:
    """Suggest to many firms whom to approach next: new partners, the likeliest first, and why.

    Nothing that began on the day or later is known to any suggestion. With --json one line a firm is printed, as soon
    as it is known.

    Example: bridgehead registry suggest europe --as-of 2017-07-01 --firms firms.txt --top 50 --json

    Args:
        folder: Folder of the registry.
        as_of: The day asked about.
        firms: File of ids, one a line.
    """
    from bridgehead.registry.folder import open_registry  # noqa: PLC0415 - see above
    from bridgehead.registry.past import look_back  # noqa: PLC0415 - see above
    from bridgehead.registry.suggesting import LEARNED, Ranked, get_ranker, suggest_partners  # noqa: PLC0415 - see above

    if top < 1:
        raise TopError(top)
    wanted = read_firms(firms)
    registry = open_registry(folder)
    ranker = get_ranker(registry, as_of, folder=folder, path=ranking, threads=threads) if by == LEARNED else None
    ranked = Ranked(look_back(registry, as_of), by=by, ranker=ranker)
    if by == LEARNED and not ranked.is_learned:
        say(f"Too few new ties are known before {as_of} to learn from: Adamic-Adar ranks, and gives no chances.")
    told = 0
    found = suggest_partners(ranked, wanted, top=top)
    if form.form == "json":
        for each in found:
            told += bool(each.suggestions)
            write(json.dumps(to_plain(each), ensure_ascii=False) + "\n")
    else:
        held = list(found)
        told = sum(bool(each.suggestions) for each in held)
        print_listings([_list_suggestions(held)], form)
    if told < len(wanted):
        say(f"{len(wanted) - told} of {len(wanted)} firms have no suggestion; --json says why of each.")
    return 0


def backtest(
    folder: Path,
    /,
    *,
    as_of: date,
    kinds: Annotated[
        tuple[str, ...], Parameter(help="Kinds of organisation asked, as the files have them.", show_default=False)
    ] = (),
    seed: Annotated[int, Parameter(help="Of what is drawn.")] = 0,
    threads: Annotated[int, Parameter(help=_THREADS, show_default=False)] = 0,
    form: FormOption = _FORM,
) -> int:
    """Say how well each way to rank would have foretold the new partners of the year after a day.

    Everything is learned from what was known before the day, and scored on what followed.

    Example: bridgehead registry backtest europe --as-of 2017-07-01 --kinds PRC

    Args:
        folder: Folder of the registry.
        as_of: The day asked about.
    """
    from bridgehead.registry.backtesting import GUARDS, run_backtest  # noqa: PLC0415 - see above
    from bridgehead.registry.folder import open_registry  # noqa: PLC0415 - see above
    from bridgehead.registry.suggesting import get_ranker  # noqa: PLC0415 - see above

    registry: Registry = open_registry(folder)
    ranker = get_ranker(registry, as_of, folder=folder, threads=threads)
    found = run_backtest(registry, as_of, ranker, kinds=kinds, seed=seed)
    print_listings(list(_list_backtest(found, GUARDS)), form)
    return 0


def read_firms(path: Path) -> list[str]:
    """The ids a file names, one a line, each once.

    Raises:
        UnreadableFirmsError: it cannot be read. NoFirmsError: it names none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFirmsError(path, str(error)) from error
    found = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if not found:
        raise NoFirmsError(path)
    return found


def to_plain(each: Suggested) -> dict[str, Any]:
    """What is suggested to a firm as a plain object."""
    plain: dict[str, Any] = {
        "firm": each.firm,
        "suggestions": [
            {
                "actor": item.actor,
                "name": item.name,
                "market": item.market or None,
                "rank": item.rank,
                "score": item.score,
                "why": [{"of": why.of, "text": why.text, "actors": list(why.actors)} for why in item.why],
            }
            for item in each.suggestions
        ],
        "markets": [{"market": market, "score": score} for market, score in each.markets],
    }
    return plain | ({"note": each.note} if each.note else {})


def _list_suggestions(found: Iterable[Suggested]) -> Listing:
    rows = [
        {
            "firm": each.firm,
            "rank": item.rank,
            "actor": item.actor,
            "name": item.name or None,
            "market": item.market or None,
            "score": None if item.score is None else round(item.score, 3),
            "why": "; ".join(why.text for why in item.why) or None,
        }
        for each in found
        for item in each.suggestions
    ]
    columns = {
        "firm": "Firm", "rank": "Rank", "actor": "Whom", "name": "Name", "market": "Market",
        "score": "Chance", "why": "Why",
    }  # fmt: skip
    return Listing(name="suggestions", title="Whom to approach next", columns=columns, rows=rows)


def _list_backtest(found: Backtest, guards: Iterable[str]) -> Iterator[Listing]:
    counts = {
        "organisations asked (known, with a new partner)": found.asked,
        "organisations known": found.known,
        "new ties scored": found.new_ties,
        "events left out for want of a first day": found.undated,
    }
    yield Listing(
        name="protocol",
        title=f"As of {found.day}, scored on {found.day} to {found.until}",
        columns={"what": "What", "count": "Count"},
        rows=[{"what": what, "count": count} for what, count in counts.items()],
    )
    yield _list_scores(found)
    names = [score.name for score in found.scores]
    yield Listing(
        name="markets",
        title="Share of new ties into a market among the first 50",
        columns={"market": "Market", "new": "New ties", **{name: name.replace("_", " ") for name in names}},
        rows=[
            {"market": item.market or "unknown", "new": item.new}
            | {name: round(share, 3) for name, share in item.recall.items()}
            for item in found.markets[:_MARKETS_SHOWN]
        ],
    )
    yield Listing(
        name="calibration",
        title="Whether chances hold, over what is suggested to everybody known",
        columns={"band": "Chance", "pairs": "Pairs", "expected": "Foretold", "became": "Came true"},
        rows=[
            {
                "band": f"{item.low:g} to {item.high:g}",
                "pairs": item.pairs,
                "expected": round(item.expected, 4),
                "became": round(item.became, 4),
            }
            for item in found.calibration
        ],
        empty="No chances were given: too little was known to learn from.",
    )
    yield Listing(
        name="guards",
        title="What keeps the future out",
        columns={"guard": "Guard"},
        rows=[{"guard": guard} for guard in guards],
    )


def _list_scores(found: Backtest) -> Listing:
    """The table of rankings, each value with its interval."""
    headings = {"ranking": "Ranking"}
    rows: list[Mapping[str, Any]] = []
    for score in found.scores:
        row: dict[str, Any] = {"ranking": score.name.replace("_", " ")}
        for depth, value in score.precision.items():
            headings[f"precision_{depth}"] = f"P@{depth}"
            row[f"precision_{depth}"] = _say(value)
        row["reciprocal_rank"], row["recall"] = _say(score.reciprocal_rank), _say(score.recall)
        row["lift"] = None if score.lift is None else _say_share(score.lift)
        rows.append(row)
    headings |= {"reciprocal_rank": "MRR", "recall": "Recall@50", "lift": f"{rows[0]['ranking']} above it, P@10"}
    return Listing(name="rankings", title="Rankings, with 95 % intervals", columns=headings, rows=rows)


def _say(value: Interval) -> str:
    return f"{value.value:.4f} ({value.low:.4f} to {value.high:.4f})"


def _say_share(value: Interval) -> str:
    return f"{value.value:+.1%} ({value.low:+.1%} to {value.high:+.1%})"
