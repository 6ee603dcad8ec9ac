"""vCard: address books of versions 2.1, 3.0 and 4.0.

A card of a person gives the person, the organisation and the affiliation of one with the other, and a tie from whoever
owns the address book: somebody there is known. Since when and how well nobody said. A card of an organisation gives
the organisation and a business tie. Relations between contacts (`RELATED`, or Apple's related names) give ties where
both are in the file. Groups of contacts are the owner's own lists and no ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.sources import ReadRow, SourceFileError
from bridgehead.sources._cards import NAMES, read_card
from bridgehead.sources._content_lines import ComponentFile, holds_component
from bridgehead.sources._vcard import CardsReading


@dataclass(frozen=True, slots=True, kw_only=True)
class VCard:
    """Reads address books in vCard files.

    Attributes:
        owner: whose contacts they are, an actor's id or a name; "" lets ties start from the firm.
        firm: id of the firm whose contacts the rows are.
        on: the day the file speaks for, as in 2024-05-31, where a card names no day of its own.
    """

    name: ClassVar[str] = "vcard"
    summary: ClassVar[str] = "vCard 2.1, 3.0 or 4.0: one address book, or one contact, in a .vcf file"
    ignored: ClassVar[Mapping[str, str]] = {
        "NOTE, CATEGORIES": "remarks are the owner's own and may say anything",
        "BDAY, ANNIVERSARY, GENDER, PHOTO, LOGO, SOUND": "private, and of no use here",
        "MEMBER, cards of KIND group": "a list of contacts is no relationship among them",
        "street, city, region and postcode of ADR; GEO, TZ, LABEL": "a market is a country here",
        "KEY, PRODID, IMPP, FBURL, CALURI": "about the card or machines, not about the contact",
        "other properties, most of X- among them": "programs keep there what has no place in a record",
    }

    owner: str = ""
    firm: str = ""
    on: str = ""

    def recognises(self, path: Path) -> bool:
        """Whether it begins as a card."""
        return holds_component(path, b"VCARD")

    def read(self, path: Path) -> Iterator[ReadRow]:
        """One row per card, numbered by the line it begins on, then one with all findings.

        Raises:
            SourceFileError: it cannot be read as text, or holds no card that names anybody. DateError: `on` is no date.
        """
        file = ComponentFile(path=path, word=b"VCARD", names=NAMES)
        cards = [read_card(file, component) for component in file.find()]
        reading = CardsReading(
            file=path.name, owner=self.owner, firm=self.firm, on=read_when(self.on) if self.on else UNKNOWN
        )
        is_empty = True
        for row in reading.read(cards):
            is_empty = is_empty and row.number is None
            yield row
        yield ReadRow(findings=(*reading.find_findings(), *file.find_findings()))
        if is_empty:
            why = f"none of its {len(cards)} cards names anybody" if cards else "it holds no card (BEGIN:VCARD)"
            raise SourceFileError(path, why, "Export the contacts again as vCard 3.0 or 4.0.")
