"""The command `agree`: preview, writing, lists and refusals."""

import json

AGREE = ("agree", "Anna Berg", "--template", "distribution", "--begin", "2024-01-01", "--on", "2024-05-01")


def test_a_preview_shows_the_terms_and_writes_nothing(sample):
    """The agreement, what either side owes, and what would be new."""
    ran = sample(*AGREE, "--set", "orders.quantity=40", "--preview")

    assert 0 == ran.code
    assert "least orders of the year" in ran.out
    assert "40" in ran.out
    assert "Nothing was written; 8 entries would be new" in ran.err
    assert "distribution" not in sample("show", "agreements").out


def test_an_agreement_is_written_once(sample):
    """Then the ledger knows what is owed; the same command again changes nothing."""
    ran = sample(*AGREE, "--json")
    agreed = json.loads(ran.out)

    assert "agreed:distribution--anna-berg" == agreed["agreement"][0]["id"]
    assert 6 == len(agreed["obligations"])
    assert "bridgehead undo" in ran.err
    assert "Nothing changed" in sample(*AGREE).err
    assert "least orders" in sample("ask", "reciprocity", "--as-of", "2025-06-01", "--part", "ledger", "--csv").out


def test_what_a_contract_leaves_open_is_shown(sample):
    """Without an end it does not say how long it runs."""
    ran = sample("agree", "Anna Berg", "--form", "research", "--we-owe", "samples", "--preview")

    assert "does not say how long it runs" in ran.out


def test_the_templates_are_listed(sample, tmp_path):
    """Those of the program, or of a file."""
    (tmp_path / "own.yaml").write_text("lab: {form: research, terms: {report: {owed_by: partner}}}", encoding="utf-8")
    shipped, own = sample("agree", "--list"), sample("agree", "--list", "--template", "own.yaml")

    assert "network_member" in shipped.out
    assert "Q-Sense study" in shipped.out
    assert "lab" in own.out
    assert "network_member" not in own.out


def test_a_contract_without_a_partner_is_misuse(sample):
    """With an example of what to write."""
    ran = sample("agree", "--template", "research")

    assert 2 == ran.code
    assert "Write it like: bridgehead agree" in ran.err


def test_an_agreement_is_amended(sample):
    """From a day on; the old terms end that day and stay in the ledger."""
    sample(*AGREE, "--set", "orders.quantity=40")
    ran = sample(
        "agree", "--amend", "agreed:distribution--anna-berg", "--begin", "2025-06-01", "--set", "orders.quantity=60",
        "--end", "2029-01-01", "--json",
    )  # fmt: skip
    amended = json.loads(ran.out)

    assert 0 == ran.code
    assert ["orders@2025-06-01"] == [row["term"] for row in amended["obligations"]]
    assert "2029-01-01" == amended["agreement"][0]["end"]
    assert "2025-06-01" in sample("show", "agreed:distribution--anna-berg/orders").out


def test_options_of_the_one_are_refused_for_the_other(sample):
    """A partner and a template make an agreement; a day and a release amend one."""
    amend = ("agree", "--amend", "deal")

    for arguments, words in (
        ((*amend, "--template", "research", "--begin", "2025-01-01"), "--template belongs to a new agreement"),
        (("agree", "Anna Berg", "--amend", "deal", "--begin", "2025-01-01"), "'Anna Berg' belongs to a new agreement"),
        ((*amend, "--set", "a.quantity=1"), "Add --begin DAY"),
        (("agree", "Anna Berg", "--form", "supply", "--release"), "--release belongs to an amendment"),
    ):
        ran = sample(*arguments)
        assert 2 == ran.code
        assert words in ran.err
