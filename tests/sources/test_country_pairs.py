"""Tables of country pairs: five known layouts, one's own layout, and what they say beside an answer per market."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import build_question
from bridgehead.record.entries import Actor, Assessment, Evidence, Tie
from bridgehead.record.markets import UnknownMarketError
from bridgehead.record.record import OWN_FIRM, MemoryRecord
from bridgehead.record.validation import find_faults
from bridgehead.sources import SourceFileError, recognise
from bridgehead.sources._country_tables import BadLayoutError, find_tables
from bridgehead.sources.country_pairs import CountryPairs, HomeNotThereError, MissingHomeError, NoSuchColumnError

MIGRANTS = "origin,origin_iso2,destination,destination_iso2,year,migrant_stock\n"
FLIGHTS = "from,to,passengers\nSE,NA,1200\nDE,SE,90\nSE,NO,\n"
OWN = """\
title: Direct flights, made up for a test
origin: from
destination: to
values:
  passengers: community_from_home
"""
#: file -> (rows skipped, assessments, a subject, an item, its value in the newest year) seen from Sweden
REAL = {
    "undesa2020_bilateral_migrant_stock_1990_2020.csv.gz": (0, 1828, "NA", "community_from_home", 104),
    "cepii_geodist_pairs.csv.gz": (2, 1326, "DE", "distance_between_cities", 1118.929),
    "linguistic_distance_country_pairs.csv.gz": (0, 242, "SG", "linguistic_distance", 0.926069899155073),
    "openalex_country_coauthorship_1990_2023.csv.gz": (0, 5135, "NA", "coauthorship_with_home", 26),
    "bilateral_exports_and_agreements_1964_2016.csv.gz": (169, 7120, "US", "exports_from_home", 9708831744),
}


@pytest.fixture
def write(tmp_path):
    """A function that writes a file and gives its path."""

    def write_file(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def read(path, **options):
    """(assessments, evidence, findings) of a table."""
    rows = list(CountryPairs(**options).read(path))
    entries = [entry for row in rows for entry in row.entries]
    return (
        [entry for entry in entries if isinstance(entry, Assessment)],
        {entry.id: entry for entry in entries if isinstance(entry, Evidence)},
        [finding for row in rows for finding in row.findings],
    )


def test_namibia_is_a_market_and_a_year_has_one_evidence(write):
    """NA is never a missing value, and rows of one year share what they rest on."""
    path = write("stock.csv", f"{MIGRANTS}Sweden,SE,Namibia,NA,2020,5\nSweden,SE,Norway,NO,2020,0\n")
    assessments, evidence, findings = read(path, home="SE")

    assert [("NA", 5, "SE"), ("NO", 0, "SE")] == [(each.subject, each.value, each.about) for each in assessments]
    assert ["2020-07-01"] == [str(each.on) for each in evidence.values()]
    assert [] == findings


def test_an_own_layout_reads_any_table_of_pairs(write):
    """Columns, items and title are the file's own; an empty value is unknown."""
    path, layout = write("flights.csv", FLIGHTS), write("flights.yaml", OWN)
    assessments, evidence, _ = read(path, home="SE", layout=str(layout))

    assert [("NA", "community_from_home", 1200)] == [(each.subject, each.item, each.value) for each in assessments]
    assert "Direct flights, made up for a test" == next(iter(evidence.values())).reference
    assert "geodist" in find_tables()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("just words", "must map columns to items"),
        (OWN + "orgin: from\n", "Did you mean 'origin'"),
        (OWN.replace("title: Direct flights, made up for a test\n", ""), "must say 'title'"),
        (OWN.replace("community_from_home", "comunity_from_home"), "Did you mean 'community_from_home'"),
        (OWN.replace("community_from_home", "{upward: distance}"), "'outward'"),
    ],
)
def test_a_layout_that_means_nothing_is_refused_with_what_would_do(write, text, why):
    """Each fault of a layout has its own sentence."""
    path, layout = write("flights.csv", FLIGHTS), write("flights.yaml", text)

    with pytest.raises(BadLayoutError, match=why):
        read(path, home="SE", layout=str(layout))


def test_a_layout_nobody_knows_is_answered_with_the_built_in_ones(write):
    """The nearest is named."""
    with pytest.raises(BadLayoutError, match="Did you mean 'geodist'"):
        read(write("flights.csv", FLIGHTS), home="SE", layout="geodisk")


def test_without_a_home_market_the_error_says_what_to_do(write):
    """Home is never guessed."""
    path = write("stock.csv", f"{MIGRANTS}Sweden,SE,Namibia,NA,2020,5\n")

    with pytest.raises(MissingHomeError, match="--home SE"):
        read(path)
    with pytest.raises(UnknownMarketError, match="Sweden"):
        read(path, home="Sweeden")


def test_a_table_that_says_nothing_of_home_is_an_error(write):
    """No row, no entry: the message names the market and the number of rows."""
    path = write("stock.csv", f"{MIGRANTS}Sweden,SE,Namibia,NA,2020,5\n")

    with pytest.raises(HomeNotThereError, match=r"none of its rows \(1\).*Finland"):
        read(path, home="FI")


def test_a_table_of_another_sort_is_refused(write):
    """What it has is listed, with the layouts there are; a layout whose columns are not there names them."""
    path = write("flights.csv", FLIGHTS)

    assert not CountryPairs().recognises(path)
    assert not CountryPairs().recognises(write("empty.csv", ""))
    with pytest.raises(SourceFileError, match=r"from, to, passengers.*geodist"):
        read(path, home="SE")
    with pytest.raises(NoSuchColumnError, match="iso_o") as caught:
        read(path, home="SE", layout="geodist")
    assert "dist" in caught.value.missing


def test_words_are_yes_and_no_too_and_a_former_code_is_told_once(write):
    """A yes or no may be written out; how an odd code was read is told with its first row."""
    layout = write("treaties.yaml", OWN.replace("community_from_home", "trade_agreement"))
    path = write("treaties.csv", "from,to,passengers\nSWE,ROM,yes\nSWE,ROM,yes\nSWE,NOR,FALSE\n")
    assessments, _, findings = read(path, home="SE", layout=str(layout))

    assert [("RO", True), ("RO", True), ("NO", False)] == [(each.subject, each.value) for each in assessments]
    assert [("market-read", 2)] == [(finding.code, finding.row) for finding in findings]


def ask_reach(assessments, evidence, day, home="SE"):
    """The markets part of reach for a firm with one contact in Namibia and one in Norway."""
    instrument, item = OWN_FIRM
    held = [
        Actor(id="acme", kind="organisation", name="Acme", market=home),
        Assessment(id="own", subject="acme", instrument=instrument, item=item, value=True),
        *(Actor(id=code, kind="person", name=code, market=code) for code in ("NA", "NO")),
        *(Tie(id=f"tie-{code}", sender="acme", receiver=code, kind="business") for code in ("NA", "NO")),
    ]
    record = MemoryRecord(name="acme", held=(*held, *assessments, *evidence.values()))
    answer = build_question("reach", {}).answer(Network.of(record, Lens(as_of=day)))
    return answer, answer.part("markets")


def test_the_newest_figure_of_the_day_stands_beside_and_never_a_later_one(write):
    """A figure of mid-2020 is not known in 2019, that of a whole year not before the year is over."""
    stock = write(
        "stock.csv",
        f"{MIGRANTS}Sweden,SE,Namibia,NA,1990,149\nSweden,SE,Namibia,NA,2020,211\nDenmark,DK,Namibia,NA,2020,9\n",
    )
    works = write("works.csv", "year,c1,c2,works\n2018,SE,NA,30\n2019,SE,NA,33\n")
    assessments, evidence, _ = read(stock, home="SE")
    more, rests_on, _ = read(works, home="SE")
    answer, part = ask_reach([*assessments, *more], evidence | rests_on, date(2019, 6, 1))
    column = next(column for column in part.columns if column.name == "country_community_from_home")
    row = next(row for row in part.rows if row.values["market"].code == "NA")

    assert (149, 30) == (row.values["country_community_from_home"], row.values["country_coauthorship_with_home"])
    assert column.beside
    assert "1990. Source: UN DESA" in column.meaning
    assert "country_pairs:migrant_stock:SE:1990" in row.evidence
    assert {"1990-07-01", "2018"} == {item.on for item in answer.evidence if item.reference}


def test_figures_seen_from_another_home_do_not_stand_beside(write):
    """What is said of Namibia as seen from Sweden says nothing to a firm in Denmark."""
    assessments, evidence, _ = read(write("s.csv", f"{MIGRANTS}Sweden,SE,Namibia,NA,2020,5\n"), home="SE")
    _, part = ask_reach(assessments, evidence, date(2021, 1, 1), home="DK")

    assert not [column for column in part.columns if column.name.startswith("country_")]


@pytest.mark.parametrize("name", REAL)
def test_the_published_tables_are_recognised_and_read(shared, name):
    """Each file is known by its header, gives sound entries, and skips only rows of countries that are no more."""
    skipped, count, subject, item, value = REAL[name]
    path = shared / "data" / "countries" / name
    assert "country_pairs" == recognise(path).name
    assessments, evidence, findings = read(path, home="SE")
    newest = max((each for each in assessments if (each.subject, each.item) == (subject, item)), key=lambda e: e.begin)
    errors = [finding for finding in findings if finding.level == "error"]

    assert all(finding.code == "unknown-market" for finding in errors)
    assert (skipped, count, value) == (len(errors), len(assessments), newest.value)
    assert not [fault for each in assessments for fault in find_faults(each)]
    assert {id_ for each in assessments for id_ in each.evidence} == set(evidence)
