"""Tables with one entry a row, columns named as the entry's fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bridgehead.record.dates import OPEN
from bridgehead.record.entries import Entry
from bridgehead.sources._fields import required_fields
from bridgehead.sources._rows import RowReading, TableReading, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeReading(TableReading):
    """Reads a table of entries of one type, one a row.

    Attributes:
        word: the type.
    """

    word: str

    def _read_row(self, row: RowReading, texts: Mapping[str, str]) -> tuple[Entry, ...]:
        identity = self._identify(row, texts)
        if not identity:
            return ()
        values: dict[str, Any] = {"id": identity}
        for name, text in texts.items():
            if name != "id" and text.strip():
                values[name] = row.read(self.word, name, text)
        is_lasting = self.word == "tie" or values.get("form") == "membership"
        if is_lasting and not texts.get("end", "").strip():
            values["end"] = OPEN
        evidence: tuple[Entry, ...] = ()
        if self.word not in {"evidence", "judgement"} and not values.get("evidence"):
            told = {"id": f"{identity}:row", "reference": self.file, "locator": f"row {row.number}", "kind": "dataset"}
            made = row.build("evidence", {**told, "on": self.on})
            evidence = (made,) if made else ()
            values["evidence"] = (told["id"],)
        entry = row.build(self.word, values)
        return (*evidence, entry) if entry else ()

    def _identify(self, row: RowReading, texts: Mapping[str, str]) -> str:
        """The row's id: its own, or one made of the fields it cannot be without; "" where the id is taken."""
        own = texts.get("id", "").strip()
        if own:
            identity = self.reader.localise(own)
            if identity in self.taken:
                message = f"The id {own!r} stands already in row {self.taken[identity]}. The row is skipped."
                row.report("error", "duplicate-id", message, "id", own)
                return ""
        else:
            parts = [texts.get(name, "") for name in required_fields(self.word) if name != "id"]
            made = self.reader.localise(slug(" ".join(_order(self.word, parts))))
            identity, count = made, 1
            while identity in self.taken:
                count += 1
                identity = f"{made}-{count}"
        self.taken[identity] = row.number
        return identity


def _order(word: str, parts: list[str]) -> list[str]:
    """What a made id is made of: an actor's name alone, so that other tables can name it; else all needed fields."""
    return parts[-1:] if word == "actor" else [word, *parts]
