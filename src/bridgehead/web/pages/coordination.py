"""Coordination: which mechanisms carry what to whom, where knowledge flows, and what nobody has brought together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from fastapi import Response

from bridgehead.answers import Answer, Part
from bridgehead.questions._coordination_log import Log
from bridgehead.questions._coordination_tables import say_firm
from bridgehead.questions.coordination import Coordination
from bridgehead.record.terms import MECHANISMS
from bridgehead.web.case_links import build_case_links
from bridgehead.web.coordination.matrix import (
    ITEMS_SHOWN,
    build_flow_parts,
    build_matrix,
    choose_logs,
    find_items,
    list_headings,
    name_log,
    read_logs,
)
from bridgehead.web.drawing import draw_answer
from bridgehead.web.pages import Page
from bridgehead.web.patience import is_piece, must_wait, render_waiting
from bridgehead.web.tabs import Tab, build_tabs
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="coordination",
    title=N_("Coordination"),
    lead=N_("Through what we coordinate partners, where knowledge flows, and what is still apart."),
    group="agreed",
    order=20,
    icon="workflow",
    shortcut="c",
    examples=("", "/flows", "/gaps"),
)
#: last part of the address of each view -> its name
_VIEWS = {"": N_("Matrix"), "flows": N_("Flows"), "gaps": N_("Gaps and links")}
#: parts with a row for each firm, the matrix first
_BY_FIRM = ("by_firm", "customers_of_customers", "cycles")
_GAPS = ("unused", "to_combine", "contacts", "cycles", "unclassified", "unplaced")


@PAGE.router.get("/coordination")
def show_matrix(view: Seen) -> Response:
    """The matrix; a cell opens to the interactions that stand in it."""
    if must_wait(view, Coordination()):
        return render_waiting(view, view._(PAGE.title), _find_tabs(view, ""))
    logs, shown = _choose(view)
    mechanism, column = view.choices.get("mechanism", ""), view.choices.get("column", "")
    headings = list_headings()
    by_firm = view.choices.get("rows") == "firm"
    items = list(find_items(shown, mechanism, column)) if mechanism in MECHANISMS.words else []
    answer = view.ask(Coordination())
    return view.render(
        "coordination.html",
        piece=is_piece(view),
        tabs=_find_tabs(view, ""),
        compare=_build_compare(view, logs),
        headings=headings,
        forms=[(form, list(group)) for form, group in groupby(headings, key=lambda heading: heading.form)],
        rows=build_matrix(shown),
        own=say_firm(logs[0]),
        has_own=bool(logs[0].placed),
        firms=len(shown),
        mechanism=mechanism if mechanism in MECHANISMS.words else "",
        column=next((heading for heading in headings if heading.name == column), None),
        items=items[:ITEMS_SHOWN],
        more=max(len(items) - ITEMS_SHOWN, 0),
        links=build_case_links(view),
        by_firm=by_firm,
        drawn=_draw(view, replace(answer, parts=_keep_firms(answer, shown)[:2])) if by_firm else None,
        caveats=answer.caveats,
        coverage=answer.coverage,
        uncoded=len(logs[0].uncoded),
    )


@PAGE.router.get("/coordination/flows")
def show_flows(view: Seen) -> Response:
    """Where knowledge flows, through all mechanisms or one."""
    if must_wait(view, Coordination()):
        return render_waiting(view, view._("Where knowledge flows"), _find_tabs(view, "flows"))
    logs, shown = _choose(view)
    mechanism = view.choices.get("mechanism", "")
    mechanism = mechanism if mechanism in MECHANISMS.words else ""
    used = {item.interaction.mechanism for log in shown for item in log.placed}
    answer = view.ask(Coordination())
    return view.render(
        "coordination_flows.html",
        piece=is_piece(view),
        tabs=_find_tabs(view, "flows"),
        compare=_build_compare(view, logs),
        mechanisms=[
            (term.word.replace("_", " "), term.definition, view.here(mechanism=term.word), term.word == mechanism)
            for term in MECHANISMS.terms
            if term.word in used
        ],
        everything=view.here(mechanism=None),
        mechanism=mechanism,
        drawn=_draw(view, replace(answer, parts=build_flow_parts(shown, mechanism))),
        has_any=any(log.placed for log in shown),
        json=view.link("/ask/coordination/answer.json"),
    )


@PAGE.router.get("/coordination/gaps")
def show_gaps(view: Seen) -> Response:
    """Mechanisms not used, partners to bring together, who knows whom, and what could not be placed."""
    if must_wait(view, Coordination()):
        return render_waiting(view, view._("Gaps and links"), _find_tabs(view, "gaps"))
    logs, shown = _choose(view)
    answer = view.ask(Coordination())
    parts = {part.name: part for part in answer.parts} | {part.name: part for part in _keep_firms(answer, shown)}
    return view.render(
        "coordination_gaps.html",
        piece=is_piece(view),
        tabs=_find_tabs(view, "gaps"),
        compare=_build_compare(view, logs),
        drawn=_draw(view, replace(answer, parts=tuple(parts[name] for name in _GAPS))),
        json=view.link("/ask/coordination/answer.json"),
    )


def _find_tabs(view: View, current: str) -> tuple[Tab, ...]:
    """The views of the page, each with the same firms beside ours."""
    return build_tabs(view, _VIEWS, current, beside=view.choices.get("beside"))


def _choose(view: View) -> tuple[tuple[Log, ...], tuple[Log, ...]]:
    """(every log, those that the address asks to show)."""
    logs = view.derive(read_logs)
    beside = view.choices.get("beside", "")
    wanted = {name_log(log) for log in logs[1:]} if beside == "all" else set(beside.split(","))
    return logs, choose_logs(logs, wanted)


def _build_compare(view: View, logs: tuple[Log, ...]) -> dict[str, Any]:
    """The firms that can stand beside ours, each a link that adds it or takes it away."""
    _, shown = _choose(view)
    names = [name_log(log) for log in shown[1:]]
    return {
        "firms": [
            (str(say_firm(log)), view.here(beside=_toggle(names, name_log(log))), name_log(log) in names)
            for log in logs[1:]
        ],
        "all": view.here(beside="all"),
        "none": view.here(beside=None),
        "is_all": len(shown) == len(logs) and len(logs) > 1,
        "is_none": len(shown) == 1,
    }


def _toggle(names: list[str], name: str) -> str | None:
    turned = [one for one in names if one != name] if name in names else [*names, name]
    return ",".join(turned) or None


def _keep_firms(answer: Answer, shown: tuple[Log, ...]) -> tuple[Part, ...]:
    """The parts that tell of one firm a row, with the firms shown alone."""
    wanted = {say_firm(log) for log in shown}
    return tuple(
        replace(
            part, shape=replace(part.shape, rows=tuple(row for row in part.shape.rows if row.values["firm"] in wanted))
        )
        for part in answer.parts
        if part.name in _BY_FIRM
    )


def _draw(view: View, answer: Answer) -> Any:  # noqa: ANN401 - as `draw_answer`
    return draw_answer(answer, build_case_links(view))
