"""Asks: the log with what we would have said, the load, what was learned, and the calibration."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError
from bridgehead.questions.asks import Asks

DAY = date(2001, 6, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, eve, kind=person, market=US
    actor, bob, kind=person, market=US
    tie, acme > eve, social, strength=weak, begin=1990, end=open
    tie, acme > bob, social, strength=strong, begin=1990, end=open
    agreement, supply: acme; bob, id=deal, begin=2001-03
    agreement, supply: acme; eve, id=later, begin=2002
    interaction, ask: acme=asker; eve=asked, id=one, begin=2001-01-01, about=KR, outcome=yes
    interaction, ask: acme=asker; eve=asked, id=two, begin=2001-01-02, about=bob, outcome=no
    interaction, ask: acme=asker; bob=asked; eve=target, id=three, begin=2001-02-01, outcome=yes, led_to=deal; later
    interaction, ask: acme=asker; bob=asked, id=four, begin=1999-02-03, topic=a favour, outcome=pending
    interaction, ask: acme=asker; bob=asked, id=five, outcome=yes
"""


def ask(record, text=EXAMPLE, **parameters):
    return Asks(**parameters).answer(Network.of(record(text), Lens(as_of=DAY)))


def test_each_ask_stands_beside_what_we_would_have_said(record):
    """Weak ties were assumed to pass on at 0.3; after a grant they were (4 * 0.3 + 1) / 5 = 0.44: both possible."""
    rows = ask(record).part("asks").rows

    assert [("four", "likely", 0), ("one", "possible", 0), ("two", "possible", 1), ("three", "likely", 0)] == [
        (row.evidence[0], row.values["said"], row.values["rested_on"]) for row in rows
    ]
    assert ["a favour", "KR", "bob", "eve"] == [
        getattr(about, "code", None) or getattr(about, "id", None) or about
        for about in (
            row.values["about"][0] if isinstance(row.values["about"], tuple) else row.values["about"] for row in rows
        )
    ]
    assert ("supply (2001-03)", "something not told by the day") == rows[3].values["led_to"]
    assert ("three", "deal") == rows[3].evidence


def test_asks_of_late_alone_can_be_listed(record):
    """What was learned stays whole."""
    answer = ask(record, within_days=130)

    assert ["three"] == [row.evidence[0] for row in answer.part("asks").rows]
    assert 3 == answer.part("learned").n
    with pytest.raises(QuestionValueError, match="within_days"):
        ask(record, within_days=-1)


def test_the_load_counts_open_asks_and_marks_those_asked_much(record):
    """Bob still owes an answer of 1999; one more ask has no day and is not known to be recent."""
    rows = ask(record, EXAMPLE + "    interaction, ask: acme=asker; eve=asked, begin=2001-05, outcome=no\n" * 2)

    assert [("eve", 4, 0, 1, True), ("bob", 2, 1, 2, False)] == [
        (row.values["asked"].id, *(row.values[name] for name in ("lately", "open", "granted", "asked_much")))
        for row in rows.part("load").rows
    ]


def test_what_was_learned_follows_the_closed_form_of_the_posterior(record):
    """Weak: (4 * 0.3 + 1) / 6; strong: (4 * 0.7 + 1) / 5; of unknown strength nothing was learned."""
    rows = {row.values["band"]: row.values for row in ask(record).part("learned").rows}

    assert [2.2 / 6, 3.8 / 5, 0.3] == pytest.approx([rows[band]["value"] for band in ("weak", "strong", "unknown")])
    assert ["asks", "asks", "assumed"] == [rows[band]["basis"] for band in ("weak", "strong", "unknown")]
    assert (0.1, 0.9) == (rows["unknown"]["low"], rows["unknown"]["high"])


def test_calibration_judges_each_word_by_what_was_known_before(record):
    """Two possible ones, expected 0.3 and 0.44, one of them granted; one likely one, granted; no long shot."""
    rows = {row.values["said"]: row.values for row in ask(record).part("calibration").rows}

    assert (2, 1, 0.5) == (rows["possible"]["asks"], rows["possible"]["granted"], rows["possible"]["value"])
    assert rows["possible"]["expected"] == pytest.approx(0.37)
    assert (1, 1.0) == (rows["likely"]["asks"], rows["likely"]["value"])
    assert (0, None) == (rows["long shot"]["asks"], rows["long shot"].get("value"))


def test_asks_of_one_day_do_not_foretell_each_other(record):
    """Two asks on one day both rest on what was logged before it."""
    text = EXAMPLE.replace("2001-01-02", "2001-01-01")

    assert [0, 0, 0, 0] == [row.values["rested_on"] for row in ask(record, text).part("asks").rows]


def test_coverage_names_asks_that_cannot_be_placed(record):
    """One of the five has no day."""
    coverage = ask(record).coverage

    assert (4, 5) == (coverage.used, coverage.total)
    assert ("Left out: 1 ask of no day, of a day that may lie later, or to nobody known.",) == coverage.remarks


def test_without_any_ask_every_part_says_what_to_log(record):
    """Nothing is made up."""
    answer = ask(record, "firm, acme, market=SE")

    assert [()] * 4 == [part.shape.rows for part in answer.parts]
    assert "bridgehead add --ask" in answer.part("load").empty
    assert () == answer.caveats


def test_what_an_ask_led_to_may_be_outside_the_record_or_have_no_day(record):
    """A market that nobody knows is said as it stands, and so is what no entry tells of."""
    text = """
        firm, acme
        actor, eve, kind=person
        presence, acme, DE, id=there
        interaction, ask: acme=asker; eve=asked, begin=2001-01-01, about=the north, outcome=yes, led_to=there; nowhere
    """
    row = ask(record, text).part("asks").rows[0]

    assert ("the north", ("presence", "something not told by the day")) == (row.values["about"], row.values["led_to"])
