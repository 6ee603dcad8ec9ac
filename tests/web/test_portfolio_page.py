"""The portfolio's pages: make-up, clashes, origins by year, dependence."""

from datetime import date
from urllib.parse import unquote

import pytest

from bridgehead.firm.agreeing import Contract
from bridgehead.record.dates import read_when
from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.web.portfolio.sheets import build_attributes, build_clashes, build_origins


@pytest.fixture
def browser(serve):
    """Two distributors in Germany, one of them promised to be the only one, and a supplier whose contract ended."""
    made = serve(
        "Berg GmbH, distributor, organisation, DE, since 2020",
        "Rhein KG, distributor, organisation, DE, since 2021",
        "Cole Ltd, supplier, organisation, GB, since 2015",
    )
    firm = made.workspace.firm
    exclusive = ("markets=DE", "exclusivity=optics", "exclusive_markets=DE")
    firm.agree(
        Contract(partner="Berg GmbH", form="distribution", begin="2020-01-01", end="open", id="berg", changes=exclusive)
    )
    firm.agree(
        Contract(
            partner="Rhein KG", form="distribution", begin="2021-01-01", end="open", id="rhein",
            changes=("markets=DE", "scope=optics"),
        )
    )  # fmt: skip
    firm.agree(Contract(partner="Cole Ltd", form="joint_venture", begin="2015", end="2018..2040", id="cole"))
    return made


def get_links(shown):
    return [unquote(str(link["href"])) for link in shown.find("main a[href]")]


# make-up


def test_agreements_are_counted_by_every_attribute(browser):
    """Form, equity, direction, partner and market, each value with its share."""
    shown = browser.get("/portfolio?as_of=2022-06-30")

    tables = dict(zip(shown.words(".portfolio-attributes h2"), shown.words(".portfolio-attributes tbody"), strict=True))
    assert "distribution 2 67% joint venture 1 possibly 33%" == tables["By form"]
    assert "non equity 2 67% equity 1 possibly 33%" == tables["With or without equity"]
    assert "Germany 2 100% unknown 1 possibly" == tables["By market agreed on"]


def test_a_figure_opens_to_the_agreements_behind_it(browser):
    """A click lists them, each leading to the ledger."""
    page = browser.get("/portfolio?as_of=2022-06-30")
    link = next(link for link in get_links(page) if "value=joint_venture" in link)

    shown = browser.get(link.partition("#")[0])

    assert ["/ledger/cole?as_of=2022-06-30"] == [unquote(str(one["href"])) for one in shown.find("#behind ul a[href]")]
    assert not browser.get("/portfolio?attribute=form&value=nonsense").find("#behind")


def test_a_figure_of_a_market_opens_as_well(browser):
    """Markets go by their code in the address."""
    shown = browser.get("/portfolio?as_of=2022-06-30&attribute=market&value=DE")

    assert "Behind this figure: Germany" in shown.words("#behind h2")
    assert 2 == len(shown.find("#behind ul a"))


def test_the_day_decides_what_is_counted(browser):
    """Before an agreement began it is not there."""
    tables = browser.get("/portfolio?as_of=2020-06-30").words(".portfolio-attributes tbody")

    assert "distribution 1 50% joint venture 1 possibly 50%" == tables[0]
    assert "We have no agreement with others on this day" in browser.get("/portfolio?as_of=2010-01-01").text


def test_many_values_are_cut_and_the_rest_offered(serve):
    """Eight bars, and a link to all."""
    markets = ("AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IT")
    browser = serve(*(f"Partner {market}, supplier, organisation, {market}" for market in markets))
    for market in markets:
        browser.workspace.firm.agree(Contract(partner=f"Partner {market}", form="supply", begin="2020", end="open"))

    attributes = {one.name: one for one in build_attributes(browser.workspace.firm.ask("portfolio").answer)}
    shown = browser.get("/portfolio")

    assert (8, 2) == (len(attributes["partner_market"].bars), attributes["partner_market"].more)
    assert "2 more" in shown.text
    assert all(bar.length == 1 for bar in attributes["partner_market"].bars)


# clashes


def test_a_clash_stands_with_both_sides_evidence(browser):
    """Both agreements lead to the ledger; partners and market lead on; the first page points at it."""
    shown = browser.get("/portfolio/clashes?as_of=2022-06-30")

    [clash] = shown.words(".clashes > li")
    links = get_links(shown)
    assert "Exclusivity" in clash
    assert "Berg GmbH" in clash
    assert "Rhein KG" in clash
    assert {"/ledger/berg?as_of=2022-06-30", "/ledger/rhein?as_of=2022-06-30"} <= set(links)
    assert "Agreements clash in 1 place." in browser.get("/portfolio?as_of=2022-06-30").text


def test_a_clash_that_cannot_be_told_is_no_clash(browser):
    """A field nobody named leaves it open, and it stands behind those that are sure."""
    firm = browser.workspace.firm
    firm.add("Saar OHG, distributor, organisation, DE, since 2021")
    firm.agree(
        Contract(
            partner="Saar OHG", form="distribution", begin="2021-01-01", end="open", id="saar", changes=("markets=DE",)
        )
    )

    clashes = build_clashes(firm.ask("portfolio", as_of="2022-06-30").answer, firm.network(as_of="2022-06-30"))
    shown = browser.get("/portfolio/clashes?as_of=2022-06-30")

    assert clashes[0].is_sure
    assert not clashes[-1].is_sure
    assert "cannot tell for sure" in shown.text
    assert "Agreements clash in 1 place." in browser.get("/portfolio?as_of=2022-06-30").text


def test_competitors_clash_on_the_tie_that_says_so(browser):
    """What is no agreement leads to its entry."""
    firm = browser.workspace.firm
    ids = {entry.name: entry.id for entry in firm.entries() if isinstance(entry, Actor)}
    firm.put(
        Evidence(id="e", reference="a newspaper", on=read_when("2021")),
        Tie(
            id="rivals", sender=ids["Berg GmbH"], receiver=ids["Rhein KG"], kind="business", role="competitor",
            begin=read_when("2021"), end=read_when("open"), evidence=("e",),
        ),
    )  # fmt: skip

    shown = browser.get("/portfolio/clashes?as_of=2022-06-30")

    assert any("Partners who compete" in words for words in shown.words(".clashes h2"))
    assert "/entries/rivals?as_of=2022-06-30" in get_links(shown)


def test_without_clashes_the_page_says_what_was_looked_for(serve):
    """No clash found is not that there is none."""
    shown = serve().get("/portfolio/clashes")

    assert "No clash is found" in shown.text
    assert "What was looked for" in shown.text


# how it came about


def test_relationships_are_drawn_by_year_and_told_in_a_table(browser):
    """What was introduced is embedded, what was searched for is searched; the table says the same."""
    firm = browser.workspace.firm
    ties = {entry.receiver: entry.id for entry in firm.entries() if isinstance(entry, Tie)}
    names = {entry.name: entry.id for entry in firm.entries() if isinstance(entry, Actor)}
    firm.edit(ties[names["Berg GmbH"]], "origin=search")
    firm.edit(ties[names["Rhein KG"]], "origin=inherited")

    shown = browser.get("/portfolio/origin?as_of=2022-06-30")

    assert shown.find("figure svg")
    rows = {row.split()[0]: row.split()[1:] for row in shown.words("figure .as-table tbody tr")}
    assert ["0", "0", "1", "0", "0", "0"] == rows["2020"]
    assert ["1", "0", "0", "0", "0", "0"] == rows["2021"]
    assert {"2015", "2020", "2021"} == rows.keys()


def test_every_relationship_stands_in_one_column(browser):
    """Years and those without one add up to all, none is lost or counted twice."""
    browser.workspace.firm.add("Ito, friend, person, JP", "Old Co, supplier, organisation, FR, since before 2000")

    origins = build_origins(browser.workspace.firm.ask("path_dependence", as_of=date(2026, 1, 1)).answer)

    drawn = origins.find_drawn("no year")
    assert origins.total == sum(stack.total for stack in drawn)
    assert "no year" == drawn[-1].label
    assert [str(year) for year in range(2015, 2022)] == [stack.label for stack in drawn[:7]]


def test_long_histories_are_cut_to_the_newest_years(browser):
    """The table keeps them all."""
    browser.workspace.firm.add("Ancient Co, supplier, organisation, FR, since 1901")

    origins = build_origins(browser.workspace.firm.ask("path_dependence", as_of=date(2022, 6, 30)).answer)

    assert 121 == len(origins.years)
    assert 40 == len([stack for stack in origins.find_drawn("no year") if stack.label != "no year"])


def test_origin_and_intent_stand_apart(library):
    """The verdict of a case with both sides."""
    shown = library.get("/portfolio/origin?case=q-sense&as_of=2003-06-30")

    assert ["deliberate", "mostly embedded", "plan"] == shown.words(".tile .value")


def test_no_relationship_teaches_what_to_add(serve):
    """An empty record says what is missing."""
    shown = serve().get("/portfolio/origin")

    assert "We have had no relationship with others by this day" in shown.text


# dependence


def test_each_loss_can_be_imagined_with_one_click(browser):
    """The link adds to what is imagined away, on this page and every other; another brings it back."""
    shown = browser.get("/portfolio/dependence?as_of=2022-06-30")
    without = [link for link in get_links(shown) if "without=" in link]
    assert 3 == len(without)

    gone = browser.get(without[0])

    assert 2 == len(gone.find("tbody a.button"))
    assert "Imagined gone" in gone.text
    assert any(link == "/portfolio/dependence?as_of=2022-06-30" for link in get_links(gone))


def test_everybody_can_be_listed(browser):
    """Also those whose loss would change nothing."""
    browser.workspace.firm.add("Ito, friend, person, SE")

    felt, every = browser.get("/portfolio/dependence"), browser.get("/portfolio/dependence?everybody=true")

    assert 3 == len(felt.find("tbody a.button"))
    assert 4 == len(every.find("tbody a.button"))
    assert "/portfolio/dependence?everybody=true" in get_links(felt)
    assert "/portfolio/dependence" in get_links(every)


def test_nobody_to_lose_is_said(serve):
    """A record of nobody depends on nobody."""
    assert "Nobody's loss would close anything" in serve().get("/portfolio/dependence").text


def test_names_cannot_bring_script_along(serve):
    """What partners are called is text."""
    name = "Eve <script>alert(1)</script> AS"
    browser = serve(f"{name}, distributor, organisation, NO, since 2020")
    browser.workspace.firm.agree(
        Contract(partner=name, form="supply", begin="2020", changes=("scope=<script>alert(2)</script>",))
    )

    for address in (
        "/portfolio?attribute=form&value=supply",
        "/portfolio/clashes",
        "/portfolio/origin",
        "/portfolio/dependence",
    ):
        shown = browser.get(address)
        assert 200 == shown.status
        assert "<script>alert" not in shown.response.text
