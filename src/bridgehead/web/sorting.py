"""The heads of a table that sorts by links: `sort=name` in the address, `-name` from the greatest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column: its words, the address that sorts by it, how it is sorted now, whether it holds numbers."""

    label: str
    url: str
    direction: str
    is_number: bool


def build_head(
    name: str,
    label: str,
    *,
    sort: str,
    link: Callable[[str], str],
    is_greatest_first: bool = False,
    is_number: bool = False,
) -> Head:
    """The head of a column; asked for again it turns the order round.

    Args:
        name: of the column in the address. label: its words. sort: what the table is sorted by now.
        link: gives the address of an order. is_greatest_first: its first order is from the greatest.
        is_number: it holds numbers.

    >>> build_head("name", "Name", sort="name", link="?sort={}".format).url
    '?sort=-name'
    """
    is_current, is_down = sort.removeprefix("-") == name, sort.startswith("-")
    turned = not is_down if is_current else is_greatest_first
    return Head(
        label=label,
        url=link(f"-{name}" if turned else name),
        direction=("descending" if is_down else "ascending") if is_current else "",
        is_number=is_number,
    )
