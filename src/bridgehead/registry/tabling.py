"""Results over all organisations as tables to filter, sort and export: one row an organisation, or one a market too.

Columns are those of the results; what is unknown or undefined is null, never zero. Words that repeat are stored once.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bridgehead.errors import MisuseError, suggest
from bridgehead.record.parameters import get_parameter
from bridgehead.registry.arrays import Organisations, Registry
from bridgehead.registry.labels import Labels
from bridgehead.registry.measuring import MEASURES, Measures
from bridgehead.registry.reaching import STANDINGS, Internationals, Reach

_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<=": operator.le, ">=": operator.ge, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
#: as `network.passing_on.label` says them
_BANDS = ("certain", "likely", "possible", "long shot")
#: organisations whose rows are made at once
_ORGANISATIONS_AT_ONCE = 20_000


class UnknownColumnError(MisuseError):
    """A table has no such column."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Args: name asked for; known: the columns there are."""
        self.name = name
        super().__init__(f"No column {name!r}.{suggest(name, known)} There are: {', '.join(known)}.")


class ConditionError(MisuseError):
    """A condition on rows cannot be read."""

    def __init__(self, text: str, why: str) -> None:
        """Args: text of the condition; why: what is wrong with it, as a clause."""
        self.text, self.why = text, why
        super().__init__(
            f"The condition {text!r} cannot be read: {why}. Write one as in 'constraint<0.2' or 'kind=PRC'."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rows of a table, in which order.

    Attributes:
        where: conditions that must all hold, as in "constraint<0.2"; a row without the value fails.
        sort: column to sort by, nulls last; "" leaves the order. is_ascending: smallest first.
        top: rows kept at most; 0 keeps all.
    """

    where: tuple[str, ...] = ()
    sort: str = ""
    is_ascending: bool = False
    top: int = 0

    def apply(self, table: pa.Table) -> pa.Table:
        """The rows selected.

        Raises:
            UnknownColumnError: a column is not there. ConditionError: a condition cannot be read.
        """
        for text in self.where:
            table = table.filter(_read_condition(table, text))
        if self.sort:
            if self.sort not in table.column_names:
                raise UnknownColumnError(self.sort, table.column_names)
            # of equal rows the order stays: the number of the row decides
            places = pa.array(np.arange(table.num_rows))
            keyed = pa.table({"key": _decode(table[self.sort]), "place": places})
            order = "ascending" if self.is_ascending else "descending"
            found = keyed.sort_by([("key", order), ("place", "ascending")])
            table = table.take(found["place"])
        return table.slice(0, self.top) if self.top else table


def choose_columns(table: pa.Table, names: Sequence[str]) -> pa.Table:
    """Some columns of a table, in the order named; all where none is.

    Raises:
        UnknownColumnError: one is not there.
    """
    for name in names:
        if name not in table.column_names:
            raise UnknownColumnError(name, table.column_names)
    return table.select(list(names)) if names else table


def build_measure_table(registry: Registry, measures: Measures) -> pa.Table:
    """Every organisation with its measures."""
    columns = {name: pa.array(getattr(measures, name), from_pandas=True) for name in MEASURES}
    return pa.table({**_describe(registry.organisations), **columns})


def build_international_table(registry: Registry, found: Internationals) -> pa.Table:
    """Every organisation with how international it and its market are."""
    columns = {
        "insider_abroad": pa.array(found.markets),
        "is_high": pa.array(found.is_high),
        "others_at_home": pa.array(found.others),
        "share_high_at_home": pa.array(found.share, from_pandas=True),
        "is_lonely": pa.array(found.is_lonely),
    }
    return pa.table({**_describe(registry.organisations), **columns})


def build_market_table(registry: Registry, reach: Reach) -> pa.Table:
    """Every market, and where organisations of other markets stand in it."""
    codes = registry.organisations.markets
    counts = [(reach.standing == number).sum(axis=0) for number in range(len(STANDINGS))]
    names = ("at_home", "insiders", "acquainted", "introducible", "outsiders")
    return pa.table({"market": list(codes)} | dict(zip(names, map(pa.array, counts), strict=True)))


def build_reach_tables(registry: Registry, reach: Reach, firms: NDArray[np.int64]) -> Iterator[pa.Table]:
    """A row for every one of some organisations and every market but its own, some organisations at a time.

    Args:
        registry, reach: of all. firms: numbers of those wanted.
    """
    names, n_markets = _Names.of(registry), len(registry.organisations.markets)
    for begin in range(0, len(firms), _ORGANISATIONS_AT_ONCE):
        some = firms[begin : begin + _ORGANISATIONS_AT_ONCE]
        firm, market = np.repeat(some, n_markets), np.tile(np.arange(n_markets), len(some))
        abroad = registry.organisations.market[firm] != market
        yield _build_reach_rows(names, reach, firm[abroad], market[abroad])


def build_introducer_table(registry: Registry, reach: Reach, firms: NDArray[np.int64]) -> pa.Table:
    """Who could introduce, most often the best first step: how many of some organisations, into how many markets."""
    via = reach.introducer[firms]
    n, n_markets = registry.n_organisations, len(registry.organisations.markets)
    asks = np.bincount(via[via >= 0], minlength=n)
    key = via.astype(np.int64) * n_markets + np.arange(n_markets)
    markets = np.bincount(np.unique(key[via >= 0]) // max(n_markets, 1), minlength=n)
    firm = np.repeat(np.arange(len(firms)), n_markets).reshape(via.shape)
    pairs = np.unique(via[via >= 0].astype(np.int64) * max(len(firms), 1) + firm[via >= 0])
    helped = np.bincount(pairs // max(len(firms), 1), minlength=n)
    table = pa.table({
        **_describe(registry.organisations),
        "organisations": pa.array(helped),
        "markets": pa.array(markets),
        "introductions": pa.array(asks),
    })  # fmt: skip
    return table.filter(pa.array(asks > 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """Words of a registry, once each, for columns that refer to them."""

    ids: pa.Array
    names: pa.Array
    market: NDArray[np.int16]
    markets: pa.Array

    @classmethod
    def of(cls, registry: Registry) -> _Names:
        who = registry.organisations
        return cls(
            ids=_texts(who.ids), names=_texts(who.names), market=who.market, markets=pa.array(who.markets, pa.string())
        )


def _build_reach_rows(names: _Names, reach: Reach, firm: NDArray[np.int64], market: NDArray[np.int64]) -> pa.Table:
    at = firm, market
    introducer = reach.introducer[at]
    return pa.table({
        "id": _refer(firm, names.ids),
        "name": _refer(firm, names.names),
        "home": _refer(names.market[firm], names.markets),
        "market": _refer(market, names.markets),
        "standing": _refer(reach.standing[at], pa.array(STANDINGS)),
        "tied": pa.array(reach.tied[at]),
        "strongest": pa.array(np.where(reach.tied[at] > 0, reach.strongest[at], np.nan), from_pandas=True),
        "ties": pa.array(reach.ties[at], mask=reach.ties[at] == 0),
        "chance": pa.array(reach.chance[at], mask=reach.ties[at] == 0),
        "likelihood": _refer(_band(reach.chance[at]), pa.array(_BANDS)),
        "introducer": _refer(introducer, names.ids),
        "introducer_name": _refer(introducer, names.names),
    })  # fmt: skip


def _band(chance: NDArray[np.float32]) -> NDArray[np.int64]:
    """Place in `_BANDS` of the word people see for a chance; -1 where there is no route."""
    likely, possible = (float(get_parameter("passing_on", name)) for name in ("likely_from", "possible_from"))
    return np.select([chance >= 1, chance >= likely, chance >= possible, chance > 0], range(len(_BANDS)), default=-1)


def _describe(who: Organisations) -> dict[str, pa.Array]:
    """Who an organisation is: columns that every table of organisations begins with."""
    return {
        "id": _texts(who.ids),
        "name": _texts(who.names),
        "market": _refer(who.market, pa.array(who.markets, pa.string())),
        "kind": _refer(who.kind, pa.array(who.kinds, pa.string())),
        "sme": pa.array(who.sme == 1, mask=who.sme < 0),
    }


def _texts(labels: Labels) -> pa.Array:
    return pa.array([text or None for text in labels], pa.string())


def _refer(place: NDArray[Any], words: pa.Array) -> pa.Array:
    """A column of words by their place; null where the place is -1 or the word is."""
    is_null = np.append(np.asarray(words.is_null()), True)
    # files of columns cannot hold a null among the words themselves
    return pa.DictionaryArray.from_arrays(pa.array(place.astype(np.int32), mask=is_null[place]), words.fill_null(""))


def _decode(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of words as plain words: those referred to by place are not sorted or compared otherwise."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _read_condition(table: pa.Table, text: str) -> pa.Array:
    """Which rows fulfil a condition; a row without the value does not."""
    found = re.fullmatch(r"\s*(\w+)\s*(<=|>=|!=|<|>|=)\s*(.*?)\s*", text)
    if found is None or not found[3]:
        raise ConditionError(text, "it is no column, comparison and value")
    name, sign, value = found.groups()
    if name not in table.column_names:
        raise UnknownColumnError(name, table.column_names)
    column = _decode(table[name])
    values = column.to_numpy(zero_copy_only=False)
    is_there = ~np.asarray(column.is_null())
    wanted = _read_value(column.type, value, text)
    if isinstance(wanted, str) and sign not in {"=", "!="}:
        raise ConditionError(text, "words are equal or not, and none is larger")
    is_kept = np.zeros(len(values), dtype=np.bool_)
    is_kept[is_there] = _COMPARISONS[sign](values[is_there], wanted)
    return pa.array(is_kept)


def _read_value(kind: pa.DataType, value: str, text: str) -> float | str | bool:
    if pa.types.is_string(kind):
        return value
    if pa.types.is_boolean(kind):
        if value.lower() not in {"yes", "no", "true", "false"}:
            raise ConditionError(text, "the column holds yes or no")
        return value.lower() in {"yes", "true"}
    try:
        return float(value)
    except ValueError:
        raise ConditionError(text, f"{value!r} is no number") from None
