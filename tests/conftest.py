"""What every test may rely on: a clean environment, the project's folder, and the shared material where it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["recordtext"]

ROOT = Path(__file__).resolve().parent.parent

# a busy machine is no reason to fail: examples are bounded in number, not in time; what everybody's change must pass is
# the same on every run, and a developer's runs go on looking
settings.register_profile(
    "bridgehead",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None if os.environ.get("CI") else settings.default.database,
)
settings.load_profile("bridgehead")


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    """A developer's own settings never reach a test, and output has no colours; BRIDGEHEAD_TEST_* are for tests."""
    for name in list(os.environ):
        if name.startswith("BRIDGEHEAD_") and not name.startswith("BRIDGEHEAD_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(scope="session")
def project():
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(project):
    """The folder of shared material beside the project; a test that asks for it is skipped where there is none."""
    folder = project.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the shared material beside the project's folder, which is not there")
    return folder
