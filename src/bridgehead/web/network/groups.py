"""What the colour of an actor on the drawing may stand for: groups of actors, the largest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bridgehead.network.network import Network
from bridgehead.record import markets
from bridgehead.record.entries import Tie
from bridgehead.record.parameters import get_parameter
from bridgehead.web.words import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """A way to sort actors into groups.

    Attributes:
        label: its name. unknown: what the group of those nobody can sort is called.
        sort: the word for the group of each actor by position; "" where nobody can tell.
        name: the words shown for a group.
    """

    label: str
    unknown: str
    sort: Callable[[Network], Mapping[int, str]]
    name: Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some actors of one colour.

    Attributes:
        word: what tells it apart; "" for those nobody can sort, "*" for groups too small for a colour of their own.
        count: actors in it. colour: number of its colour in `parameters/presentation.yaml`.
    """

    word: str
    count: int
    colour: int


def find_groups(words: Iterable[str]) -> tuple[Group, ...]:
    """The groups that some actors fall into, the largest first, the unknown last.

    Args:
        words: the group of each actor, "" where unknown.

    >>> [(group.word, group.count) for group in find_groups(["SE", "DE", "SE", ""])]
    [('SE', 2), ('DE', 1), ('', 1)]
    """
    counts = Counter(words)
    unknown = counts.pop("", 0)
    most = int(get_parameter("network_drawing", "most_groups"))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    groups = [Group(word=word, count=count, colour=place) for place, (word, count) in enumerate(ranked[:most])]
    if ranked[most:]:
        groups.append(Group(word="*", count=sum(count for _, count in ranked[most:]), colour=most))
    if unknown:
        groups.append(Group(word="", count=unknown, colour=most))
    return tuple(groups)


#: the group of the firm itself, which is nothing to itself
OURS = "our firm"


def _sort_alike(network: Network) -> Mapping[int, str]:
    return dict.fromkeys(range(len(network.actors)), "")


def _sort_by_market(network: Network) -> Mapping[int, str]:
    return {position: actor.market or "" for position, actor in enumerate(network.actors.held)}


def _sort_by_kind(network: Network) -> Mapping[int, str]:
    return {position: actor.kind for position, actor in enumerate(network.actors.held)}


def _sort_by_role(network: Network) -> Mapping[int, str]:
    """What each actor is to us, as most of our ties say; to others where we are not tied.

    A role is told from the sender's side, so that of a tie told by the other is turned around where it can be.
    """
    seen_from_us = get_parameter("composition", "role_seen_from_us")
    by_us: dict[int, Counter[str]] = {}
    by_others: dict[int, Counter[str]] = {}
    positions, is_person = network.actors.position_by_id, network.actors.is_person
    own = frozenset() if network.firm is None else frozenset(network.starts.tolist())
    for tie in network.entries_so_far(Tie):
        sender, receiver = positions.get(tie.sender), positions.get(tie.receiver)
        if not tie.role or sender is None or receiver is None:
            continue
        if tie.kind == "affiliation" and is_person[sender] != is_person[receiver]:
            # a place in an organisation is the person's, whichever side tells of it
            person, place = (sender, receiver) if is_person[sender] else (receiver, sender)
            (by_us if place in own else by_others).setdefault(person, Counter())[tie.role] += 1
        elif receiver in own and sender not in own:
            by_us.setdefault(sender, Counter())[seen_from_us.get(tie.role, "")] += 1
        else:
            (by_us if sender in own else by_others).setdefault(receiver, Counter())[tie.role] += 1
    found = by_others | by_us
    roles = {position: _most_common(found.get(position, Counter())) for position in range(len(network.actors))}
    return roles if network.firm is None else roles | {network.firm: OURS}


def _most_common(counts: Counter[str]) -> str:
    return min(counts, key=lambda word: (not word, -counts[word], word), default="")


def _say(word: str) -> str:
    return word.replace("_", " ")


COLOURINGS: Mapping[str, Colouring] = {
    "kind": Colouring(label=N_("Kind of tie"), unknown=N_("actors"), sort=_sort_alike, name=_say),
    "market": Colouring(label=N_("Market"), unknown=N_("market unknown"), sort=_sort_by_market, name=markets.label),
    "actor": Colouring(label=N_("Kind of actor"), unknown=N_("kind unknown"), sort=_sort_by_kind, name=_say),
    "role": Colouring(label=N_("Role"), unknown=N_("no role told"), sort=_sort_by_role, name=_say),
}
