"""Looking at a whole registry: measure everybody, say who reaches and stands where, and match an adviser's firms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import say
from bridgehead.cli.registry_suggesting import read_firms
from bridgehead.cli.registry_tables import RowsOption, give
from bridgehead.errors import MisuseError, NotFoundError

if TYPE_CHECKING:
    # arrays and compiled loops take a second to load, and help needs none of them
    from bridgehead.registry.arrays import Registry
    from bridgehead.registry.reaching import Reach

_FORM = FormOption()
#: what fits a screen
_MEASURES_SHOWN = (
    "id", "name", "market", "contacts", "constraint", "effective_size", "hierarchy", "local_bridges", "gatekeeper",
    "liaison", "e_i_index", "blau_index",
)  # fmt: skip
#: a chance is an assumption: people see its word, programs the number
_REACH_SHOWN = (
    "id",
    "name",
    "home",
    "market",
    "standing",
    "tied",
    "ties",
    "likelihood",
    "introducer",
    "introducer_name",
)


class UnknownOrganisationsError(NotFoundError):
    """A file names organisations the registry does not have."""

    def __init__(self, path: Path, ids: Sequence[str]) -> None:
        """Args: path of the file; ids: those not there."""
        self.path, self.ids = path, tuple(ids)
        shown = ", ".join(ids[:3]) + (" ..." if len(ids) > 3 else "")
        super().__init__(
            f"{len(ids)} of the organisations in {path} are not in the registry: {shown}. Give ids as the registry "
            "has them; 'bridgehead registry measure DIR --csv' lists all."
        )


class PairLineError(MisuseError):
    """A line of a file of pairs is no pair."""

    def __init__(self, path: Path, line: str) -> None:
        """Args: path of the file; line as it stands."""
        self.path, self.line = path, line
        super().__init__(f"{line!r} in {path} is no pair. Write two different ids divided by a comma on each line.")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class KnownOption:
    """What is known, and how many work on it."""

    as_of: Annotated[
        date | None, Parameter(help="As known before that day (default: all there is).", show_default=False)
    ] = None
    threads: Annotated[
        int, Parameter(help="How many (default: one a processor). No digit depends on it.", show_default=False)
    ] = 0

    def open(self, folder: Path) -> Registry:
        """The registry in a folder, as known before the day.

        Raises:
            NoRegistryError, NewerRegistryError, DamagedRegistryError: as `registry.open_registry`.
        """
        from bridgehead.registry import before, open_registry  # noqa: PLC0415 - see above

        registry = open_registry(folder)
        if self.as_of is None:
            return registry
        then = before(registry, self.as_of)
        if then.undated:
            say(f"{then.undated} events without a first day are left out.")
        return then


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class RouteOption:
    """What counts as a route, and as an insider's tie."""

    max_introductions: Annotated[int, Parameter(help="Longest chain of introductions.")] = 2
    informal: Annotated[
        bool,
        Parameter(
            help="Events are no agreements (fairs, papers): they make no insiders.", negative="", show_default=False
        ),
    ] = False

    def search(self, registry: Registry, threads: int) -> Reach:
        """Reach and standing of everybody.

        Raises:
            TieLimitError: chains are longer than anyone follows.
        """
        from bridgehead.registry.reaching import find_reach  # noqa: PLC0415 - see above

        most = self.max_introductions + 1
        return find_reach(registry, max_ties=most, is_formal=not self.informal, threads=threads)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ViewOption:
    """What of the reach is shown."""

    each: Annotated[
        bool, Parameter(help="A row for every organisation and market.", negative="", show_default=False)
    ] = False
    lonely: Annotated[bool, Parameter(help="The lonely internationals.", negative="", show_default=False)] = False
    introducers: Annotated[bool, Parameter(help="Who could introduce most often.", negative="", show_default=False)] = (
        False
    )
    pairs: Annotated[
        Path | None,
        Parameter(help="File of 'id, id' lines: the chance over all routes between the two.", show_default=False),
    ] = None


_ROWS, _KNOWN, _ROUTE, _VIEW = RowsOption(), KnownOption(), RouteOption(), ViewOption()


def measure(
    folder: Path,
    /,
    *,
    known: KnownOption = _KNOWN,
    rows: RowsOption = _ROWS,
    form: FormOption = _FORM,
) -> int:
    """Measure everybody: contacts, structural holes, brokerage between markets, and how far abroad their ties lead.

    Columns to sort and filter by: contacts, strength, constraint, effective_size, efficiency, hierarchy, local_bridges,
    coordinator, itinerant, gatekeeper, representative, liaison, unknown_role, markets, e_i_index, blau_index; and id,
    name, market, kind, sme.

    Example: bridgehead registry measure europe --where market=SE --where kind=PRC --sort effective_size --top 10

    Args:
        folder: Folder of the registry.
    """
    from bridgehead.registry.measuring import measure as measure_all  # noqa: PLC0415 - see above
    from bridgehead.registry.tabling import build_measure_table  # noqa: PLC0415 - see above

    registry = known.open(folder)
    table = build_measure_table(registry, measure_all(registry, threads=known.threads))
    return give([table], rows, form, name="measures", title="Measures", sort="effective_size", shown=_MEASURES_SHOWN)


def reach(
    folder: Path,
    /,
    *,
    firms: Annotated[Path | None, Parameter(help="File of ids, one a line: only these.", show_default=False)] = None,
    view: ViewOption = _VIEW,
    route: RouteOption = _ROUTE,
    known: KnownOption = _KNOWN,
    rows: RowsOption = _ROWS,
    form: FormOption = _FORM,
) -> int:
    """Say which markets everybody can reach, with what chance and through whom, and where they stand.

    Alone it counts standings market by market; with --firms, --each or a file to write to it gives a row for every
    organisation and market.

    Example: bridgehead registry reach europe --firms firms.txt --where market=JP --sort chance

    Args:
        folder: Folder of the registry.
    """
    from bridgehead.registry import tabling  # noqa: PLC0415 - see above
    from bridgehead.registry.reaching import find_internationals  # noqa: PLC0415 - see above

    registry = known.open(folder)
    if view.pairs is not None:
        return _give_pairs(registry, view.pairs, route, rows, form)
    chosen = _number(registry, firms)
    found = route.search(registry, known.threads)
    if view.lonely:
        table = tabling.build_international_table(registry, find_internationals(registry, found)).take(chosen)
        kept = tabling.Selection(where=("is_lonely=yes",)).apply(table)
        return give([kept], rows, form, name="lonely", title="Lonely internationals", sort="insider_abroad")
    if view.introducers:
        table = tabling.build_introducer_table(registry, found, chosen)
        return give([table], rows, form, name="introducers", title="Who could introduce", sort="introductions")
    if view.each or firms is not None or rows.to is not None:
        tables = tabling.build_reach_tables(registry, found, chosen)
        return give(tables, rows, form, name="reach", title="Reach", shown=_REACH_SHOWN)
    table = tabling.build_market_table(registry, found)
    title = "Where organisations of other markets stand"
    return give([table], rows, form, name="markets", title=title, sort="insiders")


def match(
    folder: Path,
    /,
    *,
    firms: Path,
    consents: Annotated[
        Path | None,
        Parameter(help="File of those who may be named: 'ID' to all your firms, 'ID, ID' to one.", show_default=False),
    ] = None,
    route: RouteOption = _ROUTE,
    known: KnownOption = _KNOWN,
    rows: RowsOption = _ROWS,
    form: FormOption = _FORM,
) -> int:
    """Say how many of your firms have the tie another of them needs; which, only where both consent.

    Example: bridgehead registry match europe --firms firms.txt --consents consents.txt

    Args:
        folder: Folder of the registry.
        firms: File of your firms' ids, one a line.
    """
    import pyarrow as pa  # noqa: PLC0415 - see above

    from bridgehead.registry.matching_firms import find_matches, read_consents  # noqa: PLC0415 - see above

    agreed = None if consents is None else read_consents(consents)
    registry = known.open(folder)
    mine = _number(registry, firms)
    who, markets = registry.organisations, registry.organisations.markets
    matches = find_matches(registry, route.search(registry, known.threads), mine.tolist(), consents=agreed)
    plain = [
        {
            "id": who.ids[found.firm],
            "name": who.names[found.firm] or None,
            "market": markets[found.market],
            "have_ties": found.have,
            "insiders": found.insiders,
            "at_home": found.at_home,
            "named": "; ".join(who.name(other) for other in found.named) or None,
            "not_named": found.hidden,
        }
        for found in matches
    ]
    kinds = {"have_ties": pa.int64(), "insiders": pa.int64(), "at_home": pa.int64(), "not_named": pa.int64()}
    names = ("id", "name", "market", "have_ties", "insiders", "at_home", "named", "not_named")
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in names])
    return give([pa.Table.from_pylist(plain, schema)], rows, form, name="matches", title="Ties among your firms")


def _number(registry: Registry, path: Path | None) -> Any:  # noqa: ANN401 - an array of numbers
    """The numbers of the organisations a file names; of all where there is none."""
    import numpy as np  # noqa: PLC0415 - see above

    if path is None:
        return np.arange(registry.n_organisations)
    ids = read_firms(path)
    found = {each: registry.organisations.ids.find(each) for each in ids}
    if missing := [each for each, number in found.items() if number < 0]:
        raise UnknownOrganisationsError(path, missing)
    return np.array(list(found.values()), dtype=np.int64)


def _give_pairs(registry: Registry, path: Path, route: RouteOption, rows: RowsOption, form: FormOption) -> int:
    import pyarrow as pa  # noqa: PLC0415 - see above

    from bridgehead.registry.reliability import find_pair_chances  # noqa: PLC0415 - see above

    ids = registry.organisations.ids
    numbers = []
    for line in read_firms(path):
        words = [word.strip() for word in line.split(",")]
        if len(words) != 2 or words[0] == words[1]:
            raise PairLineError(path, line)
        if missing := [word for word in words if ids.find(word) < 0]:
            raise UnknownOrganisationsError(path, missing)
        numbers.append((ids.find(words[0]), ids.find(words[1])))
    found = [
        {"id": ids[each.one], "other": ids[each.other], "chance": each.chance, "standard_error": each.standard_error}
        for each in find_pair_chances(registry, numbers, max_ties=route.max_introductions + 1)
    ]
    return give([pa.Table.from_pylist(found)], rows, form, name="pairs", title="Chance over all routes")
