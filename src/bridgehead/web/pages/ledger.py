"""Ledger: what we owe and what is owed to us, the agreements it follows from, and what comes up."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from babel.dates import format_skeleton, get_day_names
from fastapi import Response

from bridgehead.network.network import Network
from bridgehead.questions._owed import Owed, find_owed, find_own_ids, sum_open_value
from bridgehead.questions.opportunism import Opportunism
from bridgehead.questions.portfolio import Portfolio
from bridgehead.questions.reciprocity import Reciprocity
from bridgehead.record import markets
from bridgehead.record.schedule import add_days
from bridgehead.record.terms import AGREEMENT_FORMS
from bridgehead.record.upcoming import Upcoming
from bridgehead.web.citing import keep_rows_citing
from bridgehead.web.drawing import DrawnAnswer, draw_answer
from bridgehead.web.ledger.agreement import ORDERS, AgreementLine, build_sheet, list_agreements, sort_agreements
from bridgehead.web.ledger.calendar import HORIZONS, build_month, find_far, read_month
from bridgehead.web.ledger.owed import (
    FILTERS,
    OURS,
    STANDINGS,
    THEIRS,
    build_column,
    count_unjudged,
)
from bridgehead.web.pages import Page
from bridgehead.web.pages._ledger_changes import ROUTER
from bridgehead.web.paging import read_paging
from bridgehead.web.patience import is_piece, must_wait, render_waiting
from bridgehead.web.tabs import build_tabs
from bridgehead.web.view import Seen, View
from bridgehead.web.words import N_

PAGE = Page(
    slug="ledger",
    title=N_("Ledger"),
    lead=N_("What we owe, what is owed to us, and what comes up."),
    group="agreed",
    order=10,
    icon="scale",
    shortcut="l",
    examples=("", "/agreements", "/partners", "/calendar", "/q-sense:membership-chalmers"),
    router=ROUTER,
)
#: last part of the address of each view -> its name
_VIEWS = {"": N_("Owed"), "agreements": N_("Agreements"), "partners": N_("Partners"), "calendar": N_("Calendar")}
#: lines of a column or table on one page
_COLUMN_LINES, _TABLE_LINES = 15, 50


@PAGE.router.get("/ledger")
def show_owed(view: Seen) -> Response:
    """What is owed, in two columns."""
    if must_wait(view, derived=(find_owed, find_far)):
        return render_waiting(view, view._(PAGE.title), build_tabs(view, _VIEWS, ""))
    owed = view.derive(find_owed)
    choices = view.choices
    wanted = choices.get("standing", "") if choices.get("standing", "") in FILTERS else ""
    text = choices.get("q", "")
    sides = dict.fromkeys((OURS, THEIRS, *(one.side for one in owed)))
    columns = [build_column(owed, side, wanted=wanted, text=text) for side in sides]
    paging = read_paging(choices, _COLUMN_LINES).of(max(len(column.lines) for column in columns))
    return view.render(
        "ledger.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, ""),
        has_any=bool(owed),
        columns=[(column, column.cut(paging, view.network.day)) for column in columns],
        standings=STANDINGS,
        filters=[(word, view._(label)) for word, label in FILTERS.items()],
        wanted=wanted,
        text=text,
        paging=paging,
        tiles=_build_tiles(view, owed),
        has_agreements=bool(view.derive(_list_all)),
    )


def _find_coming(view: View, days: int) -> tuple[Upcoming, ...]:
    """What comes up within some days."""
    until = add_days(view.network.day, days)
    return tuple(one for one in view.derive(find_far) if one.first <= until)


def _build_tiles(view: View, owed: tuple[Owed, ...]) -> list[dict[str, Any]]:
    """The figures above the list, each a link to the lines behind it."""
    tiles = []
    for side, label in ((OURS, view._("We owe, overdue")), (THEIRS, view._("Owed to us, overdue"))):
        held = [one for one in owed if one.side == side]
        value, currency = sum_open_value(held)
        possible = sum(one.state.overdue == "possible" for one in held)
        notes = [view._("and {count} possibly").format(count=possible)] if possible else []
        notes += [view._("worth {value} {currency}").format(value=f"{value:,.0f}", currency=currency)] if value else []
        tiles.append(
            {
                "label": label,
                "value": sum(one.state.overdue == "certain" for one in held),
                "note": "; ".join(notes),
                "url": view.link("/ledger", standing="overdue"),
            }
        )
    unjudged = sum(count_unjudged(one.state) > 0 for one in owed)
    coming = _find_coming(view, HORIZONS[0])
    return [
        *tiles,
        {
            "label": view._("Comes up within 90 days"),
            "value": len(coming),
            "note": f"{coming[0].first}: {_name_entry(coming[0].entry)}" if coming else "",
            "url": view.link("/ledger/calendar"),
        },
        {
            "label": view._("Delivered, not judged"),
            "value": unjudged,
            "note": view._("nobody said whether it was as agreed") if unjudged else "",
            "url": view.link("/ledger", standing="not_judged"),
        },
    ]


def _name_entry(entry: Any) -> str:  # noqa: ANN401 - an obligation or an agreement
    return str(getattr(entry, "deliverable", "") or getattr(entry, "form", "").replace("_", " "))


@PAGE.router.get("/ledger/agreements")
def show_agreements(view: Seen) -> Response:
    """Every agreement begun by the day."""
    choices = view.choices
    lines = [line for line in view.derive(_list_all) if _is_wanted(view, line)]
    order = choices.get("sort", "begin")
    is_down = choices.get("direction", "down") == "down"
    paging = read_paging(choices, _TABLE_LINES).of(len(lines))
    return view.render(
        "ledger_agreements.html",
        tabs=build_tabs(view, _VIEWS, "agreements"),
        lines=sort_agreements(lines, order, is_down=is_down)[paging.skip : paging.skip + paging.most],
        has_any=bool(view.derive(_list_all)),
        paging=paging,
        forms=[(word, word.replace("_", " ")) for word in AGREEMENT_FORMS.words],
        sorts={name: _build_sort(view, name, is_current=name == order, is_down=is_down) for name in ORDERS},
        form=choices.get("form", ""),
        text=choices.get("q", ""),
        holding=choices.get("holding", ""),
    )


def _list_all(network: Network) -> tuple[AgreementLine, ...]:
    return list_agreements(network, find_owed(network), find_own_ids(network))


def _is_wanted(view: View, line: AgreementLine) -> bool:
    """Whether the filters of the address let an agreement through."""
    choices, agreement = view.choices, line.agreement
    words = [agreement.form.replace("_", " "), agreement.scope, *map(view.snapshot.get_name, line.others)]
    text = choices.get("q", "").strip().casefold()
    holding = choices.get("holding", "")
    return (
        (not text or any(text in word.casefold() for word in words))
        and choices.get("form", "") in {"", agreement.form}
        and (not holding or (line.in_force.value == "not") == (holding == "ended"))
    )


def _build_sort(view: View, name: str, *, is_current: bool, is_down: bool) -> tuple[str, str]:
    """(address that sorts by a column, direction it is sorted in now)."""
    turned = "up" if is_current and is_down else "down"
    direction = ("descending" if is_down else "ascending") if is_current else ""
    return view.here(sort=name, direction=turned, page=None), direction


@PAGE.router.get("/ledger/partners")
def show_partners(view: Seen) -> Response:
    """What is owed by partner and programme, whether giving is answered, and signs of opportunism."""
    if must_wait(view, Reciprocity(), Opportunism()):
        return render_waiting(view, view._("Partners"), build_tabs(view, _VIEWS, "partners"))
    parts = ("by_actor", "giving", "by_programme", "values")
    rows = 0 if view.choices.get("lines") == "all" else _TABLE_LINES
    drawn = draw_answer(view.ask(Reciprocity()), view.links, parts=parts, rows=rows)
    signs = view.ask(Opportunism()).part("signs")
    return view.render(
        "ledger_partners.html",
        piece=is_piece(view),
        tabs=build_tabs(view, _VIEWS, "partners"),
        drawn=drawn,
        json=view.link("/ask/reciprocity/answer.json"),
        signs=len(signs.rows),
    )


@PAGE.router.get("/ledger/calendar")
def show_calendar(view: Seen) -> Response:
    """A month, and what comes up after the day."""
    choices, day = view.choices, view.network.day
    first = read_month(choices.get("month", ""), day)
    ahead = _read_ahead(choices.get("ahead", ""))
    coming = _find_coming(view, ahead)
    paging = read_paging(choices, _TABLE_LINES).of(len(coming))
    return view.render(
        "ledger_calendar.html",
        tabs=build_tabs(view, _VIEWS, "calendar"),
        month=build_month(view.network, first, view.derive(find_far)),
        month_name=format_skeleton("yMMMM", first, locale=view.language),
        day_names=[get_day_names("abbreviated", locale=view.language)[day] for day in range(7)],
        overdue=sum(one.state.overdue != "no" for one in view.derive(find_owed)),
        day=day,
        coming=coming[paging.skip : paging.skip + paging.most],
        paging=paging,
        ahead=ahead,
        horizons=[(days, view.here(ahead=str(days), page=None)) for days in HORIZONS],
        own=find_own_ids(view.network),
        download=view.link("/ledger/calendar.ics", ahead=str(ahead)),
    )


def _read_ahead(text: str) -> int:
    return int(text) if text.isdigit() and int(text) in HORIZONS else HORIZONS[0]


@PAGE.router.get("/ledger/calendar.ics")
def download_calendar(view: Seen) -> Response:
    """What comes up as a file for calendars, through the lens."""
    with TemporaryDirectory(prefix="bridgehead-") as folder:
        place = Path(folder) / "ledger.ics"
        view.firm.export("icalendar", place, view.look.lens, ahead=_read_ahead(view.choices.get("ahead", "")))
        content = place.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="ledger-{view.network.day}.ics"'}
    return Response(content, media_type="text/calendar", headers=headers)


@PAGE.router.get("/ledger/{id:path}")
def show_agreement(view: Seen, id: str) -> Response:  # noqa: A002 - the word of the address
    """One agreement: terms either way, deliveries, what it was before, where it clashes."""
    sheet = build_sheet(view.snapshot, view.network, id, find_own_ids(view.network))
    partners = [party for party, _ in sheet.agreement.parties if party not in sheet.ours]
    return view.render(
        "ledger_agreement.html",
        tabs=build_tabs(view, _VIEWS, "agreements"),
        sheet=sheet,
        agreement=sheet.agreement,
        standings=STANDINGS,
        form=AGREEMENT_FORMS.get(sheet.agreement.form),
        versions=view.firm.history(id),
        # a large record does not wait for the whole portfolio to show one agreement
        clashes=None if must_wait(view, Portfolio()) else _find_clashes(view, id),
        partners=partners,
        partner_names=", ".join(map(view.snapshot.get_name, partners)),
        market_names={
            code: markets.label(code) for code in (*sheet.agreement.markets, *sheet.agreement.exclusive_markets)
        },
    )


def _find_clashes(view: View, id_: str) -> DrawnAnswer | None:
    """The clashes of the portfolio that an agreement is part of; None where there are none."""
    answer = keep_rows_citing(view.ask(Portfolio()), "clashes", id_)
    return draw_answer(answer, view.links) if answer.parts[0].shape.rows else None
