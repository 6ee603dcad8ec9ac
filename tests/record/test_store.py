"""What a store promises, on every database."""

import random
import threading
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridgehead.record.codec import encode
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Evidence, Judgement, Tie
from bridgehead.record.record import Record
from bridgehead.record.store import Store
from bridgehead.record.store_errors import (
    AlreadyThereError,
    ConflictError,
    DuplicateIdError,
    IdTakenError,
    InvalidEntryError,
    NothingToUndoError,
    UndoRefusedError,
    UnknownEntryError,
)
from entrystrategies import any_entry, records

ADA = Actor(id="ada", kind="person", name="Ada", market="GB")
ACME = Actor(id="acme", kind="organisation", name="Acme", market="DE")
TIE = Tie(id="t1", sender="ada", receiver="acme", kind="business", begin=read_when("2001-05"), strength=1)


def put(store, *entries, **told):
    return store.put(entries, action="add", by="Ada", **told)


def test_entries_stand_by_type_then_id(store):
    """The order of entries is that of their types, then of their ids by code point, whatever order they came in."""
    paper = Evidence(id="z", reference="paper")
    other = Actor(id="Zeta", kind="organisation", name="Zeta")

    put(store, TIE, ADA, paper, ACME, other)

    assert ["z", "Zeta", "acme", "ada", "t1"] == [entry.id for entry in store.entries()]


def test_a_store_is_a_record(store):
    """Readers see a store as they see any record."""
    record: Record = store

    assert () == tuple(record.entries())
    assert record.name


def test_putting_the_same_again_changes_nothing(store):
    """A second put of the same entries finds them unchanged and writes no transaction."""
    put(store, ADA, ACME)
    before = store.transactions()

    change = put(store, ACME, ADA)

    assert ("acme", "ada") == change.unchanged
    assert change.transaction is None
    assert before == store.transactions()


def test_a_change_says_what_became_of_each_entry(store):
    """Created, updated and unchanged are told apart, in the preview and in the deed."""
    put(store, ADA, ACME)
    batch = (ADA, Actor(id="acme", kind="organisation", name="Acme AG"), TIE)

    preview = store.compare(batch)
    change = put(store, *batch)

    assert (("t1",), ("acme",), ("ada",)) == (change.created, change.updated, change.unchanged)
    assert (change.created, change.updated, change.unchanged) == (preview.created, preview.updated, preview.unchanged)
    assert preview.transaction is None
    assert 3 == change.transaction


def test_history_keeps_every_version(store, clock):
    """Each version says when, by whom and how; a withdrawn one still shows the entry."""
    put(store, ADA)
    clock.move(1)
    store.put([Actor(id="ada", kind="person", name="Ada Lovelace")], action="edit", by="Bo")
    store.withdraw(["ada"], by="Cy", reason="left")

    history = store.history("ada")

    assert [1, 2, 3] == [version.number for version in history]
    assert ["Ada", "Ada Lovelace", "Ada Lovelace"] == [version.entry.name for version in history]
    assert ["add", "edit", "withdraw"] == [version.action for version in history]
    assert [False, False, True] == [version.withdrawn for version in history]
    assert ["Ada", "Bo", "Cy"] == [version.by for version in history]
    assert 1 == (history[1].recorded_at - history[0].recorded_at).days


def test_transactions_count_what_they_did(store):
    """The newest transaction comes first; each counts entries created, updated and withdrawn."""
    store.put([ADA, ACME], action="import", by="Ada", summary="two contacts", source="contacts.csv")
    put(store, TIE, Actor(id="ada", kind="person", name="Ada L"))
    store.withdraw(["t1"], by="Ada")

    newest, second, first, init = store.transactions()

    assert ("withdraw", 0, 0, 1) == (newest.action, newest.created, newest.updated, newest.withdrawn)
    assert ("add", 1, 1, 0) == (second.action, second.created, second.updated, second.withdrawn)
    assert ("import", "two contacts", "contacts.csv", 2) == (first.action, first.summary, first.source, first.created)
    assert ("init", 0, None) == (init.action, init.created, init.undone_by)


def test_the_record_as_known_on_a_day_leaves_later_corrections_out(store, clock):
    """What was recorded up to the end of a day is seen as it was then, withdrawals and corrections left out."""
    put(store, ADA)
    clock.move(2)
    put(store, Actor(id="ada", kind="person", name="Ada L"), ACME)
    clock.move(2)
    store.withdraw(["ada"], by="Ada")

    assert [] == list(store.entries(known_on=date(2024, 2, 29)))
    assert [ADA] == list(store.entries(known_on=date(2024, 3, 1)))
    assert [ADA] == list(store.entries(known_on=date(2024, 3, 2)))
    assert ["Acme", "Ada L"] == [entry.name for entry in store.entries(known_on=date(2024, 3, 3))]
    assert [ACME] == list(store.entries(known_on=date(2024, 3, 5)))


def test_a_clock_set_back_never_reorders_transactions(store, clock):
    """A transaction is never recorded before the one it follows."""
    put(store, ADA)
    clock.move(-30)
    put(store, ACME)

    moments = [transaction.recorded_at for transaction in store.transactions()]

    assert sorted(moments, reverse=True) == moments


def test_a_fault_stops_the_whole_batch(store):
    """An entry with a fault is named, and nothing of its batch is written."""
    bad = Tie(id="bad", sender="ada", receiver="acme", kind="bussiness")

    with pytest.raises(
        InvalidEntryError, match=r"bad: No kind of tie 'bussiness'. Did you mean 'business'\?"
    ) as caught:
        put(store, ADA, bad)

    assert ("unknown-word",) == tuple(fault.code for fault in caught.value.faults)
    assert () == store.entries()


@pytest.mark.parametrize(
    "entry",
    [
        Actor(id="a", kind="person", name="\ud800"),
        Actor(id="a", kind="person", name=None),
        Tie(id="a", sender="b", receiver="c", kind="social", strength="medium"),
        Tie(id="a", sender="b", receiver="c", kind="social", begin="yesterday"),
    ],
)
def test_what_cannot_be_stored_is_refused_before_it_is_written(store, entry):
    """Values that no stored entry can hold are faults, not surprises on reading."""
    with pytest.raises(InvalidEntryError):
        put(store, entry)

    assert () == store.entries()


def test_two_different_entries_under_one_id_are_refused(store):
    """The message names both; the same entry given twice is one entry."""
    assert ("ada",) == put(store, ADA, ADA).created

    with pytest.raises(DuplicateIdError, match=r"'b'.*Bo.*Bob"):
        put(store, Actor(id="b", kind="person", name="Bo"), Actor(id="b", kind="person", name="Bob"))


def test_an_id_belongs_to_one_type(store):
    """An id held by an actor cannot become a tie."""
    put(store, ADA)

    with pytest.raises(IdTakenError, match="belongs to an actor already and cannot become a tie"):
        put(store, Tie(id="ada", sender="a", receiver="b", kind="social"))


def test_a_change_by_somebody_else_is_noticed(store):
    """A writer who read an older version is refused; one who read the newest is not."""
    put(store, ADA)
    put(store, Actor(id="ada", kind="person", name="Ada L"), expected={"ada": 1})

    with pytest.raises(ConflictError, match="you read version 1, it is now at version 2"):
        put(store, ADA, expected={"ada": 1})
    with pytest.raises(ConflictError):
        put(store, ADA, expected={"ada": 0})

    assert ("acme",) == put(store, ACME, expected={"acme": 0}).created


def test_a_withdrawn_entry_can_come_back(store):
    """Withdrawing hides, putting shows again; nothing is lost on the way."""
    put(store, ADA, ACME)

    change = store.withdraw(["ada", "ada"], by="Ada", reason="left")
    again = store.withdraw(["ada"], by="Ada")

    assert ("ada",) == change.withdrawn
    assert (("ada",), None) == (again.unchanged, again.transaction)
    with pytest.raises(UnknownEntryError):
        store.get("ada")
    assert ("ada",) == put(store, ADA).updated
    assert ADA == store.get("ada")


def test_withdrawing_what_was_never_there_withdraws_nothing(store):
    """One unknown id stops the whole withdrawal."""
    put(store, ADA)

    with pytest.raises(UnknownEntryError, match="'nobody'"):
        store.withdraw(["ada", "nobody"], by="Ada")

    assert ADA == store.get("ada")
    with pytest.raises(UnknownEntryError):
        store.history("nobody")


def test_undo_takes_the_newest_import_back_whole(store):
    """What it created goes, what it changed is as before; undoing again takes the one before."""
    put(store, ADA)
    put(store, ACME, Actor(id="ada", kind="person", name="Ada L"))

    change = store.undo(by="Ada")

    assert (("acme",), ("ada",)) == (change.withdrawn, change.updated)
    assert (ADA,) == store.entries()
    assert ("ada",) == store.undo(by="Ada").withdrawn
    assert () == store.entries()
    with pytest.raises(NothingToUndoError):
        store.undo(by="Ada")


def test_an_undo_can_be_undone(store):
    """Undoing an undo brings everything back, and the first transaction counts as standing again."""
    done = put(store, ADA, ACME)
    undone = store.undo(by="Ada")

    store.undo(undone.transaction, by="Ada")

    assert (ACME, ADA) == store.entries()
    by_id = {transaction.id: transaction for transaction in store.transactions()}
    assert by_id[done.transaction].undone_by is None
    assert by_id[undone.transaction].undone_by == undone.transaction + 1


def test_importing_again_after_undo_brings_the_entries_back(store):
    """An undone import leaves no mark that would keep the same file from being read again."""
    put(store, ADA)
    store.undo(by="Ada")

    put(store, ADA)

    assert (ADA,) == store.entries()


def test_undo_is_refused_where_later_changes_would_be_lost(store):
    """The ids that were changed since are named; undoing the later change first lifts the refusal."""
    first = put(store, ADA, ACME)
    put(store, Actor(id="ada", kind="person", name="Ada L"))

    with pytest.raises(UndoRefusedError, match="'ada'") as caught:
        store.undo(first.transaction, by="Ada")
    store.undo(by="Ada")

    assert ("ada",) == caught.value.ids
    assert {"ada", "acme"} == set(store.undo(first.transaction, by="Ada").withdrawn)


def test_undo_is_refused_where_a_later_change_made_the_same_again(store):
    """A later decision is a decision even where it put things back as they had been."""
    first = put(store, ADA)
    put(store, Actor(id="ada", kind="person", name="Ada L"))
    put(store, ADA)

    with pytest.raises(UndoRefusedError):
        store.undo(first.transaction, by="Ada")


def test_redoing_over_what_was_undone_below_it_is_refused(store):
    """With both changes of an entry undone, only the earlier one can be brought back first."""
    put(store, ADA)
    put(store, Actor(id="ada", kind="person", name="Ada L"))
    later, earlier = store.undo(by="Ada"), store.undo(by="Ada")

    with pytest.raises(UndoRefusedError):
        store.undo(later.transaction, by="Ada")
    store.undo(earlier.transaction, by="Ada")
    store.undo(later.transaction, by="Ada")

    assert "Ada L" == store.get("ada").name


def test_undo_refuses_what_cannot_be_undone(store):
    """A transaction that is not there, changed nothing or was undone already is refused with the reason."""
    done = put(store, ADA)
    store.undo(by="Ada")

    with pytest.raises(UndoRefusedError, match="Transaction 3 undid it already"):
        store.undo(done.transaction, by="Ada")
    with pytest.raises(UndoRefusedError, match="changed no entries"):
        store.undo(1, by="Ada")
    with pytest.raises(NothingToUndoError, match="There is no transaction 99"):
        store.undo(99, by="Ada")


def test_a_store_is_never_made_over_another(store, target):
    """Making a record where one is already is refused and leaves it as it was."""
    put(store, ADA)

    with pytest.raises(AlreadyThereError):
        Store.create(target, by="Bo")

    assert (ADA,) == store.entries()


def test_what_was_acknowledged_is_there_after_opening_again(store, target):
    """A record closed and opened holds what was put."""
    put(store, ADA, TIE)
    store.close()

    with Store.open(target) as again:
        entries = again.entries()

    assert ["ada", "t1"] == [entry.id for entry in entries]


def test_a_large_batch_is_one_transaction(store):
    """More entries than one statement can name are still created, compared and changed as one."""
    many = [Actor(id=f"a{number}", kind="person", name=f"Person {number}") for number in range(12_000)]

    created = put(store, *many)
    changed = put(store, *(Actor(id=actor.id, kind="person", name=f"{actor.name}!") for actor in many))

    assert 12_000 == len(created.created)
    assert 12_000 == len(changed.updated)
    assert 3 == len(store.transactions())


def test_writers_in_several_threads_take_turns(store):
    """A store may be used from several threads at once, as a server does; each sees what was written before it."""

    def write(number):
        for batch in range(5):
            many = [Actor(id=f"w{number}-{batch}-{n}", kind="person", name="W") for n in range(20)]
            put(store, *many, Actor(id="shared", kind="person", name=f"{number} {batch}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 4 * 5 * 20 + 1 == len(store.entries())
    assert list(range(1, 21)) == [version.number for version in store.history("shared")]


def test_a_backup_is_the_same_record_in_a_file(store, tmp_path):
    """Wherever a record is kept, its backup is a file that holds the same lines."""
    put(store, ADA, TIE)
    store.withdraw(["t1"], by="Ada")

    store.backup(tmp_path / "copy.bridgehead")

    with Store.open(tmp_path / "copy.bridgehead") as copy:
        assert list(store.write_lines()) == list(copy.write_lines())


@pytest.mark.parametrize("entry", [Judgement(id="j", left="a", right="b", verdict="same", withdrawn=read_when("2001"))])
def test_a_withdrawn_judgement_is_an_entry_that_stands(store, entry):
    """That a judgement was taken back is a fact of the entry; the entry itself stands."""
    put(store, entry)

    assert (entry,) == store.entries()


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    """One store for many generated records, each of which is withdrawn again; made once, for speed."""
    with Store.create(tmp_path_factory.mktemp("property") / "record.bridgehead", by="Ada") as made:
        yield made


def clear(store):
    store.withdraw([entry.id for entry in store.entries()], by="Ada")


@given(entry=any_entry)
def test_any_entry_survives_the_store(shared_store, entry):
    """What comes back is what went in; put again it is unchanged, byte by byte."""
    clear(shared_store)
    put(shared_store, entry)

    stood = shared_store.get(entry.id)

    assert entry == stood
    assert (entry.id,) == put(shared_store, stood).unchanged
    assert (entry.id,) == put(shared_store, entry).unchanged


@given(record=records, seed=st.integers(0, 1000))
def test_the_order_of_entries_is_irrelevant(shared_store, record, seed):
    """A record put in another order is the same record."""
    clear(shared_store)
    put(shared_store, *record)
    before = [encode(entry) for entry in shared_store.entries()]
    clear(shared_store)

    put(shared_store, *random.Random(seed).sample(record, len(record)))  # noqa: S311 - an order, not a secret

    assert before == [encode(entry) for entry in shared_store.entries()]


@given(first=records, second=records)
@settings(max_examples=50)
def test_undo_restores_exactly(shared_store, first, second):
    """After any put and its undo the record holds what it held, and after undoing the undo what the put made."""
    clear(shared_store)
    put(shared_store, *first)
    before = shared_store.entries()
    change = put(shared_store, *second)
    after = shared_store.entries()

    if change.transaction is not None:
        undone = shared_store.undo(by="Ada")
        assert before == shared_store.entries()
        shared_store.undo(undone.transaction, by="Ada")

    assert after == shared_store.entries()


def test_what_people_changed_after_an_import_is_known(store):
    """An edit or an addition over an entry counts, however it came; a first version and a second import do not."""
    store.put([ADA, ACME], action="import", by="Ada")
    store.put([replace(ADA, market="IE")], action="edit", by="Ada")
    store.put([replace(ACME, market="AT")], action="import", by="Ada")
    put(store, TIE)

    assert frozenset({"ada"}) == store.find_changed_by_hand()


def test_a_transaction_tells_what_it_did_to_each_entry(store):
    """Each entry it touched is given as it stood before and after; None where it did not stand."""
    put(store, ADA, ACME)
    changed = put(store, replace(ADA, market="FR"), TIE)
    withdrawn = store.withdraw(["acme"], by="Ada")

    edited, made = store.find_altered(changed.transaction)
    [gone] = store.find_altered(withdrawn.transaction)

    assert ("GB", "FR") == (edited.before.market, edited.after.market)
    assert ("t1", None, "t1") == (made.id, made.before, made.after.id)
    assert (ACME, None) == (gone.before, gone.after)
    assert (made,) == store.find_altered(changed.transaction, skip=1, most=1)
    assert () == store.find_altered(99)
