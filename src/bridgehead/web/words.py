"""The interface's own words: English in templates and code, other languages in catalogues beside them.

`locale/<language>/LC_MESSAGES/bridgehead.po` holds a language; it is compiled when it is first asked for, so that what
translators edit is what runs. What answers say is found in the same catalogue (`web.speech`); the record's own words
stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

#: language -> its own name for itself, the first is what templates are written in
LANGUAGES = {"en": "English", "de": "Deutsch"}


def N_(text: str) -> str:  # noqa: N802 - the mark that extractors of messages know
    """Mark words that are translated where they are shown."""
    return text


@cache
def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language; an empty one where nobody translated into it."""
    place = files("bridgehead.web") / "locale" / language / "LC_MESSAGES" / "bridgehead.po"
    return read_po(BytesIO(place.read_bytes()), locale=language) if place.is_file() else Catalog()


@cache
def get_translations(language: str) -> NullTranslations:
    """The words of a language; English stands where a catalogue has none."""
    catalogue = read_catalogue(language)
    if not len(catalogue):
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def choose_language(chosen: str | None, accepted: str | None) -> str:
    """The language of a page: as chosen, else the first one the browser accepts that we have, else English.

    >>> choose_language(None, "fr-FR,fr;q=0.9,de;q=0.5"), choose_language("en", "de")
    ('de', 'en')
    """
    if chosen in LANGUAGES:
        return chosen
    return next((word for word in _read_accepted(accepted or "") if word in LANGUAGES), next(iter(LANGUAGES)))


def _read_accepted(header: str) -> Iterable[str]:
    """Languages a browser accepts, in its order."""
    return (part.partition(";")[0].strip().lower().partition("-")[0] for part in header.split(","))
