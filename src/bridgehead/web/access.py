"""Who may come in: one person on this machine, who holds the address that was printed at the start.

The one-time token of that address becomes a session cookie. Requests for other hosts, from other sites, or without the
session are refused before any page is reached; every answer carries a strict content-security policy.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from secrets import compare_digest, token_urlsafe

from fastapi import Request, Response

COOKIE = "bridgehead-session"
#: content-security policy without any inline script or style, and nothing from elsewhere
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
#: what a browser may fetch before it has a session
_OPEN_TO_ALL = ("/open", "/static/", "/palette-", "/favicon")
Next = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Access:
    """The secrets of one run of the server.

    Attributes:
        hosts: names under which it may be asked for, with their port. token: opens the first session, once.
        session: what the cookie holds. form: what every form sends along. key: for programs, as a bearer.
    """

    hosts: frozenset[str]
    token: str = field(default_factory=lambda: token_urlsafe(24))
    session: str = field(default_factory=lambda: token_urlsafe(32))
    form: str = field(default_factory=lambda: token_urlsafe(24))
    key: str = field(default_factory=lambda: token_urlsafe(32))

    @classmethod
    def on_loopback(cls, port: int) -> Access:
        """For a server on this machine alone."""
        return cls(hosts=frozenset(f"{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]")))

    def take_token(self, offered: str) -> bool:
        """Whether a token opens a session; it does so once."""
        if not self.token or not _is_same(offered, self.token):
            return False
        self.token = ""
        return True

    def has_session(self, request: Request) -> bool:
        """Whether a request comes from who holds the session, or from a program with the key."""
        scheme, _, offered = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _is_same(offered.strip(), self.key):
            return True
        return _is_same(request.cookies.get(COOKIE, ""), self.session)

    def is_own_host(self, request: Request) -> bool:
        """Whether a request asks for this server by a name of this machine."""
        return request.headers.get("host", "").lower() in self.hosts

    def comes_from_elsewhere(self, request: Request) -> bool:
        """Whether a request that changes something was sent by another site's page."""
        if request.method in _READING:
            return False
        origin = request.headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() not in self.hosts:
            return True
        return request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}

    def may_send(self, request: Request, offered: str) -> bool:
        """Whether a request may change something: a form of ours, or a program with the key."""
        return _is_same(offered, self.form) or "authorization" in request.headers


def _is_same(offered: str, secret: str) -> bool:
    return compare_digest(offered.encode(), secret.encode())


def needs_no_session(path: str) -> bool:
    """Whether anybody on this machine may fetch an address: the way in and what pages are painted with."""
    return path.startswith(_OPEN_TO_ALL)


def add_headers(response: Response, path: str) -> Response:
    """What every response says: the policy, and that only what never changes may be kept."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    lasting = path.startswith(("/static/", "/palette-"))
    response.headers.setdefault(
        "Cache-Control", "public, max-age=31536000, immutable" if lasting else "no-store, private"
    )
    return response
