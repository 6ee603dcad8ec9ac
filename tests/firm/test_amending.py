"""Amended agreements: the old terms stay readable, the new ones hold from their day on."""

from datetime import date

import pytest

from bridgehead import firm
from bridgehead.firm.agreement_errors import (
    AlreadyDueError,
    EndedTermError,
    NothingAmendedError,
    TermThereError,
    UnknownAgreementError,
    UnknownTermError,
    WholeAmendmentError,
)
from bridgehead.firm.agreements import Contract
from bridgehead.firm.amending import Amendment, draft_amendment
from bridgehead.record.entries import Interaction, Obligation
from bridgehead.record.ledger import build_ledger
from bridgehead.record.record import find_entries

TOLD = date(2025, 2, 1)
FROM = date(2025, 3, 1)
EXAMPLE = """
    firm, acme
    actor, basf
    agreement, supply: acme; basf, id=deal, begin=2023-01-01, end=2027-01-01
    obligation, basf > acme, orders, id=deal/orders, agreement=deal, quantity=40, due=2024-01-01, recurrence=yearly
    obligation, acme > basf, training, id=deal/training, agreement=deal, due=2023-04-01
    obligation, acme > basf, advice, id=advice, agreement=deal, recurrence=continuous
    interaction, sale: basf; acme, begin=2023-12-01, fulfils=deal/orders, quantity=50
"""


def amend(entries, **changes):
    """What an amendment of the example from March 2025 on writes."""
    return draft_amendment(entries, Amendment(**{"agreement": "deal", "begin": FROM} | changes), by="Ada", on=TOLD)


def apply(entries, draft):
    """The entries of a record after an amendment."""
    return list(({entry.id: entry for entry in entries} | {entry.id: entry for entry in draft.entries}).values())


def due_on(entries, *day):
    """(due, open) of each obligation on a day."""
    return {state.obligation.id: (state.quantity_due, state.open) for state in build_ledger(entries, date(*day))}


def test_the_ledger_before_the_change_says_what_was_owed_then(record):
    """Forty a year until March 2025, sixty from the next first of January on; what was open stays open."""
    before = list(record(EXAMPLE).entries())
    after = apply(before, amend(before, changes=("orders.quantity=60",)))

    for day in ((2024, 6, 1), (2025, 2, 28)):
        assert due_on(before, *day)["deal/orders"] == due_on(after, *day)["deal/orders"]
    assert (80.0, 30.0) == due_on(after, 2026, 6, 1)["deal/orders"]
    assert (60.0, 60.0) == due_on(after, 2026, 6, 1)["deal/orders@2025-03-01"]


def test_what_is_released_is_owed_no_more(record):
    """From the day of the amendment; the ledger says that it was not delivered."""
    entries = list(record(EXAMPLE).entries())
    after = apply(entries, amend(entries, changes=("orders.quantity=60",), release=True))
    state = next(one for one in build_ledger(after, FROM) if one.obligation.id == "deal/orders")

    assert (50.0, 30.0, 0.0, "no") == (state.delivered, state.released, state.open, state.overdue)
    assert (80.0, 30.0) == due_on(after, 2025, 2, 28)["deal/orders"]
    assert ("released",) == state.flags


def test_what_is_owed_once_is_not_owed_twice(record):
    """A training overdue is put off only where the old day is released."""
    entries = list(record(EXAMPLE).entries())
    later = ("training.due=2025-06-01",)
    after = apply(entries, amend(entries, changes=later, release=True))

    with pytest.raises(AlreadyDueError, match="Add --release"):
        amend(entries, changes=later)
    assert (1.0, 0.0) == due_on(after, 2025, 7, 1)["deal/training"]
    assert (1.0, 1.0) == due_on(after, 2025, 7, 1)["deal/training@2025-03-01"]


def test_terms_are_added_and_end(record):
    """What is left out ends on the day, what is added begins on it, under any id."""
    entries = list(record(EXAMPLE).entries())
    draft = amend(entries, without=("advice",), they_owe=("report=a report",), we_owe=("lend samples",))
    after = {entry.id: entry for entry in apply(entries, draft)}

    assert "2025-03-01" == after["advice"].end
    assert ("basf", "acme", "2025-03-01") == (
        after["deal/report"].debtor,
        after["deal/report"].creditor,
        after["deal/report"].begin,
    )
    assert "acme" == after["deal/lend-samples"].debtor


def test_end_and_renewal_are_amended_with_the_rest_left_alone(record):
    """Extending an agreement touches no term."""
    draft = amend(record(EXAMPLE).entries(), changes=("end=2029-01-01", "renewal=2028-06-01"))

    assert ("2029-01-01", "2028-06-01") == (draft.agreement.end, draft.agreement.renewal)
    assert () == draft.obligations


def test_a_term_is_amended_again(record):
    """By the same name; the latest terms are the ones that change, and none is amended on a day before its own."""
    entries = list(record(EXAMPLE).entries())
    once = apply(entries, amend(entries, changes=("orders.quantity=60",)))
    twice = apply(once, amend(once, begin=date(2026, 3, 1), changes=("orders.quantity=70",)))

    assert (60.0, 60.0) == due_on(twice, 2027, 6, 1)["deal/orders@2025-03-01"]
    assert "2026-03-01" == next(one.end for one in twice if one.id == "deal/orders@2025-03-01")
    with pytest.raises(EndedTermError):
        amend(once, changes=("orders.quantity=70",))


def test_a_day_not_known_exactly_is_not_moved(record):
    """A due day of some year lies ahead or is unknown; a rhythm needs a day to go on from."""
    text = """
        firm, acme
        actor, basf
        agreement, supply: acme; basf, id=deal, begin=2023, end=open
        obligation, basf > acme, report, id=deal/report, agreement=deal, due=2023, recurrence=yearly
        obligation, basf > acme, fee, id=deal/fee, agreement=deal, due=2026, recurrence=yearly
    """
    draft = amend(record(text).entries(), changes=("report.unit=pages", "fee.unit=EUR"))

    assert ["unknown", "2026"] == [one.due for one in draft.obligations]


def test_deliveries_in_advance_are_pointed_out(record):
    """They stay with the old terms and do not count for the new ones."""
    text = EXAMPLE + "\ninteraction, sale: basf; acme, begin=2025-01-20, fulfils=deal/orders, quantity=45"
    draft = amend(record(text).entries(), changes=("orders.quantity=60",))

    assert ["15 of 'orders' was delivered in advance"] == [
        finding.message[:39] for finding in draft.findings if finding.code == "surplus"
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"agreement": "other"}, UnknownAgreementError),
        ({}, NothingAmendedError),
        ({"changes": ("end=2027-01-01",)}, NothingAmendedError),
        ({"changes": ("scope=all",)}, WholeAmendmentError),
        ({"changes": ("rent.quantity=3",)}, UnknownTermError),
        ({"without": ("rent",)}, UnknownTermError),
        ({"we_owe": ("training=more training",)}, TermThereError),
    ],
)
def test_what_cannot_be_amended_is_refused(record, changes, error):
    """Each with an error of its own."""
    with pytest.raises(error):
        amend(record(EXAMPLE).entries(), **changes)


def test_an_amendment_of_others_names_the_first_party_first(record):
    """Where neither party is ours the first stands for us."""
    text = "actor, acme\nactor, basf\nagreement, supply: acme; basf, id=deal, begin=2023, end=open"
    draft = amend(record(text).entries(), we_owe=("samples",), they_owe=("fee",))

    assert ["acme", "basf"] == [one.debtor for one in draft.obligations]


def test_an_amendment_is_one_transaction(tmp_path):
    """From Python: written once, taken back whole."""
    with firm.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="Ada") as acme:
        acme.add("Nordlicht, organisation, distributor, DE")
        made = acme.agree(Contract(partner="Nordlicht", template="research", begin="2024-01-01"))
        id_ = made.draft.agreement.id
        before = {entry.id: entry for entry in acme.entries()}
        acme.agree(Amendment(agreement=id_, begin=FROM, changes=("results.quantity=2",), release=True))
        kinds = [entry.kind for entry in find_entries(acme.entries(), Interaction)]
        acme.undo()

        assert ["negotiation"] == kinds
        assert before == {entry.id: entry for entry in acme.entries()}
        assert 3 == len(find_entries(acme.entries(), Obligation))
