"""Generators of entries of every type, sound by themselves, for tests of what must hold for any record."""

from hypothesis import strategies as st

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
from bridgehead.record.terms import VOCABULARY_BY_FIELD

ids = st.text("abcæ中:-", min_size=1, max_size=4)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
shares = st.none() | st.floats(0, 1)
amounts = st.none() | st.floats(0, 1e12) | st.integers(0, 10**6)
markets = st.sampled_from(["SE", "DE", "002", "NA"])
days = st.sampled_from(["2001", "2001-05", "2001-05-31", "before 2001-06", "2001..2002"]).map(read_when)


def words(entry, field):
    """The words a field may hold, and none."""
    return st.sampled_from(["", *VOCABULARY_BY_FIELD[entry, field].words])


def lists(items):
    return st.lists(items, max_size=3).map(tuple)


def common(word):
    """The fields every entry has; ids of different types never meet."""
    return {
        "id": ids.map(lambda id_: f"{word}:{id_}"),
        "evidence": lists(ids),
        "begin": days | st.just(UNKNOWN),
        "end": st.sampled_from([OPEN, UNKNOWN, read_when("2003-01-01")]),
        "note": texts,
    }


actors = st.builds(
    Actor, **common("actor"), kind=words("actor", "kind"), name=texts, aliases=lists(texts),
    market=st.none() | markets, active_markets=lists(markets), founded=days | st.just(UNKNOWN),
    identifiers=lists(st.tuples(texts, texts)), is_multinational=st.none() | st.booleans(), languages=lists(texts),
)  # fmt: skip
ties = st.builds(
    Tie, **common("tie"), sender=ids, receiver=ids, kind=words("tie", "kind"), role=words("tie", "role"),
    strength=shares | st.sampled_from(["weak", "strong"]) | st.integers(0, 1), time=shares, one_way=st.booleans(),
    provides=lists(words("tie", "provides").filter(bool)), introduced_by=st.none() | ids,
).filter(lambda tie: tie.sender != tie.receiver)  # fmt: skip
interactions = st.builds(
    Interaction, **common("interaction"), kind=words("interaction", "kind"),
    participants=st.lists(st.tuples(ids, texts), min_size=1, max_size=3).map(tuple), place=st.none() | markets,
    outcome=words("interaction", "outcome"), amount=amounts, fulfils=st.none() | ids, quantity=amounts,
)  # fmt: skip
agreements = st.builds(
    Agreement, **common("agreement"),
    parties=st.lists(st.tuples(ids, shares), min_size=2, max_size=3, unique_by=lambda pair: pair[0]).map(tuple),
    form=words("agreement", "form"), profit_shares=lists(st.tuples(ids, shares, shares)),
    renewal=days | st.just(UNKNOWN),
)  # fmt: skip
obligations = st.builds(
    Obligation, **common("obligation"), agreement=ids, debtor=ids, creditor=ids, deliverable=texts, quantity=amounts,
    due=days | st.just(UNKNOWN), recurrence=words("obligation", "recurrence"), value=amounts,
).filter(lambda obligation: obligation.debtor != obligation.creditor)  # fmt: skip
programmes = st.builds(
    Programme, **common("programme"), name=texts, owner=ids,
    tiers=lists(st.tuples(texts, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9))),
)  # fmt: skip
presences = st.builds(
    Presence, **common("presence"), actor=ids, market=markets, sales_share=shares, rests_on=lists(ids)
)
assessments = st.builds(
    Assessment, **common("assessment"), subject=ids, instrument=st.just("firm"), item=st.just("foreign_sales_share"),
    value=st.floats(0, 1) | st.integers(0, 1),
)  # fmt: skip
evidence = st.builds(
    Evidence, **common("evidence"), reference=texts, paraphrase=texts, on=days | st.just(UNKNOWN), confidence=shares
)
judgements = st.builds(
    Judgement, **common("judgement"), left=ids, right=ids, verdict=words("judgement", "verdict"),
    on=days | st.just(UNKNOWN),
).filter(lambda judgement: judgement.left != judgement.right)  # fmt: skip

any_entry = st.one_of(
    actors, ties, interactions, agreements, obligations, programmes, presences, assessments, evidence, judgements
)
#: records: no two entries share an id
records = st.lists(any_entry, max_size=12, unique_by=lambda entry: entry.id)
