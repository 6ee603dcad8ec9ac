"""Dormancy: how a pair's observed strength rose and fell, and what it is called on a day."""

import math
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.dormancy import find_courses, trace_courses
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.network.strength import find_contacts, observe
from bridgehead.record.dates import on_day
from bridgehead.record.entries import Interaction

DAY = date(2001, 6, 1)
NAMES = ("ada", "bo", "cy")
POSITIONS = {name: position for position, name in enumerate(NAMES)}
YEAR = 365


def meet(kind, days, *people, **fields):
    """A contact some days before the day; two people are sender and receiver."""
    parts = ("sender", "receiver") if len(people) == 2 else ("",) * len(people)
    begin = on_day(DAY - timedelta(days=days))
    return Interaction(
        id=f"{kind}-{days}", kind=kind, participants=tuple(zip(people, parts, strict=True)), begin=begin, **fields
    )


def trace(held, day=DAY, lasting=None):
    return trace_courses(find_contacts(held, POSITIONS, day), day, lasting)


def mails(days):
    """One mail each way."""
    return [meet("message", days, "ada", "bo"), meet("message", days, "bo", "ada")]


contacts = st.lists(
    st.builds(
        meet,
        st.sampled_from(["message", "joint_work", "sale", "milestone"]),
        st.integers(0, 1500),
        st.sampled_from(NAMES[:2]),
        st.just("cy"),
    )
    | st.builds(meet, st.just("meeting"), st.integers(0, 1500), *map(st.just, NAMES)),
    max_size=12,
)


@given(contacts)
def test_peak_and_today_are_those_of_looking_anew_on_every_day_of_a_contact(held):
    """One pass with fading sums finds what observing from scratch on each day finds."""
    courses = trace(held)
    today = observe(find_contacts(held, POSITIONS, DAY), DAY)

    assert set(today) == set(courses)
    for pair, course in courses.items():
        days = {item.begin.latest for item in held}
        looks = {day: observe(find_contacts(held, POSITIONS, day), day).get(pair) for day in days}
        strengths = {day: seen.strength for day, seen in looks.items() if seen is not None}
        assert course.peak == pytest.approx(max(strengths.values()))
        assert strengths[course.peak_day] == pytest.approx(course.peak)
        assert course.today == pytest.approx(today[pair].strength)
        assert course.time == pytest.approx(today[pair].time)
        assert course.last.day == today[pair].newest.day
        assert course.contacts == len(today[pair].entries)


def test_two_mails_two_years_ago_by_hand():
    """The peak is the mean of 1 - exp(-0.02) and 1; two half-lives later a quarter of the sum is left."""
    course = trace(mails(2 * YEAR))[0, 1]

    assert course.peak == pytest.approx((1 - math.exp(-0.02) + 1) / 2)
    assert course.peak_day == DAY - timedelta(days=2 * YEAR)
    assert course.today == pytest.approx((1 - math.exp(-0.005) + 1) / 2)
    assert (course.silent_days, course.contacts) == (2 * YEAR, 2)


def test_the_peak_is_the_first_day_it_was_reached_and_not_the_last_contact():
    """24 sales of three in a day, and one three years on: 1 - exp(-1.8) beats 1 - exp(-(1.8 / 8 + 0.075))."""
    later = trace([*[meet("sale", 4 * YEAR, *NAMES)] * 24, meet("sale", YEAR, *NAMES)])[0, 1]

    assert later.peak == pytest.approx(1 - math.exp(-1.8))
    assert later.peak_day == DAY - timedelta(days=4 * YEAR)
    assert later.today == pytest.approx(1 - math.exp(-(24 * 0.15 / 16 + 0.15 / 2) / 2))


@pytest.mark.parametrize(
    ("days", "state"), [(0, "alive"), (182, "alive"), (183, "going cold"), (364, "going cold"), (365, "dormant")]
)
def test_silence_leads_from_alive_to_dormant(days, state):
    """Half the limit of 365 days is 182.5."""
    assert trace(mails(days))[0, 1].state(YEAR) == state


def test_a_tie_that_was_never_strong_is_never_dormant():
    """A mail without an answer, two years ago."""
    assert trace([meet("message", 2 * YEAR, "ada", "bo")])[0, 1].state(YEAR) == "never strong"


def test_an_agreement_in_force_keeps_a_silent_tie_alive_or_at_least_from_dormancy():
    """An undecayed sum of 1 gives a time component of more than 1 - exp(-1): it rose since the mails."""
    course = trace(mails(2 * YEAR), lasting={(0, 1): 1.0})[0, 1]

    assert course.time == pytest.approx(1 - math.exp(-1.005))
    assert course.state(YEAR) == "alive"


def test_what_fades_slowly_is_going_cold_until_it_is_weak():
    """Sums of 1.8 leave 0.9 after a year: time 0.59 is strong still; after two years 0.36 is not."""
    sales = [meet("sale", YEAR, *NAMES)] * 24
    older = [replace(item, begin=on_day(DAY - timedelta(days=2 * YEAR))) for item in sales]

    assert trace(sales)[0, 1].state(YEAR) == "going cold"
    assert trace(older)[0, 1].state(YEAR) == "dormant"


def test_contacts_that_weigh_nothing_have_no_course():
    """A milestone has no weight, a contact after the day has not happened."""
    assert trace([meet("milestone", 10, "ada", "bo"), meet("sale", -10, "ada", "bo")]) == {}


def test_courses_of_a_network_count_agreements_and_leave_out_whom_the_lens_imagines_away(record):
    """Today is the observed strength of the tie; without Bo there is nothing."""
    held = record("""
        actor, ada, kind=person
        actor, bo, kind=person
        agreement, supply: ada; bo, id=deal, begin=2000, end=open
        interaction, message: ada=sender; bo=receiver, begin=1999-06-01
        interaction, message: bo=sender; ada=receiver, begin=1999-06-01
    """)
    network = Network.of(held, Lens(as_of=DAY))

    assert find_courses(network)[0, 1].today == pytest.approx(network.world.observed[0])
    assert find_courses(Network.of(held, Lens(as_of=DAY, without=("bo",)))) == {}


def test_five_thousand_contacts_take_a_fraction_of_a_second():
    """Bounded at five times the hundred milliseconds they take at most, for a machine that is busy."""
    held = [meet("message", number % 1500, NAMES[number % 2], "cy") for number in range(5000)]
    found = list(find_contacts(held, POSITIONS, DAY))

    begin = time.perf_counter()
    trace_courses(found, DAY)

    assert time.perf_counter() - begin < 0.5
