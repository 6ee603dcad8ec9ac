"""Case folders: a firm's story and its record, written by hand.

A case is a folder holding

- `record.yaml`, and further `record-*.yaml` read after it in sorted order: the entries;
- `case.yaml` (optional): what the case is and what to ask it;
- anything else, such as `story.md` and expected answers.

**The record.** Top-level keys are the entry types, singular or plural (`actor` or `actors`, `evidence`, `ties` ...),
each a mapping of id -> fields, the fields named as in `record.entries`; besides them `firm` (the id of the firm whose
record it is) and `defaults` (per type: fields for entries of that type that do not give them themselves). Defaults
hold for their own file.

```yaml
firm: q-sense
defaults:
  evidence: {reference: Q-Sense study, kind: paper}
evidence:
  p13-ceo: {locator: "p. 13", paraphrase: The chief executive knew Kasemo from his thesis, on: 1996}
actors:
  q-sense: {kind: organisation, name: Q-Sense, market: SE, founded: 1996}
  kasemo: {kind: person, name: Bengt Kasemo, market: Sweden, identifiers: {orcid: 0000-0000-0000-0000}}
ties:
  founder-kasemo: {sender: kasemo, receiver: q-sense, kind: affiliation, role: founder, begin: before 1996-12,
                   end: open, evidence: [p13-ceo]}
agreements:
  centre: {parties: [q-sense, kasemo], form: reference_centre}
  venture: {parties: {q-sense: 0.5, other-case:partner: }, form: joint_venture}
interactions:
  talk: {kind: meeting, participants: {kasemo: sender, q-sense: receiver}, begin: 2001-05}
```

**Values.** Everything is text until its field says what it is, so `NO` is Norway, `on` is a word and `2001` is a
year. Dates are as in `record.dates`: a date left out is unknown, `open` still holds. Markets are codes or names,
controlled words may be written with spaces. `unknown`, nothing, `null` and `~` leave a field unknown. A list field
takes a list or one value. Pairs (parties, participants, identifiers) and triples (profit_shares, tiers) take a
mapping of first -> rest, a list of lists, or a list of firsts. Numbers use a decimal point; `25%` is 0.25. Inside
braces, quote a text that holds a comma, a colon or a `#`.

**Ids.** A short id gets the folder's name in front, everywhere: `kasemo` in the folder `q-sense` is `q-sense:kasemo`.
An id with a colon stays as it is. `about` and `subject` may also be a market code in capitals. Every reference to an
id of this case must lead to one of its entries. A folder's name is made of small letters, digits and hyphens.

**case.yaml.** `title` and `reference` (a key of `record.references.WORKS`, or any text), `summary` (a sentence),
`story` (file name, `story.md` where left out) and `questions`, a list of mappings: `ask` (the question's name) and
whatever else the asker needs (`as_of`, `expected` ...), handed on as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

from bridgehead.errors import NotFoundError, suggest
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.record.findings import Finding
from bridgehead.record.record import MemoryRecord
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._case_record import CaseReading
from bridgehead.sources._yaml import compose, to_text

_FOLDER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class UnknownCaseError(NotFoundError):
    """The library holds no case of this name."""

    def __init__(self, name: str) -> None:
        """Args: name as asked."""
        self.name = name
        known = list(find_cases())
        super().__init__(f"No case {name!r}.{suggest(name, known)} The cases are: {', '.join(known)}.")


class BadCaseError(SourceFileError):
    """A case folder holds errors."""

    def __init__(self, path: Path, findings: tuple[Finding, ...]) -> None:
        """Args: path of the folder; findings: all that is wrong with it."""
        self.findings = findings
        lines = "\n".join(f"  {finding}" for finding in findings)
        super().__init__(path, f"{len(findings)} error(s) in the case", f"Mend them:\n{lines}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a case is, apart from its record.

    Attributes:
        name: the folder's name. path: the folder.
        title: for people. reference: where the story comes from. summary: one sentence.
        story: the file that tells it; None where there is none.
        questions: what to ask it, each a mapping of text.
    """

    name: str
    path: Path
    title: str
    reference: str = ""
    summary: str = ""
    story: Path | None = None
    questions: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFolder:
    """Reads case folders."""

    name: ClassVar[str] = "case"
    summary: ClassVar[str] = "case folder: record.yaml with entries written by hand"
    ignored: ClassVar[Mapping[str, str]] = {
        "case.yaml": "says what the case is and what to ask it; it holds no entries",
        "story.md": "tells the story to people; it holds no entries",
    }

    def recognises(self, path: Path) -> bool:
        """Whether it is a folder with a record.yaml in it."""
        return path.is_dir() and (path / "record.yaml").is_file()

    def read(self, path: Path) -> Iterator[ReadRow]:
        """The entries of the case, each with the line its id stands on.

        Raises:
            SourceFileError: the folder holds no record, or a file of it is not YAML.
        """
        if not self.recognises(path):
            raise SourceFileError(path, "it is no case folder", "A case is a folder that holds a record.yaml.")
        name = path.resolve().name
        if not _FOLDER.fullmatch(name):
            why = f"the folder's name {name!r} is no good as the first part of ids"
            raise SourceFileError(path, why, "Use small letters, digits and hyphens, as in 'q-sense'.")
        reading = CaseReading(case=name)
        for file in (path / "record.yaml", *sorted(path.glob("record-*.yaml"))):
            yield from reading.read_file(file)
        if not reading.places:
            raise SourceFileError(path, "its record holds no entries", "Write at least one actor into record.yaml.")
        yield from reading.find_dangling()


def find_cases() -> dict[str, Path]:
    """The folders of the case library by name, sorted.

    >>> all((path / "record.yaml").is_file() for path in find_cases().values())
    True
    """
    library = Path(str(files("bridgehead") / "cases"))
    folders = sorted(library.iterdir()) if library.is_dir() else []
    return {folder.name: folder for folder in folders if (folder / "record.yaml").is_file()}


def get_case_path(name: str) -> Path:
    """The folder of a library case.

    Raises:
        UnknownCaseError: there is none of this name.
    """
    try:
        return find_cases()[name]
    except KeyError:
        raise UnknownCaseError(name) from None


def load_case(path: Path) -> MemoryRecord:
    """The record of a case, in memory.

    Raises:
        BadCaseError: anything is wrong with it; every error is named. SourceFileError: it cannot be read at all.
    """
    rows = tuple(CaseFolder().read(path))
    errors = tuple(finding for row in rows for finding in row.findings if finding.level == "error")
    if errors:
        raise BadCaseError(path, errors)
    order = {kind: place for place, kind in enumerate(TYPE_BY_WORD.values())}
    entries = sorted((entry for row in rows for entry in row.entries), key=lambda entry: (order[type(entry)], entry.id))
    return MemoryRecord(path.resolve().name, tuple(entries))


def read_case(path: Path) -> Case:
    """What a case is and what to ask it, from its case.yaml; a case without one has its folder's name as title.

    Raises:
        SourceFileError: case.yaml is not YAML, or holds a key that means nothing.
    """
    file = path / "case.yaml"
    plain: dict[str, Any] = (to_text(compose(file)) or {}) if file.is_file() else {}
    known = ("title", "reference", "summary", "story", "questions")
    for key in plain:
        if key not in known:
            raise SourceFileError(
                file, f"it has a key {key!r}", f"The keys are {', '.join(known)}.{suggest(key, known)}"
            )
    story = path / str(plain.get("story") or "story.md")
    return Case(
        name=path.resolve().name,
        path=path,
        title=plain.get("title") or path.resolve().name,
        reference=plain.get("reference", ""),
        summary=plain.get("summary", ""),
        story=story if story.is_file() else None,
        questions=tuple(plain.get("questions") or ()),
    )
