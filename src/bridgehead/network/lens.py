"""The lens: which day, which ties, which world. Every question accepts every option of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Literal

from bridgehead.errors import MisuseError
from bridgehead.record.terms import TIE_KINDS

StrengthKind = Literal["used", "stated", "observed"]
Level = Literal["both", "people", "organisations"]


class LensError(MisuseError):
    """A lens option makes no sense."""

    def __init__(self, option: str, found: object, remedy: str) -> None:
        """Args: option name; found: its value; remedy: what would do, as a sentence."""
        self.option, self.found = option, found
        super().__init__(f"The lens option {option} cannot be {found!r}. {remedy}")


def _split_options(text: str) -> list[str]:
    """The name of a receiver, which ends before the last part that is a kind of tie, and what follows it.

    >>> _split_options("Zenith, Inc., business, 0.6")
    ['Zenith, Inc.', 'business', '0.6']
    """
    parts = [part.strip() for part in text.split(",")]
    kinds = [place for place, part in enumerate(parts) if place and part in TIE_KINDS.words]
    end = kinds[-1] if kinds else 1
    return [", ".join(parts[:end]), *parts[end:]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithTie:
    """A tie that is imagined to hold.

    Attributes:
        sender: id or name. receiver: id or name. kind: kind of tie. strength: 0..1, or None for unknown.
    """

    sender: str
    receiver: str
    kind: str = "business"
    strength: float | None = None

    @classmethod
    def parse(cls, text: str) -> WithTie:
        """Read "sender > receiver", optionally followed by ", kind" and ", strength".

        A name may hold commas where the kind follows it, as in "Acme > Zenith, Inc., business".

        Raises:
            LensError: the text has no ">", an unknown kind or a strength outside 0..1.

        >>> WithTie.parse("Q-Sense > Akzo Nobel, business, 0.6").strength
        0.6
        """
        sender, arrow, rest = text.partition(">")
        receiver, *options = _split_options(rest)
        remedy = "Write it as 'sender > receiver, kind, strength', as in 'Q-Sense > Akzo Nobel, business, 0.6'."
        if not arrow or not sender.strip() or not receiver or len(options) > 2:
            raise LensError("with_ties", text, remedy)
        kind = TIE_KINDS.read(options[0]) if options else "business"
        try:
            strength = float(options[1]) if len(options) == 2 else None
        except ValueError:
            raise LensError("with_ties", text, remedy) from None
        if strength is not None and not 0 <= strength <= 1:
            raise LensError("with_ties", text, "A strength lies between 0 and 1.")
        return cls(sender=sender.strip(), receiver=receiver, kind=kind, strength=strength)

    def __str__(self) -> str:
        """As `parse` reads it, to the last digit of its strength."""
        strength = "" if self.strength is None else f", {float(self.strength)!r}".removesuffix(".0")
        return f"{self.sender} > {self.receiver}, {self.kind}{strength}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """Which part of the record a question sees.

    Attributes:
        as_of: the day the network is true for; None means today.
        as_known_on: leave out what was recorded after this day; None means all we know now.
        firm: id or name of the firm asked for; None means the record's own firm.
        kinds: kinds of tie that count; () means all. Affiliation steps are always kept.
        formal_only: only formal ties count.
        minimum_strength: ties weaker than this, or of unknown strength, do not count.
        strength: which strength counts: used (stated where given, else observed), stated alone or observed alone.
        level: both, people alone, or organisations with their people folded into them.
        without: ids or names of actors, or ids of ties and agreements, imagined away.
        with_ties: ties imagined to hold.
        certain_only: leave out what only possibly holds on the day.
    """

    as_of: date | None = field(default=None, metadata={"help": "The day the network is true for (default: today)."})
    as_known_on: date | None = field(default=None, metadata={"help": "Leave out what was recorded after this day."})
    firm: str | None = field(
        default=None, metadata={"help": "Id or name of the firm asked for (default: the record's own)."}
    )
    kinds: tuple[str, ...] = field(default=(), metadata={"help": "Kinds of tie that count (default: all)."})
    formal_only: bool = field(default=False, metadata={"help": "Only formal ties count."})
    minimum_strength: float | None = field(
        default=None, metadata={"help": "Weaker ties, and unknown ones, do not count (0 to 1)."}
    )
    strength: StrengthKind = field(
        default="used", metadata={"help": "Which strength counts: used, stated or observed."}
    )
    level: Level = field(default="both", metadata={"help": "Level of the network: both, people or organisations."})
    without: tuple[str, ...] = field(
        default=(), metadata={"help": "Actors (id or name), ties or agreements (id) imagined away."}
    )
    with_ties: tuple[WithTie, ...] = field(
        default=(), metadata={"help": "Ties imagined: 'sender > receiver, kind, strength'."}
    )
    certain_only: bool = field(default=False, metadata={"help": "Leave out what only possibly holds on the day."})

    def __post_init__(self) -> None:
        """Refuse options that make no sense.

        Raises:
            LensError: a strength outside 0..1. UnknownWordError: an unknown kind of tie.
        """
        if self.minimum_strength is not None and not 0 <= self.minimum_strength <= 1:
            raise LensError("minimum_strength", self.minimum_strength, "A strength lies between 0 and 1.")
        for kind in self.kinds:
            TIE_KINDS.get(kind)

    def to_plain(self) -> Mapping[str, Any]:
        """The lens as plain values, so that an answer can be re-asked from its header."""
        plain = asdict(self)
        for option in ("as_of", "as_known_on"):
            plain[option] = plain[option].isoformat() if plain[option] else None
        plain["kinds"], plain["without"] = list(self.kinds), list(self.without)
        plain["with_ties"] = [str(tie) for tie in self.with_ties]
        return plain

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Lens:
        """The lens that `to_plain` described; unknown keys are refused.

        Raises:
            LensError: a key is no lens option.
        """
        known = {option.name for option in fields(cls)}
        for key in plain:
            if key not in known:
                raise LensError(key, plain[key], f"The options are: {', '.join(sorted(known))}.")
        options = dict(plain)
        for option in ("as_of", "as_known_on"):
            if isinstance(options.get(option), str):
                options[option] = date.fromisoformat(options[option])
        for option in ("kinds", "without"):
            options[option] = tuple(options.get(option) or ())
        options["with_ties"] = tuple(WithTie.parse(text) for text in options.get("with_ties") or ())
        return cls(**options)
