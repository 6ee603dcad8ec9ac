"""Small firms drawn at random, for tests of what must hold whatever a record says.

A scenario is a firm, acme of Sweden, on one day (`DAY`): eleven actors, among them two of its own people, a judgement
or two on who is who, and a handful of entries of every other type, some with certain dates, some with bounds, some with
none. `earlier` holds what may have begun by the day, `later` what certainly begins after it; nothing of `earlier` names
anything of `later`.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.record.dates import OPEN, UNKNOWN, read_when
from bridgehead.record.entries import (
    Actor,
    Agreement,
    Assessment,
    Evidence,
    Interaction,
    Judgement,
    Obligation,
    Presence,
    Programme,
    Tie,
)
from bridgehead.record.instruments import load_items
from bridgehead.record.record import OWN_FIRM, MemoryRecord
from bridgehead.record.terms import VOCABULARY_BY_FIELD
from bridgehead.record.validation import find_faults

DAY = date(2002, 6, 30)
PEOPLE, FIRMS = ("ann", "bo", "cy", "di"), ("dee", "eck", "fin", "gil", "hub")
OTHERS = (*PEOPLE, *FIRMS, "club-folk")
#: what hangs together is drawn more often than it would be by chance
ACTORS = ("acme", "acme", "acme", "ann", *OTHERS)
MARKETS = ("SE", "DE", "DE", "US", "JP", "150")
BEGUN = ("1996", "1997-03", "1999-11-05", "2001", "2001-05-31", "before 2000", "1998..2003", "2002", "unknown")
LATER = ("2002-07-01", "2002-09", "2003", "after 2003", "2004-02-03")
#: instruments of what a firm, a market or a partner is assessed by, with the subjects it fits
SUBJECTS = {
    "firm": ("acme", "acme", "dee"),
    "market": MARKETS,
    "country": MARKETS,
    "candidate": OTHERS,
    "capacity": ("acme", *FIRMS),
    "opportunism": FIRMS,
}


@dataclass(frozen=True)
class Scenario:
    """A firm's entries: those that may have begun by `DAY`, and those that certainly begin after it."""

    earlier: tuple
    later: tuple

    @property
    def held(self):
        """All of it."""
        return (*self.earlier, *self.later)


def look(entries, **options):
    """The network of entries on the scenarios' day, with a firm of a library beside it."""
    record = MemoryRecord(name="scenario", held=tuple(entries))
    other = Network.of(MemoryRecord(name="twin", held=TWIN), Lens(as_of=DAY))
    return Network.of(record, Lens(**{"as_of": DAY} | options), others={"twin": other})


def words(entry, field):
    """A word a field may hold, or none."""
    return st.sampled_from(["", *VOCABULARY_BY_FIELD[entry, field].words])


def some(items, most=2):
    """A few different items."""
    return st.lists(st.sampled_from(items), max_size=most, unique=True).map(tuple)


def dated(words_, ends=("open", "unknown", "unknown", "2001-01-01", "2003-01-01")):
    """Fields `begin` and `end`."""
    return {
        "begin": st.sampled_from([read_when(word) for word in words_]),
        "end": st.sampled_from([read_when(word) for word in ends]),
    }


def different(most):
    """Two or more actors, each once, acme often among them."""
    return st.lists(st.sampled_from(ACTORS), min_size=2, max_size=most, unique=True)


@st.composite
def actors(draw):
    """acme, its people and ten others, their markets and fields drawn."""
    found = [
        Actor(id="acme", kind="organisation", name="Acme", market="SE", founded=read_when("1996"), field="polymers")
    ]
    for id_ in OTHERS:
        kind = "person" if id_ in PEOPLE else "organisation" if id_ in FIRMS else "community"
        market = draw(st.none() | st.sampled_from(MARKETS))
        fields = {"market": market, "field": draw(st.sampled_from(["polymers", "food", ""]))}
        found.append(Actor(id=id_, kind=kind, name=id_.title(), **fields))
    return tuple(found)


def ties(begin, evidence):
    """Ties of any kind between two actors."""
    shares = st.sampled_from([None, None, 0.2, 0.8])
    made = st.builds(
        Tie, id=st.just("tie"), sender=st.sampled_from(ACTORS), receiver=st.sampled_from(OTHERS), **dated(begin),
        kind=words("tie", "kind").filter(bool), role=words("tie", "role"), formality=words("tie", "formality"),
        strength=st.sampled_from([None, "weak", "strong", 0.6]), time=shares, one_way=st.booleans(),
        provides=some(VOCABULARY_BY_FIELD["tie", "provides"].words),
        gives=some(VOCABULARY_BY_FIELD["tie", "gives"].words),
        purpose=words("tie", "purpose"), origin=words("tie", "origin"),
        introduced_by=st.none() | st.sampled_from(OTHERS), evidence=some(evidence),
    )  # fmt: skip
    return made.filter(lambda tie: tie.sender != tie.receiver)


def interactions(begin, evidence, obligations):
    """Contacts of two or more actors; some fulfil an obligation."""
    parts = st.sampled_from(["sender", "receiver", "asker", "asked", "target", "attendee", ""])
    return st.builds(
        Interaction, id=st.just("interaction"), kind=words("interaction", "kind").filter(bool),
        participants=different(4).flatmap(lambda held: st.tuples(*(st.tuples(st.just(one), parts) for one in held))),
        begin=dated(begin)["begin"], place=st.none() | st.sampled_from(MARKETS),
        mechanism=words("interaction", "mechanism"),
        forms=some(VOCABULARY_BY_FIELD["interaction", "forms"].words), outcome=words("interaction", "outcome"),
        about=st.sampled_from(["", "DE", "dee"]), fulfils=st.none() | st.sampled_from(obligations or [None]),
        quantity=st.sampled_from([None, 1, 3]), acceptance=words("interaction", "acceptance"), evidence=some(evidence),
        topic=st.sampled_from(["", "prices"]),
    )  # fmt: skip


def agreements(begin, evidence):
    """Agreements of two or three parties, some of them memberships of the programme."""
    shares = st.sampled_from([None, None, 0.3])
    return st.builds(
        Agreement, id=st.just("agreement"), form=words("agreement", "form").filter(bool),
        parties=different(3).flatmap(lambda held: st.tuples(*(st.tuples(st.just(one), shares) for one in held))),
        **dated(begin), markets=some(MARKETS), exclusivity=st.sampled_from(["", "polymers"]),
        exclusive_markets=some(MARKETS), provides=some(VOCABULARY_BY_FIELD["agreement", "provides"].words),
        gives=some(VOCABULARY_BY_FIELD["agreement", "gives"].words), renewal=dated(LATER)["begin"],
        profit_shares=st.sampled_from([(), (("acme", 0.5, 0.7), ("dee", 0.5, 0.3))]),
        programme=st.sampled_from([None, "club"]), tier=st.sampled_from(["", "gold"]), evidence=some(evidence),
    )  # fmt: skip


def obligations(begin, agreements_, evidence):
    """What is owed under one of some agreements."""
    return st.builds(
        Obligation, id=st.just("obligation"), agreement=st.sampled_from(agreements_), debtor=st.sampled_from(ACTORS),
        creditor=st.sampled_from(ACTORS), deliverable=st.sampled_from(["report", "pieces"]),
        quantity=st.sampled_from([None, 2, 10]), unit=st.sampled_from(["", "pieces"]),
        due=st.sampled_from([read_when(word) for word in (*begin, "2002-12-31")]),
        recurrence=words("obligation", "recurrence"), value=st.sampled_from([None, 100.0]), evidence=some(evidence),
    ).filter(lambda owed: owed.debtor != owed.creditor)  # fmt: skip


def presences(begin, evidence, ties_):
    """Somebody's business in a market, mostly acme's."""
    return st.builds(
        Presence, id=st.just("presence"), actor=st.sampled_from(["acme", "acme", "dee", "gil"]),
        market=st.sampled_from(MARKETS), field=st.sampled_from(["", "polymers"]), **dated(begin),
        entry_mode=words("presence", "entry_mode"), sales_share=st.sampled_from([None, 0.1, 0.6]),
        initiated_by=words("presence", "initiated_by"), rests_on=some(ties_) if ties_ else st.just(()),
        evidence=some(evidence),
    )  # fmt: skip


def judgements():
    """Who is who, of two actors; one of them may have been withdrawn, of whom nothing is left but the judgement."""
    ends = st.lists(st.sampled_from(("a-withdrawn", *OTHERS)), min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda pair, verdict: Judgement(id=f"judged-{pair[0]}-{pair[1]}", left=pair[0], right=pair[1], verdict=verdict),
        ends, words("judgement", "verdict").filter(bool),
    )  # fmt: skip


@st.composite
def assessments(draw, begin, evidence):
    """An item of an instrument that questions read, of a subject it fits."""
    items = [item for item in load_items().values() if item.instrument in SUBJECTS]
    item = draw(st.sampled_from(items))
    value = {
        "number": st.sampled_from([1, 3, 1998]),
        "share": st.sampled_from([0.1, 0.4]),
        "yes_no": st.booleans(),
        "word": st.sampled_from(item.words or ("DE",)),
    }[item.value]
    return Assessment(
        id="assessment",
        subject=draw(st.sampled_from(SUBJECTS[item.instrument])),
        instrument=item.instrument,
        item=item.name,
        value=draw(value),
        evidence=draw(some(evidence)),
        **{name: draw(strategy) for name, strategy in dated(begin).items()},
    )


@st.composite
def entries(draw, prefix, begin, evidence, most):
    """A few entries of every dated type, each with an id of its own; what one names is among them."""

    def several(strategy, word, count=most):
        drawn = draw(st.lists(strategy, max_size=count))
        named = (replace(entry, id=f"{prefix}-{word}-{number}") for number, entry in enumerate(drawn))
        return [entry for entry in named if not find_faults(entry)]

    tied = several(ties(begin, evidence), "tie", 2 * most)
    agreed = several(agreements(begin, evidence), "agreement")
    ids = [entry.id for entry in agreed]
    owed = several(obligations(begin, ids, evidence), "obligation") if ids else []
    done = several(interactions(begin, evidence, [entry.id for entry in owed]), "interaction", 2 * most)
    present = several(presences(begin, evidence, [entry.id for entry in tied]), "presence")
    judged = several(assessments(begin, evidence), "assessment")
    return (*tied, *agreed, *owed, *done, *present, *judged)


def make_evidence(prefix, days):
    """Three pieces of evidence, on these days."""
    return tuple(
        Evidence(id=f"{prefix}-evidence-{number}", reference=f"letter {number}", kind="document", on=read_when(day))
        for number, day in enumerate(days)
    )


def name_firm(id_):
    """The entry that says whose record it is."""
    instrument, item = OWN_FIRM
    return Assessment(id="own-firm", subject=id_, instrument=instrument, item=item, value=True)


@st.composite
def scenarios(draw, most=3):
    """A scenario with up to `most` entries of each type on either side of the day, and twice as many ties."""
    known, late = make_evidence("early", ("1999-05", "2001", "unknown")), make_evidence("late", LATER[:3])
    club = Programme(id="club", name="Club", owner="acme", tiers=(("gold", 2, 1), ("wide", None, None)))
    inside = tuple(
        Tie(id=f"staff-{id_}", sender="acme", receiver=id_, kind="affiliation", role=role, begin=begin, end=OPEN)
        for id_, role, begin in (("ann", "founder", read_when("1996")), ("bo", "employee", UNKNOWN))
    )
    judged = draw(st.lists(judgements(), min_size=1, max_size=2, unique_by=lambda judgement: judgement.id))
    fixed = (*draw(actors()), *judged, name_firm("acme"), club, *inside, *known)
    earlier = draw(entries("early", BEGUN, [entry.id for entry in known], most))
    later = draw(entries("late", LATER, [entry.id for entry in late], 2))
    return Scenario(earlier=(*fixed, *earlier), later=(*late, *later))


@cache
def draw_scenarios(count):
    """The same scenarios on every run, the smallest first; drawn once, for many questions to be asked of each."""
    drawn = []

    @given(scenario=scenarios())
    @settings(max_examples=count, derandomize=True, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def collect(scenario):
        drawn.append(scenario)

    collect()
    return tuple(drawn)


#: a second firm, so that questions that compare firms have one to compare with
TWIN = (
    Actor(id="twin:firm", kind="organisation", name="Twin", market="DE"),
    Actor(id="twin:ally", kind="organisation", name="Ally", market="US"),
    name_firm("twin:firm"),
    Tie(id="twin:tie", sender="twin:firm", receiver="twin:ally", kind="business", role="customer", end=OPEN,
        begin=read_when("1999")),
)  # fmt: skip
