"""What the columns of a table can mean, and under which headings each is understood."""

from __future__ import annotations

from collections.abc import Iterable

from bridgehead.sources._mapping import CONTACT_MEANINGS, ColumnMapping, find_mappings
from tools.reference._markdown import code, table

_OPENING = """# Columns of tables

A table of contacts is read by a *mapping*, which says under which headings each meaning stands; case and punctuation
are ignored. One's own is written the same way: [import a table](../how-to/import-a-table.md). A table with one entry a
row has columns named as the fields of the [entry type](entries.md).

## Meanings

"""


def build_page() -> str:
    """Every meaning, then each built-in mapping of contacts."""
    meanings = table(("column", "meaning"), ((code(name), said) for name, said in CONTACT_MEANINGS.items()))
    mappings = (mapping for mapping in find_mappings().values() if mapping.rows == "contact")
    return _OPENING + meanings + "".join(_build_section(mapping) for mapping in mappings)


def _build_section(mapping: ColumnMapping) -> str:
    text = f"\n## {mapping.name}\n\n{mapping.title[:1].upper()}{mapping.title[1:]}."
    if mapping.recognised_by:
        text += f" Taken where the columns {_list(mapping.recognised_by)} are all there."
    rows = ((code(name), _list(headings)) for name, headings in mapping.columns.items())
    text += "\n\n" + table(("column", "headings besides its own name"), rows)
    if mapping.values:
        text += (
            "\nWhere nothing is said: " + ", ".join(f"{name} {value}" for name, value in mapping.values.items()) + ".\n"
        )
    for name, words in mapping.words.items():
        text += f"\n{name} is read so: " + ", ".join(f"{said} as {held}" for said, held in words.items()) + ".\n"
    if mapping.ignored:
        text += "\n" + table(("not read", "why"), ((code(name), why) for name, why in mapping.ignored.items()))
    return text


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)
