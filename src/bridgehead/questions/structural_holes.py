"""Structural holes: where we bridge, and where we are hemmed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from bridgehead.answers import Answer, Column, Part, Row, Scores, Value
from bridgehead.network.local_constraint import local_constraint
from bridgehead.network.measures import Betweenness, Burt, burt
from bridgehead.network.network import Network
from bridgehead.network.ties import Floats
from bridgehead.network.variety import blau, e_i_index
from bridgehead.questions import QuestionValueError, build_answer, parameter
from bridgehead.questions._brokers import RANKINGS, build_bridges, build_others, build_roles
from bridgehead.questions._dyads import Dyads, find_dyads
from bridgehead.questions._our_ties import say_number
from bridgehead.questions._saying import say_actor
from bridgehead.record import markets
from bridgehead.record.references import WORKS, Reference

Weights = Literal["auto", "strength", "binary"]
WEIGHTS: tuple[Weights, ...] = ("auto", "strength", "binary")
NO_CONTACTS = (
    "We have no relationships with others on this day. Add a few contacts, or look at another day with --as-of."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuralHoles:
    """Where do we bridge, and where are we hemmed in?

    The firm and its people count as one actor, every other actor by itself; ties count in both directions, and several
    between the same two as one relationship, as strong as its strongest. Best asked at the level of organisations,
    where everybody's people count with their organisation. Burt's measures are those of the whole network: a contact's
    other ties count wherever they lead. Without relationships they are undefined: cannot tell.
    """

    plain_name: ClassVar[str] = "Where are we the bridge?"
    references: ClassVar[tuple[Reference, ...]] = (
        WORKS["burt"],
        WORKS["borgatti"],
        WORKS["gould"],
        Reference("Krackhardt & Stern", 1988, "Informal networks and organizational crises", "10.2307/2786835"),
        Reference("Blau", 1977, "Inequality and heterogeneity"),
        Reference("Brandes", 2001, "A faster algorithm for betweenness centrality", "10.1080/0022250X.2001.9990249"),
        WORKS["castiglioni"],
    )

    weights: Weights = parameter(
        "auto", "Relationships count by strength or alike (binary); auto: by strength where all strengths are known."
    )
    rank_by: str = parameter("betweenness", f"What other actors are ranked by: {', '.join(RANKINGS)}.")
    top: int = parameter(20, "Rows shown of contacts, bridges and other actors; 0 shows all.")

    def answer(self, network: Network) -> Answer:
        """Our measures, who hems us in, our roles, the markets we bridge, and who else bridges.

        Raises:
            QuestionValueError: a parameter has a value it cannot have, or strengths are asked for and not all known.
            NoFirmError: no firm is named.
        """
        self._check()
        dyads = find_dyads(network)
        variant, strengths = self._weigh(dyads)
        scores = burt(dyads.n_actors, dyads.first, dyads.second, strengths)
        others, between = build_others(network, dyads, scores, self.rank_by, self.top)
        parts = (
            _build_ours(network, dyads, scores, variant),
            self._build_contacts(network, dyads, strengths, variant),
            build_roles(network, dyads),
            build_bridges(network, dyads, self.top),
            others,
        )
        return build_answer(self, network, parts=parts, caveats=self._find_caveats(network, dyads, variant, between))

    def _check(self) -> None:
        for name, valid in (("weights", WEIGHTS), ("rank_by", RANKINGS)):
            if getattr(self, name) not in valid:
                remedy = f"It is one of: {', '.join(valid)}."
                raise QuestionValueError("structural_holes", name, getattr(self, name), remedy)
        if self.top < 0:
            raise QuestionValueError("structural_holes", "top", self.top, "It is 0, for all, or more.")

    def _weigh(self, dyads: Dyads) -> tuple[str, Floats]:
        """The variant in words, and what each relationship counts."""
        unknown = int(np.isnan(dyads.strength).sum())
        if self.weights == "strength" and unknown:
            remedy = (
                f"The strength of {unknown} of {len(dyads.strength)} relationships is not known, which is not zero. "
                "Leave them out with --minimum-strength 0 --level organisations, or ask with --weights binary."
            )
            raise QuestionValueError("structural_holes", "weights", "strength", remedy)
        if self.weights == "binary" or unknown or not len(dyads.strength):
            return "whole network, relationships counted alike", np.ones(len(dyads.strength))
        return "whole network, relationships counted by strength", dyads.strength

    def _build_contacts(self, network: Network, dyads: Dyads, strengths: Floats, variant: str) -> Part:
        """Each contact's part in our constraint, the largest first."""
        kept = strengths > 0
        found = local_constraint(dyads.n_actors, dyads.first[kept], dyads.second[kept], strengths[kept], dyads.firm)
        known = dict(zip((dyads.first + dyads.second - dyads.firm)[dyads.is_ours].tolist(),
                         dyads.strength[dyads.is_ours].tolist(), strict=True))  # fmt: skip
        total = float(found.constraint.sum())
        order = np.lexsort((found.contacts, -found.constraint)).tolist()
        rows = [
            Row(
                values={
                    "contact": say_actor(network, int(found.contacts[place])),
                    "strength": say_number(known[int(found.contacts[place])]),
                    "investment": float(found.investment[place]),
                    "constraint": float(found.constraint[place]),
                    "share": float(found.constraint[place]) / total,
                    "redundancy": float(found.redundancy[place]),
                },
                evidence=tuple(tie.entry for tie in dyads.our_ties[int(found.contacts[place])] if tie.entry),
            )
            for place in (order[: self.top] if self.top else order)
        ]
        return Part(
            name="contacts",
            title="Who hems us in",
            shape=Scores(
                columns=_contact_columns(variant), rows=tuple(rows), ranked_by="constraint", empty=NO_CONTACTS
            ),
        )

    def _find_caveats(self, network: Network, dyads: Dyads, variant: str, between: Betweenness) -> Iterable[str]:
        if not dyads.our_ties:
            yield "Cannot tell: " + NO_CONTACTS[0].lower() + NO_CONTACTS[1:]
            return
        yield f"Burt's measures: {variant}."
        unknown = int(np.isnan(dyads.strength).sum())
        if self.weights == "auto" and unknown:
            yield f"Relationships count alike because the strength of {unknown} of {len(dyads.strength)} is not known."
        yield (
            "Our own betweenness is left out, and others' is told without us: a record of our contacts puts us in the "
            "middle whatever we do."
        )
        if not between.is_exact:
            yield f"Betweenness is sampled from {between.sources} of {dyads.n_actors} actors."
        if bool(dyads.is_ours.all()):
            yield (
                "The record knows no tie among our contacts. That they have none is not known: ask them whom they know "
                "before relying on holes."
            )
        if network.lens.level != "organisations":
            yield "People count beside their organisations. Ask with --level organisations to count them together."


def _build_ours(network: Network, dyads: Dyads, scores: Burt, variant: str) -> Part:
    """The firm's measures in one row."""
    firm = dyads.firm
    at_home, abroad, unknown = _count_places(network, dyads)
    has_home = network.home is not None
    values: dict[str, Value] = {
        "firm": say_actor(network, firm),
        "relationships": len(dyads.our_ties),
        "constraint": say_number(scores.constraint[firm]),
        "effective_size": say_number(scores.effective_size[firm]),
        "efficiency": say_number(scores.efficiency[firm]),
        "hierarchy": say_number(scores.hierarchy[firm]),
        "home": at_home if has_home else None,
        "abroad": abroad if has_home else None,
        "unknown_market": unknown,
        "e_i_index": say_number(e_i_index(at_home, abroad)) if has_home else None,
        **{f"blau_{attribute}": _blau_of(dyads, attribute) for attribute in ("market", "kind", "role")},
    }
    evidence = tuple(dict.fromkeys(tie.entry for ties in dyads.our_ties.values() for tie in ties if tie.entry))
    return Part(
        name="ours",
        title="How free we are",
        shape=Scores(columns=_our_columns(variant), rows=(Row(values=values, evidence=evidence),)),
    )


def _count_places(network: Network, dyads: Dyads) -> tuple[int, int, int]:
    """Contacts at home, abroad, and where nobody can tell; a region that holds the home market tells nothing."""
    home = network.home
    counts: Counter[str] = Counter()
    for contact in dyads.our_ties:
        market = network.actor(contact).market
        if home is None or market is None or (market != home and markets.contains(market, home)):
            counts["unknown"] += 1
        else:
            counts["home" if market == home else "abroad"] += 1
    return counts["home"], counts["abroad"], counts["unknown"]


def _blau_of(dyads: Dyads, attribute: str) -> float | None:
    """Blau's index of what is known of our contacts; one of several kinds or roles counts once in each."""
    held = {(contact, getattr(tie, attribute)) for contact, ties in dyads.our_ties.items() for tie in ties}
    counts = Counter(value for _, value in held if value)
    return say_number(blau(list(counts.values()) or [0]).index)


def _our_columns(variant: str) -> tuple[Column, ...]:
    """What is told of us, the variant named where there are several."""
    return (
        Column(name="firm", label="Firm", kind="actor", meaning="The firm and its people together."),
        Column(name="relationships", label="Relationships", kind="count", meaning="Others we are tied to."),
        Column(
            name="constraint",
            label="Constraint",
            kind="number",
            meaning=f"How far our contacts close in on us ({variant}): 0 is free, one contact alone gives 1.",
        ),
        Column(
            name="effective_size",
            label="Effective size",
            kind="number",
            meaning=f"Relationships less their redundancy ({variant}).",
        ),
        Column(
            name="efficiency", label="Efficiency", kind="share", meaning="Effective size over number of relationships."
        ),
        Column(
            name="hierarchy",
            label="Hierarchy",
            kind="number",
            meaning=f"How far constraint comes from one contact, 0 to 1 ({variant}); cannot tell with a single one.",
        ),
        Column(name="home", label="At home", kind="count", meaning="Contacts in our own market."),
        Column(name="abroad", label="Abroad", kind="count", meaning="Contacts in other markets."),
        Column(
            name="unknown_market", label="Market unknown", kind="count", meaning="Contacts of which nobody can tell."
        ),
        Column(
            name="e_i_index",
            label="E-I index",
            kind="number",
            meaning="Contacts abroad less those at home over both: -1 all at home, 1 all abroad.",
        ),
        *(
            Column(
                name=f"blau_{attribute}",
                label=f"Variety of {attribute}s",
                kind="number",
                meaning=f"Blau's index over our contacts' {attribute}s as far as known: 0 all alike.",
            )
            for attribute in ("market", "kind", "role")
        ),
    )


def _contact_columns(variant: str) -> tuple[Column, ...]:
    return (
        Column(name="contact", label="Contact", kind="actor", meaning="Somebody we are tied to."),
        Column(name="strength", label="Strength", kind="number", meaning="Of our strongest tie with them, 0 to 1."),
        Column(name="investment", label="Invested", kind="share", meaning=f"Share of our relationships ({variant})."),
        Column(
            name="constraint",
            label="Constraint",
            kind="number",
            meaning=f"How far they, and those who lead to them, close in on us ({variant}).",
        ),
        Column(name="share", label="Share", kind="share", meaning="Their part in our constraint."),
        Column(
            name="redundancy",
            label="Redundancy",
            kind="number",
            meaning="How far our other contacts lead to them as well: 0 not at all.",
        ),
    )
