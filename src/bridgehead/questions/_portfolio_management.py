"""Who or what looks after a portfolio: the assessed plan, rule, function and influence of the group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridgehead.answers import Column, Row, Value
from bridgehead.network.network import Network
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Assessment
from bridgehead.record.instruments import get_item

#: items of the instrument "firm" that tell of the management of the portfolio
ITEMS: tuple[str, ...] = ("portfolio_plan", "selection_rule", "alliance_function", "alliance_staff", "group_influence")

MANAGEMENT_COLUMNS: tuple[Column, ...] = (
    Column(name="what", label="What", kind="word", meaning="What is asked of the portfolio's management."),
    Column(name="value", label="Found", kind="word", meaning="As assessed, or as told by ties; none: cannot tell."),
    Column(name="meaning", label="Meaning", kind="text"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is assessed of one item of the firm on the day.

    Attributes:
        item: which. values: what is said, each once, in the record's order; () where nobody said.
        is_disputed: two statements exclude each other, so nothing follows.
        certain: one statement at least certainly holds on the day. evidence: ids of the assessments.
    """

    item: str
    values: tuple[float | bool | str, ...] = ()
    is_disputed: bool = False
    certain: bool = False
    evidence: tuple[str, ...] = ()

    def says(self, value: bool | str) -> bool:
        """Whether this is said, and nothing said against it."""
        return not self.is_disputed and any(held is value or held == value for held in self.values)


def build_stated_row(stated: Stated) -> Row:
    """What is assessed of one item as a row under `MANAGEMENT_COLUMNS`; no value where nobody said."""
    words = (("yes" if value else "no") if isinstance(value, bool) else value for value in stated.values)
    values: dict[str, Value] = {
        "what": stated.item,
        "value": tuple(words) or None,
        "meaning": get_item("firm", stated.item).description,
    }
    note = "The record holds statements that exclude each other." if stated.is_disputed else ""
    return Row(values=values, evidence=stated.evidence, note=note)


def find_management(network: Network) -> dict[str, Stated]:
    """What is assessed of the firm's management of its portfolio, by item.

    "None" looks after it is said against every other word; yes is said against no. Of alliance functions several may
    stand side by side. Where statements exclude each other and one begins later, the later one stands.

    Args:
        network: the network asked.

    Raises:
        NoFirmError: no firm is named.
    """
    held: dict[str, list[Assessment]] = {item: [] for item in ITEMS}
    for assessment in _of_firm(network):
        held[assessment.item].append(assessment)
    return {item: _state(network, item, found) for item, found in held.items()}


def _of_firm(network: Network) -> Iterator[Assessment]:
    firm = network.get_firm()
    for assessment in network.entries(Assessment):
        is_ours = network.actors.position_by_id.get(assessment.subject) == firm
        is_seen = not network.lens.certain_only or network.status(assessment) is InForce.CERTAIN
        if is_ours and is_seen and assessment.instrument == "firm" and assessment.item in ITEMS:
            yield assessment


def _state(network: Network, item: str, found: list[Assessment]) -> Stated:
    if _exclude_each_other(found):
        begins = [one.begin.earliest for one in found]
        last = max((begin for begin in begins if begin is not None), default=None)
        later = [one for one in found if one.begin.earliest == last and last is not None]
        is_told = None not in begins and all(
            one in later or (one.begin.latest is not None and last is not None and one.begin.latest < last)
            for one in found
        )
        found = later if is_told else found
    return Stated(
        item=item,
        values=tuple(dict.fromkeys(one.value for one in found)),
        is_disputed=_exclude_each_other(found),
        certain=any(network.status(one) is InForce.CERTAIN for one in found),
        evidence=tuple(one.id for one in found),
    )


def _exclude_each_other(found: list[Assessment]) -> bool:
    values = {one.value for one in found}
    return len(values) > 1 and ("none" in values or any(isinstance(value, bool) for value in values))
