"""The closed list of what can be assessed: instruments and their items, read from `parameters/instruments.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from bridgehead.errors import MisuseError, suggest

ValueKind = Literal["number", "share", "word", "yes_no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be assessed.

    Attributes:
        instrument: the list it stands in. name: its key there.
        description: what is judged, in one sentence.
        value: number, share (0..1), word or yes_no.
        words: the words it may be; () where any will do.
        unit: of the value; "" where it has none.
        is_single: one value alone can be true of a subject at a time, so that two different ones disagree.
        reference: where the instrument comes from.
    """

    instrument: str
    name: str
    description: str
    value: ValueKind
    words: tuple[str, ...] = ()
    unit: str = ""
    is_single: bool = True
    reference: str = ""


class UnknownItemError(MisuseError):
    """An assessment names an instrument or an item that is not in the list."""

    def __init__(self, instrument: str, item: str) -> None:
        """Args: instrument and item as given."""
        self.instrument, self.item = instrument, item
        held = [name for list_, name in load_items() if list_ == instrument]
        lists = sorted({list_ for list_, _ in load_items()})
        what = (
            f"No item {item!r} in instrument {instrument!r}.{suggest(item, held)} Its items are: {', '.join(held)}."
            if held
            else f"No instrument {instrument!r}.{suggest(instrument, lists)} The instruments are: {', '.join(lists)}."
        )
        super().__init__(what)


@cache
def load_items() -> dict[tuple[str, str], Item]:
    """Every item by (instrument, item), in the order of the file.

    >>> load_items()["record", "focal_firm"].name
    'focal_firm'
    """
    text = files("bridgehead").joinpath("parameters", "instruments.yaml").read_text(encoding="utf-8")
    return {
        (instrument, name): Item(
            instrument=instrument,
            name=name,
            description=item["description"],
            value=item["value"],
            words=tuple(item.get("words") or ()),
            unit=item.get("unit") or "",
            is_single=item["value"] != "word" or bool(item.get("single")),
            reference=str(plain.get("reference") or ""),
        )
        for instrument, plain in yaml.safe_load(text)["instruments"].items()
        for name, item in plain["items"].items()
    }


def get_item(instrument: str, item: str) -> Item:
    """One item of one instrument.

    Raises:
        UnknownItemError: there is none.

    >>> get_item("record", "focal_firm").instrument
    'record'
    """
    try:
        return load_items()[instrument, item]
    except KeyError:
        raise UnknownItemError(instrument, item) from None
