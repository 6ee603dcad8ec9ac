"""Is giving answered: who gave what to whom in the contacts the record holds, and which way contacts ran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bridgehead.answers import Column, Part, Row, Scores, Value
from bridgehead.network.network import Network
from bridgehead.network.strength import find_contacts
from bridgehead.questions._saying import say_actor
from bridgehead.record.entries import Interaction, Obligation
from bridgehead.record.ledger import is_release
from bridgehead.record.parameters import get_parameter

_COLUMNS: tuple[Column, ...] = (
    Column(name="partner", label="Partner", kind="actor", meaning="The other side."),
    Column(
        name="given",
        label="We gave",
        kind="count",
        meaning="What we gave them: deliveries owed, introductions, leads, training, support, granted asks.",
    ),
    Column(name="received", label="They gave", kind="count", meaning="The same from them to us."),
    Column(name="balance", label="Balance", kind="number", meaning="What we gave less what they gave, in such acts."),
    Column(
        name="answered",
        label="Answered",
        kind="word",
        meaning="Both ways, only we give, or only they give; cannot tell where no giving is logged.",
    ),
    Column(name="outward", label="Contacts out", kind="count", meaning="Logged contacts from us to them."),
    Column(name="inward", label="Contacts in", kind="count", meaning="Logged contacts from them to us."),
    Column(
        name="reciprocity",
        label="Reciprocity",
        kind="number",
        meaning="2 min(in, out) / (in + out) on contacts that fade with the half-life of tie strength: 1 even, 0 one "
        "way. Cannot tell where no contact has a direction.",
    ),
)


@dataclass(slots=True)
class _Account:
    """What passed between us and one other actor."""

    given: int = 0
    received: int = 0
    outward: int = 0
    inward: int = 0
    decayed_out: float = 0.0
    decayed_in: float = 0.0
    entries: dict[str, None] = field(default_factory=dict)

    @property
    def answered(self) -> str | None:
        if not self.given and not self.received:
            return None
        return "both ways" if self.given and self.received else "only we give" if self.given else "only they give"

    @property
    def reciprocity(self) -> float | None:
        directed = self.decayed_in + self.decayed_out
        return 2.0 * min(self.decayed_in, self.decayed_out) / directed if directed > 0 else None


def build_giving(network: Network, own: frozenset[str], partner: int | None) -> Part:
    """Per partner, whether giving is answered and contacts run both ways.

    Args:
        network: the network asked. own: ids of the firm and its people.
        partner: position of the only partner asked about; None means all.

    Source: the duty to return benefits is Gouldner's (1960) norm of reciprocity; the measure of contacts is the
    reciprocity component of observed tie strength.
    """
    own_positions = {network.actors.position_by_id[id_] for id_ in own}
    ours = [
        interaction
        for interaction in network.entries(Interaction)
        if any(actor in own for actor, _ in interaction.participants)
    ]
    accounts: dict[int, _Account] = {}
    _add_acts(network, ours, own_positions, accounts)
    _add_contacts(network, ours, own_positions, accounts)
    kept = {other: account for other, account in accounts.items() if partner in {None, other}}
    rows = [_build_row(network, other, account) for other, account in kept.items()]
    rows.sort(
        key=lambda row: (
            row.values["answered"] is None,
            -int(str(row.values["balance"] or 0)),
            str(row.values["partner"]),
        )
    )
    return Part(
        name="giving",
        title="Whether giving is answered",
        shape=Scores(
            columns=_COLUMNS,
            rows=tuple(rows),
            ranked_by="balance",
            empty="No contact with others is logged. Log introductions, leads and asks, or import a mailbox.",
        ),
    )


def _build_row(network: Network, other: int, account: _Account) -> Row:
    is_known = account.answered is not None
    values: dict[str, Value] = {
        "partner": say_actor(network, other),
        "given": account.given if is_known else None,
        "received": account.received if is_known else None,
        "balance": account.given - account.received if is_known else None,
        "answered": account.answered,
        "outward": account.outward,
        "inward": account.inward,
        "reciprocity": account.reciprocity,
    }
    return Row(values=values, evidence=tuple(account.entries))


def _add_acts(
    network: Network, interactions: Iterable[Interaction], own: set[int], accounts: dict[int, _Account]
) -> None:
    """Count the acts of giving between us and each other actor; an act of several counts once for each of them."""
    for interaction in interactions:
        acts = {(giver in own, taker if giver in own else giver)
                for giver, taker in _find_acts(network, interaction) if (giver in own) != (taker in own)}  # fmt: skip
        for is_ours, other in sorted(acts):
            account = accounts.setdefault(other, _Account())
            account.given += is_ours
            account.received += not is_ours
            account.entries[interaction.id] = None


def _find_acts(network: Network, interaction: Interaction) -> Iterator[tuple[int, int]]:
    """Who gave to whom in an interaction, as positions; nothing where its kind or parts do not say."""
    position_of = network.actors.position_by_id
    if interaction.acceptance == "refused" or (interaction.fulfils and is_release(interaction)):
        return
    owed = network.get_entry(interaction.fulfils) if interaction.fulfils else None
    if isinstance(owed, Obligation):
        if owed.debtor in position_of and owed.creditor in position_of:
            yield position_of[owed.debtor], position_of[owed.creditor]
        return
    parts = _giving_parts(interaction)
    present = [(position_of[actor], part) for actor, part in interaction.participants if actor in position_of]
    givers = {position for position, part in present if part in parts}
    yield from ((giver, taker) for giver in givers for taker, _ in present if taker not in givers)


def _giving_parts(interaction: Interaction) -> frozenset[str]:
    """The parts that give in an interaction of this kind."""
    if interaction.kind == "ask":
        return frozenset(get_parameter("reciprocity", "granted_parts") if interaction.outcome == "yes" else ())
    by_kind: Mapping[str, list[str]] = get_parameter("reciprocity", "giving_parts")
    return frozenset(by_kind.get(interaction.kind, ()))


def _add_contacts(
    network: Network, interactions: Iterable[Interaction], own: set[int], accounts: dict[int, _Account]
) -> None:
    """Count contacts by direction, whole and fading."""
    half_life = float(get_parameter("tie_strength", "half_life_days"))
    positions: dict[str, int | None] = dict(network.actors.position_by_id)
    for contact in find_contacts(interactions, positions, network.day):
        if (contact.first in own) == (contact.second in own):
            continue
        is_first_ours = contact.first in own
        account = accounts.setdefault(contact.second if is_first_ours else contact.first, _Account())
        account.entries[contact.entry.id] = None
        outward = contact.direction if is_first_ours else -contact.direction
        decayed = contact.share * 2.0 ** (-(network.day - contact.day).days / half_life)
        account.outward += outward > 0
        account.inward += outward < 0
        account.decayed_out += decayed * (outward > 0)
        account.decayed_in += decayed * (outward < 0)
