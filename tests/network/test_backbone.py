"""The backbone: our own ties and each actor's strongest, no more than there is room for."""

import numpy as np

from bridgehead.network.backbone import find_backbone

NONE = np.zeros(6, dtype=bool)
SENDER = np.array([0, 0, 0, 1, 2, 3])
RECEIVER = np.array([1, 2, 3, 2, 3, 4])
STRENGTH = np.array([0.9, 0.8, 0.7, 0.1, 0.2, np.nan])


def test_a_network_with_room_for_all_is_shown_whole():
    """Nothing is left out where everything can be drawn."""
    assert find_backbone(5, SENDER, RECEIVER, STRENGTH, first=NONE, most=6).all()


def test_every_actors_strongest_tie_goes_before_anybodys_second():
    """The tie of unknown strength is actor 4's only one, so it is drawn before stronger second ties."""
    kept = find_backbone(5, SENDER, RECEIVER, STRENGTH, first=NONE, most=4)

    assert [0, 1, 2, 5] == np.flatnonzero(kept).tolist()


def test_ties_that_go_first_are_drawn_in_any_case():
    """Our own ties are shown even where there is no room for anything else."""
    ours = np.array([False, False, False, True, True, False])

    assert [3, 4] == np.flatnonzero(find_backbone(5, SENDER, RECEIVER, STRENGTH, first=ours, most=1)).tolist()


def test_ties_of_a_pair_are_drawn_together():
    """Two ties of one pair are shown both or not at all."""
    kept = find_backbone(3, np.array([0, 1, 1]), np.array([1, 0, 2]), np.array([0.2, 0.9, 0.4]), first=NONE[:3], most=2)

    assert [True, True, False] == kept.tolist()


def test_numbering_actors_otherwise_changes_nothing():
    """Which ties are drawn depends on strengths, not on positions, where strengths differ."""
    dice = np.random.default_rng(8)
    sender, receiver = dice.integers(0, 40, 300), dice.integers(40, 80, 300)
    strength = dice.permutation(300) / 300
    other = dice.permutation(80)
    none = np.zeros(300, dtype=bool)

    np.testing.assert_array_equal(
        find_backbone(80, sender, receiver, strength, first=none, most=100),
        find_backbone(80, other[sender], other[receiver], strength, first=none, most=100),
    )
