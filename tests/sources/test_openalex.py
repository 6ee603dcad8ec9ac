"""OpenAlex: works and authors in every shape they are served in, and what is wrong with some of them."""

import gzip
import json
from pathlib import Path

import pytest

from bridgehead.record.entries import Actor, Evidence, Interaction, Tie
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources.openalex import Openalex

SAMPLE = Path(__file__).parent / "openalex" / "sample-works.jsonl"
REAL = Path(__file__).parents[3] / "shared" / "data" / "science" / "openalex_works_1300.jsonl.gz"


def read(path, kind):
    return [entry for row in Openalex().read(path) for entry in row.entries if isinstance(entry, kind)]


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def work(number, authors=1, **facts):
    """A work of so many authors, none of them with an institution."""
    people = [
        {"author": {"id": f"https://openalex.org/A{number}{place:03}", "display_name": f"P{place}"}}
        for place in range(authors)
    ]
    return {"id": f"https://openalex.org/W{number}", "publication_date": "2001-05-14", "authorships": people, **facts}


@pytest.mark.parametrize("wrap", [lambda works: {"meta": {}, "results": works}, list], ids=["page", "list"])
def test_a_page_and_a_list_give_what_lines_give(wrap, tmp_path):
    """The shape of the file changes nothing."""
    works = [work(1, 3), work(2, 2)]
    lines = write(tmp_path / "a.jsonl", "\n".join(json.dumps(item) for item in works))
    whole = write(tmp_path / "a.json", json.dumps(wrap(works), indent=1))

    assert read(lines, object) == read(whole, object)
    assert "openalex" == recognise(whole).name == recognise(lines).name


def test_a_single_work_is_read_indented_or_not(tmp_path):
    """One object is a file of one work, whatever its line breaks."""
    flat = write(tmp_path / "flat.json", json.dumps(work(1)))
    indented = write(tmp_path / "indented.json", "\ufeff" + json.dumps(work(1), indent=2))

    assert 1 == len(read(flat, Interaction))
    assert read(flat, object) == read(indented, object)


def test_a_work_of_many_authors_is_one_publication(tmp_path):
    """Nothing is flattened into pairs, however many wrote it."""
    path = write(tmp_path / "big.jsonl", json.dumps(work(1, 300)))

    publications = read(path, Interaction)

    assert [300] == [len(item.participants) for item in publications]
    assert [] == read(path, Tie)


def test_the_first_of_january_is_a_year(tmp_path):
    """OpenAlex fills in the first of January where it knows the year; the precision is not believed."""
    works = [work(1, publication_date="2003-01-01"), work(2), work(3, publication_date=None, publication_year=1999)]
    path = write(tmp_path / "works.jsonl", "\n".join(json.dumps(item) for item in works))

    assert ["2003", "2001-05-14", "1999"] == [item.begin.text for item in read(path, Interaction)]
    assert ["2003", "2001", "1999"] == [item.on.text for item in read(path, Evidence)]


def test_the_market_does_not_depend_on_the_order_of_works(tmp_path):
    """An author of two countries has none, whichever work comes first."""
    swedish, german = work(1), work(2)
    for item, country in ((swedish, "SE"), (german, "DE")):
        item["authorships"][0]["author"]["id"] = "https://openalex.org/A7"
        item["authorships"][0]["countries"] = [country]
    forth = write(tmp_path / "forth.json", json.dumps([swedish, german]))
    back = write(tmp_path / "back.json", json.dumps([german, swedish]))
    alone = write(tmp_path / "alone.json", json.dumps([german]))

    assert [None] == [actor.market for actor in read(forth, Actor)] == [actor.market for actor in read(back, Actor)]
    assert ["DE"] == [actor.market for actor in read(alone, Actor)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no JSON"),
        (b"[1, 2]", "no work with authors"),
        (b'{"results": 3}', "no JSON"),
        (b'{"id": "https://openalex.org/W1", "authorships": []}', "no work with authors"),
        (b"[" * 5000, "no JSON"),
        (gzip.compress(b"{}", mtime=0)[:12], "gzipped but damaged"),
    ],
)
def test_a_file_that_is_none_is_refused(content, message, tmp_path):
    """The message says what is wrong with the file as a whole."""
    path = tmp_path / "bad.json"
    path.write_bytes(content)

    with pytest.raises(SourceFileError, match=message):
        list(Openalex().read(path))


def test_other_files_are_not_taken_for_openalex(tmp_path):
    """A folder, another JSON file and a file that cannot be unzipped are left to others."""
    other = write(tmp_path / "other.json", '{"id": "x"}')
    torn = tmp_path / "torn.gz"
    torn.write_bytes(b"\x1f\x8bxx")

    assert [False, False, False] == [Openalex().recognises(path) for path in (tmp_path, other, torn)]


def test_a_file_too_large_for_one_document_or_line_is_refused(tmp_path, monkeypatch):
    """Memory is bounded: by line where there are lines, by file where there is one document."""
    monkeypatch.setattr("bridgehead.sources._documents._LARGEST_WHOLE", 100)
    monkeypatch.setattr("bridgehead.sources._documents._LONGEST_LINE", 100)

    with pytest.raises(SourceFileError, match="one document of more than"):
        list(Openalex().read(write(tmp_path / "a.json", json.dumps([work(1, 9)]))))
    with pytest.raises(SourceFileError, match="line 3 holds more than"):
        list(Openalex().read(write(tmp_path / "b.jsonl", '{"id": ""}\n{"id": ""}\n' + json.dumps(work(1, 9)))))


@pytest.mark.skipif(not REAL.exists(), reason="the sample of real works is not beside the project")
def test_real_works_are_read_whole():
    """1,300 works give 1,300 publications; people and institutions are known by OpenAlex's own ids."""
    publications, actors = read(REAL, Interaction), read(REAL, Actor)

    assert 1300 == len(publications)
    assert 32 == max(len(item.participants) for item in publications)
    assert all(actor.id.startswith("openalex:") for actor in actors)
