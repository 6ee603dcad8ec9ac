"""Pages of large records: painted before the answer is there, the rest fetched by a script."""

from urllib.parse import unquote

import pytest

from bridgehead.firm.agreeing import Contract
from bridgehead.web import patience

ADDRESSES = (
    "/ledger",
    "/ledger/partners",
    "/coordination",
    "/coordination/flows",
    "/coordination/gaps",
    "/portfolio",
    "/portfolio/clashes",
    "/portfolio/origin",
    "/portfolio/dependence",
)


@pytest.fixture
def browser(serve, monkeypatch):
    """A record that counts as large."""
    monkeypatch.setattr(patience, "MANY_ENTRIES", 1)
    made = serve("Berg GmbH, distributor, organisation, DE, since 2020")
    made.workspace.firm.agree(Contract(partner="Berg GmbH", template="distribution", begin="2020-01-01", id="deal"))
    return made


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_large_record_paints_first_and_answers_after(browser, address):
    """The page names the piece to come; the piece holds the answer and no frame; then the whole page is there."""
    first = browser.get(f"{address}?as_of=2022-06-30")
    [island] = first.find("[data-island=later]")
    source = unquote(str(island["data-source"]))
    assert f"{address}?as_of=2022-06-30" == source

    piece = browser.get(source, accept="application/json, text/html")
    whole = browser.get(source)

    assert 200 == piece.status
    assert not piece.find("nav")
    assert piece.find(".piece *")
    assert not whole.find("[data-island=later]")
    assert whole.find("nav.tabs")


def test_without_script_a_page_can_be_waited_for(browser):
    """The link for browsers without script gives the whole page at once."""
    first = browser.get("/portfolio?as_of=2022-06-30")
    [link] = first.find("noscript a")

    assert browser.get(str(link["href"])).find(".portfolio-attributes")


def test_a_small_record_is_answered_at_once(serve):
    """Nobody waits where nothing takes long."""
    assert not serve("Berg GmbH, distributor, organisation, DE").get("/portfolio/origin").find("[data-island=later]")


def test_an_agreement_does_not_wait_for_the_portfolio(browser):
    """It is shown with the way to the clashes."""
    shown = browser.get("/ledger/deal")

    assert "Distribution with Berg GmbH" == shown.words("h1")[0]
    assert "/portfolio/clashes" in [str(link["href"]) for link in shown.find("main a[href]")]
