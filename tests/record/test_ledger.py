"""What is due, delivered and overdue on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.record.entries import Agreement, Interaction, Obligation
from bridgehead.record.ledger import build_ledger, get_state
from entrystrategies import obligations


def owe(due="unknown", **fields):
    given = {"id": "o", "agreement": "g", "debtor": "a", "creditor": "b", "deliverable": "report"}
    return Obligation(**given | {"due": read_when(due)} | fields)


def deliver(day, quantity=None, acceptance="", id_=""):
    return Interaction(
        id=id_ or f"i{day}", kind="delivery", participants=(("a", ""), ("b", "")), begin=read_when(day), fulfils="o",
        quantity=quantity, acceptance=acceptance,
    )  # fmt: skip


def agree(begin="unknown", end="unknown"):
    return Agreement(id="g", parties=(("a", None), ("b", None)), form="supply", begin=read_when(begin),
                     end=read_when(end))  # fmt: skip


def on(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("due", "day", "overdue", "since"),
    [
        ("2001-06-15", "2001-06-15", "no", None),
        ("2001-06-15", "2001-06-16", "certain", "2001-06-16"),
        ("2001-06", "2001-06-01", "no", None),
        ("2001-06", "2001-06-02", "possible", "2001-06-02"),
        ("2001-06", "2001-07-01", "certain", "2001-07-01"),
        ("2001", "2001-12-31", "possible", "2001-01-02"),
        ("before 2001", "2000-12-31", "no", None),
        ("before 2001", "2001-01-01", "certain", "2001-01-01"),
        ("after 2001", "2009-01-01", "possible", "2002-01-02"),
        ("unknown", "2099-01-01", "no", None),
    ],
)
def test_overdue_is_certain_only_after_the_last_day_it_can_mean(due, day, overdue, since):
    """The due day itself is not late; a month or a year is possibly late from its second day."""
    state = get_state(owe(due), (), on(day))

    assert (overdue, since and on(since)) == (state.overdue, state.since)


def test_a_debt_due_before_some_day_is_possibly_late_from_the_begin_of_its_agreement():
    """'Before 2001' under an agreement of 1999 may be late in 2000."""
    state = get_state(owe("before 2001"), (), on("2000-01-01"), agree("1999-03-01"))

    assert ("possible", on("1999-03-02")) == (state.overdue, state.since)


def test_partial_deliveries_add_up():
    """Two of five delivered leave three open; the rest closes it."""
    owed = owe("2001-01-31", quantity=5.0, unit="articles")
    parts = [deliver("2001-01-10", 1.5), deliver("2001-01-20", 0.5)]

    some = get_state(owed, parts, on("2001-02-01"))
    all_ = get_state(owed, [*parts, deliver("2001-01-31", 3.0)], on("2001-02-01"))

    assert (5.0, 2.0, 3.0, "certain", False) == (
        some.quantity_due, some.delivered, some.open, some.overdue, some.is_fulfilled
    )  # fmt: skip
    assert (0.0, "no", True) == (all_.open, all_.overdue, all_.is_fulfilled)
    assert "i2001-01-20" == some.last_delivery.id


def test_what_was_refused_does_not_count_and_what_was_poor_is_flagged():
    """A refused delivery leaves the debt; one below standard pays it, with a flag."""
    refused = get_state(owe("2001-01-31"), [deliver("2001-01-10", acceptance="refused")], on("2001-02-01"))
    poor = get_state(owe("2001-01-31"), [deliver("2001-01-10", acceptance="below_standard")], on("2001-02-01"))

    assert ("certain", ("refused",), None) == (refused.overdue, refused.flags, refused.last_delivery)
    assert ("no", ("below_standard",), True) == (poor.overdue, poor.flags, poor.is_fulfilled)


def test_a_delivery_of_unknown_quantity_or_day_leaves_the_debt_possible():
    """Unknown is not zero: it may be enough, so the debt is only possibly overdue."""
    owed = owe("2001-01-31", quantity=5.0)
    amount = get_state(owed, [deliver("2001-01-10")], on("2001-02-01"))
    day = get_state(owed, [deliver("unknown", 5.0)], on("2001-02-01"))

    assert ("possible", ("quantity_unknown",), 0.0) == (amount.overdue, amount.flags, amount.delivered)
    assert ("possible", ("date_unknown",), 0.0) == (day.overdue, day.flags, day.delivered)


def test_a_delivery_after_the_day_is_not_seen():
    """The ledger of a day knows no later delivery."""
    state = get_state(owe("2001-01-31"), [deliver("2001-03-01")], on("2001-02-15"))

    assert ("certain", ()) == (state.overdue, state.deliveries)


def test_what_recurs_is_to_come_until_it_falls_due_or_is_delivered():
    """Nothing is owed of it yet, and nothing was given."""
    owed = owe("2001-06-30", quantity=4.0, recurrence="yearly")

    before = get_state(owed, (), on("2001-02-01"))
    early = get_state(owed, [deliver("2001-01-10", 1.0)], on("2001-02-01"))
    late = get_state(owed, (), on("2001-07-01"))

    assert [True, False, False] == [state.is_to_come for state in (before, early, late)]


def test_a_debt_paid_early_is_fulfilled_before_its_day():
    """What is owed once and was delivered is fulfilled whether or not its day has come."""
    early = get_state(owe("2001-12-31"), [deliver("2001-01-10")], on("2001-02-01"))
    open_ = get_state(owe("2001-12-31"), (), on("2001-02-01"))

    assert (True, 0, 0.0) == (early.is_fulfilled, early.occurrences, early.quantity_due)
    assert not open_.is_fulfilled


@pytest.mark.parametrize(
    ("recurrence", "day", "occurrences"),
    [
        ("yearly", "2003-01-30", 2),
        ("yearly", "2003-01-31", 3),
        ("half_yearly", "2002-01-31", 3),
        ("quarterly", "2001-04-30", 2),
        ("monthly", "2001-02-27", 1),
        ("monthly", "2001-02-28", 2),
        ("monthly", "2001-03-31", 3),
    ],
)
def test_a_recurring_debt_falls_due_again_and_again(recurrence, day, occurrences):
    """The 31st becomes the last day of a shorter month and the 31st again."""
    owed = owe("2001-01-31", recurrence=recurrence, quantity=2.0, end=read_when("open"))

    state = get_state(owed, (), on(day))

    assert (occurrences, 2.0 * occurrences) == (state.occurrences, state.quantity_due)


def test_the_first_unmet_occurrence_says_since_when():
    """Three years due, one and a half delivered: late since the second."""
    owed = owe("2001-01-31", recurrence="yearly", quantity=2.0, end=read_when("open"))

    state = get_state(owed, [deliver("2001-01-01", 3.0)], on("2003-06-01"))

    assert ("certain", on("2002-02-01"), 3.0) == (state.overdue, state.since, state.open)


def test_an_end_stops_new_occurrences_and_keeps_old_debts():
    """Its own end or its agreement's bounds a recurring debt; what fell due before stays owed."""
    owed = owe("2001-01-31", recurrence="yearly")

    by_agreement = get_state(owed, (), on("2009-01-01"), agree("2000", "2003-01-31"))
    by_itself = get_state(owe("2001-01-31", recurrence="yearly", end=read_when("2002")), (), on("2009-01-01"))
    vague = get_state(owe("2001-01-31", recurrence="yearly", end=read_when("before 2004")), (), on("2009-01-01"))

    assert (2, 2, "certain") == (by_agreement.occurrences, by_agreement.occurrences_possible, by_agreement.overdue)
    assert (1, 2) == (by_itself.occurrences, by_itself.occurrences_possible)
    assert (0, 3, "possible") == (vague.occurrences, vague.occurrences_possible, vague.overdue)


def test_a_single_debt_outlives_its_agreement():
    """A final report may fall due after the agreement ended."""
    state = get_state(owe("2004-01-31"), (), on("2005-01-01"), agree("2000", "2003-01-31"))

    assert "certain" == state.overdue


def test_without_an_end_only_the_first_occurrence_is_certain():
    """Nobody said that it goes on, so later occurrences are possible and flagged."""
    owed = owe("2001-01-31", recurrence="yearly")

    first = get_state(owed, (), on("2001-12-31"))
    later = get_state(owed, [deliver("2001-01-01")], on("2003-12-31"))

    assert (1, ()) == (first.occurrences, first.flags)
    assert (1, 3, "possible", ("end_unknown",)) == (
        later.occurrences, later.occurrences_possible, later.overdue, later.flags
    )  # fmt: skip


def test_what_is_owed_continuously_is_never_overdue():
    """It has neither a due quantity nor an end of being owed."""
    owed = owe("2001-01-31", recurrence="continuous", quantity=1.0)

    state = get_state(owed, [deliver("2001-02-01", 4.0)], on("2099-01-01"))

    assert ("no", None, None, 4.0, False, ()) == (
        state.overdue, state.quantity_due, state.open, state.delivered, state.is_fulfilled, state.flags
    )  # fmt: skip


def test_a_debt_without_a_day_says_so_and_can_be_paid():
    """No day was set: never overdue, fulfilled once delivered."""
    open_ = get_state(owe(), (), on("2099-01-01"))
    paid = get_state(owe(), [deliver("2001-01-01")], on("2099-01-01"))

    assert (("no_day_set",), False) == (open_.flags, open_.is_fulfilled)
    assert paid.is_fulfilled


def test_tenths_add_up_to_a_whole():
    """Ten deliveries of a tenth pay a debt of one, whatever binary fractions say."""
    owed = owe("2001-01-31", quantity=1.0)

    state = get_state(owed, [deliver("2001-01-01", 0.1, id_=f"i{n}") for n in range(10)], on("2001-02-01"))

    assert (True, "no") == (state.is_fulfilled, state.overdue)


def test_the_ledger_finds_what_belongs_together():
    """Deliveries are matched by the obligation they name, agreements by id; states come by id."""
    other = owe("2001-01-31", id="n", recurrence="yearly", debtor="b", creditor="a")

    ledger = build_ledger([owe("2001-01-31"), deliver("2001-01-01"), other, agree("2000", "2002")], on("2009-01-01"))

    assert ["n", "o"] == [state.obligation.id for state in ledger]
    assert ["certain", "no"] == [state.overdue for state in ledger]
    assert 1 == ledger[0].occurrences


deliveries = st.lists(
    st.builds(deliver, st.sampled_from(["2001-03-01", "2001-05", "2002", "unknown"]), st.none() | st.floats(0, 9),
              st.sampled_from(["", "met", "refused", "below_standard"]), id_=st.integers(0, 99).map(str)),
    max_size=5, unique_by=lambda delivery: delivery.id,
)  # fmt: skip


@given(owed=obligations, given=deliveries, data=st.data())
def test_the_order_of_deliveries_is_irrelevant_and_figures_agree(owed, given, data):
    """Any order gives the same state; open is what is due less what was delivered; late says since when."""
    day = on("2003-06-01")

    state = get_state(owed, given, day)

    assert state == get_state(owed, data.draw(st.permutations(given)), day)
    assert state.occurrences <= state.occurrences_possible
    assert (state.overdue == "no") == (state.since is None)
    assert state.since is None or state.since <= day
    if state.quantity_due is not None:
        assert max(0.0, state.quantity_due - state.delivered) == state.open


@given(owed=obligations, given=deliveries)
def test_time_never_makes_a_debt_less_late(owed, given):
    """Without new deliveries, what is certainly overdue stays so."""
    known = [delivery for delivery in given if delivery.begin != UNKNOWN and delivery.begin.latest < on("2003-01-01")]

    if get_state(owed, known, on("2003-06-01")).overdue == "certain":
        assert "certain" == get_state(owed, known, on("2006-06-01")).overdue


def release(day, quantity=None):
    """Both sides agree that something is owed no more."""
    return Interaction(
        id=f"r{day}", kind="negotiation", participants=(("a", ""), ("b", "")), begin=read_when(day), fulfils="o",
        quantity=quantity,
    )  # fmt: skip


def test_what_is_released_is_neither_delivered_nor_owed():
    """Of ten due, four came and six were released: nothing is open, and four were delivered."""
    owed = owe("2001-01-01", quantity=10.0)
    state = get_state(owed, (deliver("2001-02-01", 4.0), release("2001-03-01", 6.0)), on("2001-04-01"))

    assert (4.0, 6.0, 0.0, "no", True) == (
        state.delivered,
        state.released,
        state.open,
        state.overdue,
        state.is_fulfilled,
    )
    assert ("released",) == state.flags
    assert (["i2001-02-01"], ["r2001-03-01"]) == (
        [one.id for one in state.deliveries],
        [one.id for one in state.releases],
    )


def test_a_release_counts_from_its_day_on():
    """The day before, all of it is overdue."""
    owed = owe("2001-01-01", quantity=10.0)

    assert (10.0, "certain") == (
        get_state(owed, (release("2001-03-01", 10.0),), on("2001-02-28")).open,
        get_state(owed, (release("2001-03-01", 10.0),), on("2001-02-28")).overdue,
    )


def test_a_release_of_nobody_knows_how_much_makes_overdue_uncertain():
    """It may have been all of it or nothing."""
    state = get_state(owe("2001-01-01", quantity=10.0), (release("2001-03-01"),), on("2001-04-01"))

    assert ("possible", 10.0, {"released", "quantity_unknown"}) == (state.overdue, state.open, set(state.flags))


@pytest.mark.parametrize(
    ("fields", "quantities", "surplus"),
    [
        ({"due": "2001-06-01", "quantity": 2.0}, (3.0,), 1.0),
        ({"due": "2002-06-01", "quantity": 2.0}, (1.0,), 0.0),
        ({"quantity": 2.0}, (1.0, 4.0), 3.0),
        ({"quantity": None}, (1.0, 1.0), None),
        ({"due": "2001-01-01", "recurrence": "monthly", "quantity": 1.0}, (9.0,), 3.0),
        ({"due": "2001", "recurrence": "yearly", "quantity": 1.0}, (2.0,), 1.0),
        ({"recurrence": "yearly", "quantity": 1.0}, (2.0,), None),
        ({"recurrence": "continuous", "quantity": 1.0}, (2.0,), None),
    ],
)
def test_what_is_more_than_owed_is_noted(fields, quantities, surplus):
    """Beyond the whole of what is owed once, beyond all that possibly fell due of what recurs; else nobody can say."""
    given = [deliver("2001-03-01", quantity, id_=f"i{number}") for number, quantity in enumerate(quantities)]
    state = get_state(owe(**fields), given, on("2001-06-15"), agree("2001-01-01", "open"))

    assert surplus == state.surplus
    assert bool(surplus) == ("surplus" in state.flags)


def test_what_recurs_weekly_falls_due_every_seven_days():
    """Five Mondays from the first of January to the 29th."""
    owed = owe("2001-01-01", recurrence="weekly")
    state = get_state(owed, (deliver("2001-01-08"),), on("2001-01-29"), agree("2001-01-01", "open"))

    assert (5, 4.0, on("2001-01-09")) == (state.occurrences, state.open, state.since)
