"""Markets: ISO 3166-1 countries and UN M49 regions, read from whatever people write and named for people.

A market is an ISO 3166-1 alpha-2 code ("SE") or, where a source names no country, a UN M49 region ("002", Africa),
which is kept as said and never spread over its countries. `NA` is Namibia, never a missing value. Everything is loaded
when it is first asked for; importing this module costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bridgehead.errors import NotFoundError, suggest
from bridgehead.record.parameters import get_parameter

_NOT_WORDS = re.compile(r"[\W_]+")
_REGION = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class MarketReading:
    """What a text says about a market.

    Attributes:
        code: the market; None where the text names none that we know.
        note: what the reader should know: how the text was read, or why it could not be; "" where nothing is odd.
    """

    code: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenLanguage:
    """A language of a market.

    Attributes:
        code: language code without script or country ("zh", "de").
        share: of the population that speaks it, 0..1, as CLDR has it; second languages are counted.
    """

    code: str
    share: float


class UnknownMarketError(NotFoundError):
    """A text names no market."""

    def __init__(self, found: str) -> None:
        """Args: found: the text as given."""
        self.found = found
        super().__init__(_unknown(found).note)


def is_market(code: str) -> bool:
    """Whether a code is a market as records hold it: an ISO alpha-2 code in capitals, XK, or a UN M49 region.

    >>> is_market("NA"), is_market("002"), is_market("UK")
    (True, True, False)
    """
    return code in _countries() or is_region(code)


def is_region(code: str) -> bool:
    """Whether a code is a UN M49 region.

    >>> is_region("150"), is_region("SE")
    (True, False)
    """
    return code in _regions()


@lru_cache(maxsize=20_000)
def read_market(text: str) -> MarketReading:
    """The market a text names, by code or by name; an empty text names none.

    Args:
        text: an ISO 3166-1 code (two or three letters, or its number), a UN M49 region by number or name, or a
            country's name: common, official or in use, in English or one of a dozen other languages.

    >>> read_market("Sweden"), read_market("EL").code, read_market("Africa").code
    (MarketReading(code='SE', note=''), 'GR', '002')
    >>> read_market("Germny")
    MarketReading(code=None, note="No market 'Germny'. Did you mean 'Germany' (DE) or 'Guernsey' (GG)?")
    """
    code = text.strip().upper()
    if not code:
        return MarketReading(None)
    if code in _countries():
        return MarketReading(code, _not_iso().get(code, MarketReading(None)).note)
    if code in _not_iso():
        return _not_iso()[code]
    if _REGION.fullmatch(code):
        return _read_number(text, code.zfill(3))
    replaced = _replaced_codes().get(code)
    if replaced:
        return MarketReading(replaced, "" if len(code) == 3 else f"{code} is a former code, read as {replaced}")
    key = _fold(text)
    return _english_names().get(key) or _foreign_names().get(key) or _unknown(text)


def get_market(text: str) -> str:
    """The market a text names.

    Raises:
        UnknownMarketError: it names none; the message names the nearest.

    >>> get_market("Holland")
    'NL'
    """
    code = read_market(text).code
    if code is None:
        raise UnknownMarketError(text)
    return code


def label(code: str, locale: str = "en") -> str:
    """The name of a market for people; the code itself where it is no market.

    Args:
        code: a market. locale: language of the name, as Babel writes it.

    >>> label("SE"), label("SE", "de"), label("002")
    ('Sweden', 'Schweden', 'Africa')
    """
    return _labels(locale).get(code, code)


def find_markets() -> Iterator[str]:
    """The codes of all countries, sorted; regions are left out."""
    return iter(sorted(_countries()))


def find_regions() -> Iterator[str]:
    """The codes of all UN M49 regions, sorted."""
    return iter(sorted(_regions()))


def contains(region: str, code: str) -> bool:
    """Whether a region holds a market: a country or a smaller region. Nothing holds itself.

    >>> contains("150", "SE"), contains("154", "DE"), contains("002", "202")
    (True, False, True)
    """
    return code in _members(region)


@lru_cache(maxsize=512)
def languages_of(code: str) -> tuple[SpokenLanguage, ...]:
    """The languages of a country, the most spoken first; () for a region or where CLDR has none.

    >>> [language.code for language in languages_of("SE")][:2]
    ['sv', 'en']
    """
    from babel.core import get_global  # noqa: PLC0415 - Babel is loaded only where it is needed

    shares: dict[str, float] = {}
    # variants by script (zh, zh_Hant) are one language to people who talk
    for tag, facts in get_global("territory_languages").get(code, {}).items():
        language = tag.partition("_")[0]
        shares[language] = min(1.0, shares.get(language, 0.0) + facts["population_percent"] / 100)
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SpokenLanguage(code=language, share=share) for language, share in ordered)


def shares_language(left: str, right: str) -> tuple[str, ...]:
    """The languages that a fifth of the people or more speak in both countries, the most spoken in both first.

    The threshold stands in `parameters/markets.yaml`; the shares are CLDR's and count second languages.

    >>> shares_language("DE", "AT"), shares_language("BR", "JP")
    (('de', 'en'), ())
    """
    least: float = get_parameter("markets", "shared_language")
    there = {language.code: language.share for language in languages_of(right)}
    common = {
        language.code: min(language.share, there[language.code])
        for language in languages_of(left)
        if language.code in there
    }
    return tuple(code for code, share in sorted(common.items(), key=lambda item: (-item[1], item[0])) if share >= least)


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, tuple[str, ...]]:
    """Region -> what it holds directly."""
    return {region: tuple(held.split()) for region, held in get_parameter("markets", "regions").items()}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(code for held in _regions().values() for code in held if code.isalpha())


@lru_cache(maxsize=64)
def _members(region: str) -> frozenset[str]:
    """All a region holds, at any depth."""
    held = _regions().get(region, ())
    return frozenset(held).union(*(_members(code) for code in held))


@lru_cache(maxsize=1)
def _not_iso() -> Mapping[str, MarketReading]:
    rows = get_parameter("markets", "not_iso")
    return {code: MarketReading(row["market"], row["note"]) for code, row in rows.items()}


@lru_cache(maxsize=1)
def _replaced_codes() -> Mapping[str, str]:
    """Three-letter codes, numbers and former codes -> the one country they stand for."""
    from babel.core import get_global  # noqa: PLC0415 - Babel is loaded only where it is needed

    aliases = get_global("territory_aliases").items()
    return {old: new[0] for old, new in aliases if len(new) == 1 and new[0] in _countries()}


def _read_number(text: str, number: str) -> MarketReading:
    """A UN M49 number: a region is kept as said, a country becomes its code."""
    if is_region(number):
        return MarketReading(number)
    code = _replaced_codes().get(number)
    return MarketReading(code, f"{number} is the UN M49 number of {code}") if code else _unknown(text)


def _fold(text: str) -> str:
    """A name without case, accents and punctuation, so that "Côte d'Ivoire" and 'cote d ivoire' are one."""
    plain = unicodedata.normalize(
        "NFKD", text.casefold().replace("\N{LATIN SMALL LETTER DOTLESS I}", "i").replace("&", " and ")
    )
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORDS.sub(" ", bare).strip()


@lru_cache(maxsize=32)
def _cldr_names(locale: str) -> Mapping[str, str]:
    from babel import Locale  # noqa: PLC0415 - Babel is loaded only where it is needed

    names = Locale.parse(locale).territories
    return {code: names[code] for code in (*_countries(), *_regions()) if code in names}


@lru_cache(maxsize=32)
def _labels(locale: str) -> Mapping[str, str]:
    """CLDR's names with the short English ones in their place."""
    is_english = locale.partition("_")[0] == "en"
    return {**_cldr_names(locale), **(get_parameter("markets", "labels") if is_english else {})}


@lru_cache(maxsize=1)
def _english_names() -> Mapping[str, MarketReading]:
    """Folded English names: CLDR's, then ISO's, then those in use; countries before regions of the same name."""
    import pycountry  # noqa: PLC0415 - loaded only where it is needed

    names: dict[str, MarketReading] = {}
    rows = get_parameter("markets", "aliases")
    names |= {_fold(name): MarketReading(row["market"], row.get("note", "")) for name, row in rows.items()}
    labels = sorted(_labels("en").items(), key=lambda item: item[0].isdigit())
    iso = [
        (country.alpha_2, name)
        for country in pycountry.countries
        for name in (country.name, getattr(country, "common_name", ""), getattr(country, "official_name", ""))
    ]
    for code, name in [*labels, *_cldr_names("en").items(), *iso]:
        for form in _forms(name):
            names.setdefault(form, MarketReading(code))
    return names


def _forms(name: str) -> Iterable[str]:
    """The folded ways to write an English name: 'Korea, Republic of' and 'Republic of Korea', with 'the' or not."""
    head, comma, tail = name.partition(", ")
    for form in {_fold(name), _fold(f"{tail} {head}") if comma else ""} - {""}:
        yield form
        yield form.removeprefix("the ") if form.startswith("the ") else f"the {form}"


@lru_cache(maxsize=1)
def _foreign_names() -> Mapping[str, MarketReading]:
    """Folded names in other languages; a name that means two markets in two languages names none."""
    found: dict[str, set[str]] = {}
    for locale in get_parameter("markets", "languages").split():
        for code, name in _cldr_names(locale).items():
            found.setdefault(_fold(name), set()).add(code)
    return {name: MarketReading(next(iter(codes))) for name, codes in found.items() if len(codes) == 1}


def _unknown(text: str) -> MarketReading:
    """Why a text names no market, with the nearest that would have done."""
    if len(text.strip()) == 2:
        return MarketReading(None, f"No market {text!r}: it is no ISO 3166-1 code. Write a code or a country's name.")
    code_by_name = {name: code for code, name in _labels("en").items()}
    by_fold = {_fold(name): name for name in code_by_name}
    near = suggest(_fold(text), by_fold, most=2)
    for folded, name in by_fold.items():
        near = near.replace(repr(folded), f"{name!r} ({code_by_name[name]})")
    advice = near or " Write a two-letter code (ISO 3166-1) or a country's name."
    return MarketReading(None, f"No market {text!r}.{advice}")
