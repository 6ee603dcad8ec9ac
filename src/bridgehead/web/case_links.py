"""Links to what an answer names of other firms: a case of the library opens its own pages."""

from __future__ import annotations

from dataclasses import replace

from bridgehead.present.links import Links
from bridgehead.web.address import write_address
from bridgehead.web.view import View


def build_case_links(view: View) -> Links:
    """The links of a view; names and entries of a library case beside the firm lead into that case.

    Args:
        view: with the firm's own links. The others' lead to their case without any lens, as their days are their own.
    """
    own, cases = view.snapshot.by_id, set(view.network.others)

    def find(page: str, id_: str) -> str:
        case = id_.partition(":")[0]
        if id_ in own or case not in cases:
            return view.link(f"/{page}/{id_}")
        return write_address(f"/{page}/{id_}", [("case", case)])

    return replace(view.links, actor=lambda id_: find("actors", id_), entry=lambda id_: find("entries", id_))
