"""What is proposed for interactions that name no mechanism or form: by title, within what whoever took part allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bridgehead.matching.titles import Proposal, propose_forms, propose_mechanism
from bridgehead.questions._coordination_log import Log, allowed_forms
from bridgehead.record.entries import Assessment, EntryId, Interaction
from bridgehead.record.record import REFUSED_MECHANISM


def find_proposals(log: Log) -> Iterator[tuple[Interaction, Proposal | None]]:
    """Every interaction without mechanism or form, with what is proposed for it; None where nothing is.

    A mechanism somebody refused for an interaction is not proposed for it again; one that it names is kept.
    """
    refused = find_refused(log)
    for interaction in log.uncoded:
        proposal = _propose(interaction)
        if proposal is None or proposal.mechanism in refused.get(interaction.id, ()):
            yield interaction, None
            continue
        forms = allowed_forms(log.network, log.present[interaction.id], interaction.forms or proposal.forms)
        yield interaction, replace(proposal, forms=forms) if forms else None


def _propose(interaction: Interaction) -> Proposal | None:
    """By title or kind; a mechanism the interaction names itself is never proposed against."""
    proposal = propose_mechanism(interaction.topic, interaction.kind)
    if interaction.mechanism and (proposal is None or proposal.mechanism != interaction.mechanism):
        return propose_forms(interaction.mechanism)
    return proposal


def find_refused(log: Log) -> Mapping[EntryId, set[str]]:
    """Interaction -> mechanisms somebody refused for it by the day."""
    found: dict[EntryId, set[str]] = {}
    for entry in log.network.world.held:
        if isinstance(entry, Assessment) and (entry.instrument, entry.item) == REFUSED_MECHANISM:
            found.setdefault(entry.subject, set()).add(str(entry.value))
    return found
