"""Cross case: firms side by side, attribute by attribute, with what is told of them in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from bridgehead.answers import Answer, Column, Coverage, Part, Row, Table, Value
from bridgehead.errors import suggest
from bridgehead.network.network import Network
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._cross_case_attributes import Attribute, build_profile, build_relationships, find_cell
from bridgehead.questions._cross_case_firms import ComparedFirm, Statement, find_firms
from bridgehead.questions._cross_case_network import build_counts
from bridgehead.questions._saying import say_coverage
from bridgehead.record.references import WORKS, Reference

_FIRM = Column(name="firm", label="Firm", kind="actor", meaning="The firm compared.")
_ATTRIBUTE = Column(name="attribute", label="Attribute", kind="text", meaning="What the firms are compared by.")
_DISAGREEMENTS: tuple[Column, ...] = (
    _FIRM,
    _ATTRIBUTE,
    Column(name="value", label="Told", kind="text", meaning="One of the values that are told."),
    Column(
        name="said_at", label="Where", kind="text", meaning="Where that value stands: the work and the place in it."
    ),
)
_EMPTY = "Nothing of this is told of the firm. Assess it ('bridgehead add'), or ask library firms with --cases."

Grid = dict[str, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossCase:
    """How do these firms compare?

    The firm asked stands beside the library firms asked with it, all on the same day. Profile and relationships hold
    what is told of a firm, the network what its ties and agreements count up to. A cell holds every value that is told;
    where only one can be true, the disagreements list them with their places. An attribute is left out where no firm
    has it, and a firm of which it is not told has none: that is unknown, not zero.
    """

    plain_name: ClassVar[str] = "How do firms compare?"
    together: ClassVar[bool] = True
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["eisenhardt"],
        WORKS["yin"],
        WORKS["lew"],
        WORKS["castiglioni"],
    )

    rows: Literal["firms", "attributes"] = parameter("firms", "What stands in the rows: firms or attributes.")
    attributes: tuple[str, ...] = parameter((), "Attributes to compare by, as in founded (default: all that are told).")
    said_in: str = parameter("", "Only what stands at this place of a work, as in 'Table 1' (default: everything).")

    def answer(self, network: Network) -> Answer:
        """What the firms are, how they are related, what their networks hold, and where they are told in two ways.

        Raises:
            QuestionValueError: there is no such attribute. NoFirmError: no firm is named.
        """
        said_in = self.said_in.strip()
        firms = find_firms(network, said_in)
        profile, relationships, counts = build_profile(), build_relationships(), build_counts(firms)
        self._check_attributes((*profile, *relationships, *counts))
        told = self._choose((*profile, *relationships))
        shown = {
            ("profile", "What the firms are"): self._choose(profile),
            ("relationships", "How they relate to others"): self._choose(relationships),
            ("network", "What their networks hold"): () if said_in else self._choose(counts),
        }
        grids = [{one.name: one.find(firm) for chosen in shown.values() for one in chosen} for firm in firms]
        parts = [self._build_part(*named, firms, chosen, grids) for named, chosen in shown.items() if chosen]
        return build_answer(
            self,
            network,
            parts=(*parts, _build_disagreements(firms, told, grids)),
            coverage=_add_coverage(firms),
            caveats=self._find_caveats(firms, told, grids),
        )

    def _choose(self, attributes: Iterable[Attribute]) -> tuple[Attribute, ...]:
        return tuple(one for one in attributes if not self.attributes or one.name in self.attributes)

    def _check_attributes(self, attributes: Iterable[Attribute]) -> None:
        known = [one.name for one in attributes]
        for name in self.attributes:
            if name not in known:
                remedy = f"The attributes are: {', '.join(known)}.{suggest(name, known)}"
                raise QuestionValueError("cross_case", "attributes", name, remedy)

    def _build_part(
        self, name: str, title: str, firms: Sequence[ComparedFirm], attributes: Sequence[Attribute], grids: list[Grid]
    ) -> Part:
        held = [one for one in attributes if any(_is_held(grid[one.name]) for grid in grids)]
        build = _build_by_firm if self.rows == "firms" else _build_by_attribute
        columns, rows = build(firms, held, grids)
        return Part(
            name=name,
            title=title,
            shape=Table(columns=columns, rows=rows if held else (), reading="matrix", empty=_EMPTY),
        )

    def _find_caveats(
        self, firms: Sequence[ComparedFirm], told: Sequence[Attribute], grids: list[Grid]
    ) -> Iterator[str]:
        if len(firms) == 1:
            yield "No other firm was asked, or none was founded by the day: there is nothing to compare with."
        else:
            yield f"{len(firms)} firms, each in its own record on the same day; what a record does not tell is unknown."
        statements = [one for grid in grids for attribute in told for one in grid[attribute.name]]
        possible = sum(not one.certain for one in statements)
        if possible:
            yield f"{possible} of {len(statements)} values told only possibly hold on the day."
        if self.said_in.strip():
            yield f"Only what stands at '{self.said_in.strip()}' counts; ties and agreements are not counted."


def _add_coverage(firms: Sequence[ComparedFirm]) -> Coverage:
    """How much of all the firms' records was usable."""
    each = [say_coverage(firm.network) for firm in firms]
    left_out = Counter[str]()
    for firm in firms:
        left_out.update(firm.network.world.left_out)
    return Coverage(
        used=sum(one.used for one in each),
        total=sum(one.total for one in each),
        unit=each[0].unit,
        possible=sum(one.possible for one in each),
        remarks=tuple(f"{count} left out: {reason}." for reason, count in sorted(left_out.items())),
    )


def _is_held(statements: Sequence[Statement]) -> bool:
    """Whether a firm has an attribute; a count of none of its ties is nothing to show a column for."""
    return any(one.value != 0 or one.cited for one in statements)


def _build_by_firm(
    firms: Sequence[ComparedFirm], attributes: Sequence[Attribute], grids: Sequence[Grid]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """A row for each firm, a column for each attribute."""
    rows = [
        Row(
            values={"firm": firm.shown} | {one.name: find_cell(grid[one.name]) for one in attributes},
            evidence=_cite(grid[one.name] for one in attributes),
        )
        for firm, grid in zip(firms, grids, strict=True)
    ]
    return (_FIRM, *(one.column for one in attributes)), tuple(rows)


def _build_by_attribute(
    firms: Sequence[ComparedFirm], attributes: Sequence[Attribute], grids: Sequence[Grid]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """A row for each attribute, a column for each firm; its cells are of many kinds and so are written out."""
    shown = [firm.shown for firm in firms]
    columns = [Column(name=one.id, label=one.name, kind="text", meaning="What is told of this firm.") for one in shown]
    rows = [
        Row(
            values={"attribute": _name(attribute)}
            | {one.id: _write_cell(grid[attribute.name], attribute) for one, grid in zip(shown, grids, strict=True)},
            evidence=_cite(grid[attribute.name] for grid in grids),
        )
        for attribute in attributes
    ]
    return (_ATTRIBUTE, *columns), tuple(rows)


def _build_disagreements(firms: Sequence[ComparedFirm], told: Sequence[Attribute], grids: Sequence[Grid]) -> Part:
    """A row for each value of an attribute that can have one alone and is told several."""
    rows = [
        Row(
            values={
                "firm": firm.shown,
                "attribute": _name(attribute),
                "value": _write(statement, attribute),
                "said_at": _find_places(firm, statement),
            },
            evidence=tuple(sorted(statement.cited)),
        )
        for firm, grid in zip(firms, grids, strict=True)
        for attribute in told
        if attribute.is_single and len(grid[attribute.name]) > 1
        for statement in grid[attribute.name]
    ]
    empty = "No two values are told of anything that can have one alone."
    shape = Table(columns=_DISAGREEMENTS, rows=tuple(rows), empty=empty)
    return Part(name="disagreements", title="What is told in two ways", shape=shape)


def _find_places(firm: ComparedFirm, statement: Statement) -> Value:
    """Where a value stands; None where no evidence says."""
    entries = [entry for id_ in sorted(statement.cited) if (entry := firm.network.get_entry(id_)) is not None]
    places = [
        f"{item.reference}: {item.locator}" if item.locator else item.reference
        for entry in entries
        for item in firm.find_evidence(entry)
    ]
    return "; ".join(dict.fromkeys(places)) or None


def _cite(cells: Iterable[Sequence[Statement]]) -> tuple[str, ...]:
    return tuple(sorted({id_ for cell in cells for statement in cell for id_ in statement.cited}))


def _name(attribute: Attribute) -> str:
    """An attribute as the head of a row: with what spans it, and its unit."""
    column = attribute.column
    label = f"{column.group}: {column.label}" if column.group else column.label
    return f"{label} ({column.unit})" if column.unit else label


def _write_cell(statements: Sequence[Statement], attribute: Attribute) -> Value:
    """A cell in words; one value alone, several as a tuple, None where nothing is told."""
    words = tuple(_write(one, attribute) for one in statements)
    return None if not words else words[0] if len(words) == 1 else words


def _write(statement: Statement, attribute: Attribute) -> str:
    """A value in words, as it reads beside values of other kinds.

    >>> from bridgehead.questions._cross_case_attributes import build_profile
    >>> share = next(one for one in build_profile() if one.name == "foreign_sales_share")
    >>> _write(Statement(value=0.95, cited=()), share)
    '95%'
    """
    value, kind = statement.value, attribute.column.kind
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:.0%}" if kind == "share" else f"{value:.15g}"
    return str(value).replace("_", " ") if kind == "word" else str(value)
