"""Agreements made of templates: what they say, what is refused, and that each is one transaction."""

from datetime import date

import pytest

from bridgehead import firm
from bridgehead.firm.adding import NobodyError
from bridgehead.firm.agreement_errors import (
    AgreementThereError,
    NoTermsError,
    UnknownAgreementError,
    UnknownTermError,
    UnknownTierError,
)
from bridgehead.firm.agreements import Contract, draft_contract
from bridgehead.firm.editing import EditError
from bridgehead.firm.templates import (
    BadTemplateError,
    TermNameError,
    UnknownTemplateError,
    find_templates,
    get_template,
)
from bridgehead.network.network import NoFirmError
from bridgehead.record.entries import Agreement, Obligation
from bridgehead.record.programmes import UnknownProgrammeError
from bridgehead.record.record import find_entries
from bridgehead.sources import SourceFileError

DAY = date(2024, 5, 1)
EXAMPLE = """
    firm, acme, market=SE
    actor, uni:basf, market=DE
    actor, kyoto, market=JP
    programme, science circle, acme, offer=free support; free software, expectation=act as reference; act as reference \
too, tiers=gold=1=; silver==1
"""


def draft(record, text=EXAMPLE, **contract):
    entries = record(text).entries()
    return draft_contract(entries, Contract(**contract), by="Ada", on=DAY, record="example")


def by_term(made):
    """Obligations by their name among those of the agreement."""
    return {one.id.rpartition("/")[2]: one for one in made.obligations}


@pytest.fixture
def acme(tmp_path):
    """A record of Acme that knows Nordlicht."""
    with firm.init(tmp_path / "acme.bridgehead", "Acme", "SE", by="Ada") as opened:
        opened.add("Nordlicht, organisation, distributor, DE", on=DAY)
        yield opened


def test_a_template_binds_both_sides(record):
    """Each term is owed by the side the template names, from days counted from the begin."""
    made = draft(record, partner="uni:basf", template="distribution", begin="2024-01-31")
    owed = by_term(made)

    assert ("acme", "uni:basf") == (owed["training"].debtor, owed["training"].creditor)
    assert ("uni:basf", "acme") == (owed["orders"].debtor, owed["orders"].creditor)
    assert ("2024-04-30", "2025-01-31") == (owed["training"].due, owed["orders"].due)
    assert ("2027-01-31", "2026-07-31") == (made.agreement.end, made.agreement.renewal)
    assert {"agreed:distribution--basf"} == {one.agreement for one in made.obligations}


def test_a_begin_of_a_year_makes_days_as_wide(record):
    """What begins some time in 2024 is due some time a year later."""
    made = draft(record, partner="uni:basf", template="distribution", begin="2024")

    assert "2025-01-01..2025-12-31" == by_term(made)["orders"].due


def test_without_a_begin_no_day_is_made_up(record):
    """Days stay unknown, and the draft says which terms have none."""
    made = draft(record, partner="uni:basf", template="distribution")

    assert {"unknown"} == {one.due for one in made.obligations}
    assert {"unknown"} == {made.agreement.begin, made.agreement.end, made.agreement.renewal}
    assert {"no-end", "no-day"} == {finding.code for finding in made.findings}


def test_each_field_can_be_changed(record):
    """Quantities, journals and days differ from contract to contract, and so does the agreement."""
    made = draft(
        record,
        partner="uni:basf",
        template="network-member",
        begin="2001-01-01",
        end="open",
        changes=(
            "measurements.quantity=120",
            "publications.deliverable=publications in Langmuir",
            "publications.due=2002-12",
            "markets=DE;AT",
            "meeting.value=1500",
            "meeting.currency=EUR",
        ),
        without=("lectures",),
        we_owe=("chamber=a measurement chamber on loan",),
        they_owe=("name the technique in papers",),
    )
    owed = by_term(made)

    assert 120.0 == owed["measurements"].quantity
    assert ("publications in Langmuir", "2002-12") == (owed["publications"].deliverable, owed["publications"].due)
    assert ("DE", "AT") == made.agreement.markets
    assert (1500.0, "EUR") == (owed["meeting"].value, owed["meeting"].currency)
    assert "lectures" not in owed
    assert ("acme", "uni:basf") == (owed["chamber"].debtor, owed["name-the-technique"].debtor)


def test_a_day_makes_what_is_owed_at_any_time_owed_once(record):
    """Otherwise the day would mean nothing; a rhythm that is named is kept."""
    made = draft(
        record,
        partner="uni:basf",
        template="reference_centre",
        changes=("prospects.due=2025-01-01", "naming.due=2025-01-01", "naming.recurrence=weekly"),
    )

    assert ("", "weekly") == (by_term(made)["prospects"].recurrence, by_term(made)["naming"].recurrence)


def test_a_programme_is_a_template(record):
    """Its offer is ours to give, its expectation theirs; words name no day, so both are owed at any time."""
    made = draft(record, partner="kyoto", programme="Science Circle", tier="silver", begin="2024", end="open")
    owed = by_term(made)

    assert ["free-support", "free-software", "act-as-reference", "act-as-reference-2"] == list(owed)
    assert ["acme", "acme", "kyoto", "kyoto"] == [one.debtor for one in made.obligations]
    assert {"continuous"} == {one.recurrence for one in made.obligations}
    assert ("membership", "science circle", "silver") == (
        made.agreement.form,
        made.agreement.programme,
        made.agreement.tier,
    )
    assert () == made.findings


def test_a_full_tier_is_said(record):
    """One place in gold, and one silver place in each market, as far as the members in force on the day go."""
    text = EXAMPLE + (
        "\nagreement, membership: acme; kyoto, id=m1, programme=science circle, tier=gold, begin=2023, end=open"
        "\nagreement, membership: acme; kyoto, id=m2, programme=science circle, tier=silver, begin=2023, end=2025"
    )
    options = {"programme": "science circle", "end": "open"}
    gold = draft(record, text, partner="uni:basf", tier="gold", begin="2024-01-01", **options)
    home = draft(
        record, text + "\nactor, roma, market=JP", partner="roma", tier="silver", begin="2024-01-01", **options
    )
    later = draft(record, text, partner="kyoto", tier="silver", begin="2026-01-01", **options)
    abroad = draft(record, text, partner="uni:basf", tier="silver", begin="2024-01-01", **options)

    assert ["tier-full"] == [finding.code for finding in gold.findings]
    assert ["science circle has 1 places in silver in JP, and 1 are or may be taken."] == [
        finding.message for finding in home.findings
    ]
    assert () == later.findings == abroad.findings


def test_a_second_seat_of_the_same_member_is_pointed_out(record):
    """It may be meant as an amendment; once the first has ended it is a seat anew."""
    text = EXAMPLE + (
        "\nagreement, membership: acme; kyoto, id=m2, programme=science circle, tier=silver, begin=2023, end=2025"
    )
    options = {"partner": "kyoto", "programme": "science circle", "tier": "silver", "end": "open"}

    assert ["member-already", "tier-full"] == [
        finding.code for finding in draft(record, text, begin="2024-01-01", **options).findings
    ]
    assert () == draft(record, text, begin="2026-01-01", **options).findings


def test_a_contract_like_another_repeats_its_terms(record):
    """Days stand as far from the begin as they did; those not known to the day are left open."""
    text = (
        EXAMPLE
        + """
        agreement, licence: acme; kyoto, id=deal, begin=2020-01-01, end=2023, scope=coatings
        obligation, acme > kyoto, reports, id=deal/report, agreement=deal, due=2020-04-01, recurrence=quarterly
        obligation, kyoto > acme, fee, id=fee, agreement=deal, due=2020, value=50, currency=EUR
    """
    )
    made = draft(record, text, partner="uni:basf", like="deal", begin="2024-01-01")
    owed = by_term(made)

    assert ("licence", "coatings", "unknown") == (made.agreement.form, made.agreement.scope, made.agreement.end)
    assert ("2024-04-01", "acme") == (owed["report"].due, owed["report"].debtor)
    assert ("unknown", "uni:basf", 50.0) == (owed["fee"].due, owed["fee"].debtor, owed["fee"].value)


def test_a_contract_like_an_amended_one_repeats_the_terms_of_today(record):
    """What ended is left out, what was amended stands once, in its last version."""
    text = (
        EXAMPLE
        + """
        agreement, licence: acme; kyoto, id=deal, begin=2020-01-01, end=2030
        obligation, acme > kyoto, reports, id=deal/report, agreement=deal, quantity=1, end=2024-08-01
        obligation, acme > kyoto, reports, id=deal/report@2024-08-01, agreement=deal, quantity=2, begin=2024-08-01
        obligation, kyoto > acme, visits, id=deal/visit, agreement=deal, end=2022
    """
    )
    owed = by_term(draft(record, text, partner="uni:basf", like="deal"))

    assert {"report": 2.0} == {name: one.quantity for name, one in owed.items()}


def test_a_contract_that_is_one_sided_says_so(record):
    """And one that names nothing at all."""
    bare = draft(record, partner="kyoto", form="research", end="2025", begin="2024")
    ours = draft(record, partner="kyoto", form="research", end="open", we_owe=("samples",))

    assert ["no-terms", "no-renewal"] == [finding.code for finding in bare.findings]
    assert "the partner" in next(finding.message for finding in ours.findings if finding.code == "one-sided")


def test_a_template_of_ones_own_is_read_from_a_file(record, tmp_path):
    """In the same form, with or without saying what it is for; one of several is named after '#'."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "lab:\n  form: research\n  terms: {report: {owed_by: partner, quantity: 2}}\nshop: {form: supply}\n"
    )
    made = draft(record, partner="kyoto", template=f"{path}#lab")

    assert ("research", 2.0) == (made.agreement.form, by_term(made)["report"].quantity)
    with pytest.raises(BadTemplateError, match="holds several"):
        get_template(str(path))
    with pytest.raises(UnknownTemplateError, match="lab, shop"):
        get_template(f"{path}#bar")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: {form: supply, terms: {x: {owed_by: them}}}", "'owed_by: us'"),
        ("a: {form: supply, terms: {x: {}}}", "owed by ''"),
        ("a: {terms: {x: {owed_by: us}}}", "needs form"),
        ("a: {form: supply, terms: {x@y: {owed_by: us}}}", "'x@y' is no name of a term"),
        ("a: {form: marriage}", "No form of agreement 'marriage'"),
        ("a: {form: research, terms: [x]}", "terms is a mapping"),
        ("a: {form: research, runs_months: some}", "'some' is no number of months"),
        ("a: {form: research, terms: {x: {owed_by: us, quantity: many}}}", "'many' is no number"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(tmp_path, text, why):
    """With what is wrong and what would do."""
    path = tmp_path / "own.yaml"
    path.write_text(text)

    with pytest.raises(BadTemplateError, match=why):
        find_templates(path)


def test_a_file_without_templates_is_refused(tmp_path):
    """A list is none."""
    path = tmp_path / "own.yaml"
    path.write_text("- a\n")

    with pytest.raises(SourceFileError, match="holds no templates"):
        find_templates(path)


@pytest.mark.parametrize(
    ("contract", "error"),
    [
        ({"partner": "nobody", "form": "supply"}, NobodyError),
        ({"partner": "kyoto"}, NoTermsError),
        ({"partner": "kyoto", "template": "marriage"}, UnknownTemplateError),
        ({"partner": "kyoto", "programme": "circus"}, UnknownProgrammeError),
        ({"partner": "kyoto", "programme": "science circle", "tier": "bronze"}, UnknownTierError),
        ({"partner": "kyoto", "like": "deal"}, UnknownAgreementError),
        ({"partner": "kyoto", "template": "research", "without": ("fun",)}, UnknownTermError),
        ({"partner": "kyoto", "template": "research", "changes": ("fun.quantity=1",)}, UnknownTermError),
        ({"partner": "kyoto", "template": "research", "changes": ("results.agreement=other",)}, EditError),
        ({"partner": "kyoto", "template": "research", "begin": "some day"}, EditError),
        ({"partner": "kyoto", "form": "supply", "we_owe": ("=x",)}, TermNameError),
        ({"partner": "kyoto", "form": "supply", "we_owe": ("x=",)}, TermNameError),
        ({"partner": "kyoto", "form": "supply", "they_owe": ("a@b=x",)}, TermNameError),
    ],
)
def test_what_cannot_be_agreed_is_refused(record, contract, error):
    """Each with an error of its own."""
    with pytest.raises(error):
        draft(record, **contract)


def test_a_record_of_nobody_makes_no_agreements(record):
    """Nobody could be the other party."""
    with pytest.raises(NoFirmError):
        draft(record, "actor, kyoto", partner="kyoto", form="research")


def test_an_agreement_is_one_transaction(acme):
    """Undo takes it back whole; a preview writes nothing."""
    contract = Contract(partner="Nordlicht", template="distribution", begin="2024-01-01")
    seen = acme.agree(contract, on=DAY, preview=True)
    before = len(acme.transactions())
    agreed = acme.agree(contract, on=DAY)

    assert seen.draft == agreed.draft
    assert seen.change.created == agreed.change.created
    assert before + 1 == len(acme.transactions())
    assert 6 == len(find_entries(acme.entries(), Obligation))

    acme.undo()

    assert () == find_entries(acme.entries(), Obligation) + find_entries(acme.entries(), Agreement)


def test_agreeing_twice_changes_nothing(acme):
    """The same again is known already, on whatever day; something else under the same id is refused."""
    contract = Contract(partner="Nordlicht", template="distribution", begin="2024-01-01", source="contract no 7")
    acme.agree(contract, on=DAY)

    assert acme.agree(contract, on=date(2024, 6, 1)).change.transaction is None
    with pytest.raises(AgreementThereError, match="--amend agreed:distribution--nordlicht"):
        acme.agree(Contract(partner="Nordlicht", template="distribution", begin="2024-02-01"))
