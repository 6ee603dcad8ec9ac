"""Inferred markets in a network: used where none is stated, told apart from stated ones."""

from datetime import date

from bridgehead.network.inferred import find_inferred_markets
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions._saying import say_actor, say_caveats

ON = Lens(as_of=date(2024, 5, 1))


def network_of(record, lines):
    return Network.of(record(f"firm, acme, market=SE\n{lines}"), ON)


def test_an_inferred_market_counts_where_none_is_stated(record):
    """The actor stands in the inferred market, and the answer says how many do so by inference."""
    network = network_of(record, "actor, polar\nassessment, polar, inferred.market, FI, id=guess")
    position = network.actors.find("polar")

    assert ("FI", "SE") == network.actors.markets
    assert "FI" == say_actor(network, position).market
    assert [False, True] == network.actors.is_market_inferred.tolist()
    assert "guess" == network.actors.inferred["polar"].assessment
    assert "1 of 2 markets are inferred, not stated; 'bridgehead review --markets' asks." in say_caveats(network)


def test_a_stated_market_wins(record):
    """What somebody said is never overruled by a guess."""
    network = network_of(record, "actor, polar, market=DE\nassessment, polar, inferred.market, FI")

    assert ("DE", "SE") == network.actors.markets
    assert not network.actors.is_market_inferred.any()
    assert not [caveat for caveat in say_caveats(network) if "inferred" in caveat]


def test_of_several_inferences_the_surest_counts(record):
    """Confidence is read from the evidence; without any it is the least."""
    lines = """
        actor, polar
        evidence, weak, basis=inferred, confidence=0.6
        evidence, sure, basis=inferred, confidence=0.9
        assessment, polar, inferred.market, DE, id=a, evidence=weak
        assessment, polar, inferred.market, FI, id=b, evidence=sure
        assessment, polar, inferred.market, NO, id=c
    """

    assert ("FI", "SE") == network_of(record, lines).actors.markets


def test_merged_actors_share_the_surest_inference_and_any_stated_market(record):
    """Of two actors judged the same a stated market wins, else the surer inference."""
    guesses = """
        evidence, weak, basis=inferred, confidence=0.6
        evidence, sure, basis=inferred, confidence=0.9
        assessment, polar, inferred.market, DE, evidence=weak
        assessment, polar oy, inferred.market, FI, evidence=sure
        judgement, polar > polar oy, same
    """

    assert ("FI", "SE") == network_of(record, f"actor, polar\nactor, polar oy\n{guesses}").actors.markets
    assert ("EE", "SE") == network_of(record, f"actor, polar\nactor, polar oy, market=EE\n{guesses}").actors.markets


def test_other_assessments_and_words_that_are_no_market_are_passed_over(record):
    """Only markets are read, and only from their own item."""
    held = record("firm, acme\nassessment, acme, inferred.market, nowhere\nassessment, acme, market.priority, 1").held

    assert {} == find_inferred_markets(held)
