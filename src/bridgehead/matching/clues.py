"""Clues to where an actor is: domains, VAT and telephone numbers, legal forms, places in names, employers.

Each rule gives the markets it speaks for with a chance for each; what is left speaks for any other market. Rules are
taken as independent and every market as equally likely beforehand, so chances multiply (Bayes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bridgehead.matching.geography import find_city, find_country
from bridgehead.matching.identifiers import find_identifiers, is_public_host
from bridgehead.matching.legal_forms import take_off
from bridgehead.record.entries import Actor, MarketCode
from bridgehead.record.markets import find_markets
from bridgehead.record.parameters import get_parameter

_VAT_PREFIXES = {"el": "GR", "uk": "GB", "che": "CH"}
_LONGEST_PREFIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What one rule says.

    Attributes:
        rule: vat, domain, legal_form, phone, country, city or employer. reason: in words.
        shares: market -> chance that it is the one; together at most 1.
    """

    rule: str
    reason: str
    shares: Mapping[MarketCode, float]


def find_clues(actor: Actor) -> Iterator[Clue]:
    """What an actor's own name and identifiers say of where it is."""
    seen: set[str] = set()
    for scheme, value in find_identifiers(actor):
        clue = _read_identifier(scheme, value)
        if clue is not None and clue.reason not in seen:
            seen.add(clue.reason)
            yield clue
    if actor.kind == "organisation":
        yield from _read_name(actor.name)


def _read_identifier(scheme: str, value: str) -> Clue | None:
    match scheme:
        case "email":
            return read_domain(value.rpartition("@")[2], "e-mail address at")
        case "website" | "domain":
            return read_domain(value, "website at")
        case "phone":
            return read_phone(value)
        case "vat":
            return read_vat(value)
    return None


def read_domain(host: str, where: str = "domain") -> Clue | None:
    """What a domain says: the country it ends in; None for .com and the like, and for those used world-wide.

    >>> read_domain("acme.co.uk").shares, read_domain("acme.io")
    ({'GB': 0.95}, None)
    """
    ending = host.rpartition(".")[2]
    if ending in _words("generic_domains"):
        return None
    code = get_parameter("placing", "domain_markets").get(ending, ending.upper())
    if code not in _countries():
        return None
    share = _share("public_mail_share" if is_public_host(host) else "domain_share")
    return Clue(
        rule="domain", reason=f"{where} {host if is_public_host(host) else _shorten(host)}", shares={code: share}
    )


def _shorten(host: str) -> str:
    return ".".join(host.split(".")[-3:])


def read_phone(digits: str) -> Clue | None:
    """What a telephone number in international form says; the digits alone.

    >>> read_phone("46701234567").shares
    {'SE': 0.93}
    """
    shared = get_parameter("placing", "shared_phone_prefixes")
    for length in (2, 1):
        if digits[:length] in shared and len(digits) > 9:
            return Clue(rule="phone", reason=f"telephone number +{digits[:length]}", shares=shared[digits[:length]])
    prefixes = get_parameter("placing", "phone_prefixes")
    for length in range(_LONGEST_PREFIX, 1, -1):
        code = prefixes.get(int(digits[:length]))
        if code is not None:
            return Clue(
                rule="phone", reason=f"telephone number +{digits[:length]}", shares={code: _share("phone_share")}
            )
    return None


def read_vat(number: str) -> Clue | None:
    """What the prefix of a VAT number says.

    >>> read_vat("el123456789").shares
    {'GR': 0.97}
    """
    prefix = "che" if number.startswith("che") else number[:2]
    code = _VAT_PREFIXES.get(prefix, prefix.upper())
    if code not in _countries() or not number[len(prefix) :][:1].isalnum():
        return None
    return Clue(rule="vat", reason=f"VAT number begins with {prefix.upper()}", shares={code: _share("vat_share")})


def _read_name(name: str) -> Iterator[Clue]:
    words, forms = take_off(name)
    if forms and forms[0].markets:
        share = _share("form_share")
        shares = {code: part * share for code, part in forms[0].markets}
        yield Clue(rule="legal_form", reason=f"legal form {forms[0].word.replace('_', ' ')}", shares=shares)
    country = find_country(words)
    if country is not None:
        yield Clue(rule="country", reason=f"its name says {country[0]}", shares={country[1]: _share("country_share")})
        return
    city = find_city(words)
    if city is not None:
        yield Clue(rule="city", reason=f"its name says {city[0]}", shares={city[1]: _share("city_share")})


def combine(clues: Iterable[Clue]) -> dict[MarketCode, float]:
    """The chance of each market that any clue names.

    >>> one = Clue(rule="legal_form", reason="", shares={"DE": 0.7, "AT": 0.1})
    >>> two = Clue(rule="domain", reason="", shares={"AT": 0.95})
    >>> round(combine([one, two])["AT"], 2)
    1.0
    """
    held = tuple(clues)
    number: int = get_parameter("placing", "markets")
    named = sorted({code for clue in held for code in clue.shares})
    chances = dict.fromkeys(named, 1.0)
    rest = float(number - len(named))
    for clue in held:
        left = max(1.0 - sum(clue.shares.values()), 1e-6) / (number - len(clue.shares))
        for code in named:
            chances[code] *= clue.shares.get(code, left) * number
        rest *= left * number
    total = sum(chances.values()) + rest
    return {code: chance / total for code, chance in chances.items()}


@cache
def _countries() -> frozenset[str]:
    return frozenset(find_markets())


@cache
def _words(parameter: str) -> frozenset[str]:
    return frozenset(get_parameter("placing", parameter).split())


def _share(name: str) -> float:
    return float(get_parameter("placing", name))
