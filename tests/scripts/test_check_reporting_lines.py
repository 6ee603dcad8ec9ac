"""Observed strength against the reporting lines of a company: the measures by hand, and the figures the docs name."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest

LINE = np.array([True, False, True, False, False])
MANAGER = np.array([0, -1, 1, -1, -1])


@pytest.fixture(scope="module")
def tool(request):
    """The script as a module; its dataclasses look it up by its name."""
    path = request.config.rootpath / "tools" / "check_reporting_lines.py"
    spec = spec_from_file_location("check_reporting_lines", path)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def pairs(tool):
    """The pairs of the company, read once."""
    if not tool.MAILS.is_file():
        pytest.skip("needs the shared material beside the project's folder, which is not there")
    return tool.build_pairs()


def test_hits_lift_and_auc_by_hand(tool):
    """Lines rank first and third of five: one hit among two, and five of six comparisons won."""
    result = tool.measure(np.array([5.0, 4.0, 3.0, 2.0, 1.0]), LINE, MANAGER, 2)

    assert (result.hits, result.lines, result.chance) == (1, 2, (0, 2))
    assert result.lift == pytest.approx((1 / 2) / (2 / 5))
    assert result.auc == pytest.approx(5 / 6)
    assert result.auc_range == pytest.approx((2 / 3, 1.0))


def test_equal_scores_win_half(tool):
    """A score that says nothing has an AUC of one half, whatever managers are drawn; a perfect one wins all."""
    nothing, perfect = np.zeros(5), LINE.astype(float)

    assert tool.measure(nothing, LINE, MANAGER, 2).auc == 0.5
    assert tool.measure(nothing, LINE, MANAGER, 2).auc_range == (0.5, 0.5)
    assert tool.compare(nothing, perfect, LINE, MANAGER) == (-0.5, (-0.5, -0.5))


def test_without_the_data_the_command_says_so(tool, monkeypatch, capsys):
    """No error: the shared material is not part of the project."""
    monkeypatch.setattr(tool, "MAILS", Path("nowhere"))

    tool.main()

    assert capsys.readouterr().out.startswith("Nothing checked")


def test_mail_to_many_is_treated_as_the_product_treats_it(tool):
    """Mail to more than twenty is not stored, mail to five is co-presence, mail to one is a contact."""
    day = tool.LAST_DAY
    everybody = tuple(str(number) for number in range(21))
    network = tool.build_network([("a", everybody, day), ("b", everybody[:5], day), ("a", ("b",), day)])

    assert [actor.id for actor in network.actors.held] == ["0", "1", "2", "3", "4", "a", "b"]
    assert set(network.world.contacts) == {(5, 6)}


def test_strong_pairs_are_reporting_lines_far_beyond_chance(tool, pairs):
    """The figures of the explanation of tie strength.

    All is determined but for the order of nearly equal strengths, which rounding may swap at the edge: two hits and two
    hundredths are allowed for it. Chance alone gives five hits among 134 at most, 97.5 times of 100.
    """
    results = tool.measure_all(pairs)
    everywhere, near = results["observed strength", "all"], results["observed strength", "in contact"]

    assert (everywhere.n_pairs, everywhere.lines, near.n_pairs, near.lines) == (10296, 134, 2782, 94)
    assert everywhere.hits == pytest.approx(28, abs=2)
    assert everywhere.chance == (0, 5)
    assert everywhere.lift_range[0] > 5
    assert near.hits == pytest.approx(31, abs=2)
    assert near.auc == pytest.approx(0.78, abs=0.02)
    assert results["plain mail count", "in contact"].auc == pytest.approx(0.85, abs=0.02)
    assert results["time component alone", "in contact"].auc == pytest.approx(0.85, abs=0.02)


def test_scores_shuffled_among_the_pairs_find_nothing(tool, pairs):
    """The same strengths dealt out to other pairs, fifty times: on average as many hits as by lot.

    134 of 134 / 10,296 each are 1.74, with a standard error of 0.19 over fifty deals; three of it are allowed.
    """
    random, strength = np.random.default_rng(1), pairs.scores["observed strength"]
    dealt = [tool.measure(random.permutation(strength), pairs.is_line, pairs.manager, 134) for _ in range(50)]

    assert np.mean([result.hits for result in dealt]) == pytest.approx(134 * 134 / 10296, abs=0.56)
    assert np.mean([result.auc for result in dealt]) == pytest.approx(0.5, abs=0.02)
