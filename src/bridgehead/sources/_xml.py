"""XML read element by element in bounded memory; document types and entities are refused.

Python's expat fetches nothing by itself; what is left of the known attacks needs a DTD, so a file with one is refused
before anything in it is followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from bridgehead.sources import SourceFileError
from bridgehead.sources._text import open_bytes

_CHUNK = 2**16
_DEEPEST = 200
_LONGEST_TEXT = 2**20
_MOST_BYTES = 2 * 2**30


@dataclass(frozen=True, slots=True)
class XmlEvent:
    """The start or the end of an element.

    Attributes:
        tag: name without its namespace. is_start: whether it begins. line: where, from 1.
        attributes: by name without namespace; of a start only. text: what stood directly in it; of an end only.
        parent: tag of the element around it; "" for the outermost.
    """

    tag: str
    is_start: bool
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    parent: str = ""


@dataclass(slots=True)
class _Events:
    """Collects events between two chunks."""

    path: Path
    parser: expat.XMLParserType
    held: list[XmlEvent] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    length: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open_tags) >= _DEEPEST:
            why = f"line {self.parser.CurrentLineNumber} nests more than {_DEEPEST} elements"
            raise SourceFileError(self.path, why, "Save it again with the program it comes from.")
        tag, parent = _bare(name), self.open_tags[-1] if self.open_tags else ""
        bare = {_bare(key): value for key, value in attributes.items()}
        self.held.append(XmlEvent(tag, True, self.parser.CurrentLineNumber, bare, parent=parent))
        self.open_tags.append(tag)
        self.texts.append([])
        self.length = 0

    def text(self, data: str) -> None:
        self.length += len(data)
        if self.length > _LONGEST_TEXT:
            why = f"line {self.parser.CurrentLineNumber} holds a text of more than 1 MB"
            raise SourceFileError(self.path, why, "Save it again without it.")
        if self.texts:
            self.texts[-1].append(data)

    def end(self, _: str) -> None:
        tag = self.open_tags.pop()
        parent = self.open_tags[-1] if self.open_tags else ""
        text = "".join(self.texts.pop())
        self.held.append(XmlEvent(tag, False, self.parser.CurrentLineNumber, text=text, parent=parent))
        self.length = 0

    def refuse(self, *_: object) -> None:
        why = f"line {self.parser.CurrentLineNumber} declares a document type or an entity, which is not followed"
        raise SourceFileError(self.path, why, "Take the line with <!DOCTYPE out and try again.")


def find_events(path: Path) -> Iterator[XmlEvent]:
    """The elements of an XML file, gzipped or not, as they begin and end.

    Args:
        path: the file.

    Raises:
        SourceFileError: it cannot be read, is no well-formed XML, declares a document type, nests too deeply, or holds
            more than 2 GB.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    events = _Events(path, parser)
    parser.StartElementHandler, parser.EndElementHandler = events.start, events.end
    parser.CharacterDataHandler = events.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = events.refuse
    size, has_more = 0, True
    with open_bytes(path) as file:
        while has_more:
            chunk = file.read(_CHUNK)
            size, has_more = size + len(chunk), bool(chunk)
            if size > _MOST_BYTES:
                raise SourceFileError(path, "it holds more than 2 GB", "Split it.")
            _feed(path, parser, chunk)
            yield from events.held
            events.held.clear()


def find_root(path: Path) -> str:
    """The tag of the outermost element of an XML file; "" where it is none.

    Args:
        path: any file or folder.
    """
    try:
        return next((event.tag for event in find_events(path)), "")
    except SourceFileError:
        return ""


def _feed(path: Path, parser: expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk, not chunk)
    except SourceFileError:
        raise
    except expat.ExpatError as error:
        raise SourceFileError(path, f"it is no well-formed XML ({error})", "Save it again.") from error
    except (LookupError, ValueError) as error:
        raise SourceFileError(path, f"its encoding cannot be read ({error})", "Save it as UTF-8.") from error


def _bare(name: str) -> str:
    """A name without the namespace expat puts in front."""
    return name.rpartition(" ")[2]
