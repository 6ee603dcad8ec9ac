"""Parameters for people: every number and table that answers rest on, with unit, reference and where it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bridgehead.questions import find_questions
from bridgehead.record.parameters import load_parameters
from bridgehead.web.words import N_

#: the assessments' own list, which has a form of its own
_NOT_LISTED = frozenset({"instruments"})
#: file -> what its values are used for, where it is not one question's own
USES = {
    "agreement_templates": N_("templates of new agreements"),
    "checks": N_("what counts as odd about the record"),
    "country_tables": N_("reading tables of country pairs"),
    "entry_modes": N_("modes of entry"),
    "legal_forms": N_("where a firm is, and who is one"),
    "mail": N_("reading mail"),
    "markets": N_("names of markets"),
    "matching": N_("who may be one"),
    "network_drawing": N_("the picture of the network"),
    "passing_on": N_("the chance that an introduction is made"),
    "placing": N_("where a contact probably is"),
    "presentation": N_("how answers look"),
    "registry": N_("registries of many firms"),
    "registry_reach": N_("registries of many firms"),
    "tie_kinds": N_("kinds of tie"),
    "tie_strength": N_("how strong a tie is"),
    "vcard": N_("reading address books"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedParameter:
    """A parameter in the list.

    Attributes:
        file, name: where it stands. value: as text; long where it takes several lines. since: (day, value) of earlier
            values. unit, description, reference: of it. question: whose own it is; "" where several use it. use: for
            what, in words.
    """

    file: str
    name: str
    value: str
    earlier: tuple[tuple[str, str], ...]
    unit: str
    description: str
    reference: str
    question: str
    use: str

    @property
    def is_long(self) -> bool:
        """Whether the value takes several lines."""
        return "\n" in self.value or len(self.value) > 60

    def holds(self, words: list[str]) -> bool:
        """Whether every word stands in it."""
        text = f"{self.file} {self.name} {self.value} {self.unit} {self.description} {self.reference}".casefold()
        return all(word in text for word in words)


@cache
def list_parameters() -> tuple[ListedParameter, ...]:
    """Every parameter, by file and in the file's order."""
    return tuple(_list())


def _list() -> Iterator[ListedParameter]:
    folder = files("bridgehead") / "parameters"
    names = sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))
    questions = find_questions()
    for file in names:
        for name, item in {} if file in _NOT_LISTED else load_parameters(file).items():
            yield ListedParameter(
                file=file,
                name=name,
                value=_say(item.value),
                earlier=tuple((since.isoformat(), _say(value)) for since, value in item.values[:-1]),
                unit=item.unit,
                description=item.description,
                reference=item.reference,
                question=file if file in questions else "",
                use=USES.get(file, ""),
            )


def _say(value: Any) -> str:  # noqa: ANN401 - numbers, words, lists and mappings
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)).strip()
    return str(value)


def find_parameters(query: str) -> tuple[ListedParameter, ...]:
    """The parameters in which every word of a query stands; all for an empty one."""
    words = query.casefold().split()
    return tuple(item for item in list_parameters() if item.holds(words))
