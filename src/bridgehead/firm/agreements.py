"""Making an agreement: one contract with one partner, with what either side owes, from a template.

Nothing is written here: a contract becomes a draft that can be looked at, and the draft is written in one transaction.
What a template leaves open and the contract does not say stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bridgehead.firm.adding import get_actor, slug
from bridgehead.firm.agreement_errors import (
    AgreementThereError,
    NoTermsError,
    UnknownAgreementError,
    UnknownTermError,
    UnknownTierError,
)
from bridgehead.firm.editing import EditError, edit_entry
from bridgehead.firm.templates import (
    BLANK_AGREEMENT,
    Template,
    Term,
    build_like,
    build_programme_template,
    build_term,
    get_template,
    name_term,
)
from bridgehead.network.network import NoFirmError
from bridgehead.record.dates import UNKNOWN, InForce, in_force, on_day
from bridgehead.record.entries import Actor, Agreement, Entry, EntryId, Evidence, Obligation, Programme
from bridgehead.record.findings import Finding
from bridgehead.record.programmes import get_programmes
from bridgehead.record.record import find_entries, find_own_firm
from bridgehead.record.schedule import shift_when


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One contract with one partner: what it is made of, and where it differs from that.

    Attributes:
        partner: id or name of the other party.
        template: name of a template, or a YAML file. programme: id or name of a programme of the record, whose owner
            then is the first party; its offer and expectation are the terms where no template is named. tier: there.
        like: id of an agreement whose terms it repeats. form: of the agreement; needed where nothing else says it.
        begin, end, renewal: days as people write them; "" leaves them to the template, or unknown.
        changes: "field=value" of the agreement, "term.field=value" of what is owed, as `Firm.edit` takes them.
        we_owe, they_owe: further terms, "name=what is owed" each. without: names of terms left out.
        id: of the agreement; "" makes one of template and partner. source: what it rests on, such as the document.
    """

    partner: str
    template: str = ""
    programme: str = ""
    tier: str = ""
    like: str = ""
    form: str = ""
    begin: str = ""
    end: str = ""
    renewal: str = ""
    changes: tuple[str, ...] = ()
    we_owe: tuple[str, ...] = ()
    they_owe: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    id: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What would be written.

    Attributes:
        agreement: as it would stand. obligations: what is owed under it from its begin on.
        others: what else is written: what the terms rest on, old terms that end, debts that are released.
        findings: what to look at before it is signed.
    """

    agreement: Agreement
    obligations: tuple[Obligation, ...]
    others: tuple[Entry, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is written, in one transaction."""
        return (*self.others, self.agreement, *self.obligations)


def draft_contract(entries: Sequence[Entry], contract: Contract, *, by: str, on: date, record: str) -> Draft:
    """A contract as entries, over those a record holds.

    Args:
        entries: the record's. contract: what is agreed. by: who says so. on: the day it is told. record: its name.

    Raises:
        NoTermsError, UnknownTemplateError, BadTemplateError, UnknownProgrammeError, UnknownTierError,
        UnknownAgreementError: it cannot be told what is agreed. NobodyError, SeveralError: nor with whom.
        UnknownTermError, EditError: a change fits nothing. NoFirmError: the record does not say whose it is.
        AgreementThereError: an agreement of this id says something else.
    """
    programme, us = _find_programme_and_us(entries, contract, record)
    partner = get_actor(entries, contract.partner)
    template = _find_template(entries, contract, programme, us, on)
    name = slug(programme.name) if programme else template.name
    id_ = contract.id or f"agreed:{name}--{slug(partner.id.rpartition(':')[2])}"
    statement = build_statement(id_, contract.source, by=by, on=on, said=f"agreed with {partner.name}")
    agreement = _build_agreement(contract, template, programme, (us, partner.id), id_, statement)
    terms = select_terms(
        (*template.terms, *(build_term(text, is_ours=True) for text in contract.we_owe),
         *(build_term(text, is_ours=False) for text in contract.they_owe)),
        contract.without,
    )  # fmt: skip
    owed = tuple(build_obligation(term, agreement, us, partner.id) for term in terms)
    owed = change_terms(owed, agreement.id, contract.changes)
    draft = Draft(
        agreement=agreement,
        obligations=owed,
        others=(statement,),
        findings=(*find_gaps(agreement, owed, us), *_find_seats_taken(entries, agreement, programme, partner)),
    )
    return _compare(entries, draft)


def find_template(entries: Sequence[Entry], contract: Contract, *, on: date, record: str) -> Template:
    """What a contract is made of, before anything is changed; its partner need not be known yet.

    Args:
        entries: the record's. contract: names a template, a programme, an agreement it is like, or a form. on: the day
            it is told. record: its name.

    Raises:
        As `draft_contract`, but for what concerns partner and changes.
    """
    programme, us = _find_programme_and_us(entries, contract, record)
    return _find_template(entries, contract, programme, us, on)


def _find_programme_and_us(
    entries: Sequence[Entry], contract: Contract, record: str
) -> tuple[Programme | None, EntryId]:
    """The programme a contract belongs to, and its first party: the programme's owner, else the firm."""
    held = find_entries(entries, Programme)
    programme = get_programmes(held, contract.programme)[0] if contract.programme else None
    us = programme.owner if programme else find_own_firm(entries)
    if us is None:
        raise NoFirmError(record)
    return programme, us


def build_statement(id_: EntryId, source: str, *, by: str, on: date, said: str) -> Evidence:
    """What the terms of an agreement rest on: a document where one is named, else what was typed in."""
    return Evidence(
        id=f"{id_}/told-{on.isoformat()}",
        reference=source or f"typed in by {by}",
        kind="document" if source else "statement",
        paraphrase=f"Terms {said}.",
        by=by,
        on=on_day(on),
    )


def select_terms(terms: Iterable[Term], without: Sequence[str]) -> tuple[Term, ...]:
    """The terms but for those left out; of two of one name the later.

    Raises:
        UnknownTermError: one left out is none of them.
    """
    held = {term.name: term for term in terms}
    for name in without:
        if name not in held:
            raise UnknownTermError(name, list(held))
    return tuple(term for name, term in held.items() if name not in without)


def split_change(change: str) -> tuple[str, str]:
    """The term a change is about, "" for the agreement itself, and the change without it.

    >>> split_change("report.due=2001-06"), split_change("scope=v1.0 of the engine")
    (('report', 'due=2001-06'), ('', 'scope=v1.0 of the engine'))
    """
    head, sign, value = change.partition("=")
    term, _, field = head.rpartition(".")
    return term.strip(), f"{field.strip()}{sign}{value}"


def change_terms(owed: Sequence[Obligation], agreement: EntryId, changes: Iterable[str]) -> tuple[Obligation, ...]:
    """Obligations with the changes a contract makes to them.

    What is owed at any time and gets a day is owed once on that day, unless the contract says how often.

    Raises:
        UnknownTermError: a change is of none of them. EditError: it does not fit.
    """
    by_name = {name_term(agreement, one.id): one for one in owed}
    changes_by_term: dict[str, list[str]] = {}
    for term, change in map(split_change, changes):
        if term:
            changes_by_term.setdefault(term, []).append(change)
    for term, listed in changes_by_term.items():
        if term not in by_name:
            raise UnknownTermError(term, list(by_name))
        by_name[term] = edit_term(by_name[term], listed)
    return tuple(by_name.values())


def edit_term(owed: Obligation, changes: Sequence[str]) -> Obligation:
    """An obligation with changes; see `change_terms`.

    Raises:
        EditError: a change does not fit, or takes it to another agreement.
    """
    named = {change.partition("=")[0].strip() for change in changes}
    if "agreement" in named:
        raise EditError("agreement", "A term stays with its agreement. Leave it out, and add it to the other.")
    edited = edit_entry(owed, changes)
    is_dated = "due" in named and edited.due.is_known and "recurrence" not in named
    return replace(edited, recurrence="") if is_dated and edited.recurrence == "continuous" else edited


def find_gaps(agreement: Agreement, owed: Sequence[Obligation], us: EntryId) -> Iterator[Finding]:
    """What a contract should say and this one does not: how long it runs, and what either side is responsible for.

    Source: İplik (2010), conclusion, on what a contract between partners in a network should specify.
    """
    if not owed:
        yield _note("no-terms", f"{agreement.id} names nothing that either side owes.", agreement)
    elif len({one.debtor == us for one in owed}) < 2:
        side = "the partner" if owed[0].debtor == us else "we"
        yield _note("one-sided", f"{agreement.id} names nothing that {side} would owe.", agreement)
    if agreement.end == UNKNOWN:
        message = f"{agreement.id} does not say how long it runs. Give an end, or 'open' where it runs on."
        yield _note("no-end", message, agreement)
    elif agreement.end.is_known and not agreement.renewal.is_known:
        message = f"{agreement.id} ends ({agreement.end}) and names no day by which it is renewed or given notice."
        yield _note("no-renewal", message, agreement)
    dateless = [
        name_term(agreement.id, one.id) for one in owed if not one.due.is_known and one.recurrence != "continuous"
    ]
    if dateless:
        message = f"Owed on no day, so never overdue: {', '.join(dateless)}. Set TERM.due to name one."
        yield _note("no-day", message, agreement)


def _note(code: str, message: str, agreement: Agreement) -> Finding:
    return Finding(level="note", code=code, message=message, entries=(agreement.id,))


def _find_template(
    entries: Sequence[Entry], contract: Contract, programme: Programme | None, us: EntryId, on: date
) -> Template:
    if contract.template:
        return get_template(contract.template)
    if contract.like:
        agreement = get_agreement(entries, contract.like)
        return build_like(agreement, _find_standing(entries, agreement, on), us)
    if programme is not None:
        return build_programme_template(programme)
    if contract.form:
        return Template(name=slug(contract.form), agreement=BLANK_AGREEMENT)
    raise NoTermsError


def _find_standing(entries: Sequence[Entry], agreement: Agreement, on: date) -> list[Obligation]:
    """What is owed under an agreement but for what ended by a day, the latest terms last."""
    owed = [one for one in find_entries(entries, Obligation) if one.agreement == agreement.id]
    standing = [one for one in owed if one.end.latest is None or one.end.latest > on]
    return sorted(standing, key=lambda one: (one.begin.earliest or date.min, one.id))


def get_agreement(entries: Sequence[Entry], id_: EntryId) -> Agreement:
    """The agreement of an id.

    Raises:
        UnknownAgreementError: there is none.
    """
    held = {agreement.id: agreement for agreement in find_entries(entries, Agreement)}
    if id_ not in held:
        raise UnknownAgreementError(id_, list(held))
    return held[id_]


def _build_agreement(
    contract: Contract,
    template: Template,
    programme: Programme | None,
    parties: tuple[EntryId, EntryId],
    id_: EntryId,
    statement: Evidence,
) -> Agreement:
    """The agreement itself; end and notice follow from its begin where the template knows after how many months."""
    tier = _find_tier(contract, template, programme)
    said = {"form": contract.form, "begin": contract.begin, "end": contract.end, "renewal": contract.renewal}
    changes = [f"{name}={value}" for name, value in said.items() if value]
    changes += [change for term, change in map(split_change, contract.changes) if not term]
    bare = replace(
        template.agreement,
        id=id_,
        parties=tuple((party, None) for party in parties),
        programme=programme.id if programme else template.agreement.programme,
        tier=tier,
        evidence=(statement.id,),
    )
    agreement = edit_entry(bare, changes)
    if template.runs_months and agreement.end == UNKNOWN:
        agreement = replace(agreement, end=shift_when(agreement.begin, template.runs_months))
    if template.notice_months and agreement.renewal == UNKNOWN:
        agreement = replace(agreement, renewal=shift_when(agreement.end, -template.notice_months))
    return agreement


def _find_tier(contract: Contract, template: Template, programme: Programme | None) -> str:
    """The tier asked for, else the template's where the programme has one so called."""
    if programme is None:
        return template.agreement.tier if contract.like else ""
    known = [name for name, _, _ in programme.tiers]
    if contract.tier and contract.tier not in known:
        raise UnknownTierError(contract.tier, programme.name, known)
    return contract.tier or (template.agreement.tier if template.agreement.tier in known else "")


def build_obligation(term: Term, agreement: Agreement, us: EntryId, partner: EntryId) -> Obligation:
    """A term as one side of an agreement owes it to the other, its day counted from the agreement's begin."""
    months = term.due_after_months
    return replace(
        term.owed,
        id=f"{agreement.id}/{term.name}",
        agreement=agreement.id,
        debtor=us if term.is_ours else partner,
        creditor=partner if term.is_ours else us,
        due=UNKNOWN if months is None else shift_when(agreement.begin, months),
        evidence=agreement.evidence,
    )


def _find_seats_taken(
    entries: Sequence[Entry], agreement: Agreement, programme: Programme | None, partner: Actor
) -> Iterator[Finding]:
    """Whether the partner sits there already, or the tier or its places for the partner's market are full that day."""
    if programme is None or agreement.begin.latest is None:
        return
    market_of = {actor.id: actor.market for actor in find_entries(entries, Actor)}
    held = [
        entry
        for entry in find_entries(entries, Agreement)
        if (entry.programme, entry.tier) == (programme.id, agreement.tier)
        and entry.id != agreement.id
        and in_force(agreement.begin.latest, entry.begin, entry.end) is not InForce.NOT
    ]
    markets = [{market_of.get(actor) for actor, _ in entry.parties if actor != programme.owner} for entry in held]
    again = [entry.id for entry in held if partner.id in {actor for actor, _ in entry.parties}]
    if again:
        message = f"{partner.name} is or may be a member already, under {again[0]}. Amend that, or end it first."
        yield Finding(level="warning", code="member-already", message=message, entries=(agreement.id, again[0]))
    here = [entry for entry, found in zip(held, markets, strict=True) if partner.market in found]
    for name, capacity, per_market in programme.tiers:
        limits = ((capacity, held, ""), (per_market, here if partner.market else [], f" in {partner.market}"))
        for limit, members, where in limits if name == agreement.tier else ():
            if limit is not None and len(members) >= limit:
                message = (
                    f"{programme.name} has {limit} places in {name}{where}, and {len(members)} are or may be taken."
                )
                yield Finding(level="warning", code="tier-full", message=message, entries=(agreement.id,))


def _compare(entries: Sequence[Entry], draft: Draft) -> Draft:
    """The draft, unless an agreement of its id stands; the very same one rests on what it rested on.

    Raises:
        AgreementThereError: it says something else.
    """
    held = {entry.id: entry for entry in entries}
    if draft.agreement.id not in held:
        return draft
    standing = held[draft.agreement.id]
    if [_bare(entry) for entry in (draft.agreement, *draft.obligations)] != [
        _bare(held.get(entry.id)) for entry in (draft.agreement, *draft.obligations)
    ]:
        raise AgreementThereError(draft.agreement.id)
    assert isinstance(standing, Agreement)
    return replace(draft, agreement=standing, obligations=(), others=())


def _bare(entry: Entry | None) -> Entry | None:
    return None if entry is None else replace(entry, evidence=())
