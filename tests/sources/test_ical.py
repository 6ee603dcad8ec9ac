"""iCalendar: who met, on which days a series was held, and what is no meeting."""

from datetime import date

import pytest

from bridgehead.record.dates import DateError
from bridgehead.record.entries import Actor, Evidence, Interaction, Tie
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources._recurrence import MOST_OCCURRENCES
from bridgehead.sources.ical import ICalendar

PEOPLE = ("ORGANIZER:mailto:mona@loom.example", "ATTENDEE;CN=Anna:mailto:anna@nordlicht.example")


@pytest.fixture
def write(tmp_path):
    """Write events and give the file's path."""

    def write_events(*events):
        path = tmp_path / "calendar.ics"
        lines = [line for event in events for line in ("BEGIN:VEVENT", *event, "END:VEVENT")]
        path.write_text("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
        return path

    return write_events


def read(path, kind=Interaction, **options):
    rows = ICalendar(**({"firm": "own:firm", "own": "loom.example", "on": "2024-06-30"} | options)).read(path)
    return [entry for row in rows for entry in row.entries if isinstance(entry, kind)]


def codes(path, **options):
    rows = ICalendar(**({"firm": "own:firm", "own": "loom.example", "on": "2024-06-30"} | options)).read(path)
    return [finding.code for row in rows for finding in row.findings]


def days(path, **options):
    return [each.begin for each in read(path, **options)]


def test_a_meeting_is_one_interaction_of_all_who_took_part(write):
    """The organiser first; our own person belongs to the firm."""
    path = write(["UID:1", "DTSTART:20240301T100000Z", *PEOPLE])

    assert recognise(path).name == "ical"
    assert [(("ical:mona@loom.example", "organiser"), ("ical:anna@nordlicht.example", "attendee"))] == [
        each.participants for each in read(path)
    ]
    assert [("ical:mona@loom.example", "own:firm")] == [(tie.sender, tie.receiver) for tie in read(path, Tie)]
    assert ["observed"] == [each.basis for each in read(path, Evidence)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART;VALUE=DATE:20240301", "2024-03-01"),
        ("DTSTART:20240301T233000", "2024-03-01"),
        ("DTSTART;TZID=Pacific/Auckland:20240301T013000", "2024-03-01"),
        ("DTSTART;TZID=Eastern Standard Time:20240301T233000", "2024-03-01"),
        ("DTSTART;TZID=Nowhere/At-all:20240301T233000", "2024-03-01"),
    ],
)
def test_the_day_is_the_one_on_the_calendar(write, start, expected):
    """Whatever the time zone, even one nobody knows, the day is as it was shown to those who met."""
    assert [expected] == days(write(["UID:1", start, *PEOPLE]))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=DAILY;COUNT=3", ["2024-03-01", "2024-03-02", "2024-03-03"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=2;BYDAY=FR", ["2024-03-01", "2024-03-15"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20240308T213000Z", ["2024-03-01", "2024-03-08"]),
        ("RRULE:FREQ=WEEKLY;UNTIL=20240308", ["2024-03-01", "2024-03-08"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3", ["2024-03-01", "2024-04-05", "2024-05-03"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=2", ["2024-03-01", "2024-04-01"]),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=8,9", ["2024-03-01", "2024-04-01", "2024-05-01", "2024-06-01"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", ["2024-03-01"]),
        ("RDATE;TZID=Europe/Stockholm:20240305T080000,20240304T080000", ["2024-03-01", "2024-03-04", "2024-03-05"]),
        ("RDATE;VALUE=PERIOD:20240305T080000Z/PT1H", ["2024-03-01", "2024-03-05"]),
        ("RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE:20240302T213000Z", ["2024-03-01", "2024-03-03"]),
        ("RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;VALUE=DATE:20240301,20240303", ["2024-03-02"]),
    ],
)
def test_a_series_is_a_meeting_a_day(write, rule, expected):
    """Rules, extra days and days left out, up to the last day wanted."""
    assert expected == days(write(["UID:1", "DTSTART;TZID=Europe/Stockholm:20240301T223000", rule, *PEOPLE]))


def test_an_end_in_universal_time_is_compared_in_universal_time(write):
    """East of Greenwich the last morning lies on the day before in universal time."""
    start = "DTSTART;TZID=Pacific/Auckland:20240301T080000"

    assert ["2024-03-01", "2024-03-08"] == days(
        write(["UID:1", start, "RRULE:FREQ=WEEKLY;UNTIL=20240307T190000Z", *PEOPLE])
    )
    assert ["2024-03-01", "2024-03-08"] == days(
        write(["UID:1", "DTSTART:20240301T080000", "RRULE:FREQ=WEEKLY;UNTIL=20240308T080000Z", *PEOPLE])
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=HOURLY;COUNT=5", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=5000",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=3", "FREQ=DAILY;BYDAY=MO;INTERVAL=7",
        "FREQ=YEARLY;BYYEARDAY=400", "FREQ=YEARLY;BYWEEKNO=53", "FREQ=WEEKLY;BYDAY=2FR", "FREQ=MONTHLY;BYDAY=9FR",
        "FREQ=DAILY;BYSETPOS=2", "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=4", "FREQ=DAILY;COUNT=2\r\nRRULE:FREQ=WEEKLY",
        "FREQ=MONTHLY;BYDAY=FR,-5FR", "FREQ=MONTHLY;BYDAY=5FR;BYMONTHDAY=1", "FREQ=MONTHLY;BYSETPOS=2",
        "FREQ=DAILY;COUNT=0",
    ],
)  # fmt: skip
def test_a_rule_that_may_never_come_true_is_not_followed(write, rule):
    """The first day is taken, the rest is told, and nothing searches to the end of time."""
    path = write(["UID:1", "DTSTART:20240301T100000Z", f"RRULE:{rule}", *PEOPLE])

    assert ["2024-03-01"] == days(path)
    assert ["odd-recurrence"] == codes(path)


def test_an_endless_series_is_bounded(write):
    """Without a last day, and from long ago, a thousand days are taken and the rest is told."""
    path = write(["UID:1", "DTSTART:15000101T100000", "RRULE:FREQ=DAILY", *PEOPLE])

    assert MOST_OCCURRENCES == len(days(path, on="")) == len(days(path))
    assert ["many-occurrences"] == codes(path)


def test_the_last_day_may_be_said(write):
    """`until` goes before the day the file speaks for; what is later is told."""
    path = write(["UID:1", "DTSTART:20240301T100000", "RRULE:FREQ=DAILY", *PEOPLE])

    assert ["2024-03-01", "2024-03-02"] == days(path, until="2024-03-02")
    assert ["to-come"] == codes(path, until="2024-03-02")
    with pytest.raises(DateError, match="names no last day"):
        days(path, until="after 1999")


def test_one_day_of_a_series_may_be_moved_or_called_off(write):
    """It keeps its identity, so that importing again after a move changes the day and nothing else."""
    series = ["UID:1", "DTSTART:20240301T100000", "RRULE:FREQ=DAILY;COUNT=3", *PEOPLE]
    moved = ["UID:1", "RECURRENCE-ID:20240302T100000", "DTSTART:20240420T100000", *PEOPLE]
    off = ["UID:1", "RECURRENCE-ID:20240303T100000", "DTSTART:20240303T100000", "STATUS:CANCELLED"]
    before = {each.id for each in read(write(series))}

    after = read(write(series, moved, off))

    assert ["2024-03-01", "2024-04-20"] == [each.begin for each in after]
    assert {each.id for each in after} < before


def test_a_revision_takes_the_place_of_what_it_revises(write):
    """The highest sequence counts, the last of equals; one that is no number counts as the first."""
    events = [
        ["UID:1", f"DTSTART:2024030{day}T100000", f"SEQUENCE:{sequence}", *PEOPLE]
        for day, sequence in ((1, "x"), (2, 2), (3, 2), (4, 1))
    ]

    assert ["2024-03-03"] == days(write(*events))


def test_events_without_identifier_are_told_apart_by_what_they_say(write):
    """Two that say the same are one."""
    first, second = ["DTSTART:20240301T100000", *PEOPLE], ["DTSTART:20240302T100000", *PEOPLE]

    assert 2 == len({each.id for each in read(write(first, second, first))})


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:ben@acme.example", "declined"),
        ("ATTENDEE;CUTYPE=ROOM:mailto:room@acme.example", "no-person"),
        ("ATTENDEE:tel:+46", "bad-address"),
        ("ATTENDEE:mailto:x@resource.calendar.google.com", "resource-address"),
        ("ATTENDEE:mailto:all@lists.acme.example", "list-address"),
        ("ATTENDEE:mailto:noreply@acme.example", "automatic-address"),
        ("ATTENDEE:mailto:info@acme.example", "shared-mailbox"),
    ],
)
def test_what_is_no_person_is_left_out_or_told(write, line, code):
    """Rooms, lists and those who declined take no part; a shared mailbox is its organisation."""
    path = write(["UID:1", "DTSTART:20240301T100000", *PEOPLE, line])

    assert [2 + (code == "shared-mailbox")] == [len(each.participants) for each in read(path)]
    assert [code] == codes(path)


def test_an_address_may_stand_in_a_parameter(write):
    """Some programs write an identifier where the address belongs."""
    path = write(["UID:1", "DTSTART:20240301T100000", PEOPLE[0], "ATTENDEE;EMAIL=Ben@Acme.example:urn:uuid:7"])

    assert "ical:ben@acme.example" in {actor.id for actor in read(path, Actor)}


def test_the_name_most_often_given_is_taken(write):
    """An address is no name."""
    names = ["anna@nordlicht.example", "A.", "Anna Öhman", "Anna Öhman"]
    events = [
        [f"UID:{place}", "DTSTART:20240301T100000", PEOPLE[0], f"ATTENDEE;CN={name}:mailto:anna@nordlicht.example"]
        for place, name in enumerate(names)
    ]

    assert "Anna Öhman" in {actor.name for actor in read(write(*events), Actor)}


def test_nobody_who_met_nobody_becomes_an_actor(write):
    """Whoever is alone in an event is not given."""
    path = write(
        ["UID:1", "DTSTART:20240301T100000", *PEOPLE],
        ["UID:2", "DTSTART:20240301T100000", "ATTENDEE:mailto:b@x.example"],
    )

    assert ["ical:anna@nordlicht.example", "ical:mona@loom.example"] == [actor.id for actor in read(path, Actor)]


def test_without_own_addresses_we_are_told_to_name_them(write):
    """Nobody can tell who of them is of the firm."""
    assert ["no-own-address"] == codes(write(["UID:1", "DTSTART:20240301T100000", *PEOPLE]), own="")


def test_what_was_written_reaches_no_entry(write):
    """Nor do the people an alarm goes to."""
    secrets = [
        "SUMMARY:Secret",
        "DESCRIPTION:Secret",
        "LOCATION:Secret",
        "BEGIN:VALARM",
        "ATTENDEE:mailto:secret@x.example",
        "END:VALARM",
    ]
    path = write(["UID:1", "DTSTART:20240301T100000", *secrets, *PEOPLE])

    assert "secret" not in repr(list(ICalendar(firm="own:firm").read(path))).lower()


def test_titles_are_kept_where_they_are_asked_for(write):
    """The first of several, without odd spaces; an event is known by the same id with titles and without."""
    titled = ["SUMMARY:Training\\, \\nKiel", "DTSTART:20240301T100000", *PEOPLE]
    twice = ["UID:2", "SUMMARY:One", "SUMMARY:Two", "DTSTART:20240302T100000", *PEOPLE]
    untitled = ["UID:3", "DTSTART:20240303T100000", *PEOPLE]
    path = write(titled, twice, untitled)

    kept, left = read(path, titles=True), read(path)

    assert ["Training, Kiel", "One", ""] == [each.topic for each in kept]
    assert ["", "", ""] == [each.topic for each in left]
    assert [each.id for each in left] == [each.id for each in kept]


def test_damaged_events_leave_the_others_whole(write):
    """Each is told with its line."""
    good = ["UID:1", "DTSTART:20240301T100000", *PEOPLE]
    path = write(
        ["DTSTART:soon", *PEOPLE], good, ["UID:2", 'ATTENDEE;CN="x:y', "DTSTART:20240302T100000", *PEOPLE], ["UID:3"]
    )

    assert ["2024-03-01", "2024-03-02"] == days(path)
    assert ["bad-event", "bad-line", "no-date"] == codes(path)


def test_a_time_zone_that_names_many_is_none(write):
    """The name of a continent is a folder of zones; the event with it is told, the others are read."""
    good = ["UID:1", "DTSTART:20240301T100000", *PEOPLE]
    path = write(["UID:2", "DTSTART;TZID=Europe:20240301T100000", *PEOPLE], good)

    assert ["2024-03-01"] == days(path)
    assert ["bad-event"] == codes(path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "it holds no event"),
        ("BEGIN:VCALENDAR\nBEGIN:VTODO\nEND:VTODO\nEND:VCALENDAR\n", "it holds no event"),
        ("BEGIN:VEVENT\nDTSTART:20240301T100000\nEND:VEVENT\n", r"none of its events \(1\).*fewer than two people"),
        ("BEGIN:VEVENT\nDTSTART:20990301T100000\nATTENDEE:mailto:a@b.cc\nEND:VEVENT\n", "after the last that is read"),
    ],
)
def test_a_file_with_nothing_usable_is_refused(tmp_path, content, why):
    """The message says what was seen instead."""
    path = tmp_path / "calendar.ics"
    path.write_text(content)

    with pytest.raises(SourceFileError, match=why):
        read(path)


def test_every_day_given_lies_in_the_bounds(write):
    """A series that begins before the last day never passes it."""
    path = write(["UID:1", "DTSTART:20240101T100000", "RRULE:FREQ=WEEKLY", *PEOPLE])

    assert max(days(path)) <= date(2024, 6, 30).isoformat()
