"""A command of the command line: a name that leads to a module, which is loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from cyclopts import App

from bridgehead.cli.wording import unwrap
from bridgehead.errors import MisuseError, suggest


class UnknownVerbError(MisuseError):
    """There is no such command."""

    def __init__(self, verb: str, known: Sequence[str], within: str = "") -> None:
        """Args: verb as typed; known: the commands there are; within: the command that has them, "" for the whole."""
        self.verb = verb
        typed = f"{within} {verb}" if within else verb
        super().__init__(f"No command {typed!r}.{suggest(verb, known)} The commands are: {', '.join(known)}.")


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


def add_verbs(app: App, verbs: Sequence[Verb], arguments: Sequence[str], within: str = "") -> bool:
    """Give an app its commands: the one of these arguments loaded, the others as names.

    Args:
        app: takes them. verbs: in the order of its help. arguments: what was typed after it.
        within: what the app is called in a refusal; "" for the whole.

    Returns:
        Whether one of them is asked for.

    Raises:
        UnknownVerbError: the first argument is none of them and no option.
    """
    wanted = arguments[0] if arguments and not arguments[0].startswith("-") else ""
    if wanted and wanted not in {verb.name for verb in verbs}:
        raise UnknownVerbError(wanted, [verb.name for verb in verbs], within)
    for position, verb in enumerate(verbs):
        command = verb.load(arguments[1:]) if verb.name == wanted else App(name=verb.name, help=verb.summary)
        command.sort_key = position
        app.command(command)
    return bool(wanted)
