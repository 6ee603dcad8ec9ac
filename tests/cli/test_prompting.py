"""The prompt: completion, a line put back, and the way without readline."""

import io

import pytest

from bridgehead.cli import prompting
from bridgehead.cli.prompting import complete_word, make_prompt

NAMES = ["Anna Berg", "Bengt Kasemo"]
WORDS = ["distributor", "DE", "through ", "Germany"]


class Readline:
    """What the prompt uses of readline."""

    def __init__(self, doc=""):
        self.__doc__ = doc
        self.bound, self.inserted, self.begidx = [], [], 0

    def set_completer_delims(self, delimiters):
        self.delimiters = delimiters

    def set_completer(self, complete):
        self.complete = complete

    def parse_and_bind(self, words):
        self.bound.append(words)

    def set_startup_hook(self, hook):
        if hook:
            hook()

    def insert_text(self, text):
        self.inserted.append(text)

    def get_begidx(self):
        return self.begidx


@pytest.fixture
def readline(monkeypatch):
    """A terminal with readline."""
    found = Readline()
    monkeypatch.setattr(prompting, "import_module", lambda _: found)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: f"{question}typed")
    return found


@pytest.mark.parametrize(
    ("text", "is_first", "found"),
    [
        ("an", True, ["Anna Berg"]),
        (" di", False, [" distributor"]),
        (" de", False, [" DE"]),
        (" ger", False, [" Germany"]),
        (" through b", False, [" through Bengt Kasemo"]),
        (" at ", False, [" at Anna Berg", " at Bengt Kasemo"]),
        ("zz", True, []),
    ],
)
def test_words_are_completed_where_they_may_stand(text, is_first, found):
    """Names at the beginning and after words such as "through", roles and markets elsewhere; case does not matter."""
    assert found == complete_word(text, NAMES, WORDS, is_first=is_first)


def test_a_line_is_put_back_to_be_mended(readline):
    """It stands in the prompt."""
    prompt = make_prompt(lambda: NAMES, WORDS)

    typed = prompt("> ", "Wu Li, frend")

    assert ("> typed", ["Wu Li, frend"], ["tab: complete"]) == (typed, readline.inserted, readline.bound)


def test_tab_goes_through_what_fits(readline):
    """One after the other, then nothing."""
    make_prompt(lambda: NAMES, WORDS)
    readline.begidx = 10

    assert [" DE", None] == [readline.complete(" DE", state) for state in range(2)]


def test_the_readline_of_macos_is_bound_in_its_own_words(monkeypatch, readline):
    """It names itself in its documentation."""
    readline.__doc__ = "libedit"

    make_prompt(lambda: NAMES, WORDS)

    assert ["bind ^I rl_complete"] == readline.bound


def test_without_readline_the_line_is_shown(monkeypatch, capsys):
    """To be copied; the end of the input is the end."""

    def missing(_):
        raise ImportError

    monkeypatch.setattr(prompting, "import_module", missing)
    monkeypatch.setattr("sys.stdin", io.StringIO("Wu Li, friend\n"))
    prompt = make_prompt(lambda: NAMES, WORDS)

    assert "Wu Li, friend" == prompt("> ", "Wu Li, frend")
    assert "  Wu Li, frend\n> " == capsys.readouterr().err
    with pytest.raises(EOFError):
        prompt("> ", "")
