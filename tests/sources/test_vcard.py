"""vCard: versions, encodings, folds, whose address book it is, and what is left alone."""

import pytest

from bridgehead.record.entries import Actor, Tie
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.vcard import VCard


@pytest.fixture
def write(tmp_path):
    """Write cards and give the file's path."""

    def write_cards(*cards, ends="\r\n"):
        path = tmp_path / "contacts.vcf"
        lines = [line for card in cards for line in ("BEGIN:VCARD", *card, "END:VCARD")]
        path.write_bytes(
            b"".join((line if isinstance(line, bytes) else line.encode()) + ends.encode() for line in lines)
        )
        return path

    return write_cards


def read(path, kind=Actor, **options):
    rows = VCard(**({"firm": "own:firm"} | options)).read(path)
    return [entry for row in rows for entry in row.entries if isinstance(entry, kind)]


def codes(path, **options):
    rows = VCard(**({"firm": "own:firm"} | options)).read(path)
    return [finding.code for row in rows for finding in row.findings]


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_any_line_end_does(write, ends):
    """Windows, Unix and old Macs end lines differently."""
    path = write(["VERSION:3.0", "FN:Anna Öhman"], ends=ends)

    assert recognise(path).name == "vcard"
    assert ["Anna Öhman"] == [actor.name for actor in read(path)]


def test_a_fold_may_part_a_letter(write):
    """Lines are folded between bytes, so they are put together before they are decoded."""
    assert ["Anna Öhman"] == [actor.name for actor in read(write([b"FN:Anna \xc3", b" \x96hman"]))]


def test_utf_16_is_read(write):
    """As some address books of Windows are saved."""
    path = write(["FN:Anna Öhman"])
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))

    assert VCard().recognises(path)
    assert ["Anna Öhman"] == [actor.name for actor in read(path)]


def test_a_card_names_its_own_encoding_or_the_files_is_guessed(write):
    """Version 2.1 names a character set a line; a line that names none, or none we know, is read as the file seems."""
    path = write([b"FN;CHARSET=ISO-8859-1:\xd6lund"], [b"FN;CHARSET=klingon:M\xfcller"])

    assert {"Ölund", "Müller"} == {actor.name for actor in read(path)}
    assert ["encoding-guessed"] == codes(path)


def test_quoted_printable_goes_on_after_a_soft_break(write):
    """Of version 2.1; the line after it is no line of its own."""
    path = write(["VERSION:2.1", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Anna =C3=", "=96hman", "TITLE:Boss"])

    assert ["Anna Öhman"] == [actor.name for actor in read(path)]


def test_names_are_put_together_where_none_is_shown(write):
    """From its parts, else the nickname."""
    path = write(["N:Öhman;Anna;Maria;Dr;"], ["NICKNAME:Benny", "EMAIL:b@x.example"])

    assert ["Anna Maria Öhman", "Benny"] == [actor.name for actor in read(path)]


def test_escapes_and_quoted_parameters_are_read(write):
    """Commas, semicolons, line ends and colons in their places."""
    path = write([r"FN:Anna\, \n Öhman", r"ORG:A\;B\\C;Unit", 'TEL;TYPE="work,voice";X="a:b":tel:+46', "TITLE:Boss"])
    person, company = read(path)

    assert ("Anna, Öhman", "A;B\\C") == (person.name, company.name)
    assert (("phone", "+46"),) == person.identifiers
    assert ["Boss, Unit"] == [tie.note for tie in read(path, Tie) if tie.kind == "affiliation"]


def test_the_day_of_a_card_is_its_last_change(write):
    """Evidence of a card with REV speaks for that day, of others for the file's; a day that is none is passed over."""
    path = write(["FN:Anna", "REV:20240203T100000Z"], ["FN:Ben", "REV:2024-02-31"], ["FN:Chao", "REV:long ago"])
    rows = list(VCard(firm="own:firm", on="2024-05-01").read(path))
    on_by_id = {entry.id: entry.on for row in rows for entry in row.entries if hasattr(entry, "on")}

    assert {"vcard:evidence:contacts-vcf": "2024-05-01", "vcard:evidence:card:name:anna": "2024-02-03"} == on_by_id


@pytest.mark.parametrize(
    ("lines", "kind", "tie"),
    [
        (["FN:Loom", "KIND:org"], "organisation", "business"),
        (["ORG:Loom"], "organisation", "business"),
        (["FN:Loom", "ORG:Loom", "X-ABShowAs:COMPANY"], "organisation", "business"),
        (["FN:Loom", "KIND:individual"], "person", "social"),
    ],
)
def test_cards_of_organisations_are_told_from_people(write, lines, kind, tie):
    """By their kind, by Apple's mark, or because they name nobody."""
    path = write(lines)

    assert [kind] == [actor.kind for actor in read(path)]
    assert [tie] == [each.kind for each in read(path, Tie)]


def test_the_owner_named_by_a_card_is_that_card(write):
    """Ties run from the owner's own actor, who belongs to the firm."""
    path = write(["FN:Mona", "UID:m"], ["FN:Anna", "UID:a"])

    assert [("vcard:m", "own:firm", "affiliation"), ("vcard:m", "vcard:a", "social")] == [
        (tie.sender, tie.receiver, tie.kind) for tie in read(path, Tie, owner="mona")
    ]
    assert ["vcard:m"] == [tie.sender for tie in read(path, Tie, owner="mona", firm="")]


def test_without_owner_and_firm_there_are_no_ties(write):
    """The contacts are read, and the error says what to name."""
    path = write(["FN:Anna"])

    assert [] == read(path, Tie, firm="")
    assert ["no-owner"] == codes(path, firm="")


def test_relations_make_ties_and_say_no_more_than_their_word(write):
    """A colleague is no former colleague, and a relation to oneself or told twice is none."""
    path = write(
        ["FN:Anna", "UID:a", "RELATED;TYPE=co-worker:b", "RELATED;TYPE=friend,contact;VALUE=text:Ben"],
        ["FN:Ben", "UID:b", "RELATED;TYPE=kin:b", "RELATED:a", "RELATED;TYPE=met:urn:uuid:A", "RELATED;TYPE=met:a"],
    )
    ties = [(tie.sender, tie.receiver, tie.kind, tie.role) for tie in read(path, Tie, firm="")]

    assert [
        ("vcard:a", "vcard:b", "social", ""),
        ("vcard:a", "vcard:b", "social", ""),
        ("vcard:b", "vcard:a", "social", ""),
    ] == ties
    assert ["no-owner", "unknown-relation", "unknown-related"] == codes(path, firm="")


def test_a_name_of_two_cards_refers_to_neither(write):
    """Nobody can tell which is meant."""
    path = write(["FN:Ben", "UID:1"], ["FN:Ben", "UID:2"], ["FN:Anna", "RELATED;TYPE=friend:Ben"])

    assert ["unknown-related"] == codes(path)


def test_long_and_strange_identifiers_stay_apart(write):
    """What makes no part of an id is hashed."""
    path = write(["FN:A", "UID:x/1"], ["FN:B", "UID:x-1"], ["FN:C", f"UID:{'x' * 300}1"], ["FN:D", f"UID:{'x' * 300}2"])

    assert 4 == len({actor.id for actor in read(path)})


def test_private_things_reach_no_entry(write):
    """Birthdays, notes, photographs and inner cards are left alone."""
    inner = ["BEGIN:VCARD", "FN:Secret", "END:VCARD"]
    path = write(
        ["FN:Anna", "BDAY:1980-01-01", "NOTE:Secret", "PHOTO;ENCODING=b:Secret", "AGENT:", *inner, "TITLE:Boss"]
    )

    assert "Secret" not in repr(list(VCard(firm="own:firm").read(path)))
    assert ["Anna"] == [actor.name for actor in read(path)]


def test_lines_without_end_are_dropped_and_told(write):
    """A line of megabytes is not kept, and its card is read without it."""
    endless = ["TITLE;ENCODING=QUOTED-PRINTABLE:" + "x" * 70_000 + "=", "y=", "z"]
    path = write(["FN:Anna", *endless], ["FN:Ben", 'TITLE;X="broken'])

    assert ["Anna", "Ben"] == [actor.name for actor in read(path)]
    assert ["bad-line"] == codes(path)


def test_a_card_that_is_cut_off_is_read_as_far_as_it_goes(write):
    """The file ends before the card does."""
    path = write(["FN:Anna"])
    path.write_text(path.read_text() + "BEGIN:VCARD\nFN:Ben\n")

    assert ["Anna", "Ben"] == [actor.name for actor in read(path)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it holds no card"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "it holds no card"),
        (b"BEGIN:VCARD\nTEL:+1\nEND:VCARD\n", "none of its 1 cards names anybody"),
        (b"BEGIN:VCARD\nFN:A\0nna\nEND:VCARD\n", "NUL"),
        (b"BEGIN:VCARD\nFN:" + b"x" * (9 * 2**20), "a line of more than 8 MB"),
    ],
    ids=["empty", "other", "nameless", "NUL", "endless"],
)
def test_a_file_with_nothing_usable_is_refused(tmp_path, content, why):
    """The message names the file and what was seen."""
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content)

    with pytest.raises(SourceFileError, match=why):
        read(path)


def test_folders_and_absent_files_are_not_recognised(tmp_path):
    """Only a file begins as a card."""
    assert not VCard().recognises(tmp_path)
    assert not VCard().recognises(tmp_path / "absent.vcf")
