"""Options of sources and exports: what each class asks for becomes an option of the command that uses it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Any, get_type_hints

from cyclopts import Parameter

from bridgehead.record.plugins import describe_attribute


def build_plugin_options(kinds: Mapping[str, type], taken: frozenset[str]) -> list[inspect.Parameter]:
    """An option for each field of any of the classes; its help names the classes that have it.

    Args:
        kinds: dataclasses by name, their fields described in their docstrings. taken: names that mean something else.
    """
    owners: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        for field in fields(kind):
            if field.name not in taken:
                owners.setdefault(field.name, []).append(name)
    return [_build(option, kinds[names[0]], names) for option, names in owners.items()]


def _build(option: str, kind: type, names: list[str]) -> inspect.Parameter:
    hint = get_type_hints(kind)[option] | None
    words = f"{describe_attribute(kind, option)} [{', '.join(names)}]".strip()
    return make_option(option, hint, None, words)


def make_option(name: str, hint: Any, default: Any, words: str) -> inspect.Parameter:  # noqa: ANN401 - any type
    """An option given by name."""
    negative = {"negative": ""} if default is False else {}
    annotation = Annotated[hint, Parameter(help=words, show_default=False, **negative)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
