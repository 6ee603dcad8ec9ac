"""What stands above and below every answer: the lens in words, and the command that asks again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bridgehead.answers import Answer
from bridgehead.present.links import Say
from bridgehead.record.parameters import get_parameter

#: options of the lens that the line of firm and day already shows
_SHOWN_ELSEWHERE = frozenset({"as_of", "firm"})
#: what a lens shows that leaves nothing out
EVERYTHING = "everything known"


def describe_lens(lens: Mapping[str, Any], say: Say = str) -> str:
    """What the lens leaves out or imagines, in words.

    Args:
        lens: its options. say: how a page says the words of an option.

    >>> describe_lens({"as_of": "2001-06-30", "formal_only": True, "kinds": []})
    'only formal ties'
    >>> describe_lens({})
    'everything known'
    """
    words = get_parameter("presentation", "lens_words")
    parts = []
    for option, value in lens.items():
        known = words.get(option, {"default": None, "words": f"{option.replace('_', ' ')} {{value}}"})
        if option not in _SHOWN_ELSEWHERE and value not in (known["default"], None):
            parts.append(say(known["words"]).format(value=_list(value, say)))
    return "; ".join(parts) or say(EVERYTHING)


def _list(value: Any, say: Say) -> str:  # noqa: ANN401 - any plain value
    return ", ".join(say(str(item)) for item in value) if isinstance(value, list | tuple) else say(str(value))


def build_command(answer: Answer, cases: Sequence[str] = ()) -> str:
    """The command line that gives this answer again, built from its header.

    Args:
        answer: any. cases: of the library, that were asked; none where a record was.
    """
    options = dict(answer.parameters)
    defaults = {option: known["default"] for option, known in get_parameter("presentation", "lens_words").items()}
    lens = {**answer.lens, "as_of": answer.as_of.isoformat()}
    options |= {option: value for option, value in lens.items() if value != defaults.get(option)}
    options |= {"cases": ",".join(cases)} if cases else {}
    words = [word for option, value in options.items() for word in _write_option(option, value)]
    return shlex.join(["bridgehead", "ask", answer.question.replace("_", "-"), *words])


def _write_option(option: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - any plain value
    """An option as the command line reads it: repeated for lists, with "no-" for no, left out if not given."""
    flag = option.replace("_", "-")
    if isinstance(value, bool):
        yield f"--{flag}" if value else f"--no-{flag}"
    elif isinstance(value, list | tuple):
        for item in value:
            yield from (f"--{flag}", str(item))
    elif value not in {None, ""}:
        yield from (f"--{flag}", str(value))
