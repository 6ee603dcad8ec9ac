"""agree: an agreement with what either side owes, from a template, looked at before it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.changes import NothingToDoError
from bridgehead.cli.options import FormOption, RecordOption
from bridgehead.cli.output import Listing, list_findings, print_listings, say
from bridgehead.firm.agreeing import Agreed, Amendment, Contract
from bridgehead.firm.agreement_errors import NoBeginError, NotOfAnAmendmentError
from bridgehead.firm.templates import Template, find_templates, name_term
from bridgehead.record.dates import read_day
from bridgehead.record.entries import Actor, Agreement, Obligation
from bridgehead.record.record import find_entries

_RECORD = RecordOption()
_FORM = FormOption()
_EXAMPLE = '"Nordlicht GmbH" --template distribution --begin 2024-01-01 --set orders.quantity=40 --preview'


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class ContractOption:
    """What a contract is made of and where it differs from that, or what changes in an agreement."""

    template: Annotated[
        str, Parameter(help="What it is made of: a template's name, or a YAML file.", show_default=False)
    ] = ""
    programme: Annotated[
        str, Parameter(help="Programme it belongs to; its offer and expectation are the terms.", show_default=False)
    ] = ""
    tier: Annotated[str, Parameter(help="Tier of the programme.", show_default=False)] = ""
    like: Annotated[str, Parameter(help="Id of an agreement whose terms it repeats.", show_default=False)] = ""
    form: Annotated[str, Parameter(help="Form of the agreement.", show_default=False)] = ""
    amend: Annotated[
        str, Parameter(help="Id of an agreement of which terms change from --begin on.", show_default=False)
    ] = ""
    release: Annotated[
        bool,
        Parameter(help="With --amend: what is open of changed terms is owed no more.", negative="", show_default=False),
    ] = False
    begin: Annotated[str, Parameter(help="First day it, or its new terms, hold.", show_default=False)] = ""
    end: Annotated[str, Parameter(help="First day it no longer holds, or open.", show_default=False)] = ""
    renewal: Annotated[str, Parameter(help="Day by which it is renewed or given notice.", show_default=False)] = ""
    changes: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="TERM.FIELD=VALUE, or FIELD=VALUE of the agreement.", negative=""),
    ] = ()
    we_owe: Annotated[tuple[str, ...], Parameter(help="A further term: NAME=WHAT.", negative="")] = ()
    they_owe: Annotated[tuple[str, ...], Parameter(help="The same, owed by the partner.", negative="")] = ()
    without: Annotated[tuple[str, ...], Parameter(help="Name of a term to leave out.", negative="")] = ()
    id: Annotated[str, Parameter(help="Id of the agreement.", show_default=False)] = ""
    source: Annotated[str, Parameter(help="What it rests on, such as the document.", show_default=False)] = ""

    def build(self, partner: str) -> Contract | Amendment:
        """The contract with a partner, or the amendment.

        Raises:
            NothingToDoError: neither a partner nor an agreement is named. NoBeginError: an amendment names no day.
            NotOfAnAmendmentError: an option belongs to the other of the two.
        """
        if self.amend:
            return self._build_amendment(partner)
        if not partner:
            raise NothingToDoError("agree", _EXAMPLE)
        if self.release:
            raise NotOfAnAmendmentError("--release", is_amended=False)
        names = {item.name for item in fields(Contract)} - {"partner"}
        return Contract(partner=partner, **{name: getattr(self, name) for name in names})

    def _build_amendment(self, partner: str) -> Amendment:
        of_new = ("template", "programme", "tier", "like", "form", "id")
        wrong = [f"--{name}" for name in of_new if getattr(self, name)] + [repr(partner)] * bool(partner)
        if wrong:
            raise NotOfAnAmendmentError(wrong[0], is_amended=True)
        if not self.begin:
            raise NoBeginError(self.amend)
        days = [f"{name}={getattr(self, name)}" for name in ("end", "renewal") if getattr(self, name)]
        return Amendment(
            agreement=self.amend,
            begin=read_day(self.begin),
            changes=(*self.changes, *days),
            we_owe=self.we_owe,
            they_owe=self.they_owe,
            without=self.without,
            release=self.release,
            source=self.source,
        )


_CONTRACT = ContractOption()


def agree(
    partner: str = "",
    /,
    *,
    contract: ContractOption = _CONTRACT,
    on: Annotated[str, Parameter(help="The day you tell it.")] = "today",
    preview: Annotated[
        bool, Parameter(name=["--preview", "--dry-run"], help="Write nothing.", negative="", show_default=False)
    ] = False,
    templates: Annotated[
        bool, Parameter(name="--list", help="List the templates and their terms.", negative="", show_default=False)
    ] = False,
    record: RecordOption = _RECORD,
    output: FormOption = _FORM,
) -> int:
    """Make an agreement with what either side owes, from a template.

    The terms come from a template, a programme's offer and expectation, or an agreement it is like; each can be
    changed, left out or added to. What nobody says stays unknown. It is one transaction; --preview shows it and writes
    nothing. With --amend terms of an agreement change from a day on: the old ones end that day and stay in the ledger.

    Example: bridgehead agree "Anna Berg" --template distribution --begin 2024-01-01 --set orders.quantity=40

    Args:
        partner: The other party, by name or id.
    """
    if templates:
        place = Path(contract.template) if contract.template else None
        print_listings(_list_templates(find_templates(place)), output)
        return 0
    asked = contract.build(partner)
    with record.open() as opened:
        agreed = opened.agree(asked, on=read_day(on), preview=preview)
        names = {actor.id: actor.name for actor in find_entries(opened.entries(), Actor)}
    _print_agreed(agreed, names, output, is_preview=preview)
    return 0


def _print_agreed(agreed: Agreed, names: Mapping[str, str], form: FormOption, *, is_preview: bool) -> None:
    draft, change = agreed.draft, agreed.change
    listings = [
        _list_agreement(draft.agreement, names, title="Preview" if is_preview else ""),
        _list_terms(draft.agreement, draft.obligations, names),
    ]
    if draft.findings:
        listings.append(list_findings(draft.findings))
    print_listings(listings, form)
    if is_preview:
        say(f"Nothing was written; {len(change.created)} entries would be new, {len(change.updated)} changed.")
    elif change.transaction is None:
        say("Nothing changed: the record says so already.")
    else:
        say(f"Transaction {change.transaction}; 'bridgehead undo {change.transaction}' takes it back.")


def _list_agreement(agreement: Agreement, names: Mapping[str, str], title: str) -> Listing:
    row = {
        "id": agreement.id,
        "form": agreement.form,
        "parties": [names.get(actor, actor) for actor, _ in agreement.parties],
        "scope": agreement.scope,
        "markets": list(agreement.markets),
        "tier": agreement.tier,
        "begin": agreement.begin,
        "end": agreement.end,
        "renewal": agreement.renewal,
    }
    columns = {"id": "Agreement", "form": "Form", "parties": "Parties", "scope": "Scope", "markets": "Markets",
               "tier": "Tier", "begin": "Begins", "end": "Ends", "renewal": "Renewal"}  # fmt: skip
    return Listing(name="agreement", title=title, columns=columns, rows=[row])


def _list_terms(agreement: Agreement, owed: Sequence[Obligation], names: Mapping[str, str]) -> Listing:
    rows = [
        {
            "term": name_term(agreement.id, one.id),
            "debtor": names.get(one.debtor, one.debtor),
            **_describe(one),
            "due": one.due,
            "id": one.id,
        }
        for one in owed
    ]
    columns = {"term": "Term", "debtor": "Owed by", "deliverable": "What", "quantity": "How much", "unit": "Unit",
               "recurrence": "Recurs", "due": "Due", "value": "Value", "currency": "Currency"}  # fmt: skip
    return Listing(name="obligations", title="What is owed", columns=columns, rows=rows, empty="No terms are new.")


def _describe(owed: Obligation) -> dict[str, Any]:
    return {
        "deliverable": owed.deliverable,
        "quantity": owed.quantity,
        "unit": owed.unit,
        "recurrence": owed.recurrence or "once",
        "value": owed.value,
        "currency": owed.currency,
    }


def _list_templates(templates: Mapping[str, Template]) -> list[Listing]:
    kinds = [
        {"template": name, "form": one.agreement.form, "is_for": one.description, "reference": one.reference}
        for name, one in templates.items()
    ]
    terms = [
        {
            "template": name,
            "term": term.name,
            "owed_by": "us" if term.is_ours else "partner",
            **_describe(term.owed),
            "due_after_months": term.due_after_months,
        }
        for name, one in templates.items()
        for term in one.terms
    ]
    return [
        Listing(name="templates", title="Templates", columns={"template": "Template", "form": "Form",
                "is_for": "What it is for", "reference": "From"}, rows=kinds),
        Listing(name="terms", title="Their terms", columns={"template": "Template", "term": "Term",
                "owed_by": "Owed by", "deliverable": "What", "quantity": "How much", "unit": "Unit",
                "recurrence": "Recurs", "due_after_months": "Due after months"}, rows=terms),
    ]  # fmt: skip
