"""Mechanisms proposed for a firm's own interactions, confirmed and refused many at a time."""

from datetime import date

import pytest

from bridgehead.firm import init
from bridgehead.firm.classifying import TwiceAnsweredError, UnknownGroupError, find_groups, pick_groups, settle_groups
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Interaction

ON = date(2024, 6, 1)
US, ANNA, MARIA, JAN = "typed:acme", "typed:anna-weber", "typed:maria-rossi", "typed:jan-novak"
MEETINGS = (
    ("m1", "Anwenderschulung Basel", (US, ANNA, MARIA)),
    ("m2", "Training", (US, MARIA)),
    ("m3", "Training", (US, ANNA)),
    ("m4", "Training for buyers", (US, ANNA)),
    ("m5", "Prototype tooling", (US, JAN)),
    ("m6", "Lunch", (US, JAN)),
)


@pytest.fixture
def firm(tmp_path):
    with init(tmp_path / "firm.bridgehead", "Acme", "SE", by="Ada") as opened:
        opened.add(
            "Anna Weber, customer, DE, since 2019, at Nordlicht",
            "Maria Rossi, customer, IT, since 2020",
            "Jan Novak, supplier, CZ, since 2018",
            on=ON,
        )
        opened.put(
            *(
                Interaction(
                    id=id_,
                    kind="meeting",
                    begin=read_when("2024-03-05"),
                    topic=topic,
                    participants=tuple((one, "") for one in who),
                )
                for id_, topic, who in MEETINGS
            )
        )
        yield opened


def groups_of(firm):
    return find_groups(firm.network(as_of=ON))


def test_proposals_are_grouped_by_rule(firm):
    """The largest first; titles and forms are counted; a lunch is nothing."""
    groups = groups_of(firm)

    assert [("course:training", 3), ("course:schulung", 1), ("product:prototype", 1)] == [
        (group.name, len(group.proposed)) for group in groups
    ]
    assert (("Training", 2), ("Training for buyers", 1)) == groups[0].titles
    assert ((("education",), 3),) == groups[0].forms
    assert ((("education", "direct_contact"), 1),) == groups[1].forms
    assert [2, 1] == [len(part.proposed) for part in groups[0].split()]


def test_confirming_is_one_change_and_can_be_undone(firm):
    """Mechanism, forms and who said so stand in the interactions, and the question places them."""
    change = settle_groups(firm.store, pick_groups(groups_of(firm), ["course"]), (), by="Ada", on=ON)

    found = firm.get("m1")
    assert ("course", ("education", "direct_contact")) == (found.mechanism, found.forms)
    assert "classified by Ada on 2024-06-01" == firm.get(found.evidence[-1]).reference
    assert ["product:prototype"] == [group.name for group in groups_of(firm)]
    row = firm.ask("coordination", as_of=ON.isoformat()).answer.part("by_firm").rows[0]
    assert (("course",), ("course",)) == (row.values["education_customers"], row.values["direct_contact_customers"])
    assert {"m1", "m2", "m3", "m4"} == set(row.evidence)

    firm.undo(change.transaction)
    assert "" == firm.get("m1").mechanism
    assert 3 == len(groups_of(firm))


def test_unconfirmed_proposals_count_nowhere(firm):
    """They are in no cell, whatever is proposed."""
    answer = firm.ask("coordination", as_of=ON.isoformat()).answer

    assert 6 == sum(row.values["interactions"] for row in answer.part("unclassified").rows)
    assert None is answer.part("by_firm").rows[0].values["education_customers"]


def test_refusing_is_remembered_and_can_be_undone(firm):
    """A refused mechanism is not proposed again; the interaction stays as it is."""
    change = settle_groups(firm.store, (), pick_groups(groups_of(firm), ["course:training"]), by="Ada", on=ON)

    assert ["course:schulung", "product:prototype"] == [group.name for group in groups_of(firm)]
    assert "" == firm.get("m2").mechanism
    assert () == tuple(finding for finding in firm.check() if finding.level != "note")

    firm.undo(change.transaction)
    assert 3 == len(groups_of(firm))


def test_yes_and_no_are_one_change(firm):
    """Both stand or neither."""
    groups = groups_of(firm)
    before = len(firm.transactions())

    settle_groups(firm.store, groups[:1], groups[1:], by="Ada", on=ON)

    assert before + 1 == len(firm.transactions())
    assert "3 mechanisms confirmed, 2 refused" == firm.transactions()[0].summary
    assert () == groups_of(firm)


def test_a_group_is_not_both_confirmed_and_refused(firm):
    """Nothing is written."""
    groups = groups_of(firm)

    with pytest.raises(TwiceAnsweredError, match="course:training") as error:
        settle_groups(firm.store, groups, groups[:1], by="Ada", on=ON)

    assert ("course:training",) == error.value.names
    assert groups == groups_of(firm)


def test_a_name_that_is_no_groups_is_refused_with_those_there_are(firm):
    """The nearest one is suggested."""
    with pytest.raises(UnknownGroupError, match="Did you mean 'course'") as error:
        pick_groups(groups_of(firm), ["corse"])
    assert "corse" == error.value.name
    with pytest.raises(UnknownGroupError, match="Nothing is proposed"):
        pick_groups((), ["course"])


def test_an_import_of_the_same_file_keeps_what_was_confirmed(firm, tmp_path):
    """What a person said stays, while the source says what it said before."""
    (tmp_path / "log.csv").write_text(
        "id,kind,begin,topic,participants\nx-1,meeting,2024-03-05,Webinar,typed:acme=;typed:anna-weber=\n",
        encoding="utf-8",
    )
    firm.import_(tmp_path / "log.csv", on="2024-06-01")
    settle_groups(firm.store, pick_groups(groups_of(firm), ["seminar"]), (), by="Ada", on=ON)

    firm.import_(tmp_path / "log.csv", on="2024-06-01")

    assert ("seminar", ("education",)) == (firm.get("table:x-1").mechanism, firm.get("table:x-1").forms)
