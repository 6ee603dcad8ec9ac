"""Countries and cities by the words of their names, to be found in the names of organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bridgehead.matching.words import split_words, squeeze
from bridgehead.record.entries import MarketCode
from bridgehead.record.markets import find_markets, label
from bridgehead.record.parameters import get_parameter

Words = tuple[str, ...]
#: shorter words are codes and abbreviations, which mean many things
_SHORTEST = 4
_MOST_WORDS = 3


def find_country(words: Words) -> tuple[str, MarketCode] | None:
    """The country the words name, in any of a dozen languages: (its words, code); None for none or several.

    >>> find_country(("siemens", "osterreich"))
    ('osterreich', 'AT')
    """
    return _find_one(words, _countries())


def find_city(words: Words) -> tuple[str, MarketCode] | None:
    """The country of a city the words name: (the city's words, code); None for none or several.

    >>> find_city(("universitat", "hamburg"))
    ('hamburg', 'DE')
    """
    return _find_one(words, _cities())


def _find_one(words: Words, table: Mapping[Words, MarketCode]) -> tuple[str, MarketCode] | None:
    found = {table[part]: " ".join(part) for part in _parts(words) if part in table}
    if len(found) != 1:
        return None
    [(code, text)] = found.items()
    return text, code


def _parts(words: Words) -> Iterator[Words]:
    """Every run of a few words, squeezed."""
    plain = tuple(squeeze(word) for word in words)
    for length in range(1, _MOST_WORDS + 1):
        for begin in range(len(plain) - length + 1):
            yield plain[begin : begin + length]


@cache
def _countries() -> Mapping[Words, MarketCode]:
    """Names of countries in English and the languages of `parameters/markets.yaml` that mean one country."""
    left_out = set(get_parameter("placing", "not_countries").split())
    found: dict[Words, set[MarketCode]] = {}
    for locale in ("en", *get_parameter("markets", "languages").split()):
        for code in find_markets():
            words = tuple(squeeze(word) for word in split_words(label(code, locale)))
            if len("".join(words)) >= _SHORTEST and not left_out & set(words):
                found.setdefault(words, set()).add(code)
    return {words: codes.pop() for words, codes in found.items() if len(codes) == 1}


@cache
def _cities() -> Mapping[Words, MarketCode]:
    """Cities that name a time zone, and those of `parameters/placing.yaml`."""
    from babel.core import get_global  # noqa: PLC0415 - Babel is loaded only where it is needed

    left_out = set(get_parameter("placing", "not_cities").split())
    countries = set(find_markets())
    cities: dict[Words, MarketCode] = {}
    for zone, code in get_global("zone_territories").items():
        area, _, city = zone.lower().rpartition("/")
        if area and code in countries and city not in left_out and len(city) >= _SHORTEST:
            cities[tuple(squeeze(word) for word in city.split("_"))] = code
    for code, names in get_parameter("placing", "cities").items():
        cities |= {(squeeze(name),): code for name in names.split()}
    return cities
