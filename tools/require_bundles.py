"""A hook of the wheel's build: no wheel without the scripts and styles of the web app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundlesMissingError(RuntimeError):
    """The scripts and styles were never built here."""

    def __init__(self, folder: Path) -> None:
        """Args: folder: where they should be."""
        super().__init__(
            f"No bundles in {folder}: this wheel would have a web app without scripts and styles. Build them first: "
            "npm ci and node build.mjs in the folder frontend, or python3 run.py test, which does both."
        )


class RequireBundles(BuildHookInterface[Any]):
    """Stops the build of a wheel that would lack them; an editable installation may be made before they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Look before anything is packed.

        Args:
            version: "standard" for a wheel, "editable" for an installation in place. build_data: not used.

        Raises:
            BundlesMissingError: nothing was built.
        """
        folder = Path(self.root) / "src" / "bridgehead" / "web" / "static"
        if version == "standard" and not (folder / "manifest.json").is_file():
            raise BundlesMissingError(folder.relative_to(self.root))
