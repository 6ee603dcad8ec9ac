"""Tables with every fault a file can have: each gives a clear error or a finding with its place, and loses no more."""

import codecs
import datetime as dt
import gzip
import tracemalloc
import zipfile

import openpyxl
import pytest

from bridgehead.record.dates import OPEN, UNKNOWN
from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources._guess import UnmappedTableError
from bridgehead.sources._mapping import BadMappingError
from bridgehead.sources.table import Table

CONTACTS = "name,country,role,strength\nAnna Öhman,SE,customer,strong\nBo Æbel,DK,friend,weak\n"


def faults_of(rows):
    """The findings of rows, but for the one that says what each column was taken for."""
    return [finding for row in rows for finding in row.findings if finding.code != "mapping-used"]


@pytest.fixture
def table(tmp_path):
    """Write a table and read it: entries by type, and findings."""

    def write_and_read(content, name="people.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        rows = list(Table(**{"firm": "own:firm", **options}).read(path))
        return [entry for row in rows for entry in row.entries], faults_of(rows)

    return write_and_read


def names(entries):
    return [entry.name for entry in entries if isinstance(entry, Actor)]


def codes(findings):
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    "content",
    [
        CONTACTS.encode("utf-8"),
        codecs.BOM_UTF8 + CONTACTS.encode("utf-8"),
        CONTACTS.encode("utf-16"),
        codecs.BOM_UTF16_BE + CONTACTS.encode("utf-16-be"),
        CONTACTS.replace(",", ";").encode("utf-8"),
        CONTACTS.replace(",", "\t").encode("utf-8"),
        CONTACTS.replace(",", "|").encode("utf-8"),
        CONTACTS.replace("\n", "\r\n").encode("utf-8"),
        CONTACTS.replace("\n", "\r").encode("utf-8"),
        b"sep=;\r\n" + CONTACTS.replace(",", ";").encode("utf-8"),
        b"\n\n" + CONTACTS.encode("utf-8"),
        gzip.compress(CONTACTS.encode("utf-8"), mtime=0),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "semicolon", "tab", "bar", "crlf", "cr", "sep", "blank-lines", "gzip"],
)
def test_the_same_table_is_read_the_same_however_it_is_written(table, content):
    """Encoding, delimiter, line ends and compression change nothing and give no finding."""
    entries, findings = table(content)

    assert names(entries) == ["Anna Öhman", "Bo Æbel"]
    assert [tie.strength for tie in entries if isinstance(tie, Tie)] == ["strong", "weak"]
    assert codes(findings) == []


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
def test_a_guessed_encoding_is_told(table, encoding):
    """A file that does not say its encoding is read by a guess, and a note says so."""
    entries, findings = table(CONTACTS.encode(encoding))

    assert names(entries) == ["Anna Öhman", "Bo Æbel"]
    assert codes(findings) == ["encoding-guessed"]


def test_a_named_encoding_is_taken_without_guessing(table):
    """The option decides, and a wrong one is refused."""
    entries, findings = table(CONTACTS.encode("latin-1"), encoding="latin-1")

    assert names(entries) == ["Anna Öhman", "Bo Æbel"]
    assert codes(findings) == []
    with pytest.raises(SourceFileError, match="cannot be read as ascii"):
        table(CONTACTS, encoding="ascii")
    with pytest.raises(SourceFileError, match="no encoding 'klingon'"):
        table(CONTACTS, encoding="klingon")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"name,country\n", "no rows below it"),
        (b"name,country\n,\n , \n", "no rows below it"),
        (b"name,country\nA\0nna,SE\n", "NUL bytes"),
        (b'name,country\n"Anna,SE\n' + b"x,y\n" * 50_000, "quotation mark"),
        (b"name,country\n" + b"a" * (9 * 2**20), "line of more than 8 MB"),
        (gzip.compress(CONTACTS.encode("utf-8"), mtime=0)[:-12], "gzipped but damaged"),
        (b"colour,weight\nred,1\n", "no built-in mapping fits"),
    ],
    ids=["empty", "blank", "header-only", "empty-rows", "nul", "open-quote", "long-line", "cut-gzip", "strange"],
)
def test_a_file_that_cannot_be_read_says_why(table, content, message):
    """The error names the file and the reason."""
    with pytest.raises(SourceFileError, match=message) as caught:
        table(content)

    assert "people.csv" in str(caught.value)


def test_an_endless_line_is_refused_without_being_held_in_memory(tmp_path):
    """A file of one line of 128 MB is refused after its first megabytes."""
    path = tmp_path / "endless.csv"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(128):
            file.write(b"," * 2**20)

    tracemalloc.start()
    with pytest.raises(SourceFileError, match="line of more than 8 MB"):
        list(Table().read(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    # eight megabytes in chunks of one, with room for the machinery around them
    assert peak < 16 * 2**20


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    """Neither is a table; the message says which it is."""
    with pytest.raises(SourceFileError, match="it is a folder"):
        list(Table().read(tmp_path))
    with pytest.raises(SourceFileError, match="cannot be read"):
        list(Table().read(tmp_path / "nowhere.csv"))


def test_a_missing_column_names_the_columns_that_are_there(table):
    """With a mapping named, the message says what it needs and what is there."""
    with pytest.raises(UnmappedTableError, match=r"needs a column for receiver.*sender, kind") as caught:
        table("sender,kind\na,social\n", mapping="tie")

    assert caught.value.missing == ("receiver",)


def test_a_table_is_recognised_by_its_header_and_prose_is_not(tmp_path):
    """A file of contacts is a table whatever its name; a letter is none."""
    path, letter, picture = tmp_path / "people.txt", tmp_path / "letter.csv", tmp_path / "picture.csv"
    path.write_text(CONTACTS, encoding="utf-8")
    letter.write_text("Dear Anna,\nthank you, it was kind of you.\n", encoding="utf-8")
    picture.write_bytes(bytes(range(256)) * 20)

    assert recognise(path).name == "table"
    assert not Table().recognises(letter)
    assert not Table().recognises(picture)
    assert not Table().recognises(tmp_path)


def test_a_quoted_line_break_stays_in_its_cell_and_rows_keep_their_line_number(table):
    """The finding after a cell of two lines names the line in the file."""
    _, findings = table('name,note,country\nAnna,"two\nlines",SE\nBo,,Germny\n')

    assert [(finding.row, finding.column, finding.found) for finding in findings if finding.level == "warning"] == [
        (4, "country", "Germny")
    ]


def test_a_row_with_too_many_cells_is_skipped_and_one_with_too_few_is_filled(table):
    """Cells beyond the header may have shifted the others; missing ones are unknown."""
    entries, findings = table("name,country,role\nAnna,SE,customer,friend\nBo,DK\nCy,FI,friend,,\n")

    assert names(entries) == ["Bo", "Cy"]
    assert [(finding.code, finding.row) for finding in findings if finding.level == "error"] == [("ragged-row", 2)]


def test_rows_that_repeat_each_other_or_a_key_are_skipped(table):
    """An equal row is a warning, another row under the same key an error; both name the first."""
    entries, findings = table("id,name,country\n1,Anna,SE\n1,Anna,SE\n1,Bo,DK\n")

    assert names(entries) == ["Anna"]
    assert [(finding.code, finding.level, finding.row) for finding in findings][:2] == [
        ("duplicate-row", "warning", 3),
        ("duplicate-id", "error", 4),
    ]


def test_a_list_of_customers_is_one_of_organisations(table):
    """A name that only organisations bear is no person's where nothing else says so; the finding names them."""
    entries, findings = table("name,country,role\nMüller GmbH,DE,customer\nAnna Ek,SE,friend\n")

    assert {"Müller GmbH": "organisation", "Anna Ek": "person"} == {
        entry.name: entry.kind for entry in entries if isinstance(entry, Actor)
    }
    assert ["organisation-recognised"] == codes(findings)
    assert "Müller GmbH" in findings[0].message
    assert {entry.id for entry in entries if isinstance(entry, Actor)} == {
        entry.receiver for entry in entries if isinstance(entry, Tie)
    }


@pytest.mark.parametrize(
    "content",
    ["name,company\nMax Bank,Meier AG\n", "first name,last name\nMax,Bank\n", "name,position\nMax Bank,CEO\n"],
)
def test_who_has_an_employer_or_a_position_stays_a_person(table, content):
    """A surname that reads like an organisation's word is not taken for one."""
    entries, findings = table(content)

    assert "person" in {entry.kind for entry in entries if isinstance(entry, Actor)}
    assert "organisation-recognised" not in codes(findings)


def test_namesakes_in_one_table_stay_two_people(table):
    """Nothing merges silently: the second of a name gets an id of its own, the same on every reading."""
    content = "name,company,country\nAnna,Volt,SE\nAnna,Ampere,SE\nAnna,Ampere,DK\n"
    entries, _ = table(content)
    people = [entry.id for entry in entries if isinstance(entry, Actor) and entry.kind == "person"]

    assert people == ["people:anna", "people:anna-ampere", "people:anna-ampere-2"]
    assert [entry.id for entry in table(content)[0]] == [entry.id for entry in entries]


def test_the_same_person_in_two_files_stays_two_actors(table):
    """Ids begin with the file's name."""
    first, _ = table("name,country\nAnna,SE\n", name="fair.csv")
    second, _ = table("name,country\nAnna,SE\n", name="mission.csv")

    assert not {entry.id for entry in first} & {entry.id for entry in second}


def test_without_a_firm_contacts_give_no_ties_and_an_error_says_so(table):
    """Actors are read; the finding asks whose contacts they are."""
    entries, findings = table(CONTACTS, firm="")

    assert not [entry for entry in entries if isinstance(entry, Tie)]
    assert "no-firm" in codes(findings)


def test_the_firm_itself_in_its_list_gets_no_tie_with_itself(table):
    """A row about the firm is an actor and nothing more."""
    entries, _ = table("id,company,country\nfirm,Firm,SE\n", firm="people:firm")

    assert [type(entry).__name__ for entry in entries] == ["Evidence", "Actor"]


def test_dates_amounts_and_ends_follow_the_conventions_of_tables(table):
    """An empty end is open, an empty begin unknown; an ambiguous date or amount is left unknown and reported."""
    entries, findings = table(
        "name,kind,role,since,until,strength\n"
        'Anna,social,friend,,,\nBo,social,friend,12/03/2021,2022,"1,234"\nCy,social,friend,unknown,unknown,0.2\n'
    )
    ties = [entry for entry in entries if isinstance(entry, Tie)]

    assert [(tie.begin, tie.end) for tie in ties] == [(UNKNOWN, OPEN), (UNKNOWN, "2022"), (UNKNOWN, UNKNOWN)]
    assert sorted(codes(findings)) == ["ambiguous-date", "ambiguous-number"]
    assert {finding.row for finding in findings} == {3}


def test_options_settle_what_is_ambiguous(table):
    """With the order of day and month and the decimal sign named, both are read."""
    entries, findings = table(
        'name,kind,role,since,strength\nBo,social,friend,12/03/2021,"0,234"\n', day_order="day-month", decimal=","
    )
    tie = next(entry for entry in entries if isinstance(entry, Tie))

    assert ("2021-03-12", 0.234) == (tie.begin, tie.strength)
    assert codes(findings) == []


def test_the_day_a_row_was_told_goes_before_the_day_of_the_table(table):
    """Evidence speaks for the row's own day, else the table's, else nobody knows."""
    content = "name,country,told_on\nAnna,SE,2020\nBo,DK,\n"

    days = [
        [entry.on for entry in table(content, on=on)[0] if isinstance(entry, Evidence)] for on in ("2024-05-01", "")
    ]

    assert days == [["2020", "2024-05-01"], ["2020", "unknown"]]


def test_a_table_of_entries_takes_its_own_ids_and_refuses_a_second_of_the_same(table):
    """An id given twice is an error that names the first row; without ids, rows get numbered ones."""
    entries, findings = table("id,kind,name\na,person,Anna\na,person,Bo\n,person,Cy\n,person,Cy\n", name="actors.csv")

    assert [entry.id for entry in entries if isinstance(entry, Actor)] == ["table:a", "table:cy", "table:cy-2"]
    assert [(finding.code, finding.row) for finding in findings] == [("duplicate-id", 3)]


def test_two_columns_of_one_meaning_are_reported_and_the_first_is_read(table):
    """The second of two columns for the country is not read."""
    entries, findings = table("name,,country,land,,\nAnna,x,SE,DK,,\n")

    assert [entry.market for entry in entries if isinstance(entry, Actor)] == ["SE"]
    assert [(finding.code, finding.column) for finding in findings][:2] == [
        ("unused-column", "(no name)"),
        ("double-column", "land"),
    ]


def test_a_mapping_of_ones_own_names_columns_words_and_values(table, tmp_path):
    """What the file calls things and what it leaves out is declared."""
    mapping = tmp_path / "fair.yaml"
    mapping.write_text(
        "rows: contact\nnamespace: fair\ncolumns: {name: [Besucher], role: Art, market: [Herkunft]}\n"
        "values: {kind: social, market: DE}\nwords: {role: {KUNDE: customer}}\nignored: {Halle: no matter}\n",
        encoding="utf-8",
    )
    entries, findings = table("Besucher;Art;Herkunft;Halle\nAnna;Kunde;;4\n", mapping=str(mapping))
    tie = next(entry for entry in entries if isinstance(entry, Tie))

    assert ("fair:tie:anna", "social", "customer") == (tie.id, tie.kind, tie.role)
    assert [entry.market for entry in entries if isinstance(entry, Actor)] == ["DE"]
    assert codes(findings) == []


def test_an_unknown_mapping_is_refused_with_the_nearest(table):
    """The message lists the built-in ones."""
    with pytest.raises(BadMappingError, match="Did you mean 'hubspot-contacts'"):
        table(CONTACTS, mapping="hubspot-contact")


@pytest.fixture
def book(tmp_path):
    """Write a workbook and read it."""

    def write_and_read(fill, **options):
        workbook = openpyxl.Workbook()
        fill(workbook)
        path = tmp_path / "people.xlsx"
        workbook.save(path)
        rows = list(Table(**{"firm": "own:firm", **options}).read(path))
        return [entry for row in rows for entry in row.entries], faults_of(rows)

    return write_and_read


def fill_people(workbook):
    sheet = workbook.active
    sheet.title = "People"
    for row in (
        ("id", "name", "country", "since", "strength", "one_way"),
        (7, "Anna", "SE", dt.date(2021, 3, 4), 0.25, True),
        (8.0, "Bo", "NA", dt.datetime(2021, 3, 4, 12, 30), "weak", "no"),  # noqa: DTZ001 - cells have no zone
        (None, None, None, None, None, None),
        (9, "Cy", "DK", 2019, None, None),
    ):
        sheet.append(row)
    sheet.merge_cells("C5:D5")
    hidden = workbook.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["name", "country"])
    hidden.append(["Old Anna", "SE"])


def test_a_workbook_gives_dates_numbers_and_yes_as_a_table_would(book):
    """Whole numbers have no point, days no time, NA is Namibia; the hidden sheet is not read."""
    entries, findings = book(fill_people)
    ties = [entry for entry in entries if isinstance(entry, Tie)]

    assert [(entry.id, entry.market) for entry in entries if isinstance(entry, Actor)] == [
        ("people:7", "SE"),
        ("people:8", "NA"),
        ("people:9", "DK"),
    ]
    assert [(tie.begin, tie.strength, tie.one_way) for tie in ties] == [
        ("2021-03-04", 0.25, True),
        ("2021-03-04", "weak", False),
        ("unknown", None, False),
    ]
    assert "sheets-not-read" in codes(findings)


def test_a_sheet_can_be_named_and_a_wrong_name_lists_the_sheets(book):
    """A hidden sheet is read when asked for."""
    entries, _ = book(fill_people, sheet="Old")

    assert names(entries) == ["Old Anna"]
    with pytest.raises(SourceFileError, match="People, Old"):
        book(fill_people, sheet="New")


def test_formulas_without_a_stored_result_are_empty_and_not_code(book):
    """A cell that holds a formula gives its last result; here nobody ever computed it."""

    def fill(workbook):
        workbook.active.append(["name", "country", "note"])
        workbook.active.append(["Anna", "SE", "=1+1"])

    entries, _ = book(fill)

    assert [tie.note for tie in entries if isinstance(tie, Tie)] == [""]


def test_an_empty_workbook_and_a_damaged_one_are_refused(book, tmp_path):
    """Both errors say what to do."""
    with pytest.raises(SourceFileError, match="is empty"):
        book(repr)
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(damaged, "w") as archive:
        archive.writestr("xl/workbook.xml", "<not a workbook")
    with pytest.raises(SourceFileError, match="Save it again"):
        list(Table().read(damaged))


def test_a_workbook_that_unfolds_to_gigabytes_is_refused_before_it_is_unfolded(tmp_path, monkeypatch):
    """The sizes it declares are enough."""
    monkeypatch.setattr("bridgehead.sources._sheets._MOST_UNFOLDED", 1000)
    path = tmp_path / "bomb.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["name", "country"])
    workbook.save(path)

    with pytest.raises(SourceFileError, match="unfolds to"):
        list(Table().read(path))


def test_a_workbook_whose_cells_span_billions_is_refused(book):
    """One stray cell in the last row and column would fill the memory."""

    def fill(workbook):
        workbook.active.append(["name", "country"])
        workbook.active["XFD1048576"] = "stray"

    with pytest.raises(SourceFileError, match="spans 1,048,576 rows and 16,384 columns"):
        book(fill)


def test_pairs_and_triples_are_parted_by_colons_or_equal_signs(table):
    """Ids with a colon keep it; shares may be left out."""
    entries, _ = table(
        "kind,participants,begin\nmeeting,anna:sender;crm:bo:target;crm:cy=,2001\nvisit,anna;bo,2001\n",
        name="interactions.csv",
    )
    meetings = [entry.participants for entry in entries if not isinstance(entry, Evidence)]

    assert meetings == [
        (("table:anna", "sender"), ("crm:bo", "target"), ("crm:cy", "")),
        (("table:anna", ""), ("table:bo", "")),
    ]


def test_identifiers_are_parted_at_their_first_colon(table):
    """A web address keeps its own colon."""
    entries, _ = table("kind,name,identifiers\nperson,Anna,web:https://x.example|orcid=1\n", name="actors.csv")

    assert [entry.identifiers for entry in entries if isinstance(entry, Actor)] == [
        (("web", "https://x.example"), ("orcid", "1"))
    ]


def test_assessments_are_read_as_their_item_wants_them(table):
    """A share is a number, a yes is yes; what does not fit skips the row."""
    entries, findings = table(
        "subject,instrument,item,value\nfirm,record,focal_firm,yes\nfirm,record,focal_firm,perhaps\nfirm,no,such,1\n",
        name="assessments.csv",
    )

    assert [entry.value for entry in entries if not isinstance(entry, Evidence)] == [True]
    assert [(finding.code, finding.row) for finding in findings] == [("bad-yes-no", 3), ("unknown-item", 4)]


def test_a_row_rests_on_the_evidence_it_names_instead_of_itself(table):
    """An evidence column takes the place of the row's own evidence."""
    entries, _ = table("kind,name,evidence\nperson,Anna,p1;p2\n", name="actors.csv")

    assert [(type(entry).__name__, entry.evidence) for entry in entries] == [("Actor", ("table:p1", "table:p2"))]


def test_an_introducer_may_be_named_by_id(table):
    """An id with a colon is taken as it stands."""
    entries, findings = table("name,country,role,introduced by\nAnna,SE,friend,crm:bo\n")

    assert [tie.introduced_by for tie in entries if isinstance(tie, Tie)] == ["crm:bo"]
    assert codes(findings) == []


def test_a_field_that_makes_the_entry_unfit_and_is_needed_skips_the_row(table):
    """A tie of someone with themselves cannot be made."""
    entries, findings = table("sender,receiver,kind\na,a,social\nb,c,social\n", name="ties.csv")

    assert [entry.receiver for entry in entries if isinstance(entry, Tie)] == ["table:c"]
    assert [(finding.code, finding.row) for finding in findings] == [("tie-with-itself", 2)]


def test_names_in_scripts_without_letters_of_ours_still_get_ids(table):
    """Names are written in letters for ids; what has none gets a stable hash."""
    entries, _ = table("name,country,role\n北京,CN,friend\n!!!,CN,friend\n")
    ids = [entry.id for entry in entries if isinstance(entry, Actor)]

    assert ids[0] == "people:beijing"
    assert ids[1].startswith("people:")
    assert len(ids[1]) > len("people:")


def test_a_table_of_ties_may_name_the_contacts_of_another_file(table):
    """With the namespace of the contacts, names in one table are the people of the other."""
    contacts, _ = table(CONTACTS)
    ties, _ = table("sender,receiver,kind\nAnna Öhman,Bo Æbel,social\n", name="ties.csv", namespace="people")
    tie = next(entry for entry in ties if isinstance(entry, Tie))

    assert {tie.sender, tie.receiver} == {entry.id for entry in contacts if isinstance(entry, Actor)}


def test_the_reader_is_told_what_each_column_was_taken_for(tmp_path):
    """One note names the mapping and the meaning of every column that was read."""
    path = tmp_path / "people.csv"
    path.write_text("Full name,Land\nAnna,SE\n", encoding="utf-8")

    told = next(finding for row in Table(firm="own:firm").read(path) for finding in row.findings)

    assert ("mapping-used", "note") == (told.code, told.level)
    assert told.message == "Read with mapping 'contacts': 'Full name' as name, 'Land' as market."
