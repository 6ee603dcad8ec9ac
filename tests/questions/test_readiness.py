"""Readiness: what is stated, what the record shows, and what is left to ask."""

from datetime import date

import pytest

from bridgehead.network.actors import ActorNotFoundError
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions._readiness_facts import _MARKET_FACTS, _PARTNER_FACTS
from bridgehead.questions.readiness import Readiness
from bridgehead.record.instruments import load_items
from bridgehead.record.parameters import get_parameter

DAY = date(2001, 6, 1)
BASE = """
    firm, acme, market=SE
    actor, ada, kind=person, market=SE
    actor, bolt, market=DE, founded=1980
    actor, ben, kind=person
    tie, ada > acme, affiliation, founder, id=ours, begin=1996, end=open
    tie, ben > bolt, affiliation, employee, id=theirs, begin=1998, end=open
"""
DEAL = "    agreement, distribution: acme; bolt, id=deal, begin=2000, markets=DE"


def ask(record, text="", **options):
    parameters = {"partner": "bolt"} | {
        name: options.pop(name) for name in ("partner", "market", "only_open") if name in options
    }
    return Readiness(**parameters).answer(Network.of(record(BASE + text), Lens(**{"as_of": DAY} | options)))


def find(answer, item, part="partner"):
    """(settled, basis, evidence) of an item."""
    row = next(row for row in answer.part(part).rows if row.values["item"] == item)
    return row.values["settled"], row.values["basis"], row.evidence


def test_every_item_of_the_instrument_is_asked_once():
    """The table of parameters leaves no item out, names none that there is not, and only facts that are found."""
    listed = [
        item
        for name in ("before_entry", "of_partnership")
        for items in get_parameter("readiness", name).values()
        for item in items
    ]
    facts = get_parameter("readiness", "facts")

    assert sorted(name for instrument, name in load_items() if instrument == "readiness") == sorted(listed)
    assert facts.keys() <= set(listed)
    assert {fact["fact"] for fact in facts.values()} == _PARTNER_FACTS.keys() | _MARKET_FACTS.keys()


def test_what_nothing_answers_is_asked_with_the_line_that_answers_it(record):
    """With no fact at all every item is open, and says what to type."""
    rows = ask(record).part("partner").rows

    assert {None} == {row.values["settled"] for row in rows if row.values["item"] != "experienced local partner"}
    trust = next(row for row in rows if row.values["item"] == "trust")
    assert ("bolt, trust, yes", "Whether the two sides trust each other.") == (
        trust.values["to_answer"],
        trust.values["question"],
    )


def test_what_was_stated_wins_over_the_record_and_the_newest_over_the_older(record):
    """The end is on record, yet somebody who read the contract says it names no term."""
    deal = DEAL + ", end=2005\n"
    item = "readiness.contract_names_term"
    stated = f"    assessment, deal, {item}, yes, begin=2000-03\n"
    stated += f"    assessment, bolt, {item}, no, id=last, begin=2001-03, by=Ada\n"

    assert (True, "record", ("deal",)) == find(ask(record, deal), "contract names term")
    assert (False, "stated", ("last",)) == find(ask(record, deal + stated), "contract names term")
    later = f"    assessment, bolt, {item}, no, begin=2001-07\n"
    assert (True, "record", ("deal",)) == find(ask(record, deal + later), "contract names term"), "said after the day"


@pytest.mark.parametrize(
    "stated",
    [
        "    assessment, bolt, readiness.trust, yes\n",
        "    assessment, bolt, readiness.trust, yes, begin=2001\n",
        (
            "    assessment, bolt, readiness.trust, yes, begin=2001-03\n"
            "    assessment, ben, readiness.trust, no, begin=2001-03\n"
        ),
    ],
)
def test_what_may_not_have_been_said_by_the_day_leaves_an_item_open(record, stated):
    """No day, a day that may lie later, or both ways on one day."""
    settled, basis, evidence = find(ask(record, stated), "trust")

    assert (None, "stated") == (settled, basis)
    assert evidence


@pytest.mark.parametrize(
    ("text", "item", "settled"),
    [
        (DEAL, "contract names term", None),
        (DEAL + ", end=open", "contract names term", True),
        (DEAL + ", renewal=2003", "contract names term", True),
        (DEAL + ", end=2005\n    agreement, licence: acme; bolt, begin=2000", "contract names term", None),
        (DEAL + ", end=2001-12", "long term orientation", None),
        (DEAL + ", end=2005", "long term orientation", True),
        (DEAL + ", end=open", "long term orientation", True),
        (DEAL + "\n    obligation, acme > bolt, training, agreement=deal", "contract names responsibilities", None),
        (
            DEAL + "\n    obligation, acme > bolt, training, agreement=deal"
            "\n    obligation, bolt > acme, orders, agreement=deal",
            "contract names responsibilities",
            True,
        ),
        (DEAL + "\n    interaction, negotiation: acme; ben, begin=1999-11", "negotiated in detail", True),
        (DEAL + "\n    interaction, negotiation: acme; ben, begin=2000-11", "negotiated in detail", None),
        ("    interaction, negotiation: acme; ben, begin=2000-11", "negotiated in detail", True),
        ("    tie, ada > ben, social, begin=1999, end=open", "personal relationships", True),
        ("    tie, ada > ben, social, begin=1999", "personal relationships", None),
        ("    tie, ada > ben, business, begin=1999, end=open", "personal relationships", None),
        ("    tie, acme > bolt, social, begin=1999, end=open", "personal relationships", None),
        ("    interaction, meeting: acme; bolt, begin=2001-02, mechanism=seminar", "coordination tools", True),
        ("    interaction, meeting: acme; bolt, begin=1999-02, mechanism=seminar", "coordination tools", None),
        ("    interaction, meeting: acme; bolt, begin=2001-02, forms=joint_decision", "joint planning", True),
        ("    interaction, meeting: acme; bolt, begin=2001-02, forms=education", "joint planning", None),
        (DEAL + ", provides=channel, gives=technical_knowledge", "synergy for both", True),
        (DEAL + ", provides=channel", "synergy for both", None),
        (
            "    tie, acme > bolt, business, begin=1999, end=open, provides=channel, gives=finance",
            "synergy for both",
            True,
        ),
        (DEAL, "experienced local partner", True),
        (DEAL.replace("markets=DE", "markets=FR"), "experienced local partner", False),
        ("    actor, bolt, market=DE", "experienced local partner", True),
    ],
)  # fmt: skip
def test_facts_of_the_record_answer_items(record, text, item, settled):
    """Each fact with what is not enough beside it; half a fact leaves the item open."""
    assert settled == find(ask(record, text), item)[0]


@pytest.mark.parametrize(
    ("actor", "settled"),
    [
        ("market=DE, founded=1999", None),
        ("market=DE", None),
        ("market=DE, kind=person", None),
        ("market=SE, founded=1980", None),
        ("founded=1980", None),
    ],
)
def test_a_partner_that_is_young_of_unknown_age_or_not_abroad_is_not_said_to_be_experienced(record, actor, settled):
    """What would make it so is not on record."""
    assert settled == find(ask(record, f"    actor, cog, {actor}", partner="cog"), "experienced local partner")[0]


@pytest.mark.parametrize(
    ("verdicts", "settled"),
    [
        (("met", "met"), True),
        (("met",), None),
        (("met", "below_standard"), None),
        (("met", "refused", "below_standard"), False),
        (("not_judged", "not_judged"), None),
    ],
)
def test_deliveries_that_were_judged_speak_for_a_partner_or_against_it(record, verdicts, settled):
    """All met say yes, most of them poor say no, and one alone says nothing."""
    text = DEAL + "\n    obligation, bolt > acme, orders, id=orders, agreement=deal, due=2000-12-31\n"
    text += "".join(
        f"    interaction, delivery: bolt; acme, begin=2000-12-2{number}, fulfils=orders, acceptance={verdict}\n"
        for number, verdict in enumerate(verdicts)
    )

    assert settled == find(ask(record, text), "capable partner")[0]


def test_before_an_entry_ourselves_and_the_market_are_asked_about(record):
    """Ours without a market named; the market's once it is; what was assessed lately shows that it is watched."""
    text = "    assessment, DE, market.potential, 40, begin=2001-02\n"
    text += "    assessment, acme, readiness.capabilities_built, no, begin=2001-01\n"
    answer = ask(record, text, market="Germany")

    assert 2 == len(ask(record).part("before_entry").rows)
    assert (False, "stated") == find(answer, "capabilities built", "before_entry")[:2]
    assert (True, "record") == find(answer, "environment scanned", "before_entry")[:2]
    assert (None, None, ()) == find(answer, "market conditions known", "before_entry")
    stale = ask(record, text.replace("2001-02", "1999-02"), market="DE")
    assert None is find(stale, "environment scanned", "before_entry")[0]


def test_across_partnerships_each_item_names_whom_it_is_settled_with(record):
    """Without a partner named there is no list of one, but a row for each item."""
    text = DEAL + ", end=2005\n    actor, cog\n    agreement, licence: acme; cog, id=other, begin=2000, end=unknown\n"
    text += "    assessment, cog, readiness.trust, no, begin=2001-01\n"
    answer = ask(record, text, partner="")
    rows = {row.values["item"]: row.values for row in answer.part("partnerships").rows}

    assert ["before_entry", "partnerships"] == [part.name for part in answer.parts]
    term = rows["contract names term"]
    assert (["bolt"], (), 1) == ([actor.id for actor in term["yes"]], term["no"], term["open"])
    assert ["cog"] == [actor.id for actor in rows["trust"]["no"]]
    assert any("--partner" in caveat for caveat in answer.caveats)


def test_only_what_is_open_can_be_listed(record):
    """What is settled is left out of the lists; coverage still counts it."""
    answer = ask(record, DEAL + ", end=2005\n", only_open=True)

    assert {None} == {row.values["settled"] for row in answer.part("partner").rows}
    assert (3, 20) == (answer.coverage.used, answer.coverage.total)


def test_a_name_with_a_comma_is_answered_by_its_id(record):
    """A line is cut at its commas."""
    held = record(BASE).held
    renamed = [type(one)(**{slot: getattr(one, slot) for slot in ("id", "kind", "market")}, name="Bolt, Inc.")
               if one.id == "bolt" else one for one in held]  # fmt: skip
    network = Network.of(type(record(BASE))(name="x", held=tuple(renamed)), Lens(as_of=DAY))

    rows = Readiness(partner="bolt").answer(network).part("partner").rows

    assert "bolt, trust, yes" in [row.values["to_answer"] for row in rows]


def test_nobody_of_that_name_is_refused_and_no_partner_is_an_answer(record):
    """An empty part says what to add."""
    with pytest.raises(ActorNotFoundError):
        ask(record, partner="nobody")
    assert "Add one, or name somebody" in ask(record, partner="").part("partnerships").empty
