"""Programme: whom to recruit and why, what-if on its limits, who sits in it, and what it brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import Response

from bridgehead.answers import Answer
from bridgehead.errors import BridgeheadError
from bridgehead.questions.programme_effects import ProgrammeEffects
from bridgehead.questions.recruitment import Recruitment
from bridgehead.record import markets
from bridgehead.record.entries import Programme
from bridgehead.record.terms import ROLES
from bridgehead.web.drawing import draw_answer
from bridgehead.web.faults import FormFault, find_fault, mark_fault
from bridgehead.web.forms import read_question
from bridgehead.web.pages import Page
from bridgehead.web.patience import is_patient, make_patient
from bridgehead.web.programme.board import build_boards
from bridgehead.web.programme.choice import (
    REJECTED_SHOWN,
    build_choice_sheet,
    build_limit_controls,
    compare,
    keep_fields,
    read_kept,
)
from bridgehead.web.tabs import build_tabs
from bridgehead.web.translating import translate_answer
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="programme",
    title=N_("Programme"),
    lead=N_("Whom to recruit, who sits with us, and what it brought."),
    group="people",
    order=20,
    icon="award",
    shortcut="p",
    examples=("", "/members", "/effects"),
)
#: last part of the address of each view -> its name
_VIEWS = {"": N_("Whom to recruit"), "members": N_("Members"), "effects": N_("What it brought")}
#: choice of an address that keeps another setting to compare with
_BESIDE = "beside"


@PAGE.router.get("/programme")
def show_recruitment(view: Seen) -> Response:
    """The limits as a form; the choice beside it, at once where it is known and else as soon as it is."""
    given, beside = _read_given(view), view.choices.get(_BESIDE, "")
    choice, fault = _try_choice(view, given)
    programmes = [programme.name for programme in view.snapshot.find(Programme)]
    controls, further = (mark_fault(found, fault) for found in build_limit_controls(given, programmes))
    return view.render(
        "programme.html",
        status=fault.status if fault else 200,
        tabs=build_tabs(view, _VIEWS, ""),
        controls=controls,
        further=further,
        is_changed=any(control.name in given for control in further),
        beside=beside,
        source=view.link("/programme/choice", **given, beside=beside),
        patient=make_patient(view),
        fault=fault,
        choice=choice,
    )


def _try_choice(view: View, given: dict[str, list[str]]) -> tuple[dict[str, Any] | None, FormFault | None]:
    """(the choice where nobody has to wait for it, why there can be none)."""
    try:
        is_known = view.workspace.has_answer(read_question(Recruitment, given), view.look)
        is_ready = is_patient(view) or (is_known and not view.choices.get(_BESIDE, ""))
        return _build_choice(view, given) if is_ready else None, None
    except BridgeheadError as error:
        return None, find_fault(Recruitment, given, error)


@PAGE.router.get("/programme/choice")
def show_choice(view: Seen) -> Response:
    """The choice alone, as a piece of the page; what went wrong is said in its place."""
    given = _read_given(view)
    try:
        return view.render("programme_choice.html", choice=_build_choice(view, given), refusal="")
    except BridgeheadError as error:
        return view.render("programme_choice.html", choice=None, refusal=str(error))


def _build_choice(view: View, given: dict[str, list[str]]) -> dict[str, Any]:
    """What the template draws of a choice."""
    answer = _ask_recruitment(view, given)
    beside = view.choices.get(_BESIDE, "")
    comparison = compare(_ask_recruitment(view, keep_fields(read_kept(beside))), answer) if beside else None
    sheet = build_choice_sheet(answer)
    return {
        "sheet": replace(sheet, rejected=sheet.rejected[:REJECTED_SHOWN]),
        "more_rejected": len(sheet.rejected) - min(len(sheet.rejected), REJECTED_SHOWN),
        "comparison": comparison,
        "caveats": answer.caveats,
        "whole": view.link("/ask/recruitment", **given),
        "keep": view.link("/programme", **given, beside=urlencode(given, doseq=True) or "seed=1"),
        "forget": view.link("/programme", **given),
        "assess": view.link("/add/assessment", item="candidate/publications", back=view.link("/programme", **given)),
        "swap": view.link("/programme", **keep_fields(read_kept(beside)), beside=urlencode(given, doseq=True)),
        "roles": [
            (view.say(role.replace("_", " ")), view.link("/programme", candidate_role=role))
            for role in ROLES.words
            if role in {"opinion_leader", "research_partner", "customer"}
        ],
    }


def _ask_recruitment(view: View, given: Mapping[str, Sequence[str]]) -> Answer:
    """A choice in the language of the page, as the page says parts of it itself."""
    return translate_answer(view.ask(read_question(Recruitment, given)), view.say)


@PAGE.router.get("/programme/members")
def show_members(view: Seen) -> Response:
    """The members board: tiers, seats, and what members are offered and expected to do."""
    boards = view.derive(build_boards)
    wanted = view.choices.get("programme", "")
    shown = [board for board in boards if wanted in {"", board.programme.id}] or list(boards)
    codes = {market for board in shown for tier in board.tiers for market in tier.full_markets}
    return view.render(
        "programme_members.html",
        tabs=build_tabs(view, _VIEWS, "members"),
        boards=shown,
        several=[(board.programme.name, view.here(programme=board.programme.id), board in shown) for board in boards],
        everything=view.here(programme=None),
        wanted=wanted,
        market_names={code: markets.label(code, view.language) for code in codes},
        new_programme=_link_new(view),
        edit_links={
            board.programme.id: view.link(f"/entries/{board.programme.id}", edit="yes", back=view.here())
            for board in shown
        },
    )


def _link_new(view: View) -> str:
    """The form of a new programme of ours, which comes back here."""
    own = view.snapshot.own_firm
    return view.link("/add/programme", owner=own.id if own else "", back=view.link("/programme/members"))


@PAGE.router.get("/programme/effects")
def show_effects(view: Seen) -> Response:
    """What came with the programme, told without claiming that it came of it."""
    answer = view.ask(ProgrammeEffects(programme=view.choices.get("programme", "")))
    return view.render(
        "programme_effects.html",
        tabs=build_tabs(view, _VIEWS, "effects"),
        drawn=draw_answer(answer, view.links),
        has_any=any(part.shape.rows for part in answer.parts),
        json=view.link("/ask/programme_effects/answer.json"),
    )


def _read_given(view: View) -> dict[str, list[str]]:
    """The fields of the question that stand in the address."""
    query = view.request.query_params
    return keep_fields({name: query.getlist(name) for name in query})
