"""Who may come in: the holder of the session on this machine, and nobody else."""

import pytest

from bridgehead.web.access import COOKIE, POLICY, Access


def ask(browser, address="/cases", **headers):
    return browser.client.get(address, headers=headers, follow_redirects=False)


def test_the_token_opens_one_session_once(serve):
    """The address that was printed works once; the cookie it gave goes on working."""
    browser = serve()
    browser.client.cookies.clear()
    token = browser.access.token

    first = ask(browser, f"/open?token={token}")
    page = ask(browser)
    browser.client.cookies.clear()
    second = ask(browser, f"/open?token={token}")

    assert 303 == first.status_code
    assert "httponly" in first.headers["set-cookie"].lower()
    assert 200 == page.status_code
    assert 401 == second.status_code
    assert COOKIE not in second.headers.get("set-cookie", "")


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_the_way_in_leads_nowhere_else(serve, to):
    """An address of another site behind the token is not followed."""
    browser = serve()

    found = browser.client.get("/open", params={"token": browser.access.token, "to": to}, follow_redirects=False)

    assert "/" == found.headers["location"]


def test_nothing_but_paint_is_shown_without_a_session(serve):
    """Pages, data and the API are closed; what pages are painted with is not."""
    browser = serve()
    browser.client.cookies.clear()

    assert [401, 401, 401] == [ask(browser, path).status_code for path in ("/today", "/api/v1/record", "/actors/acme")]
    assert "bridgehead serve" in ask(browser, "/today").text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1:9999", "localhost.evil.example:8765"])
def test_other_hosts_are_refused(serve, host):
    """A name that another site bound to this machine does not reach the record."""
    assert 421 == ask(serve(), host=host).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_the_names_of_this_machine_are_served(serve, host):
    """All its own names do, with the port it listens on."""
    assert 200 == ask(serve(), host=host).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"origin": "null"},
    ],
)
def test_another_site_changes_nothing(serve, headers):
    """A form of another site is refused even with the session and the secret."""
    browser = serve()

    found = browser.client.post("/add", data={"csrf": browser.access.form, "line": "A, customer"}, headers=headers)

    assert 403 == found.status_code


def test_a_form_without_the_secret_changes_nothing(serve):
    """The session alone does not send forms."""
    browser = serve()
    before = browser.workspace.see().version

    found = browser.client.post("/add", data={"line": "Anna Berg, customer, DE"})

    assert found.status_code in {403, 404, 405}
    assert before == browser.workspace.see().version


def test_every_answer_carries_the_policy(serve):
    """No inline script or style, nothing from elsewhere, no frames, nothing kept."""
    browser = serve()

    for address in ("/cases", "/nothing", "/open", "/api/v1/record"):
        headers = ask(browser, address).headers
        assert POLICY == headers["content-security-policy"]
        assert "nosniff" == headers["x-content-type-options"]
        assert "no-store, private" == headers["cache-control"]
    assert "unsafe" not in POLICY


def test_each_run_has_secrets_of_its_own():
    """Nothing of one run opens another."""
    one, other = Access.on_loopback(1), Access.on_loopback(1)

    secrets = {one.token, one.session, one.form, one.key, other.token, other.session, other.form, other.key}
    assert 8 == len(secrets)
    assert not Access(hosts=frozenset(), token="").take_token("")


def test_too_much_at_once_is_refused_before_it_is_read(serve):
    """The length that is announced decides."""
    browser = serve()

    found = browser.client.post("/add", content=b"x", headers={"content-length": str(10**10)})

    assert 413 == found.status_code
