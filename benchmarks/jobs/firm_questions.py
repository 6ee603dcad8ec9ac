"""Every question that discovery finds, asked of one firm's record."""

from __future__ import annotations

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import ask, find_questions
from job import Contender, Job, Work
from records import DAY, make_record

#: parameters without which a question cannot be asked
PARAMETERS = {
    "introductions": {"to": "JP", "routes": 10},
    "persuasion": {"from_market": "DE", "application": "polymer films"},
}
#: questions that sample, optimise or fit, and may take a second
SLOW = {
    "reach": "samples, and says its error",
    "structural_holes": "samples, and says its error",
    "recruitment": "samples, and says how far from the best it may be",
    "joint_order": "optimises, and says whether it is the best",
}


def prepare(name: str) -> Work:
    """The network is built and no question was asked of it."""
    network = Network.of(make_record(), Lens(as_of=DAY))
    question = find_questions()[name](**PARAMETERS.get(name, {}))
    return lambda: sum(len(part.shape.rows) for part in ask(network, question).parts)


JOB = Job(
    title="Every question of one firm's record",
    networks=("one firm",),
    contenders=tuple(
        Contender(
            name=name,
            prepare=lambda _, name=name: prepare(name),  # type: ignore[misc]
            beside=name,
            goal=1.0 if name in SLOW else 0.1,
            does=SLOW.get(name, ""),
        )
        for name in find_questions()
    ),
    calls=5,
    note="Made: 10,000 actors, 100,000 ties, 8,200 contacts, 540 obligations, 60 presences, a programme of "
    "40 seats; the firm and its 20 people have ties to 300 others. The first call builds what later ones share, such"
    " as the graph.",
    returns="rows",
)
