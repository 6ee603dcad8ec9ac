"""Changing the ledger: making and amending agreements with a look before signing, logging what was delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from bridgehead import firm as firms
from bridgehead.errors import BridgeheadError, get_http_status
from bridgehead.firm.agreeing import Agreed, Amendment, Contract
from bridgehead.firm.agreements import find_template
from bridgehead.firm.fulfilling import Fulfilment, UnknownObligationError, read_quantity
from bridgehead.firm.templates import Template, UnknownTemplateError, build_programme_template, find_templates
from bridgehead.questions._owed import find_own_ids
from bridgehead.record.entries import Actor, Agreement, Interaction, Obligation, Programme
from bridgehead.record.ledger import get_state
from bridgehead.record.terms import ACCEPTANCES, AGREEMENT_FORMS
from bridgehead.web.ledger.agreement import AgreementSheet, build_sheet
from bridgehead.web.ledger.owed import STANDINGS, get_standing
from bridgehead.web.ledger.terms import (
    RECURRENCES,
    TemplateCard,
    build_card,
    build_rows,
    build_standing_rows,
    list_templates,
    read_amendment,
    read_contract,
)
from bridgehead.web.messages import Message
from bridgehead.web.view import Seen, Sent, View

ROUTER = APIRouter(include_in_schema=False)
#: choices of an address that say what a contract is made of
_MADE_OF = ("template", "programme", "like", "form")
#: names offered while one types; whoever else is known can be typed as well
_NAMES_OFFERED = 300
Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What signing would write, or why it cannot be signed; both empty before anything was said."""

    agreed: Agreed | None = None
    refusal: str = ""
    status: int = 200


@ROUTER.get("/ledger/new")
def choose_template(view: Seen) -> Response:
    """A template to choose; once one is, the contract as a form with a look at what it would write."""
    given = _read_given(view)
    if not any(view.choices.get(name) for name in _MADE_OF):
        return view.render("ledger_templates.html", cards=_list_cards(view), may_change=bool(view.own))
    return _show_contract(view, given)


@ROUTER.post("/ledger/new")
def sign_contract(view: Seen, sent: Sent) -> Response:
    """Write a contract."""
    given = _read_sent(view, sent)
    try:
        agreed = view.own.agree(read_contract(given, _find_template(view, given)))
    except BridgeheadError as error:
        return _show_contract(view, given, error)
    return _go_to_agreement(view, agreed, view._("The agreement is in the ledger."))


def _show_contract(view: View, given: Given, error: BridgeheadError | None = None) -> Response:
    template = _find_template(view, given)
    look = _refuse(error) if error else _look_at_contract(view, given, template)
    return view.render(
        "ledger_contract.html",
        status=look.status,
        given={name: values[-1] for name, values in given.items() if values},
        made_of=template,
        rows=build_rows(template.terms, given),
        recurrences=RECURRENCES,
        forms=[(word, word.replace("_", " ")) for word in AGREEMENT_FORMS.words],
        programmes=[(programme.name, programme.name) for programme in view.snapshot.find(Programme)],
        tiers=_find_tiers(view, given),
        names=_find_names(view),
        look=look,
        pairs=_list_pairs(given),
    )


def _list_cards(view: View) -> list[TemplateCard]:
    """What a contract can be made of: what ships with the program, programmes of ours, and nothing."""
    programmes = [
        build_card((("programme", one.name),), one.name, build_programme_template(one))
        for one in view.snapshot.find(Programme)
    ]
    return [*programmes, *list_templates()]


def _find_template(view: View, given: Given) -> Template:
    """What a contract is made of.

    Raises:
        UnknownTemplateError: none that ships with the program is called so. NoTermsError: nothing says what it is made
            of. As well `firm.agreements.find_template`.
    """
    said = {name: (given.get(name) or [""])[-1].strip() for name in _MADE_OF}
    contract = Contract(
        partner="", template=said["template"], programme=said["programme"], like=said["like"], form=said["form"]
    )
    # on the command line a template may be a file; a page opens no files of this machine
    if contract.template and contract.template.replace("-", "_") not in find_templates():
        raise UnknownTemplateError(contract.template, list(find_templates()))
    return find_template(view.snapshot.held, contract, on=firms.today(), record=view.snapshot.name)


def _look_at_contract(view: View, given: Given, template: Template) -> Look:
    """What signing would write, once it is said with whom."""
    if not (given.get("partner") or [""])[-1].strip():
        return Look()
    try:
        return Look(agreed=view.own.agree(read_contract(given, template), preview=True))
    except BridgeheadError as error:
        return _refuse(error)


def _refuse(error: BridgeheadError) -> Look:
    return Look(refusal=str(error), status=get_http_status(error))


def _find_tiers(view: View, given: Given) -> list[tuple[str, str]]:
    wanted = (given.get("programme") or [""])[-1].casefold()
    return [
        (name, name.replace("_", " "))
        for programme in view.snapshot.find(Programme)
        if wanted in {programme.name.casefold(), programme.id.casefold()}
        for name, _, _ in programme.tiers
    ]


def _find_names(view: View) -> list[str]:
    """Names to choose a partner from: organisations first, then people."""
    own = view.snapshot.own_firm
    others = [actor for actor in view.snapshot.find(Actor) if own is None or actor.id != own.id]
    others.sort(key=lambda actor: (actor.kind == "person", actor.name.casefold()))
    return list(dict.fromkeys(actor.name for actor in others))[:_NAMES_OFFERED]


@ROUTER.get("/ledger/amend")
def begin_amendment(view: Seen) -> Response:
    """The terms of an agreement as a form, with a look at what changing them would write."""
    return _show_amendment(view, _read_given(view))


@ROUTER.post("/ledger/amend")
def sign_amendment(view: Seen, sent: Sent) -> Response:
    """Write an amendment."""
    given = _read_sent(view, sent)
    try:
        agreed = view.own.agree(read_amendment(given, _find_sheet(view, given)))
    except BridgeheadError as error:
        return _show_amendment(view, given, error)
    return _go_to_agreement(view, agreed, view._("The agreement is amended; what was owed before stays readable."))


def _show_amendment(view: View, given: Given, error: BridgeheadError | None = None) -> Response:
    sheet = _find_sheet(view, given)
    look = _refuse(error) if error else _look_at_amendment(view, given, sheet)
    return view.render(
        "ledger_amendment.html",
        status=look.status,
        given={name: values[-1] for name, values in given.items() if values},
        sheet=sheet,
        agreement=sheet.agreement,
        rows=build_standing_rows(sheet, given),
        recurrences=RECURRENCES,
        look=look,
        pairs=_list_pairs(given),
    )


def _find_sheet(view: View, given: Given) -> AgreementSheet:
    id_ = (given.get("agreement") or [""])[-1]
    return build_sheet(view.snapshot, view.network, id_, find_own_ids(view.network))


def _look_at_amendment(view: View, given: Given, sheet: AgreementSheet) -> Look:
    if not (given.get("begin") or [""])[-1].strip():
        return Look()
    try:
        amendment: Amendment = read_amendment(given, sheet)
        return Look(agreed=view.own.agree(amendment, preview=True))
    except BridgeheadError as error:
        return _refuse(error)


def _go_to_agreement(view: View, agreed: Agreed, said: str) -> Response:
    change = agreed.change
    text = said if change.transaction else view._("Nothing changed: the record says so already.")
    return view.go(
        view.link(f"/ledger/{agreed.draft.agreement.id}"),
        Message(text, "done" if change.transaction else "note", undo=change.transaction),
    )


@ROUTER.get("/ledger/log")
def begin_logging(view: Seen) -> Response:
    """A form to log what was delivered of an obligation, or that it is owed no more."""
    return _show_log(view, _read_given(view))


@ROUTER.post("/ledger/log")
def log_fulfilment(view: Seen, sent: Sent) -> Response:
    """Log what was delivered or released."""
    given = _read_sent(view, sent)
    owed = _find_obligation(view, given)
    try:
        change = view.own.fulfil(_read_fulfilment(given))
    except BridgeheadError as error:
        return _show_log(view, given, error)
    said = view._("It is in the ledger.") if change.transaction else view._("That is in the ledger already.")
    return view.go(view.link(f"/ledger/{owed.agreement}"), Message(said, undo=change.transaction))


def _show_log(view: View, given: Given, error: BridgeheadError | None = None) -> Response:
    owed = _find_obligation(view, given)
    agreement = view.snapshot.by_id.get(owed.agreement)
    named = [entry for entry in view.snapshot.find_naming(owed.id) if isinstance(entry, Interaction)]
    state = get_state(owed, named, firms.today(), agreement if isinstance(agreement, Agreement) else None)
    return view.render(
        "ledger_log.html",
        status=get_http_status(error) if error else 200,
        given={name: values[-1] for name, values in given.items() if values},
        owed=owed,
        state=state,
        standing=STANDINGS[get_standing(state)],
        acceptances=[(term.word, term.word.replace("_", " ")) for term in ACCEPTANCES.terms],
        number=len(named) + 1,
        refusal=str(error) if error else "",
        may_change=bool(view.own),
    )


def _find_obligation(view: View, given: Given) -> Obligation:
    """The obligation an address names.

    Raises:
        UnknownObligationError: there is none.
    """
    id_ = (given.get("obligation") or [""])[-1]
    found = view.snapshot.by_id.get(id_)
    if not isinstance(found, Obligation):
        raise UnknownObligationError(id_, [entry.id for entry in view.snapshot.find(Obligation)])
    return found


def _read_fulfilment(given: Given) -> Fulfilment:
    said = {name: values[-1].strip() for name, values in given.items() if values}
    number = said.get("number", "")
    return Fulfilment(
        obligation=said.get("obligation", ""),
        day=said.get("day", ""),
        quantity=read_quantity(said.get("quantity", "")),
        acceptance=said.get("acceptance", ""),
        is_release=said.get("what", "") == "released",
        topic=said.get("topic", ""),
        source=said.get("source", ""),
        number=int(number) if number.isdecimal() and number != "0" else 1,
    )


def _read_given(view: View) -> dict[str, list[str]]:
    """What the address says besides case and lens."""
    query = view.request.query_params
    kept = {name for name, _ in view.kept}
    return {name: query.getlist(name) for name in query if name not in kept}


def _read_sent(view: View, sent: FormData) -> dict[str, list[str]]:
    """What a form says besides case, lens and its secret."""
    left_out = {"csrf", *(name for name, _ in view.kept)}
    return {name: [str(value) for value in sent.getlist(name)] for name in sent if name not in left_out}


def _list_pairs(given: Given) -> list[tuple[str, str]]:
    """What was said, as hidden fields of the form that signs it."""
    return [(name, value) for name, values in given.items() for value in values]
