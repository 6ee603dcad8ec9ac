"""Markets are read from whatever people write, and named for people."""

import subprocess
import sys

import pytest

from bridgehead.record.markets import (
    UnknownMarketError,
    contains,
    find_markets,
    find_regions,
    get_market,
    is_market,
    is_region,
    label,
    languages_of,
    read_market,
    shares_language,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SE", "SE"),
        ("se", "SE"),
        (" Se ", "SE"),
        ("SWE", "SE"),
        ("752", "SE"),
        ("NA", "NA"),
        ("Namibia", "NA"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("Korea, Republic of", "KR"),
        ("Republic of Korea", "KR"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Hong Kong", "HK"),
        ("Hong Kong SAR China", "HK"),
        ("Gambia", "GM"),
        ("The Gambia", "GM"),
        ("COTE D'IVOIRE", "CI"),
        ("Viet Nam", "VN"),
        ("Micronesia", "FM"),
        ("Georgia", "GE"),
        ("Schweden", "SE"),
        ("Suède", "SE"),
        ("Stati Uniti", "US"),
        ("Niemcy", "DE"),
        ("Almanya", "DE"),
        ("日本", "JP"),
        ("ألمانيا", "DE"),
        ("Africa", "002"),
        ("002", "002"),
        ("2", "002"),
        ("Europe", "150"),
        ("Latin America", "419"),
    ],
)
def test_codes_and_names_in_many_languages_are_read(text, expected):
    """A code, a number or a name, whatever its case and accents, gives the market."""
    assert expected == read_market(text).code


@pytest.mark.parametrize(
    ("text", "expected", "word"),
    [
        ("EL", "GR", "European Union"),
        ("UK", "GB", "European Union"),
        ("XK", "XK", "Kosovo"),
        ("XKX", "XK", "Kosovo"),
        ("Korea", "KR", "South Korea"),
        ("England", "GB", "United Kingdom"),
        ("DD", "DE", "former"),
        ("276", "DE", "M49"),
    ],
)
def test_readings_that_a_reader_should_know_of_carry_a_note(text, expected, word):
    """A code outside ISO 3166-1 or a name of several meanings is read, and the note says how."""
    reading = read_market(text)

    assert expected == reading.code
    assert word in reading.note


@pytest.mark.parametrize("text", ["Nordic countries", "Germny", "ZZ", "YU", "XAA", "EU", "999", "Asia-Pacific", "-"])
def test_what_is_no_market_stays_unknown_and_says_so(text):
    """A text that names no market gives no code and a note naming it."""
    reading = read_market(text)

    assert reading.code is None
    assert repr(text) in reading.note


def test_the_nearest_names_are_suggested_with_their_codes():
    """A misspelt name is answered with the nearest."""
    assert "'Germany' (DE)" in read_market("Germny").note


def test_an_empty_text_is_missing_and_not_unknown():
    """Nothing written is no finding."""
    reading = read_market("  ")

    assert reading.code is None
    assert reading.note == ""


def test_asking_for_an_unknown_market_raises_with_the_nearest():
    """`get_market` gives the code or refuses with the note."""
    with pytest.raises(UnknownMarketError, match="Germany") as caught:
        get_market("Germny")

    assert caught.value.found == "Germny"
    assert get_market("UK") == "GB"


def test_only_codes_as_records_hold_them_are_markets():
    """Capital alpha-2 codes and M49 regions are markets; other spellings must be read first."""
    assert all(is_market(code) for code in ("SE", "NA", "XK", "150"))
    assert not any(is_market(code) for code in ("se", "SWE", "UK", "276", "", "ZZ"))
    assert is_region("150")
    assert not is_region("SE")


def test_all_of_iso_3166_is_there_exactly_once():
    """The regions hold every ISO country once, and Kosovo; Antarctica lies in the world alone."""
    pycountry = pytest.importorskip("pycountry")
    iso = {country.alpha_2 for country in pycountry.countries}
    smallest = [region for region in find_regions() if not any(contains(region, other) for other in find_regions())]

    places = [code for region in smallest for code in find_markets() if contains(region, code)]

    assert sorted(iso | {"XK"}) == list(find_markets())
    assert sorted((iso | {"XK"}) - {"AQ"}) == sorted(places)
    assert all(contains("001", code) for code in find_markets())


def test_every_market_has_a_label_and_is_read_back_from_it():
    """The label of each country and region, in English and in German, names that market again."""
    for code in (*find_markets(), *find_regions()):
        assert code == read_market(label(code)).code
    assert label("SE", "de") == "Schweden"
    assert label("HK") == "Hong Kong"
    assert label("not a market") == "not a market"


def test_regions_hold_countries_and_regions_at_any_depth_but_not_themselves():
    """Europe holds Sweden through Northern Europe; a country holds nothing."""
    assert contains("150", "SE")
    assert contains("150", "154")
    assert not contains("155", "SE")
    assert not contains("150", "150")
    assert not contains("SE", "SE")


def test_languages_are_ordered_by_how_many_speak_them():
    """Shares fall and lie in 0..1."""
    spoken = languages_of("CH")

    assert "de" == spoken[0].code
    assert sorted((language.share for language in spoken), reverse=True) == [language.share for language in spoken]
    assert all(0 <= language.share <= 1 for language in spoken)
    assert languages_of("150") == ()


def test_a_shared_language_needs_a_fifth_of_the_people_on_both_sides():
    """German joins Germany and Austria; Chinese counts as one language in either script."""
    assert "de" in shares_language("DE", "AT")
    assert shares_language("CN", "TW") == ("zh",)
    assert shares_language("BR", "JP") == ()


def test_importing_the_module_loads_neither_babel_nor_pycountry():
    """The tables are loaded when first asked for."""
    code = "import sys, bridgehead.record.markets; print({'babel', 'pycountry'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
