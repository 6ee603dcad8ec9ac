"""Composition: what our network is made of, how varied it is, and what it provides where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bridgehead.answers import Answer, Column, Groups, Part, Row, Scores, Table, Value
from bridgehead.network.network import GroupBy, Grouping, Network
from bridgehead.network.variety import blau
from bridgehead.questions import build_answer, parameter
from bridgehead.questions._our_ties import OurTie, find_our_ties, join_agreements, say_number
from bridgehead.questions._saying import group_columns, group_values, say_market, say_possible
from bridgehead.record.references import WORKS, Reference
from bridgehead.record.terms import FORMALITIES, ORIGINS, PROVISIONS, PURPOSES, ROLES, TIE_KINDS

ATTRIBUTES: tuple[str, ...] = ("kind", "role", "market", "origin", "purpose", "formality", "strength")
#: what an attribute can be; markets are in no closed list
_VALUES: dict[str, tuple[str, ...]] = {
    "kind": TIE_KINDS.words,
    "role": ROLES.words,
    "origin": ORIGINS.words,
    "purpose": PURPOSES.words,
    "formality": FORMALITIES.words,
    "strength": ("weak", "strong"),
}
NO_TIES = "We have no ties with others on this day. Add a few contacts, or look at another day with --as-of."

_ATTRIBUTE = Column(name="attribute", label="Attribute", kind="word", meaning="What our ties are sorted by.")
VARIETY_COLUMNS: tuple[Column, ...] = (
    _ATTRIBUTE,
    Column(name="known", label="Known", kind="count", meaning="Our ties of which the record says it."),
    Column(name="unknown", label="Unknown", kind="count", meaning="Our ties of which it does not; they count nowhere."),
    Column(name="categories", label="Categories", kind="count", meaning="Different values among the known."),
    Column(
        name="blau",
        label="Blau's index",
        kind="number",
        meaning="Chance that two of the known ties, drawn with replacement, differ: 1 minus the sum of squared shares.",
    ),
    Column(
        name="blau_normalised",
        label="Normalised",
        kind="number",
        meaning="Blau's index over its largest value, 1 - 1/k, for the k values the words allow; for markets, which no "
        "list closes, for the k found. Cannot tell with one.",
    ),
)
COUNT_COLUMNS: tuple[Column, ...] = (
    _ATTRIBUTE,
    Column(name="value", label="Value", kind="word", meaning="Its value; 'unknown' is no value and has no share."),
    Column(name="count", label="Ties", kind="count", meaning="Our ties with this value."),
    Column(name="share", label="Share", kind="share", meaning="Share of the ties of which the value is known."),
)
PROVIDES_COLUMNS: tuple[Column, ...] = (
    Column(name="ties", label="Ties", kind="count", meaning="Our ties there."),
    Column(name="said", label="Said", kind="count", meaning="Those of which the record says what they provide us."),
    *(
        Column(name=term.word, label=term.label.capitalize(), kind="count", meaning=term.definition)
        for term in PROVISIONS.terms
    ),
)
STANDINGS: tuple[tuple[str, str], ...] = (
    ("gaps", "Our ties there are not said to provide some of what ties can provide."),
    ("covered", "Our ties there are said to provide everything ties can provide."),
    ("cannot tell", "No tie there says what it provides: ask, and write it down."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What is our network made of, and how varied is it?

    Counted are the ties of the firm and its people with others on the day; an agreement and the stated tie of the same
    kind that it formalises are one. Unknown is counted by itself and is never a category. A market's gaps are what no
    tie there is said to provide; where no tie says anything, nobody can tell.
    """

    plain_name: ClassVar[str] = "What is our network made of?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["lew"],
        Reference("Blau", 1977, "Inequality and heterogeneity"),
        Reference("Agresti & Agresti", 1978, "Statistical analysis of qualitative variation", "10.2307/270810"),
        WORKS["coviello"],
    )

    by: GroupBy = parameter("market", "What our ties provide per market, per field, or both.")

    def answer(self, network: Network) -> Answer:
        """How varied our ties are, how they are counted, what they provide per market, and the gaps.

        Raises:
            NoFirmError: no firm is named.
        """
        ours = join_agreements(network, find_our_ties(network))
        grouping = network.grouping(self.by)
        parts = (
            _build_variety(ours),
            _build_counts(ours),
            self._build_provides(grouping, ours),
            self._build_gaps(grouping, ours),
        )
        return build_answer(self, network, parts=parts, caveats=_find_caveats(ours))

    def _build_provides(self, grouping: Grouping, ours: Sequence[OurTie]) -> Part:
        rows = [
            Row(values=self._subject(grouping, number) | _count_provisions(inside), evidence=_cited(inside))
            for number, inside in _by_group(grouping, ours).items()
        ]
        return Part(
            name="provides",
            title="What our ties provide",
            shape=Table(columns=(*group_columns(self.by), *PROVIDES_COLUMNS), rows=tuple(rows), empty=NO_TIES),
        )

    def _build_gaps(self, grouping: Grouping, ours: Sequence[OurTie]) -> Part:
        rows = [
            Row(values=self._subject(grouping, number) | _find_gaps(inside), evidence=_cited(inside, saying=True))
            for number, inside in _by_group(grouping, ours).items()
            if number >= 0
        ]
        standing = Column(name="standing", label="Standing", kind="word", meaning="Whether anything is missing there.")
        missing = Column(name="missing", label="Nobody provides", kind="word", meaning="What no tie there provides us.")
        return Part(
            name="gaps",
            title="What nobody provides",
            shape=Groups(
                columns=(*group_columns(self.by), standing, missing),
                rows=tuple(rows),
                group_column="standing",
                groups=STANDINGS,
                empty=_say_unplaced(self.by) if ours else NO_TIES,
            ),
        )

    def _subject(self, grouping: Grouping, number: int) -> dict[str, Value]:
        """The subject values of a group; none where it is not known to which group the others belong."""
        return {} if number < 0 else group_values(self.by, grouping.keys[number])


def _say_unplaced(by: GroupBy) -> str:
    """Why there are ties and no gaps: nobody's market or field is known."""
    unknown = {"market": "market", "field": "field", "both": "market and field"}[by]
    return f"Cannot tell: of nobody we are tied to is the {unknown} known. Say where they sit and what they work in."


def _build_variety(ours: Sequence[OurTie]) -> Part:
    rows = [Row(values=_score_variety(attribute, ours)) for attribute in ATTRIBUTES] if ours else []
    return Part(
        name="variety",
        title="How varied our ties are",
        shape=Scores(columns=VARIETY_COLUMNS, rows=tuple(rows), empty=NO_TIES),
    )


def _score_variety(attribute: str, ours: Sequence[OurTie]) -> dict[str, Value]:
    """The variety of our ties in one attribute."""
    counts = Counter(value for tie in ours if (value := getattr(tie, attribute)))
    found = blau([counts[value] for value in _VALUES.get(attribute, tuple(counts))] or [0])
    return {
        "attribute": attribute,
        "known": counts.total(),
        "unknown": len(ours) - counts.total(),
        "categories": len(counts),
        "blau": say_number(found.index),
        "blau_normalised": say_number(found.normalised),
    }


def _build_counts(ours: Sequence[OurTie]) -> Part:
    rows = [row for attribute in ATTRIBUTES for row in _count_values(attribute, ours)]
    return Part(
        name="counts",
        title="What our ties are made of",
        shape=Table(columns=COUNT_COLUMNS, rows=tuple(rows), empty=NO_TIES),
    )


def _count_values(attribute: str, ours: Sequence[OurTie]) -> Iterable[Row]:
    """One row per value, the most frequent first, then one for the unknown."""
    inside: dict[str, list[OurTie]] = {}
    for tie in ours:
        inside.setdefault(getattr(tie, attribute), []).append(tie)
    unknown = inside.pop("", [])
    known = len(ours) - len(unknown)
    for value, ties in sorted(inside.items(), key=lambda item: (-len(item[1]), item[0])):
        said = say_market(value) if attribute == "market" else value
        values: dict[str, Value] = {
            "attribute": attribute,
            "value": said,
            "count": len(ties),
            "share": len(ties) / known,
        }
        yield Row(values=values, evidence=_cited(ties))
    if unknown:
        yield Row(values={"attribute": attribute, "value": "unknown", "count": len(unknown)}, evidence=_cited(unknown))


def _by_group(grouping: Grouping, ours: Sequence[OurTie]) -> dict[int, list[OurTie]]:
    """Our ties by the group the other stands in, in the grouping's order; -1, unknown, comes last."""
    inside: dict[int, list[OurTie]] = {}
    for tie in ours:
        inside.setdefault(int(grouping.of_actor[tie.other]), []).append(tie)
    return dict(sorted(inside.items(), key=lambda item: (item[0] < 0, item[0])))


def _count_provisions(inside: Sequence[OurTie]) -> dict[str, Value]:
    """How many ties are said to provide each thing; None for all of them where no tie says anything."""
    counts = Counter(word for tie in inside for word in set(tie.provides))
    said = sum(1 for tie in inside if tie.provides)
    provisions: dict[str, Value] = {word: counts[word] if said else None for word in PROVISIONS.words}
    return {"ties": len(inside), "said": said} | provisions


def _find_gaps(inside: Sequence[OurTie]) -> dict[str, Value]:
    provided = {word for tie in inside for word in tie.provides}
    missing = tuple(word for word in PROVISIONS.words if word not in provided)
    if not provided:
        return {"standing": "cannot tell", "missing": None}
    return {"standing": "gaps" if missing else "covered", "missing": missing}


def _cited(ties: Iterable[OurTie], *, saying: bool = False) -> tuple[str, ...]:
    """The entries behind ties, each once; of those that say what they provide where asked so."""
    cited = (id_ for tie in ties if tie.provides or not saying for id_ in (tie.entry, *tie.agreements))
    return tuple(dict.fromkeys(id_ for id_ in cited if id_))


def _find_caveats(ours: Sequence[OurTie]) -> Iterable[str]:
    if not ours:
        yield "Cannot tell: " + NO_TIES[0].lower() + NO_TIES[1:]
        return
    possible = sum(1 for tie in ours if not tie.certain)
    if possible:
        yield say_possible(possible, len(ours), "ties")
    if not any(tie.provides for tie in ours):
        yield "No tie says what it provides us, so gaps cannot be told. Write it down with the ties (field 'provides')."
