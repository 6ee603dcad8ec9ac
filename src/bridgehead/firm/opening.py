"""Opening and making records, and opening cases of the library."""

from __future__ import annotations

from pathlib import Path

from bridgehead.firm.adding import build_own_firm
from bridgehead.firm.facade import Firm
from bridgehead.firm.library import Library, find_case_names, get_case
from bridgehead.firm.surroundings import get_user, today
from bridgehead.record.markets import get_market
from bridgehead.record.schema import is_url
from bridgehead.record.store import Store
from bridgehead.record.store_errors import NoRecordError


def open(place: str | Path, *, by: str = "") -> Firm:  # noqa: A001 - reads as bridgehead.open
    """The firm of a record, or of a case of the library.

    Args:
        place: path of a record, URL of a database, or name of a case where no such file exists.
        by: who makes changes; "" takes the name the user is logged in by.

    Raises:
        NoRecordError: there is neither. NotARecordError: the file is something else.
    """
    if is_url(place) or Path(place).exists():
        return Firm(Store.open(place), by=by)
    if isinstance(place, str) and place in find_all_cases():
        return open_case(place, by=by)
    raise NoRecordError(str(place))


def open_case(name: str, *, by: str = "", among: tuple[str, ...] = ()) -> Firm:
    """The firm of a library case.

    Args:
        name: of the case. among: the cases it is compared with; none means the whole library.

    Raises:
        UnknownCaseError: there is none of this name.
    """
    return Firm(get_case(name), by=by, others=Library(among or None, without=name))


def open_cases(words: str) -> tuple[Firm, ...]:
    """The firms of the cases that words name; several are compared with each other, one with the whole library.

    Raises:
        UnknownCaseError: a word names none.
    """
    names = find_case_names(words)
    return tuple(open_case(name, among=names if len(names) > 1 else ()) for name in names)


def init(path: str | Path, firm_name: str = "", market: str | None = None, *, by: str = "") -> Firm:
    """A new record.

    Args:
        path: where to, or URL of an empty database. firm_name: whose it is; "" for a registry of many firms.
        market: home market of the firm, by code or name. by: who makes it.

    Raises:
        AlreadyThereError: something is there. NoFolderError: its folder is not. UnknownMarketError: no such market.
    """
    by = by or get_user()
    code = get_market(market) if market else None
    own = build_own_firm(firm_name, code, by=by, on=today()) if firm_name.strip() else ()
    firm = Firm(Store.create(path, by=by), by=by)
    if own:
        firm.store.put(own, action="add", by=by, summary=f"the record is {firm_name}'s")
    return firm


def find_all_cases() -> tuple[str, ...]:
    """The names of the library's cases."""
    return tuple(Library())
