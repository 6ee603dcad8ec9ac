"""The workspace: what was worked out is kept until the record changes, whoever changes it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bridgehead import firm as firms
from bridgehead.network.lens import Lens
from bridgehead.questions import get_question
from bridgehead.questions.outsidership import Outsidership
from bridgehead.record.entries import Actor, Tie
from bridgehead.record.store_errors import NotARecordError
from bridgehead.sources.case import UnknownCaseError
from bridgehead.web.memo import Memo
from bridgehead.web.warming import DERIVED, FIRST, warm
from bridgehead.web.workspace import Look, NoRecordYetError, Workspace

BERG = "Anna Berg, distributor, DE, strong, since 2021"


@pytest.fixture
def workspace(tmp_path):
    place = tmp_path / "own.bridgehead"
    with firms.init(place, "Acme", "SE", by="ada") as made:
        made.add(BERG)
    opened = Workspace(place, by="ada")
    yield opened
    opened.close()


def test_an_answer_is_worked_out_once(workspace):
    """The same question through the same lens gives the very same answer."""
    question, look = Outsidership(), Look()

    assert not workspace.has_answer(question, look)
    assert workspace.get_answer(question, look) is workspace.get_answer(Outsidership(), Look(lens=Lens()))
    assert workspace.has_answer(question, look)
    assert workspace.get_answer(question, Look(lens=Lens(formal_only=True))) is not workspace.get_answer(question, look)


def test_a_change_from_elsewhere_is_seen(workspace):
    """What a command in a terminal writes stands on the next page."""
    before = workspace.see()
    with firms.open(workspace.place, by="bob") as other:
        other.add("Kim Lee, customer, KR, weak, since 2022")

    after = workspace.see()

    assert after.version > before.version
    assert len(after.find(Actor)) == len(before.find(Actor)) + 1
    assert after is workspace.see()


def test_a_snapshot_tells_who_names_whom(workspace):
    """An actor is named by its ties; evidence by what rests on it."""
    snapshot = workspace.see()
    anna = next(actor for actor in snapshot.find(Actor) if actor.name == "Anna Berg")

    naming = snapshot.find_naming(anna.id)

    assert any(isinstance(entry, Tie) for entry in naming)
    assert ("Anna Berg", "nobody") == (snapshot.get_name(anna.id), snapshot.get_name("nobody"))
    assert () == snapshot.find_naming("nobody")


def test_what_is_no_record_is_refused(tmp_path):
    """A file of something else is told apart from none."""
    place = tmp_path / "notes.txt"
    place.write_text("notes")

    with pytest.raises(NotARecordError):
        Workspace(place).has_record  # noqa: B018 - looking is the deed
    with pytest.raises(NoRecordYetError):
        Workspace(tmp_path / "none.bridgehead").firm  # noqa: B018 - as above


def test_a_record_is_made_once(tmp_path):
    """Making gives the firm; from then on it is served."""
    workspace = Workspace(tmp_path / "new.bridgehead", by="ada")

    made = workspace.make("Acme", "Sweden")

    assert "Acme" == workspace.see().own_firm.name
    assert made is workspace.firm
    workspace.close()


def test_cases_stand_beside_the_record(workspace):
    """A case is looked at without touching the record; an unknown one is refused."""
    assert "Q-Sense" == workspace.see("q-sense").own_firm.name
    with pytest.raises(UnknownCaseError):
        workspace.see("nobody")


def test_warming_answers_what_the_first_pages_show(workspace):
    """After warming nobody waits; a place without a record is left alone."""
    warm(workspace)

    assert all(workspace.has_answer(get_question(name)(), Look()) for name in FIRST)
    assert all(workspace.has_derived(make, Look()) for make in DERIVED)
    warm(Workspace("/nowhere/at/all.bridgehead"))


def test_two_who_ask_for_the_same_wait_for_one_answer():
    """A value is made once, however many ask at the same moment; other keys do not wait."""
    memo, made, barrier = Memo[int](2), [], Barrier(8)

    def make():
        made.append(1)
        return 7

    def ask(_):
        barrier.wait(timeout=10)
        return memo.get("key", make)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))

    assert [7] * 8 == found
    assert [1] == made


def test_the_least_recently_used_goes_first_and_failures_are_not_kept():
    """A memo of two forgets the one nobody asked for; what failed is tried again."""
    memo = Memo[int](2)

    def fail():
        raise LookupError

    with pytest.raises(LookupError):
        memo.get("a", fail)
    assert [1, 2, 1, 3] == [
        memo.get(key, lambda value=value: value) for key, value in (("a", 1), ("b", 2), ("a", 9), ("c", 3))
    ]
    assert (True, False) == (memo.holds("a"), memo.holds("b"))


def test_a_state_brought_up_to_date_is_the_state_read_anew(workspace):
    """Adding, editing, withdrawing, undoing and erasing: following the changes gives what reading all gives."""
    firm = workspace.firm
    anna = next(actor.id for actor in workspace.see().find(Actor) if actor.name == "Anna Berg")
    steps = (
        lambda: firm.add("Kim Lee, customer, KR, weak, since 2022"),
        lambda: firm.edit(anna, "market=AT"),
        lambda: firm.withdraw(anna),
        firm.undo,
        lambda: [firm.edit(anna, f"founded={year}") for year in range(1960, 1980)],
        lambda: firm.erase("Kim Lee"),
    )

    for step in steps:
        step()

        assert tuple(firm.entries()) == tuple(workspace.see().held)
        assert workspace.see().version == firm.store.last_transaction
