"""Observed strength: closed forms, a slow straightforward double, and what must hold for any contacts."""

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.strength import find_contacts, mean_known, observe, used_strength
from bridgehead.questions._routes import explain_strength
from bridgehead.record.codec import build_entry
from bridgehead.record.dates import on_day
from bridgehead.record.entries import Interaction
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord
from bridgehead.record.terms import INTERACTION_KINDS

DAY = date(2001, 6, 1)
NAMES = ("ada", "bo", "cy", "dee", "eve", "fay", "gus")
POSITIONS = {name: position for position, name in enumerate(NAMES)}
SENDING = ("sender", "asker", "organiser")


@st.composite
def interactions(draw, most=10):
    """Contacts of two to seven people in the three years before the day, and a few after it."""
    held = []
    for number in range(draw(st.integers(0, most))):
        people = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=7, unique=True))
        first = draw(st.sampled_from(["", *SENDING]))
        held.append(
            Interaction(
                id=f"contact-{number}",
                kind=draw(st.sampled_from(["message", "meeting", "joint_work", "ask", "milestone", "negotiation"])),
                participants=tuple((name, "" if place else first) for place, name in enumerate(people)),
                forms=draw(st.sampled_from([(), ("joint_decision",)])),
                begin=on_day(DAY - timedelta(days=draw(st.integers(-50, 1100)))),
            )
        )
    return held


def see(held, day=DAY, positions=POSITIONS):
    """Observed strength of every pair."""
    return observe(find_contacts(held, positions, day), day)


def contact(kind, *people, days=0, parts=("sender", "receiver"), **fields):
    """A contact some days before the day; its parts matter for two only."""
    said = zip(people, parts, strict=True) if len(people) == 2 else ((name, "") for name in people)
    begin = on_day(DAY - timedelta(days=days))
    return Interaction(id=f"{kind}-{people}-{days}", kind=kind, participants=tuple(said), begin=begin, **fields)


def recall_pair(held, first, second):
    """Time, reciprocity and intimacy of one pair as design and parameters say, looked up contact by contact."""
    time = joint = there = back = 0.0
    for item in held:
        parts = dict(item.participants)
        age = (DAY - item.begin.latest).days
        if age < 0 or len(parts) > 5 or first not in parts or second not in parts:
            continue
        weight = 0.5 ** (age / 365) / (len(parts) - 1)
        time += get_parameter("tie_strength", "contact_weights")[item.kind] * weight
        joint += weight * 0.3 * (item.kind == "joint_work") + weight * 0.15 * (item.kind == "negotiation")
        joint += weight * 0.3 * ("joint_decision" in item.forms)
        there += weight * (parts[first] in SENDING and parts[second] not in SENDING)
        back += weight * (parts[second] in SENDING and parts[first] not in SENDING)
    if time == 0:
        return None
    reciprocity = 2 * min(there, back) / (there + back) if there + back else None
    return 1 - math.exp(-time), reciprocity, 1 - math.exp(-joint) if joint else None


# closed forms


@pytest.mark.parametrize("kind", [word for word in INTERACTION_KINDS.words if word != "milestone"])
def test_one_contact_of_two_is_its_weight(kind):
    """1 - exp(-w) on the day itself, for every kind of contact that has a weight."""
    weight = get_parameter("tie_strength", "contact_weights")[kind]

    assert see([contact(kind, "ada", "bo", parts=("", ""))])[0, 1].time == pytest.approx(1 - math.exp(-weight))


@pytest.mark.parametrize("half_lives", [0, 1, 2, 5])
def test_every_half_life_halves_the_sum(half_lives):
    """A visit of weight 0.12, so many years ago."""
    pair = see([contact("visit", "ada", "bo", days=365 * half_lives, parts=("", ""))])[0, 1]

    assert pair.strength == pytest.approx(1 - math.exp(-0.12 / 2**half_lives))
    assert pair.partial


@pytest.mark.parametrize(("there", "back", "expected"), [(1, 0, 0.0), (1, 1, 1.0), (3, 1, 0.5), (1, 4, 0.4)])
def test_reciprocity_is_twice_the_lesser_share(there, back, expected):
    """So many mails each way on one day."""
    held = [contact("message", "ada", "bo")] * there + [contact("message", "bo", "ada")] * back

    assert see(held)[0, 1].reciprocity == pytest.approx(expected)


def test_reciprocity_weighs_old_contacts_less():
    """Two mails a year ago weigh as much as one today."""
    held = [contact("message", "ada", "bo", days=365)] * 2 + [contact("message", "bo", "ada")]

    assert see(held)[0, 1].reciprocity == pytest.approx(1.0)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_a_contact_of_n_bears_on_each_pair_with_one_of_n_less_one(size):
    """A meeting of weight 0.08 and a joint decision of weight 0.3."""
    seen = see([contact("meeting", *NAMES[:size], forms=("joint_decision",), parts=("", ""))])

    assert len(seen) == size * (size - 1) / 2
    for pair in seen.values():
        assert (pair.time, pair.intimacy) == pytest.approx(
            (1 - math.exp(-0.08 / (size - 1)), 1 - math.exp(-0.3 / (size - 1)))
        )


@pytest.mark.parametrize("size", [2, 3, 6])
def test_an_agreement_in_force_bears_by_its_parties_and_never_decays(record, size):
    """The same strength in its first year and its thirtieth; contacts add to the sum, reciprocity is averaged in."""
    text = "".join(f"actor, {name}\n" for name in NAMES)
    text += f"agreement, research: {'; '.join(NAMES[:size])}, begin=1990, end=open\n"
    mails = "".join(
        f"interaction, message: {one}=sender; {other}=receiver, begin=2001-06-01\n"
        for one, other in (("ada", "bo"), ("bo", "ada"))
    )

    young, old = (Network.of(record(text), Lens(as_of=day)) for day in (date(1991, 1, 1), date(2020, 1, 1)))
    both = Network.of(record(text + mails), Lens(as_of=DAY))

    alone = 1 - math.exp(-1 / (size - 1))
    assert young.world.observed.tolist() == old.world.observed.tolist() == pytest.approx([alone] * len(young.ties))
    tie = both.ties_between(both.actors.find("ada"), both.actors.find("bo"))[0]
    assert both.world.observed[tie] == pytest.approx((1 - math.exp(-0.02 - 1 / (size - 1)) + 1) / 2)


# a slow double


@given(interactions())
def test_every_pair_is_as_a_slow_double_finds_it(held):
    """Contact by contact, without running sums."""
    seen = see(held)

    for first, second in combinations(range(len(NAMES)), 2):
        expected = recall_pair(held, NAMES[first], NAMES[second])
        assert (expected is None) == ((first, second) not in seen)
        if expected is not None:
            pair = seen[first, second]
            assert (pair.time, pair.reciprocity, pair.intimacy) == tuple(
                None if part is None else pytest.approx(part) for part in expected
            )
            assert pair.strength == pytest.approx(mean_known(expected))
            assert pair.partial == (sum(part is not None for part in expected) < 2)


# what must hold for any contacts


@given(interactions(), interactions(most=1))
def test_more_contacts_never_weaken_time_or_intimacy(held, more):
    """Whoever meets once more has met no less."""
    before, after = see(held), see([*held, *more])

    for key, pair in before.items():
        assert pair.time <= after[key].time + 1e-12
        assert (pair.intimacy or 0) <= (after[key].intimacy or 0) + 1e-12


@given(interactions(), st.integers(1, 2000))
def test_the_same_contacts_longer_ago_are_never_stronger(held, days):
    """Every component fades or stays, for any pair; reciprocity, a ratio, stays."""
    held = [item for item in held if item.begin.latest <= DAY]
    older = [replace(item, begin=on_day(item.begin.latest - timedelta(days=days))) for item in held]
    before, after = see(held), see(older)

    for key, pair in after.items():
        assert pair.time <= before[key].time
        assert (pair.intimacy or 0) <= (before[key].intimacy or 0)
        assert pair.strength <= before[key].strength + 1e-12


@given(interactions(), st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(held, random):
    """Contacts shuffled and people renumbered give each pair what it had."""
    shuffled, places = list(held), list(range(len(NAMES)))
    random.shuffle(shuffled)
    random.shuffle(places)
    renamed = dict(zip(NAMES, places, strict=True))
    before, after = see(held), see(shuffled, positions=renamed)

    assert len(before) == len(after)
    for (first, second), pair in before.items():
        other = after[tuple(sorted((places[first], places[second])))]
        assert pair.strength == pytest.approx(other.strength)
        assert pair.newest.day == other.newest.day


@given(interactions(), st.integers(6, 7))
def test_a_mass_meeting_changes_nothing(held, size):
    """More than five are co-presence."""
    crowd = contact("joint_work", *NAMES[:size], parts=())

    assert see(held) == see([*held, crowd])


@given(st.integers(1, 400), st.integers(0, 1000))
def test_one_way_mail_gives_no_tie_however_much_of_it(count, days):
    """Nobody answered; one answer makes the tie."""
    mails = [contact("message", "ada", "bo", days=days)] * count

    assert not see(mails)[0, 1].is_tie
    assert see([*mails, contact("message", "bo", "ada")])[0, 1].is_tie


def test_a_message_does_not_undo_the_tie_that_a_meeting_made():
    """What went neither way ties two, and goes on to when one of them writes."""
    met, mail = contact("meeting", "ada", "bo", parts=("", "")), contact("message", "ada", "bo")

    assert see([met])[0, 1].is_tie
    assert see([met, mail])[0, 1].is_tie


def test_two_who_were_sent_the_same_message_were_not_in_contact():
    """Its sender was, with each of them; two who were told the same in a meeting were."""
    parts = tuple(zip(("ada", "bo", "cy"), ("sender", "receiver", "receiver"), strict=True))
    mail, talk = (replace(contact(kind, "ada", "bo"), participants=parts) for kind in ("message", "presentation"))

    assert {(0, 1), (0, 2)} == see([mail]).keys()
    assert {(0, 1), (0, 2), (1, 2)} == see([talk]).keys()


@given(st.lists(st.tuples(st.floats(0, 1) | st.just(math.nan), st.floats(0, 1) | st.just(math.nan)), max_size=9))
def test_what_was_stated_is_never_overwritten_by_what_was_observed(pairs):
    """Observed fills in only where nobody said; each rule takes its own."""
    stated, observed = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    used = used_strength(stated, observed, "used")

    said = ~np.isnan(stated)
    np.testing.assert_array_equal(stated[said], used[said])
    np.testing.assert_array_equal(observed[~said], used[~said])
    np.testing.assert_array_equal(stated, used_strength(stated, observed, "stated"))
    np.testing.assert_array_equal(observed, used_strength(stated, observed, "observed"))


@settings(max_examples=40)
@given(there=st.integers(1, 30), back=st.integers(1, 30), joint=st.integers(0, 3), agreed=st.booleans())
def test_the_parts_shown_make_up_the_strength_shown(there, back, joint, agreed):
    """The mean of the components in the sentence is the strength in the sentence, to its two places."""
    held = [build_entry("actor", {"id": name, "kind": "person", "name": name}) for name in ("ada", "bo")]
    held += [replace(contact("message", "ada", "bo"), id=f"there-{number}") for number in range(there)]
    held += [replace(contact("message", "bo", "ada"), id=f"back-{number}") for number in range(back)]
    held += [replace(contact("joint_work", "ada", "bo", parts=("", "")), id=f"joint-{n}") for n in range(joint)]
    if agreed:
        plain = {"id": "deal", "form": "supply", "parties": [["ada", None], ["bo", None]], "begin": "2000"}
        held.append(build_entry("agreement", plain))
    network = Network.of(MemoryRecord(name="example", held=tuple(held)), Lens(as_of=DAY))

    text = explain_strength(network, 0, 0, 1)[1]
    shown = float(re.search(r"strength (\d\.\d\d)", text)[1])
    parts = [float(number) for number in re.findall(r"(?:time|reciprocity|intimacy) (\d\.\d\d)", text)]
    assert sum(parts) / len(parts) == pytest.approx(shown, abs=0.0101)
    assert shown == pytest.approx(network.world.observed[0], abs=0.0051)
