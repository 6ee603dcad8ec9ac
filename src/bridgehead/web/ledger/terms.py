"""Contracts and amendments as forms: what a template or an agreement says, as fields to change; what was sent, read.

A field is called "TERM.FIELD", as a change of `firm.agreements.Contract` is. Only what differs from the template is a
change, so that what nobody touched stays as the template has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bridgehead.firm.agreeing import Amendment, Contract
from bridgehead.firm.templates import Template, Term, find_templates
from bridgehead.record.dates import read_day
from bridgehead.record.entries import Obligation
from bridgehead.web.ledger.agreement import AgreementSheet, TermLine
from bridgehead.web.words import N_

#: fields of a term that a form changes, in its order
TERM_FIELDS = ("deliverable", "quantity", "unit", "recurrence", "due", "value", "currency")
#: fields of a whole contract that a form changes by "field=value"
WHOLE_FIELDS = ("scope", "markets", "exclusivity", "exclusive_markets")
Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermField:
    """One field of a term in a form: its name there, which field it is, what stands in it."""

    name: str
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One term in a form.

    Attributes:
        name: of the term. is_ours: we owe it. fields: to change. left_out: it is left out, or ends.
        counted: months after the begin at which it first falls due unless a day is given; None where none are named.
    """

    name: str
    is_ours: bool
    fields: tuple[TermField, ...]
    left_out: bool
    counted: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateCard:
    """A template to choose: the choices of the address that take it, its name, what it is for, and its terms."""

    choices: tuple[tuple[str, str], ...]
    title: str
    description: str
    reference: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def list_templates() -> Iterator[TemplateCard]:
    """The templates that ship with the program, and a blank one."""
    for name, template in find_templates().items():
        yield build_card((("template", name),), name.replace("_", " ").capitalize(), template)


def build_card(choices: tuple[tuple[str, str], ...], title: str, template: Template) -> TemplateCard:
    """A template to choose.

    Args:
        choices: of the address that take it. title: what it is called. template: what it holds.
    """
    return TemplateCard(
        choices=choices,
        title=title,
        description=template.description,
        reference=template.reference,
        ours=tuple(term.owed.deliverable for term in template.terms if term.is_ours),
        theirs=tuple(term.owed.deliverable for term in template.terms if not term.is_ours),
    )


def build_rows(terms: Iterable[Term], sent: Sent) -> tuple[TermRow, ...]:
    """The terms of a template as rows of a form, with what was sent in their place.

    Args:
        terms: of the template. sent: what stands in the address, by field.
    """
    return tuple(
        TermRow(
            name=term.name,
            is_ours=term.is_ours,
            fields=tuple(_build_fields(term.name, term.owed, sent)),
            left_out=term.name in sent.get("left_out", ()),
            counted=term.due_after_months,
        )
        for term in terms
    )


def build_standing_rows(sheet: AgreementSheet, sent: Sent) -> tuple[TermRow, ...]:
    """The terms of an agreement that hold, as rows of a form."""
    return tuple(
        TermRow(
            name=_name(line),
            is_ours=line.is_ours,
            fields=tuple(_build_fields(_name(line), line.state.obligation, sent)),
            left_out=_name(line) in sent.get("left_out", ()),
        )
        for line in sheet.terms
        if not line.has_ended
    )


def _name(line: TermLine) -> str:
    """What a term is called however often it was amended."""
    return line.name.partition("@")[0]


def _build_fields(term: str, owed: Obligation, sent: Sent) -> Iterator[TermField]:
    for field in TERM_FIELDS:
        name = f"{term}.{field}"
        yield TermField(name=name, field=field, value=_last(sent, name, _write(owed, field)))


def _write(owed: Obligation, field: str) -> str:
    """A field as a person would type it."""
    value = getattr(owed, field)
    if value is None or value == "unknown":
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _last(sent: Sent, name: str, otherwise: str = "") -> str:
    values = sent.get(name, ())
    return values[-1].strip() if values else otherwise


def find_changes(rows_before: Iterable[TermRow], sent: Sent) -> tuple[str, ...]:
    """What a form changes of terms, as changes of a contract.

    Args:
        rows_before: the terms as they are without the form. sent: what the form holds.
    """
    return tuple(
        f"{field.name}={_last(sent, field.name)}"
        for row in rows_before
        if not row.left_out and row.name not in sent.get("left_out", ())
        for field in row.fields
        if field.name in sent and _last(sent, field.name) != field.value
    )


def read_contract(sent: Sent, template: Template) -> Contract:
    """The contract that a form describes.

    Args:
        sent: what it holds. template: what the contract is made of.
    """
    rows = build_rows(template.terms, {})
    whole = tuple(
        f"{field}={_last(sent, field)}"
        for field in WHOLE_FIELDS
        if field in sent and _last(sent, field) != write_whole(template, field)
    )
    return Contract(
        partner=_last(sent, "partner"),
        template=_last(sent, "template"),
        programme=_last(sent, "programme"),
        tier=_last(sent, "tier"),
        like=_last(sent, "like"),
        form=_last(sent, "form"),
        begin=_last(sent, "begin"),
        end=_last(sent, "end"),
        renewal=_last(sent, "renewal"),
        id=_last(sent, "id"),
        source=_last(sent, "source"),
        changes=(*whole, *find_changes(rows, sent)),
        we_owe=_read_lines(sent, "we_owe"),
        they_owe=_read_lines(sent, "they_owe"),
        without=_read_without(rows, sent),
    )


def write_whole(template: Template, field: str) -> str:
    """A field of a template's agreement as a person would type it; several markets are divided by semicolons."""
    value = getattr(template.agreement, field)
    return ";".join(value) if isinstance(value, tuple) else str(value)


def read_amendment(sent: Sent, sheet: AgreementSheet) -> Amendment:
    """The amendment that a form describes.

    Args:
        sent: what it holds. sheet: the agreement as it stands.

    Raises:
        DateError: the day from which it holds is none.
    """
    rows = build_standing_rows(sheet, {})
    whole = tuple(
        f"{field}={_last(sent, field)}"
        for field in ("end", "renewal")
        if field in sent and (_last(sent, field) or "unknown") != str(getattr(sheet.agreement, field))
    )
    return Amendment(
        agreement=sheet.agreement.id,
        begin=read_day(_last(sent, "begin")),
        changes=(*whole, *find_changes(rows, sent)),
        we_owe=_read_lines(sent, "we_owe"),
        they_owe=_read_lines(sent, "they_owe"),
        without=_read_without(rows, sent),
        release=_last(sent, "release") == "true",
        source=_last(sent, "source"),
    )


def _read_lines(sent: Sent, name: str) -> tuple[str, ...]:
    return tuple(line.strip() for text in sent.get(name, ()) for line in text.splitlines() if line.strip())


def _read_without(rows: Iterable[TermRow], sent: Sent) -> tuple[str, ...]:
    wanted = sent.get("left_out", ())
    return tuple(row.name for row in rows if row.name in wanted)


#: how a term may recur, "" being once, with its word
RECURRENCES: tuple[tuple[str, str], ...] = (
    ("", N_("once")),
    ("weekly", N_("weekly")),
    ("monthly", N_("monthly")),
    ("quarterly", N_("quarterly")),
    ("half_yearly", N_("half-yearly")),
    ("yearly", N_("yearly")),
    ("continuous", N_("at any time")),
)
