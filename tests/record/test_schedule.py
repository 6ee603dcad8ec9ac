"""The days on which something falls due."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.record.entries import Agreement, Obligation
from bridgehead.record.schedule import RHYTHMS, add_days, find_due_days, find_occurrences, shift_day, shift_when
from bridgehead.record.terms import RECURRENCES


def owe(due, recurrence="", **fields):
    return Obligation(
        id="o", agreement="g", debtor="a", creditor="b", deliverable="x", due=read_when(due), recurrence=recurrence,
        **fields,
    )  # fmt: skip


def test_every_recurrence_has_a_rhythm_but_what_is_owed_at_any_time():
    """A word added to the vocabulary must say after how long it comes again."""
    assert {*RECURRENCES.words} == {*RHYTHMS, "continuous"}


def test_a_month_without_the_day_has_its_last():
    """The 31st of January comes again on the last of February, and on the 31st of March."""
    days = find_due_days(owe("2001-01-31", "monthly", end=read_when("open")), date(2001, 3, 31))

    assert (date(2001, 1, 31), date(2001, 2, 28), date(2001, 3, 31)) == days.certain


def test_the_end_of_the_agreement_ends_what_recurs():
    """Not what is owed once, which its own end alone can end."""
    agreement = Agreement(id="g", parties=(), form="supply", end=read_when("2001-02-01"))

    assert 1 == len(find_due_days(owe("2001-01-15", "monthly"), date(2002, 1, 1), agreement).possible)
    assert 1 == len(find_due_days(owe("2001-06-15"), date(2002, 1, 1), agreement).certain)


@given(st.dates(date(1990, 1, 1), date(2020, 1, 1)), st.sampled_from(sorted(RHYTHMS)), st.integers(0, 2000))
def test_looking_further_ahead_only_adds_days(first, recurrence, span):
    """The days up to some day are the first of those up to a later one, and no two of them are the same."""
    owed = owe(first.isoformat(), recurrence, end=read_when("open"))
    near = find_due_days(owed, date.fromordinal(first.toordinal() + span)).certain
    far = find_due_days(owed, date(2026, 1, 1)).certain

    assert near == far[: len(near)]
    assert len(set(far)) == len(far)


def test_the_calendar_ends_with_the_dates_that_can_be_written():
    """What recurs up to its last day falls due on it once, and no arithmetic leaves it."""
    last = date(9998, 12, 31)
    owed = owe("9998-12-20..9998-12-28", "weekly", end=read_when("open"))

    assert last == add_days(date(9998, 12, 30), 99) == shift_day(date(9998, 12, 1), 12)
    assert date(9998, 12, 28) == find_due_days(owed, last).certain[0]
    assert [last] == [one.last for one in find_occurrences(owed, date(9998, 12, 29), last)][-1:]
    assert len(find_due_days(owe("9998-12-30", "monthly", end=read_when("open")), last).certain) == 2


def test_a_shifted_date_is_as_wide_as_before():
    """A day stays a day; what has no two bounds cannot be moved."""
    assert "2001-02-28" == shift_when(read_when("2001-01-31"), 1)
    assert "2000-12-01..2000-12-31" == shift_when(read_when("2001-01"), -1)
    assert UNKNOWN == shift_when(read_when("before 2001"), 1) == shift_when(read_when("open"), 1)
