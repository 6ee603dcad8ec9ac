"""Who is who, according to judgements that can be taken back."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridgehead.record.dates import UNKNOWN, read_when
from bridgehead.record.entries import Judgement
from bridgehead.record.identity import resolve


def judge(text, *, on="unknown", id_="", withdrawn=UNKNOWN):
    """'a=b' judges two the same, 'a!b' different, 'a?b' unsure."""
    sign = next(sign for sign in "=!?" if sign in text)
    left, _, right = text.partition(sign)
    verdict = {"=": "same", "!": "different", "?": "unsure"}[sign]
    return Judgement(id=id_ or text, left=left, right=right, verdict=verdict, on=read_when(on), withdrawn=withdrawn)


def groups(judgements, actors="abcde"):
    """The groups of two or more, as words: {'abc', 'de'}."""
    canonical = resolve(actors, judgements).canonical_by_id
    joined = {}
    for id_ in sorted(actors):
        joined.setdefault(canonical[id_], []).append(id_)
    assert all(root == members[0] for root, members in joined.items())
    return {"".join(members) for members in joined.values() if len(members) > 1}


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ("", set()),
        ("b=a", {"ab"}),
        ("a=b b=c", {"abc"}),
        ("a=b b=c c=a", {"abc"}),
        ("a=b c=d", {"ab", "cd"}),
        ("a?b", set()),
        ("a=b c!d", {"ab"}),
        ("a=b a!c", {"ab"}),
        ("a=b b=c a!c d=e", {"de"}),
        ("d=e c=d a=b", {"ab", "cde"}),
    ],
)
def test_same_joins_and_different_wins(judgements, expected):
    """A chain of 'same' joins under the smallest id, unless it would join two judged different."""
    assert expected == groups([judge(text) for text in judgements.split()])


def test_a_contradiction_names_the_judgements():
    """The finding lists what was judged different and the chain that is therefore not applied."""
    (finding,) = resolve("abc", [judge("a=b"), judge("b=c"), judge("a!c")]).findings

    assert ("error", "contradictory-identity") == (finding.level, finding.code)
    assert ("a!c", "a=b", "b=c") == finding.entries
    assert "Judged different: a!c (a and c)" in finding.message


def test_a_later_judgement_on_a_pair_overrides():
    """By day, then by id; one without a day is older than any with one."""
    assert set() == groups([judge("a=b", on="2001"), judge("b!a", on="2002")])
    assert {"ab"} == groups([judge("a=b", on="2002"), judge("b!a", on="2001")])
    assert {"ab"} == groups([judge("a!b"), judge("a=b", on="1999")])
    assert set() == groups([judge("a=b", id_="1"), judge("a?b", id_="2")])


def test_a_withdrawn_judgement_does_not_count():
    """Taking a judgement back leaves the one before it."""
    taken_back = judge("a!b", on="2002", withdrawn=read_when("2003"))

    assert {"ab"} == groups([judge("a=b", on="2001"), taken_back])


def test_judgements_on_others_link_and_nobody_is_invented():
    """A chain through an actor who is not asked for still joins those who are."""
    identities = resolve(["a", "c"], [judge("a=b"), judge("b=c")])

    assert {"a": "a", "c": "a"} == identities.canonical_by_id
    assert ("a", "z") == (identities.canonical("c"), identities.canonical("z"))


def test_who_was_judged_the_same_as_somebody_withdrawn_goes_by_their_own_id():
    """Nobody goes by the id of one who is not asked about, however small it is."""
    identities = resolve(["c", "d"], [judge("a=c"), judge("a=d")])

    assert {"c": "c", "d": "c"} == identities.canonical_by_id


judgements = st.lists(
    st.builds(
        lambda pair, sign, on, number: judge(f"{pair[0]}{sign}{pair[1]}", on=on, id_=f"j{number}"),
        st.sampled_from(list(itertools.permutations("abcde", 2))), st.sampled_from("==!?"),
        st.sampled_from(["unknown", "2001", "2002"]), st.integers(0, 99),
    ),
    max_size=8, unique_by=lambda judged: judged.id,
)  # fmt: skip


@given(judged=judgements, data=st.data())
def test_the_order_of_judgements_is_irrelevant(judged, data):
    """Any order gives the same identities and the same findings."""
    assert resolve("abcde", judged) == resolve("edcba", data.draw(st.permutations(judged)))


@given(judged=judgements)
def test_nobody_judged_different_is_ever_joined(judged):
    """Whatever else was judged, a pair whose latest judgement is 'different' stays two."""
    canonical = resolve("abcde", judged).canonical_by_id
    latest = {}
    for one in sorted(judged, key=lambda one: (one.on.latest is not None, one.on.text, one.id)):
        latest[frozenset((one.left, one.right))] = one.verdict

    for pair, verdict in latest.items():
        left, right = sorted(pair)
        assert verdict != "different" or canonical[left] != canonical[right]


@given(judged=judgements)
def test_resolving_twice_changes_nothing(judged):
    """The canonical actor is its own canonical actor, and the smallest of its group."""
    canonical = resolve("abcde", judged).canonical_by_id

    assert all(canonical[root] == root <= id_ for id_, root in canonical.items())
