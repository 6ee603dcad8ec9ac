"""An answer that shows itself in a notebook and gives data frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from typing import Any

from bridgehead.answers import Answer, Shape
from bridgehead.errors import MissingExtraError, NotFoundError, suggest

_FRAMES = ("pandas", "polars")


class NoFrameLibraryError(MissingExtraError):
    """Neither pandas nor polars is installed."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            "Data frames need pandas or polars: 'pip install pandas'. Without them, answer.records('PART') gives the "
            "same rows as plain objects, and 'bridgehead ask ... --csv' a file."
        )


class NoPartError(NotFoundError):
    """An answer has no part of this name."""

    def __init__(self, question: str, part: str, known: tuple[str, ...]) -> None:
        """Args: question asked; part as named; known: the parts it has."""
        self.question, self.part, self.known = question, part, known
        super().__init__(
            f"The answer to {question} has no part {part!r}.{suggest(part, known)} "
            f"Its parts are: {', '.join(known) or 'none'}."
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer with a face: text when printed, a page in a notebook, a data frame on request.

    Everything an `Answer` has can be asked of it directly, as in `shown.caveats`.

    Attributes:
        answer: the answer itself.
    """

    answer: Answer

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the answer has
        """What the answer has under this name."""
        return getattr(self.answer, name)

    def __str__(self) -> str:
        """The answer as the command line prints it."""
        from bridgehead.present.text import print_answer  # noqa: PLC0415 - only where it is printed

        out = StringIO()
        print_answer(self.answer, out)
        return out.getvalue()

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it."""
        return "".join(_write_html(self.answer))

    def part(self, name: str) -> Shape:
        """One part of the answer.

        Raises:
            NoPartError: there is none of this name.
        """
        try:
            return self.answer.part(name)
        except KeyError:
            raise NoPartError(self.answer.question, name, tuple(part.name for part in self.answer.parts)) from None

    def records(self, part: str | None = None) -> list[dict[str, Any]]:
        """The rows of a part as flat objects; an actor, market or chance gives a key for each of its own.

        Args:
            part: its name; None takes the first.

        Raises:
            NoPartError: there is none of this name.
        """
        if part is None:
            part = self.answer.parts[0].name if self.answer.parts else ""
        return [_flatten(row) for row in self.part(part).plain_rows()]

    def frame(self, part: str | None = None) -> Any:  # noqa: ANN401 - a pandas or a polars frame
        """The rows of a part as a data frame: pandas where it is installed, else polars.

        Args:
            part: its name; None takes the first.

        Raises:
            NoPartError: there is none of this name. NoFrameLibraryError: neither library is installed.
        """
        rows = self.records(part)
        for name in _FRAMES:
            try:
                library = import_module(name)
            except ImportError:
                continue
            return library.DataFrame(rows)
        raise NoFrameLibraryError


def _flatten(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{name}_{key}": inner for key, inner in value.items()}
        else:
            flat[name] = value
    return flat


def _write_html(answer: Answer) -> Iterator[str]:
    from html import escape  # noqa: PLC0415 - only in notebooks

    from bridgehead.present.layout import lay_out  # noqa: PLC0415 - only in notebooks

    yield f"<section><h3>{escape(answer.title)}</h3>"
    yield f"<p>{escape(f'{answer.firm.name}, ' if answer.firm else '')}as of {answer.as_of.isoformat()}</p>"
    for part in answer.parts:
        yield f"<h4>{escape(part.title)}</h4>"
        for block in lay_out(part.shape).blocks:
            if not block.rows:
                yield f"<p>{escape(block.empty)}</p>"
                continue
            yield "<table><thead><tr>"
            yield from (f"<th>{escape(writer.column.label)}</th>" for writer in block.writers)
            yield "</tr></thead><tbody>"
            for row in block.rows:
                cells = (writer.write(row.values.get(writer.column.name)) for writer in block.writers)
                yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
            yield "</tbody></table>"
    yield from (f"<p><em>{escape(caveat)}</em></p>" for caveat in answer.caveats)
    yield f"<p>{escape(str(answer.coverage))}.</p></section>"
