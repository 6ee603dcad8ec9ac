"""The lens in words, and the command that asks again."""

import shlex

from bridgehead.present.header import build_command, describe_lens


def test_a_lens_is_described_by_what_differs_from_the_default():
    """Options as they always are go without saying."""
    lens = {"kinds": ["social", "family"], "strength": "stated", "level": "both", "certain_only": True, "firm": "x"}

    assert "only ties of the kinds social, family; stated strength; only what certainly holds on the day" == (
        describe_lens(lens)
    )


def test_an_option_nobody_wrote_words_for_is_still_said():
    """A new option of the lens never goes unmentioned."""
    assert "far sight 3" == describe_lens({"far_sight": 3})


def test_the_command_asks_the_same_question_of_the_same_day(every_shape):
    """Lists are repeated, no is said, None and defaults are left out, and the shell reads every word whole."""
    expected = [
        "bridgehead", "ask", "sample-question", "--max-introductions", "2", "--markets", "US", "--markets", "DE",
        "--no-people-only", "--as-of", "2001-06-30", "--without", "İplik T.",
    ]  # fmt: skip

    assert expected == shlex.split(build_command(every_shape))


def test_what_was_asked_of_cases_is_asked_of_them_again(make_answer):
    """Several of one question that compares them."""
    answer = make_answer(parameters={}, lens={})

    assert "bridgehead ask sample-question --as-of 2001-06-30 --cases a,b" == build_command(answer, ["a", "b"])


def test_flags_of_the_lens_are_given_without_a_value(make_answer):
    """Only those that are set."""
    answer = make_answer(parameters={}, lens={"formal_only": True, "certain_only": False, "firm": "firm"})

    assert "bridgehead ask sample-question --formal-only --firm firm --as-of 2001-06-30" == build_command(answer)
