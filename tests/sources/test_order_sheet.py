"""Sheets of a joint order: told apart by their columns, refused with a reason, planned from as they are."""

import pytest

import bridgehead as bh
from bridgehead.sources import SourceFileError
from bridgehead.sources.order_sheet import OrderSheet

PHASES = "phase,quantity,due,value\ncutting,10,2026-01-25,\nwelding,10,2026-02-01,700\n"
FIRMS = (
    "firm,phase,capacity,unit cost\nCutter,cutting,10,1\nWelder,welding,10,1\nBoth,cutting,10,3\nBoth,welding,10,3\n"
)


@pytest.fixture
def write(tmp_path):
    """A file with some text."""

    def put(name, text):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return put


def test_a_table_of_other_columns_is_not_taken_for_one(write):
    """Asked all the same, it is refused with the columns it should have."""
    other = write("contacts.csv", "name,market\nAnna,DE\n")

    assert not OrderSheet().recognises(other)
    assert not OrderSheet().recognises(other.parent)
    assert not OrderSheet().recognises(write("empty.csv", ""))
    with pytest.raises(SourceFileError, match="phase, quantity, due; or firm, phase, capacity"):
        list(OrderSheet().read(other))


@pytest.mark.parametrize("header", ["phase,quantity,due\n", "firm,phase,capacity\n"])
def test_a_sheet_without_rows_is_refused(write, header):
    """Nothing is written of an order that nobody described."""
    with pytest.raises(SourceFileError, match="no rows below"):
        list(OrderSheet().read(write("frames.csv", header)))


def test_a_customer_may_be_named_by_id_or_not_at_all(write):
    """An id stands for itself, and nobody is made up beside it."""
    sheet = write("frames.csv", PHASES)

    known = [entry for row in OrderSheet(customer="crm:hafen").read(sheet) for entry in row.entries]
    unnamed = [entry for row in OrderSheet().read(sheet) for entry in row.entries]

    assert ["crm:hafen"] == [entry.parties[1][0] for entry in known if hasattr(entry, "parties")]
    assert [] == [entry.name for entry in known if hasattr(entry, "name")]
    assert ["Customer (not named)"] == [entry.name for entry in unnamed if hasattr(entry, "name")]


def test_two_sheets_are_all_it_takes_to_plan_an_order(write, tmp_path):
    """Imported as they are, the order is found, planned and shared."""
    with bh.init(tmp_path / "lead.bridgehead", "Lead Works", "SE") as firm:
        firm.import_(write("frames.csv", PHASES))
        firm.import_(write("firms.csv", FIRMS))

        answer = firm.ask("joint_order", begins="2026-01-05", as_of="2026-01-05").answer

    plan, shares = answer.part("plan"), answer.part("shares")
    assert 20 == pytest.approx(plan.objective[1])
    assert ["Both"] == [str(row.values["firm"]) for row in plan.rows if not row.values["chosen"]]
    assert 680 == pytest.approx(shares.totals["receives"]["surplus"], abs=0.1)
