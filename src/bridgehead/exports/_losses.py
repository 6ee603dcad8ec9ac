"""What a format cannot hold, found by reading back what is about to be written, and told as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bridgehead.record.codec import to_plain
from bridgehead.record.dates import DateError
from bridgehead.record.entries import Assessment, Entry, get_type_word
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record
from bridgehead.record.validation import find_faults
from bridgehead.sources._cells import write_field
from bridgehead.sources._fields import FieldReader, build_from_fields, field_shapes, required_fields
from bridgehead.sources._rows import slug, split_cell
from bridgehead.sources._values import ValueTextError

_PLURALS = {"evidence": "pieces of evidence", "presence": "presences"}
#: ids without a namespace are given one on reading, as by the source `table`
_READER = FieldReader(localise=lambda text: text if ":" in text else f"table:{slug(text)}")


@dataclass(frozen=True, slots=True)
class Losses:
    """Counts what is lost, by type of entry.

    Attributes:
        form: what the format is called in a sentence.
        whole: entries left out, by (type, reason). fields: values not held, by (type, field).
    """

    form: str
    whole: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)

    def leave_out(self, entry: Entry, why: str = "") -> None:
        """Count an entry that is not written.

        Args:
            entry: any. why: as a clause; "" where the format has no place for its type.
        """
        self.whole[get_type_word(entry), why] += 1

    def drop(self, entry: Entry, names: Iterable[str]) -> None:
        """Count fields that are not written, where the entry says anything there.

        Args:
            entry: any. names: of the fields.
        """
        said = to_plain(entry)
        self.fields.update((get_type_word(entry), name) for name in names if name in said)

    def write(self, entry: Entry, without: Iterable[str] = (), clean: Callable[[str], str] = str) -> dict[str, str]:
        """The fields of an entry that say anything, as texts; what would be read back otherwise is counted.

        Args:
            entry: any. without: fields that have no place. clean: takes out of a text what the format cannot hold.
        """
        word, texts = get_type_word(entry), {}
        for name, value in to_plain(entry).items():
            text = "" if name in without else clean(write_field(value))
            if _read(entry, name, text) != value:
                self.fields[word, name] += 1
            if text:
                texts[name] = text
        return texts

    def findings(self, path: Path) -> tuple[Finding, ...]:
        """One warning for each type of entry that lost anything.

        Args:
            path: the file written.
        """
        words = dict.fromkeys(word for word, _ in (*self.whole, *self.fields))
        return tuple(
            Finding(level="warning", code="not-held", message=" ".join(self._describe(word)), file=path.name)
            for word in words
        )

    def _describe(self, word: str) -> Iterator[str]:
        for (kind, why), count in self.whole.items():
            if kind == word:
                reason = why or f"it has no place for {_plural(word)}"
                yield f"{self.form} leaves out {count:,} {_plural(word, count)}: {reason}."
        lost = [f"{name} ({count:,})" for (kind, name), count in self.fields.items() if kind == word]
        if lost:
            yield f"It does not hold, or not exactly, these fields of {_plural(word)}: {', '.join(lost)}."


def find_rows(record: Record, losses: Losses, clean: Callable[[str], str]) -> dict[str, list[dict[str, str]]]:
    """Every entry as the row of a table, by type word; a tie's unknown end is said, since an empty one is open.

    Args:
        record: any. losses: takes what is lost. clean: takes out of a text what the format cannot hold.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    for entry in record.entries():
        word = get_type_word(entry)
        row = losses.write(entry, clean=clean)
        if _is_unfit(entry, row):
            losses.leave_out(entry, "they lack what no row of a table can be read without")
            continue
        if word == "tie" or row.get("form") == "membership":
            row.setdefault("end", "unknown")
        rows.setdefault(word, []).append(row)
    return {word: rows[word] for word in sorted(rows, key=_order)}


def find_columns(word: str, rows: Iterable[dict[str, str]], without: Iterable[str] = ()) -> tuple[str, ...]:
    """The fields of a type that any row fills, in the order of the fields.

    Args:
        word: the type. rows: field -> text. without: fields the format has a place of its own for.
    """
    used = {name for row in rows for name in row}.difference(without)
    return tuple(name for name in field_shapes(word) if name in used)


def _order(word: str) -> int:
    return ("actor", "tie", "agreement", "obligation", "interaction", "programme", "presence", "assessment", "evidence",
            "judgement").index(word)  # fmt: skip


def _plural(word: str, count: int = 2) -> str:
    if count == 1:
        return {"evidence": "piece of evidence"}.get(word, word)
    return _PLURALS.get(word, f"{word}s")


def _is_unfit(entry: Entry, row: Mapping[str, str]) -> bool:
    """Whether a row would be skipped on reading: a field it needs is empty, or ids that meet make no entry."""
    back = {name: _read(entry, name, text) for name, text in row.items()}
    kept = {name: value for name, value in back.items() if not isinstance(value, Exception)}
    needed = required_fields(get_type_word(entry))
    return any(kept.get(name) in (None, "", ()) for name in needed) or bool(find_faults(replace(entry, **kept)))


def _read(entry: Entry, name: str, text: str) -> Any:  # noqa: ANN401 - a field of any type
    """The value a text is read back as; the error itself where it cannot be read."""
    word = get_type_word(entry)
    try:
        value = _READER.read(word, name, split_cell(text, field_shapes(word)[name])).value
        if isinstance(entry, Assessment) and name == "value":
            told = {"id": entry.id, "subject": entry.subject, "instrument": entry.instrument, "item": entry.item}
            value = getattr(build_from_fields(word, told | {name: value}), name)
    except (ValueTextError, DateError) as error:
        return error
    return value
