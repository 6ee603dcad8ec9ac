"""Every error, with its exit code and HTTP status."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import bridgehead
from bridgehead.errors import OUTCOME_BY_FAMILY, BridgeheadError
from tools.reference._markdown import code, read_prose, table


def build_page() -> str:
    """The families, then each concrete error under its family."""
    families = [
        (code(family.__name__), exit_code, status, read_prose(family))
        for family, (exit_code, status) in OUTCOME_BY_FAMILY.items()
    ]
    text = (
        "# Errors\n\nThe command line exits with 0 when all is well, 1 with findings or a refused request, 2 on "
        "misuse. The error's family decides the code.\n\n"
    )
    text += table(("family", "exit code", "HTTP status", "meaning"), families)
    rows = [_describe(error) for error in find_errors()]
    return text + "\n" + table(("error", "exit code", "family", "module", "meaning"), rows)


def _describe(error: type[BridgeheadError]) -> tuple[object, ...]:
    family = _find_family(error)
    exit_code, _ = OUTCOME_BY_FAMILY[family]
    return code(error.__name__), exit_code, family.__name__, code(error.__module__), read_prose(error)


def find_errors() -> list[type[BridgeheadError]]:
    """Every concrete error of the package, by name, then by module."""
    for module in pkgutil.walk_packages(bridgehead.__path__, "bridgehead."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    concrete = {error for error in _walk(BridgeheadError) if error not in OUTCOME_BY_FAMILY}
    ours = (error for error in concrete if error.__module__.startswith("bridgehead."))
    return sorted(ours, key=lambda error: (error.__name__, error.__module__))


def _walk(error: type[BridgeheadError]) -> Iterator[type[BridgeheadError]]:
    for child in error.__subclasses__():
        yield child
        yield from _walk(child)


def _find_family(error: type[BridgeheadError]) -> type[BridgeheadError]:
    return next(family for family in OUTCOME_BY_FAMILY if issubclass(error, family))
