"""Options that many commands share: which record, which form of output; and how a dataclass's fields become options."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_type_hints

from cyclopts import Parameter

from bridgehead.errors import MisuseError, NotFoundError
from bridgehead.record.dates import read_day
from bridgehead.record.typed import read_words

if TYPE_CHECKING:
    # the database, the arrays and the questions behind it take half a second, and help needs none of them
    from bridgehead.firm import Firm

DEFAULT_RECORD = "firm.bridgehead"


class NoRecordHereError(NotFoundError):
    """No record was named and none lies in the current folder."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            f"There is no record here. Make one with 'bridgehead init {DEFAULT_RECORD} --firm \"YOUR FIRM\"', name one "
            "with -r PATH, or try 'bridgehead demo'."
        )


class SeveralCasesError(MisuseError):
    """Several cases were named where one can be used."""

    def __init__(self, names: tuple[str, ...]) -> None:
        """Args: names of the cases."""
        self.names = names
        super().__init__(f"--cases names {len(names)} cases, and one can be used here. Choose of: {', '.join(names)}.")


class BothFormsError(MisuseError):
    """Two forms of output were asked for at once."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__("--json and --csv cannot be had at once. Choose one.")


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class RecordOption:
    """Which record a command works on."""

    record: Annotated[
        str,
        Parameter(name=["--record", "-r"], help=f"The record (default: {DEFAULT_RECORD} here).", show_default=False),
    ] = ""
    by: Annotated[str, Parameter(help="Who makes the change (default: your login name).", show_default=False)] = ""

    def open(self) -> Firm:
        """The firm of the record named, or of the one in the current folder.

        Raises:
            NoRecordHereError: none was named and none is here. NoRecordError, NotARecordError: the one named is none.
        """
        from bridgehead import firm  # noqa: PLC0415 - see above

        if not self.record and not Path(DEFAULT_RECORD).exists():
            raise NoRecordHereError
        return firm.open(self.record or DEFAULT_RECORD, by=self.by)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class AskedOption:
    """Whom a command asks: a record, or cases of the library."""

    record: Annotated[
        str,
        Parameter(name=["--record", "-r"], help=f"The record (default: {DEFAULT_RECORD} here).", show_default=False),
    ] = ""
    cases: Annotated[
        str,
        Parameter(help="Ask library cases instead: names or papers (001), divided by commas.", show_default=False),
    ] = ""

    def open(self) -> tuple[Firm, ...]:
        """The firms to ask, in order.

        Raises:
            UnknownCaseError: the library has no such case. Otherwise as `RecordOption.open`.
        """
        from bridgehead import firm  # noqa: PLC0415 - see above

        return firm.open_cases(self.cases) if self.cases else (RecordOption(record=self.record).open(),)

    def open_one(self) -> Firm:
        """The one firm that is asked.

        Raises:
            SeveralCasesError: several cases were named. Otherwise as `open`.
        """
        opened = self.open()
        if len(opened) > 1:
            raise SeveralCasesError(tuple(one.name for one in opened))
        return opened[0]


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class FormOption:
    """In which form data is printed."""

    json: Annotated[bool, Parameter(help="Print JSON.", negative="", show_default=False)] = False
    csv: Annotated[bool, Parameter(help="Print CSV.", negative="", show_default=False)] = False

    @property
    def form(self) -> str:
        """table, json or csv.

        Raises:
            BothFormsError: two were asked for.
        """
        if self.json and self.csv:
            raise BothFormsError
        return "json" if self.json else "csv" if self.csv else "table"


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class AnswerOption(FormOption):
    """In which form an answer is printed."""

    part: Annotated[
        str, Parameter(help="With --csv: the part of the answer (default: the first).", show_default=False)
    ] = ""
    sources: Annotated[bool, Parameter(help="List the evidence.", negative="", show_default=False)] = False
    rows: Annotated[int, Parameter(help="Rows shown of each table; 0 shows all.")] = 20


@dataclass(frozen=True, slots=True)
class FieldOption:
    """A dataclass field as an option: how the command line sees it, and how what it gives becomes the field's value."""

    parameter: inspect.Parameter
    read: Callable[[Any], Any]


def build_field_options(
    kind: type, *, positional_first: bool = False, readers: Mapping[str, Callable[[Any], Any]] | None = None
) -> dict[str, FieldOption]:
    """An option for each field of a dataclass, by name.

    Args:
        kind: its fields carry a help text in their metadata.
        positional_first: a first field of text without a default value may be given without its name.
        readers: for fields that are no plain values: what reads one text of it.
    """
    hints = get_type_hints(kind)
    options = {}
    for place, field in enumerate(fields(kind)):
        is_first = positional_first and place == 0 and field.default == "" and hints[field.name] is str
        position = inspect.Parameter.POSITIONAL_OR_KEYWORD if is_first else inspect.Parameter.KEYWORD_ONLY
        options[field.name] = _build_option(field, hints[field.name], position, (readers or {}).get(field.name))
    return options


def _build_option(field: Field[Any], hint: Any, position: Any, reader: Callable[[Any], Any] | None) -> FieldOption:  # noqa: ANN401 - any type
    default: Any = () if field.default is MISSING else field.default
    words: dict[str, Any] = {"help": str(field.metadata.get("help", ""))}
    if default in ("", (), False, None):
        words["show_default"] = False
    read: Callable[[Any], Any] = _same
    if str(hint).startswith("tuple["):
        hint, words["negative"] = tuple[str, ...], ""
        read = (lambda texts: tuple(reader(text) for text in texts)) if reader else read_words
    elif date in (hint, *get_args(hint)):
        hint, read = str | None, _read_optional_day
    annotation = Annotated[hint, Parameter(**words)]
    return FieldOption(inspect.Parameter(field.name, position, annotation=annotation, default=default), read)


def _same(value: object) -> object:
    return value


def _read_optional_day(text: str | None) -> date | None:
    return read_day(text) if text else None


def with_options(
    command: Callable[[dict[str, Any]], int], parameters: Sequence[inspect.Parameter], doc: str
) -> Callable[..., int]:
    """A function of these parameters that the command line can inspect; it hands them on as one mapping."""
    ordered = sorted(parameters, key=lambda parameter: parameter.kind)
    signature = inspect.Signature(ordered)

    def wrapped(*args: Any, **kwargs: Any) -> int:  # noqa: ANN401 - as the signature says
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return command(dict(bound.arguments))

    wrapped.__signature__ = signature  # type: ignore[attr-defined]
    wrapped.__annotations__ = {parameter.name: parameter.annotation for parameter in ordered}
    wrapped.__doc__ = doc
    return wrapped
