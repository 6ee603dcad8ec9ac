"""What holds for every case of the library: it loads, it can be defended line by line, and it copies nobody."""

import pytest

from bridgehead.record.dates import read_when
from bridgehead.record.entries import Evidence
from bridgehead.record.references import WORKS
from bridgehead.sources.case import CaseFolder, find_cases, read_case

CASES = sorted(find_cases())
STORIES = ("q-sense", "firm-a", "firm-b", "firm-c", "firm-d", "ghenova", "carbures", "aertec")
#: a run of this many words in common with a paper is a copied sentence
COPIED_WORDS = 12


@pytest.fixture(scope="module")
def runs_of_papers(shared, find_runs):
    """Every run of words of every paper."""
    papers = sorted((shared / "seeds").glob("*.txt"))
    return frozenset().union(*(find_runs(paper.read_text(encoding="utf-8"), COPIED_WORDS) for paper in papers))


@pytest.mark.parametrize("name", CASES)
def test_a_case_loads_without_a_finding(name):
    """Reading a case folder finds nothing to mend."""
    findings = [finding for row in CaseFolder().read(find_cases()[name]) for finding in row.findings]

    assert [] == [str(finding) for finding in findings if finding.level != "note"]


@pytest.mark.parametrize("name", CASES)
def test_every_entry_rests_on_evidence(case, name):
    """Only the evidence itself, and the line that names the firm, need no evidence."""
    exempt = {f"{name}:focal_firm"}

    bare = [
        entry.id
        for entry in case(name).entries.values()
        if not isinstance(entry, Evidence) and not entry.evidence and entry.id not in exempt
    ]

    assert [] == bare


@pytest.mark.parametrize("name", CASES)
def test_every_piece_of_evidence_says_where_it_stands(case, name):
    """Each names its study and the place in it, and says in our words what is there."""
    for evidence in case(name).all(Evidence):
        assert evidence.reference
        assert evidence.locator, evidence.id
        assert evidence.paraphrase or evidence.codes, evidence.id
        assert "paper" == evidence.kind


@pytest.mark.parametrize("name", CASES)
def test_no_evidence_lies_about_unused(case, name):
    """Every piece of evidence is what some entry rests on."""
    loaded = case(name)
    used = {id_ for entry in loaded.entries.values() for id_ in entry.evidence}

    assert set() == {evidence.id for evidence in loaded.all(Evidence)} - used


@pytest.mark.parametrize("name", CASES)
def test_no_sentence_of_a_paper_is_copied(name, runs_of_papers, find_runs):
    """No twelve words in a row of any file of a case stand in a paper."""
    for path in sorted(find_cases()[name].iterdir()):
        shared_runs = find_runs(path.read_text(encoding="utf-8"), COPIED_WORDS) & runs_of_papers

        assert [] == [" ".join(run) for run in sorted(shared_runs)], path.name


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_what_it_is_and_where_it_comes_from(name):
    """Its title, its summary and a work of the list of references."""
    told = read_case(find_cases()[name])

    assert told.title != name
    assert told.summary
    assert told.reference in WORKS


@pytest.mark.parametrize("name", STORIES)
def test_a_story_can_be_read_in_two_minutes(name):
    """It has its five parts and between 300 and 600 words."""
    text = read_case(find_cases()[name]).story.read_text(encoding="utf-8")

    headings = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert [
        "Who",
        "How it went abroad",
        "What the record holds",
        "What the paper leaves open",
        "Where it contradicts itself",
    ] == headings
    assert 300 <= len(text.split()) <= 600


@pytest.mark.parametrize("name", CASES)
def test_questions_name_a_day(name):
    """Every question a case asks says as of which day."""
    questions = read_case(find_cases()[name]).questions

    assert questions
    assert all(read_when(question["as_of"]).is_day for question in questions)


@pytest.mark.parametrize("name", CASES)
def test_a_focal_firm_is_named(case, name):
    """The record says itself whose it is."""
    loaded = case(name)

    assert f"{name}:{name}" == loaded["focal_firm"].subject
    assert "organisation" == loaded[name].kind
