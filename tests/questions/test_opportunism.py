"""Opportunism: signs of its four kinds on either side, from the ledger or from assessments, else cannot tell."""

from datetime import date

import pytest

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions.opportunism import Opportunism

DAY = date(2001, 6, 1)
DEAL = """
    firm, acme, market=SE
    actor, bolt, market=DE
    actor, ben, kind=person
    tie, ben > bolt, affiliation, employee, id=job, begin=1998, end=open
    agreement, distribution: acme; bolt, id=deal, begin=2000, end=open
"""
TALK = """
    interaction, meeting: acme; bolt, begin=2001-02-01
    interaction, meeting: acme; ben, begin=2001-03-01
    interaction, call: acme; ben, begin=2001-04-01
"""
OWED = "    obligation, bolt > acme, orders, id=orders, agreement=deal, due=2000-12-31\n"


def ask(record, text, **options):
    parameters = {name: options.pop(name) for name in ("partner",) if name in options}
    return Opportunism(**parameters).answer(Network.of(record(DEAL + text), Lens(**{"as_of": DAY} | options)))


def find_signs(answer):
    names = ("side", "kind", "standing", "basis")
    return [tuple(row.values[name] for name in names) for row in answer.part("signs").rows]


def find_told(answer, side="they"):
    row = next(row for row in answer.part("told").rows if row.values["side"] == side)
    kinds = ("apparent_cooperation", "excess_profit_share", "over_exploitation", "personal_appropriation")
    return [row.values[kind] for kind in kinds]


def test_much_contact_and_nothing_delivered_is_a_sign_of_apparent_cooperation(record):
    """Three contacts within a year, also with the partner's people, and orders five months overdue."""
    answer = ask(record, TALK + OWED)

    assert [("they", "apparent cooperation", "sign", "ledger")] == find_signs(answer)
    row = answer.part("signs").rows[0]
    assert "3 contacts lately, yet overdue: orders (since 2001-01-01)." == row.values["what"]
    assert {"orders", "deal", "interaction-8"} <= set(row.evidence)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OWED, "no contact on record"),
        (TALK.replace("2001-04-01", "2001") + OWED, "one of the contacts may lie after the day"),
        (TALK + OWED.replace("2000-12-31", "2001-05-15"), "overdue for less than the days of grace"),
        (TALK + OWED.replace("due=2000-12-31", "recurrence=continuous"), "no day to be late by"),
        (TALK, "nothing is owed"),
    ],
)
def test_without_both_activity_and_delay_nobody_can_tell(record, text, why):
    """What is missing is said, and none is claimed."""
    answer = ask(record, text)

    assert ([], None) == (find_signs(answer), find_told(answer)[0]), why
    needed = answer.part("needed").rows[0].values
    assert ("apparent cooperation", 2, 2) == (needed["kind"], needed["untold"], needed["sides"])
    assert "contacts and how deliveries were taken" in needed["needed"]


def test_we_are_looked_at_as_they_are(record):
    """Training that we owe and never gave, for all our meetings."""
    answer = ask(record, TALK + OWED.replace("bolt > acme, orders", "acme > bolt, training"))

    assert [("we", "apparent cooperation", "sign", "ledger")] == find_signs(answer)


def test_a_delay_that_only_possibly_is_one_is_a_possible_sign(record):
    """Due some time in 2001; and an agreement that may have ended only possibly binds."""
    late = ask(record, TALK + OWED.replace("2000-12-31", "2000-07..2001-12"))
    unsure = Network.of(record(DEAL.replace("end=open", "end=unknown") + TALK + OWED), Lens(as_of=DAY))

    assert [("they", "apparent cooperation", "possible sign", "ledger")] == find_signs(late)
    assert "possibly since" in late.part("signs").rows[0].values["what"]
    assert [("they", "apparent cooperation", "possible sign", "ledger")] == find_signs(Opportunism().answer(unsure))


def test_what_was_delivered_shows_no_sign(record):
    """All that fell due came: none is seen, and the delivery is cited."""
    came = "    interaction, delivery: bolt; acme, id=came, begin=2000-12-20, fulfils=orders, acceptance=met\n"
    answer = ask(record, TALK + OWED + came)

    assert ([], "none seen") == (find_signs(answer), find_told(answer)[0])
    assert "came" in answer.part("told").rows[0].evidence


def test_poor_deliveries_are_a_sign_without_further_contact(record):
    """Half of those judged are enough; one that nobody judged says nothing, and one alone is an accident."""

    def deliver(*verdicts):
        return "".join(
            f"    interaction, delivery: bolt; acme, begin=2000-12-2{number}, fulfils=orders, acceptance={verdict}\n"
            for number, verdict in enumerate(verdicts)
        )

    assert ["sign"] == [standing for _, _, standing, _ in find_signs(ask(record, OWED + deliver("met", "refused")))]
    assert [] == find_signs(ask(record, OWED + deliver("below_standard", "not_judged")))


@pytest.mark.parametrize(
    ("taken", "signs", "told"),
    [
        ("0.7", [("they", "excess profit share", "sign", "ledger")], "sign"),
        ("0.51", [], "none seen"),
        ("", [], None),
    ],
)
def test_taking_more_of_the_profit_than_agreed_is_a_sign(record, taken, signs, told):
    """Agreed were halves; two hundredths more are rounding, and an unknown share is not none."""
    deal = f"    agreement, joint_venture: acme; bolt, id=shop, begin=2000, end=open, profit_shares=bolt=0.5={taken}\n"
    answer = ask(record, deal)

    assert (signs, told) == (find_signs(answer), find_told(answer)[1])


def test_using_a_joint_resource_beyond_ones_share_is_a_sign(record):
    """Of 100 hours of the shared laboratory they used 80 where halves were agreed; two uses would say nothing."""
    deal = "    agreement, research: acme; bolt, id=lab, begin=2000, end=open, joint_resources=laboratory\n"

    def use(*hours):
        return "".join(
            f"    interaction, joint_work: {who}=user, begin=2001-0{month}, topic=Laboratory, amount={amount}\n"
            for month, (who, amount) in enumerate(hours, start=1)
        )

    answer = ask(record, deal + use(("bolt", 50), ("bolt", 30), ("acme", 20)))
    agreed = deal.strip() + ", profit_shares=acme=0.2=; bolt=0.8=\n"

    assert [("they", "over exploitation", "sign", "ledger")] == find_signs(answer)
    assert "80% of the use of laboratory, with a share of 50%." == answer.part("signs").rows[0].values["what"]
    assert "none seen" == find_told(answer, "we")[2]
    assert [] == find_signs(ask(record, deal + use(("bolt", 50), ("bolt", 30))))
    assert [] == find_signs(ask(record, agreed + use(("bolt", 50), ("bolt", 30), ("acme", 20))))


def test_assessments_tell_what_no_ledger_can(record):
    """Of the partner, one of its people, an agreement or a tie; of ourselves; the newest wins."""
    appropriation = "opportunism.personal_appropriation"

    def standings(*lines):
        text = "".join(f"    assessment, {line}\n" for line in lines)
        return [(side, standing) for side, _, standing, _ in find_signs(ask(record, text))]

    assert [("they", "sign")] == standings(f"bolt, {appropriation}, yes, begin=2001-03")
    assert [("they", "sign")] == standings(f"deal, {appropriation}, yes, begin=2001-03")
    assert [("we", "sign")] == standings(f"deal, {appropriation}, yes, begin=2001-03, about=acme")
    assert [("we", "sign")] == standings(f"acme, {appropriation}, yes, begin=2001-03")
    assert [] == standings(f"acme, {appropriation}, yes, begin=2001-03, about=somebody else")
    assert [] == standings(f"bolt, {appropriation}, yes, begin=2001-03", f"bolt, {appropriation}, no, begin=2001-04")
    assert [] == standings(f"bolt, {appropriation}, yes, begin=2001-07")
    assert [("they", "possible sign")] == standings(f"bolt, {appropriation}, yes"), "nobody knows when"
    both = (f"bolt, {appropriation}, yes, begin=2001-04, by=Ada", f"bolt, {appropriation}, no, begin=2001-04")
    assert [("they", "possible sign")] == standings(*both), "on one day both were said"


def test_an_assessed_partner_without_an_agreement_is_told_of(record):
    """A supplier we only have a tie with, and one who was merely asked for."""
    text = """
        actor, cog, market=FR
        tie, acme > cog, business, supplier, id=bond, begin=1999, end=open
        assessment, cog, opportunism.apparent_cooperation, yes, begin=2001-01, by=Ada
    """

    assert "assessed by Ada, 2001-01: yes" == ask(record, text).part("signs").rows[0].values["what"]
    assert ["cog", "cog"] == [row.values["partner"].id for row in ask(record, text, partner="cog").part("told").rows]
    assert ["bolt", "bolt"] == [row.values["partner"].id for row in ask(record, text, partner="ben").part("told").rows]


def test_without_any_partnership_the_answer_says_what_to_add(record):
    """Nobody to look at is no clean bill."""
    answer = Opportunism().answer(Network.of(record("firm, acme, market=SE"), Lens(as_of=DAY)))

    assert [()] * 3 == [part.shape.rows for part in answer.parts]
    assert "Add an agreement" in answer.part("signs").empty
    assert "That is not proof of none" in ask(record, "").part("signs").empty
