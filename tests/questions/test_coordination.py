"""Who is coordinated by what, where knowledge flows, who knows whom, and what is left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions import ask as ask_network
from bridgehead.questions._coordination_log import COLUMNS
from bridgehead.questions.coordination import Coordination
from bridgehead.record.dates import OPEN, UNKNOWN, on_day, read_when
from bridgehead.record.entries import Actor, Assessment, Interaction, Tie
from bridgehead.record.record import OWN_FIRM, MemoryRecord
from bridgehead.record.terms import COORDINATION_FORMS, MECHANISMS

DAY = date(2010, 6, 1)

PARTNERS = """
    firm, acme, field=valves
    actor, basf, field=chemistry
    actor, bayer, field=pharmacy
    actor, users, kind=community
    actor, labs, kind=community
    actor, clinic
    actor, plast, field=plastics
    actor, steel, field=metal
    actor, bank
    actor, bo, kind=person
    tie, acme > basf, business, customer, id=t-basf, begin=1999, end=open
    tie, acme > bayer, business, distributor, id=t-bayer, begin=1999, end=open
    tie, acme > users, business, customer, id=t-users, begin=1999, end=open
    tie, acme > labs, scientific, research_partner, id=t-labs, begin=1999, end=open
    tie, acme > clinic, business, customer_of_customer, id=t-clinic, begin=1999, end=open
    tie, plast > acme, business, customer, id=t-plast, begin=1999, end=open
    tie, acme > steel, business, supplier, id=t-steel, begin=1999, end=open
    tie, acme > bank, business, investor, id=t-bank, begin=1999, end=open
    tie, bo > basf, affiliation, employee, id=t-bo, begin=1999, end=open
"""


def ask(record, text="", partners=PARTNERS, others=(), **lens):
    """The answer of acme with these interactions, firms of these texts beside it."""
    library = {name: Network.of(record(held, name=name)) for name, held in dict(others).items()}
    network = Network.of(record(partners + text), Lens(**{"as_of": DAY} | lens), others=library)
    return ask_network(network, Coordination())


def cells(answer, row=0):
    """The filled cells of a row of the matrix by firm; none where it has no rows."""
    rows = answer.part("by_firm").rows
    values = rows[row].values if rows else dict.fromkeys(COLUMNS)
    return {column: values[column] for column in COLUMNS if values[column]}


def flows(answer, part="flows"):
    """Who sends to whom how often, where it is not zero."""
    return {
        (row.values["sender"], column.label): row.values[column.name]
        for row in answer.part(part).rows
        for column in answer.part(part).columns[1:]
        if row.values[column.name]
    }


def names(value):
    return [str(item) for item in value]


@pytest.mark.parametrize(
    ("form", "participants", "columns"),
    [
        ("education", "acme; basf", {"education_customers"}),
        ("education", "acme; bayer", {"education_customers"}),
        ("education", "acme; clinic", {"education_customers"}),
        ("education", "acme; plast; basf", {"education_customers", "education_suppliers"}),
        ("education", "basf; bayer", set()),
        ("education", "acme; bank", set()),
        ("education", "acme", set()),
        ("joint_decision", "acme; users", {"joint_decision_customers"}),
        ("joint_decision", "acme; labs", {"joint_decision_suppliers"}),
        ("direct_contact", "basf; bayer", {"direct_contact_customers"}),
        ("direct_contact", "acme; basf; clinic", {"direct_contact_customers"}),
        ("direct_contact", "users", {"direct_contact_customers"}),
        ("direct_contact", "labs", {"direct_contact_suppliers"}),
        ("direct_contact", "plast; steel", {"direct_contact_suppliers"}),
        ("direct_contact", "users; labs", {"direct_contact_customers_with_suppliers"}),
        ("direct_contact", "basf; plast", {"direct_contact_customers_with_suppliers"}),
        (
            "direct_contact", "basf; bayer; plast",
            {"direct_contact_customers", "direct_contact_customers_with_suppliers"},
        ),
        ("direct_contact", "acme; basf", set()),
        ("direct_contact", "basf; bo", set()),
        ("direct_contact", "acme; basf; bank", set()),
        ("direct_contact", "users; bank", set()),
        ("direct_contact", "users; ghost", set()),
    ],
)  # fmt: skip
def test_who_took_part_says_in_which_column_an_interaction_stands(record, form, participants, columns):
    """A community alone meets itself; an organisation alone, or with its own people, meets nobody."""
    text = f"interaction, meeting: {participants}, id=it, begin=2005-05-03, mechanism=course, forms={form}"

    answer = ask(record, text)

    assert dict.fromkeys(columns, ("course",)) == cells(answer)
    [row] = answer.part("by_firm").rows or [None]
    assert (("it",) if columns else None) == (row and row.evidence)


def test_a_firm_none_of_whose_interactions_is_placed_cannot_be_told_about(record):
    """Beside a firm that can, its cells are unknown, not empty; alone, the part says what is missing."""
    other = PARTNERS + "interaction, training: acme; basf, mechanism=course, forms=education"

    beside = ask(record, others={"peer": other})
    alone = ask(record)

    assert any(caveat.startswith("Cannot tell how this firm coordinates") for caveat in alone.caveats)
    assert [None] * 7 == [beside.part("by_firm").rows[0].values[column] for column in COLUMNS]
    assert {"education_customers": ("course",)} == cells(beside, 1)
    for name in ("by_firm", "by_mechanism", "firms_by_mechanism", "flows", "flows_together", "unused"):
        assert () == alone.part(name).rows
        assert "interaction" in alone.part(name).empty
    assert "review --mechanisms" in alone.part("by_firm").empty


def test_education_flows_out_decisions_flow_in_and_contact_flows_between(record):
    """As figures 3 to 6 have it: firm to customers, customers to firm, customers to customers."""
    text = """
    interaction, training: acme; basf, begin=2005-05-03, mechanism=course, forms=education
    interaction, meeting: acme; basf; clinic; plast, begin=2005-05-03, mechanism=product, forms=joint_decision
    interaction, meeting: users, begin=2005-05-03, mechanism=conference, forms=direct_contact
    interaction, meeting: basf; clinic; plast, begin=2005-05-03, mechanism=business, forms=direct_contact
    """

    answer = ask(record, text)

    expected = {
        ("acme", "Customers"): 1,
        ("Customers", "acme"): 1,
        ("Customers of customers", "acme"): 1,
        ("Suppliers", "acme"): 1,
        ("Customers", "Customers"): 1,
        ("Customers", "Customers of customers"): 1,
        ("Customers of customers", "Customers"): 1,
        ("Customers", "Suppliers"): 1,
        ("Suppliers", "Customers"): 1,
        ("Customers of customers", "Suppliers"): 1,
        ("Suppliers", "Customers of customers"): 1,
    }
    assert expected == flows(answer)
    assert "flow" == answer.part("flows").reading


def test_mechanisms_are_counted_over_all_firms_and_name_them(record):
    """One interaction of ours and two of another's; flows of all firms are told apart from ours."""
    line = "interaction, training: acme; basf, begin=2005-05-03, mechanism=course, forms=education\n"

    answer = ask(record, line, others={"peer": PARTNERS.replace("acme", "peer") + line.replace("acme", "peer") * 2})

    course = MECHANISMS.words.index("course")
    assert 3 == answer.part("by_mechanism").rows[course].values["education_customers"]
    assert ["acme", "peer"] == names(answer.part("firms_by_mechanism").rows[course].values["education_customers"])
    assert 0 == answer.part("by_mechanism").rows[0].values["education_customers"]
    assert {("acme", "Customers"): 1} == flows(answer)
    assert {("The firms", "Customers"): 3} == flows(answer, "flows_together")


def test_customers_of_customers_are_told_apart(record):
    """They count with customers; a part says where, and where nothing else stands."""
    text = """
    interaction, training: acme; clinic, begin=2005-05-03, mechanism=course, forms=education
    interaction, training: acme; clinic; basf, begin=2005-05-03, mechanism=seminar, forms=education
    interaction, training: acme; basf, begin=2005-05-03, mechanism=support, forms=education
    """

    rows = [row.values for row in ask(record, text).part("customers_of_customers").rows]

    assert [("seminar", False), ("course", True)] == [(row["mechanism"], row["alone"]) for row in rows]
    assert {"education of customers"} == {row["column"] for row in rows}


def test_who_knows_whom_is_told_with_us_and_without(record):
    """The same group once; pairs that are tied are there too, people by whom they stand for."""
    text = """
    interaction, meeting: acme; basf; bayer, begin=2005-05-03, mechanism=course, forms=direct_contact
    interaction, meeting: bo; bayer, begin=2006-05-03, mechanism=conference, forms=direct_contact
    tie, plast > steel, business, id=theirs, begin=2000, end=open
    tie, bo > bayer, social, id=friends, begin=2000, end=open
    tie, bo > basf, social, id=colleagues, begin=2000, end=open
    tie, plast > nobody-of-ours, business, begin=2000, end=open
    actor, nobody-of-ours
    """

    rows = [row.values | {"cited": row.evidence} for row in ask(record, text).part("contacts").rows]

    assert [["basf", "bayer"], ["plast", "steel"]] == [names(row["partners"]) for row in rows]
    assert (("conference", "course"), 2, 1, ("social",)) == tuple(
        rows[0][name] for name in ("mechanisms", "interactions", "with_us", "ties")
    )
    assert ((), 0, ("business",)) == tuple(rows[1][name] for name in ("mechanisms", "interactions", "ties"))
    assert "friends" in rows[0]["cited"]
    assert ("theirs",) == rows[1]["cited"]


CYCLE = """
    interaction, training: acme; basf, begin={}, mechanism=course, forms=education
    interaction, meeting: basf; bayer, begin={}, mechanism=conference, forms=direct_contact
    interaction, meeting: acme; bayer, begin={}, mechanism=product, forms=joint_decision
"""


@pytest.mark.parametrize(
    ("days", "in_order"),
    [
        (("2001", "2002", "2003"), True),
        (("2003-01-01", "2002-01-01", "2001-01-01"), False),
        (("2003", "2002", "2001"), None),
        (("2001", "2002", "unknown"), None),
        (("unknown", "unknown", "unknown"), None),
    ],
)
def test_a_cycle_is_closed_by_another_than_the_one_taught(record, days, in_order):
    """Basf was taught, met Bayer, and Bayer decided with us; the order is told where the dates tell it."""
    [row] = ask(record, CYCLE.format(*days)).part("cycles").rows

    assert (True, in_order, "") == (row.values["closed"], row.values["in_order"], row.values["missing"])
    assert (("course",), ("conference",), ("product",)) == tuple(
        row.values[name] for name in ("taught", "met", "decided")
    )
    assert 3 == len(row.evidence)


def test_what_a_cycle_lacks_is_named(record):
    """One who is taught and decides alone closes nothing; a community's members do."""
    one = ask(record, CYCLE.format("2001", "2002", "2003").replace("acme; bayer", "acme; basf"))
    none = ask(record, "interaction, meeting: basf; bayer, mechanism=course, forms=direct_contact")
    among = ask(record, CYCLE.format("2001", "2002", "2003").replace("basf; bayer", "users").replace("basf", "users")
                .replace("bayer", "users"))  # fmt: skip
    suppliers = ask(record, "interaction, meeting: plast; steel, mechanism=course, forms=direct_contact")

    assert "a joint decision with another than the one educated" == one.part("cycles").rows[0].values["missing"]
    assert (False, "education of one of them; a joint decision with one of them") == tuple(
        none.part("cycles").rows[0].values[name] for name in ("closed", "missing")
    )
    assert among.part("cycles").rows[0].values["closed"]
    assert () == suppliers.part("cycles").rows


def test_partners_of_different_fields_whom_nobody_brought_together(record):
    """Those who met, in whatever way, or are tied are left out, and so are those whose field nobody knows."""
    text = """
    interaction, meeting: acme; basf; plast, begin=2005-05-03
    tie, plast > steel, business, begin=2000, end=open
    interaction, meeting: acme; steel, begin=2005-05-04
    """

    rows = ask(record, text).part("to_combine").rows

    found = {frozenset((str(row.values["one"]), str(row.values["other"]))) for row in rows}
    expected = [("basf", "bayer"), ("basf", "steel"), ("bayer", "plast"), ("bayer", "steel")]
    assert set(map(frozenset, expected)) == found
    assert ("basf", "steel") in {(str(row.values["one"]), str(row.values["other"])) for row in rows}
    assert 2 == rows[0].values["interactions"]
    assert {"t-basf", "t-steel"} <= {id_ for row in rows for id_ in row.evidence}


def test_many_partners_are_not_all_compared(record):
    """What was left out is said."""
    lines = [
        f"actor, p{number}, field=f{number}\ntie, acme > p{number}, business, customer, begin=1999, end=open"
        for number in range(60)
    ]

    answer = ask(record, partners="firm, acme\n" + "\n".join(lines))

    assert 50 == len(answer.part("to_combine").rows)
    assert "Of pairs to bring together, 20 partners were not compared; 730 more pairs are not shown." in answer.caveats


def test_unused_mechanisms_are_told_from_similar_firms(record):
    """Those of the same field; where there are none, all. What we use, or nobody, is not listed."""
    mine = "interaction, training: acme; basf, mechanism=course, forms=education"
    theirs = mine.replace("course", "seminar")

    def unused(**others):
        part = ask(record, mine, others={name: PARTNERS + text for name, text in others.items()}).part("unused")
        return [(row.values["mechanism"], row.values["column"], row.values["similar"]) for row in part.rows]

    assert [("seminar", "education of customers", "same field or sector")] == unused(peer=theirs, twin=mine)
    assert [] == unused(peer=mine)
    other = (PARTNERS + theirs).replace("field=valves", "field=shoes")
    answer = ask(record, mine, others={"peer": other})
    assert ["all asked with it"] == [row.values["similar"] for row in answer.part("unused").rows]
    assert "Unused mechanisms are told from one other firm: all asked with it." in answer.caveats


def test_interactions_without_mechanism_or_form_are_counted_and_in_no_cell(record):
    """What the title proposes stands beside them, within what whoever took part allows; refusals are heeded."""
    text = """
    interaction, meeting: acme; basf, id=a, begin=2005-05-03, topic=Training Kiel
    interaction, meeting: acme; basf; bayer, id=b, begin=2005-05-03, topic=Training Basel
    interaction, meeting: acme; basf, id=c, begin=2005-05-03, topic=Lunch
    interaction, meeting: acme; basf, id=d, begin=2005-05-03, topic=Webinar
    interaction, meeting: acme; basf, id=e, begin=2005-05-03, mechanism=conference, topic=Messe
    interaction, meeting: acme; basf, id=f, begin=2005-05-03, mechanism=product, topic=Messe
    interaction, milestone: acme, id=g, begin=2005-05-03
    assessment, d, coordination.refused_mechanism, seminar
    """

    answer = ask(record, text)

    rows = [
        (row.values.get("mechanism"), row.values.get("forms"), row.evidence) for row in answer.part("unclassified").rows
    ]
    assert [
        ("course", ("education",), ("a",)),
        ("course", ("education", "direct_contact"), ("b",)),
        ("conference", ("education",), ("e",)),
        ("product", ("joint_decision",), ("f",)),
        (None, None, ("c", "d")),
    ] == rows
    assert () == answer.part("by_firm").rows
    assert (0, 6, "6 interactions without a mechanism or a form.") == (
        answer.coverage.used, answer.coverage.total, answer.coverage.remarks[0],
    )  # fmt: skip


def test_of_very_many_without_a_proposal_some_are_cited(record):
    """The note says how many there are."""
    text = "\n".join(f"interaction, meeting: acme; basf, id=i{number}, begin=2005" for number in range(30))

    [row] = ask(record, text).part("unclassified").rows

    assert (30, 25, "The first 25 of 30 are cited.") == (row.values["interactions"], len(row.evidence), row.note)


def test_who_cannot_be_placed_is_listed_with_the_reason(record):
    """No tie, a role on no side, not in the record; a form that whoever took part does not bear."""
    text = """
    actor, stranger
    interaction, meeting: acme; stranger; bank; ghost; basf, id=a, begin=2005-05-03, mechanism=course, forms=education
    interaction, meeting: basf, id=b, begin=2005-05-03, mechanism=course, forms=direct_contact
    interaction, meeting: basf; bayer, id=c, begin=2005-05-03, mechanism=course, forms=joint_decision
    interaction, meeting: acme, id=d, begin=2005-05-03, mechanism=course, forms=education
    """

    rows = {
        (str(row.values["partner"]), row.values["why"]): row.evidence for row in ask(record, text).part("unplaced").rows
    }

    assert {
        ("bank", "is our investor: neither customer nor supplier"): ("a",),
        ("stranger", "no tie says what they were to us that day"): ("a",),
        ("ghost", "not in the record"): ("a",),
        ("None", "direct contact, but only one partner of known side is named"): ("b",),
        ("None", "joint decision, but neither the firm nor any of its people is named"): ("c",),
        ("None", "education, but no partner is named"): ("d",),
    } == rows


def test_nothing_after_the_lens_day_counts_and_no_date_is_only_possible(record):
    """Undated interactions count, the caveat says how many; a lens of certainties leaves them out."""
    text = """
    interaction, training: acme; basf, id=dated, begin=2005-05-03, mechanism=course, forms=education
    interaction, training: acme; basf, id=undated, mechanism=seminar, forms=education
    interaction, training: acme; basf, id=later, begin=2012, mechanism=support, forms=education
    """

    answer, certain = ask(record, text), ask(record, text, certain_only=True)

    assert {"education_customers": ("seminar", "course")} == cells(answer)
    assert any(caveat.startswith("1 of the 2 interactions shown are not dated") for caveat in answer.caveats)
    assert (2, 1) == (answer.coverage.used, answer.coverage.possible)
    assert {"education_customers": ("course",)} == cells(certain)
    assert ("1 only possibly happened by then and are left out.",) == certain.coverage.remarks


def test_what_if_somebody_were_gone(record):
    """A customer imagined away takes their interactions with them."""
    text = "interaction, training: acme; basf, begin=2005-05-03, mechanism=course, forms=education"

    assert {} == cells(ask(record, text, without=("basf",), others={"peer": PARTNERS + text}))


def test_a_firm_is_needed(record):
    """Without one nobody is a customer; a library network without one is passed over."""
    with pytest.raises(NoFirmError):
        ask(record, partners="actor, basf")
    text = "interaction, training: acme; basf, mechanism=course, forms=education"
    assert 1 == len(ask(record, text, others={"registry": "actor, basf"}).part("by_firm").rows)


_DAYS = st.one_of(
    st.dates(date(2005, 1, 1), date(2015, 12, 31)).map(on_day),
    st.sampled_from([UNKNOWN, read_when("2009"), read_when("after 2011"), read_when("before 2008")]),
)


@st.composite
def records(draw):
    """A firm with partners of many roles and days, and interactions of all sorts."""
    roles = ["customer", "supplier", "customer_of_customer", "distributor", "investor", ""]
    partners = [f"p{number}" for number in range(5)]
    held = [
        Actor(id="acme", kind="organisation", name="Acme"),
        Assessment(id="own", subject="acme", instrument=OWN_FIRM[0], item=OWN_FIRM[1], value=True),
        *(
            Actor(id=one, name=one, kind=draw(st.sampled_from(["organisation", "community", "person"])))
            for one in partners
        ),
        *(
            Tie(id=f"t-{one}", sender="acme", receiver=one, kind="business", begin=draw(_DAYS), end=OPEN,
                role=draw(st.sampled_from(roles)))
            for one in partners
        ),
    ]  # fmt: skip
    for number in range(draw(st.integers(0, 8))):
        members = draw(st.lists(st.sampled_from(["acme", *partners]), min_size=1, max_size=4, unique=True))
        forms = draw(st.lists(st.sampled_from(COORDINATION_FORMS.words), max_size=2, unique=True))
        held.append(
            Interaction(
                id=f"i{number}", kind="meeting", begin=draw(_DAYS), forms=tuple(forms),
                mechanism=draw(st.sampled_from(["", "course", "conference", "product"])),
                participants=tuple((member, "") for member in members),
            )
        )  # fmt: skip
    return held


def _ask_held(held):
    network = Network.of(MemoryRecord("example", tuple(held)), Lens(as_of=DAY))
    return ask_network(network, Coordination())


def _find_claims(answer):
    """Everything the answer says is there: filled cells, flows, and groups that met or closed a cycle."""
    found = {("cell", column, word) for column, words in cells(answer).items() for word in words}
    found |= {("flow", *flow) for flow in flows(answer)}
    groups = {("met", frozenset(names(row.values["partners"]))) for row in answer.part("contacts").rows}
    groups |= {
        ("closed", frozenset(names(row.values["partners"])))
        for row in answer.part("cycles").rows
        if row.values["closed"]
    }
    return found, groups


@given(records(), st.data())
def test_removing_an_entry_adds_no_claim(held, data):
    """Of interactions and ties left out nothing follows that did not; who is not known to have met leaves a group."""
    removable = [entry for entry in held if isinstance(entry, Interaction | Tie)]
    gone = data.draw(st.lists(st.sampled_from(removable), max_size=3, unique_by=id))

    less, fewer = _find_claims(_ask_held([entry for entry in held if entry not in gone]))
    claims, groups = _find_claims(_ask_held(held))

    assert less <= claims
    assert all(any(kind == told and met <= group for told, group in groups) for kind, met in fewer)


@given(records())
def test_every_row_cites_what_is_in_the_record_by_the_day(held):
    """No id is made up, none of an entry that begins after the day, and cells are cited one and all."""
    answer = _ask_held(held)

    begins = {entry.id: entry.begin.earliest for entry in held}
    cited = {id_ for part in answer.parts for row in part.shape.rows for id_ in row.evidence}
    assert cited <= begins.keys()
    assert all(begins[id_] is None or begins[id_] <= DAY for id_ in cited)
    assert all(row.evidence for row in answer.part("by_firm").rows)


@given(records())
def test_the_order_of_the_record_does_not_matter(held):
    """The same claims, whatever comes first."""
    assert _find_claims(_ask_held(held)) == _find_claims(_ask_held(held[::-1]))
