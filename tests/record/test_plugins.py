"""Open sets: found by their files in sorted order, then by entry points, one class a module."""

import textwrap
from types import ModuleType, SimpleNamespace

import pytest

from bridgehead.record import plugins
from bridgehead.record.plugins import BadPluginError, describe_attribute, find_plugins, get_only_class

MEMBER = """
    @dataclass(frozen=True)
    class {name}:
        def answer(self, network): ...
"""


def make_module(text, name="example"):
    module = ModuleType(name)
    exec("from dataclasses import dataclass\n" + textwrap.dedent(text), module.__dict__)  # noqa: S102 - our own text
    return module


def test_modules_of_the_folder_come_sorted_and_helpers_are_passed_over(tmp_path, monkeypatch):
    """Then those of other packages, in the same list."""
    for name in ("zeta", "alpha", "_shared"):
        text = "from dataclasses import dataclass\n" + textwrap.dedent(MEMBER.format(name=name.title()))
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    package = ModuleType("open_set")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(plugins.importlib.sys.modules, "open_set", package)
    outside = SimpleNamespace(name="outside", load=lambda: make_module(MEMBER.format(name="Outside")))
    monkeypatch.setattr(plugins, "entry_points", lambda group: [outside] * (group == "open_set"))

    found = list(find_plugins("open_set", [str(tmp_path)], ("answer",)))

    assert ["alpha", "zeta", "outside"] == [name for name, _ in found]
    assert ["Alpha", "Zeta", "Outside"] == [kind.__name__ for _, kind in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [("x = 1", 0), (MEMBER.format(name="A") + MEMBER.format(name="B"), 2), ("class A: answer = 1", 0)],
)
def test_a_module_holds_exactly_one_member(text, found):
    """None, several, or a class that is no dataclass: refused with what was found."""
    with pytest.raises(BadPluginError, match=f"found {found}") as caught:
        get_only_class("bridgehead.questions", make_module(text), ("answer",))

    assert ("bridgehead.questions", "example") == (caught.value.package, caught.value.module)


def test_an_attribute_is_described_by_the_docstring_of_its_class():
    """One sentence for an option, wherever it is asked for; nothing where nothing is said."""

    class Said:
        """A class.

        Attributes:
            colour: what it looks like,
                by day.
            size: in metres.
        """

    assert "What it looks like, by day." == describe_attribute(Said, "colour")
    assert "" == describe_attribute(Said, "weight")
