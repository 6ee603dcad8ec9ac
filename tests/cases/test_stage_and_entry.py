"""Sixteen firms: the stage their records show, the pathways their papers tell, and whom they are precedents for."""

from datetime import date

import pytest

from bridgehead.firm.library import Library
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.entry import Entry
from bridgehead.questions.stage import Stage

#: the stage each record shows at least, the latest it leaves open, and whether the firm is told to be a new venture
FIRMS = {
    "q-sense": ("sales_branches", None),
    "firm-a": ("sales_branches", None),
    "firm-b": ("sales_branches", None),
    "firm-c": ("export_management", None),
    "firm-d": ("export_management", None),
    "aertec": ("cannot tell", None),
    "carbures": ("sales_branches", None),
    "beat": ("export_management", "export_department"),
    "heal": ("passive_exporting", "export_department"),
}
#: their papers tell of no presence abroad, or name no market for it
NOWHERE = ("air", "cell", "digit", "exhale", "flow", "gene", "ghenova")
#: pathway -> (case, market) the papers tell it of; None where they name no market
TOLD = {
    "follow_customer": [("aertec", None), ("ghenova", None)],
    "complementary_partner": [("aertec", None), ("firm-a", "US"), ("firm-d", "HK")],
    "public_programme": [("aertec", None), ("carbures", "US")],
    "reverse_internationalization": [("aertec", None)],
    "ethnic_community": [("firm-a", None), ("firm-b", "FR"), ("firm-c", None), ("firm-d", None)],
    "multinational": [("firm-c", "US"), ("firm-c", "DE"), ("firm-c", "FR")],
}


def ask(case, name, question, others=None, day=date(2014, 12, 31)):
    return question.answer(Network.of(case(name).record, Lens(as_of=day), others=others))


@pytest.mark.parametrize("name", FIRMS)
def test_a_firm_stands_at_the_stage_its_record_shows(case, name):
    """Where a paper tells of more, such as companies in no named market, the stage it may have reached stays open."""
    (row,) = ask(case, name, Stage()).part("firm").rows

    assert FIRMS[name] == (row.values["stage"], row.values["up_to"])


@pytest.mark.parametrize("name", NOWHERE)
def test_a_firm_of_whose_business_abroad_no_market_is_named_has_no_stage(case, name):
    """That is not the same as being at home."""
    answer = ask(case, name, Stage())

    assert ((), ()) == (answer.part("firm").rows, answer.part("stages").rows)
    assert any("Cannot tell the stage" in caveat for caveat in answer.caveats)


def test_every_firm_of_the_library_is_listed():
    """One expectation for each."""
    assert {*FIRMS, *NOWHERE} == set(Library())


@pytest.mark.parametrize("name", ["firm-a", "firm-b", "firm-c", "firm-d"])
def test_whether_the_chinese_firms_are_new_ventures_cannot_be_told(case, name):
    """Their shares abroad are told of the time of the interviews, never of the first three years."""
    (row,) = ask(case, name, Stage()).part("new_venture").rows

    assert row.values["new_venture"] is None
    assert "within 3 years of founding" in row.values["why"]


@pytest.mark.parametrize("name", ["firm-a", "firm-b", "firm-c", "firm-d"])
def test_lonely_before_going_abroad_does_not_fit_the_definition(case, name):
    """The paper's word takes the firm for highly international; until it went abroad no record shows that."""
    rows = [row.values for row in ask(case, name, Stage()).part("situation").rows]

    (stated,) = (row for row in rows if row["told_by"] == "the source")
    (own,) = (row for row in rows if row["told_by"] == "the record")
    assert ("lonely_international", "high") == (stated["situation"], stated["firm_degree"])
    # Firm C is abroad from 1993 by the text and from 1997 by the table
    assert stated["agrees"] is (None if name == "firm-c" else False)
    assert ("high", None) == (own["firm_degree"], own.get("situation"))


@pytest.mark.parametrize(("pathway", "told"), [(word, place) for word, places in TOLD.items() for place in places])
def test_a_pathway_a_paper_tells_is_found_in_the_record(case, pathway, told):
    """By the facts of the case alone."""
    name, market = told
    rows = ask(case, name, Entry()).part("pathways").rows

    found = {(row.values["pathway"], getattr(row.values["market"], "code", None)): row for row in rows}
    assert found[pathway, market].values["standing"] in {"supported", "possibly supported"}
    assert found[pathway, market].evidence


def test_a_firm_with_people_of_its_origin_in_france_is_told_of_firm_b(case, record):
    """As in Firm B: people of its own origin and a partner, then the joint venture, then concession stores."""
    own = record(
        """
        firm, acme, market=VN
        actor, kin, kind=community, market=FR
        tie, acme > kin, ethnic, diaspora_contact, begin=2010, end=open
        """
    )
    answer = Entry(market="FR").answer(Network.of(own, Lens(as_of=date(2014, 12, 31)), others=Library()))

    (pathway,) = answer.part("pathways").rows
    assert ("ethnic_community", "supported") == (pathway.values["pathway"], pathway.values["standing"])
    assert "Firm B in France" in pathway.values["precedents"]
    way = next(
        row.values
        for row in answer.part("precedents").rows
        if (row.values["firm"].id, getattr(row.values["market"], "code", None)) == ("firm-b:firm-b", "FR")
    )
    told = [step.partition(": ")[2] for step in way["way"]]
    steps = ["ethnic tie (diaspora contact)", "joint venture agreement", "joint venture", "non equity alliance"]
    assert sorted(steps, key=told.index) == steps
    # the study gives no years for them, so the order of venture and concessions stays open
    assert "partly open" == way["order"]


def test_precedents_cite_the_entries_of_their_own_case(case):
    """Every id of a row is explained, and leads into the case it comes from."""
    answer = ask(case, "firm-a", Entry(), others=Library(without="firm-a"))

    by_id = {item.id: item for item in answer.evidence}
    for row in answer.part("precedents").rows:
        assert row.evidence
        assert set(row.evidence) <= set(by_id)
        assert {row.values["firm"].id.partition(":")[0]} == {id_.partition(":")[0] for id_ in row.evidence}
