"""Editing in a real browser: names offered while one types, a line understood meanwhile, two sessions at once."""

from playwright.sync_api import expect

TIE = "typed:acme--anna-berg--business-distributor"
LINES = ("Anna Berg, distributor, DE, strong, since 2021", "Zenith GmbH, customer, AT")


def test_names_are_offered_while_one_types(record_site, visit):
    """The datalist of a field fills with who answers to what is typed."""
    came = visit(record_site(*LINES))
    page = came.go("/add/tie")

    page.get_by_label("To (needed)", exact=True).press_sequentially("ann")

    option = page.locator("#offers-receiver option[value='Anna Berg']")
    expect(option).to_have_count(1)
    assert "Anna Berg, person, Germany" == option.get_attribute("label")
    assert [] == came.complaints


def test_a_line_is_understood_while_it_is_typed(record_site, visit):
    """What would be written is told before anything is; Enter writes it and the line is free again."""
    came = visit(record_site(*LINES))
    page = came.go("/add")

    page.get_by_label("Who, and what they are to you").press_sequentially("Eva Lund, friend, NO")
    expect(page.locator("#understood")).to_contain_text("Eva Lund, friend in Norway")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Added: Eva Lund, friend, NO")).to_be_visible()
    expect(page.get_by_label("Who, and what they are to you")).to_have_value("")
    assert [] == came.complaints


def test_two_sessions_edit_the_same_entry_and_nothing_is_lost(record_site, visit):
    """The first saves; the second is told, sees both versions, chooses, and every word of either is kept."""
    site = record_site(*LINES)
    first, second = visit(site), visit(site)
    address = f"/entries/{TIE}?edit=yes"
    one, other = first.go(address), second.go(address)

    one.get_by_label("Role of the other").select_option("agent")
    one.get_by_label("Formality").select_option("formal")
    one.get_by_role("button", name="Save").click()
    other.get_by_label("Role of the other").select_option("customer")
    other.get_by_label("Note").fill("met again in Linz")
    other.get_by_role("button", name="Save").click()

    expect(other.get_by_role("heading", level=1)).to_contain_text("Changed by two")
    other.get_by_role("group", name="Role of the other").get_by_label("Take mine").check()
    other.get_by_role("button", name="Save this choice").click()
    expect(other.get_by_text("Saved.")).to_be_visible()
    tie = site.workspace.firm.get(TIE)
    assert ("customer", "formal", "met again in Linz") == (tie.role, tie.formality, tie.note)
    assert 3 == len(site.workspace.firm.history(TIE))
