"""What checks find between the entries of a record, and what they leave in peace."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.checks import check
from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Presence,
    Tie,
)
from entrystrategies import records

DAY = date(2024, 3, 1)
PAPER = Evidence(id="e", reference="paper")
ACME = Actor(id="acme", kind="organisation", name="Acme", market="SE", founded=read_when("1996-12"))
SHOP = Actor(id="shop", kind="organisation", name="Shop", market="DE")
BO = Actor(id="bo", kind="person", name="Bo", market="DE")
TIE = Tie(id="t", sender="acme", receiver="shop", kind="business", evidence=("e",), begin=read_when("2001"), end=OPEN)
DEAL = Agreement(
    id="g", parties=(("acme", 0.5), ("shop", 0.5)), form="supply", begin=read_when("2001"), end=read_when("2024-06")
)
OWED = Obligation(
    id="o", agreement="g", debtor="acme", creditor="shop", deliverable="report", due=read_when("2024-02-01")
)
SOUND = (PAPER, ACME, SHOP, BO, TIE, DEAL)


def find(code, *entries, day=DAY):
    """The findings of a kind in a sound record with these entries added."""
    added = {entry.id for entry in entries}
    return [
        finding
        for finding in check([*(entry for entry in SOUND if entry.id not in added), *entries], day)
        if finding.code == code
    ]


def state(value, subject="g", id_="s", begin="2024-03-01", item="asserts_open_obligations", instrument="record"):
    return Assessment(id=id_, subject=subject, instrument=instrument, item=item, value=value, begin=read_when(begin))


def test_a_sound_record_has_no_findings():
    """Nothing is said where nothing is odd."""
    assert () == check(SOUND, DAY)


def test_an_entry_unfit_by_itself_is_found():
    """Records from elsewhere are held to what a store would refuse."""
    (finding,) = find("unknown-market", replace(BO, market="DEU"))

    assert ("error", ("bo",)) == (finding.level, finding.entries)


@pytest.mark.parametrize(
    ("entry", "field", "target"),
    [
        (replace(TIE, receiver="nobody"), "receiver", "nobody"),
        (replace(TIE, evidence=("gone",)), "evidence", "gone"),
        (replace(TIE, evidence=("bo",)), "evidence", "bo"),
        (replace(OWED, agreement="none", due=read_when("unknown")), "agreement", "none"),
        (state(1.0, "nobody", instrument="firm", item="employees"), "subject", "nobody"),
    ],
)
def test_a_reference_to_nothing_is_found(entry, field, target):
    """Actors, agreements, evidence and subjects must be in the record, and evidence must be evidence."""
    (finding,) = find("dangling", entry)

    assert ("warning", field, target) == (finding.level, finding.column, finding.found)
    assert f"{entry.id}, field {field!r}" == finding.place


def test_a_market_may_be_a_subject():
    """An assessment of a market names no entry."""
    assert [] == find("dangling", state(1.0, "DE", instrument="market", item="potential"))


def test_one_address_of_two_actors_is_a_possible_duplicate_until_judged():
    """The same e-mail in any case is found; a web domain may be shared; a judgement settles it."""
    left = replace(BO, identifiers=(("email", "Bo@shop.example"), ("domain", "shop.example")))
    right = Actor(
        id="bob",
        kind="person",
        name="Bob",
        market="DE",
        identifiers=(("Email", "bo@shop.example "), ("domain", "shop.example")),
    )

    (finding,) = find("possible-duplicate", left, right)

    assert ("bo", "bob") == finding.entries
    for verdict in ("same", "different", "unsure"):
        assert [] == find("possible-duplicate", left, right, Judgement(id="j", left="bob", right="bo", verdict=verdict))


def test_contradictory_judgements_are_found():
    """Same, same and different in a ring."""
    judged = [
        Judgement(id=f"{a}{b}", left=a, right=b, verdict=verdict)
        for a, b, verdict in [("acme", "shop", "same"), ("shop", "bo", "same"), ("acme", "bo", "different")]
    ]

    assert ["error"] == [finding.level for finding in find("contradictory-identity", *judged)]


@pytest.mark.parametrize(
    ("due", "level"), [("2024-02-01", ["warning"]), ("2024", ["note"]), ("2024-03-01", []), ("unknown", [])]
)
def test_overdue_obligations_are_found(due, level):
    """Certainly overdue is a warning, possibly a note; who owes whom what stands in the message."""
    found = find("overdue", replace(OWED, due=read_when(due)))

    assert level == [finding.level for finding in found]
    assert all("Acme owes Shop 'report'" in finding.message for finding in found)


def test_weak_and_strong_at_the_same_time_contradict():
    """Stated classes and numbers are compared on either side of the pair; at different times both may be true."""
    weak = replace(TIE, id="w", strength="weak", end=read_when("2005"))
    strong = Tie(
        id="s",
        sender="shop",
        receiver="acme",
        kind="business",
        strength=0.9,
        evidence=("e",),
        begin=read_when("2003"),
        end=OPEN,
    )

    (finding,) = find("contradictory-ties", weak, strong)

    assert ("s", "w") == finding.entries
    assert "w says that the business tie of Acme and Shop is weak" in finding.message
    assert [] == find("contradictory-ties", weak, replace(strong, begin=read_when("2006")))
    assert [] == find("contradictory-ties", weak, replace(strong, kind="social"))
    assert [] == find("contradictory-ties", weak, replace(strong, strength=0.2))
    assert [] == find("contradictory-ties", weak, replace(strong, begin=read_when("unknown")))
    assert find("contradictory-ties", replace(weak, end=OPEN), replace(strong, begin=weak.begin))


def test_two_shares_of_one_party_at_the_same_time_contradict():
    """Agreements of one form between the same parties must not give one of them two shares."""
    other = replace(DEAL, id="h", parties=(("shop", None), ("acme", 0.6)))

    (finding,) = find("contradictory-agreements", other)

    assert "g gives Acme 50%, h gives it 60%" in finding.message
    assert [] == find("contradictory-agreements", replace(other, form="research"))
    assert [] == find("contradictory-agreements", replace(other, begin=read_when("2025")))


def test_a_presence_before_the_founding_is_found():
    """Only where the dates leave no doubt."""
    before = Presence(id="p", actor="acme", market="DE", begin=read_when("1996-11"))

    assert ["before-founding"] == [finding.code for finding in find("before-founding", before)]
    assert [] == find("before-founding", replace(before, begin=read_when("1996")))
    assert [] == find("before-founding", replace(before, actor="nobody"))


def test_different_statements_of_one_item_are_noted():
    """Two numbers for the same time differ; words may stand side by side, but for those of which one can be true."""
    few, many = (state(value, "acme", id_, "2001", "employees", "firm") for value, id_ in ((5.0, "x"), (9.0, "y")))
    skills, money = (
        state(value, "acme", id_, "2001", "endowment", "firm") for value, id_ in (("skills", "x"), ("finance", "y"))
    )
    here, there = (
        state(value, "acme", id_, "2001", "first_foreign_market", "firm") for value, id_ in (("DE", "x"), ("FR", "y"))
    )

    (finding,) = find("statements-differ", few, replace(many, value=30_000.0))
    own, other = (state(value, "acme", id_, "2001", "focal_firm") for value, id_ in ((True, "x"), (False, "y")))

    assert ("x", "y") == finding.entries
    assert "firm/employees of Acme is 5 in x and 30,000 in y" in finding.message
    assert "is yes in x and no in y" in find("statements-differ", own, other)[0].message
    assert "is DE in x and FR in y" in find("statements-differ", here, there)[0].message
    assert [] == find("statements-differ", skills, money)
    assert [] == find("statements-differ", few, replace(many, begin=read_when("2002")))
    assert [] == find("statements-differ", few, replace(many, value=5.0))
    assert [] == find("statements-differ", replace(few, about="milling"), replace(many, about="turning"))


def test_a_statement_about_open_obligations_is_compared_with_the_ledger():
    """By agreement or by actor, on the day of the statement; agreement is silent, difference names the obligations."""
    (finding,) = find("assertion-differs", OWED, state(0.0))

    assert ("s", "o") == finding.entries
    assert "the ledger has 1: 'o'" in finding.message
    assert [] == find("assertion-differs", OWED, state(1.0))
    assert [] == find("assertion-differs", OWED, state(1.0, "shop", begin="unknown"))
    assert [] == find("assertion-differs", replace(OWED, begin=read_when("2024-02")), state(0.0, begin="2023-05-01"))
    assert [] == find("assertion-differs", replace(OWED, recurrence="continuous"), state(0.0))
    assert [] == find(
        "assertion-differs",
        OWED,
        state(0.0),
        Interaction(id="i", kind="delivery", participants=(("acme", ""),), fulfils="o", begin=read_when("2024-01-05")),
    )
    assert "the ledger has 0. Log" in find("assertion-differs", state(2.0))[0].message


def test_what_is_open_under_an_ended_agreement_is_found():
    """An agreement that ended leaves its debts behind."""
    assert [("g", "o")] == [one.entries for one in find("open-after-end", OWED, day=date(2024, 7, 1))]
    assert [] == find("open-after-end", OWED)
    assert [] == find("open-after-end", replace(OWED, agreement="none"), day=date(2024, 7, 1))


@pytest.mark.parametrize(
    ("renewal", "count"),
    [("2024-04-30", 1), ("2024-05-01", 0), ("2024-03", 1), ("2024-02-29", 0), ("unknown", 0), ("after 2024-03", 0)],
)
def test_renewals_within_sixty_days_are_noted(renewal, count):
    """Neither those further off nor those past."""
    assert count == len(find("renewal", replace(DEAL, renewal=read_when(renewal))))


def test_an_ended_agreement_needs_no_renewal():
    """What is no longer in force is not renewed."""
    ended = replace(DEAL, renewal=read_when("2024-03-15"), end=read_when("2024-02"))

    assert [] == find("renewal", ended)


def test_a_presence_without_ties_there_is_noted():
    """A tie or an agreement of the actor or its people counts, and so does what the presence says it rests on."""
    there = Presence(id="p", actor="acme", market="FR")
    agent = Actor(id="agent", kind="person", name="A", market="CH", active_markets=("FR",))
    works = Tie(id="w", sender="bo", receiver="acme", kind="affiliation", evidence=("e",))
    knows = Tie(id="k", sender="agent", receiver="bo", kind="social", evidence=("e",))

    assert ["FR"] == [finding.found for finding in find("presence-without-ties", there, agent, knows)]
    assert [] == find("presence-without-ties", there, agent, knows, works)
    assert [] == find("presence-without-ties", replace(there, market="DE"))
    assert [] == find("presence-without-ties", replace(there, rests_on=("t",)))
    assert [] == find("presence-without-ties", replace(there, end=read_when("2010")))
    assert find(
        "presence-without-ties",
        replace(there, market="DE"),
        replace(TIE, end=read_when("2010")),
        replace(DEAL, end=read_when("2010")),
    )


def test_missing_markets_and_evidence_are_counted_once():
    """One note each, with the number and a few ids."""
    many = [Actor(id=f"x{n}", kind="person", name="X") for n in range(9)]
    (market,) = find("no-market", *many)
    (evidence,) = find("no-evidence", replace(TIE, evidence=()))

    assert "9 of 12 actors have no market and count for none: 'x0', 'x1', 'x2', 'x3', 'x4' and 4 more" in market.message
    assert "1 of 1 ties rest on no evidence" in evidence.message
    assert ("note", "note") == (market.level, evidence.level)


@given(record=records, data=st.data())
def test_the_order_of_entries_is_irrelevant_to_checks(record, data):
    """Any order gives the same findings, errors first; entries are left as they were."""
    before = list(record)

    found = check(record, DAY)

    assert found == check(data.draw(st.permutations(record)), DAY)
    assert before == record
    levels = [finding.level for finding in found]
    assert sorted(levels, key=["error", "warning", "note"].index) == levels
