"""The firm's presences abroad, on a day and so far."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network, NoFirmError
from bridgehead.questions._presences import find_presences, find_presences_so_far, find_so_far
from bridgehead.record.entries import Interaction

EXAMPLE = """
    firm, acme, market=SE
    actor, zenith, market=DE
    tie, acme > zenith, business, distributor, id=sells
    presence, acme, DE, id=shop, begin=1999, end=open, entry_mode=sales_subsidiary, rests_on=sells
    presence, acme, DE, id=export, begin=1995, entry_mode=direct_export, rests_on=sells
    presence, acme, FR, id=left, begin=1990, end=1995, entry_mode=direct_export
    presence, acme, US, id=undated
    presence, acme, NO, id=later, begin=2005, end=open
    presence, acme, SE, id=home, begin=1980, end=open
    presence, zenith, FR, id=theirs, begin=1980, end=open
    interaction, sale: acme=seller; zenith=buyer, id=sale, begin=1996
"""


def look(record, text=EXAMPLE, **lens):
    return Network.of(record(text), Lens(**{"as_of": date(2001, 1, 1)} | lens))


def test_presences_are_sorted_by_market_and_say_whether_they_certainly_hold(record):
    """Home, others' presences, what ended and what begins later are left out; what has no date only possibly holds."""
    found = {item.market: item for item in find_presences(look(record))}

    assert ["DE", "US"] == list(found)
    assert (("shop", "export"), True) == (found["DE"].cited, found["DE"].certain)
    assert (("undated",), False) == (found["US"].cited, found["US"].certain)
    assert ("sales_subsidiary", "direct_export") == found["DE"].modes
    assert (("sells",), ()) == (found["DE"].rests_on, found["US"].modes)


def test_the_story_so_far_holds_what_ended_and_nothing_of_later(record):
    """In order of begin; what has no date comes last."""
    assert ["left", "export", "shop", "undated"] == [item.id for item in find_presences_so_far(look(record))]


def test_only_the_certain_is_told_where_the_lens_asks_for_it(record):
    """A happening has no end and is told all the same."""
    network = look(record, certain_only=True)

    assert [("DE", ("shop",))] == [(item.market, item.cited) for item in find_presences(network)]
    assert ["left", "shop"] == [item.id for item in find_presences_so_far(network)]
    assert ["sale"] == [item.id for item in find_so_far(network, Interaction)]


def test_what_is_imagined_away_takes_its_happenings_with_it(record):
    """Without the partner nothing that names them is told."""
    assert () == find_so_far(look(record, without=("zenith",)), Interaction)


def test_every_presence_is_abroad_where_home_is_not_known(record):
    """Without a home market nothing can be told to be at home."""
    found = find_presences(look(record, "firm, acme\npresence, acme, SE, begin=1999, end=open"))

    assert ["SE"] == [item.market for item in found]


def test_presences_need_a_firm(record):
    """Without a firm there is nobody whose presences they are."""
    with pytest.raises(NoFirmError):
        find_presences(look(record, "actor, acme\npresence, acme, SE"))
