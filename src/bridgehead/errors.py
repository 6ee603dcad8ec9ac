"""The base of every refusal, and the one table that maps a family to an exit code and an HTTP status.

Three things that can go wrong are never mixed. A *finding* is something about the record: collected, located, shown
with its fellows (`record.findings`). A *BridgeheadError* is a request we cannot honour: raised. An `assert` is our own
invariant and never speaks of input. Concrete errors live beside their cause; each takes facts and writes its sentence,
which says what was asked, what was found, and what to do next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class BridgeheadError(Exception):
    """A request that cannot be honoured; the message is meant to be read by the person who asked."""


class MisuseError(BridgeheadError, ValueError):
    """The request itself is malformed: a wrong word, a wrong option, a value out of range."""


class NotFoundError(BridgeheadError, LookupError):
    """What the request names is not there."""


class RefusedError(BridgeheadError, RuntimeError):
    """The request is well formed, yet honouring it would lose or falsify something."""


class UnreadableError(BridgeheadError, OSError):
    """A file or store cannot be read or written as it stands."""


class MissingExtraError(BridgeheadError, ImportError):
    """An optional part is not installed."""


#: family -> (exit code of the command line, HTTP status). The first family that fits decides.
OUTCOME_BY_FAMILY: dict[type[BridgeheadError], tuple[int, int]] = {
    MisuseError: (2, 400),
    NotFoundError: (1, 404),
    RefusedError: (1, 409),
    UnreadableError: (1, 422),
    MissingExtraError: (1, 501),
    BridgeheadError: (1, 500),
}


def get_exit_code(error: BridgeheadError) -> int:
    """The exit code of the command line for an error.

    >>> get_exit_code(MisuseError("no such word"))
    2
    """
    return next(code for family, (code, _) in OUTCOME_BY_FAMILY.items() if isinstance(error, family))


def get_http_status(error: BridgeheadError) -> int:
    """The HTTP status for an error.

    >>> get_http_status(NotFoundError("no such actor"))
    404
    """
    return next(status for family, (_, status) in OUTCOME_BY_FAMILY.items() if isinstance(error, family))


def suggest(found: str, valid: Iterable[str], *, most: int = 3) -> str:
    """A half sentence naming the nearest valid words, or nothing where none is near.

    Args:
        found: the word as given.
        valid: the words that would have done.
        most: how many to name at most.

    >>> suggest("scientfic", ["scientific", "social"])
    " Did you mean 'scientific'?"
    """
    near = difflib.get_close_matches(found, list(valid), n=most, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
