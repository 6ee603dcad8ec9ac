"""Recruitment: who is chosen within limits and why, who is not and why not, and what is said of both."""

from datetime import date

import pytest

from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.lens import Lens
from bridgehead.network.limits import UnkeptLimitsError
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.recruitment import Recruitment
from bridgehead.record.markets import UnknownMarketError
from bridgehead.record.programmes import UnknownProgrammeError

DAY = date(2010, 6, 30)
#: hub knows five, lab two of them and one more, solo nobody; dana knows the firm alone
FIELD = """
    firm, acme, market=SE, field=polymers
    actor, hub, market=DE, field=polymers
    actor, lab, market=FR, field=coatings
    actor, solo, market=JP, field=polymers
    actor, dana, kind=person
    actor, d1, market=DE
    actor, d2, market=DE
    actor, d3, market=DE
    actor, f1, market=FR
    actor, f2, market=FR, field=optics
    actor, i1, market=IT
    tie, hub > d1, scientific, strength=strong, begin=2000, end=open
    tie, hub > d2, scientific, strength=strong, begin=2000, end=open
    tie, hub > d3, scientific, strength=strong, begin=2000, end=open
    tie, hub > f1, scientific, strength=strong, begin=2000, end=open
    tie, lab > f1, scientific, strength=strong, begin=2000, end=open
    tie, lab > f2, scientific, strength=strong, begin=2000, end=open
    tie, lab > i1, scientific, strength=strong, begin=2000, end=open
    tie, acme > dana, social, strength=strong, begin=2000, end=open
    tie, acme > hub, social, strength=strong, begin=2000, end=open
    assessment, hub, candidate.cost, 30, begin=2005, by=Kasemo
    assessment, hub, candidate.publications, 40, begin=2005
    assessment, hub, candidate.verified_by, Kasemo, begin=2005
    assessment, lab, candidate.cost, 20, begin=2005
    assessment, lab, candidate.prominence, 0.9, begin=2005, by=faculty
    assessment, lab, candidate.leading_role, editor, begin=2005
    assessment, solo, candidate.cost, 5, begin=2005
    assessment, dana, candidate.successors, 3, begin=2005
"""


def ask(record, lines="", *, lens=None, text=FIELD, **parameters):
    network = Network.of(record(text + lines), Lens(as_of=DAY, **(lens or {})))
    return Recruitment(**parameters).answer(network)


def rows(answer, part="choice"):
    return {str(row.values[answer.part(part).columns[0].name]): row.values for row in answer.part(part).rows}


def chosen(answer):
    return [name for name, row in rows(answer).items() if row["chosen"]]


def test_those_who_reach_most_are_chosen_in_order_of_what_they_add(record):
    """The hub reaches itself and four more with 0.7 each; what lab adds is that less what both reach."""
    answer = ask(record, members=2)

    assert ["hub", "lab"] == chosen(answer)
    assert 4.9 < answer.part("choice").objective[1] < 7.5
    assert rows(answer)["hub"]["adds"] > rows(answer)["lab"]["adds"] > 1
    assert {"hub", "lab", "solo", "dana"} == set(rows(answer))


def test_the_word_does_not_travel_through_the_firm(record):
    """Dana knows acme, and acme the hub; yet dana reaches nobody but herself."""
    assert pytest.approx(1.0) == rows(ask(record))["dana"]["alone"]


def test_what_only_one_opens_is_said(record):
    """Lab alone is likely to reach Italy and optics, the hub alone Germany; France hears of both."""
    found = rows(ask(record, members=2))

    assert "The only one likely to reach Italy, the field coatings, the field optics." == found["lab"]["why"]
    assert "The only one likely to reach Germany, the field polymers." == found["hub"]["why"]
    twin = """
    actor, twin, market=DE
    tie, twin > d1, scientific, strength=strong, begin=2000, end=open
    """
    again = rows(ask(record, twin, candidates=("d1", "twin")))
    assert "Adds where others reach as well." == again["twin"]["why"]


def test_a_rejected_candidate_is_told_what_keeps_it_out(record):
    """The seats are full, and in the place of the weakest the reach would be less."""
    found = rows(ask(record, members=1))

    assert not found["lab"]["chosen"]
    assert found["lab"]["why"].startswith("No room: 1 member at most. In hub's place the reach would be ")


def test_a_budget_chooses_by_what_it_buys_and_leaves_out_whose_cost_is_unknown(record):
    """Thirty buy the hub, where solo is out; else twenty-five buy lab and solo. Dana's cost is not known."""
    assert ["hub"] == chosen(ask(record, budget=30.0, exclude=("solo",)))
    answer = ask(record, budget=29.0)

    assert ["lab", "solo"] == chosen(answer)
    assert "not known" in rows(answer)["dana"]["why"]
    assert ("a budget of 29", 29.0, 25.0, 4.0) == answer.part("choice").constraints[1][:4]
    allowed = ask(record, budget=29.0, allow_unknown_cost=True)
    assert {"lab", "solo", "dana"} == set(chosen(allowed))
    assert any("counted as nothing" in caveat for caveat in allowed.caveats)


@pytest.mark.parametrize("limits", [{"members": 0}, {"budget": 0.5}])
def test_where_nobody_can_be_chosen_the_answer_says_so(record, limits):
    """No seat, or no money: nobody is chosen, nothing is claimed to be near the best, and each is told why."""
    answer = ask(record, **limits)

    assert [] == chosen(answer)
    assert 0 == answer.part("choice").objective[1]
    assert answer.part("choice").proof.startswith("Nobody is chosen")
    assert all(row["why"] for row in rows(answer).values())


def test_floors_and_ceilings_hold_per_market_and_field(record):
    """A floor takes who adds little, a ceiling leaves out who adds much; a star stands for every one."""
    assert "solo" in chosen(ask(record, members=2, market_least=("JP=1",)))
    assert ["lab"] == chosen(ask(record, members=1, field_most=("polymers=0",)))
    assert {"hub", "lab", "solo"} == set(chosen(ask(record, members=3, market_least=("*=1",))))
    assert {"lab", "dana"} == set(chosen(ask(record, members=2, market_most=("*=0", "FR=1"))))
    assert "solo" in chosen(ask(record, members=1, market_least=("Asia=1",)))


def test_candidates_are_included_excluded_and_asked_to_be_verified(record):
    """By id or name; whoever is left out is told why."""
    assert "dana" in chosen(ask(record, members=1, include=("dana",)))
    excluded = ask(record, members=1, exclude=("hub",))

    assert ["lab"] == chosen(excluded)
    assert "Excluded as asked." == rows(excluded)["hub"]["why"]
    assert ["hub"] == chosen(ask(record, verified_only=True))


def test_the_standing_of_candidates_is_told_with_its_source(record):
    """Stated figures with who said so; publications on record are counted where none are stated."""
    papers = "\n".join(f"interaction, publication: solo=author, begin={year}" for year in (2001, 2002, 2012, "unknown"))
    found = rows(ask(record, papers))

    assert (0.9, ("editor",), "prominence as stated by faculty") == (
        found["lab"]["prominence"],
        found["lab"]["leading_roles"],
        found["lab"]["source"],
    )
    assert (40, "publications as stated") == (found["hub"]["publications"], found["hub"]["source"])
    assert (2, "publications counted from those on record") == (found["solo"]["publications"], found["solo"]["source"])
    assert (3, None, None) == (found["dana"]["successors"], found["dana"]["cost"], found["dana"]["source"])


def test_the_newest_figure_counts_and_one_of_later_days_does_not(record):
    """As known on the day."""
    lines = """
    assessment, hub, candidate.cost, 35, begin=2008
    assessment, hub, candidate.cost, 99, begin=2011
    """

    assert 35 == rows(ask(record, lines))["hub"]["cost"]


def test_candidates_may_be_named_or_be_all_in_a_role_or_of_a_kind(record):
    """Others then are no candidates, assessed or not."""
    tied = "tie, acme > d1, business, customer, begin=2001, end=open"

    assert {"d1", "f1"} == set(rows(ask(record, candidates=("d1", "f1"))))
    assert {"d1"} == set(rows(ask(record, tied, candidate_role="customer")))
    assert {"dana"} == set(rows(ask(record, candidate_kind="person")))


def test_who_is_to_be_reached_may_be_a_market_or_a_role(record):
    """Lab reaches France better than the hub."""
    answer = ask(record, members=1, aim_at=("France",))

    assert ["lab"] == chosen(answer)
    assert "They reach nobody of those aimed at." == rows(answer)["solo"]["why"]


def test_markets_may_weigh_by_their_potential(record):
    """Italy's one actor is worth the whole of Italy; actors of markets without a figure are left out, and said."""
    lines = """
    assessment, IT, market.potential, 900, begin=2005
    assessment, DE, market.potential, 40, begin=2005
    """
    answer = ask(record, lines, members=1, weigh_by="potential")

    assert ["lab"] == chosen(answer)
    assert "expected credibility reach, in pieces of market potential" == answer.part("choice").objective[0]
    assert any("no potential of their market is known" in caveat for caveat in answer.caveats)


def test_present_members_are_taken_as_given(record):
    """The hub's seat is taken, and what it reaches adds nothing to anybody."""
    lines = """
    programme, club, acme, begin=2000
    agreement, membership: acme; hub, id=seat, programme=club, begin=2001, end=open
    """
    answer = ask(record, lines, members=2)

    assert "Already in the programme." == rows(answer)["hub"]["why"]
    assert rows(answer)["lab"]["adds"] < rows(ask(record, members=2, exclude=("hub",)))["lab"]["adds"]
    assert any(caveat.startswith("1 present member is") for caveat in answer.caveats)
    with pytest.raises(UnknownProgrammeError):
        ask(record, lines, programme="guild")


def test_exclusivity_promised_bars_those_it_shuts_out(record):
    """Ours with d1 in polymers in Germany bars the hub; the hub's own with others in our field does so too."""
    ours = "agreement, supply: acme; d1, begin=2001, end=open, exclusivity=polymers, exclusive_markets=DE"
    theirs = "agreement, supply: hub; d1, begin=2001, end=open, exclusivity=polymers, exclusive_markets=DE"
    elsewhere = "agreement, supply: acme; d1, begin=2001, end=open, exclusivity=polymers, exclusive_markets=FR"

    assert "We have promised exclusivity in polymers there." == rows(ask(record, ours))["hub"]["why"]
    assert "They have promised others exclusivity in polymers there." == rows(ask(record, theirs))["hub"]["why"]
    assert "hub" in chosen(ask(record, elsewhere))


def test_reference_centres_are_a_tier_of_their_own(record):
    """Each important market gets its centre, nobody sits twice, and the budget pays for both tiers."""
    answer = ask(
        record, members=1, centres_per_market=1, important_markets=("FR", "JP"), budget=40.0, centre_cost=4.0
    )  # fmt: skip
    tiers = {name: row["tier"] for name, row in rows(answer).items() if row["chosen"]}

    assert {"hub": "member", "lab": "reference centre", "solo": "reference centre"} == tiers
    used = {label: used for label, _, used, _, _ in answer.part("choice").constraints}
    assert (38.0, 2.0) == (used["a budget of 40"], used["2 reference centres at most"])


def test_what_one_more_would_buy_is_the_choice_made_anew(record):
    """A second seat goes to lab; one more of a tight budget lets the hub in."""
    seat = rows(ask(record, members=1), "one_more")["one more seat"]
    money = rows(ask(record, budget=29.0, exclude=("solo",)), "one_more")["one more unit of budget"]

    assert (["lab"], ()) == ([one.id for one in seat["joins"]], seat["leaves"])
    assert 1 < seat["buys"] < 4
    assert (["hub"], ["lab"]) == ([one.id for one in money["joins"]], [one.id for one in money["leaves"]])


def test_simple_lists_stand_beside_and_the_choice_is_never_below_them(record):
    """Most contacts and most prominent, with their range over the assumed chances."""
    found = rows(ask(record, members=1), "spread")

    assert {"chosen for reach", "most contacts", "most prominent"} == set(found)
    assert found["chosen for reach"]["value"] >= max(row["value"] for row in found.values())
    assert ["lab"] == [one.id for one in found["most prominent"]["members"]]
    ours = found["chosen for reach"]
    assert ours["low"] < ours["value"] < ours["high"]
    assert ours["weakest"] < ours["value"] < ours["strongest"]


def test_the_certificate_and_stability_are_told(record):
    """A share of the best possible, and in how many resamples each stays chosen."""
    answer = ask(record, members=1)

    assert "% of the best possible within these limits, with 99% confidence." in answer.part("choice").proof
    assert "no other choice covers more" in answer.part("choice").proof
    assert (1.0, 0.0) == (rows(answer)["hub"]["stable"], rows(answer)["solo"]["stable"])


def test_where_one_alone_reaches_nearly_all_that_is_said(record):
    """Then there is hardly anything to choose."""
    said = "One candidate alone reaches nearly all of those aimed at; limits decide more than reach does."

    assert said in ask(record, aim_at=("JP",)).caveats
    assert said not in ask(record).caveats


def test_the_same_seed_gives_the_same_answer(record):
    """Every random number comes from it."""
    assert ask(record, seed=7).to_plain() == ask(record, seed=7).to_plain()
    assert ask(record, seed=7).to_plain() != ask(record, seed=8).to_plain()


def test_limits_that_cannot_all_be_kept_are_named(record):
    """Only those in conflict, not the budget."""
    with pytest.raises(UnkeptLimitsError) as raised:
        ask(record, members=1, market_least=("DE=1", "FR=1"), budget=1000.0)

    assert {"1 member at most", "at least 1 in Germany", "at least 1 in France"} == set(raised.value.labels)
    with pytest.raises(UnkeptLimitsError, match="at least 1 in Norway"):
        ask(record, market_least=("NO=1",))
    with pytest.raises(UnkeptLimitsError, match="dana is in"):
        ask(record, include=("dana",), verified_only=True)


def test_without_any_candidate_the_answer_says_what_is_missing(record):
    """And a floor then is a conflict."""
    empty = "firm, acme, market=SE\nactor, b, market=DE"
    answer = ask(record, text=empty)

    assert all(not part.shape.rows and part.shape.empty for part in answer.parts)
    with pytest.raises(UnkeptLimitsError, match="Germany"):
        ask(record, text=empty, market_least=("DE=1",))


@pytest.mark.parametrize(
    ("parameters", "name"),
    [({"budget": -1.0}, "budget"), ({"members": -1}, "members"), ({"market_least": ("DE",)}, "market_least"),
     ({"field_most": ("polymers=-1",)}, "field_most"), ({"market_most": ("=2",)}, "market_most"),
     ({"weigh_by": "size"}, "weigh_by"), ({"candidate_kind": "robot"}, "candidate_kind"),
     ({"centres_per_market": 1}, "centres_per_market")],
)  # fmt: skip
def test_values_that_mean_nothing_are_refused(record, parameters, name):
    """By the name of the parameter."""
    with pytest.raises(QuestionValueError) as raised:
        ask(record, **parameters)
    assert name == raised.value.parameter


def test_unknown_names_are_refused(record):
    """Actors and markets that are not there."""
    for parameters in ({"include": ("nobody",)}, {"exclude": ("nobody",)}, {"candidates": ("nobody",)}):
        with pytest.raises(ActorNotFoundError):
            ask(record, **parameters)
    with pytest.raises(UnknownMarketError):
        ask(record, market_least=("Atlantis=1",))


def test_a_candidate_without_a_market_counts_towards_none(record):
    """And the answer says so."""
    assert any("no known market" in caveat for caveat in ask(record).caveats)


def test_candidates_known_to_us_alone_reach_only_themselves_and_that_is_said(record):
    """As in a record of one's own contacts."""
    text = """
    firm, acme, market=SE
    actor, a, market=DE
    actor, b, market=FR
    tie, acme > a, social, begin=2001, end=open
    assessment, a, candidate.verified_by, Kasemo, begin=2005
    assessment, b, candidate.verified_by, Kasemo, begin=2005
    """
    answer = ask(record, text=text, members=1)

    assert pytest.approx(1.0) == answer.part("choice").objective[1]
    assert any("reaches nobody but themselves" in caveat for caveat in answer.caveats)
    assert rows(answer)["b"]["why"].endswith("In a's place they would reach as much.")
