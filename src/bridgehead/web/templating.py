"""Templates: the pages' own, and those that draw answers in the report; nothing is computed in them."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from bridgehead.web.speech import get_say
from bridgehead.web.words import get_translations


@cache
def get_environment(language: str) -> Environment:
    """The templates in a language."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("bridgehead.web"), PackageLoader("bridgehead.present")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    say = get_say(language)
    environment.filters["said"] = lambda word: say(str(word).replace("_", " "))
    environment.install_gettext_translations(get_translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment
