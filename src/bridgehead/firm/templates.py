"""Templates of agreements: what either side of an agreement of a kind owes, before a contract is made of it.

A template comes from one of four places: those that ship with the program (`parameters/agreement_templates.yaml`), a
YAML file of one's own in the same form, the offer and expectation of a programme of the record, and an agreement of the
record that is to be repeated. Whatever a template leaves open stays unknown until a contract says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from bridgehead.errors import MisuseError, NotFoundError, suggest
from bridgehead.firm.adding import slug
from bridgehead.firm.editing import EditError, edit_entry
from bridgehead.record.dates import UNKNOWN
from bridgehead.record.entries import Agreement, Entry, EntryId, Obligation, Programme
from bridgehead.sources import SourceFileError
from bridgehead.sources._yaml import compose, to_text

E = TypeVar("E", bound=Entry)
#: words of a text that make the name of a term
_NAME_WORDS = 3
_SIDES = ("us", "partner")
#: keys of a template that are no fields of its agreement
_OWN_KEYS = frozenset({"description", "reference", "unit", "runs_months", "notice_months", "terms"})
_PARTIES = (("us", None), ("partner", None))
BLANK_AGREEMENT = Agreement(id="blank", parties=_PARTIES, form="")
_BLANK = Obligation(id="blank", agreement="blank", debtor="us", creditor="partner", deliverable="")


class BadTemplateError(MisuseError):
    """A template cannot be used as it is written."""

    def __init__(self, name: str, why: str) -> None:
        """Args: name of the template; why: what is wrong with it and what would do, as a sentence or two."""
        self.name, self.why = name, why
        super().__init__(f"The template {name!r} cannot be used: {why}")


class TermNameError(MisuseError):
    """A term has no name it could be called by, or says nothing."""

    def __init__(self, term: str) -> None:
        """Args: term as written."""
        self.term = term
        super().__init__(
            f"{term!r} names no term. Write NAME=WHAT, as in 'report=a report on the market'; a name holds neither / "
            "nor @."
        )


class UnknownTemplateError(NotFoundError):
    """There is no template of a name, and no such file."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Args: name as given; known: the templates there are."""
        self.name = name
        super().__init__(
            f"No template {name!r}, and no such file.{suggest(name, known)} The templates are: {', '.join(known)}; or "
            "name a YAML file of your own."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that one side of an agreement will owe.

    Attributes:
        name: short, unique in its template. is_ours: we owe it; else the partner does.
        owed: what, how much and how often; agreement, debtor and creditor are filled in by the contract.
        due_after_months: months from the contract's begin to the day it is first due; None where no day is named.
    """

    name: str
    is_ours: bool
    owed: Obligation
    due_after_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What an agreement of a kind says.

    Attributes:
        name: of the template. terms: what is owed.
        agreement: its form, scope, provisions ...; id, parties and days are filled in by the contract.
        runs_months: months from begin to end; None where none are named.
        notice_months: months before the end by which it must be renewed or given notice; None likewise.
        description, reference: what it is for and where it comes from.
    """

    name: str
    agreement: Agreement
    terms: tuple[Term, ...] = ()
    runs_months: int | None = None
    notice_months: int | None = None
    description: str = ""
    reference: str = ""


def find_templates(path: Path | None = None) -> dict[str, Template]:
    """The templates of a file by name; those that ship with the program where none is named.

    Args:
        path: a YAML file in the form of `parameters/agreement_templates.yaml`.

    Raises:
        SourceFileError: the file cannot be read. BadTemplateError: a template in it makes no sense.

    >>> find_templates()["network_member"].terms[0].owed.recurrence
    'continuous'
    """
    shipped = Path(str(files("bridgehead").joinpath("parameters", "agreement_templates.yaml")))
    written = to_text(compose(path or shipped))
    if not isinstance(written, dict) or not all(isinstance(one, dict) for one in written.values()):
        raise SourceFileError(path or shipped, "it holds no templates", "Write name, then form and terms below it.")
    return {name: _read_template(name, plain) for name, plain in written.items()}


def get_template(name: str) -> Template:
    """The template of a name that ships with the program, or the only one of a file.

    Args:
        name: as `find_templates` has it, with underscores or hyphens; path of a file; "FILE#NAME" for one of several.

    Raises:
        UnknownTemplateError: there is neither. BadTemplateError: the file holds several. SourceFileError: as above.
    """
    known = find_templates()
    if name.replace("-", "_") in known:
        return known[name.replace("-", "_")]
    place, _, wanted = name.partition("#")
    if not Path(place).is_file():
        raise UnknownTemplateError(name, list(known))
    held = find_templates(Path(place))
    if not wanted and len(held) > 1:
        raise BadTemplateError(name, f"it holds several. Name one of them, as in '{place}#{next(iter(held))}'.")
    if wanted and wanted not in held:
        raise UnknownTemplateError(name, list(held))
    return held[wanted or next(iter(held))]


def build_programme_template(programme: Programme) -> Template:
    """What a programme offers and expects, as terms owed at any time: its words name no quantity and no day.

    Args:
        programme: of the record.
    """
    offered = [(text, True) for text in programme.offer]
    names = _name_each(text for text, _ in [*offered, *((text, False) for text in programme.expectation)])
    sides = [*offered, *((text, False) for text in programme.expectation)]
    terms = (
        Term(name=name, is_ours=is_ours, owed=replace(_BLANK, deliverable=text, recurrence="continuous"))
        for name, (text, is_ours) in zip(names, sides, strict=True)
    )
    return Template(
        name=slug(programme.name),
        agreement=replace(BLANK_AGREEMENT, form="membership", scope=programme.name),
        terms=tuple(terms),
    )


def build_like(agreement: Agreement, owed: Iterable[Obligation], ours: EntryId) -> Template:
    """The terms of an agreement, to be offered to somebody else or again; days stand as far from its begin as before.

    Args:
        agreement: the agreement. owed: its obligations, those amended after those they take the place of.
        ours: which party is we.
    """
    terms = (
        Term(
            name=name_term(agreement.id, one.id).partition("@")[0].replace("/", "-"),
            is_ours=one.debtor == ours,
            owed=replace(one, id="", due=UNKNOWN, begin=UNKNOWN, end=UNKNOWN, evidence=()),
            due_after_months=_count_months(agreement, one),
        )
        for one in owed
    )
    bare = replace(agreement, begin=UNKNOWN, end=UNKNOWN, renewal=UNKNOWN, evidence=(), note="")
    return Template(name=slug(agreement.id.rpartition(":")[2]), agreement=bare, terms=tuple(terms))


def name_term(agreement: EntryId, obligation: EntryId) -> str:
    """What an obligation is called among those of its agreement: its id without that of the agreement.

    >>> name_term("deal", "deal/report"), name_term("deal", "o1")
    ('report', 'o1')
    """
    return obligation.removeprefix(f"{agreement}/")


def build_term(text: str, *, is_ours: bool) -> Term:
    """A term in a contract's own words: "name=what is owed", or only what is owed.

    Raises:
        TermNameError: it has no name, a name that cannot be used, or says nothing.

    >>> build_term("lecture=a guest lecture", is_ours=False).name
    'lecture'
    """
    name, sign, owed = text.partition("=")
    if not sign:
        name, owed = _name_each([text])[0], text
    if not _is_name(name) or not owed.strip():
        raise TermNameError(text)
    return Term(name=name.strip(), is_ours=is_ours, owed=replace(_BLANK, deliverable=owed.strip()))


def _is_name(name: str) -> bool:
    """Whether a term can be called so: / and @ part the id of an obligation."""
    return bool(name.strip()) and not {"/", "@"} & set(name)


def _count_months(agreement: Agreement, owed: Obligation) -> int | None:
    """Whole months between two known days; None where either is not one, as nothing could be repeated exactly."""
    begin, due = agreement.begin.earliest, owed.due.earliest
    if begin is None or due is None or not (agreement.begin.is_day and owed.due.is_day):
        return None
    return (due.year - begin.year) * 12 + due.month - begin.month


def _read_template(name: str, plain: Mapping[str, Any]) -> Template:
    said = plain["value"] if isinstance(plain.get("value"), dict) else plain
    terms = said.get("terms", {})
    if not isinstance(terms, dict) or not all(isinstance(term, dict) for term in terms.values()):
        raise BadTemplateError(name, "terms is a mapping of a name to what is owed. Write 'terms: {report: {...}}'.")
    return Template(
        name=name,
        agreement=_edit(name, BLANK_AGREEMENT, {key: value for key, value in said.items() if key not in _OWN_KEYS}),
        terms=tuple(_read_term(name, term, dict(fields)) for term, fields in terms.items()),
        runs_months=_read_months(name, said.get("runs_months")),
        notice_months=_read_months(name, said.get("notice_months")),
        description=" ".join(str(plain.get("description", "")).split()),
        reference=" ".join(str(plain.get("reference", "")).split()),
    )


def _read_term(template: str, name: str, fields: dict[str, Any]) -> Term:
    if not _is_name(name):
        raise BadTemplateError(template, f"{name!r} is no name of a term. A name holds neither / nor @.")
    side = fields.pop("owed_by", "")
    if side not in _SIDES:
        raise BadTemplateError(template, f"{name} is owed by {side!r}. Write 'owed_by: us' or 'owed_by: partner'.")
    months = _read_months(template, fields.pop("due_after_months", None))
    return Term(
        name=name,
        is_ours=side == "us",
        owed=_edit(template, replace(_BLANK, id=name, deliverable=name), fields),
        due_after_months=months,
    )


def _edit(template: str, entry: E, fields: Mapping[str, Any]) -> E:
    try:
        return edit_entry(entry, [_write_change(key, value) for key, value in fields.items()])
    except EditError as error:
        where = "" if entry is BLANK_AGREEMENT else f"{entry.id}: "
        raise BadTemplateError(template, f"{where}{error.why}") from None


def _write_change(key: str, value: Any) -> str:  # noqa: ANN401 - text or a list of text
    return f"{key}={';'.join(value) if isinstance(value, list) else value}"


def _read_months(template: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdigit():
        raise BadTemplateError(template, f"{text!r} is no number of months. Write a whole number.")
    return int(text)


def _name_each(texts: Iterable[str]) -> list[str]:
    """A short name for each text, from its first words; those alike get a number."""
    names: list[str] = []
    for text in texts:
        name = wanted = "-".join(slug(text).split("-")[:_NAME_WORDS])
        number = 1
        while name in names:
            number += 1
            name = f"{wanted}-{number}"
        names.append(name)
    return names
