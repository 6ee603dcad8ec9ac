"""Forms of entries: what is shown is read back as the same, for every entry of the library and of generated firms."""

import pytest
from bs4 import BeautifulSoup
from starlette.datastructures import FormData

from bridgehead import firm as firms
from bridgehead.firm.editing import revise_entry
from bridgehead.record.entries import Actor, Evidence, Judgement, Tie, get_type_word, referred_ids
from bridgehead.record.markets import find_markets, find_regions, read_market
from bridgehead.record.record import MemoryRecord
from bridgehead.web.entries.editing import find_changed, flatten
from bridgehead.web.entries.fields import read_sent, split_item, write_shown
from bridgehead.web.entries.names import MOST_OFFERED, Names, list_market_names, write_market
from bridgehead.web.snapshot import Snapshot
from scenarios import draw_scenarios


def make_names(entries):
    return Names(Snapshot(record=MemoryRecord(name="here", held=entries), version=0, held=entries))


def check_round_trip(entries):
    """Each entry's form, sent back as it came, changes nothing, and reads as the entry it came from."""
    names = make_names(tuple(entries))
    for entry in entries:
        shown = write_shown(entry, names)
        sent = read_sent(get_type_word(entry), FormData(list(flatten(shown))))
        known = {name: written for name, written in shown.items() if name != "evidence"}

        assert {} == find_changed(entry, sent, names)
        assert entry == revise_entry(entry, split_item(known), names.read)


@pytest.mark.parametrize("case", ["q-sense", "flow", "firm-b", "carbures"])
def test_forms_of_the_library_change_nothing_by_themselves(case):
    """Real entries, of every type a paper gave."""
    check_round_trip(firms.open_case(case).entries())


@pytest.mark.parametrize("number", range(10))
def test_forms_of_generated_entries_change_nothing_by_themselves(number):
    """Entries nobody thought of; a tie or judgement of somebody who is not there is asked to be mended."""
    entries = draw_scenarios(10)[number].held
    held = {entry.id for entry in entries}

    check_round_trip([
        entry
        for entry in entries
        if not isinstance(entry, Tie | Judgement) or {target for _, target in referred_ids(entry)} <= held
    ])  # fmt: skip


@pytest.mark.parametrize("name", ["Bo  Ek", "b", "DE", "Unknown", " ", "Nickname", "Cy", " Padded "])
def test_a_name_is_shown_only_where_it_means_nobody_else(name):
    """A name borne by two, that of a market, another's id or alias: the form shows the id and reads it back."""
    others = (
        Actor(id="b", kind="person", name="bo ek"),
        Actor(id="c", kind="person", name="Cyrus", aliases=("nickname", "Cy")),
    )
    own = Actor(id="own", kind="person", name=name)
    names = make_names((own, *others))

    shown = names.write("own")

    assert ("Padded" if name == " Padded " else "own") == shown
    assert "own" == names.read("sender", shown)


def test_every_market_is_written_so_that_it_reads_as_itself():
    """A form shows names of markets and never another market than the one meant."""
    for code in (*find_markets(), *find_regions()):
        assert code == read_market(write_market(code)).code
    assert len(list_market_names()) == len({*list_market_names()})


def test_no_more_names_are_offered_than_can_be_read():
    """Twenty at most, those that begin with what was typed first, of actors and of entries."""
    actors = tuple(Actor(id=f"a:{n}", kind="person", name=f"Ann {n}") for n in range(30))
    other = Actor(id="j", kind="person", name="Joan")
    evidence = tuple(Evidence(id=f"e:{n}", reference="A letter") for n in range(30))
    names = make_names((other, *actors, *evidence))

    assert ["Joan"] == [name for name, _ in names.offer("oan")]
    offered = [name for name, _ in names.offer("an")]
    assert (MOST_OFFERED, False) == (len(offered), "Joan" in offered)
    assert MOST_OFFERED == len(list(names.offer_entries("letter", Evidence)))


def test_the_fields_of_a_form_have_names_of_their_own(serve):
    """No two controls share an id, so each label leads to its own."""
    tree = BeautifulSoup(serve("Anna Berg, DE").get("/entries/typed:anna-berg?edit=yes").response.text, "html.parser")

    ids = [element["id"] for element in tree.select("main [id]")]
    assert len(ids) == len(set(ids))
