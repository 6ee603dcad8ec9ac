"""What every question keeps, whatever a record says: proved on firms drawn at random, for each question found.

- *Later entries change nothing.* An answer is the same with and without entries that certainly begin after its day, and
  cites none of them, nor evidence that only they rest on. How many entries were left out is no part of the answer.
- *What is only possible is never certain.* Asked for what is certain, an answer is the same with and without the ties,
  agreements (with what is owed under them) and presences that only possibly hold. What certainly held on the day of an
  ask stays: whatever became of it, it tells how strong the tie was that the ask went along.
- *Taking away adds nothing.* A finding is a row that names its subject in its first column; without some of the
  entries an answer has no finding it did not have. Parts that report what is missing are listed with the reason.
- *Order is irrelevant*, and an answer can be asked again from its own header and written as JSON that fits the schema.
"""

import json
from functools import cache
from random import Random

import pytest
from jsonschema import Draft202012Validator

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.present.json import to_json
from bridgehead.present.schema import build_answer_schema
from bridgehead.questions import ask, build_question, find_questions
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Agreement, Evidence, Interaction, Presence, Tie
from scenarios import DAY, draw_scenarios, look

#: what a question must be told before it can be asked
ARGUMENTS = {"introductions": {"to": "DE", "routes": 50}}
#: (question, part) whose rows say that something is missing, or compare, so that less in a record may mean more rows
REPORTS_ABSENCE = {
    ("conversion", "orders"): "without its first turn a relationship turned later, and perhaps in another order",
    ("conversion", "steps"): "the same",
    ("conversion", "time"): "the same",
    ("coordination", "to_combine"): "two partners whom nobody is known to have brought together",
    ("coordination", "unplaced"): "without its role a partner can be placed nowhere",
    ("cross_case", "disagreements"): "without the first of several the rest may be of unknown order, and disagree",
    ("dependence", "holding_back"): "without agreements and sales of others somebody's share is larger",
    ("dependence", "losses"): "without another route the loss of somebody closes a market",
    ("next_partner", "partners"): "without our tie with somebody, partners in common may lead to them",
    ("next_partner", "markets"): "without our ties into a market it is new to us",
    ("next_partner", "backtest"): "without our tie with somebody there is somebody to foretell",
    ("opportunism", "signs"): "without a delivery on record what was owed is overdue; without theirs our use is larger",
    ("path_dependence", "embedded"): "without an earlier tie with a partner a later one becomes the first",
    ("programme_effects", "effects"): "without their membership a member is a contact, which may have come of it",
    ("programme_effects", "undated"): "the same",
    ("programme_effects", "timeline"): "without an earlier membership a later one becomes the first",
    ("programme_effects", "uncounted"): "what no entry counts is listed",
    ("reach", "worth_asking"): "without what they know of others, our contacts are those whose contacts to ask for",
    ("reciprocity", "giving"): "without the obligation it fulfils, what was delivered was given",
    ("reciprocity", "due_next"): "without the end of an agreement, or a delivery in advance, more falls due",
    ("recruitment", "one_more"): "without their seat in the programme somebody is to be had again",
    ("recruitment", "spread"): "the same; its rows are named by how a choice is made",
    ("structural_holes", "bridges"): "a bridge is where others have no tie",
}
#: firms each question is asked about
COUNT = 24


def asked(name, network):
    """The answer to a question of a network."""
    return ask(network, build_question(name, ARGUMENTS.get(name, {})))


def tell(answer):
    """An answer as plain values but for how much of the record it could use."""
    plain = answer.to_plain()
    del plain["coverage"]
    return plain


def is_after(when):
    return when.earliest is not None and when.earliest > DAY


def is_loose(entry):
    """Whether an entry may be taken away: none that every scenario has, and no tie that restricts.

    One marked one-way says who may ask whom. An affiliation says on whose side a person stands: without it they are
    somebody else, to be found beside the organisation they belong to.
    """
    restricts = isinstance(entry, Tie) and (entry.one_way or entry.kind == "affiliation")
    return entry.id.startswith("early") and not isinstance(entry, Evidence) and not restricts


def find_ask_days(network):
    """The days of asks, from which an answer looks back at how strong ties were."""
    asks = (entry for entry in network.entries(Interaction) if entry.kind == "ask")
    return {ask.begin.latest for ask in asks if ask.begin.latest is not None and ask.begin.latest <= DAY}


def sort_evidence(plain):
    """An answer in which the evidence of each row, and of the whole, stands in the order of its ids."""
    for part in plain["parts"]:
        for row in part["rows"]:
            row["evidence"].sort()
    plain["evidence"].sort(key=lambda item: item["id"])
    return plain


def find_findings(answer):
    """(part, its subject) of every row that names its subject, in the first column.

    A row that cannot tell its subject is none: a pathway into a market nobody knows is what is left of one into a
    market, where the agreement that named the market is taken away.
    """
    subjects = (
        (part.name, row.values.get(part.shape.columns[0].name)) for part in answer.parts for row in part.shape.rows
    )
    return {(part, str(subject)) for part, subject in subjects if subject is not None}


@cache
def validator():
    return Draft202012Validator(build_answer_schema())


@pytest.fixture(params=find_questions())
def name(request):
    """Every question in turn."""
    return request.param


@pytest.fixture(params=range(COUNT))
def scenario(request):
    """Every firm in turn."""
    return draw_scenarios(COUNT)[request.param]


def test_what_begins_after_the_day_changes_nothing(name, scenario):
    """Neither entries dated after the day, nor evidence that only they rest on, reach an answer."""
    answer = asked(name, look(scenario.held))
    by_id = {entry.id: entry for entry in scenario.held}
    late = {entry.id for entry in scenario.later}

    assert [] == [item.id for item in answer.evidence if item.id in late]
    assert [] == [item.id for item in answer.evidence if item.id in by_id and is_after(by_id[item.id].begin)]
    assert tell(asked(name, look(scenario.earlier))) == tell(answer)


def test_what_only_possibly_holds_is_never_certain(name, scenario):
    """Asked for what is certain, possible ties, agreements and presences might as well not be there."""
    network, by_id = look(scenario.earlier), {entry.id: entry for entry in scenario.earlier}
    possible = {
        entry.id
        for entry in scenario.earlier
        if isinstance(entry, Tie | Agreement | Presence) and network.status(entry) is InForce.POSSIBLE
    }
    for then in map(network.on, find_ask_days(network)):
        possible = {id_ for id_ in possible if then.status(by_id[id_]) is not InForce.CERTAIN}
    possible |= {entry.id for entry in scenario.earlier if getattr(entry, "agreement", "") in possible}
    # who delivered what is owed under an agreement is certain even where the agreement is not
    told = [entry for entry in scenario.earlier if getattr(entry, "fulfils", None) not in possible]
    certain = [entry for entry in told if entry.id not in possible]

    assert tell(asked(name, look(certain, certain_only=True))) == tell(asked(name, look(told, certain_only=True)))


def test_taking_entries_away_adds_no_finding(name, scenario):
    """What a record no longer says is not found in it, whichever half of the entries is taken away."""
    loose = [entry.id for entry in scenario.earlier if is_loose(entry)]
    before = find_findings(asked(name, look(scenario.earlier)))
    for seed in range(2):
        gone = set(Random(seed).sample(loose, len(loose) // 2))  # noqa: S311 - a choice of examples, no secret
        kept = [entry for entry in scenario.earlier if entry.id not in gone]
        added = find_findings(asked(name, look(kept))) - before

        assert set() == {finding for finding in added if (name, finding[0]) not in REPORTS_ABSENCE}


def test_an_answer_is_the_same_in_any_order(name, scenario):
    """The order of entries does not matter, but for the order in which a row names what it rests on."""
    shuffled = Random(1).sample(scenario.held, len(scenario.held))  # noqa: S311 - an order of examples, no secret
    answers = (asked(name, look(entries)).to_plain() for entries in (scenario.held, shuffled))
    first, second = map(sort_evidence, answers)

    assert first == second


def test_an_answer_can_be_asked_again_from_its_header(name, scenario):
    """Parameters and lens as JSON are enough, and the JSON of the answer fits its schema."""
    network = look(scenario.held)
    answer = asked(name, network)
    header = json.loads(to_json(answer))
    again = Network.of(network.record, Lens.from_plain(header["lens"]), others=network.others)

    assert answer.to_plain() == ask(again, build_question(header["question"], header["parameters"])).to_plain()
    validator().validate(header)
