"""The numbers from papers, law and assumption, and the items that can be assessed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from tools.reference._markdown import code, table

FOLDER = files("bridgehead").joinpath("parameters")
INSTRUMENTS = "instruments.yaml"
KEYS = {"description", "reference"}
LONGEST_CELL = 400


def build_page() -> str:
    """Every parameter file with its values, units and where they come from."""
    names = sorted(item.name for item in FOLDER.iterdir() if item.name.endswith(".yaml") and item.name != INSTRUMENTS)
    opening = (
        "# Parameters\n\nNo number from a paper, a law or an assumption stands in the code; they stand in "
        "`src/bridgehead/parameters`, each with its unit and reference. Answers say which they used.\n"
    )
    return opening + "".join(_build_section(name, _read(name)) for name in names)


def build_assessments_page() -> str:
    """Every instrument with its items."""
    opening = (
        "# Assessments\n\nAn [assessment](entries.md#assessment) names an instrument and one of its items. The list is "
        'closed; each question lists the items it reads and says "cannot tell" without them.\n'
    )
    return opening + "".join(
        _build_instrument(name, instrument) for name, instrument in _read(INSTRUMENTS)["instruments"].items()
    )


def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FOLDER.joinpath(name).read_text(encoding="utf-8"))
    return content


def _build_section(name: str, content: dict[str, Any]) -> str:
    rows = [
        (code(key), _describe(plain), plain.get("unit", ""), plain["description"], plain["reference"])
        for key, plain in content.items()
        if isinstance(plain, dict) and set(plain) >= KEYS
    ]
    listing = table(("parameter", "value", "unit", "meaning", "reference"), rows)
    return f"\n## {name}\n\n" + (listing if rows else "A table of its own; see the file.\n")


def _describe(plain: dict[str, Any]) -> str:
    """A value in a cell: numbers and short tables in full, long ones by their length."""
    if "values" in plain:
        return "; ".join(f"since {item['since']}: {item['value']}" for item in plain["values"])
    value = plain.get("value", "")
    if not isinstance(value, dict | list):
        return str(value)
    items = value.values() if isinstance(value, dict) else value
    is_flat = not any(isinstance(item, dict | list) for item in items)
    said = (
        ", ".join(f"{key}: {item}" for key, item in value.items())
        if isinstance(value, dict)
        else ", ".join(map(str, value))
    )
    return said if is_flat and len(said) < LONGEST_CELL else f"{len(value)} rows; see the file"


def _build_instrument(name: str, instrument: dict[str, Any]) -> str:
    rows = [
        (code(item), _list_values(plain), plain.get("unit", ""), plain["description"])
        for item, plain in instrument["items"].items()
    ]
    heading = f"\n## {name}\n\n{instrument['description']} From: {instrument['reference']}.\n\n"
    return heading + table(("item", "value", "unit", "meaning"), rows)


def _list_values(plain: dict[str, Any]) -> str:
    """What an item takes: its kind of value, and the words where their list is closed."""
    words = plain.get("words") or ()
    return f"{plain['value']}: {', '.join(map(str, words))}" if words else str(plain["value"])
