"""Bring the catalogues of the interface's words up to date; with --check, say what is missing in which.

Words are found in templates and code of the web app, and in what questions and drawings say (`tools.answer_words`).
Each catalogue keeps what was translated, gets what is new, and loses what is no longer said.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.answer_words import collect_answer_words

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "bridgehead" / "web"
MACROS = ROOT / "src" / "bridgehead" / "present" / "templates"
_METHODS = [
    ("locale/**", "ignore"),
    ("static/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2.ext:babel_extract"),
]
_OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
#: `_` and `N_` mark words in code as well; the second argument of `ngettext` is the plural, the first of `pgettext` the
#: meaning a word of several has there
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w+)\}")


def find_catalogues() -> dict[str, Path]:
    """Language -> its catalogue."""
    return {path.parent.parent.name: path for path in sorted((WEB / "locale").glob("*/LC_MESSAGES/bridgehead.po"))}


def collect() -> Catalog:
    """Every word of the interface and of answers, with the files that say it."""
    catalogue = Catalog(project="Bridgehead", charset="utf-8")
    for folder in (WEB, MACROS):
        found = extract_from_dir(str(folder), _METHODS, _OPTIONS, keywords=_KEYWORDS, comment_tags=("Translators:",))
        for file, _, words, comments, context in found:
            catalogue.add(words, None, [(file.replace("\\", "/"), 1)], auto_comments=comments, context=context)
    for text, places in collect_answer_words().items():
        catalogue.add(text, None, [(place, 1) for place in sorted(places)])
    return catalogue


def bring_up_to_date(language: str, path: Path, template: Catalog) -> bytes:
    """The catalogue of a language as it should be: what is translated already is kept."""
    held = read_po(BytesIO(path.read_bytes()), locale=language)
    held.update(template, no_fuzzy_matching=True)
    held.obsolete.clear()
    for message in held:
        message.locations = sorted({(file, 0) for file, _ in message.locations})  # lines change with every edit
    out = BytesIO()
    write_po(out, held, width=120, sort_output=True, include_lineno=False, omit_header=False)
    return re.sub(rb'"(POT-Creation-Date|PO-Revision-Date|Generated-By): [^\n]*\n', b"", out.getvalue())


def find_faults(language: str, path: Path, template: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue: words untranslated or said no more, placeholders that differ."""
    held = read_po(BytesIO(path.read_bytes()), locale=language)
    said = {_key(message) for message in template if message.id}
    for message in held:
        if message.id and _key(message) not in said:
            yield f"{language}: nobody says {_key(message)!r} any more"
    for message in template:
        if not message.id:
            continue
        there = held.get(message.id, message.context)
        texts = _texts(there.string) if there else ()
        if not texts or not all(texts):
            yield f"{language}: {_key(message)!r} has no translation"
        elif any(_placeholders(text) - _placeholders(" ".join(_texts(message.id))) for text in texts):
            yield f"{language}: the translation of {_key(message)!r} names something the words do not"


def _key(message: Message) -> str:
    words = _texts(message.id)[0]
    return f"{words} ({message.context})" if message.context else words


def _texts(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list | tuple) else (str(words),)


def _placeholders(text: str) -> set[str]:
    return {one or other for one, other in _PLACEHOLDER.findall(text)}


def main(arguments: list[str]) -> int:
    """Write the catalogues, or check them."""
    template = collect()
    if "--check" in arguments:
        faults = [fault for name, path in find_catalogues().items() for fault in find_faults(name, path, template)]
        print("\n".join(faults) or f"{sum(1 for message in template if message.id)} words stand in every catalogue.")
        return 1 if faults else 0
    for name, path in find_catalogues().items():
        path.write_bytes(bring_up_to_date(name, path, template))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
