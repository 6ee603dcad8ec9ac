"""The commands that a page of the documentation shows, and running them as a reader would type them.

A page's `sh` blocks hold `bridgehead ...` (or `python3 run.py ...`), `cat > FILE` with a text typed in, and `mkdir`.
Its `python` blocks are run too, with one set of names for the page. A command that is meant to end with another exit
code than 0 says so behind a `#`.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_TYPED = re.compile(r"(?P<line>.*?)\s*<<'(?P<mark>\w+)'")
_CODE = re.compile(r"#.*exit code (\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of a page: its words, what is typed into it, and the exit code it is meant to have."""

    words: tuple[str, ...]
    typed: str = ""
    code: int = 0

    @property
    def arguments(self) -> list[str] | None:
        """What is handed to bridgehead; None for another program, and for the test suite."""
        is_ours = self.words[:1] == ("bridgehead",)
        rest = self.words[1:] if is_ours else self.words[2:]
        is_run = self.words[:2] == ("python3", "run.py") and rest[:1] != ("test",)
        return list(rest) if is_ours or is_run else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One block of Python on a page."""

    text: str


def read_page(page: Path) -> Iterator[Command | Program]:
    """What a page tells the reader to type, in order."""
    for language, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if language == "python":
            yield Program(text=text)
        else:
            yield from _read_commands(iter(text.splitlines()))


def _read_commands(lines: Iterator[str]) -> Iterator[Command]:
    for line in lines:
        if not line.strip():
            continue
        typed = _TYPED.fullmatch(line)
        body = [] if typed is None else list(iter(lines.__next__, typed["mark"]))
        code = _CODE.search(line)
        yield Command(
            words=tuple(shlex.split(typed["line"] if typed else line, comments=True)),
            typed="".join(f"{text}\n" for text in body),
            code=int(code[1]) if code else 0,
        )
