"""What the pages of reach and journey work out beyond the answers."""

from dataclasses import replace
from datetime import date

import pytest

from bridgehead.answers import Column, MarketRef, Part, Row, Scores, Table
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.present.links import NO_LINKS
from bridgehead.questions.conversion import Conversion
from bridgehead.questions.entry import Entry
from bridgehead.questions.outsidership import Outsidership
from bridgehead.questions.reach import Reach
from bridgehead.questions.stage import Stage
from bridgehead.web.drawing import CITED, draw_answer
from bridgehead.web.joining import find_rows, join_answers, keep_filled_groups
from bridgehead.web.journey.history import MOST_DAYS, keep_market, keep_ours, read_history
from bridgehead.web.journey.story import build_story, count_markets, find_events
from bridgehead.web.paging import Paging
from bridgehead.web.reach.map import draw_reach, find_colourings
from bridgehead.web.reach.market import describe_market
from bridgehead.web.reach.table import (
    UnknownRankingColumnError,
    Wanted,
    choose_sort,
    cut_part,
    get_direction,
    rank_markets,
    sort_rows,
)
from bridgehead.web.reach.what_if import find_losses, find_new_ties
from scenarios import draw_scenarios, look

DAY = date(2024, 6, 30)
FIRM = """
    firm, acme, market=SE, founded=2000
    actor, berg, market=DE, field=sensors
    actor, costa, market=PT
    actor, dupont, market=FR
    actor, anna, kind=person, market=SE
    tie, acme > berg, business, distributor, strength=strong, begin=2010, end=open
    tie, anna > acme, affiliation, begin=2005, end=open
    tie, anna > berg, social, strength=weak, begin=before 2009, end=open
    tie, berg > costa, business, strength=strong, begin=2012, end=open
"""


@pytest.fixture
def network(record):
    """Acme and its Anna know Berg, who knows Costa; nobody knows Dupont."""
    return Network.of(record(FIRM), Lens(as_of=DAY))


def rank(network, **wanted):
    """The ranking as market codes."""
    part = rank_markets(Reach().answer(network), Outsidership().answer(network), Wanted(**wanted))
    return [row.values["market"].code for row in part.shape.rows]


def test_markets_are_ranked_by_the_answer_until_a_column_is_chosen(network):
    """Figures begin with the most, distances with the least, words with the first; either way can be turned."""
    assert ["DE", "PT", "FR"] == rank(network)
    assert ["DE", "FR", "PT"] == rank(network, sort="distance_km")
    assert ["PT", "FR", "DE"] == rank(network, sort="distance_km", descending=True)
    assert ["FR", "DE", "PT"] == rank(network, sort="market")


def test_what_is_not_known_stands_last_either_way():
    """An unknown figure is neither the least nor the most."""
    column = Column(name="n", label="N", kind="count")
    shape = Scores(columns=(column,), rows=tuple(Row(values={"n": n}) for n in (2, None, 5)))

    assert [2, 5, None] == [row.values["n"] for row in sort_rows(shape, "n", descending=False)]
    assert [5, 2, None] == [row.values["n"] for row in sort_rows(shape, "n", descending=None)]


def test_a_second_click_turns_the_order():
    """The head says how it sorts now and what a click would do."""
    column = Column(name="n", label="N", kind="count")

    assert ("", None) == (get_direction(column, Wanted()), choose_sort(column, Wanted())["descending"])
    chosen = Wanted(sort="n")
    assert ("descending", "false") == (get_direction(column, chosen), choose_sort(column, chosen)["descending"])
    turned = Wanted(sort="n", descending=False)
    assert ("ascending", "true") == (get_direction(column, turned), choose_sort(column, turned)["descending"])


def test_markets_are_found_by_what_any_column_says_and_by_standing(network):
    """Codes count as words; our standing stands beside what reach says."""
    assert ["PT"] == rank(network, text="portu")
    assert ["PT"] == rank(network, text="berg")
    assert ["FR"] == rank(network, standing="outsider (none known)")
    with pytest.raises(UnknownRankingColumnError, match="Did you mean 'targets'"):
        rank(network, sort="targts")


def test_a_page_of_a_part_holds_its_rows():
    """Of a hundred rows the second forty."""
    rows = tuple(Row(values={"n": n}) for n in range(100))
    part = Part(name="p", title="P", shape=Scores(columns=(Column(name="n", label="N", kind="count"),), rows=rows))

    shown = cut_part(part, Paging(page=2, most=40).of(100))

    assert [40, 79] == [shown.shape.rows[0].values["n"], shown.shape.rows[-1].values["n"]]


def test_the_map_is_filled_by_standing_or_by_a_figure(network):
    """Not by words, and not by what only stands beside the answer."""
    reach, standing = Reach().answer(network), Outsidership().answer(network)

    names = [one.name for one in find_colourings(reach, standing)]
    assert names[:4] == ["standing", "targets", "direct", "chance"]
    assert not {"kinds", "distance_km"} & set(names)
    assert ("Germany", "acquainted") in draw_reach(reach, standing, "standing", NO_LINKS).markets
    assert ("Portugal", "1") in draw_reach(reach, standing, "targets", NO_LINKS).markets
    with pytest.raises(UnknownRankingColumnError):
        draw_reach(reach, standing, "kinds", NO_LINKS)


def test_a_market_is_described_by_who_is_there_and_who_of_ours_knows_them(network):
    """Ties to the firm and to its people are told apart; the unknown stays unknown."""
    answer = describe_market(network, Entry(market="DE"), "DE")

    (berg,) = find_rows(answer, "actors")
    assert (("business", "social"), 0.75, 0) == tuple(berg.values[k] for k in ("kinds", "strength", "introductions"))
    assert {"acme", "anna"} == {own.id for own in berg.values["known_by"]}
    assert ["acme", "anna"] == sorted(row.values["own"].id for row in find_rows(answer, "ours"))
    kinds = {row.values["kind"]: row.values for row in find_rows(answer, "ties")}
    assert (1, 0) == (kinds["business"]["count"], kinds["business"]["possible"])
    assert all(row.evidence for part in answer.parts for row in part.shape.rows)


def test_whom_nobody_of_ours_knows_is_reached_by_introduction_or_not_at_all(network):
    """One introduction leads to Costa; how many lead to Dupont cannot be told."""
    costa, dupont = (find_rows(describe_market(network, Entry(), code), "actors")[0] for code in ("PT", "FR"))

    assert (1, None) == (costa.values["introductions"], dupont.values["introductions"])
    assert ((), None) == (dupont.values["known_by"], dupont.values["strength"])


def test_agreements_and_presences_of_a_market_say_whether_they_hold(record):
    """What has ended stays on record and says so; what is not ours, or of another market, is not told."""
    network = Network.of(
        record("""
            firm, acme, market=SE
            actor, berg, market=DE
            actor, costa, market=PT
            agreement, supply: acme; berg, begin=2010, end=2015
            agreement, research: acme; costa, begin=2010, end=open, markets=DE
            agreement, licence: berg; costa, begin=2010, end=open
            agreement, supply: acme; stranger, begin=unknown, end=unknown, markets=DE
            presence, acme, DE, entry_mode=direct_export, begin=before 2020, end=unknown
            presence, acme, PT, begin=2020, end=open
        """),
        Lens(as_of=DAY),
    )

    answer = describe_market(network, Entry(), "DE")

    agreed = [(row.values["form"], row.values["holds"]) for row in find_rows(answer, "agreements")]
    assert [("supply", "ended"), ("research", "certain"), ("supply", "possible")] == agreed
    assert "stranger" == find_rows(answer, "agreements")[-1].values["parties"][0].name
    assert [("direct_export", "possible")] == [
        (row.values["mode"], row.values["holds"]) for row in find_rows(answer, "presences")
    ]


def test_losses_are_offered_of_whoever_leads_us_there_and_never_of_us(network):
    """Added to what the lens leaves out already."""
    answer = join_answers(Reach(routes_each=2).answer(network), describe_market(network, Entry(market="PT"), "PT"))

    losses = find_losses(answer, Lens(without=("x",)))

    assert {("x", "berg"), ("x", "anna")} == {one.option for one in losses}


def test_new_ties_are_offered_to_strangers(network):
    """With the tie to imagine, beside those imagined already; nobody is offered whom we know."""
    of = {code: describe_market(network, Entry(), code) for code in ("DE", "FR")}

    assert () == find_new_ties(of["DE"], Lens())
    assert () == find_new_ties(replace(of["FR"], firm=None), Lens())
    assert [("acme > dupont, business, 0.75",)] == [one.option for one in find_new_ties(of["FR"], Lens())]


def test_joined_answers_keep_each_source_and_caveat_once(network):
    """The header is that of the first."""
    reach, standing = Reach().answer(network), Outsidership().answer(network)

    joined = join_answers(reach, standing, reach)

    assert "reach" == joined.question
    assert len(joined.evidence) == len({item.id for item in (*reach.evidence, *standing.evidence)})
    assert len(joined.caveats) == len(set(joined.caveats))
    assert () == find_rows(joined, "nothing-called-so")


def test_groups_without_rows_can_be_left_out(network):
    """The one group a market is in is kept, with its meaning."""
    answer = keep_filled_groups(Entry(market="DE").answer(network))

    assert ["investigation"] == [name for name, _ in answer.part("phase").groups]


def test_a_page_lists_no_more_sources_of_a_row_than_it_can_hold(network):
    """The row says how many there are; drawn in full it lists all."""
    answer = Reach().answer(network)
    row = Row(values={"n": 1}, evidence=tuple(f"tie-{n}" for n in range(CITED + 6)), note="As said.")
    shape = Table(columns=(Column(name="n", label="N", kind="count"),), rows=(row,))
    many = replace(answer, parts=(Part(name="p", title="P", shape=shape),))

    cut, whole = (draw_answer(many, NO_LINKS, rows=rows).answer.parts[0].shape.rows[0] for rows in (10, 0))

    assert CITED == len(cut.evidence)
    assert f"As said. Rests on {CITED + 6} entries; {CITED} of them are listed as sources." == cut.note
    assert row == whole


def tell(network, lanes="kind", code=""):
    """The story as (day, kind, told, lane)."""
    history = read_history(network)
    events = find_events(network, Stage().answer(network), Conversion().answer(network), history)
    rows = build_story(events, lanes, home=network.home, code=code).shape.rows
    return [(str(r.values["day"]), r.values["kind"], r.values["told"], r.values["lane"]) for r in rows]


JOURNEY = """
    firm, acme, market=SE, founded=1996
    actor, berg, market=DE
    actor, costa, market=PT
    tie, acme > berg, social, begin=1995, end=open, formality=informal
    tie, acme > berg, business, distributor, begin=1999, end=open, formality=formal
    presence, acme, DE, entry_mode=direct_export, begin=1999-05, end=open, initiated_by=own_search
    presence, acme, PT, entry_mode=sales_subsidiary, begin=2003, end=2010
    agreement, supply: acme; berg, begin=1999-06-01, end=open, scope=parts
    assessment, acme, firm.situation, early_starter, begin=1999, end=open
"""


def test_a_stage_is_passed_when_what_shows_it_began(record):
    """Each new stage once, by the date of the presence behind it."""
    told = tell(Network.of(record(JOURNEY), Lens(as_of=DAY)))

    stages = [(day, text.partition(":")[0]) for day, kind, text, _ in told if kind == "stage"]
    assert ("2003", "sales branches") in stages
    assert stages == sorted(stages)


def test_agreements_situations_and_turns_are_told(record):
    """An agreement by its partner, a situation as the source has it, a relationship by what changed."""
    told = tell(Network.of(record(JOURNEY), Lens(as_of=DAY)))

    assert ("1999-06-01", "agreement", "berg: supply: parts", "Germany") in told
    assert ("1999", "situation", "early starter, as the source has it", "the firm") in told
    assert any(kind == "relationship turns" and text.startswith("berg: ") for _, kind, text, _ in told)


def test_the_story_of_an_earlier_day_knows_nothing_of_later(record):
    """What began later is not told, and no stage of a later day."""
    told = tell(Network.of(record(JOURNEY), Lens(as_of=date(2001, 1, 1))))

    assert not [row for row in told if row[0] >= "2001"]
    assert not [text for _, _, text, _ in told if "sales branches" in text]


def test_many_markets_share_a_lane(record):
    """A drawing has room for eight lanes; markets told of least share one."""
    codes = ("DE", "DE", "FR", "IT", "ES", "PT", "NO", "FI", "DK", "PL")
    lines = "".join(f"presence, acme, {code}, begin={2001 + number}, end=open\n" for number, code in enumerate(codes))
    told = tell(Network.of(record(f"firm, acme, market=SE\n{lines}"), Lens(as_of=DAY)), lanes="market")

    lanes = {lane for *_, lane in told}
    assert 8 == len(lanes)
    assert {"Germany", "other markets", "the firm"} <= lanes


def test_agreements_for_several_markets_have_a_lane_of_their_own(record):
    """They are in no one market."""
    lines = "firm, acme, market=SE\nactor, b, market=SE\nagreement, supply: acme; b, begin=2001, markets=DE; FR"

    told = tell(Network.of(record(lines), Lens(as_of=DAY)), lanes="market")

    assert ["several markets"] == [lane for *_, lane in told]


def test_more_turning_days_than_can_be_asked_are_counted(record):
    """The first ones are asked, and the page says how many were not."""
    lines = "".join(f"presence, acme, DE, begin={1950 + n}, end=unknown\n" for n in range(MOST_DAYS + 3))

    history = read_history(Network.of(record(f"firm, acme, market=SE\n{lines}"), Lens(as_of=DAY)))

    assert 3 == history.unasked


def test_markets_of_the_story_are_counted_without_home(record):
    """Most told of first."""
    network = Network.of(record(JOURNEY), Lens(as_of=DAY))
    events = find_events(network, Stage().answer(network), Conversion().answer(network), read_history(network))

    assert ["DE", "PT"] == [market.code for market, _ in count_markets(events, "SE")]


def test_an_answer_kept_to_a_market_says_what_it_leaves_empty(network):
    """Parts that are about no market stay; a part without rows of the market says that, and claims nothing else."""
    column, plain = Column(name="market", label="Market", kind="market"), Column(name="n", label="N")
    rows = (Row(values={"market": (MarketRef("DE", "Germany"), MarketRef("FR", "France"))}),)
    parts = (
        Part(name="of", title="Of", shape=Table(columns=(column,), rows=rows, empty="Nothing at all.")),
        Part(name="not", title="Not", shape=Table(columns=(plain,), rows=(Row(values={"n": "x"}),))),
    )
    answer = replace(Stage().answer(network), parts=parts)

    assert (1, 1) == tuple(len(part.shape.rows) for part in keep_market(answer, "FR").parts)
    nowhere = keep_market(answer, "PT").parts[0].shape
    assert ((), "The record tells nothing of Portugal here.") == (nowhere.rows, nowhere.empty)
    assert answer == keep_market(answer, "")


@pytest.mark.parametrize("scenario", draw_scenarios(40))
def test_stages_read_without_the_ties_of_others_are_the_stages(scenario):
    """Leaving out ties and contacts among others changes nothing that a stage tells."""
    network = look(scenario.held)

    whole, ours = (Stage().answer(one) for one in (network, keep_ours(network)))

    for name in ("firm", "situation", "stages"):
        assert find_rows(whole, name) == find_rows(ours, name)


@pytest.mark.parametrize("scenario", draw_scenarios(40))
def test_nothing_that_certainly_begins_later_is_told(scenario):
    """Neither of a market nor of the way abroad, whatever a record says of later days."""
    early, late = look(scenario.earlier), look(scenario.held)

    for code in ("DE", "150"):
        of_early, of_late = (describe_market(network, Entry(), code).parts for network in (early, late))
        assert of_early == of_late
    assert tell(early) == tell(late)
