"""Loops are compiled before anybody waits for them."""

import inspect
from pathlib import Path

import pytest

import bridgehead
from bridgehead.firm import compiling
from bridgehead.network import kernels


def test_an_unknown_part_is_named_with_those_there_are():
    """Nothing is compiled then."""
    with pytest.raises(SystemExit, match=r"No loops are called question\. There are: questions, registries\."):
        compiling.main(["question"])


# Ibis calls what DuckDB will rename one day
@pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")
def test_every_loop_is_compiled():
    """Each that is called by anything but loops; of a new one that nothing here runs we are told."""
    compiling.main()

    source = "".join(path.read_text(encoding="utf-8") for path in Path(bridgehead.__file__).parent.rglob("*.py"))
    loops = {
        f"kernels.{name}.{loop}": found
        for name in kernels.__all__
        for loop, found in inspect.getmembers(getattr(kernels, name), lambda each: hasattr(each, "signatures"))
    }
    called = {name: found for name, found in loops.items() if f"{name}(" in source or f"{name}," in source}
    assert len(called) > 30
    assert [] == sorted(name for name, found in called.items() if not found.signatures)
