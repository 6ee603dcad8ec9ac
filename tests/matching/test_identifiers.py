"""Identifiers in one spelling, shared mailboxes and public domains."""

import pytest

from bridgehead.matching.identifiers import find_identifiers, find_own_domains, is_public_host, is_shared_mailbox, spell
from bridgehead.record.entries import Actor


@pytest.mark.parametrize(
    ("scheme", "value", "expected"),
    [
        ("email", "mailto:Anna@Berg.example", "anna@berg.example"),
        ("email", "anna at berg", ""),
        ("website", "https://www.Nordljus.example/om-oss?x=1", "nordljus.example"),
        ("website", "n/a", ""),
        ("linkedin", "https://se.linkedin.com/in/anna-berg/", "in/anna-berg"),
        ("linkedin", "anna-berg", ""),
        ("phone", "+46 (0)8 123 456 78", "46812345678"),
        ("phone", "0046 8 123 456 78", "46812345678"),
        ("phone", "08-123 45", ""),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000000218250097"),
        ("ror", "https://ror.org/00abc12", "00abc12"),
        ("openalex", "none", ""),
        ("vat", "SE 5560 0001-6701", "se556000016701"),
        ("vat", "NOTAPPLICABLE", ""),
        ("pic", "999 999 999", "999999999"),
        ("hubspot", " 12 ", "12"),
    ],
)
def test_an_identifier_has_one_spelling(scheme, value, expected):
    """Addresses, punctuation and case do not matter; a placeholder is no identifier."""
    assert expected == spell(scheme, value)


def test_identifiers_that_name_nobody_are_left_out():
    """An empty or misread identifier brings nobody together."""
    actor = Actor(id="a", kind="person", name="A", identifiers=(("Email", "A@b.se"), ("vat", "missing")))

    assert [("email", "a@b.se")] == list(find_identifiers(actor))


@pytest.mark.parametrize("address", ["info@a.se", "sales.nordic@a.se", "noreply@a.se", "kontakt+x@a.se"])
def test_shared_mailboxes_are_known(address):
    """An office's mailbox is nobody's own."""
    assert is_shared_mailbox(address)


def test_own_domains_leave_out_public_ones():
    """A mail provider's domain says nothing; names below co.uk are registered there."""
    pairs = (
        ("email", "a@gmail.com"),
        ("email", "b@mail.nordljus.co.uk"),
        ("website", "www.nordljus.se"),
        ("vat", "SE123456"),
    )
    actor = Actor(id="a", kind="organisation", name="A", identifiers=pairs)

    assert ["nordljus.co.uk", "nordljus.se"] == list(find_own_domains(actor))
    assert is_public_host("yahoo.co.uk")
    assert not is_public_host("nordljus.se")
