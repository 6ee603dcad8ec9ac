"""What stands beside an answer per market: distance, common language and assessments, never mixed into it."""

from __future__ import annotations

from datetime import date

from bridgehead.answers import Column, Value
from bridgehead.answers.values import ColumnKind
from bridgehead.network.network import GroupBy, Network
from bridgehead.record import markets, places
from bridgehead.record.entries import Assessment, Evidence
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


#: instruments whose items of markets stand beside
_INSTRUMENTS = frozenset({"market", "country"})
_KIND_BY_VALUE: dict[str, ColumnKind] = {"number": "number", "share": "number", "yes_no": "yes_no", "word": "text"}
_Item = tuple[str, str]


def fact_columns(network: Network, by: GroupBy) -> tuple[Column, ...]:
    """The columns that stand beside: distance, language, then one per item assessed of any market."""
    if by == "field":
        return ()
    shown: dict[_Item, list[Assessment]] = {}
    for subject in network.assessed:
        if markets.is_market(subject):
            for item, assessment in _find_newest(network, subject).items():
                shown.setdefault(item, []).append(assessment)
    return (
        _DISTANCE,
        _LANGUAGE,
        *(_build_column(network, item, shown[item]) for item in load_items() if item in shown),
    )


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
    newest = _find_newest(network, market)
    return values | {f"{instrument}_{item}": newest[instrument, item].value for instrument, item in newest}


def fact_evidence(network: Network, by: GroupBy, key: tuple[str, str]) -> tuple[str, ...]:
    """Ids of what the values beside one market rest on: their evidence, or the assessment where it names none."""
    if by == "field":
        return ()
    newest = _find_newest(network, key[0]).values()
    return tuple(dict.fromkeys(id_ for assessment in newest for id_ in assessment.evidence or (assessment.id,)))


def _find_newest(network: Network, market: str) -> dict[_Item, Assessment]:
    """The newest assessment of each item of a market, as seen from the network's home, that the day allows."""
    newest: dict[_Item, Assessment] = {}
    for assessment in network.assessed.get(market, ()):
        item = (assessment.instrument, assessment.item)
        if item[0] in _INSTRUMENTS and assessment.about in {"", network.home} and _is_known(network, assessment):
            standing = newest.get(item)
            if standing is None or _age(assessment) > _age(standing):
                newest[item] = assessment
    return newest


def _is_known(network: Network, assessment: Assessment) -> bool:
    """Whether its day has come; a figure for a year is not known before the year is over."""
    end_of_span = assessment.begin.latest
    return assessment.instrument != "country" or end_of_span is None or end_of_span <= network.day


def _age(assessment: Assessment) -> tuple[date, str]:
    return (assessment.begin.earliest or date.min, assessment.id)


def _build_column(network: Network, key: _Item, shown: list[Assessment]) -> Column:
    """The column of an item, its meaning naming the years of what is shown and where it is from."""
    instrument, name = key
    item = load_items()[key]
    told = _say_years(shown) + _find_sources(network, shown) if instrument == "country" else ""
    return Column(
        name=f"{instrument}_{name}",
        label=name.replace("_", " ").capitalize(),
        kind=_KIND_BY_VALUE[item.value],
        unit=item.unit,
        meaning=f"{item.description}{told} Assessed; not part of the answer.",
        beside=True,
    )


def _say_years(shown: list[Assessment]) -> str:
    """The year or years that figures are of; "" where they name none."""
    years = sorted({day.year for assessment in shown if (day := assessment.begin.latest)})
    return f" {' to '.join(dict.fromkeys(str(year) for year in (years[0], years[-1])))}." if years else ""


def _find_sources(network: Network, shown: list[Assessment]) -> str:
    """What the assessments rest on, in a few words; "" where they do not say."""
    held = dict.fromkeys(id_ for assessment in shown for id_ in assessment.evidence)
    found = (network.get_entry(id_) for id_ in held)
    references = dict.fromkeys(entry.reference for entry in found if isinstance(entry, Evidence))
    return f" Source: {'; '.join(references)}." if references else ""
