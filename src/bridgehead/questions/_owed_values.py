"""What obligations are worth: money due, delivered and open on either side, apart for each currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed, name_programme, say_agreement

_PER = ("agreement", "partner", "programme")
_SIDES = {"we owe": "we", "owed to us": "they"}
_AMOUNTS: tuple[Column, ...] = tuple(
    Column(name=f"{who}_{what}", label=label, kind="money", group=group, meaning=meaning)
    for who, group in (("we", "We owe"), ("they", "Owed to us"))
    for what, label, meaning in (
        ("due", "Due", "Value of what certainly fell due by the day."),
        ("delivered", "Delivered", "Value of what was certainly delivered, in advance or more than owed as well."),
        ("open", "Open", "Value of what fell due and was neither delivered nor released."),
    )
)
_COLUMNS: tuple[Column, ...] = (
    Column(name="per", label="Per", kind="word", meaning="What the sums are of: agreement, partner, or programme."),
    Column(name="subject", label="Which", meaning="The agreement, the partner, or the programme and its tier."),
    Column(name="currency", label="Currency", meaning="ISO 4217; none where the parties named none."),
    *_AMOUNTS,
    Column(
        name="balance",
        label="Balance",
        kind="money",
        meaning="Value of what we delivered less that of what they delivered.",
    ),
    Column(
        name="unvalued",
        label="Without value",
        kind="count",
        meaning="Obligations of the same on which nobody put a value, or owed at any time: they are in no sum.",
    ),
)


def build_values(network: Network, owed: Sequence[Owed]) -> Part:
    """What was due, delivered and open in money, per agreement, partner and programme, in each currency.

    Args:
        network: the network asked. owed: the obligations asked about; those among ourselves and between others are
            in no sum.
    """
    ours = [one for one in owed if one.side in _SIDES]
    rows = [row for per in _PER for row in _build_rows(network, per, ours)]
    empty = "No obligation has a value. Add what one delivery is worth, and the currency, where the parties did."
    table = Table(columns=_COLUMNS, rows=tuple(rows), empty=empty)
    return Part(name="values", title="What it is worth", shape=table)


def _build_rows(network: Network, per: str, owed: Sequence[Owed]) -> Iterator[Row]:
    groups: dict[str, list[Owed]] = {}
    for one in owed:
        for subject in _name_subjects(network, per, one):
            groups.setdefault(subject, []).append(one)
    for subject, group in groups.items():
        valued = [one for one in group if one.open_value is not None]
        for currency in sorted({one.state.obligation.currency for one in valued}):
            counted = [one for one in valued if one.state.obligation.currency == currency]
            values: dict[str, Value] = {"per": per, "subject": subject, "currency": currency or None}
            values |= _sum_up(counted)
            values["unvalued"] = len(group) - len(valued)
            yield Row(values=values, evidence=tuple(dict.fromkeys(id_ for one in counted for id_ in one.cited)))


def _name_subjects(network: Network, per: str, owed: Owed) -> Iterator[str]:
    if per == "partner":
        yield from (actor.name for actor in owed.others)
    elif per == "agreement":
        agreement = owed.agreement
        said = say_agreement(agreement) or owed.state.obligation.agreement
        others = ", ".join(actor.name for actor in owed.others)
        began = f", {agreement.begin}" if agreement and agreement.begin.is_known else ""
        yield f"{said} ({others}{began})"
    elif programme := name_programme(network, owed.agreement):
        yield ": ".join(word for word in programme if word)


def _sum_up(owed: Sequence[Owed]) -> dict[str, Value]:
    """Sums by side; a side on which nothing has a value is not known."""
    sums: dict[str, Value] = {}
    delivered: dict[str, float | None] = {}
    for side, who in _SIDES.items():
        here = [one for one in owed if one.side == side]
        delivered[who] = _total([one.delivered_value for one in here])
        sums[f"{who}_due"] = _total([one.due_value for one in here])
        sums[f"{who}_delivered"] = delivered[who]
        sums[f"{who}_open"] = _total([one.open_value for one in here])
    we, they = delivered["we"], delivered["they"]
    return sums | {"balance": None if we is None or they is None else we - they}


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
