"""Structural holes: numbers printed elsewhere."""

import numpy as np
import pytest

from bridgehead.network.measures import betweenness, burt

# Borgatti 1997, "Structural Holes: Unpacking Burt's Redundancy Measures", Connections 20(1):35-38; the network of its
# figure with the values that networkx's test suite states from UCINET and igraph, checked by hand there.
BORGATTI = ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]
BORGATTI_STRENGTHS = [2, 3, 5, 2, 8, 3, 4, 1, 3, 10]
#: printed to three places, effective size to two
THREE_PLACES, TWO_PLACES = 5e-4, 5e-3

# Padgett's marriages of Florentine families (Padgett & Ansell 1993), as in R's statnet and in UCINET.
FAMILIES = [
    "ACCIAIUOLI", "ALBIZZI", "BARBADORI", "BISCHERI", "CASTELLANI", "GINORI", "GUADAGNI", "LAMBERTESCHI",
    "MEDICI", "PAZZI", "PERUZZI", "PUCCI", "RIDOLFI", "SALVIATI", "STROZZI", "TORNABUONI",
]  # fmt: skip
MARRIAGES = [
    "ACCIAIUOLI-MEDICI", "ALBIZZI-GINORI", "ALBIZZI-GUADAGNI", "ALBIZZI-MEDICI", "BARBADORI-CASTELLANI",
    "BARBADORI-MEDICI", "BISCHERI-GUADAGNI", "BISCHERI-PERUZZI", "BISCHERI-STROZZI", "CASTELLANI-PERUZZI",
    "CASTELLANI-STROZZI", "GUADAGNI-LAMBERTESCHI", "GUADAGNI-TORNABUONI", "MEDICI-RIDOLFI", "MEDICI-SALVIATI",
    "MEDICI-TORNABUONI", "PAZZI-SALVIATI", "PERUZZI-STROZZI", "RIDOLFI-STROZZI", "RIDOLFI-TORNABUONI",
]  # fmt: skip
# R igraph 1.x, constraint() of the marriages, printed to seven places in lecture notes on structural holes
FLORENTINE_CONSTRAINT = [
    1.0, 0.3333333, 0.5, 0.4822531, 0.4822531, 1.0, 0.25, 1.0,
    0.2098765, 1.0, 0.6558642, np.nan, 0.4598765, 0.5, 0.4583333, 0.4598765,
]  # fmt: skip


@pytest.fixture
def marriages():
    """The marriages as two arrays."""
    ends = [[FAMILIES.index(family) for family in marriage.split("-")] for marriage in MARRIAGES]
    return np.array(ends).T


def borgatti_scores(strength=None):
    """Burt's measures of the network in Borgatti's figure, by letter."""
    sender, receiver = (["ABCDEFG".index(tie[end]) for tie in BORGATTI] for end in (0, 1))
    return burt(7, sender, receiver, strength)


def test_borgatti_1997_effective_size():
    """G has six contacts, five of them in ties with others: 6 - 8/6 = 4.67."""
    scores = borgatti_scores()

    for letter, expected in {"G": 4.67, "A": 2.50, "C": 1.0}.items():
        assert scores.effective_size["ABCDEFG".index(letter)] == pytest.approx(expected, abs=TWO_PLACES)


def test_borgatti_1997_constraint_as_in_ucinet():
    """Whole-network variant."""
    scores = borgatti_scores()

    for letter, expected in {"G": 0.400, "A": 0.595, "C": 1.0}.items():
        assert scores.constraint["ABCDEFG".index(letter)] == pytest.approx(expected, abs=THREE_PLACES)


def test_borgatti_1997_with_strengths():
    """The same network with valued ties."""
    scores = borgatti_scores(BORGATTI_STRENGTHS)

    for letter, constraint, effective_size in (("G", 0.299, 5.47), ("A", 0.795, 2.47), ("C", 1.0, 1.0)):
        place = "ABCDEFG".index(letter)
        assert scores.constraint[place] == pytest.approx(constraint, abs=THREE_PLACES)
        assert scores.effective_size[place] == pytest.approx(effective_size, abs=TWO_PLACES)


def test_directed_valued_example_of_ucinet():
    """Three actors with one-way ties of strength 2 and 1, from the same test suite."""
    scores = burt(3, [0, 0, 1, 2], [1, 2, 0, 1], [2, 2, 1, 1])

    assert [0.840, 1.143, 1.378] == pytest.approx(scores.constraint.tolist(), abs=THREE_PLACES)
    assert [1.567, 1.083, 1.0] == pytest.approx(scores.effective_size.tolist(), abs=THREE_PLACES)


def test_florentine_families_constraint(marriages):
    """Sixteen families; the Pucci married nobody and are undefined."""
    scores = burt(16, *marriages)

    np.testing.assert_allclose(FLORENTINE_CONSTRAINT, scores.constraint, atol=5e-8)  # seven places


def test_florentine_medici_are_the_broadest_bridge(marriages):
    """Six contacts with one marriage among them: effective size 6 - 2/6, and 14 pairs stand apart without them."""
    # among the Medici, put first, and the families they married into
    wed = {family for pair in MARRIAGES for family in pair.split("-") if "MEDICI" in pair.split("-")}
    members = ["MEDICI", *sorted(wed - {"MEDICI"})]
    among = [pair.split("-") for pair in MARRIAGES if set(pair.split("-")) <= wed]
    first, second = ([members.index(pair[side]) for pair in among] for side in (0, 1))

    scores = burt(7, first, second)
    between = betweenness(7, first, second, sources=7, rng=np.random.default_rng(1))

    assert scores.effective_size[0] == pytest.approx(6 - 2 / 6, abs=1e-12)  # one division
    # printed as 28, each pair counted in both orders
    assert 14 == between.score[0]
