"""YAML with line numbers, where every scalar stays the text it is: NO is Norway, on is a word, 2001 is a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bridgehead.sources import SourceFileError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_MOST_BYTES = 64 * 2**20
_MOST_VALUES = 2_000_000


@dataclass(frozen=True, slots=True)
class Located:
    """A key of a mapping with its value and place.

    Attributes:
        key: the key. node: the value's node. line: of the key, counted from 1.
    """

    key: str
    node: yaml.Node | None
    line: int

    @property
    def value(self) -> Any:  # noqa: ANN401 - text, lists and mappings of text
        """The value as text, lists and mappings of text."""
        return to_text(self.node)


def compose(path: Path) -> yaml.Node | None:
    """The root node of a YAML file; None where the file holds nothing.

    Raises:
        SourceFileError: the file cannot be read, is too large, or is not YAML; the message names the line.
    """
    text = _read_text(path)
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SourceFileError(path, f"it is not YAML: {_describe(error)}", "Mend that line.") from error
    if _count(node, 0) > _MOST_VALUES:
        raise SourceFileError(path, "its aliases unfold to millions of values", "Write the values out.")
    return node


def _read_text(path: Path) -> str:
    try:
        size = path.stat().st_size
        text = path.read_text(encoding="utf-8-sig") if size <= _MOST_BYTES else ""
    except UnicodeDecodeError as error:
        raise SourceFileError(path, f"it is not UTF-8 (byte {error.start})", "Save it as UTF-8.") from error
    except OSError as error:
        raise SourceFileError(
            path, f"it cannot be read ({error.strerror})", "Check the name and your rights."
        ) from error
    if size > _MOST_BYTES:
        raise SourceFileError(path, "it is larger than 64 MB", "Split it, or import the data as a table or JSONL.")
    return text


def find_items(node: yaml.Node | None) -> Iterator[Located]:
    """The keys of a mapping in order, a repeated key as often as it stands there; nothing where it is no mapping."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield Located(str(key.value), value, key.start_mark.line + 1)


def to_text(node: yaml.Node | None) -> Any:  # noqa: ANN401 - text, lists and mappings of text
    """A node as text, lists and mappings of text; an unquoted null or ~ is ""."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): to_text(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [to_text(item) for item in node.value]
    if node is None or (not getattr(node, "style", None) and node.value in {"null", "~"}):
        return ""
    return str(node.value)


def _count(node: yaml.Node | None, depth: int) -> int:
    """How many values a node unfolds to, aliases written out; stops early beyond the limit."""
    if depth > 64:
        return _MOST_VALUES + 1
    if not isinstance(node, yaml.CollectionNode):
        return 1
    total = 1
    for child in node.value:
        total += _count(child[1] if isinstance(child, tuple) else child, depth + 1)
        if total > _MOST_VALUES:
            break
    return total


def _describe(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return f"line {mark.line + 1}, {problem}" if mark else problem
