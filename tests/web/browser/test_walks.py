"""Whole ways through the app as a person walks them: by what stands on the screen alone."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

#: a contact list as LinkedIn exports it, with invented people
CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Anna,Berg,https://www.linkedin.com/in/anna-berg,anna.berg@nordlicht.de,Nordlicht GmbH,Head of Purchasing,12 Mar 2021
Jean,Dupont,https://www.linkedin.com/in/jean-dupont,jean@lumiere.fr,Lumiere SA,Directeur,03 Feb 2020
Maria,Rossi,https://www.linkedin.com/in/maria-rossi,maria@rossi.it,Rossi SpA,CEO,21 Sep 2019
Ana,Silva,https://www.linkedin.com/in/ana-silva,ana@silva.com.br,Silva Ltda,Buyer,05 Jun 2022
"""
#: the same people as an address book has them, one under a slightly other name
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ana Silva
ORG:Silva Limitada
EMAIL:ana.silva@silva.com.br
END:VCARD
"""
MOST_CLICKS = 12


@dataclass
class Person:
    """Somebody who reads labels and clicks; every click counts."""

    page: Page
    clicks: int = 0

    def click(self, label: str, role: str = "button") -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=label, exact=True).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        self.clicks += 1
        self.page.get_by_label(label).first.select_option(label=option)

    def hand_over(self, label: str, path: Path) -> None:
        self.clicks += 1
        self.page.get_by_label(label).set_input_files(str(path))

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()


def test_from_nothing_to_the_first_map_in_a_dozen_clicks(record_site, visit, tmp_path):
    """An empty folder, one file of contacts, no typed command: the map shows where the contacts lead."""
    file = tmp_path / "Connections.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")
    came = visit(record_site(firm=None))
    person = Person(came.go("/"))

    person.write("Your firm", "Acme Polymers")
    person.choose("Where it is at home", "Sweden")
    person.click("Make the record")
    person.hand_over("Drop files here, or choose them", file)
    person.click("Import")
    person.click("See which markets you can reach", "link")

    expect(person.page.get_by_role("heading", name="Reach", level=1)).to_be_visible()
    for market in ("Germany", "France", "Italy", "Brazil"):
        expect(person.page.get_by_role("table").get_by_text(market).first).to_be_attached()
    assert MOST_CLICKS >= person.clicks
    assert [] == came.complaints
    assert [] == came.foreign


def test_the_whole_story_from_files_to_a_report(record_site, visit, tmp_path):
    """Import, review, reach, recruit, sign, fulfil, report: each step by its labels, and nothing complains."""
    connections, cards = tmp_path / "Connections.csv", tmp_path / "cards.vcf"
    connections.write_text(CONNECTIONS, encoding="utf-8")
    cards.write_text(CARDS, encoding="utf-8")
    came = visit(record_site())
    person = Person(came.go("/import"))
    for file in (connections, cards):
        person.hand_over("Drop files here, or choose them", file)
        person.click("Import")
        person.reads("This stands in the record now.")
        came.go("/import")

    came.go("/review?now=yes")
    person.reads("Is this one and the same?")
    person.page.keyboard.press("y")
    person.reads(re.compile("Undo"))

    came.go("/reach/DE")
    person.reads("Anna Berg")

    came.go("/programme")
    _recruit(person)
    came.go("/ledger/new")
    _sign(person)
    _fulfil(person)

    came.go("/settings/report")
    with person.page.expect_download() as started:
        person.click("Make the report")
    report = started.value.path().read_text(encoding="utf-8")
    assert "Nordlicht" in report
    assert "price list" in report.lower()
    assert [] == came.complaints
    assert [] == came.foreign


def _recruit(person: Person) -> None:
    """Name two candidates and ask which of them carries the word further."""
    person.write("Members", "1")
    person.page.get_by_text("More limits and aims").click()
    person.write("Candidates", "Anna Berg,Jean Dupont")
    person.click("Choose")
    expect(person.page.get_by_role("row").filter(has_text=re.compile("Anna Berg|Jean Dupont")).first).to_be_visible()


def _sign(person: Person) -> None:
    """Begin with nothing, say what is owed, look at it, and sign."""
    person.click("Begin with nothing", "link")
    person.write("With", "Nordlicht GmbH")
    person.write("Begins", "2026-01-01")
    person.write("Further terms, one a line (optional)", "list=a price list")
    person.click("Look at it")
    person.reads("What signing writes")
    person.reads("a price list")
    person.click("Sign")
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("Nordlicht")


def _fulfil(person: Person) -> None:
    """Log that the list was delivered as agreed; the ledger says so."""
    person.click("Log what happened", "link")
    person.page.get_by_label("as agreed").check()
    person.click("Log it")
    person.reads("1 delivery or release")
