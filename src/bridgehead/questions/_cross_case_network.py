"""What a firm's network is made of on the day, as counts that can stand beside another firm's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from bridgehead.answers import Column
from bridgehead.questions._cross_case_attributes import Attribute
from bridgehead.questions._cross_case_firms import ComparedFirm, Statement
from bridgehead.questions._our_ties import OurTie, find_our_ties, join_agreements
from bridgehead.questions._portfolio_agreements import OurAgreement, count_people_in, find_our_agreements
from bridgehead.record.terms import TIE_KINDS, get_form

_TIES, _AGREEMENTS = "Ties", "Agreements"
_COLUMNS: tuple[Column, ...] = (
    Column(name="ties", label="All", kind="count", group=_TIES, meaning="Ties with others on the day."),
    Column(
        name="possible_ties",
        label="Possible only",
        kind="count",
        group=_TIES,
        meaning="Those of them that only possibly hold on the day.",
    ),
    *(
        Column(
            name=f"{term.word}_ties", label=term.label.capitalize(), kind="count", group=_TIES, meaning=term.definition
        )
        for term in TIE_KINDS.terms
    ),
    Column(
        name="tie_markets",
        label="Markets abroad",
        kind="count",
        group=_TIES,
        meaning="Home markets, other than the firm's own, of those it is tied to, as far as they are known.",
    ),
    Column(
        name="equity_agreements",
        label="With equity",
        kind="count",
        group=_AGREEMENTS,
        meaning="Agreements on the day by which one party owns a share in the other, or both in a third.",
    ),
    Column(
        name="other_agreements",
        label="Without equity",
        kind="count",
        group=_AGREEMENTS,
        meaning="The other agreements on the day.",
    ),
    Column(
        name="programmes",
        label="Programmes",
        kind="count",
        group=_AGREEMENTS,
        meaning="Programmes that agreements on the day belong to.",
    ),
)


def build_counts(firms: Iterable[ComparedFirm]) -> tuple[Attribute, ...]:
    """The counts as attributes, each firm's network walked once.

    Args:
        firms: those compared.
    """
    counted = {firm.shown.id: dict(_count(firm)) for firm in firms}

    def find(firm: ComparedFirm, *, name: str) -> tuple[Statement, ...]:
        found = counted[firm.shown.id].get(name)
        return () if found is None else (found,)

    return tuple(Attribute(column=column, find=partial(find, name=column.name)) for column in _COLUMNS)


def _count(firm: ComparedFirm) -> Iterator[tuple[str, Statement]]:
    """The counts of one firm by column; none where no tie or agreement is known or it is not founded."""
    ties = join_agreements(firm.network, find_our_ties(firm.network))
    agreements = find_our_agreements(count_people_in(firm.network))
    if firm.is_founded and (ties or agreements):
        yield from _count_ties(firm, ties)
        yield from _count_agreements(agreements)


def _count_ties(firm: ComparedFirm, ties: tuple[OurTie, ...]) -> Iterator[tuple[str, Statement]]:
    home = firm.network.home
    abroad = [tie for tie in ties if tie.market and tie.market != home]
    kinds = Counter(tie.kind for tie in ties)
    yield "ties", _say(len(ties), _cited(ties))
    yield "possible_ties", _say(sum(not tie.certain for tie in ties), _cited(tie for tie in ties if not tie.certain))
    for kind in TIE_KINDS.words:
        yield f"{kind}_ties", _say(kinds[kind], _cited(tie for tie in ties if tie.kind == kind))
    yield "tie_markets", _say(len({tie.market for tie in abroad}), _cited(abroad))


def _count_agreements(agreements: tuple[OurAgreement, ...]) -> Iterator[tuple[str, Statement]]:
    equity = [ours.entry.id for ours in agreements if get_form(ours.entry.form).equity]
    others = [ours.entry.id for ours in agreements if not get_form(ours.entry.form).equity]
    members = [ours.entry for ours in agreements if ours.entry.programme]
    yield "equity_agreements", _say(len(equity), equity)
    yield "other_agreements", _say(len(others), others)
    yield "programmes", _say(len({entry.programme for entry in members}), [entry.id for entry in members])


def _cited(ties: Iterable[OurTie]) -> list[str]:
    return [id_ for tie in ties for id_ in (tie.entry, *tie.agreements) if id_]


def _say(count: int, cited: Iterable[str]) -> Statement:
    return Statement(value=count, cited=tuple(dict.fromkeys(cited)))
