"""Who counts as a target, and how far introductions are followed."""

from __future__ import annotations

import numpy as np

from bridgehead.network.network import Network
from bridgehead.network.ties import Bools
from bridgehead.questions import QuestionValueError
from bridgehead.record.entries import Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import ROLES


def find_targets(network: Network, role: str = "") -> Bools:
    """Whether each actor is a target, shape (n_actors,): not ours and, where a role is asked for, in that role.

    Args:
        network: the network asked.
        role: a role word, or "" for any.

    Raises:
        UnknownWordError: there is no such role.
    """
    targets = ~network.is_own
    for id_ in network.world.gone:
        if id_ in network.actors.position_by_id:
            targets[network.actors.position_by_id[id_]] = False
    if not role:
        return targets
    wanted = ROLES.read(role)
    standing = np.zeros(len(network.actors), dtype=np.bool_)
    for tie in network.entries(Tie):
        position = network.actors.position_by_id.get(tie.receiver)
        if tie.role == wanted and position is not None:
            standing[position] = True
    return targets & standing


def read_max_introductions(question: str, asked: int | None) -> int:
    """The longest chain of introductions: as asked, else the parameter.

    Raises:
        QuestionValueError: a negative number, or one so large that everybody reaches everybody.
    """
    most = int(get_parameter("reach", "max_introductions")) if asked is None else asked
    if not 0 <= most <= 5:
        raise QuestionValueError(question, "max_introductions", asked, "It lies between 0 and 5.")
    return most
