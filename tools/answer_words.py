"""The texts that answers and drawings say in English, for the catalogues of the web app.

Three sources, each read from where it is decided. The code of questions, of drawings and of answers: every literal that
reads as words, and every text with facts in it, a name in braces standing for each fact. The controlled words with
their definitions, and the items that can be assessed. And, as a word such as "insider" cannot be told from a name in
code, the words that the questions answer with when they are asked of the cases of the library, as far as the code or
the parameters know them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bridgehead import firm as firms
from bridgehead.answers import Answer, Balance, Chance, Groups, Shape
from bridgehead.present.glossary import introduce
from bridgehead.questions import QuestionValueError, find_questions, get_title
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.record.instruments import load_items
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import VOCABULARIES
from bridgehead.sources.case import find_cases
from bridgehead.web.forms import build_controls

SOURCE = Path(__file__).resolve().parent.parent / "src" / "bridgehead"
#: code whose every literal of words is said somewhere
_SPOKEN = (
    "questions/*.py",
    "answers/shapes.py",
    "present/header.py",
    "present/layout.py",
    "present/network_layout.py",
    "present/values.py",
    "web/journey/*.py",
    "web/reach/market.py",
)
#: code in which a call marks what is said
_MARKED = ("present/*.py", "answers/*.py", "network/*.py", "web/drawing.py")
_MARKS = frozenset({"say", "leave_out"})
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FACT = re.compile(r"\{\w+\}")
#: parameters that are said as they stand; of the others what stands under one of the keys
_SAID_PARAMETERS = (
    ("opportunism", "kinds"),
    ("opportunism", "needed"),
    ("path_dependence", "intent_sides"),
    ("path_dependence", "origin_sides"),
)
_SAID_KEYS = frozenset({"meaning", "reason", "why"})


def collect_answer_words() -> dict[str, set[str]]:
    """Every text that an answer or its drawing may say, with the files that say it."""
    found: dict[str, set[str]] = {}
    for text, place in (*_find_spoken(), *_find_marked(), *_find_terms(), *_find_items(), *_find_parameters()):
        found.setdefault(text, set()).add(place)
    for text in _find_answered():
        found.setdefault(text, set()).add("bridgehead/questions")
    return found


def _find_spoken() -> Iterator[tuple[str, str]]:
    """Texts of the code in which every literal of words is said, and the questions themselves."""
    for path in _find_files(_SPOKEN):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for text in _find_texts(tree):
            yield text, _name(path)
    for kind in find_questions().values():
        yield get_title(kind), "bridgehead/questions"
        yield kind.plain_name, "bridgehead/questions"
        for control in build_controls(kind, {}):
            for text in (control.label, control.help, *(text for _, text in control.pairs)):
                if _reads_as_words(text):
                    yield text, "bridgehead/questions"


def _find_files(patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in SOURCE.glob(pattern))


def _name(path: Path) -> str:
    return f"bridgehead/{path.relative_to(SOURCE).as_posix()}"


def _find_texts(node: ast.AST) -> Iterator[str]:
    """Literals that read as words, texts with facts, and what is counted; titles of works and errors are left out."""
    if _is_unsaid(node):
        return
    if isinstance(node, ast.JoinedStr):
        text = write_pattern(node)
        if " " in text and _reads_as_words(_FACT.sub("", text)):
            yield text
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                yield from _find_texts(value.value)
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _reads_as_text(node.value):
        yield node.value.strip()
    if isinstance(node, ast.Call) and _get_called(node).endswith("say_count"):
        for noun in _find_literals(node):
            yield from (noun, noun.removesuffix("s"))
    for child in _get_children(node):
        yield from _find_texts(child)


def _is_unsaid(node: ast.AST) -> bool:
    """Whether what a piece of code says is read by nobody on a page, or is the same in every language."""
    if isinstance(node, ast.Call):
        return _get_called(node) == "Reference" or _get_called(node).endswith("Error")
    return isinstance(node, ast.Raise) or (isinstance(node, ast.ClassDef) and node.name.endswith("Error"))


def _get_children(node: ast.AST) -> Iterator[ast.AST]:
    """What a node is made of, its docstring and annotations left out."""
    has_docstring = (
        isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
    )
    docstring = node.body[0] if has_docstring else None  # type: ignore[attr-defined]
    annotations = {getattr(node, "annotation", None), getattr(node, "returns", None)}
    return (child for child in ast.iter_child_nodes(node) if child is not docstring and child not in annotations)


def _reads_as_words(text: str) -> bool:
    """Whether a text has a word of two letters at least."""
    return bool(_WORDS.search(text))


def _reads_as_text(text: str) -> bool:
    """Whether a literal is for people: several words, or one that begins as a heading does."""
    return _reads_as_words(text) and (" " in text.strip() or (text[:1].isupper() and not text.isupper()))


def write_pattern(node: ast.JoinedStr) -> str:
    """A text with facts as a catalogue holds it: a name in braces for each.

    >>> write_pattern(ast.parse('f"{len(ties)} of {n} ties"', mode="eval").body)
    '{ties} of {n} ties'
    """
    names: dict[str, int] = {}
    pieces = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            pieces.append(str(value.value))
        elif isinstance(value, ast.FormattedValue):
            name = _name_fact(value.value)
            names[name] = names.get(name, 0) + 1
            pieces.append(f"{{{name}}}" if names[name] == 1 else f"{{{name}_{names[name]}}}")
    return "".join(pieces).strip()


def _name_fact(node: ast.expr) -> str:
    """The name of a fact: the last one its expression names."""
    if isinstance(node, ast.Call) and node.args:
        return _name_fact(node.args[0])
    if isinstance(node, ast.Call):
        return _name_fact(node.func)
    if isinstance(node, ast.Subscript):
        return _name_fact(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_").lower()
    return node.id.strip("_").lower() if isinstance(node, ast.Name) else "fact"


def _find_marked() -> Iterator[tuple[str, str]]:
    """Texts that are handed to a call that says them."""
    for path in _find_files(_MARKED):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _get_called(node) in _MARKS:
                for text in _find_literals(node):
                    yield text, _name(path)


def _get_called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _find_literals(node: ast.Call) -> Iterator[str]:
    """The literals among the arguments of a call, those of a choice between two as well."""
    for argument in node.args:
        choices = (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,)
        for choice in choices:
            if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                yield choice.value


def _find_terms() -> Iterator[tuple[str, str]]:
    """Controlled words, what they mean, and what their lists are called."""
    place = "bridgehead/record/terms.py"
    for vocabulary in VOCABULARIES.values():
        yield from ((vocabulary.label, place), (introduce(vocabulary), place))
        for term in vocabulary.terms:
            yield from ((term.label, place), (term.definition, place))
    # "time" is the component of strength that no field of the forms is called by
    for word in (*TYPE_BY_WORD, "time"):
        yield word, "bridgehead/record/entries.py"


def _find_items() -> Iterator[tuple[str, str]]:
    """What can be assessed, and the words an assessment may say."""
    place = "bridgehead/parameters/instruments.yaml"
    for item in load_items().values():
        for text in (item.name, item.instrument, item.description, item.unit, *item.words):
            if text:
                yield _write_word(text), place


def _find_parameters() -> Iterator[tuple[str, str]]:
    """What parameters give questions to say: meanings and reasons, and the words of the lens."""
    for path in _find_files(("parameters/*.yaml",)):
        for text in _find_keyed(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield text, _name(path)
    for file, name in _SAID_PARAMETERS:
        for text in get_parameter(file, name).values():
            yield text, f"bridgehead/parameters/{file}.yaml"
    yield get_parameter("entry_modes", "otherwise"), "bridgehead/parameters/entry_modes.yaml"
    place = "bridgehead/parameters/presentation.yaml"
    for option in get_parameter("presentation", "lens_words").values():
        yield option["words"], place
    for word in get_parameter("presentation", "tie_styles"):
        yield word, place
    for strength in get_parameter("presentation", "arc_widths"):
        yield from ((strength, place), (f"{strength} tie", place))


def _find_keyed(plain: object) -> Iterator[str]:
    if isinstance(plain, list):
        for item in plain:
            yield from _find_keyed(item)
    elif isinstance(plain, dict):
        for key, value in plain.items():
            if key in _SAID_KEYS and isinstance(value, str):
                yield value
            else:
                yield from _find_keyed(value)


def _find_answered() -> Iterator[str]:
    """The words that questions answer with about the library, as far as code or parameters decide them."""
    decided = frozenset(_find_decided())
    for answer in ask_everything():
        for word in find_words(answer):
            if word in decided or word.replace(" ", "_") in decided:
                yield _write_word(word)


def _find_decided() -> Iterator[str]:
    """Every literal of code and every key and word of the parameters."""
    for path in _find_files(("questions/*.py", "answers/*.py", "network/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
    for path in _find_files(("parameters/*.yaml",)):
        yield from re.findall(r"\w+", path.read_text(encoding="utf-8"))
    yield from get_parameter("presentation", "chance_labels")


def ask_everything() -> Iterator[Answer]:
    """Every question that needs nothing named, asked of each case of the library."""
    for case in find_cases():
        firm = firms.open_case(case)
        for kind in find_questions().values():
            try:
                yield firm.ask(kind()).answer
            except QuestionValueError:
                continue


def find_words(answer: Answer) -> Iterator[str]:
    """What stands in the columns of words of an answer, its groups, sides, units and the words of its chances."""
    yield answer.coverage.unit
    for part in answer.parts:
        yield from _find_keys(part.shape)
        words = {column.name for column in part.shape.columns if column.kind == "word"}
        yield from (column.unit for column in part.shape.columns if column.unit)
        for row in part.shape.rows:
            for name, value in row.values.items():
                for item in value if isinstance(value, tuple) else (value,):
                    if isinstance(item, Chance):
                        yield item.label
                    elif isinstance(item, str) and name in words:
                        yield item


def _find_keys(shape: Shape) -> Iterator[str]:
    pairs = shape.groups if isinstance(shape, Groups) else shape.sides if isinstance(shape, Balance) else ()
    return (key for key, _ in pairs)


def _write_word(word: str) -> str:
    """A word as it is shown."""
    return word.replace("_", " ")
