"""Assessments, presences and asks typed in a line each."""

from datetime import date

import pytest

from bridgehead.firm.adding import NobodyError
from bridgehead.firm.stating import Said, state
from bridgehead.firm.terse import TerseLineError
from bridgehead.network.network import NoFirmError
from bridgehead.record.dates import OPEN, UNKNOWN, DateError
from bridgehead.record.entries import Assessment, Evidence, Interaction, Presence
from bridgehead.record.instruments import UnknownItemError
from bridgehead.record.markets import UnknownMarketError
from bridgehead.record.validation import find_faults

DAY = date(2024, 5, 2)
HELD = """
    firm, acme, market=SE
    actor, anna, kind=person, market=DE
    actor, ada, kind=person, market=SE
    actor, bolt, market=DE
    tie, acme > anna, business, customer, id=bond
    agreement, supply: acme; anna, id=deal
    agreement, supply: acme; bolt, id=other
"""


def make(record, text=HELD, by="Ada", **lines):
    """The entries that lines make, which must be fit to be stored."""
    held = record(text).held
    made = state(held, Said(**{sort: (told,) if isinstance(told, str) else told for sort, told in lines.items()}),
                 by=by, on=DAY, record="x")  # fmt: skip
    assert [] == [fault for entry in made for fault in find_faults(entry)]
    return made


def make_one(record, kind, text=HELD, **lines):
    return next(entry for entry in reversed(make(record, text, **lines)) if isinstance(entry, kind))


def test_an_assessment_says_who_judged_what_of_whom_and_when(record):
    """Subject, item and value come first, the rest in any order; it rests on the statement that was typed."""
    line = "anna, readiness.trust, yes, by Ben, 2024-03, about bolt"
    made = make(record, assessments=line)
    assessment = next(entry for entry in made if isinstance(entry, Assessment))

    assert ("anna", "readiness", "trust", True, "Ben", "bolt", "2024-03") == (
        assessment.subject,
        assessment.instrument,
        assessment.item,
        assessment.value,
        assessment.by,
        assessment.about,
        assessment.begin,
    )
    statement = next(entry for entry in made if isinstance(entry, Evidence))
    assert ((statement.id,), line) == (assessment.evidence, statement.paraphrase)


@pytest.mark.parametrize(
    ("line", "subject", "value"),
    [
        ("us, foreign sales share, 30 %", "acme", 0.3),
        ("acme, firm: foreign-sales-share, 0.25", "acme", 0.25),
        ("Germany, market.potential, 400", "DE", 400.0),
        ("deal, personal appropriation, no", "deal", False),
        ("us, export function, chief executive", "acme", "chief_executive"),
        ("us, first foreign market, Holland", "acme", "NL"),
        ("anna, skill, Laser welding", "anna", "Laser welding"),
    ],
)
def test_subjects_items_and_values_are_read_as_people_write_them(record, line, subject, value):
    """An id, ourselves, a market; an item by itself or with its instrument; shares, numbers, words and markets."""
    assessment = make_one(record, Assessment, assessments=line)

    assert (subject, value, "2024-05-02", "Ada") == (
        assessment.subject,
        assessment.value,
        assessment.begin,
        assessment.by,
    )


def test_the_same_item_of_the_same_day_is_corrected_and_of_another_day_stands_beside_it(record):
    """Ids tell: a correction keeps the id; of words that may be several, each value has its own."""
    ids = [
        make_one(record, Assessment, assessments=line).id
        for line in (
            "anna, trust, yes, 2024", "anna, trust, no, 2024", "anna, trust, no, 2025",
            "us, endowment, skills, 2024", "us, endowment, finance, 2024",
        )
    ]  # fmt: skip

    assert ids[0] == ids[1]
    assert 4 == len(set(ids))


@pytest.mark.parametrize(
    ("line", "error", "says"),
    [
        ("anna, trust", TerseLineError, "it says too little"),
        ("anna, trst, yes", TerseLineError, "Did you mean 'trust'"),
        ("anna, readiness.trst, yes", UnknownItemError, "trst"),
        ("us, internationalization, low", TerseLineError, "firm.internationalization, market.internationalization"),
        ("anna, trust, perhaps", TerseLineError, "takes yes or no, not 'perhaps'"),
        ("DE, potential, many", TerseLineError, "takes a number"),
        ("us, foreign sales share, 3", TerseLineError, "takes a share"),
        ("us, export function, nobody", TerseLineError, "one of: none, chief_executive"),
        ("us, potential, 3", TerseLineError, "is said of a market"),
        ("nobody, trust, yes", NobodyError, "nobody"),
        ("anna, trust, yes, perhaps", DateError, "perhaps"),
        ("us, first foreign market, Atlantis", UnknownMarketError, "Atlantis"),
    ],
)
def test_an_assessment_that_makes_no_sense_is_explained(record, line, error, says):
    """What was typed and what would do."""
    with pytest.raises(error, match=says):
        make(record, assessments=line)


def test_a_presence_is_ours_and_still_holds_unless_said_otherwise(record):
    """A market alone is enough; what nobody said stays unknown."""
    presence = make_one(record, Presence, presences="Germany")

    assert ("acme", "DE", "", UNKNOWN, OPEN, None) == (
        presence.actor,
        presence.market,
        presence.entry_mode,
        presence.begin,
        presence.end,
        presence.sales_share,
    )


def test_a_presence_is_told_in_any_order(record):
    """How, since when, in what, how much, and through whom: then it rests on what binds the two, and came of a tie."""
    line = "DE, 12 %, since 2019, through anna, direct export, until 2023-06, field coatings"
    presence = make_one(record, Presence, presences=line)

    assert ("direct_export", "tie", "2019", "2023-06", "coatings", 0.12, ("bond", "deal")) == (
        presence.entry_mode,
        presence.initiated_by,
        presence.begin,
        presence.end,
        presence.field,
        presence.sales_share,
        presence.rests_on,
    )
    assert "own_search" == make_one(record, Presence, presences="DE, own search, via anna").initiated_by
    assert "bolt" == make_one(record, Presence, presences="AT, of bolt, sales subsidiary").actor


@pytest.mark.parametrize(
    ("line", "error", "says"),
    [
        ("", TerseLineError, "too little"),
        ("Atlantis", UnknownMarketError, "Atlantis"),
        ("DE, direct exprt", TerseLineError, "Did you mean 'direct export'"),
        ("DE, through nobody", NobodyError, "nobody"),
        ("DE, since spring", DateError, "spring"),
    ],
)
def test_a_presence_that_makes_no_sense_is_explained(record, line, error, says):
    """What was typed and what would do."""
    with pytest.raises(error, match=says):
        make(record, presences=line)


def test_an_ask_is_pending_until_somebody_answers(record):
    """We asked today unless another day, or another of us, is named."""
    ask = make_one(record, Interaction, asks="anna, Austria")

    assert ("pending", "2024-05-02", "AT", (("acme", "asker"), ("anna", "asked"))) == (
        ask.outcome,
        ask.begin,
        ask.about,
        ask.participants,
    )
    other = make_one(record, Interaction, asks="anna, for bolt, 2024-03, by ada, no answer, led to deal")
    assert ("no_answer", "2024-03", "bolt", (("ada", "asker"), ("anna", "asked")), ("deal",)) == (
        other.outcome,
        other.begin,
        other.about,
        other.participants,
        other.led_to,
    )


def test_an_answer_is_told_of_the_ask_that_waits_for_it(record):
    """Without a day it is that of the pending ask for the same; what it led to is added; a new day is a new ask."""
    held = (
        HELD
        + """
        interaction, ask: acme=asker; anna=asked, id=waits, begin=2024-03-05, about=AT, outcome=pending
    """
    )
    answered = make_one(record, Interaction, held, asks="anna, AT, yes, led to deal")

    assert ("waits", "yes", "2024-03-05", ("deal",)) == (
        answered.id,
        answered.outcome,
        answered.begin,
        answered.led_to,
    )
    assert "waits" == make_one(record, Interaction, held, asks="anna, AT, 2024-03-05, no").id
    assert "waits" != make_one(record, Interaction, held, asks="anna, AT, 2024-04, no").id
    assert "waits" != make_one(record, Interaction, held, asks="anna, FR, no").id
    assert ["pending", "yes"] == [
        entry.outcome
        for told in (("anna, the fair",), ("anna, the fair", "anna, the fair, yes"))
        for entry in make(record, asks=told)
        if isinstance(entry, Interaction)
    ]


@pytest.mark.parametrize(
    ("line", "error", "says"),
    [
        ("anna", TerseLineError, "too little"),
        ("anna, AT, perhaps", TerseLineError, "means nothing in an ask"),
        ("nobody, AT", NobodyError, "nobody"),
    ],
)
def test_an_ask_that_makes_no_sense_is_explained(record, line, error, says):
    """What was typed and what would do."""
    with pytest.raises(error, match=says):
        make(record, asks=line)


def test_a_record_must_say_whose_it_is(record):
    """Nobody can tell who "us" is otherwise."""
    with pytest.raises(NoFirmError):
        make(record, "actor, a", asks="a, AT")
