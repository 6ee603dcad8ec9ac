"""Logging what was delivered, and what is owed no more."""

from datetime import date

import pytest

from bridgehead import firm as firms
from bridgehead.firm.agreeing import Contract
from bridgehead.firm.fulfilling import (
    Fulfilment,
    NoDayError,
    NotYetError,
    QuantityError,
    UnknownObligationError,
    fulfil,
    read_quantity,
)
from bridgehead.record.dates import DateError
from bridgehead.record.ledger import build_ledger
from bridgehead.record.terms import UnknownWordError

TODAY = date(2001, 6, 30)
REPORT = "agreed:research--zenith/report"


@pytest.fixture
def firm(tmp_path):
    """A firm whose partner owes three reports, one by the end of 2001."""
    with firms.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="ada") as made:
        made.add("Zenith, supplier, organisation, DE", on=TODAY)
        made.agree(
            Contract(
                partner="Zenith", form="research", begin="2001-01-01", id="agreed:research--zenith",
                they_owe=("report=a report",), changes=("report.quantity=3", "report.due=2001-03-31"),
            ),
            on=TODAY,
        )  # fmt: skip
        yield made


def log(firm, **fields):
    return fulfil(firm.store, Fulfilment(obligation=REPORT, **fields), by="ada", on=TODAY)


def get_state(firm, on=TODAY):
    return {state.obligation.id: state for state in build_ledger(firm.entries(), on)}[REPORT]


def test_a_delivery_counts_from_its_day_on(firm):
    """The ledger of the day before knows nothing of it."""
    log(firm, day="2001-05-02", quantity=2.0, acceptance="met")

    assert (2.0, 1.0, "certain") == (get_state(firm).delivered, get_state(firm).open, get_state(firm).overdue)
    assert 0.0 == get_state(firm, date(2001, 5, 1)).delivered


def test_a_delivery_rests_on_who_told_it_or_on_a_document(firm):
    """What stands in the ledger has evidence."""
    log(firm, day="2001-05-02", quantity=1.0)
    log(firm, day="2001-05-03", quantity=1.0, source="delivery note 7")

    told = [firm.get(f"{REPORT}/delivered-2001-05-0{day}/told") for day in (2, 3)]
    assert [("typed in by ada", "statement"), ("delivery note 7", "document")] == [
        (one.reference, one.kind) for one in told
    ]


def test_a_release_leaves_nothing_delivered_and_less_owed(firm):
    """Both sides agreed that the rest is owed no more."""
    log(firm, day="2001-05-02", quantity=3.0, is_release=True, acceptance="met")

    state = get_state(firm)
    assert (0.0, 3.0, 0.0, "no") == (state.delivered, state.released, state.open, state.overdue)


def test_the_same_delivery_sent_twice_is_logged_once(firm):
    """A form sent again changes nothing."""
    log(firm, day="2001-05-02", quantity=1.0)
    again = log(firm, day="2001-05-02", quantity=1.0)

    assert again.transaction is None
    assert 1.0 == get_state(firm).delivered


def test_two_deliveries_of_one_day_are_two(firm):
    """Whoever logs counts them; and one that says something else is another in any case."""
    log(firm, day="2001-05-02", quantity=1.0)
    log(firm, day="2001-05-02", quantity=1.0, number=2)
    log(firm, day="2001-05-02", quantity=0.5)

    assert 2.5 == get_state(firm).delivered


def test_a_month_is_as_good_a_day_as_was_said(firm):
    """It certainly happened by the end of it."""
    log(firm, day="2001-05", quantity=3.0)

    assert 0.0 == get_state(firm).open
    assert "possible" == get_state(firm, date(2001, 5, 15)).overdue


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"day": ""}, NoDayError),
        ({"day": "unknown"}, NoDayError),
        ({"day": "someday"}, DateError),
        ({"day": "2001-07-01"}, NotYetError),
        ({"day": "2001-05-02", "quantity": 0.0}, QuantityError),
        ({"day": "2001-05-02", "quantity": float("inf")}, QuantityError),
        ({"day": "2001-05-02", "acceptance": "fine"}, UnknownWordError),
    ],
)
def test_what_cannot_have_happened_is_refused(firm, fields, error):
    """Nothing is written."""
    before = firm.store.last_transaction

    with pytest.raises(error):
        log(firm, **fields)

    assert before == firm.store.last_transaction


def test_an_unknown_obligation_is_refused_with_the_nearest_there_is(firm):
    """The message names it."""
    with pytest.raises(UnknownObligationError, match="Did you mean 'agreed:research--zenith/report'"):
        fulfil(firm.store, Fulfilment(obligation=REPORT + "s", day="2001"), by="ada", on=TODAY)


@pytest.mark.parametrize("text", ["several", "2,5", "1e"])
def test_what_is_no_number_is_no_quantity(text):
    """The message says how to write one."""
    with pytest.raises(QuantityError, match=r"as in 2\.5"):
        read_quantity(text)
