"""Where compiled loops are kept."""

import importlib
from pathlib import Path

import pytest
from numba import config

from bridgehead.network import kernels


@pytest.fixture
def no_folder(monkeypatch):
    """No folder that Numba could write to, unless it is told of one."""

    def load(name):
        if not config.CACHE_DIR:
            raise RuntimeError("no locator available")
        return importlib.__import__(name, fromlist=["loops"])

    monkeypatch.setattr(config, "CACHE_DIR", "")
    monkeypatch.setattr(kernels.importlib, "import_module", load)
    yield
    kernels._make_room().cleanup()
    kernels._make_room.cache_clear()


def test_loops_run_where_nothing_can_be_written(no_folder):
    """They are then compiled for this process alone."""
    loaded = kernels.__getattr__("gates")

    assert "bridgehead.network.kernels.gates" == loaded.__name__
    assert Path(config.CACHE_DIR).is_dir()


def test_another_fault_is_not_hidden(monkeypatch):
    """Room was not what was missing."""

    def fail(name):
        raise RuntimeError(f"cannot load {name}")

    monkeypatch.setattr(config, "CACHE_DIR", "")
    monkeypatch.setattr(kernels.importlib, "import_module", fail)

    with pytest.raises(RuntimeError, match="cannot load"):
        kernels.__getattr__("gates")
    with pytest.raises(RuntimeError, match="cannot load"):
        kernels.__getattr__("gates")
    kernels._make_room().cleanup()
    kernels._make_room.cache_clear()


def test_an_unknown_module_of_loops_is_no_attribute():
    """As of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'loops'"):
        kernels.loops  # noqa: B018 - looked up only
