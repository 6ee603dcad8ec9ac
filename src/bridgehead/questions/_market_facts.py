"""What stands beside an answer per market: distance, common language and assessments, never mixed into it."""

from __future__ import annotations

from bridgehead.answers import Column, Value
from bridgehead.network.network import GroupBy, Network
from bridgehead.record import markets, places
from bridgehead.record.entries import Assessment
from bridgehead.record.instruments import load_items

_DISTANCE = Column(
    name="distance_km",
    label="Distance",
    kind="number",
    unit="km",
    beside=True,
    meaning="Great-circle distance from the home market, between the countries' label points. Not part of the answer.",
)
_LANGUAGE = Column(
    name="common_language",
    label="Common language",
    kind="text",
    beside=True,
    meaning="Languages a fifth of the people or more speak in both countries (CLDR). Not part of the answer.",
)


def fact_columns(network: Network, by: GroupBy) -> tuple[Column, ...]:
    """The columns that stand beside: distance, language, then one per item assessed of any market."""
    if by == "field":
        return ()
    return (_DISTANCE, _LANGUAGE, *(_item_column(*item) for item in sorted(_market_items(network))))


def fact_values(network: Network, by: GroupBy, key: tuple[str, str]) -> dict[str, Value]:
    """What is known of one market beside the answer; what is not known is left out."""
    if by == "field":
        return {}
    home, market = network.home, key[0]
    values: dict[str, Value] = {}
    if home is not None:
        distance = places.distance_km(home, market)
        values["distance_km"] = None if distance is None else round(distance)
        values["common_language"] = None if markets.is_region(market) else markets.shares_language(home, market)
    newest: dict[str, Assessment] = {}
    for assessment in network.entries(Assessment):
        if assessment.subject == market and assessment.instrument == "market":
            standing = newest.get(assessment.item)
            if standing is None or (assessment.begin, assessment.id) > (standing.begin, standing.id):
                newest[assessment.item] = assessment
    return values | {f"market_{item}": assessment.value for item, assessment in newest.items()}


def _market_items(network: Network) -> set[tuple[str, str]]:
    """Items of the market instrument assessed of any market in the record."""
    return {
        (assessment.instrument, assessment.item)
        for assessment in network.entries(Assessment)
        if assessment.instrument == "market" and markets.is_market(assessment.subject)
    }


def _item_column(instrument: str, item: str) -> Column:
    described = load_items().get((instrument, item))
    return Column(
        name=f"{instrument}_{item}",
        label=item.replace("_", " ").capitalize(),
        kind="number" if described is not None and described.value in {"number", "share"} else "text",
        unit=described.unit if described is not None else "",
        meaning=(described.description if described is not None else "") + " Assessed; not part of the answer.",
        beside=True,
    )
