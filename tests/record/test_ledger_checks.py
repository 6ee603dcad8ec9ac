"""What checks find about agreements and what is owed under them: refused where an entry shows it, else found."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.checks import check
from bridgehead.record.entries import Interaction, Obligation
from bridgehead.record.record import MemoryRecord
from bridgehead.record.store import Store
from bridgehead.record.store_errors import InvalidEntryError
from bridgehead.record.validation import find_faults

DAY = date(2003, 6, 1)
EXAMPLE = """
    actor, acme, market=SE
    actor, basf, market=DE
    actor, kyoto, market=JP
    agreement, supply: acme; basf, id=deal, begin=2001-03-01, end=open, exclusivity=coatings, exclusive_markets=DE
    obligation, acme > basf, reports, id=report, agreement=deal, quantity=2, due=2001-12-31
"""


def find(record, code, text="", example=EXAMPLE):
    """The findings of a kind in the example with some more lines."""
    return [finding for finding in check(record(example + text).entries(), DAY) if finding.code == code]


def test_who_owes_itself_is_refused_on_writing(tmp_path):
    """It shows by itself; nothing of the batch is written."""
    owed = Obligation(id="o", agreement="g", debtor="acme", creditor="acme", deliverable="peace")
    store = Store.create(tmp_path / "r.bridgehead", by="Ada")

    assert ["owes-itself"] == [fault.code for fault in find_faults(owed)]
    with store, pytest.raises(InvalidEntryError):
        store.put([owed], action="add", by="Ada")


def test_what_is_delivered_beyond_what_is_owed_is_noted(record):
    """Three reports of two; two would say nothing."""
    given = "\ninteraction, delivery: acme; basf, begin=2002-01-01, fulfils=report, quantity={}"
    (finding,) = find(record, "more-than-owed", given.format(3))

    assert ("note", "report", "interaction-7") == (finding.level, *finding.entries)
    assert "acme delivered 1 more of 'reports'" in finding.message
    assert [] == find(record, "more-than-owed", given.format(2))


@pytest.mark.parametrize(
    ("day", "count"), [("2001-02-28", 1), ("2000", 1), ("2001", 0), ("2001-03-01", 0), ("unknown", 0)]
)
def test_a_delivery_from_before_the_agreement_is_found(record, day, count):
    """Only where it certainly was before."""
    text = f"\ninteraction, delivery: acme; basf, begin={day}, fulfils=report, quantity=1"

    assert count == len(find(record, "fulfilled-before-begin", text))


def test_a_delivery_from_before_its_obligation_is_found(record):
    """Terms that were amended later cannot have been fulfilled before."""
    text = """
        obligation, acme > basf, more, id=more, agreement=deal, due=2004, begin=2003-01-01
        interaction, delivery: acme; basf, begin=2002-05-01, fulfils=more
        interaction, delivery: acme; basf, begin=2002-05-01, fulfils=gone
    """
    (finding,) = find(record, "fulfilled-before-begin", text)

    assert "yet more began later (2003-01-01)" in finding.message


def test_obligations_that_wait_for_each_other_are_found(record):
    """Each came of the delivery that fulfils the other: none could come first. What hangs on them is no part of it."""
    text = """
        obligation, acme > basf, a, id=a, agreement=deal
        obligation, basf > acme, b, id=b, agreement=deal
        interaction, delivery: acme; basf, id=gave-a, fulfils=a, led_to=b; late
        interaction, delivery: basf; acme, id=gave-b, fulfils=b, led_to=a
        obligation, basf > acme, late, id=late, agreement=deal
    """
    (finding,) = find(record, "circular", text)

    assert ("a", "b", "gave-a", "gave-b") == finding.entries


def test_a_delivery_that_led_to_its_own_agreement_is_found(record):
    """An agreement cannot come of what was owed under it; two circles apart are two findings."""
    text = """
        interaction, delivery: acme; basf, id=gave, fulfils=report, led_to=deal
        interaction, meeting: acme; basf, id=met, led_to=met
    """

    assert [("deal", "gave", "report"), ("met",)] == [item.entries for item in find(record, "circular", text)]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_a_circle_is_found_just_where_there_is_one(links):
    """Against walking from every entry: those that can come back to themselves are in a finding."""
    led = {one: tuple(f"i{two}" for first, two in links if first == one) for one in range(7)}
    held = [Interaction(id=f"i{one}", kind="meeting", participants=(("a", ""),), led_to=led[one]) for one in led]
    found = {id_ for item in check(held, DAY) if item.code == "circular" for id_ in item.entries}
    back = {f"i{one}" for one in led if _comes_back(one, set(links))}

    assert back <= found
    assert bool(back) == bool(found)


def _comes_back(start, links):
    seen, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        for first, two in links:
            if first == here and two not in seen:
                seen.add(two)
                waiting.append(two)
    return start in seen


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ("acme; kyoto, begin=2002, end=open, scope=coatings, markets=DE", 1),
        ("basf; kyoto, begin=2002, end=open, scope=coatings of cars, markets=DE; JP", 1),
        ("acme; kyoto, begin=2002, end=open, scope=coatings, markets=JP", 0),
        ("acme; kyoto, begin=2002, end=open, scope=paper, markets=DE", 0),
        ("acme; kyoto, begin=2002, end=open, markets=DE", 0),
        ("acme; kyoto, begin=1999, end=2000, scope=coatings, markets=DE", 0),
        ("acme; basf, begin=2002, end=open, scope=coatings, markets=DE", 0),
    ],
)
def test_an_exclusivity_broken_is_found(record, other, count):
    """With somebody else, certainly in the same field, market and time; what cannot be told the portfolio lists."""
    assert count == len(find(record, "exclusivity-broken", f"\nagreement, distribution: {other}, id=other"))


def test_agreements_that_end_soon_are_noted(record):
    """Within two months; what has ended is past."""
    lines = "\n".join(
        f"agreement, supply: acme; kyoto, id={id_}, begin=2001, end={end}"
        for id_, end in (("soon", "2003-07-01"), ("later", "2003-10-01"), ("past", "2003-06-01"), ("some", "2003"))
    )

    assert ["some", "soon"] == [finding.entries[0] for finding in find(record, "ends-soon", f"\n{lines}")]


def test_a_renewal_after_the_end_is_found(record):
    """Notice must be given before it is over."""
    text = "\nagreement, supply: acme; kyoto, id=odd, begin=2001, end=2002, renewal=2003"

    assert ["odd"] == [finding.entries[0] for finding in find(record, "renewal-after-end", text)]


def test_what_is_released_is_not_overdue(record):
    """Both sides agreed that it is owed no more."""
    text = "\ninteraction, negotiation: acme; basf, begin=2002-06-01, fulfils=report, quantity=2"

    assert 1 == len(find(record, "overdue"))
    assert [] == find(record, "overdue", text)


def test_the_order_of_entries_does_not_matter(record):
    """Neither for circles nor for exclusivity."""
    text = """
        agreement, supply: acme; kyoto, id=other, begin=2002, end=open, scope=coatings, markets=DE
        interaction, delivery: acme; basf, id=gave, fulfils=report, led_to=deal
    """
    held = record(EXAMPLE + text).entries()

    assert check(held, DAY) == check(MemoryRecord("turned", tuple(reversed(held))).entries(), DAY)
