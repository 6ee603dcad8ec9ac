"""BibTeX read into blocks: entries with their fields, abbreviations put in, each with the line it begins on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BLOCK = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_KEY = re.compile(r"\s*([^,\s{}()=\"#%]*)\s*,")
_FIELD = re.compile(r"\s*,?\s*([^\s=,{}\"#]+)\s*=\s*")
_WORD = re.compile(r"[^\s,#{}\"()]+")
_TEXT_PART = re.compile(r'[^\\{}"]+')
_NEXT = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_REST = re.compile(r"[\s,]*")
_JOINT = re.compile(r"\s*#\s*")
#: a value longer than any abstract was never closed; so many faults, and the file is no bibliography
_LONGEST_VALUE = 2**18
_MOST_FAULTS = 200
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOSING = {"{": "}", "(": ")"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One entry of a file.

    Attributes:
        line: it begins on. kind: its type in small letters. key: what it is cited by.
        fields: name in small letters -> value as written, without the outermost braces. fault: why it cannot be read.
    """

    line: int
    kind: str
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    fault: str = ""


class _BlockError(Exception):
    """A block is not written as it must be; for this module alone."""


def find_blocks(text: str) -> Iterator[Block]:
    """The entries of a file in order; comments and preambles are left out, abbreviations are put in.

    An entry that never ends is given up where the next begins on a line of its own; after 200 such, the file is.

    Args:
        text: of the whole file.
    """
    words = {name: name for name in _MONTHS}
    place, counted, line, faults = 0, 0, 1, 0
    while faults < _MOST_FAULTS and (match := _BLOCK.search(text, place)):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        kind, place = match[1].lower(), match.end()
        if kind in {"comment", "preamble"}:
            continue
        following = _NEXT.search(text, match.end())
        scan = _Scan(text, match.end(), _CLOSING[match[2]], words, following.start() if following else len(text))
        try:
            block = scan.read(kind, line)
        except _BlockError as error:
            faults += 1
            yield Block(line=line, kind=kind, key=scan.key, fault=str(error))
            continue
        place = scan.place
        if kind == "string":
            words |= block.fields
        else:
            yield block


@dataclass(slots=True)
class _Scan:
    """A place in the text of a block."""

    text: str
    place: int
    closing: str
    words: dict[str, str]
    limit: int
    key: str = ""

    def read(self, kind: str, line: int) -> Block:
        """The block from behind its opening brace to its closing one."""
        fields: dict[str, str] = {}
        if kind != "string":
            match = _KEY.match(self.text, self.place)
            if match is None:
                raise _BlockError("it has no key and comma at its beginning")
            self.key, self.place = match[1], match.end()
        while match := _FIELD.match(self.text, self.place):
            self.place = match.end()
            # the first of two fields of one name counts
            fields.setdefault(match[1].lower(), self._read_value())
        self._expect_end()
        return Block(line=line, kind=kind, key=self.key, fields=fields)

    def _expect_end(self) -> None:
        match = _REST.match(self.text, self.place)
        self.place = match.end() if match else self.place
        if not self.text.startswith(self.closing, self.place):
            found = self.text[self.place : self.place + 20].split("\n")[0]
            why = f"{found!r} stands where a field or {self.closing!r} should" if found else "it never ends"
            raise _BlockError(why)
        self.place += 1

    def _read_value(self) -> str:
        """Pieces put together with #: in braces, in quotes, an abbreviation or a number."""
        pieces = [self._read_piece()]
        while match := _JOINT.match(self.text, self.place):
            self.place = match.end()
            pieces.append(self._read_piece())
        return "".join(pieces)

    def _read_piece(self) -> str:
        opening = self.text[self.place : self.place + 1]
        if opening in {"{", '"'}:
            return self._read_enclosed("}" if opening == "{" else '"')
        match = _WORD.match(self.text, self.place)
        if match is None:
            raise _BlockError("a field has no value")
        self.place = match.end()
        return self.words.get(match[0].lower(), match[0])

    def _read_enclosed(self, closing: str) -> str:
        """What stands between braces or quotes, with the braces inside it."""
        start = self.place = self.place + 1
        depth = 0
        while self.place < min(self.limit, start + _LONGEST_VALUE):
            char = self.text[self.place]
            if depth == 0 and char == closing:
                self.place += 1
                return self.text[start : self.place - 1]
            if match := _TEXT_PART.match(self.text, self.place):
                self.place = match.end()
                continue
            depth += (char == "{") - (char == "}")
            if depth < 0:
                break
            self.place += 2 if char == "\\" else 1
        raise _BlockError("a brace or quotation mark is opened and never closed")
