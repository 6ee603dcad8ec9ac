"""A prompt with completion and with a line put back to mend, where the system has readline; a plain one elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from bridgehead.firm.terse import PREFIXES

_QUIT = {"q", "quit"}

#: what asks: the question, and the line to begin with
Prompt = Callable[[str, str], str]


def ask_line(question: str) -> str | None:
    """The next line of the input without spaces around it; None at its end, or where the answer is to quit."""
    sys.stderr.write(question)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        return None
    answer = line.strip()
    return None if answer.lower() in _QUIT else answer


def make_prompt(names: Callable[[], Sequence[str]], words: Sequence[str]) -> Prompt:
    """A function that asks for a line and raises EOFError at the end of the input.

    Args:
        names: gives the names to complete at the moment. words: the other words to complete.
    """
    readline = _find_readline()
    if readline is None or not sys.stdout.isatty():
        return _ask_plainly
    readline.set_completer_delims(",")
    readline.set_completer(_make_completer(readline, names, words))
    # the readline of macOS is another library and is bound in its own words
    is_editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_editline else "tab: complete")

    def ask(question: str, line: str) -> str:
        readline.set_startup_hook(lambda: readline.insert_text(line))
        try:
            return input(question)
        finally:
            readline.set_startup_hook(None)

    return ask


def _find_readline() -> Any:  # noqa: ANN401 - a module, or None
    try:
        return import_module("readline")
    except ImportError:
        return None


def _ask_plainly(question: str, line: str) -> str:
    """Without readline the line to mend is shown, to be copied."""
    sys.stderr.write(f"  {line}\n{question}" if line else question)
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        raise EOFError
    return typed.rstrip("\n")


def _make_completer(
    readline: Any,  # noqa: ANN401 - a module
    names: Callable[[], Sequence[str]],
    words: Sequence[str],
) -> Callable[[str, int], str | None]:
    found: list[str] = []

    def complete(text: str, state: int) -> str | None:
        if state == 0:
            found[:] = complete_word(text, names(), words, is_first=readline.get_begidx() == 0)
        return found[state] if state < len(found) else None

    return complete


def complete_word(text: str, names: Sequence[str], words: Sequence[str], *, is_first: bool) -> list[str]:
    """What a word of a line may become: names where it is the first or follows one such as "through", else words.

    Args:
        text: what stands since the last comma. names, words: those to choose from. is_first: no comma stands before.

    >>> complete_word(" through be", ["Bengt Kasemo"], [], is_first=False)
    [' through Bengt Kasemo']
    """
    begun = text.lstrip()
    space = text[: len(text) - len(begun)]
    lead = next((prefix for prefix in PREFIXES if begun.lower().startswith(prefix)), "")
    valid = [lead + name for name in names] if is_first or lead else words
    return [space + word for word in valid if word.lower().startswith(begun.lower())]
