"""The command `fulfil`: deliveries, releases and refusals."""

import csv
import io

import pytest

from bridgehead.firm import today

ORDERS = "agreed:distribution--anna-berg/orders"
TOLD = ("--on", "2025-02-01")


@pytest.fixture
def owing(sample):
    """A record in which Anna Berg owes forty orders a year."""
    agree = ("agree", "Anna Berg", "--template", "distribution", "--begin", "2024-01-01", "--on", "2024-05-01")
    assert 0 == sample(*agree, "--set", "orders.quantity=40").code
    return sample


def read_open(cli):
    """What is open of the orders of 2024."""
    ran = cli("ask", "reciprocity", "--as-of", "2025-06-01", "--part", "ledger", "--csv")
    rows = csv.DictReader(io.StringIO(ran.out))
    return [row["open"] for row in rows if row["deliverable"] == "least orders of the year"]


def test_what_was_delivered_leaves_the_rest_open(owing):
    """Part of the quantity counts, and the change can be taken back."""
    before = read_open(owing)

    ran = owing("fulfil", ORDERS, "--day", "2024-06-12", "--quantity", "30", "--acceptance", "met", *TOLD)

    assert 0 == ran.code
    assert "bridgehead undo" in ran.err
    assert (["40.0"], ["10.0"]) == (before, read_open(owing))


def test_the_same_delivery_logged_twice_is_logged_once(owing):
    """A second one of the day is told apart by its number."""
    log = ("fulfil", ORDERS, "--day", "2024-06-12", "--quantity", "15", *TOLD)
    owing(*log)

    again, second = owing(*log), owing(*log, "--number", "2")

    assert "Nothing changed" in again.err
    assert "bridgehead undo" in second.err
    assert ["10.0"] == read_open(owing)


def test_a_release_is_no_delivery(owing):
    """Nothing was delivered, and nothing is owed."""
    owing("fulfil", ORDERS, "--day", "2024-12-01", "--quantity", "40", "--release", *TOLD)

    assert ["0.0"] == read_open(owing)


def test_without_a_day_it_happened_today(owing):
    """The day stands in the id of what was logged."""
    ran = owing("fulfil", "agreed:distribution--anna-berg/training")

    assert f"training/delivered-{today()}" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "There is nothing to fulfil"),
        (("agreed:distribution--anna-berg/order",), f"Did you mean '{ORDERS}'"),
        ((ORDERS, "--quantity", "some"), "'some' is no quantity"),
        ((ORDERS, "--acceptance", "good"), "The words are: met, below_standard"),
        ((ORDERS, "--day", "2999"), "nobody can say what was delivered on 2999"),
    ],
    ids=["nothing", "unknown", "quantity", "acceptance", "day"],
)
def test_what_cannot_be_logged_is_refused(owing, arguments, said):
    """With what to do, and nothing is written."""
    ran = owing("fulfil", *arguments)

    assert ran.code != 0
    assert said in ran.err
    assert ["40.0"] == read_open(owing)
