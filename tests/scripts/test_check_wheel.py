"""Wheels bring the web app's scripts and styles, whole and with their licences."""

import json
from zipfile import ZipFile

import pytest

from tools.check_wheel import STATIC, check_bundles
from tools.require_bundles import BundlesMissingError, RequireBundles


@pytest.fixture
def wheel(tmp_path):
    """Makes a wheel of these static files: name -> content."""

    def make(files):
        place = tmp_path / "bridgehead-1-py3-none-any.whl"
        with ZipFile(place, "w") as archive:
            for name, content in files.items():
                archive.writestr(f"{STATIC}/{name}", content)
        return place

    return make


MANIFEST = json.dumps({"app.js": "app-1.js"})


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        ({}, ["no scripts and styles"]),
        ({"manifest.json": MANIFEST, "app-1.js": "", "licences.txt": ""}, []),
        ({"manifest.json": MANIFEST, "licences.txt": ""}, ["missing from the wheel: app-1.js"]),
        ({"manifest.json": MANIFEST, "app-1.js": ""}, ["lacks the licences"]),
    ],
    ids=["nothing", "whole", "without a file", "without licences"],
)
def test_what_bundles_lack_is_named(wheel, files, faults):
    """A manifest, every file it names, and the licences must be there."""
    found = list(check_bundles(wheel(files)))

    assert len(faults) == len(found)
    assert all(fault in words for fault, words in zip(faults, found, strict=True))


def build_hook(root):
    return RequireBundles(str(root), {}, None, None, str(root), "wheel")


def test_a_wheel_is_not_built_without_bundles(tmp_path):
    """The build stops with what to do first; once they are there it goes on."""
    with pytest.raises(BundlesMissingError, match=r"node build\.mjs"):
        build_hook(tmp_path).initialize("standard", {})

    manifest = tmp_path / "src" / STATIC / "manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(MANIFEST)
    assert build_hook(tmp_path).initialize("standard", {}) is None


def test_an_installation_in_place_needs_no_bundles(tmp_path):
    """run.py installs the project first and builds its bundles when they are needed."""
    assert build_hook(tmp_path).initialize("editable", {}) is None
