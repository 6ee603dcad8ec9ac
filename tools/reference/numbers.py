"""The numbers from papers, law and assumption."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from tools.reference._markdown import code, table

KEYS = {"description", "reference"}


def build_page() -> str:
    """Every parameter file with its values, units and where they come from."""
    folder = files("bridgehead").joinpath("parameters")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    opening = (
        "# Parameters\n\nNo number from a paper, a law or an assumption stands in the code; they stand in "
        "`src/bridgehead/parameters`, each with its unit and reference. Answers say which they used.\n"
    )
    return opening + "".join(
        _build_section(name, yaml.safe_load(folder.joinpath(name).read_text(encoding="utf-8"))) for name in names
    )


def _build_section(name: str, content: dict[str, Any]) -> str:
    rows = [
        (code(key), _describe(plain), plain.get("unit", ""), plain["description"], plain["reference"])
        for key, plain in content.items()
        if isinstance(plain, dict) and set(plain) >= KEYS
    ]
    heading = f"\n## {name}\n\n"
    return heading + (
        table(("parameter", "value", "unit", "meaning", "reference"), rows)
        if rows
        else "A table of its own; see the file.\n"
    )


def _describe(plain: dict[str, Any]) -> str:
    """A value in a cell: numbers and short tables in full, long ones by their length."""
    if "values" in plain:
        return "; ".join(f"since {item['since']}: {item['value']}" for item in plain["values"])
    value = plain.get("value", "")
    if isinstance(value, dict):
        pairs = ", ".join(f"{key} {item}" for key, item in value.items())
        return pairs if len(pairs) < 400 else f"{len(value)} rows; see the file"
    return f"{len(value)} rows; see the file" if isinstance(value, list) and len(str(value)) > 400 else str(value)
