"""The ten entry types and their fields."""

from __future__ import annotations

from dataclasses import fields

from bridgehead.record import entries
from bridgehead.record.entries import TYPE_BY_WORD, Entry
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from tools.reference._markdown import code, describe_default, read_attributes, read_prose, table


def build_page() -> str:
    """Conventions, common fields, then each entry type."""
    return "\n".join(
        [
            "# Entry types\n",
            f"{read_prose(entries)}\n",
            "## Fields of every entry\n",
            _build_fields(Entry, "", {item.name for item in fields(Entry)}),
            *[_build_section(word, kind) for word, kind in TYPE_BY_WORD.items()],
        ]
    )


def _build_section(word: str, kind: type[Entry]) -> str:
    own = {item.name for item in fields(kind)} - {item.name for item in fields(Entry)}
    return f"## {word}\n\n{read_prose(kind)}\n\n{_build_fields(kind, word, own)}"


def _build_fields(kind: type[Entry], word: str, names: set[str]) -> str:
    said = read_attributes(kind, names)
    rows = []
    for item in fields(kind):
        if item.name in names:
            words = VOCABULARY_BY_FIELD.get((word, item.name))
            meaning = said.get(item.name, "")
            if words:
                meaning += f" Words: [{words.label}](../glossary.md#{words.label.replace(' ', '-')})."
            rows.append((code(item.name), code(item.type), describe_default(item), meaning))
    return table(("field", "type", "default", "meaning"), rows)
