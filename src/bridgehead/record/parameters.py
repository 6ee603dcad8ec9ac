"""Numbers from papers, law and assumption: read from `parameters/*.yaml`, never written in code.

Each parameter is a mapping with `value`, `unit`, `description` and `reference`; one that changed over time has
`values`, a list of {since: day, value: ...}, instead. A value may be a number, a word, a list or a mapping of such.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bridgehead.errors import NotFoundError, suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One number or table with its unit and where it comes from.

    Attributes:
        name: its key. values: (first day it holds, value), oldest first; the first day is date.min where none is named.
        unit: of the value. description: what it does. reference: paper, law, or "assumption" with its reason.
    """

    name: str
    values: tuple[tuple[date, Any], ...]
    unit: str
    description: str
    reference: str

    def on(self, day: date) -> Any:  # noqa: ANN401 - numbers, words, lists and mappings alike
        """The value that holds on a day; the earliest one before that."""
        held = [value for since, value in self.values if since <= day]
        return held[-1] if held else self.values[0][1]

    @property
    def value(self) -> Any:  # noqa: ANN401 - as above
        """The newest value."""
        return self.values[-1][1]


class UnknownParameterError(NotFoundError):
    """No parameter, or no parameter file, of this name."""

    def __init__(self, file: str, name: str, known: tuple[str, ...]) -> None:
        """Args: file without ending; name asked for; known: the names there are."""
        self.file, self.name = file, name
        hint = suggest(name, known)
        super().__init__(f"No parameter {name!r} in parameters/{file}.yaml.{hint} It has: {', '.join(known)}.")


@cache
def load_parameters(file: str) -> Mapping[str, Parameter]:
    """All parameters of one file.

    Args:
        file: its name without ".yaml".

    >>> load_parameters("passing_on")["p_min"].unit
    'probability'
    """
    text = files("bridgehead").joinpath("parameters", f"{file}.yaml").read_text(encoding="utf-8")
    return {name: _read(name, plain) for name, plain in yaml.safe_load(text).items()}


def get_parameter(file: str, name: str) -> Any:  # noqa: ANN401 - as above
    """The newest value of one parameter.

    Raises:
        UnknownParameterError: there is none of this name.

    >>> get_parameter("tie_strength", "strong_from")
    0.5
    """
    parameters = load_parameters(file)
    if name not in parameters:
        raise UnknownParameterError(file, name, tuple(parameters))
    return parameters[name].value


def _read(name: str, plain: Mapping[str, Any]) -> Parameter:
    dated = plain.get("values") or [{"since": date.min, "value": plain["value"]}]
    return Parameter(
        name=name,
        values=tuple(sorted(((item["since"], item["value"]) for item in dated), key=lambda item: item[0])),
        unit=plain["unit"],
        description=plain["description"],
        reference=plain["reference"],
    )
