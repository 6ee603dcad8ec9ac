"""What an import concludes: joined by identifier, placed by clue, all in its transaction and all undone with it."""

from datetime import date

import pytest

from bridgehead.firm import init
from bridgehead.firm.concluding import Placed, conclude, count_placed
from bridgehead.record.entries import Actor, Assessment, Judgement
from bridgehead.record.record import find_entries

TWO_LISTS = (
    "name,email\nAnna Berg,anna@nordljus.se\nBo Ek,info@nordljus.se\n",
    "name,email\nA. Berg,ANNA@nordljus.se\nCia Dahl,info@nordljus.se\n",
)
ON = date(2024, 5, 1)


@pytest.fixture
def firm(tmp_path):
    with init(tmp_path / "firm.bridgehead", "Acme Polymers", "SE", by="Ada") as opened:
        yield opened


@pytest.fixture
def lists(tmp_path):
    paths = [tmp_path / f"list-{number}.csv" for number in range(len(TWO_LISTS))]
    for path, text in zip(paths, TWO_LISTS, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def judgements(firm):
    return find_entries(firm.entries(), Judgement)


def markets(firm):
    return {one.subject: one.value for one in find_entries(firm.entries(), Assessment) if one.item == "market"}


def test_an_import_joins_those_who_share_an_address(firm, lists):
    """Anna stands in both lists under one address; the two at info@ stay two."""
    reports = [firm.import_(path) for path in lists]

    assert [0, 1] == [report.joined for report in reports]
    [joined] = judgements(firm)
    assert ("same", "exact identifier", "same e-mail anna@nordljus.se") == (joined.verdict, joined.by, joined.reason)
    network = firm.network()
    assert network.actors.find("Anna Berg") == network.actors.find("A. Berg")


def test_an_import_places_and_says_how_many(firm, lists):
    """Everybody at nordljus.se is taken to be in Sweden, as an inference."""
    report = firm.import_(lists[0])

    assert {"SE"} == set(markets(firm).values())
    assert Placed(contacts=2, stated=0, inferred=2) == report.placed
    assert "2 of 2 contacts have a market (2 inferred)." == str(report.placed)


def test_undo_takes_conclusions_back_with_the_import(firm, lists):
    """No judgement and no inference outlives the rows it came from; importing again brings them back."""
    firm.import_(lists[0])
    before = set(markets(firm))
    firm.import_(lists[1])
    firm.undo()

    assert () == judgements(firm)
    assert before == set(markets(firm))
    assert 1 == firm.import_(lists[1]).joined


def test_importing_twice_changes_nothing(firm, lists):
    """Conclusions that stand are reported as unchanged, with the rows."""
    first = [firm.import_(path) for path in lists]
    second = [firm.import_(path) for path in lists]

    assert [None, None] == [report.transaction for report in second]
    assert set(first[1].created) == set(second[1].unchanged)
    assert [0, 0] == [report.joined for report in second]


def test_a_preview_says_what_would_be_joined_and_writes_nothing(firm, lists):
    """The count is that of the import itself."""
    firm.import_(lists[0])

    assert 1 == firm.import_(lists[1], preview=True).joined
    assert () == judgements(firm)


def test_a_withdrawn_conclusion_does_not_come_back(firm, lists):
    """Whoever withdraws a merge or an inference is not overruled by the next import."""
    for path in lists:
        firm.import_(path)
    inferred = [entry.id for entry in firm.entries() if entry.id.startswith("inferred:")]
    firm.withdraw(judgements(firm)[0].id, *inferred)

    for path in lists:
        firm.import_(path)

    assert () == judgements(firm)
    assert {} == markets(firm)


def test_what_was_never_withdrawn_is_concluded_after_a_withdrawal_as_well(firm, lists):
    """A withdrawal elsewhere in the record stops nothing else."""
    firm.import_(lists[0])
    firm.withdraw(max(f"inferred:{actor}:market" for actor in markets(firm)))
    firm.import_(lists[1])

    assert 1 == len(judgements(firm))
    assert 3 == len(markets(firm))


def test_an_inference_corrected_by_hand_stays(firm, lists):
    """`edit` on the inferred market holds against later imports, and a stated market wins over both."""
    firm.import_(lists[0])
    [anna, _] = sorted(markets(firm))
    firm.edit(f"inferred:{anna}:market", "value=NO")
    firm.import_(lists[0])
    firm.import_(lists[1])

    assert "NO" == markets(firm)[anna]

    firm.edit(anna, "market=DE")

    network = firm.network()
    assert "DE" == network.actor(network.actors.find(anna)).market


def test_erasing_a_person_leaves_nothing_of_them_in_conclusions(firm, lists):
    """Neither the ids nor the words of an inference or of a judgement name an erased person."""
    for path in lists:
        firm.import_(path)

    assert 2 == len(firm.erase("Anna Berg"))

    left = "".join(firm.store.write_lines())
    assert "anna@nordljus" not in left.casefold()
    assert "anna-berg" not in left
    assert 1 == len(judgements(firm))


def test_conclusions_of_nothing_are_nothing():
    """An empty record concludes nothing, and has no contacts to place."""
    community = Actor(id="c", kind="community", name="Swedes abroad")

    assert () == conclude((), (), on=ON)
    assert Placed() == count_placed((community,))
