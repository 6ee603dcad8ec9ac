"""registry: many organisations at once; each of its commands is a module of its own, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from cyclopts import App

from bridgehead.cli.verbs import Verb, add_verbs
from bridgehead.cli.wording import unwrap

_HELP = """Build a registry of many organisations from what they took part in, and ask it about all of them at once.

Example: bridgehead registry build participations.csv --to registry"""

#: in the order of first use
COMMANDS: tuple[Verb, ...] = (
    Verb("build", "registry_building:make", "Build a registry from files of participations, or add files to one."),
    Verb("measure", "registry_measuring:measure", "Measure the position of every organisation."),
    Verb("reach", "registry_measuring:reach", "Say which organisation reaches which market, and through whom."),
    Verb("match", "registry_measuring:match", "Count which of my firms has the tie another of them needs."),
    Verb("suggest", "registry_suggesting:suggest", "Suggest to many firms whom to approach next."),
    Verb("backtest", "registry_suggesting:backtest", "Test suggestions on what followed a day."),
)


def build(arguments: Sequence[str]) -> App:
    """The command with the one of its commands loaded that is asked for, and the others as names.

    Raises:
        UnknownVerbError: there is none of this name.
    """
    app = App(name="registry", help=unwrap(_HELP))
    add_verbs(app, COMMANDS, arguments, within="registry")
    return app
