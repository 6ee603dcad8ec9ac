"""Coming back: a form that a page led to returns to that page, with what was on screen there."""

from __future__ import annotations

from bridgehead.web.view import View

#: choice of an address that names the page a form returns to
_BACK = "back"


def get_way_back(view: View, otherwise: str) -> str:
    """The address a form returns to: the one named in its own, where that is one of ours.

    Args:
        view: of the form. otherwise: the address where none is named.
    """
    back = view.choices.get(_BACK, "")
    return back if is_ours(back) else otherwise


def keep_way_back(view: View) -> dict[str, str]:
    """The choice that hands the way back on to the next address; nothing where none is named."""
    back = view.choices.get(_BACK, "")
    return {_BACK: back} if is_ours(back) else {}


def is_ours(address: str) -> bool:
    r"""Whether an address stays with us, so that no link can send anybody elsewhere.

    >>> is_ours("/programme/members?as_of=2001"), is_ours("//elsewhere.example"), is_ours("/\\elsewhere.example")
    (True, False, False)
    """
    return address[:1] == "/" and address[1:2] not in {"/", "\\"} and address.isprintable()
