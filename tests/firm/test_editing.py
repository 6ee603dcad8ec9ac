"""Fields as people type them: an entry written and read back is the same; what is wrong is told field by field."""

import pytest
from hypothesis import given

from bridgehead.firm.editing import FieldsError, make_entry, revise_entry, write_fields
from bridgehead.record.entries import Actor, Agreement, Assessment, Interaction, Tie
from bridgehead.sources._values import ValueTextError
from entrystrategies import ids

ANNA = Actor(id="anna", kind="person", name="Anna Berg", market="DE", identifiers=(("email", "anna@berg.example"),))


@pytest.mark.parametrize(
    "entry",
    [
        ANNA,
        Tie(
            id="t", sender="a", receiver="b", kind="social", strength="weak", time=0.25, one_way=True, gives=("staff",)
        ),
        Interaction(id="i", kind="meeting", participants=(("a", "host"), ("b", "")), amount=2.5, forms=("education",)),
        Agreement(
            id="g",
            form="joint_venture",
            parties=(("a", 0.51), ("b", None)),
            profit_shares=(("a", 0.5, None),),
        ),
        Assessment(id="s", subject="a", instrument="readiness", item="trust", value=True),
        Assessment(id="s", subject="DE", instrument="firm", item="foreign_sales_share", value=0.3),
    ],
)
def test_what_was_written_reads_back_the_same(entry):
    """The texts a form begins with make the entry they came from."""
    assert entry == revise_entry(entry, write_fields(entry))


@given(ids)
def test_a_field_that_is_not_given_stays(name):
    """Only what is written changes; the rest stays as it was, whoever wrote it."""
    revised = revise_entry(ANNA, {"name": f"Anna {name}"})

    assert ("DE", ANNA.identifiers) == (revised.market, revised.identifiers)


def test_every_wrong_field_is_named_at_once():
    """A form shows what is wrong beside each field, not the first fault alone."""
    with pytest.raises(FieldsError) as caught:
        revise_entry(ANNA, {"market": "Atlantis", "founded": "long ago", "kind": "robot", "name": ""})

    assert {"market", "founded", "kind", "name"} == set(caught.value.wrong)
    assert "Cannot read 'long ago' as a date" in caught.value.wrong["founded"]
    assert "Nothing was written" in str(caught.value)


def test_what_does_not_fit_together_stands_beside_its_field():
    """Faults that an entry shows only as a whole are told where they can be mended."""
    tie = Tie(id="t", sender="a", receiver="b", kind="social")

    with pytest.raises(FieldsError) as caught:
        revise_entry(tie, {"receiver": "a", "begin": "2005", "end": "2001"})

    assert {"receiver", "end"} == set(caught.value.wrong)


@pytest.mark.parametrize(
    ("item", "value", "wrong"),
    [("trust", "perhaps", "value"), ("nonsense", "yes", "item")],
)
def test_an_assessment_is_read_as_its_item_wants_it(item, value, wrong):
    """A yes or no is no number; an unknown item is told beside the item."""
    with pytest.raises(FieldsError) as caught:
        make_entry("assessment", "s", {"subject": "a", "instrument": "readiness", "item": item, "value": value})

    assert [wrong] == list(caught.value.wrong)


def test_a_new_entry_says_what_it_cannot_be_without():
    """What is missing is told beside each field that has to be filled in."""
    with pytest.raises(FieldsError) as caught:
        make_entry("tie", "t", {"sender": "a", "receiver": "", "kind": ""})

    assert {"receiver", "kind"} == set(caught.value.wrong)


def test_names_are_read_by_whoever_knows_them():
    """A name typed in becomes the id it stands for; one that stands for nobody is told beside its field."""

    def read_name(field, text):
        if text != "Anna Berg":
            raise ValueTextError("unknown-name", text, f"Nobody is called {text!r} ({field}).")
        return "anna"

    made = make_entry("tie", "t", {"sender": "Anna Berg", "receiver": "Anna Berg", "kind": "social"},
                      lambda field, text: f"{field}-{read_name(field, text)}")  # fmt: skip
    with pytest.raises(FieldsError) as caught:
        make_entry("tie", "t", {"sender": "Anna Berg", "receiver": "Bo", "kind": "social"}, read_name)

    assert ("sender-anna", "receiver-anna") == (made.sender, made.receiver)
    assert "Nobody is called 'Bo' (receiver)." == caught.value.wrong["receiver"]
