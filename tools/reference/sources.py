"""What can be read in, and what can be written out."""

from __future__ import annotations

from bridgehead.exports import Export, find_exports
from bridgehead.sources import Source, find_sources
from tools.reference._markdown import code, describe_options, read_prose, table


def build_page() -> str:
    """Every source: what it reads, its options, and what it leaves out on purpose."""
    found = find_sources()
    overview = table(("name", "reads"), [(f"[`{name}`](#{name})", source.summary) for name, source in found.items()])
    opening = (
        "# Sources\n\n`bridgehead import FILE` finds the source by the file's content; `--source NAME` names it.\n\n"
    )
    return opening + overview + "".join(_build_section(name, source) for name, source in found.items())


def _build_section(name: str, source: type[Source]) -> str:
    text = f"\n## {name}\n\n{source.summary}\n\n{read_prose(source)}\n"
    if options := describe_options(source):
        text += "\n" + table(("option", "values", "default", "meaning"), options)
    if source.ignored:
        text += "\n" + table(("not read", "why"), [(code(field), why) for field, why in source.ignored.items()])
    return text


def build_exports_page() -> str:
    """Every format that a record or network can be written in."""
    found = find_exports()
    overview = table(
        ("name", "writes", "suffix"),
        [(f"[`{name}`](#{name})", export.summary, code(export.suffix)) for name, export in found.items()],
    )
    opening = "# Exports\n\n`bridgehead export --to NAME` writes the record, or the network, for another program.\n\n"
    return opening + overview + "".join(_build_export(name, export) for name, export in found.items())


def _build_export(name: str, export: type[Export]) -> str:
    text = f"\n## {name}\n\n{export.summary}\n\n{read_prose(export)}\n"
    options = describe_options(export)
    return text + ("\n" + table(("option", "values", "default", "meaning"), options) if options else "")
