"""LinkedIn: headers below notes, both shapes of days, whose connections they are, and messages without their words."""

import zipfile

import pytest

from bridgehead.record.dates import DateError
from bridgehead.record.entries import Actor, Interaction, Tie
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.linkedin import LinkedIn

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANNA = "Anna,Öhman,https://www.linkedin.com/in/anna,,Nordlicht AB,Sales,12 Mar 2024\n"
MESSAGES = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
PROFILE = "https://www.linkedin.com/in/"


@pytest.fixture
def write(tmp_path):
    """Write a table and give its path."""

    def write_file(text, name="Connections.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return path

    return write_file


def read(path, kind, **options):
    rows = LinkedIn(**({"firm": "own:firm"} | options)).read(path)
    return [entry for row in rows for entry in row.entries if isinstance(entry, kind)]


def codes(path, **options):
    rows = LinkedIn(**({"firm": "own:firm"} | options)).read(path)
    return [finding.code for row in rows for finding in row.findings]


@pytest.mark.parametrize(
    "notes", ["", "\n\n", "Notes:\n\n", 'Notes:\n"Some words, and\nmore words"\n\n\n', "a\n" * 40], ids=range(5)
)
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"], ids=["plain", "marked"])
def test_the_header_is_found_below_any_notes(write, notes, mark):
    """Notes of any length, and a byte order mark, change nothing."""
    path = write(mark + notes + HEADER + ANNA)

    assert recognise(path).name == "linkedin"
    assert ["Anna Öhman"] == [actor.name for actor in read(path, Actor) if actor.kind == "person"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_table_is_read_in_any_encoding(write, encoding):
    """Spreadsheets save in their own encodings; a longer text is guessed right."""
    rows = "".join(
        f"Jörg,Müßig{place},{PROFILE}j{place},,Bäckerei Süß,Geschäftsführer,12 Mar 2024\n" for place in range(30)
    )
    path = write(HEADER + rows, encoding=encoding)

    assert "Jörg Müßig0" in {actor.name for actor in read(path, Actor)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12 Mar 2024", "2024-03-12"), ("7-Feb-22", "2022-02-07"), ("2024-03-12", "2024-03-12"), ("", "unknown")],
)
def test_both_shapes_of_days_are_read(write, text, expected):
    """The tie existed from the day of the connection; without one its begin is unknown."""
    path = write(f"Connected On,Last Name,First Name\n{text},Öhman,Anna\n")

    assert [expected] == [tie.begin for tie in read(path, Tie)]


def test_columns_are_found_by_name_wherever_they_stand(write):
    """Delimiter and order are the file's own."""
    path = write("Position;Connected On;Company;Last Name;First Name\nSales;12 Mar 2024;Nordlicht AB;Öhman;Anna\n")

    affiliation, tie = read(path, Tie)

    assert ("affiliation", "Sales", "unknown", "open") == (
        affiliation.kind, affiliation.note, affiliation.begin, affiliation.end,
    )  # fmt: skip
    assert ("own:firm", "social", "", "2024-03-12", "open", None) == (
        tie.sender, tie.kind, tie.role, tie.begin, tie.end, tie.strength,
    )  # fmt: skip


def test_the_owner_may_be_an_actor_of_the_record(write):
    """An id with a colon is taken as it is."""
    path = write(HEADER + ANNA)

    assert "own:mona" in [tie.sender for tie in read(path, Tie, owner="own:mona")]


def test_without_owner_and_firm_there_are_no_ties(write):
    """The contacts are read, and the error says what to name."""
    path = write(HEADER + ANNA)

    assert ["affiliation"] == [tie.kind for tie in read(path, Tie, firm="")]
    assert ["no-owner"] == codes(path, firm="")


def test_the_same_person_in_a_newer_export_is_the_same_entry(write):
    """A new employer is a new version of the affiliation, whatever row it stands in."""
    older = read(write(HEADER + ANNA), Tie)
    newer = read(write(HEADER + "Zoe,New,,,,,1 Jan 2025\n" + ANNA.replace("Nordlicht AB", "Acme")), Tie)

    assert {tie.id for tie in older} < {tie.id for tie in newer}


def test_rows_with_stray_cells_are_left_out(write):
    """A name with an unquoted comma would shift every cell after it."""
    path = write(HEADER + ANNA + "Ben,Tailor,,,Acme, Inc.,Boss,12 Mar 2024\n")

    assert ["ragged-row"] == codes(path)
    assert ["Anna Öhman"] == [actor.name for actor in read(path, Actor) if actor.kind == "person"]


@pytest.mark.parametrize(
    "text",
    ["", "First Name,Last Name\nAnna,Öhman\n", HEADER, HEADER + ",,,,,,12 Mar 2024\n", '"' + "x\n" * 90, b"\0\1\2"],
    ids=["empty", "other columns", "header alone", "nameless", "unclosed", "binary"],
)
def test_a_file_with_nothing_usable_is_refused(write, text):
    """The message names the file and what to give instead."""
    path = write(text)

    with pytest.raises(SourceFileError, match=r"Connections\.csv"):
        read(path, Actor)


def test_a_day_that_is_none_is_refused(write):
    """The option is checked as every date is."""
    with pytest.raises(DateError):
        read(write(HEADER + ANNA), Actor, on="yesterday")


def write_messages(write, *rows):
    return write(MESSAGES + "".join(f"{row}\n" for row in rows), "messages.csv")


def test_messages_tie_the_owner_to_whom_they_wrote(write):
    """Without folders the owner is who takes part in every message; the firm stands for an owner not named."""
    path = write_messages(
        write,
        f"c1,Anna,{PROFILE}anna,Mona,{PROFILE}mona,2024-03-14 09:12:44 UTC,Secret,Never,",
        f"c2,Mona,{PROFILE}mona,Ben,{PROFILE}ben,2024-03-15 09:12:44 UTC,Secret,Never,",
    )

    assert recognise(path).name == "linkedin"
    assert [
        (("linkedin:anna", "sender"), ("own:firm", "receiver")),
        (("own:firm", "sender"), ("linkedin:ben", "receiver")),
    ] == [each.participants for each in read(path, Interaction)]
    assert ["2024-03-14", "2024-03-15"] == [each.begin for each in read(path, Interaction)]


def test_whoever_sent_what_was_sent_is_the_owner(write):
    """The folder of a message tells, where it is given."""
    row = f"c1,Mona,{PROFILE}mona,Anna,{PROFILE}anna,2024-03-14 09:12:44 UTC,,,SENT"

    assert [("own:firm", "linkedin:anna")] == [
        tuple(actor for actor, _ in each.participants) for each in read(write_messages(write, row), Interaction)
    ]


def test_nothing_that_was_written_reaches_an_entry(write):
    """Subject and content are not read, whatever they hold."""
    path = write_messages(write, f"c1,Anna,{PROFILE}anna,Mona,{PROFILE}mona,2024-03-14,Secret,Secret,INBOX")

    assert "Secret" not in repr(list(LinkedIn(firm="own:firm").read(path)))


def test_people_without_profiles_are_known_by_name_in_messages(write):
    """Names divided by commas are several people; addresses of profiles settle names with commas of their own."""
    path = write_messages(
        write,
        'c1,Mona,,"Anna, Ben",,14 Mar 2024,,,SENT',
        f'c2,Mona,,"Chao Li, PhD",{PROFILE}chao,no day,,,SENT',
        f'c3,Mona,,"Chao Li, PhD, Ben","{PROFILE}chao,{PROFILE}ben",,,,SENT',
        "c4,Mona,,,,14 Mar 2024,,,SENT",
    )

    assert [
        ["own:firm", "linkedin:name:anna", "linkedin:name:ben"],
        ["own:firm", "linkedin:chao"],
        ["own:firm", "linkedin:chao", "linkedin:ben"],
    ] == [[actor for actor, _ in each.participants] for each in read(path, Interaction)]
    assert ["bad-date", "no-recipient"] == codes(path)


def test_connections_lend_their_names_to_messages(write, tmp_path):
    """A message that gives a name alone means the one connection of that name."""
    write(HEADER + ANNA)
    write_messages(write, "c1,Mona,,Anna Öhman,,2024-03-14,,,SENT")

    assert ["linkedin:anna"] == [each.participants[1][0] for each in read(tmp_path, Interaction)]


def test_a_folder_with_one_table_is_no_export(write, tmp_path):
    """What lies beside a single table would go unread, so the folder is left to be read file by file."""
    write(HEADER + ANNA)

    assert not LinkedIn().recognises(tmp_path)
    assert not LinkedIn().recognises(tmp_path / "nothing.csv")


def pack(path, **contents):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in contents.items():
            packed.writestr(f"{name}.csv", text)
    return path


def test_an_archive_is_read_as_its_files(tmp_path):
    """Whatever folder they lie in; the other files are named."""
    path = pack(tmp_path / "export.zip", **{"Basic/Connections": HEADER + ANNA, "Basic/Skills": "x"})

    assert recognise(path).name == "linkedin"
    assert ["linkedin:anna"] == [actor.id for actor in read(path, Actor) if actor.kind == "person"]
    assert ["other-file"] == codes(path)


@pytest.mark.parametrize(
    ("name", "size", "why"), [("../Connections", 10**9, "points outside itself"), ("Connections", 10, "it unfolds to")]
)
def test_a_hostile_archive_is_refused(tmp_path, monkeypatch, name, size, why):
    """Nothing of it is unpacked."""
    monkeypatch.setattr("bridgehead.sources.linkedin._MOST_UNFOLDED", size)
    path = pack(tmp_path / "export.zip", **{name: HEADER + ANNA})

    with pytest.raises(SourceFileError, match=why):
        read(path, Actor)


def test_an_archive_of_something_else_is_refused(tmp_path):
    """The message says which tables to give."""
    path = pack(tmp_path / "export.zip", Skills="x")

    with pytest.raises(SourceFileError, match=r"Give Connections\.csv"):
        read(path, Actor)
