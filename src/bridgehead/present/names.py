"""Names in any script: isolated, and marked with the language their characters are set in."""

from __future__ import annotations

import re

from markupsafe import Markup

_HAN_BY_MARKET = {"JP": "ja", "TW": "zh-Hant", "HK": "zh-Hant", "MO": "zh-Hant"}
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh-Hans", re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)


def get_language(name: str, market: str | None = None) -> str | None:
    """The language a name's characters are set in; None where the script alone does not say.

    Han characters look different in Chinese and Japanese type, so the market decides between them.

    >>> get_language("李明华", "CN"), get_language("東京計器", "JP"), get_language("Ada")
    ('zh-Hans', 'ja', None)
    """
    for language, script in _SCRIPTS:
        if script.search(name):
            return _HAN_BY_MARKET.get(market or "", language) if language == "zh-Hans" else language
    return None


def write_name(name: str, market: str | None = None) -> Markup:
    """A name that keeps its own direction inside a line of another, with its language where the script says it."""
    language = get_language(name, market)
    if language is None:
        return Markup("<bdi>%s</bdi>") % name
    return Markup('<bdi lang="%s">%s</bdi>') % (language, name)
