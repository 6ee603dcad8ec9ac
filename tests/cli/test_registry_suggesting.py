"""Suggesting partners to many firms, and testing suggestions on the past, from the command line."""

import json
from datetime import date

import pytest

from madeupregistry import DAY, MARKETS, draw_participations

AS_OF = ("--as-of", DAY.isoformat())


@pytest.fixture
def built(cli, tmp_path):
    """A registry of four made-up years in the folder "made", and a file of two firms and a stranger."""
    rows, fields = draw_participations(planted=True)
    lines = ["event,actor,market,kind,begin,end"]
    lines += [f"{row.event},{row.actor},{row.market},{row.kind},{row.begin},{row.end}" for row in rows]
    (tmp_path / "participations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = [f"{event},{field}" for event, each in fields.items() for field in each]
    (tmp_path / "fields.csv").write_text("\n".join(["event,field", *told]) + "\n", encoding="utf-8")
    (tmp_path / "firms.txt").write_text("o001\n\no050\nstranger\no001\n", encoding="utf-8")
    assert cli("registry", "build", "participations.csv", "--fields", "fields.csv", "--to", "made").code == 0
    return cli


def test_one_line_of_json_a_firm_in_the_order_asked(built):
    """Each firm once; the line holds actors with rank, chance and reasons."""
    ran = built("registry", "suggest", "made", *AS_OF, "--firms", "firms.txt", "--top", "5", "--threads", "1", "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]

    assert 0 == ran.code
    assert ["o001", "o050", "stranger"] == [line["firm"] for line in lines]
    assert [5, 5, 0] == [len(line["suggestions"]) for line in lines]
    first = lines[0]["suggestions"][0]
    assert {"actor", "name", "market", "rank", "score", "why"} == set(first)
    assert first["market"] in MARKETS
    assert {"of", "text", "actors"} == set(first["why"][0])
    assert "note" in lines[2]
    assert "1 of 3 firms" in ran.err


def test_a_plain_ranking_needs_no_learning_and_gives_no_chance(built, tmp_path):
    """As a table, whose reasons stand in one cell."""
    ran = built("registry", "suggest", "made", *AS_OF, "--firms", "firms.txt", "--by", "common_partners", "--csv")

    assert 0 == ran.code
    assert ran.out.startswith("firm,rank,actor")
    assert "partners in common" in ran.out
    assert not (tmp_path / "made" / "rankings").exists()


def test_where_too_little_is_known_adamic_adar_ranks_and_says_so(built):
    """In the first month nothing can be learned."""
    ran = built("registry", "suggest", "made", "--as-of", "2014-02-01", "--firms", "firms.txt")

    assert 0 == ran.code
    assert "Adamic-Adar ranks" in ran.err


def test_a_backtest_shows_rankings_markets_chances_and_guards(built):
    """Everything the table promises, with the learned ranking first; as JSON every part by name."""
    ran = built("registry", "backtest", "made", *AS_OF, "--threads", "1")
    plain = json.loads(built("registry", "backtest", "made", *AS_OF, "--threads", "1", "--json").out)

    assert 0 == ran.code
    for words in ("P@10", "MRR", "weighted adamic adar", "What keeps the future out", "Came true"):
        assert words in ran.out
    assert ["protocol", "rankings", "markets", "calibration", "guards"] == list(plain)
    assert "learned" == plain["rankings"][0]["ranking"]
    assert plain["rankings"][0]["lift"] is None


def test_a_day_that_nothing_follows_is_refused(built):
    """The exit code is 1 and the message says up to when events run."""
    ran = built("registry", "backtest", "made", "--as-of", date(2019, 1, 1), "--threads", "1")

    assert 1 == ran.code
    assert "Events run to 2017-12" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("suggest", "nowhere", *AS_OF, "--firms", "firms.txt"), 1, "There is no registry"),
        (("suggest", "made", *AS_OF, "--firms", "none.txt"), 1, "cannot be read"),
        (("suggest", "made", *AS_OF, "--firms", "empty.txt"), 1, "names no firm"),
        (("suggest", "made", *AS_OF, "--firms", "firms.txt", "--by", "adamic"), 2, "Did you mean 'adamic_adar'"),
        (("suggest", "made", *AS_OF, "--firms", "firms.txt", "--ranking", "firms.txt"), 1, "cannot be read"),
        (("suggest", "made", *AS_OF, "--firms", "firms.txt", "--top", "0"), 2, "at least 1"),
        (("suggest", "made", "--as-of", "yesterday", "--firms", "firms.txt"), 2, "yesterday"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(built, tmp_path, arguments, code, words):
    """Each mistake has its message and its exit code."""
    (tmp_path / "empty.txt").write_text("\n", encoding="utf-8")
    ran = built("registry", *arguments)

    assert code == ran.code
    assert words in ran.err
    assert "Traceback" not in ran.err
