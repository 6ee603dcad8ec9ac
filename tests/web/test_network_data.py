"""What the drawing is made of: which ties, where actors stand, colours, sizes, rows and counts; no browser needed."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bridgehead.network.lens import Lens, WithTie
from bridgehead.network.network import Network
from bridgehead.network.ties import KINDS
from bridgehead.record.dates import InForce
from bridgehead.record.entries import Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.record.record import MemoryRecord
from bridgehead.web.network import drawing as network_drawing
from bridgehead.web.network.choices import NetworkChoiceError, read_choices
from bridgehead.web.network.columns import write_drawing, write_look, write_part
from bridgehead.web.network.drawing import build_drawing, find_places, look_around, place_everybody
from bridgehead.web.network.groups import COLOURINGS, OURS, find_groups
from bridgehead.web.network.panel import MOST_CONTACTS, build_panel
from bridgehead.web.network.rows import (
    SORTS_OF_ACTORS,
    SORTS_OF_TIES,
    Sight,
    build_actor_rows,
    build_tie_rows,
    count_contacts,
    count_ties,
    find_ties,
    sort_actors,
    sort_ties,
)
from bridgehead.web.network.sizes import MEASURES
from colours import contrast
from scenarios import draw_scenarios

DAY = date(2002, 6, 30)
TEXT = """
    evidence, letter, on=2001-03-01, locator=p. 3
    firm, acme, market=SE
    actor, ann, kind=person, market=SE
    actor, basf, market=DE
    actor, cern, market=CH
    actor, dora, kind=person
    tie, acme > ann, affiliation, founder, id=staff, begin=1996, end=open
    tie, acme > basf, business, customer, id=sale, begin=1999-05-01, end=open, strength=strong, evidence=letter
    tie, basf > acme, scientific, supplier, id=study, begin=2000, end=2001-06-01
    tie, ann > dora, social, friend, id=friend, strength=0.3
    tie, basf > cern, business, id=far, begin=2001-09-01, end=open
    agreement, research: acme; cern, id=deal, begin=2001-01-01, end=open
"""


@pytest.fixture
def network(record):
    return Network.of(record(TEXT), Lens(as_of=DAY))


def name_rows(network, drawing, sight, **options):
    ties = sort_ties(network, drawing, find_ties(drawing, sight, **options), "sender")
    return [row.entry for row in build_tie_rows(network, drawing, sight, ties)]


def test_small_networks_are_drawn_whole(network):
    """Every tie up to the day is drawn, ended ones for the replay included, and the days span what is dated."""
    drawing = build_drawing(network)

    assert 6 == len(drawing.shown) == len(drawing.growth.ties)
    assert date(1996, 1, 1) == drawing.first
    assert DAY == drawing.last
    assert {"acme", "ann", "basf", "cern", "dora"} == {network.actor(actor).id for actor in drawing.actors.tolist()}


def test_a_large_network_sends_its_backbone_with_our_own_ties(network, monkeypatch):
    """Where there is no room for all, our own ties are drawn in any case and the others are left out."""
    read = network_drawing.get_parameter
    monkeypatch.setattr(
        network_drawing, "get_parameter", lambda file, name: 1 if name == "most_ties" else read(file, name)
    )
    drawing = build_drawing(network)
    drawn = {drawing.growth.sources[place].id for place in drawing.growth.ties.source[drawing.shown].tolist()}

    assert {"staff", "sale", "study", "friend", "deal"} == drawn


def test_a_network_without_ties_or_firm_is_an_empty_drawing():
    """Nothing breaks where nothing is known: no ties, no actors, one day."""
    drawing = build_drawing(Network.of(MemoryRecord("empty", ()), Lens(as_of=DAY)))

    assert 0 == len(drawing.shown) == len(drawing.actors)
    assert DAY == drawing.first == drawing.last


def test_nobody_moves_when_day_or_lens_change(record):
    """Places come from the whole record, so those of the same actor are the same on any day."""
    held = record(TEXT)
    whole = Network.of(held, Lens(as_of=date(2100, 1, 1)))
    places = place_everybody(whole)
    early = Network.of(held, Lens(as_of=date(2000, 1, 1), kinds=("business",)))
    drawing = build_drawing(early)
    ends = drawing.growth.ties.sender, drawing.growth.ties.receiver
    found = find_places(early, drawing.actors, ends, places)

    assert [places[early.actor(actor).id] for actor in drawing.actors.tolist()] == [tuple(at) for at in found.tolist()]


def test_who_is_tied_in_imagination_only_stands_beside_the_contact(record):
    """A tie of a what-if is drawn too: its actor, who never had a tie, finds a place near the other end."""
    held = record(TEXT + "    actor, nova, market=FI\n")
    places = place_everybody(Network.of(held, Lens(as_of=DAY)))
    lens = Lens(as_of=DAY, with_ties=(WithTie(sender="basf", receiver="nova"),))
    network = Network.of(held, lens)
    drawing = build_drawing(network)
    ends = drawing.growth.ties.sender, drawing.growth.ties.receiver
    at = find_places(network, drawing.actors, ends, places).tolist()
    found = {network.actor(actor).id: place for actor, place in zip(drawing.actors.tolist(), at, strict=True)}

    assert "nova" not in places
    assert 0.1 > np.hypot(*(np.array(found["nova"]) - found["basf"]))


def test_around_an_actor_its_own_ties_come_first(network):
    """One step is the actor, its contacts and the ties among them; two steps are theirs as well."""
    drawing = build_drawing(network)
    cern = network.actors.find("cern")
    near, total = look_around(drawing, cern, 1)
    wide, all_ = look_around(drawing, network.actors.find("dora"), 2)
    ids = [drawing.growth.sources[place].id for place in drawing.growth.ties.source[near].tolist()]

    assert {"far", "deal"} == set(ids[:2])
    assert {"far", "deal", "sale", "study"} == set(ids)
    assert 4 == total
    assert 2 == all_ == len(wide)


def test_columns_tell_what_is_drawn(network):
    """Ties name their ends by place; 0 lies before all days, null after the last; each kind has colour and dashes."""
    drawing = build_drawing(network)
    told = write_drawing(network, drawing, place_everybody(network))
    ties, ids = told["ties"], told["actors"]["id"]
    at = {
        drawing.growth.sources[int(drawing.growth.ties.source[n])].id: place for place, n in enumerate(ties["number"])
    }
    ends = [(ids[sender], ids[receiver]) for sender, receiver in zip(ties["sender"], ties["receiver"], strict=True)]

    assert {"ties": 6, "actors": 5} == told["totals"]
    assert ("acme", "basf") == ends[at["sale"]]
    assert [0.75, None] == [ties["strength"][at[name]] for name in ("sale", "study")]
    assert date(1999, 5, 1).toordinal() == ties["possible_from"][at["sale"]]
    assert [0, None, 0, None] == [
        ties[name][at["friend"]] for name in ("possible_from", "certain_from", "certain_until", "possible_until")
    ]
    assert date(2001, 6, 1).toordinal() == ties["possible_until"][at["study"]]
    assert [2, 1, 0] == [told["actors"]["own"][ids.index(name)] for name in ("acme", "ann", "basf")]
    assert list(KINDS) == [style["word"] for style in told["kinds"]]
    assert [7.0, 3.0] == told["kinds"][KINDS.index("social")]["dashes"]
    assert {"gained", "lost", "kept"} == set(told["changes"])


def test_columns_are_all_of_one_length_and_name_only_actors_sent():
    """Whatever the record, the script finds every end of every tie among the actors sent."""
    for scenario in draw_scenarios(25):
        network = Network.of(MemoryRecord("made", (*scenario.earlier, *scenario.later)), Lens(as_of=DAY))
        drawing = build_drawing(network)
        told = write_part(network, drawing, drawing.actors, drawing.shown, place_everybody(network))

        assert 1 == len({len(column) for column in told["ties"].values()})
        assert 1 == len({len(column) for column in told["actors"].values()})
        assert max([0, *told["ties"]["sender"], *told["ties"]["receiver"]]) <= len(told["actors"]["id"])
        assert np.isfinite(told["actors"]["x"] + told["actors"]["y"]).all()


def test_no_day_after_the_last_is_told(record):
    """What ends after the network's day has not ended on it: nobody is told the future."""
    network = Network.of(record(TEXT), Lens(as_of=date(2000, 6, 1)))
    told = write_drawing(network, build_drawing(network), place_everybody(network))
    last = date(2000, 6, 1).toordinal()
    bounds = [told["ties"][name] for name in ("possible_from", "certain_from", "certain_until", "possible_until")]

    assert last == told["last"]
    assert all(bound is None or bound <= last for column in bounds for bound in column)
    assert all(day <= last for day in told["days"])


@pytest.mark.parametrize(("colour", "expected"), [
    ("kind", {"acme": "", "basf": ""}),
    ("market", {"acme": "SE", "basf": "DE", "dora": ""}),
    ("actor", {"acme": "organisation", "dora": "person"}),
    ("role", {"acme": OURS, "ann": "founder", "basf": "customer", "dora": "friend", "cern": ""}),
])  # fmt: skip
def test_actors_are_sorted_for_colours(network, colour, expected):
    """By market, kind or role: what they are to us, told by either side; nobody is guessed."""
    words = COLOURINGS[colour].sort(network)

    assert expected == {name: words[network.actors.find(name)] for name in expected}


def test_a_role_that_others_tell_counts_where_we_are_not_tied(record):
    """What an actor is to others colours it, unless it is something to us."""
    network = Network.of(record("""
        firm, acme
        actor, basf
        actor, cern
        tie, basf > cern, business, supplier, begin=1999, end=open
        tie, basf > acme, business, supplier, begin=1999, end=open
    """), Lens(as_of=DAY))  # fmt: skip
    words = COLOURINGS["role"].sort(network)

    assert ("customer", "supplier") == (words[network.actors.find("basf")], words[network.actors.find("cern")])


@pytest.mark.parametrize(("ground", "colour"), [("light", "#ffffff"), ("dark", "#12161c")])
def test_groups_and_changes_stand_out_from_either_ground(ground, colour):
    """A contrast of 3:1 (WCAG 2.2, 1.4.11), and what was lost differs from what was gained by its dashes too."""
    groups, changes = (get_parameter("presentation", name) for name in ("groups", "changes"))

    assert all(contrast(style[ground], colour) >= 3 for style in (*groups, *changes.values()))
    assert changes["lost"]["dashes"] != changes["gained"]["dashes"]
    assert len(groups) == get_parameter("network_drawing", "most_groups") + 1


def test_small_groups_share_a_colour_and_the_unknown_stand_last():
    """Ten groups have a colour of their own, the rest one together; none is lost from the counts."""
    groups = find_groups([f"m{number:02d}" for number in range(12)] + ["m00", "", ""])

    assert ("m00", 2) == (groups[0].word, groups[0].count)
    assert [("*", 2), ("", 2)] == [(group.word, group.count) for group in groups[-2:]]
    assert 15 == sum(group.count for group in groups)
    assert groups[-1].colour == groups[-2].colour == 10


def test_a_look_is_a_colour_and_a_size_for_each_actor(network):
    """Sizes nobody can tell are null and counted; the group of those nobody can sort has its words."""
    drawing = build_drawing(network)
    values = MEASURES["constraint"].work_out(network)
    told = write_look(network, drawing.actors, COLOURINGS["market"], values, unknown="nobody knows", others="others")
    group = dict(zip(told["id"], told["group"], strict=True))

    assert len(drawing.actors) == len(told["size"])
    assert "nobody knows" == told["groups"][group["dora"]]["label"]
    assert "Germany" == told["groups"][group["basf"]]["label"]
    assert round(told["most"], 3) == max(size for size in told["size"] if size is not None)
    assert sum(size is None for size in told["size"]) == told["unknown"]


def test_every_measure_gives_one_number_for_each_actor_and_none_of_our_betweenness():
    """Measures are the answers' own; ours between others is left out, as it is trivially large."""
    for scenario in draw_scenarios(10):
        network = Network.of(MemoryRecord("made", scenario.earlier), Lens(as_of=DAY))
        for measure in MEASURES.values():
            assert (len(network.actors),) == measure.work_out(network).shape
        assert np.isnan(MEASURES["betweenness"].work_out(network)[network.firm])


def test_contacts_and_strengths_are_added_up(network):
    """Two ties of a pair are one contact; strengths of unknown ties are not zero but unknown."""
    at = network.actors.find
    contacts, strengths = (MEASURES[name].work_out(network) for name in ("contacts", "strength"))

    assert [3, 2, 1] == [contacts[at(name)] for name in ("acme", "basf", "dora")]
    assert 0.3 == strengths[at("dora")]


def test_counts_of_a_day_and_of_what_changed(network):
    """Possible ties are counted and said to be so; gained, lost and kept add up to both days."""
    drawing = build_drawing(network)
    counts = count_ties(drawing, Sight(day=DAY, before=date(2000, 6, 30)))

    assert (5, 1, 1) == (counts.held, counts.possible, counts.undated)
    assert (2, 0) == counts.gained
    assert (1, 1) == counts.lost
    assert (3, 1) == counts.kept
    assert counts.gained[0] + counts.kept[0] == counts.held
    assert count_ties(drawing, Sight(day=DAY)).gained is None


def test_hidden_kinds_are_neither_listed_nor_counted(network):
    """A kind hidden in the legend is hidden in the table."""
    drawing = build_drawing(network)
    sight = Sight(day=DAY, hidden=frozenset({"business"}))

    assert 3 == count_ties(drawing, sight).held
    assert ["staff", "deal", "friend"] == name_rows(network, drawing, sight)


def test_rows_are_the_ties_of_the_day_of_an_actor_or_of_unknown_beginning(network):
    """Only what holds on the day is listed, lost ties only beside another day."""
    drawing = build_drawing(network)

    assert {"staff", "sale", "deal", "friend", "far"} == set(name_rows(network, drawing, Sight(day=DAY)))
    assert "study" in name_rows(network, drawing, Sight(day=DAY, before=date(2000, 12, 31)))
    assert {"far", "deal"} == set(name_rows(network, drawing, Sight(day=DAY, actor=network.actors.find("cern"))))
    assert ["friend"] == name_rows(network, drawing, Sight(day=DAY), undated=True)


def test_a_row_tells_what_its_entry_says(network):
    """Role, dates as said, strength, standing and change; an agreement's form stands as its role."""
    drawing = build_drawing(network)
    sight = Sight(day=DAY, before=date(2000, 12, 31))
    rows = {row.entry: row for row in build_tie_rows(network, drawing, sight, find_ties(drawing, sight))}

    assert ("customer", "1999-05-01", "open", 0.75, ("letter",)) == (
        rows["sale"].role, rows["sale"].begin, rows["sale"].end, rows["sale"].strength, rows["sale"].evidence,
    )  # fmt: skip
    assert "research" == rows["deal"].role
    assert ["kept", "gained", "lost"] == [rows[name].change for name in ("sale", "far", "study")]
    assert [InForce.CERTAIN, InForce.POSSIBLE, InForce.NOT] == [
        rows[name].standing for name in ("sale", "friend", "study")
    ]


def test_an_imagined_tie_and_one_of_contacts_are_rows_too(record):
    """An imagined tie holds on any day and rests on nothing; contacts are told by their newest."""
    network = Network.of(record("""
        firm, acme
        actor, basf
        actor, cern
        interaction, joint_work: acme; cern, id=work, begin=2001-02-01
    """), Lens(as_of=DAY, with_ties=(WithTie(sender="acme", receiver="basf"),)))  # fmt: skip
    drawing = build_drawing(network)
    rows = {
        row.entry: row for row in build_tie_rows(network, drawing, Sight(day=DAY), find_ties(drawing, Sight(day=DAY)))
    }

    assert {"", "work"} == set(rows)
    assert ("open", ()) == (rows[""].end, rows[""].evidence)
    assert 0 == count_ties(drawing, Sight(day=DAY)).undated


@pytest.mark.parametrize("by", SORTS_OF_TIES)
def test_ties_are_sorted_both_ways_with_the_unknown_last(network, by):
    """A minus turns the order around; what nobody knows stands last either way."""
    drawing = build_drawing(network)
    ties = find_ties(drawing, Sight(day=DAY))
    up, down = (sort_ties(network, drawing, ties, sign + by) for sign in ("", "-"))

    assert set(up.tolist()) == set(down.tolist()) == set(ties.tolist())
    if by == "strength":
        known = [~np.isnan(drawing.growth.used[order]) for order in (up, down)]
        assert all(sorted(one.tolist(), reverse=True) == one.tolist() for one in known)
    if by == "sender":
        assert ["acme", "ann", "basf"] == sorted(
            {network.actor(int(drawing.growth.ties.sender[tie])).name for tie in up}
        )
        assert "acme" == network.actor(int(drawing.growth.ties.sender[up[0]])).name
        assert "basf" == network.actor(int(drawing.growth.ties.sender[down[0]])).name


@pytest.mark.parametrize("by", SORTS_OF_ACTORS)
def test_actors_are_sorted_both_ways(network, by):
    """Every actor is listed once; unknown markets and sizes stand last either way."""
    contacts = count_contacts(build_drawing(network), DAY)
    sizes = MEASURES["strength"].work_out(network)
    up, down = (
        [
            row.actor.id
            for row in build_actor_rows(network, contacts, sizes, sort_actors(network, contacts, sizes, sign + by))
        ]
        for sign in ("", "-")
    )

    assert sorted(up) == sorted(down) == ["acme", "ann", "basf", "cern", "dora"]
    if by == "market":
        assert "dora" == up[-1] == down[-1]
    if by == "contacts":
        assert "acme" == down[0]


def test_the_panel_names_contacts_strongest_first_with_their_sources(network):
    """Each contact with each tie, and what the tie rests on; nobody in focus gives no panel."""
    drawing = build_drawing(network)
    panel = build_panel(network, drawing, Sight(day=DAY, actor=network.actors.find("acme")), None)

    assert build_panel(network, drawing, Sight(day=DAY), None) is None
    assert ["basf", "cern", "ann"] == [contact.actor.id for contact in panel.contacts]
    assert ("letter", "letter, p. 3") == (
        panel.contacts[0].ties[0].sources[0].id,
        panel.contacts[0].ties[0].sources[0].text,
    )
    assert (3, True, "Sweden") == (panel.total, panel.is_own, panel.market)


def test_the_panel_of_two_lists_every_tie_of_theirs_on_any_day(network):
    """The ended study stands beside the sale in force."""
    sight = Sight(day=DAY, actor=network.actors.find("basf"))
    panel = build_panel(network, build_drawing(network), sight, network.actors.find("acme"))

    assert ["sale", "study"] == [tie.row.entry for tie in panel.contacts[0].ties]
    assert "acme" == panel.other.id


def test_the_panel_names_a_dozen_contacts_and_counts_all(record):
    """A hub's panel stays short; the table holds the rest."""
    lines = "\n".join(f"actor, a{n:02d}\ntie, acme > a{n:02d}, social, begin=1999, end=open" for n in range(20))
    network = Network.of(record(f"firm, acme\n{lines}"), Lens(as_of=DAY))
    panel = build_panel(network, build_drawing(network), Sight(day=DAY, actor=network.firm), None)

    assert (MOST_CONTACTS, 20) == (len(panel.contacts), panel.total)


@pytest.mark.parametrize("given", [
    {"colour": "nope"}, {"size": "beauty"}, {"table": "chairs"}, {"sort": "colour"}, {"rows_from": "0"},
    {"rows_from": "x"}, {"steps": "9"}, {"hide": "business,magic"},
], ids=str)  # fmt: skip
def test_a_choice_there_is_not_is_refused_with_those_there_are(network, given):
    """The refusal names the option, what was found and what it can be."""
    with pytest.raises(NetworkChoiceError) as refusal:
        read_choices(given, network)

    assert refusal.value.option in given
    assert refusal.value.found in next(iter(given.values()))


def test_choices_have_defaults_and_days_end_with_the_networks(network):
    """Nothing chosen is the network's own day, markets and contacts; a later day is its own."""
    plain = read_choices({}, network)
    later = read_choices({"day": "2020", "compare": "2000-01-01", "focus": "BASF", "hide": "social"}, network)

    assert (DAY, None, "market", "contacts", "ties", "-begin", 1) == (
        plain.sight.day, plain.sight.before, plain.colour, plain.size, plain.table, plain.sort, plain.number,
    )  # fmt: skip
    assert (DAY, date(2000, 1, 1), network.actors.find("basf"), frozenset({"social"})) == (
        later.sight.day, later.sight.before, later.sight.actor, later.sight.hidden,
    )  # fmt: skip
    assert "-contacts" == read_choices({"table": "actors"}, network).sort


def test_no_tie_is_listed_twice_and_taking_one_away_adds_none():
    """Fewer entries never give more rows on any day, but for contacts that a told tie had stood before."""
    for scenario in draw_scenarios(15):
        whole = MemoryRecord("made", scenario.earlier)
        ties = [entry for entry in scenario.earlier if isinstance(entry, Tie)]
        fewer = replace(whole, held=tuple(entry for entry in scenario.earlier if entry is not (ties or [None])[0]))
        rows = []
        for record in (whole, fewer):
            network = Network.of(record, Lens(as_of=DAY))
            rows.append(set(name_rows(network, build_drawing(network), Sight(day=DAY))))

        assert {entry for entry in rows[1] - rows[0] if "interaction" not in entry} == set()
