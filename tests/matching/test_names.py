"""Names taken apart, for organisations of many countries and for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.matching.legal_forms import take_off
from bridgehead.matching.names import read_organisation, read_person
from bridgehead.matching.words import split_words
from bridgehead.record.markets import is_market
from bridgehead.record.parameters import get_parameter

FORMS = get_parameter("legal_forms", "forms")


@pytest.mark.parametrize(
    ("name", "words", "forms"),
    [
        ("Nordlicht GmbH & Co. KG", "nordlicht", ["gmbh_co_kg"]),
        ("AB Nordljus (publ)", "nordljus", ["ab", "ab"]),
        ("OÜ Põhjavalgus", "pohjavalgus", ["ou"]),
        ("株式会社北光", "beiguang", ["kk"]),
        ("Kuzey Işık San. ve Tic. A.Ş.", "kuzey isik", ["anonim_sirketi"]),  # noqa: RUF001 - Turkish
        ("Zorza Polarna Sp. z o. o.", "zorza polarna", ["sp_zoo"]),
        ("Polární Záře spol. s r.o.", "polarni zare", ["sro"]),
        ("ASBL Lumière du Nord", "lumiere du nord", ["asbl"]),
        ("ООО Сияние", "siyanie", ["ooo"]),  # noqa: RUF001 - Russian
        ("Aurora S. p. A.", "aurora", ["spa"]),
        ("Aurora S.A. de C.V.", "aurora", ["sa_de_cv"]),
        ("Aurora", "aurora", []),
    ],
)
def test_legal_forms_are_taken_off_in_many_languages(name, words, forms):
    """What is left of a name is what tells it from others; the forms are known by their key."""
    left, found = take_off(name)

    assert (words, forms) == (" ".join(left), [form.word for form in found])


@pytest.mark.parametrize(
    ("name", "form"), [("Kuzey A.Ş.", "anonim_sirketi"), ("Polar a.s.", "a_s_cz"), ("Polar AS", "as")]
)
def test_forms_that_differ_in_accents_only_are_told_apart(name, form):
    """A.Ş., a.s. and AS are one without accents and dots, and forms of three countries."""
    assert form == take_off(name)[1][0].word


@pytest.mark.parametrize("name", ["AG", "S.A.", "株式会社", "Co., Ltd."])
def test_a_name_of_nothing_but_forms_keeps_a_word(name):
    """There is always something left to compare."""
    assert take_off(name)[0]


@pytest.mark.parametrize("word", FORMS)
def test_the_table_of_forms_names_markets_and_shares(word):
    """Each form has a family, markets as the record holds them, and shares that sum to at most one."""
    form = FORMS[word]

    assert form["family"] in {"stock", "limited", "partnership", "cooperative", "association", "sole"}
    assert all(is_market(code) for code in form["markets"])
    assert sum(form["markets"].values()) <= 1.0
    assert all(split_words(written) for written in form["written"])


def test_order_case_and_accents_do_not_matter_to_an_organisation():
    """The key of a name is the same however it is written."""
    keys = {read_organisation(name).key for name in ("Müller & Söhne", "MUELLER UND SOEHNE", "Söhne & Muller")}

    assert {"muller sohne", "muller sohne und"} == keys


def test_numbers_are_kept_apart():
    """Digits and Roman numerals tell one fund from the next."""
    assert frozenset({"xv"}) == read_organisation("Aurora Trust XV").numbers
    assert frozenset({"4you"}) == read_organisation("4You AB").numbers
    assert frozenset() == read_organisation("Aurora Trust").numbers


def test_initials_are_those_of_telling_words():
    """Articles and prepositions give no initials, and two words make no acronym."""
    assert "bmw" == read_organisation("Bayerische Motoren Werke AG").initials
    assert "ucd" == read_organisation("University of Central Dreams").initials
    assert "" == read_organisation("Nordlicht Werke").initials


@pytest.mark.parametrize(
    "name",
    ["Anna Berg", "Berg, Anna", "ANNA BERG", "Dr. Anna Berg", "Anna Berg, PhD", "Berg Anna", "Prof. Dr. Anna von Berg"],
)
def test_a_person_is_one_in_any_order_and_with_any_title(name):
    """Titles and particles are left out, "Last, First" is turned round, and order does not count."""
    assert "anna berg" == read_person(name).key


def test_initials_of_people_stay_single():
    """ "J.-P." are two initials, and "Anne-Marie" two names."""
    assert ("j", "p", "berg") == read_person("J.-P. Berg").words
    assert ("anne", "marie", "berg") == read_person("Anne-Marie Berg").words


def test_nicknames_are_read_as_the_name():
    """Bob is Robert."""
    assert read_person("Robert Berg").key == read_person("Bob Berg").key


def test_a_title_alone_is_kept():
    """Nobody is left without a word."""
    assert ("prof",) == read_person("Prof.").words


@given(st.text(max_size=40))
def test_words_are_small_ascii_and_reading_them_again_changes_nothing(text):
    """Whatever is written comes out as words that are their own reading."""
    words = split_words(text)

    assert all(word.isascii() and word == word.lower() for word in words)
    assert words == split_words(" ".join(words))


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_words_in_either_order_have_one_key(first, second):
    """The key of a name does not depend on the order of its words."""
    one, other = (" ".join(split_words(text)) or "x" for text in (first, second))

    assert sorted(read_person(f"{one} {other}").words) == sorted(read_person(f"{other} {one}").words)
