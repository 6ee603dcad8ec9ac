"""The invented pool of the recruiting tutorial: marked as invented throughout, and kept out of the Q-Sense case."""

from collections import Counter

import pytest

from bridgehead.firm.examples import find_examples
from bridgehead.record.entries import Actor, Agreement, Assessment, Evidence, Programme, Tie, get_type_word
from bridgehead.record.record import find_entries
from bridgehead.sources.case import load_case
from tools.build_candidates import build_pool

NAME = "q-sense-candidates"
ASIA = {"JP", "KR", "SG", "CN"}


@pytest.fixture(scope="module")
def folder():
    return find_examples()[NAME]


@pytest.fixture(scope="module")
def pool(folder):
    """Every entry of the pool."""
    return load_case(folder).entries()


@pytest.fixture(scope="module")
def assessed(pool):
    """Item -> candidate's id -> value."""
    found = {}
    for entry in find_entries(pool, Assessment):
        found.setdefault(entry.item, {})[entry.subject] = entry.value
    return found


def test_the_committed_pool_is_what_the_script_draws(folder):
    """Nothing in it was changed by hand, and the seed alone decides it."""
    drawn = build_pool()

    assert drawn == {path.name: path.read_text(encoding="utf-8") for path in folder.glob("record*.yaml")}
    assert drawn == build_pool()
    assert drawn != build_pool(seed=1)


def test_every_fact_of_the_pool_says_that_it_is_invented(pool):
    """By the note, the reference of what it rests on and, where it has one, its name."""
    evidence = {entry.id: entry for entry in pool if isinstance(entry, Evidence)}
    others = [entry for entry in pool if not isinstance(entry, Evidence)]

    assert {"INVENTED for the recruiting tutorial"} == {entry.reference for entry in evidence.values()}
    assert {("invented",)} == {entry.codes for entry in evidence.values()}
    assert {"Invented."} == {entry.note for entry in others}
    assert [] == [entry.id for entry in others if not entry.evidence or set(entry.evidence) - set(evidence)]
    assert [] == [actor.id for actor in find_entries(pool, Actor) if not actor.name.endswith("(invented)")]


def test_each_file_and_the_folder_say_that_they_are_invented(folder):
    """In their first line, for those who open them without the program."""
    heads = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in folder.iterdir()}

    assert {"README.md", "record.yaml"} < set(heads)
    assert [] == [name for name, head in heads.items() if not head.startswith("# INVENTED")]


def test_the_q_sense_case_holds_nothing_invented(case, pool):
    """No entry of the case mentions the pool or anything made up; the two share no id."""
    q_sense = case("q-sense").record.entries()

    assert [] == [entry.id for entry in q_sense if "invented" in repr(entry).casefold()]
    assert set() == {entry.id for entry in q_sense} & {entry.id for entry in pool}


def test_of_the_q_sense_case_the_pool_names_kasemo_and_the_firm_alone(pool):
    """Whom he knew and what the firm might have offered is made up; nothing is said of anybody else who is real."""
    own = {entry.id for entry in pool}
    ends = {end for tie in find_entries(pool, Tie) for end in (tie.sender, tie.receiver)}
    subjects = {entry.subject for entry in find_entries(pool, Assessment)}
    parties = {party for entry in find_entries(pool, Agreement) for party, _ in entry.parties}
    owners = {programme.owner for programme in find_entries(pool, Programme)}

    assert {"q-sense:kasemo"} == (ends | subjects | parties) - own
    assert {"q-sense:q-sense"} == owners


def test_forty_candidates_are_spread_over_markets_with_eight_in_asia(pool, assessed):
    """Each with a cost, publications, citations and young researchers; no two are alike in market and field."""
    actors = {actor.id: actor for actor in find_entries(pool, Actor)}
    candidates = set(assessed["cost"])
    markets = Counter(actors[candidate].market for candidate in candidates)

    assert 40 == len(candidates)
    assert 16 == len(markets)
    assert 8 == sum(markets[market] for market in ASIA)
    assert all(candidates == set(assessed[item]) for item in ("publications", "citations", "successors"))
    assert 40 == len({(actors[candidate].market, actors[candidate].field) for candidate in candidates})
    assert 120 == sum(1 for id_ in actors if id_.startswith(f"{NAME}:lab-"))


def test_kasemo_vouches_for_some_of_those_he_knows_weakly(pool, assessed):
    """Verified are a part of his acquaintances, and these a part of the pool."""
    known = {tie for tie in find_entries(pool, Tie) if tie.sender == "q-sense:kasemo"}
    verified = set(assessed["verified_by"])

    assert {("social", "weak", "informal")} == {(tie.kind, tie.strength, tie.formality) for tie in known}
    assert verified < {tie.receiver for tie in known} < set(assessed["cost"])
    assert {"Kasemo"} == set(assessed["verified_by"].values())


def test_every_laboratory_reads_one_to_three_candidates(pool, assessed):
    """The word goes from a team to its readers and not back."""
    readers = [tie for tie in find_entries(pool, Tie) if tie.one_way]
    read = Counter(tie.receiver for tie in readers)

    assert {1, 2, 3} == set(read.values())
    assert 120 == len(read)
    assert {tie.sender for tie in readers} <= set(assessed["cost"])


def test_the_pool_holds_only_what_it_says(pool):
    """Types of entry in it, so that nothing slips in unseen."""
    assert {"evidence", "actor", "tie", "agreement", "programme", "assessment"} == {
        get_type_word(entry) for entry in pool
    }
    assert {"candidate"} == {entry.instrument for entry in find_entries(pool, Assessment)}
