"""Tables with one candidate for a programme a row: an actor, and one assessment for each thing said of it.

A candidate is an organisation unless the row says otherwise. A row whose key is an id with a colon speaks of an actor
who is on record already, and makes none. No tie is made: that somebody is a candidate says nothing of whom they know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bridgehead.record.entries import Assessment, Entry, Evidence
from bridgehead.record.validation import find_faults
from bridgehead.sources._mapping import CANDIDATE_ITEMS
from bridgehead.sources._rows import RowReading, TableReading, slug
from bridgehead.sources._values import ValueTextError, read_number

#: items of which there may be several, parted by ; in a cell
_SEVERAL = frozenset({"leading_role", "verified_by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesReading(TableReading):
    """Reads a table of candidates.

    Attributes:
        namespace: first part of ids.
    """

    namespace: str

    def _read_row(self, row: RowReading, texts: Mapping[str, str]) -> Iterator[Entry]:
        """Evidence, the actor, and its assessments."""
        name, key = texts.get("name", "").strip(), texts.get("key", "").strip()
        is_known = ":" in key
        identity = key if is_known else f"{self.namespace}:{slug(key or name)}"
        if not name and not is_known:
            row.report("error", "no-name", "It names no candidate. It is skipped.", "name")
            return
        if identity in self.taken:
            message = f"The candidate stands already in row {self.taken[identity]}. The row is skipped."
            row.report("error", "duplicate-id", message, "key" if key else "name", key or name)
            return
        self.taken[identity] = row.number
        evidence = self._build_evidence(row, texts, slug(identity.rpartition(":")[2]))
        yield evidence
        if not is_known:
            yield from self._build_actor(row, texts, identity, evidence)
        for item in CANDIDATE_ITEMS:
            yield from self._assess(row, item, texts, identity, evidence)

    def _build_evidence(self, row: RowReading, texts: Mapping[str, str], short: str) -> Evidence:
        told = row.read("evidence", "on", texts.get("told_on", ""), "told_on")
        return Evidence(
            id=f"{self.namespace}:row:{short}",
            kind="dataset",
            reference=self.file,
            locator=f"row {row.number}",
            by=texts.get("told_by", "").strip(),
            on=told if told is not None and told.is_known else self.on,
        )

    def _build_actor(
        self, row: RowReading, texts: Mapping[str, str], identity: str, evidence: Evidence
    ) -> Iterator[Entry]:
        read = {one: row.read("actor", one, texts[one]) for one in ("market", "field", "note") if texts.get(one)}
        kind = row.read("actor", "kind", texts["kind"]) if texts.get("kind", "").strip() else None
        named = {"id": identity, "kind": kind or "organisation", "name": texts["name"].strip()}
        actor = row.build("actor", {**named, **read, "evidence": (evidence.id,)})
        if actor:
            yield actor

    def _assess(
        self, row: RowReading, item: str, texts: Mapping[str, str], identity: str, evidence: Evidence
    ) -> Iterator[Entry]:
        """What a cell says of the candidate: one assessment, or one for each of several; a bad cell is left unknown."""
        text = texts.get(item, "").strip()
        values: list[float | str] = []
        try:
            if item in _SEVERAL:
                values += [part.strip() for part in text.split(";") if part.strip()]
            elif text:
                values.append(read_number(text, self.reader.decimal))
        except ValueTextError as error:
            row.report("warning", error.code, f"{error.why} Left unknown.", item, text)
        short = f"{self.namespace}:candidate:{slug(identity.rpartition(':')[2])}:{item}"
        for place, value in enumerate(values, start=1):
            assessed = Assessment(
                id=short if place == 1 else f"{short}:{place}",
                subject=identity,
                instrument="candidate",
                item=item,
                value=value,
                by=evidence.by,
                begin=evidence.on,
                evidence=(evidence.id,),
            )
            faults = find_faults(assessed)
            for fault in faults:
                row.report("warning", fault.code, f"{fault.message} Left unknown.", item, text)
            if not faults:
                yield assessed
