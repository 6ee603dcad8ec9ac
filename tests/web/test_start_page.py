"""The Start page: whose record it will be, and nothing else."""

from urllib.parse import urlsplit


def test_without_a_record_every_page_leads_to_the_start(serve):
    """Who has no record yet is asked for one, whatever was asked for."""
    browser = serve(firm=None)

    assert "/start" == browser.get("/review").address
    assert "/start" == browser.get("/").address


def test_a_name_and_a_market_make_the_record(serve):
    """The record is the firm's, at home where it says, and importing comes next."""
    browser = serve(firm=None)

    shown = browser.post("/start", name="  Acme Polymers ", market="SE")

    own = browser.workspace.see().own_firm
    assert "/import" == shown.address
    assert ("Acme Polymers", "SE") == (own.name, own.market)
    assert "The record is made" in shown.text


def test_a_market_need_not_be_said(serve):
    """A firm without a market is unknown to be anywhere."""
    browser = serve(firm=None)

    browser.post("/start", name="Acme", market="")

    assert browser.workspace.see().own_firm.market is None


def test_a_record_without_a_name_is_refused_beside_the_field(serve):
    """What was chosen stays, and the field says what it needs."""
    browser = serve(firm=None)

    shown = browser.post("/start", name=" ", market="DE")

    assert 400 == shown.status
    assert ["Write the name of your firm; it can be changed later."] == shown.words(".wrong")
    assert ["DE"] == [str(option["value"]) for option in shown.find("select[name=market] option[selected]")]
    assert not browser.workspace.has_record


def test_a_market_that_is_none_is_refused(serve):
    """A form sent by hand gets the sentence everybody gets."""
    shown = serve(firm=None).post("/start", name="Acme", market="Atlantis")

    assert 404 == shown.status
    assert "No market 'Atlantis'" in shown.text


def test_where_there_is_a_record_the_start_leads_on(serve):
    """Nobody makes a second record over the first."""
    browser = serve()

    assert "/today" == urlsplit(browser.get("/start").address).path
    assert "/today" == urlsplit(browser.post("/start", name="Other", market="").address).path
    assert "Acme" == browser.workspace.see().own_firm.name


def test_an_example_is_one_click_away(serve):
    """Who only wants to look needs no record."""
    shown = serve(firm=None).get("/start")

    assert "/today?case=q-sense" in shown.links()
    assert "Nothing leaves this machine" in shown.text
