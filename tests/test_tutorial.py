"""The tutorial and the how-to pages can be typed from beginning to end, in an empty folder, and do what they say."""

import contextlib
import io
import sys
from datetime import date
from pathlib import Path

import pytest

import bridgehead as bh
from bridgehead.cli.app import run
from pagecommands import Program, read_page

ROOT = Path(__file__).resolve().parent.parent
# the way through the browser is walked in one: tests/web/browser/test_walks.py
TUTORIALS = sorted(page for page in (ROOT / "docs" / "tutorial").glob("*.md") if page.stem != "in-the-browser")
TUTORIAL = ROOT / "docs" / "tutorial" / "first-answer.md"
RECRUITING = ROOT / "docs" / "tutorial" / "recruiting.md"
PAGES = [*TUTORIALS, *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
#: files of their own that readers of all pages have
BROUGHT = {
    "participations.csv": """\
rcn,pic,name,type,role,country,city,sme,start_date,end_date
1,11,AERTEC SOLUTIONS SL,PRC,participant,ES,,,2015-02-01,2019-01-31
1,12,CARBURES EUROPE SA,PRC,participant,ES,,,2015-02-01,2019-01-31
1,13,Nordlicht GmbH,PRC,coordinator,DE,,,2015-02-01,2019-01-31
2,13,Nordlicht GmbH,PRC,participant,DE,,,2016-01-01,2020-12-31
2,14,Fjord Coatings AS,PRC,coordinator,NO,,,2016-01-01,2020-12-31
""",
    "Connections.csv": """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Maria,Rossi,https://www.linkedin.com/in/maria-rossi,maria@tessuti.example,Tessuti,Buyer,05 Mar 2021
""",
    "contacts.vcf": """\
BEGIN:VCARD
VERSION:4.0
FN:Anna Weber
EMAIL:anna@nordlicht.example
TEL:+49 30 1234567
END:VCARD
""",
    "sent.mbox": """\
From mona@loom.example Tue Mar 05 10:00:00 2024
From: Mona Weaver <mona@loom.example>
To: Maria Rossi <maria@tessuti.example>
Date: Tue, 05 Mar 2024 10:00:00 +0000
Message-ID: <one@loom.example>

Never read.

From maria@tessuti.example Wed Mar 06 10:00:00 2024
From: Maria Rossi <maria@tessuti.example>
To: Mona Weaver <mona@loom.example>
Date: Wed, 06 Mar 2024 10:00:00 +0000
Message-ID: <two@tessuti.example>

Never read.
""",
    "calendar.ics": """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//loom
BEGIN:VEVENT
UID:meeting-1@loom.example
DTSTART:20240507T090000Z
ORGANIZER;CN=Mona Weaver:mailto:mona@loom.example
ATTENDEE;CN=Maria Rossi;PARTSTAT=ACCEPTED:mailto:maria@tessuti.example
END:VEVENT
END:VCALENDAR
""",
}


@pytest.fixture
def reader(tmp_path, monkeypatch, capsys):
    """Types a page in an empty folder; gives for each command (its words, exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("BRIDGEHEAD_RECORD", raising=False)

    def type_page(page):
        for name, text in BROUGHT.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        names = {}
        for item in read_page(page):
            capsys.readouterr()
            if isinstance(item, Program):
                with contextlib.redirect_stderr(io.StringIO()):
                    exec(item.text, names)  # noqa: S102 - a page of ours
            elif item.arguments is None:
                run_elsewhere(item, tmp_path)
            else:
                monkeypatch.setattr(sys, "stdin", io.StringIO(item.typed))
                code = run(item.arguments)
                printed = capsys.readouterr()
                yield item, code, printed.out, printed.err

    return type_page


def run_elsewhere(command, folder):
    """What a shell would do: a file typed in, or a folder made."""
    match command.words:
        case ("cat", ">", name):
            (folder / name).write_text(command.typed, encoding="utf-8")
        case ("mkdir", name):
            (folder / name).mkdir()
        case _:
            pytest.fail(f"A page says {command.words}, which this test cannot type.")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_can_be_typed_from_beginning_to_end(page, reader):
    """Every command ends with the exit code the page says, which is 0 where it says nothing."""
    assert list(read_page(page))

    for command, code, _, err in reader(page):
        assert command.code == code, f"{' '.join(command.words)}: {err}"


def test_the_tutorial_leads_to_an_introduction_in_ten_commands(reader):
    """From an empty folder to the person who opens a market where the firm knows nobody."""
    done = [(" ".join(command.words), out) for command, _, out, _ in reader(TUTORIAL)]
    commands = [words for words, _ in done if words.startswith("bridgehead ")]
    printed = dict(done)

    assert len(commands) <= 10
    assert "Czechia" in printed["bridgehead ask reach"]
    assert "Japan" not in printed["bridgehead ask reach"].partition("Markets nothing is known of")[0]
    assert "Lars Holm → Keiko Tanaka (JP)" in printed["bridgehead ask introductions --to JP"]


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_what_tutorials_quote_as_printed_is_printed(page, reader):
    """The lines that a tutorial shows in `text` blocks are lines that its commands print."""
    shown = [
        line.strip()
        for block in page.read_text(encoding="utf-8").split("```text\n")[1:]
        for line in block.partition("```")[0].splitlines()
        if line.strip()
    ]
    printed = {" ".join(line.split()) for _, _, out, err in reader(page) for line in (out + err).splitlines()}

    assert shown
    assert [] == [line for line in shown if " ".join(line.split()) not in printed]


def test_the_ledger_shows_what_its_page_says(reader):
    """Of 80 drums 40 came; nothing was overdue the year before; no row of the page's tables went astray."""
    assert list(reader(ROOT / "docs" / "how-to" / "keep-a-ledger.md"))
    firm = bh.open("firm.bridgehead")

    rows = [firm.ask("reciprocity", as_of=day).records("ledger") for day in (date(2024, 10, 1), date(2023, 7, 1))]
    drums = [(row["open"], row["overdue"]) for found in rows for row in found if row["unit"] == "drums"]
    oddities = {finding.code for finding in firm.check()}
    firm.close()

    assert [(40, "certain"), (0, "no")] == drums
    assert {"overdue", "open-after-end"} == oddities


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_tables_of_a_page_name_is_there(page, reader):
    """No id in a table typed from a page leads nowhere."""
    list(reader(page))

    for place in Path().glob("*.bridgehead"):
        with bh.open(place) as firm:
            assert set() == {str(finding) for finding in firm.check() if finding.code == "dangling"}


def test_the_recruiting_page_tells_what_is_so(reader):
    """Who stays, what decided and who still owes what: figures of its text that no printed line shows alone."""
    assert list(reader(RECRUITING))
    rules = bh.Recruitment(
        verified_only=True, budget=120, market_least=("US=2", "Europe=5"), market_most=("*=3", "Asia=0"),
        field_most=("*=3",),
    )  # fmt: skip
    with bh.open("firm.bridgehead") as firm:
        answer = firm.ask(rules, as_of=date(2000, 6, 30))
        ledger = firm.ask("reciprocity", as_of=date(2002, 1, 31))
    teams = answer.records("choice")
    owed = [row for row in ledger.records("by_actor") if row["side"] == "owed to us" and row["due"]]
    begun = {row["unit"]: row for row in ledger.records("ledger") if row["delivered"] and row["open"]}

    assert (10, 6) == (sum(row["chosen"] for row in teams), sum(row["chosen"] and row["stable"] == 1 for row in teams))
    stable = {row["candidate_name"]: row["stable"] for row in teams}
    assert 0.4 <= stable["Northern Polymer Films, DE (invented)"] < 0.5
    assert ["10 members at most", "a budget of 120", "at most 3 in United States", "at most 0 in Asia"] == [
        label for label, *_, is_bound in answer.part("choice").constraints if is_bound
    ]
    assert [10, 8, 8] == [len(row["members"]) for row in answer.records("spread")]
    assert 12 == sum(row["why"].startswith("Nobody on record vouched") for row in teams)
    assert 10 == sum(row["why"].startswith("What they cost is not known") for row in teams)
    assert ["Northern Nanotechnology, NL (invented)"] == [row["other_name"] for row in owed if not row["overdue"]]
    assert {"measurements": (5, 7), "publications": (1, 1)} == {
        unit: (row["delivered"], row["open"]) for unit, row in begun.items()
    }
