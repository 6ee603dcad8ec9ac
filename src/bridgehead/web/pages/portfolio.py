"""Portfolio: what our agreements are made of, where they clash, how they came about, and whom we depend on."""

from __future__ import annotations

from fastapi import Response

from bridgehead.present.bars_figure import draw_stacks
from bridgehead.questions.dependence import Dependence
from bridgehead.questions.path_dependence import PathDependence
from bridgehead.questions.portfolio import Portfolio
from bridgehead.record.entries import Agreement
from bridgehead.web.drawing import draw_answer
from bridgehead.web.pages import Page
from bridgehead.web.paging import read_paging
from bridgehead.web.patience import is_piece, must_wait, render_waiting
from bridgehead.web.portfolio.sheets import ORIGINS, build_attributes, build_clashes, build_origins, find_behind
from bridgehead.web.tabs import build_tabs
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="portfolio",
    title=N_("Portfolio"),
    lead=N_("What our agreements are made of as a whole, on the day you look at."),
    group="agreed",
    order=30,
    icon="layers",
    shortcut="o",
    examples=("", "/clashes", "/origin", "/dependence"),
)
#: last part of the address of each view -> its name
_VIEWS = {
    "": N_("Make-up"),
    "clashes": N_("Clashes"),
    "origin": N_("How it came about"),
    "dependence": N_("Whom we depend on"),
}
_LINES = 50


@PAGE.router.get("/portfolio")
def show_make_up(view: Seen) -> Response:
    """Agreements by form, equity, direction, partner and market; each figure opens to the agreements behind it."""
    if must_wait(view, Portfolio()):
        return render_waiting(view, view._(PAGE.title), build_tabs(view, _VIEWS, ""))
    answer = view.ask(Portfolio())
    attributes = build_attributes(answer)
    name, value = view.choices.get("attribute", ""), view.choices.get("value", "")
    behind = find_behind(attributes, name, value)
    return view.render(
        "portfolio.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, ""),
        attributes=attributes,
        attribute=name,
        behind=behind,
        agreements=[found for id_ in (behind.agreements if behind else ()) if (found := _get_agreement(view, id_))],
        drawn=draw_answer(answer, view.links, parts=("concentration", "redundancy", "management", "growth", "undated")),
        json=view.link("/ask/portfolio/answer.json"),
        clashes=sum(clash.is_sure for clash in build_clashes(answer, view.network)),
    )


def _get_agreement(view: View, id_: str) -> Agreement | None:
    entry = view.network.get_entry(id_)
    return entry if isinstance(entry, Agreement) else None


@PAGE.router.get("/portfolio/clashes")
def show_clashes(view: Seen) -> Response:
    """Where agreements clash, with what either side rests on, and what was looked for."""
    if must_wait(view, Portfolio()):
        return render_waiting(view, view._("Clashes"), build_tabs(view, _VIEWS, "clashes"))
    answer = view.ask(Portfolio())
    clashes = build_clashes(answer, view.network)
    paging = read_paging(view.choices, _LINES).of(len(clashes))
    return view.render(
        "portfolio_clashes.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, "clashes"),
        clashes=clashes[paging.skip : paging.skip + paging.most],
        paging=paging,
        drawn=draw_answer(answer, view.links, parts=("checks", "shares")),
        json=view.link("/ask/portfolio/answer.json"),
    )


@PAGE.router.get("/portfolio/origin")
def show_origin(view: Seen) -> Response:
    """Whether the network was built or happened: the verdict, relationships by year, intent."""
    if must_wait(view, PathDependence()):
        return render_waiting(view, view._("How it came about"), build_tabs(view, _VIEWS, "origin"))
    answer = view.ask(PathDependence())
    origins = build_origins(answer)
    title = view._("Relationships by the year they began")
    return view.render(
        "portfolio_origin.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, "origin"),
        verdict=answer.part("verdict").rows[0].values,
        origins=origins,
        sorts=[view._(word) for word in ORIGINS.values()],
        drawing=draw_stacks(
            origins.find_drawn(view._("no year")), [view._(word) for word in ORIGINS.values()], title, "origins"
        ),
        drawn=draw_answer(answer, view.links),
        json=view.link("/ask/path_dependence/answer.json"),
    )


@PAGE.router.get("/portfolio/dependence")
def show_dependence(view: Seen) -> Response:
    """Whose loss would close what; each can be imagined gone with one click."""
    everybody = view.choices.get("everybody") == "true"
    if must_wait(view, Dependence(everybody=everybody)):
        return render_waiting(view, view._("Whom we depend on"), build_tabs(view, _VIEWS, "dependence"))
    answer = view.ask(Dependence(everybody=everybody))
    rows = answer.part("losses").rows
    paging = read_paging(view.choices, _LINES).of(len(rows))
    gone = view.look.lens.without
    return view.render(
        "portfolio_dependence.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, "dependence"),
        rows=rows[paging.skip : paging.skip + paging.most],
        empty=answer.part("losses").empty,
        paging=paging,
        without=lambda id_: view.here(without=(*gone, id_), page=None),
        gone=[(view.snapshot.get_name(id_), view.here(without=[one for one in gone if one != id_])) for id_ in gone],
        everybody=everybody,
        drawn=draw_answer(answer, view.links, parts=("holding_back",)),
        json=view.link("/ask/dependence/answer.json"),
    )
