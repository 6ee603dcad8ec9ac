"""What is worked out once for each network."""

from __future__ import annotations

from datetime import date

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions._once import once
from bridgehead.record.entries import Tie

RECORD = """
    firm, acme
    actor, zenith
    tie, acme > zenith, business
"""


def test_it_is_worked_out_once_for_each_network(record):
    """A second question finds what the first worked out; another day is another network."""
    asked: list[date] = []

    @once
    def work_out(network: Network) -> int:
        asked.append(network.day)
        return len(network.ties)

    network = Network.of(record(RECORD), Lens(as_of=date(2024, 1, 1)))
    earlier = network.on(date(2023, 1, 1))

    assert [1, 1, 1] == [work_out(network), work_out(network), work_out(earlier)]
    assert [network.day, earlier.day] == asked


def test_two_functions_do_not_share_what_they_worked_out(record):
    """Each function keeps its own result with the network."""
    network = Network.of(record(RECORD), Lens(as_of=date(2024, 1, 1)))

    assert ("one", "two") == (once(lambda _: "one")(network), once(lambda _: "two")(network))


def test_what_had_begun_is_told_with_what_has_ended(record):
    """Ended ties and those of unknown begin are among the entries so far, later ones and imagined losses are not."""
    held = record("""
        firm, acme
        actor, old
        actor, undated
        actor, later
        actor, lost
        tie, acme > old, business, begin=2001, end=2002
        tie, acme > undated, business
        tie, acme > later, business, begin=2030
        tie, acme > lost, business, begin=2001
    """)
    network = Network.of(held, Lens(as_of=date(2024, 1, 1), without=("lost",)))

    assert {"old", "undated"} == {tie.receiver for tie in network.entries_so_far(Tie)}
