"""`bridgehead review`: asked line by line in a terminal or from a pipe, never without an end."""

import io
import json

import pytest

CONNECTIONS = """Notes:
"When exporting your connection data, some addresses may be missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Anna,Berg,https://www.linkedin.com/in/anna-b,,Polar Works,Buyer,12 Mar 2024
Bo,Ek,https://www.linkedin.com/in/bo-ek,,Polar Works,Buyer,13 Mar 2024
Cia,Dahl,https://www.linkedin.com/in/cia-d,,Revontuli Oy,Founder,14 Mar 2024
Dan,Falk,https://www.linkedin.com/in/dan-f,,Revontuli,Seller,15 Mar 2024
"""


@pytest.fixture
def typing(monkeypatch):
    """Puts lines on standard input, as a pipe would."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def imported(cli, tmp_path):
    """A record with a LinkedIn export that gives no e-mail address."""
    assert cli("init", "firm.bridgehead", "--firm", "Acme Polymers", "--market", "SE", "--by", "Ada").code == 0
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    assert cli("import", "Connections.csv").code == 0
    return cli


def test_an_import_ends_with_how_many_have_a_market(imported):
    """The last sentence counts stated and inferred markets and names the command for the rest."""
    again = imported("import", "Connections.csv")

    assert "2 of 7 contacts have a market (2 inferred). 'bridgehead review --markets' asks for the rest." in again.err


def test_markets_are_listed_with_those_inferred(imported):
    """What is stated and what is inferred stand in columns of their own."""
    rows = json.loads(imported("show", "markets", "--json").out)["markets"]

    assert {"FI": (0, 2), "SE": (1, 0)} == {row["market"]: (row["actors"], row["inferred"]) for row in rows}


def test_markets_are_asked_for_the_employers_that_place_most(imported, typing):
    """A wrong code is asked again; Enter skips; the market of an employer places its people."""
    typing("Atlantis\nFinland\n\n")

    ran = imported("review", "--markets", "--on", "2024-05-01")

    assert 0 == ran.code
    assert "2 employers would place 3 contacts." in ran.err
    assert "No market 'Atlantis'" in ran.err
    assert "5 of 7 contacts have a market (4 inferred)." in ran.err


def test_a_review_of_markets_ends_with_the_input_or_with_q(imported, typing):
    """No answer changes nothing."""
    for text in ("", "q\n"):
        typing(text)
        assert "2 of 7 contacts" in imported("review", "--markets").err


def test_pairs_are_judged_one_by_one(imported, typing):
    """A key that means nothing is asked again; the verdict is written; next time there is nothing to ask."""
    typing("x\ns\n")

    ran = imported("review")

    assert "1 of 1: same name but for legal form" in ran.err
    assert "Revontuli Oy (organisation, no market)" in ran.err
    assert "from: LinkedIn data export" in ran.err
    assert "'x' is none of s, d, u, Enter and q." in ran.err
    assert "1 judged, 0 left. 'bridgehead undo' takes the last one back." in ran.err
    assert {"candidates": []} == json.loads(imported("review", "--json").out)


def test_a_pair_may_be_left_for_later(imported, typing):
    """Enter, q and the end of the input leave it as it is."""
    for text in ("\n", "q\n", ""):
        typing(text)
        assert "0 judged, 1 left." in imported("review").err


def test_a_verdict_can_be_undone(imported, typing):
    """Undo brings the question back."""
    typing("different\n")
    imported("review")
    imported("undo")

    assert 1 == len(json.loads(imported("review", "--json").out)["candidates"])


def test_a_pair_settled_by_way_of_another_is_not_asked(sample, tmp_path, typing):
    """Of three spellings two verdicts settle all three pairs."""
    rows = "name,organisation\nBo Ek,Aurora Werke\nCia Dahl,Aurora Werke AB\nDan Falk,Aurora Werkes\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    assert 0 == sample("import", "people.csv").code
    typing("s\ns\ns\n")

    ran = sample("review")

    assert "1 of 3: " in ran.err
    assert "2 judged, 0 left." in ran.err


def test_identifiers_aliases_and_more_are_shown(sample, tmp_path, typing):
    """Both sides stand with what tells them apart."""
    rows = "name,email,aliases,market,field\nMaria Rossi,maria@aurora.it,Rossi Maria,IT,optics\nMaria Rosi,,,IT,\n"
    (tmp_path / "people.csv").write_text(rows, encoding="utf-8")
    assert 0 == sample("import", "people.csv").code
    typing("u\n")

    ran = sample("review")

    assert "Maria Rossi (person, Italy, optics)" in ran.err
    assert "also: Rossi Maria" in ran.err
    assert "email: maria@aurora.it" in ran.err


def test_candidates_are_listed_without_asking(imported):
    """--json gives ids, names, confidence and reasons; --least widens or narrows."""
    [found] = json.loads(imported("review", "--json").out)["candidates"]

    assert ["same name but for legal form"] == found["reasons"]
    assert ("Revontuli", "Revontuli Oy") == (found["left_name"], found["right_name"])
    assert 0.5 < found["confidence"] < 1
    assert {"candidates": []} == json.loads(imported("review", "--json", "--least", "1").out)


def test_lists_of_the_other_reviews(imported):
    """What would be asked can be had as data."""
    assert 0 == imported("add", "Eva Gran, friend, strong").code
    employers = json.loads(imported("review", "--markets", "--json").out)["employers"]
    contacts = json.loads(imported("review", "--second-hand", "--json").out)["contacts"]

    assert {"Polar Works": 2, "Revontuli": 1} == {row["name"]: row["contacts"] for row in employers}
    assert "Eva Gran" == contacts[0]["name"]


def test_second_hand_ties_are_asked_for(sample, typing):
    """Lines until an empty one, contact by contact; a line that means nothing is explained."""
    typing("Maria Rossi, IT\nJan, zzz\n\n")

    ran = sample("review", "--second-hand", "--on", "2024-05-02")

    assert 0 == ran.code
    assert "Anna Berg knows: " in ran.err
    assert "'zzz' means nothing here" in ran.err
    assert "1 added, at second hand." in ran.err
    assert "Maria Rossi" in sample("show", "ties").out


def test_second_hand_ends_with_the_input(sample, typing):
    """An empty input adds nothing."""
    typing("")

    assert "0 added, at second hand." in sample("review", "--second-hand").err


def test_one_review_at_a_time(sample):
    """Two reviews at once are a mistake."""
    ran = sample("review", "--markets", "--second-hand")

    assert 2 == ran.code
    assert "Choose one." in ran.err


def test_nothing_to_place_asks_nothing(sample, typing):
    """Where no employer lacks a market the count is all that is said."""
    typing("")

    assert "1 of 1 contacts have a market (0 inferred)." in sample("review", "--markets").err
