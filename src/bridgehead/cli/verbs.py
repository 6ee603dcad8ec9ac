"""A command of the command line: a name that leads to a module, which is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cyclopts import App

from bridgehead.cli.wording import unwrap


@dataclass(frozen=True, slots=True)
class Verb:
    """A command.

    Attributes:
        name: as typed. place: "module:function" below this package; a function named build takes the arguments that
            follow and gives an App. summary: one line.
    """

    name: str
    place: str
    summary: str

    def load(self, arguments: Sequence[str]) -> App:
        """The command itself, ready to parse."""
        module, _, attribute = self.place.partition(":")
        target: Callable[..., Any] = getattr(import_module(f"bridgehead.cli.{module}"), attribute)
        if attribute.startswith("build"):
            built: App = target(arguments)
            return built
        app = App(name=self.name, help=unwrap(target.__doc__ or ""))
        app.default(target)
        return app
