"""What matching and placing reach on public data, where it is at hand."""

import csv
from dataclasses import replace

import pytest

from bridgehead.matching.candidates import find_candidates
from bridgehead.matching.placing import find_placements
from tools.measure_placing import DAY, read_described, read_members
from tools.tune_matching import find_root, measure_labels, read_authors, read_label_pairs, read_organisations, spoil


@pytest.fixture(autouse=True)
def _needs_shared(shared):
    """Every test here reads the shared material."""


def rates_of(actors, floor):
    """Precision and recall of the candidates at a confidence; ids of one actor share what stands before "#"."""
    groups = {}
    for actor in actors:
        groups.setdefault(find_root(actor.id), []).append(actor.id)
    true_pairs = sum(len(ids) * (len(ids) - 1) // 2 for ids in groups.values())
    found = find_candidates(actors, least=floor)
    hits = sum(1 for one in found if find_root(one.left) == find_root(one.right))
    return hits / len(found), hits / true_pairs


def test_spoilt_names_of_organisations_are_found():
    """On the half that was not fitted on: more than 85 of 100 shown are right, and 85 of 100 are shown."""
    firms = read_organisations(fitting=False)[:3000]

    precision, recall = rates_of([*firms, *spoil(firms, 0.25, 2)], 0.5)

    assert 0.85 < precision
    assert 0.85 < recall


def test_printed_names_of_authors_are_found():
    """Initials, order and accents as journals print them; OpenAlex itself errs in some pairs."""
    precision, recall = rates_of(read_authors(fitting=False), 0.5)

    assert 0.7 < precision
    assert 0.85 < recall


@pytest.mark.parametrize(("people", "least"), [(False, (0.85, 0.7)), (True, (0.8, 0.7))])
def test_labelled_pairs_are_told_apart(people, least):
    """Pairs made to be hard: precision and recall at one half."""
    precision, recall = measure_labels(people=people, floor=0.5)

    assert least[0] < precision
    assert least[1] < recall


def test_two_codes_of_one_name_are_two_organisations(shared):
    """Different participant codes keep organisations of one name and country apart."""
    firms = [replace(firm, identifiers=(("pic", firm.id),)) for firm in read_organisations(fitting=False)[:2000]]
    found = find_candidates([*firms, replace(firms[0], id="999999990", identifiers=(("pic", "999999990"),))])

    assert ("999999990", firms[0].id) not in {(one.left, one.right) for one in found}


@pytest.mark.parametrize(("read", "placed", "right"), [(read_described, 0.9, 0.99), (read_members, 0.4, 0.88)])
def test_inferred_markets_are_mostly_right(read, placed, right):
    """Shares of organisations placed at all, and of those placed rightly."""
    truth = {actor.id: actor for actor in read() if actor.market}
    found = find_placements([replace(actor, market=None) for actor in truth.values()], [], DAY)

    assert placed < len(found) / len(truth)
    assert right < sum(1 for one in found if one.market == truth[one.actor].market) / len(found)


def test_the_labelled_pairs_are_read_whole(shared):
    """Every labelled pair of people and organisations is in one of the halves."""
    with (shared / "data/names/name_pairs_half.csv").open(encoding="utf-8", newline="") as lines:
        wanted = sum(1 for row in csv.DictReader(lines) if row["schema"] != "Vessel")

    halves = [read_label_pairs(people=people, fitting=half) for people in (False, True) for half in (False, True)]
    assert wanted == sum(len(list(half)) for half in halves)
