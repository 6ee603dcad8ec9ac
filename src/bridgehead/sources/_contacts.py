"""Tables with one contact of the firm a row.

A row gives a person, an organisation, or both; the person's affiliation; and the tie from the firm to the person, or to
the organisation where no person is named. Organisations of one name and one country in one table are one organisation;
nothing is merged across tables. A country that stands once in a row holds for person and organisation alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bridgehead.record.dates import OPEN, When
from bridgehead.record.entries import Entry
from bridgehead.record.findings import Finding
from bridgehead.record.markets import read_market
from bridgehead.record.organisations import is_organisation
from bridgehead.record.parameters import get_parameter
from bridgehead.sources import ReadRow
from bridgehead.sources._fields import FieldReader
from bridgehead.sources._findings import Tally
from bridgehead.sources._mapping import ColumnMapping, fold
from bridgehead.sources._rows import RowReading, slug

_TIE_MEANINGS = (
    "role", "formality", "strength", "time", "emotional_intensity", "intimacy", "reciprocity", "one_way", "provides",
    "gives", "purpose", "origin",
)  # fmt: skip
_ORGANISATION_MEANINGS = ("sector", "size", "founded", "is_multinational")
_CONTACT_MEANINGS = ("aliases", "field", "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contact:
    """A row before it is read: its texts by meaning, who it is about, and the ids it will have."""

    number: int
    texts: Mapping[str, str]
    person: str
    organisation: str
    key: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsReading:
    """Reads a table of contacts.

    Attributes:
        mapping: which column means what. namespace: first part of ids. file: name of the table.
        reader: of single fields. headers: meaning -> name of the column. on: the day the table speaks for.
        firm: id of the firm whose contacts these are; "" gives no ties.
        describe: a row's texts from its cells.
        taken: keys given away so far. told: readings told of so far. made: actors given so far. assumed: kinds assumed.
        renamed: names taken for organisations.
    """

    mapping: ColumnMapping
    namespace: str
    file: str
    reader: FieldReader
    headers: Mapping[str, str]
    on: When
    firm: str
    describe: Callable[[list[str]], Mapping[str, str]]
    taken: dict[str, int] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)
    assumed: Tally = field(
        default_factory=lambda: Tally(
            "note",
            "kind-assumed",
            "Contacts of neither a kind of tie nor a role, taken as business: {count} ({examples}). "
            "Add a column 'kind' to say otherwise.",
        )
    )
    renamed: Tally = field(
        default_factory=lambda: Tally(
            "note",
            "organisation-recognised",
            "Names that only organisations bear, taken for organisations: {count} ({examples}). "
            "Map their column to 'organisation' where all of them are.",
        )
    )

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[ReadRow]:
        """The entries of numbered rows; all rows are looked at before the first is read, as one may name another."""
        plans: list[_Contact | ReadRow] = []
        seen: dict[tuple[str, ...], int] = {}
        for number, cells in rows:
            first = seen.setdefault(tuple(cells), number)
            if first != number:
                message = f"The row repeats row {first}. It is skipped."
                plans.append(self._skip(number, "warning", "duplicate-row", message))
            else:
                plans.append(self._plan(number, self.describe(cells)))
        id_by_name: dict[str, str] = {}
        for plan in plans:
            if isinstance(plan, _Contact):
                for name in (plan.texts.get("key", ""), plan.person or plan.organisation):
                    id_by_name.setdefault(fold(name), plan.id)
        for plan in plans:
            yield self._read_row(plan, id_by_name) if isinstance(plan, _Contact) else plan
        yield ReadRow(findings=(*self.renamed.findings(self.file), *self.assumed.findings(self.file)))

    def _skip(self, number: int, level: Any, code: str, message: str, found: str = "") -> ReadRow:  # noqa: ANN401 - a literal
        finding = Finding(level=level, code=code, message=message, file=self.file, row=number, found=found)
        return ReadRow(number=number, findings=(finding,))

    def _plan(self, number: int, texts: Mapping[str, str]) -> _Contact | ReadRow:
        """Who the row is about and under which key."""
        parts = (texts.get("first_name", "").strip(), texts.get("last_name", "").strip())
        person = texts.get("name", "").strip() or " ".join(part for part in parts if part)
        organisation = texts.get("organisation", "").strip()
        if self._names_organisation(person, texts):
            self.renamed.add(person)
            person, organisation = "", person
        own = texts.get("key", "").strip()
        if not person and not organisation:
            return self._skip(
                number, "error", "no-name", "It names neither a person nor an organisation. It is skipped."
            )
        key = f"{self.mapping.key_prefix}{slug(own or person or organisation)}"
        if own and key in self.taken:
            message = f"The key {own!r} stands already in row {self.taken[key]}. The row is skipped."
            return self._skip(number, "error", "duplicate-id", message, own)
        if key in self.taken and person and organisation:
            key = f"{key}-{slug(organisation)}"
        made, count = key, 1
        while key in self.taken:
            count += 1
            key = f"{made}-{count}"
        self.taken[key] = number
        identity = f"{self.namespace}:{key}"
        if not person and not own:
            identity = self._organisation_id(organisation, texts)
        return _Contact(number=number, texts=texts, person=person, organisation=organisation, key=key, id=identity)

    def _names_organisation(self, name: str, texts: Mapping[str, str]) -> bool:
        """Whether the one name of a row is an organisation's: so lists of customers are written."""
        told = ("first_name", "last_name", "organisation", "organisation_key", "position")
        return not any(texts.get(meaning, "").strip() for meaning in told) and is_organisation(name)

    def _organisation_id(self, name: str, texts: Mapping[str, str]) -> str:
        """One id for one name in one country, whichever row it stands in."""
        market = read_market(texts.get("organisation_market", "").strip() or texts.get("market", "")).code or ""
        return f"{self.namespace}:organisation:{slug(f'{name} {market}')}"

    def _read_row(self, plan: _Contact, id_by_name: Mapping[str, str]) -> ReadRow:
        row = RowReading(file=self.file, number=plan.number, reader=self.reader, headers=self.headers, told=self.told)
        told = row.read("evidence", "on", plan.texts.get("told_on", ""), "told_on")
        evidence = row.build(
            "evidence",
            {
                "id": f"{self.namespace}:row:{plan.key}", "kind": "dataset", "reference": self.file,
                "locator": f"row {plan.number}", "by": plan.texts.get("told_by", "").strip(),
                "on": told if told is not None and told.is_known else self.on,
            },
        )  # fmt: skip
        assert evidence is not None, "evidence is made of nothing that can be wrong"
        entries = [evidence, *self._build_actors(row, plan, evidence.id)]
        tie = self._build_tie(row, plan, evidence.id, id_by_name)
        entries += [tie] if tie else []
        return ReadRow(number=plan.number, entries=tuple(entries), findings=tuple(row.findings))

    def _build_actors(self, row: RowReading, plan: _Contact, evidence: str) -> Iterator[Entry]:
        """Person, organisation and the affiliation of one with the other."""
        texts = plan.texts
        market, elsewhere = (
            row.read("actor", "market", texts[name], name) if texts.get(name) else None
            for name in ("market", "organisation_market")
        )
        contact = {name: row.read("actor", name, texts[name]) for name in _CONTACT_MEANINGS if texts.get(name)}
        common = {"evidence": (evidence,)}
        if plan.person:
            person = {"id": plan.id, "kind": "person", "name": plan.person, "market": market, **contact, **common}
            yield from self._build_once(
                row, {**person, "identifiers": _identifiers(texts, "email", "phone", "linkedin")}
            )
        if plan.organisation:
            identity = self._organisation_id(plan.organisation, texts) if plan.person else plan.id
            schemes = ("website", "vat") if plan.person else ("website", "vat", "email", "phone", "linkedin")
            details = {name: row.read("actor", name, texts[name]) for name in _ORGANISATION_MEANINGS if texts.get(name)}
            organisation = {"id": identity, "kind": "organisation", "name": plan.organisation, **details, **common}
            organisation |= {"market": elsewhere or market, "identifiers": _identifiers(texts, *schemes)}
            yield from self._build_once(row, organisation if plan.person else {**contact, **organisation})
        if plan.person:
            yield from self._build_affiliations(row, plan, evidence)

    def _build_once(self, row: RowReading, values: Mapping[str, Any]) -> Iterator[Entry]:
        """An actor, unless an earlier row gave it."""
        if values["id"] not in self.made:
            actor = row.build("actor", values)
            if actor:
                self.made.add(actor.id)
                yield actor

    def _build_affiliations(self, row: RowReading, plan: _Contact, evidence: str) -> Iterator[Entry]:
        keys = [key.strip() for key in plan.texts.get("organisation_key", "").split(";") if key.strip()]
        targets = [f"{self.namespace}:{self.mapping.organisation_key_prefix}{slug(key)}" for key in keys]
        if plan.organisation and not targets:
            targets = [self._organisation_id(plan.organisation, plan.texts)]
        for place, target in enumerate(targets, start=1):
            suffix = f":{place}" if place > 1 else ""
            affiliation = row.build(
                "tie",
                {
                    "id": f"{self.namespace}:affiliation:{plan.key}{suffix}", "sender": plan.id, "receiver": target,
                    "kind": "affiliation", "evidence": (evidence,), "end": OPEN,
                    "note": plan.texts.get("position", "").strip(),
                },
            )  # fmt: skip
            if affiliation:
                yield affiliation

    def _build_tie(self, row: RowReading, plan: _Contact, evidence: str, id_by_name: Mapping[str, str]) -> Entry | None:
        """The tie from the firm to the contact; none without a firm, or where the contact is the firm itself."""
        if not self.firm or self.firm == plan.id:
            return None
        texts = plan.texts
        values = {name: row.read("tie", name, texts[name]) for name in _TIE_MEANINGS if texts.get(name, "").strip()}
        values["kind"] = self._read_kind(row, plan, values.get("role") or "")
        values["begin"] = row.read("tie", "begin", texts.get("since", ""), "since")
        until = texts.get("until", "").strip()
        values["end"] = row.read("tie", "end", until, "until") if until else OPEN
        met = texts.get("met_at", "").strip()
        notes = [texts.get("note", "").strip(), f"Met at {met}." if met else ""]
        values["note"] = " ".join(note for note in notes if note)
        if met and not values.get("origin"):
            values["origin"] = "event"
        introducer = texts.get("introduced_by", "").strip()
        if introducer:
            values["introduced_by"] = self._find_introducer(row, introducer, id_by_name)
        tie = {"id": f"{self.namespace}:tie:{plan.key}", "sender": self.firm, "receiver": plan.id}
        return row.build("tie", {**tie, **values, "evidence": (evidence,)})

    def _read_kind(self, row: RowReading, plan: _Contact, role: str) -> str:
        """The kind as stated, else the one the role speaks for, else business."""
        stated: str | None = row.read("tie", "kind", plan.texts.get("kind", ""))
        if stated:
            return stated
        by_role: str = get_parameter("tie_kinds", "kind_by_role").get(role, "")
        if not role:
            self.assumed.add(plan.person or plan.organisation)
        return by_role or get_parameter("tie_kinds", "kind_otherwise")

    def _find_introducer(self, row: RowReading, name: str, id_by_name: Mapping[str, str]) -> str | None:
        if ":" in name:
            return name
        found = id_by_name.get(fold(name))
        if found is None:
            message = f"{name!r} is no contact in this table. Add a row for them, or write their id."
            row.report("warning", "unknown-introducer", message, "introduced_by", name)
        return found


def _identifiers(texts: Mapping[str, str], *schemes: str) -> tuple[tuple[str, str], ...]:
    """Identifiers a row gives, in the order of the schemes; e-mail addresses in small letters."""
    pairs = ((scheme, texts.get(scheme, "").strip()) for scheme in schemes)
    return tuple((scheme, text.lower() if scheme == "email" else text) for scheme, text in pairs if text)
