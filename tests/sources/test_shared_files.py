"""Every address book, calendar and mailbox of the shared material is read, or refused with a reason and a place."""

import pytest

from bridgehead.errors import BridgeheadError
from bridgehead.record.entries import Actor, Interaction
from bridgehead.record.validation import find_faults
from bridgehead.sources import get_source

OPTIONS = {
    "linkedin": {"firm": "own:firm", "on": "2026-11-22"},
    "vcard": {"firm": "own:firm", "on": "2026-11-22"},
    "ical": {"firm": "own:firm", "own": "loom.example", "on": "2026-11-22"},
    "mail": {"firm": "own:firm", "own": "loom.example"},
}
FOLDERS = {"ical": "icalendar"}


def read_all(shared, name):
    """File name -> what it gave, or the error it was refused with."""
    found = {}
    for path in sorted((shared / "fixtures" / FOLDERS.get(name, name)).iterdir()):
        try:
            rows = list(get_source(name)(**OPTIONS[name]).read(path))
            found[path.name] = [entry for row in rows for entry in row.entries]
        except BridgeheadError as error:
            found[path.name] = error
    return found


@pytest.mark.parametrize("name", OPTIONS)
def test_every_file_gives_entries_or_a_reason(shared, name):
    """None gives nothing in silence, and what it gives is fit to be kept."""
    for file, entries in read_all(shared, name).items():
        assert file in str(entries) if isinstance(entries, BridgeheadError) else entries
        assert isinstance(entries, BridgeheadError) or [] == [fault for each in entries for fault in find_faults(each)]


def test_all_connections_and_cards_are_read(shared):
    """As many people as the files have rows and cards."""
    people = {
        file: sum(isinstance(entry, Actor) and entry.kind == "person" for entry in entries)
        for name in ("linkedin", "vcard")
        for file, entries in read_all(shared, name).items()
    }

    assert {
        "flashesofbrilliance_linkedin-connections-toolkit__sample_connections.csv": 7,
        "pedrofuentes_kawsay__Connections.csv": 2,
        "John_Doe_GMAIL.vcf": 1,
        "John_Doe_IPHONE.vcf": 1,
        "John_Doe_MS_OUTLOOK.vcf": 1,
        "gmail-list.vcf": 3,
        "outlook-2007.vcf": 1,
        "rfc2426-example.vcf": 2,
        "rfc6350-example.vcf": 1,
    } == people


def test_mail_between_people_is_read_and_a_lists_archive_is_refused(shared):
    """Eleven of the single messages have a writer and somebody they went to; the archive is a list's."""
    found = read_all(shared, "mail")
    kept = [name for name, entries in found.items() if not isinstance(entries, BridgeheadError)]

    assert 11 == len(kept)
    assert {1} == {sum(isinstance(entry, Interaction) for entry in found[name]) for name in kept}
    assert "lists and newsletters, not kept: 59" in str(found["3GPP_TSG_RAN_WG4_NR-MIMO-OTA.mbox"])
