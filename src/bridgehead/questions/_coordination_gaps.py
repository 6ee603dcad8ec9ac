"""What a firm's log leaves open: mechanisms others use, interactions without a mechanism, partners without a side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bridgehead.answers import Column, Part, Row, Table, Value
from bridgehead.matching.titles import Proposal
from bridgehead.network.network import Network
from bridgehead.questions._coordination_log import COLUMNS, Coded, Log, cite
from bridgehead.questions._coordination_proposals import find_proposals
from bridgehead.questions._coordination_tables import NOTHING_SHOWN, say_column, say_firm
from bridgehead.questions._saying import say_actor, say_actor_id
from bridgehead.record.entries import Interaction
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import MECHANISMS

_TITLES_SHOWN = 3
_MECHANISM = Column(name="mechanism", label="Mechanism", kind="word")
_UNUSED: tuple[Column, ...] = (
    _MECHANISM,
    Column(name="column", label="For", meaning="The column of the matrix."),
    Column(name="firms", label="Used by", kind="actor", meaning="Similar firms with an interaction there."),
    Column(name="similar", label="Similar by", meaning="What makes these firms similar."),
)
_UNCLASSIFIED: tuple[Column, ...] = (
    Column(
        name="mechanism", label="Proposed mechanism", kind="word",
        meaning="By the words of the title or the kind of interaction; nobody has confirmed it.",
    ),
    Column(name="forms", label="Proposed forms", kind="word", meaning="Those its participants allow."),
    Column(name="because", label="Because of", meaning="The words, or the kind of interaction."),
    Column(name="interactions", label="Interactions", kind="count"),
    Column(name="titles", label="Such as", meaning="Some of the titles."),
)  # fmt: skip
_UNPLACED: tuple[Column, ...] = (
    Column(name="partner", label="Partner", kind="actor", meaning="None where it is not the partner that is missing."),
    Column(name="why", label="Why"),
    Column(name="interactions", label="Interactions", kind="count", meaning="Those that name mechanism and form."),
)


def find_similar(logs: Sequence[Log]) -> tuple[tuple[Log, ...], str]:
    """The firms asked with the first one that are similar, and by what.

    Args:
        logs: the firm asked, then the others. Similar are those of the same field or sector; where there are none, all.
    """
    own, *others = logs
    mine = _find_lines(own.network)
    similar = tuple(log for log in others if mine & _find_lines(log.network))
    return (similar, "same field or sector") if similar else (tuple(others), "all asked with it")


def _find_lines(network: Network) -> set[str]:
    actor = network.actor(network.get_firm())
    return {word.casefold() for word in (actor.field, actor.sector) if word}


def build_unused(logs: Sequence[Log]) -> Part:
    """Mechanisms similar firms use and the firm asked is not known to."""
    own, similar, basis = logs[0], *find_similar(logs)
    rows = []
    for mechanism in MECHANISMS.words if own.placed else ():
        for column in COLUMNS:
            users = [log for log in similar if (mechanism, column) in log.cells]
            if users and (mechanism, column) not in own.cells:
                values: dict[str, Value] = {
                    "mechanism": mechanism,
                    "column": say_column(column),
                    "firms": tuple(say_firm(log) for log in users),
                    "similar": basis,
                }
                evidence = cite(item for log in users for item in log.cells[mechanism, column])
                rows.append(Row(values=values, evidence=evidence))
    rows.sort(key=lambda row: -len(row.values["firms"]))  # type: ignore[arg-type]  # a tuple, as built above
    empty = "No similar firm with classified interactions uses a mechanism that this one does not."
    shape = Table(columns=_UNUSED, rows=tuple(rows), empty=empty if own.placed else f"Cannot tell. {NOTHING_SHOWN}")
    return Part(name="unused", title="Mechanisms similar firms use and we are not known to", shape=shape)


def build_unclassified(log: Log) -> Part:
    """Interactions without mechanism or form by what is proposed for them; those without a proposal come last."""
    groups: dict[Proposal | None, list[Interaction]] = {}
    for interaction, proposal in find_proposals(log):
        groups.setdefault(proposal, []).append(interaction)
    ordered = sorted(groups.items(), key=lambda item: (item[0] is None, -len(item[1])))
    shape = Table(
        columns=_UNCLASSIFIED,
        rows=tuple(_say_group(proposal, held) for proposal, held in ordered),
        empty="No interaction with a partner lacks its mechanism or form.",
    )
    return Part(name="unclassified", title="Interactions in no cell yet", shape=shape)


def _say_group(proposal: Proposal | None, held: Sequence[Interaction]) -> Row:
    titles = tuple(dict.fromkeys(one.topic for one in held if one.topic))
    values: dict[str, Value] = {"interactions": len(held), "titles": titles[:_TITLES_SHOWN]}
    if proposal is not None:
        values |= {"mechanism": proposal.mechanism, "forms": proposal.forms, "because": proposal.because}
        return Row(values=values, evidence=tuple(one.id for one in held))
    most = int(get_parameter("coordination", "interactions_cited"))
    note = f"The first {most} of {len(held)} are cited." if len(held) > most else ""
    return Row(values=values, evidence=tuple(one.id for one in held[:most]), note=note)


def build_unplaced(log: Log) -> Part:
    """Who took part in classified interactions and stands on no known side, then what else keeps one out of a cell."""
    partners: dict[tuple[str, str], list[Coded]] = {}
    faults: dict[str, list[Coded]] = {}
    for item in log.coded:
        for partner, why in _find_strangers(log.network, item):
            partners.setdefault((partner, why), []).append(item)
        for fault in item.faults:
            faults.setdefault(fault, []).append(item)
    rows = [
        Row(
            values={"partner": say_actor_id(log.network, partner), "why": why, "interactions": len(items)},
            evidence=cite(items),
        )
        for (partner, why), items in sorted(partners.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]
    rows += _say_faults(faults)
    shape = Table(
        columns=_UNPLACED, rows=tuple(rows), empty="Nobody in a classified interaction stands on an unknown side."
    )
    return Part(name="unplaced", title="Cannot place", shape=shape)


def _find_strangers(network: Network, item: Coded) -> Sequence[tuple[str, str]]:
    """(partner's id, why) of everybody in an interaction who stands on no known side."""
    found = [(id_, "not in the record") for id_ in item.present.missing]
    for partner, sides in item.present.sides.items():
        if not sides:
            roles = [role.replace("_", " ") for role in item.present.roles[partner]]
            known = f"is our {', '.join(roles)}: neither customer nor supplier" if roles else ""
            found.append((say_actor(network, partner).id, known or "no tie says what they were to us that day"))
    return found


def _say_faults(faults: Mapping[str, Sequence[Coded]]) -> list[Row]:
    return [
        Row(values={"partner": None, "why": fault, "interactions": len(items)}, evidence=cite(items))
        for fault, items in sorted(faults.items())
    ]
