"""Which of an adviser's firms has the tie another needs: counts for everybody, names for those who both consent."""

import itertools

import numpy as np
import pytest

from bridgehead.registry import Participation, build_registry
from bridgehead.registry.matching_firms import (
    ConsentError,
    Consents,
    UnreadableConsentsError,
    find_matches,
    read_consents,
)
from bridgehead.registry.reaching import find_reach

PROJECTS = {
    "p1": ("acme", "bolt"),
    "p2": ("acme", "crest"),
    "p3": ("nord", "acme"),
    "p4": ("nord", "fjord"),
    "p5": ("lone", "sol"),
}
HOME = {"acme": "SE", "nord": "SE", "lone": "DK", "bolt": "DE", "crest": "DE", "fjord": "NO", "sol": "ES"}


@pytest.fixture
def registry():
    """Three firms of one adviser, acme, nord and lone, and whom they know abroad."""
    return build_registry(
        Participation(event=event, actor=actor, market=HOME[actor])
        for event, actors in PROJECTS.items()
        for actor in actors
    )


def match(registry, firms, consents=None):
    """Matches by firm and market, with names: (have, insiders, at home, named)."""
    ids, markets = registry.organisations.ids, registry.organisations.markets
    numbers = [ids.find(firm) for firm in firms]
    return {
        (ids[found.firm], markets[found.market]): (
            found.have,
            found.insiders,
            found.at_home,
            [ids[other] for other in found.named],
        )
        for found in find_matches(registry, find_reach(registry), numbers, consents=consents)
    }


def test_who_has_what_another_needs_is_counted(registry):
    """Nord knows nobody in Germany and acme, an insider there, does; acme lacks Norway; lone lacks nearly all."""
    found = match(registry, ["acme", "nord", "lone"])

    assert {
        ("acme", "DK"): (0, 0, 1, []),
        ("acme", "ES"): (1, 0, 0, []),
        ("acme", "NO"): (1, 0, 0, []),
        ("lone", "DE"): (1, 1, 0, []),
        ("lone", "NO"): (1, 0, 0, []),
        ("lone", "SE"): (0, 0, 2, []),
        ("nord", "DE"): (1, 1, 0, []),
        ("nord", "DK"): (0, 0, 1, []),
        ("nord", "ES"): (1, 0, 0, []),
    } == found


def test_only_the_advisers_own_firms_are_counted(registry):
    """Crest and bolt are tied in Sweden too, and are nobody's client."""
    assert {} == match(registry, ["nord"])
    assert {("nord", "DE"), ("acme", "NO")} == set(match(registry, ["nord", "acme", "nord"]))


@pytest.mark.parametrize("seed", range(4))
def test_no_name_is_told_unless_both_consent(seed):
    """Over random registries and consents every name told is of a pair that consented both ways."""
    rng = np.random.default_rng(seed)
    names = [f"a{number}" for number in range(20)]
    registry = build_registry(
        Participation(event=f"e{event}", actor=names[actor], market=("DE", "FR", "SE", "ES", "IT")[actor % 5])
        for event in range(25)
        for actor in rng.choice(20, 2, replace=False)
    )
    firms = names[:12]
    to_all = frozenset(firm for firm in firms if rng.random() < 0.3)
    to_one = frozenset(pair for pair in itertools.permutations(firms, 2) if rng.random() < 0.2)

    open_to_all = match(registry, firms, Consents(to_all=frozenset(firms)))
    found = match(registry, firms, Consents(to_all=to_all, to_one=to_one))
    silent = match(registry, firms)

    assert any(named for *_, named in found.values())
    for key, (*counts, named) in found.items():
        firm = key[0]
        agreed = [
            other
            for other in open_to_all[key][3]
            if (firm in to_all or (firm, other) in to_one) and (other in to_all or (other, firm) in to_one)
        ]
        assert agreed == named
        assert (*counts, []) == silent[key]
        assert sum(counts) - counts[1] == len(open_to_all[key][3])


def test_what_is_hidden_is_counted(registry):
    """One of two Swedish firms is named to lone."""
    ids = registry.organisations.ids
    numbers = [ids.find(firm) for firm in ("acme", "nord", "lone")]
    consents = Consents(to_all=frozenset({"acme", "lone"}))

    found = [
        each
        for each in find_matches(registry, find_reach(registry), numbers, consents=consents)
        if ids[each.firm] == "lone" and registry.organisations.markets[each.market] == "SE"
    ]

    assert [(1, (ids.find("acme"),))] == [(each.hidden, each.named) for each in found]


def test_consents_are_read_from_lines(tmp_path):
    """A firm alone consents to all, a firm and another to that one; empty lines say nothing."""
    path = tmp_path / "consents.txt"
    path.write_text("\ufeffacme\n\nnord , lone\n", encoding="utf-8")

    assert Consents(to_all=frozenset({"acme"}), to_one=frozenset({("nord", "lone")})) == read_consents(path)


@pytest.mark.parametrize("line", ["nord,", ",nord", "a, b, c"])
def test_a_line_that_is_no_consent_is_refused_without_repeating_it(tmp_path, line):
    """The message names the line by its number, for the line itself may hold a name."""
    path = tmp_path / "consents.txt"
    path.write_text(f"acme\n{line}\n", encoding="utf-8")

    with pytest.raises(ConsentError, match="Line 2 ") as refused:
        read_consents(path)

    assert 2 == refused.value.row
    assert "nord" not in str(refused.value)


def test_consents_that_cannot_be_read_are_said_to_be(tmp_path):
    """A folder is no file, and bytes are no text."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\xff")

    for path in (tmp_path, tmp_path / "bytes"):
        with pytest.raises(UnreadableConsentsError, match="cannot be read"):
            read_consents(path)
