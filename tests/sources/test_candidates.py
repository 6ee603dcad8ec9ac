"""Tables of candidates: actors and what is said of them, ready to be chosen among."""

import bridgehead
from bridgehead.questions.recruitment import Recruitment
from bridgehead.record.entries import Actor, Assessment, Tie
from bridgehead.sources.table import Table


def read(path, text, **options):
    path.write_text(text, encoding="utf-8")
    rows = list(Table(firm="own:firm", **options).read(path))
    return [entry for row in rows for entry in row.entries], [item for row in rows for item in row.findings]


def test_a_row_about_an_actor_on_record_makes_none(tmp_path):
    """Its key is an id with a colon, and what it says is of that actor; no tie is made of anybody."""
    entries, _ = read(tmp_path / "list.csv", "id,name,cost,verified by\nown:kim,,4,Ito\n,Lab,,Ito; Sato\n")
    assessed = [(one.subject, one.item, one.value) for one in entries if isinstance(one, Assessment)]

    assert ["list:lab"] == [one.id for one in entries if isinstance(one, Actor)]
    assert [
        ("own:kim", "cost", 4.0),
        ("own:kim", "verified_by", "Ito"),
        ("list:lab", "verified_by", "Ito"),
        ("list:lab", "verified_by", "Sato"),
    ] == assessed
    assert [] == [one for one in entries if isinstance(one, Tie)]


def test_a_bad_cell_leaves_its_fact_unknown_and_the_row_stands(tmp_path):
    """Words for numbers, and shares above one, are reported by row and column."""
    entries, findings = read(tmp_path / "list.csv", "name,cost,standing,told on\nLab,dear,7,soon\n")
    found = {(one.row, one.column) for one in findings if one.level == "warning"}

    assert ["list:lab"] == [one.id for one in entries if isinstance(one, Actor)]
    assert [] == [one for one in entries if isinstance(one, Assessment)]
    assert {(2, "cost"), (2, "standing"), (2, "told on")} == found


def test_the_decimal_sign_and_the_day_are_as_said(tmp_path):
    """As for other tables."""
    entries, _ = read(tmp_path / "list.csv", 'name,cost,as of\nLab,"1.200,5",2021-05\n', decimal=",")
    assessed = next(one for one in entries if isinstance(one, Assessment))

    assert (1200.5, "2021-05") == (assessed.value, assessed.begin.text)


def test_imported_candidates_can_be_chosen_among(tmp_path):
    """From the file to the answer, without a word in between."""
    path = tmp_path / "candidates.csv"
    path.write_text("Candidate,Country,Cost\nLab Lyon,FR,8\nLab Mainz,DE,12\n", encoding="utf-8")
    with bridgehead.init(tmp_path / "firm.bridgehead", "Acme", "SE") as firm:
        firm.import_(path)
        rows = firm.ask(Recruitment(budget=10.0)).answer.part("choice").rows

    assert {"Lab Lyon": True, "Lab Mainz": False} == {
        str(row.values["candidate"]): row.values["chosen"] for row in rows
    }
