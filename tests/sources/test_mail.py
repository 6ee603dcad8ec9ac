"""Mail: mailboxes of every sort, their headers and nothing else, and who is no person."""

import gzip
import io

import pytest

from bridgehead.record.entries import Actor, Evidence, Interaction
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources._findings import Tally
from bridgehead.sources._mailboxes import find_headers
from bridgehead.sources._messages import read_message
from bridgehead.sources.mail import Mail

LINE = "From anna@nordlicht.example Mon Feb  5 10:00:00 2024"
FROM, TO, DATE = "From: Anna <anna@nordlicht.example>", "To: mona@loom.example", "Date: Mon, 5 Feb 2024 10:00:00 +0100"


@pytest.fixture
def write(tmp_path):
    """Write messages into one file, parted as an mbox where there are several, and give its path."""

    def write_messages(*messages, name="mail.mbox", ends="\n", line=LINE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = [(line, *message, "") if len(messages) > 1 else message for message in messages]
        path.write_bytes("".join(text + ends for part in parts for text in part).encode("utf-8", "surrogateescape"))
        return path

    return write_messages


def read(path, kind=Interaction, **options):
    rows = Mail(**({"firm": "own:firm", "own": "loom.example"} | options)).read(path)
    return [entry for row in rows for entry in row.entries if isinstance(entry, kind)]


def codes(path, **options):
    rows = Mail(**({"firm": "own:firm", "own": "loom.example"} | options)).read(path)
    return [finding.code for row in rows for finding in row.findings]


def message(number=1, *more):
    return (FROM, TO, DATE, f"Message-ID: <{number}@nordlicht.example>", *more, "", "Body")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        LINE, "From - Fri Jun  9 23:17:56 2000", "From 1690000000000000000@xxx Wed Jan 01 12:00:00 +0000 2020",
        'From "anna o"@x.example Mon Feb  5 10:00 2024', "From MAILER-DAEMON Thu Aug 26 16:49:36 2021",
        "From a@b.example Thu, 12 Mar 2020 10:00:00 GMT",
    ],
)  # fmt: skip
def test_any_separator_in_use_parts_messages(write, line, ends):
    """As programs write them, with either line end."""
    path = write(message(1), message(2), line=line, ends=ends)

    assert recognise(path).name == "mail"
    assert 2 == len(read(path))


@pytest.mark.parametrize(
    "text", ["From here on nothing matters", ">From a@b.cc Mon Feb  5 10:00:00 2024", "From Monday, 5 Feb at 10:00"]
)
def test_what_looks_like_a_separator_in_a_text_is_text(write, text):
    """Quoted ones, and sentences."""
    assert 2 == len(read(write((*message(1), "", text, "From: x@y.zz"), message(2))))


def test_a_single_message_is_never_parted(write):
    """A separator quoted in it is its text."""
    assert 1 == len(read(write((*message(1), "", LINE, *message(2)), name="one.eml")))


def test_a_copy_of_a_message_is_the_same_interaction(write, tmp_path):
    """By its Message-ID; without one by date and people."""
    bare = (FROM, TO, DATE, "", "Body")
    first = {each.id for each in read(write(message(1), bare))}
    again = {each.id for each in read(write(bare, message(1), message(2), name="copy.mbox"))}

    assert first < again


def test_a_day_is_the_writers(write):
    """Not the day it was in Greenwich."""
    path = write((FROM, TO, "Date: Mon, 5 Feb 2024 23:30:00 -0800"))

    assert ["2024-02-05"] == [each.begin for each in read(path)]
    assert ["2024-02-05"] == [each.on for each in read(path, Evidence)]


@pytest.mark.parametrize("text", ["Malformed Date.", "Mon, 31 Feb 2024 10:00:00", "Mon, 5 Feb 1020 10:00:00", ""])
def test_a_date_that_is_none_is_left_unknown(write, text):
    """The message is kept."""
    path = write((FROM, TO, f"Date: {text}"))

    assert ["unknown"] == [each.begin for each in read(path)]
    assert ["bad-date"] == codes(path)


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("=?utf-8?q?Anna_=C3=96hman?= <anna@nordlicht.example>", "Anna Öhman"),
        ("=?iso-8859-1?Q?Anna_=D6hman?= <anna@nordlicht.example>", "Anna Öhman"),
        ('"Öhman, Anna" <anna@nordlicht.example>', "Öhman, Anna"),
        ("'Anna' <ANNA@Nordlicht.example>", "Anna"),
        ("anna@nordlicht.example (Anna)", "Anna"),
        ('"Ohman, Anna"              anna@nordlicht.example', "Ohman, Anna"),
        ("anna@nordlicht.example", "anna@nordlicht.example"),
        ("=?klingon?q?Anna?= <anna@nordlicht.example>", "=?klingon?q?Anna?="),
    ],
)
def test_names_are_read_as_people_read_them(write, field, name):
    """Encoded, quoted, in brackets or in comments."""
    path = write((f"From: {field}", TO, DATE))

    assert name in {actor.name for actor in read(path, Actor)}


def test_bytes_in_no_encoding_are_read_as_latin(write):
    """Old programs wrote letters with accents as they were."""
    path = write(("From: \udcd6hman <anna@nordlicht.example>", TO, DATE))

    assert "Öhman" in {actor.name for actor in read(path, Actor)}


def test_folded_fields_and_odd_spaces_are_read(write):
    """Continuation lines, and a space before the colon."""
    path = write((FROM, "To : mona@loom.example,", "\tBen <ben@acme.example>", "Broken line", DATE))

    assert [3] == [len(each.participants) for each in read(path)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["List-Id: <x.example>"], "list-mail"),
        (["List-Unsubscribe: <mailto:x@y.zz>"], "list-mail"),
        (["Precedence: Bulk"], "list-mail"),
        (["Auto-Submitted: auto-replied; x=y"], "automatic-mail"),
        (["Cc: " + ", ".join(f"a{place}@m.example" for place in range(21))], "mass-mail"),
        (["Cc: secret@acme.example", "From: b@acme.example"], ""),
        (["Auto-Submitted: no"], ""),
    ],
)
def test_what_no_person_wrote_to_a_person_is_counted_and_not_kept(write, more, code):
    """Lists, newsletters, programs and mass mail."""
    path = write(message(1), (*message(2)[:4], *more))

    assert (1 if code else 2) == len(read(path))
    assert ([code] if code else []) == codes(path)


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        ("no-reply@shop.example", "automatic-mail"), ("notifications+7@shop.example", "automatic-mail"),
        ("MAILER-DAEMON@shop.example", "automatic-mail"), ("x@lists.shop.example", "list-mail"),
        ("x@googlegroups.com", "list-mail"), ("nobody", "no-sender"), ("mona@loom.example", "no-recipient"),
    ],
)  # fmt: skip
def test_senders_who_are_nobody_are_counted(write, sender, code):
    """And whoever writes to themselves."""
    path = write(message(1), (f"From: <{sender}>", TO, DATE))

    assert 1 == len(read(path))
    assert [code] == codes(path)


def test_shared_mailboxes_stand_for_their_organisation(write):
    """Ours is the firm itself, where the firm is known."""
    path = write((FROM, "To: office@loom.example, info@acme.example", DATE))

    assert {"own:firm", "mail:info@acme.example", "mail:anna@nordlicht.example"} == {
        actor for each in read(path) for actor, _ in each.participants
    }
    assert ["organisation"] == [actor.kind for actor in read(path, Actor) if actor.id == "mail:info@acme.example"]
    assert "mail:office@loom.example" in {actor.id for actor in read(path, Actor, firm="")}


def test_own_addresses_may_be_addresses_or_domains(write):
    """Whoever has one belongs to the firm; without any we are told to name them."""
    path = write(message())

    for own in ("mona@loom.example", "@loom.example", "other.example, loom.example"):
        assert ["mail:affiliation:mona@loom.example"] == [
            entry.id
            for row in Mail(firm="own:firm", own=own).read(path)
            for entry in row.entries
            if "affil" in entry.id
        ]
    assert ["no-own-address"] == codes(path, own="")


def test_subjects_and_bodies_reach_nothing(write):
    """Not even the header that is handed on holds them."""
    path = write((*message(1, "Subject: Secret", "Bcc: secret@x.example", "X-Note: Secret"), "Secret"), message(2))

    assert "secret" not in repr(list(Mail(firm="own:firm").read(path))).lower()
    blocks = find_headers(path, {b"from"}, Tally("note", "x", ""))
    assert {FROM.encode() + b"\n"} == {block.content for block in blocks}


def test_a_maildir_is_read_without_what_is_still_written(write, tmp_path):
    """`cur` and `new`, not `tmp`; links are not followed."""
    for place in ("cur/1", "new/2", "tmp/3"):
        write(message(place), name=f"box/{place}")
    (tmp_path / "box" / "cur" / "link").symlink_to(tmp_path / "box" / "tmp" / "3")

    assert recognise(tmp_path / "box").name == "mail"
    assert 2 == len(read(tmp_path / "box"))


def test_a_folder_is_mail_where_half_of_it_is(write, tmp_path):
    """What is no mail in it is named."""
    write(message(1), name="box/inbox/one.eml")
    (tmp_path / "box" / "notes.txt").write_text("no mail")
    (tmp_path / "box" / ".hidden").write_text("no mail")

    assert Mail().recognises(tmp_path / "box")
    assert ["not-mail"] == codes(tmp_path / "box")
    (tmp_path / "box" / "more.txt").write_text("no mail")
    assert not Mail().recognises(tmp_path / "box")
    assert not Mail().recognises(tmp_path / "absent")


def test_a_gzipped_mailbox_is_read(write, tmp_path):
    """As archives are kept."""
    path = tmp_path / "mail.mbox.gz"
    path.write_bytes(gzip.compress(write(message(1), message(2)).read_bytes()))

    assert 2 == len(read(path))


def test_endless_lines_and_headers_are_passed_over_in_bounded_memory(write, monkeypatch):
    """No more than a piece of a line is held at a time, in headers and in bodies."""
    longest = []
    readline = io.BufferedReader.readline

    def watch(self, size=-1):
        longest.append(size)
        return readline(self, size)

    endless = ("Cc: " + "x" * 400_000, "X-More: " + "y" * 400_000, *(f"Received: {place}" for place in range(6_000)))
    path = write((FROM, TO, DATE, *endless), message(2))

    assert 2 == len(read(path))
    assert {2**16} >= set(longest)
    monkeypatch.undo()


@pytest.mark.parametrize(
    "field", ["(" * 9_000, '"' * 9_000, "\\" * 9_000, "@" * 9_000, "=?utf-8?b?A?= <x@y.zz", "=?\x80?q?x?= <x@y.zz>"]
)
def test_hostile_fields_are_read_or_passed_over(field):
    """Comments within comments, and words in encodings that are none, bring nothing down."""
    assert read_message(f"From: {field}\nTo: {field}\n".encode()).recipients in ((), (("x@y.zz", ""),)) or "=?" in field


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "neither a mailbox nor mail"),
        (b"name,category\nx,y\n", "neither a mailbox nor mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Outlook's own format"),
        (b"!BDN", "data file of Outlook"),
        (b"Subject: x\nDate: y\n\n", r"none of its messages \(1\).*without a writer's address"),
    ],
)
def test_a_file_with_nothing_usable_is_refused(tmp_path, content, why):
    """The message says what was seen and what to give instead."""
    path = tmp_path / "mail.mbox"
    path.write_bytes(content)

    with pytest.raises(SourceFileError, match=why):
        read(path)


def test_an_absent_file_is_told(tmp_path):
    """As by every source."""
    with pytest.raises(SourceFileError, match="cannot be read"):
        read(tmp_path / "absent.mbox")
