"""Calendars of what falls due, read back with a parser that is not ours."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgehead.exports.icalendar import CalendarOptionError, Icalendar
from bridgehead.network.lens import Lens
from bridgehead.record.dates import on_day
from bridgehead.record.entries import Actor, Obligation
from bridgehead.record.record import MemoryRecord
from bridgehead.record.store_errors import AlreadyThereError

DAY = date(2003, 6, 1)
EXAMPLE = """
    firm, acme
    actor, basf
    actor, kyoto
    agreement, distribution: acme; basf, id=m1, begin=2001-01-01, end=2004-03-01, renewal=2003-12-31
    obligation, acme > basf, reports, id=o1, agreement=m1, quantity=2, unit=pages, due=2003-03-31, recurrence=quarterly, value=100, currency=EUR
    obligation, basf > acme, fee, id=o2, agreement=m1, due=2003
    obligation, acme > kyoto, visit, id=o3, agreement=gone, due=2002-02-02, recurrence=yearly
    obligation, acme > kyoto, advice, id=o4, agreement=gone, recurrence=continuous
    obligation, acme > kyoto, samples, id=o5, agreement=gone
    obligation, acme > kyoto, talks, id=o6, agreement=gone, due=after 2004
    interaction, delivery: acme; basf, begin=2003-03-01, fulfils=o1, quantity=3
    interaction, delivery: acme; kyoto, begin=2002-02-01, fulfils=o3
"""  # noqa: E501 - one entry a line


def write(record, folder, text=EXAMPLE, *, name="due.ics", **options):
    """The file written and what was left out."""
    path = folder / name
    return path, Icalendar(**options).write(record(text), path, Lens(as_of=DAY))


def read(path):
    """The events of a file, by their UID."""
    calendar = vobject.readOne(path.read_bytes().decode())
    return {event.uid.value.partition("@")[0]: event for event in calendar.vevent_list}


def test_both_sides_renewals_and_ends_are_events(record, tmp_path):
    """Each on the last day it can be, whole days that keep nobody busy."""
    events = read(write(record, tmp_path)[0])

    assert {
        "o1/due-2003-06-30": date(2003, 6, 30),
        "o1/due-2003-09-30": date(2003, 9, 30),
        "o1/due-2003-12-31": date(2003, 12, 31),
        "o2/due-2003-01-01": date(2003, 12, 31),
        "o3/due-2004-02-02": date(2004, 2, 2),
        "m1/renewal-2003-12-31": date(2003, 12, 31),
        "m1/end-2004-03-01": date(2004, 3, 1),
        "o2/overdue": DAY,
        "o3/overdue": DAY,
    } == {uid: event.dtstart.value for uid, event in events.items()}
    assert {timedelta(days=1)} == {event.dtend.value - event.dtstart.value for event in events.values()}
    assert {"TRANSPARENT"} == {event.transp.value for event in events.values()}


def test_an_event_says_who_owes_what(record, tmp_path):
    """How much, what it is worth, and what was delivered in advance."""
    first = read(write(record, tmp_path)[0])["o1/due-2003-06-30"]

    assert "acme owes basf: reports (2 pages)" == first.summary.value
    assert ["Still open: 1 pages", "Value of one delivery: 100.00 EUR", "Agreement m1, obligation o1"] == (
        first.description.value.splitlines()
    )


def test_large_quantities_keep_their_digits(record, tmp_path):
    """A million pieces, and what is left of them, are never written as a power of ten."""
    text = """
        firm, acme
        actor, basf
        obligation, acme > basf, pieces, id=o1, agreement=gone, quantity=1234567, unit=pieces, due=2003-07-01
        interaction, delivery: acme; basf, begin=2003-03-01, fulfils=o1, quantity=1.5
    """

    [event] = read(write(record, tmp_path, text)[0]).values()

    assert "acme owes basf: pieces (1234567 pieces)" == event.summary.value.lower()
    assert "Still open: 1234565.5 pieces" in event.description.value.splitlines()


def test_signs_that_mean_something_in_a_calendar_stand_for_themselves(tmp_path):
    """Commas, semicolons, backslashes and line breaks."""
    what = "a visit; two days, C:\\new\nand a report"
    owed = Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable=what, due=on_day(DAY))
    path = tmp_path / "signs.ics"
    Icalendar().write(MemoryRecord("signs", (owed,)), path, Lens(as_of=DAY))

    assert f"a owes b: {what}" == read(path)["o/due-2003-06-01"].summary.value


def test_what_only_possibly_comes_up_is_tentative(record, tmp_path):
    """A visit of which nobody knows until when it recurs, and a fee late only possibly."""
    events = read(write(record, tmp_path)[0])

    assert ("TENTATIVE", "TENTATIVE", "CONFIRMED") == tuple(
        events[uid].status.value for uid in ("o3/due-2004-02-02", "o2/overdue", "o2/due-2003-01-01")
    )
    assert "Some time from 2003-01-01 to 2003-12-31." in events["o2/due-2003-01-01"].description.value


def test_what_has_no_day_is_counted(record, tmp_path):
    """Owed at any time, on no day, or on no last one."""
    (finding,) = write(record, tmp_path)[1]

    assert "not-held" == finding.code
    for reason in ("they are owed at any time", "they name no day", "they name no last day"):
        assert reason in finding.message


def test_how_far_ahead_and_when_to_remind_can_be_said(record, tmp_path):
    """A week before each; within a month one thing is due, besides the overdue."""
    events = read(write(record, tmp_path, ahead=30, alarm=7)[0])

    assert {"o1/due-2003-06-30", "o2/due-2003-01-01", "o2/overdue", "o3/overdue"} == set(events)
    assert {-timedelta(days=7)} == {event.valarm.trigger.value for event in events.values()}
    assert not hasattr(read(write(record, tmp_path, name="no.ics")[0])["o2/overdue"], "valarm")


def test_the_same_record_gives_the_same_file(record, tmp_path):
    """So that a newer export moves events and doubles none; the stamp is the day of the lens."""
    first, second = write(record, tmp_path)[0], write(record, tmp_path, name="again.ics")[0]

    assert first.read_bytes() == second.read_bytes()
    assert {datetime(2003, 6, 1, tzinfo=UTC)} == {event.dtstamp.value for event in read(first).values()}


def test_the_lens_decides_what_is_seen(record, tmp_path):
    """Without a partner nothing is owed to it."""
    path = tmp_path / "less.ics"
    Icalendar().write(record(EXAMPLE), path, Lens(as_of=DAY, without=("basf",)))

    assert {"o3/due-2004-02-02", "o3/overdue"} == set(read(path))


def test_a_record_in_which_nothing_is_due_gives_an_empty_calendar(record, tmp_path):
    """A file all the same, so that a calendar that reads it forgets what was settled."""
    path, findings = write(record, tmp_path, "firm, acme")

    assert not hasattr(vobject.readOne(path.read_text()), "vevent")
    assert () == findings


@pytest.mark.parametrize("option", ["ahead", "alarm"])
def test_days_that_make_no_sense_are_refused(record, tmp_path, option):
    """Before anything is written."""
    with pytest.raises(CalendarOptionError, match=f"{option} cannot be -1 days"):
        write(record, tmp_path, **{option: -1})
    assert [] == list(tmp_path.iterdir())


def test_nothing_is_overwritten(record, tmp_path):
    """What is there stays."""
    write(record, tmp_path)

    with pytest.raises(AlreadyThereError):
        write(record, tmp_path)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(name=st.text(min_size=1, max_size=120), what=st.text(min_size=1, max_size=200))
def test_any_text_is_folded_and_escaped(tmp_path_factory, name, what):
    """Lines are no longer than 75 bytes and end as the standard says; another parser reads what was written."""
    owed = Obligation(id="o", agreement="g", debtor="a", creditor="b", deliverable=what, due=on_day(DAY))
    held = (Actor(id="a", kind="person", name=name), Actor(id="b", kind="person", name="B"), owed)
    path = tmp_path_factory.mktemp("calendar") / "any.ics"
    Icalendar().write(MemoryRecord("any", held), path, Lens(as_of=DAY))
    lines = path.read_bytes().split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert "o/due-2003-06-01" in read(path)
