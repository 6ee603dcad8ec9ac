"""BibTeX: names and dates in all the ways they are written, and what is broken is told with its line."""

from pathlib import Path

import pytest

from bridgehead.record.entries import Actor, Interaction
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources._bibtex import find_blocks
from bridgehead.sources._names import is_literal, normalise, plain_text
from bridgehead.sources.bibtex import Bibtex

REAL = Path(__file__).parents[3] / "shared" / "data" / "science" / "QCM.bib"


def read(path, kind):
    return [entry for row in Bibtex().read(path) for entry in row.entries if isinstance(entry, kind)]


def write(folder, text):
    path = folder / "works.bib"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kasemo, Bengt", "Kasemo, Bengt"),
        ("Bengt Kasemo", "Kasemo, Bengt"),
        ("Caro Rodr{\\'i}guez, Diana", "Caro Rodríguez, Diana"),
        ("Milo{\\v s}ev, I.", "Milošev, I."),
        ("Wa{\\l}{\\k{e}}sa, L.", "Wałęsa, L."),
        ("Stra{\\ss}e, {\\AE}gir", "Straße, Ægir"),
        ("Igual Mu{\\~n}oz, A.~B.", "Igual Muñoz, A. B."),
        ("D{\\textquoteright}Amico, A.", "D\u2019Amico, A."),
        ("Plato", "Plato"),
        ("von Neumann", "Neumann, von"),
        ("de la Cruz, Maria", "de la Cruz, Maria"),
        ("Maria de la Cruz", "de la Cruz, Maria"),
        ("Kee, \\emph{K}", "Kee, K"),
    ],
)
def test_names_are_put_last_name_first(written, expected):
    """Whichever way a name is written, in LaTeX or not."""
    assert expected == normalise(written)


def test_a_name_in_braces_is_not_taken_apart():
    """Only where the braces hold all of it."""
    assert [True, False, False] == [is_literal(name) for name in ("{Barnes {and} Noble}", "{A} and {B}", "{open")]
    assert "50 % & more" == plain_text("50 \\% \\& more")


def test_an_entry_that_never_ends_takes_no_other_with_it():
    """The entries after it are read, and its line is told."""
    blocks = list(
        find_blocks('@a{one, author = {A\n\n@a{two, author = {B}}\n@a{three, author = "C}\n@a{four, x = y}\n')
    )

    assert [(1, "one"), (3, "two"), (4, "three"), (5, "four")] == [(block.line, block.key) for block in blocks]
    assert [True, False, True, False] == [bool(block.fault) for block in blocks]


def test_a_file_of_broken_entries_is_given_up():
    """No file makes us read it over and over."""
    assert 200 == len(list(find_blocks("@a{k, x = {" * 5_000)))


def test_abbreviations_and_joined_pieces_are_put_in():
    """A word that was defined stands for its text; one that was not stands for itself."""
    (block,) = find_blocks(
        '@string(n = "Bo") @string{n2 = n # { Carl}} @a{k, author = n2 # " and " # Dora, month = JAN}'
    )

    assert {"author": "Bo Carl and Dora", "month": "jan"} == block.fields


def test_works_are_told_apart_by_doi_then_by_key(tmp_path):
    """One DOI is one work, however its address is written; a key counts where there is none."""
    text = (
        "@a{k1, author={A, B}, doi={10.1/X}} @a{k2, author={A, B}, doi={doi:10.1/x}}"
        "@a{k3, author={A, B}, doi={none}} @a{k3, author={A, B}}"
    )

    assert ["bibtex:doi:10.1/x", "works:k3"] == [item.id for item in read(write(tmp_path, text), Interaction)]


def test_names_that_differ_in_accents_alone_are_two_people(tmp_path):
    """An id never takes two names for one."""
    path = write(tmp_path, '@a{k, author={M{\\"u}ller, A and Muller, A and Møller, A}}')

    assert 3 == len({actor.id for actor in read(path, Actor)})


@pytest.mark.parametrize(
    ("text", "message"), [("no entries at all", "it holds no work"), ("@comment{x}", "it holds no work")]
)
def test_a_file_without_works_is_refused(text, message, tmp_path):
    """Words and comments are no bibliography."""
    path = write(tmp_path, text)

    assert not Bibtex().recognises(path)
    with pytest.raises(SourceFileError, match=message):
        list(Bibtex().read(path))


def test_a_bibliography_is_bounded(tmp_path, monkeypatch):
    """What would fill memory is refused; folders and torn files are not recognised."""
    monkeypatch.setattr("bridgehead.sources.bibtex._LARGEST", 5)
    torn = tmp_path / "torn.gz"
    torn.write_bytes(b"\x1f\x8bxx")

    with pytest.raises(SourceFileError, match="more than 128 MB"):
        list(Bibtex().read(write(tmp_path, "@a{k, author={A, B}}")))
    assert [False, False] == [Bibtex().recognises(path) for path in (tmp_path, torn)]


@pytest.mark.skipif(not REAL.exists(), reason="the real bibliography is not beside the project")
def test_a_real_bibliography_is_read_whole():
    """172 works, 166 of them with authors, none unreadable."""
    rows = list(Bibtex().read(REAL))

    assert "bibtex" == recognise(REAL).name
    assert 166 == len(read(REAL, Interaction))
    assert [] == [finding for row in rows for finding in row.findings if finding.level == "error"]
    assert "Rocha-Gaso, María Isabel" in {actor.name for actor in read(REAL, Actor)}
