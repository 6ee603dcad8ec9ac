"""Scripts and styles: built from their packages at set-up, found by their plain names.

Files carry a digest of their content in their names, so browsers may keep them for ever.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from bridgehead.errors import MissingExtraError
from bridgehead.present.palette import build_dark_css, build_light_css, build_sample_css, build_tie_css

STATIC = Path(str(files("bridgehead.web"))) / "static"


class NotBuiltError(MissingExtraError):
    """The scripts and styles of the pages were never built."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            "The scripts and styles of the pages are missing here. 'python3 run.py serve' builds them; an installed "
            "wheel brings them along. Every other command works without them."
        )


def read_manifest() -> Mapping[str, str]:
    """File by plain name; read anew once the files were built again.

    Raises:
        NotBuiltError: nothing was built.
    """
    place = STATIC / "manifest.json"
    try:
        return _read_manifest(place, place.stat().st_mtime_ns)
    except FileNotFoundError:
        raise NotBuiltError from None


@lru_cache(maxsize=1)
def _read_manifest(place: Path, _changed_ns: int) -> Mapping[str, str]:
    manifest: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return manifest


def get_asset(name: str) -> str:
    """The address of a script or style by its plain name, as in "app.css".

    Raises:
        NotBuiltError: nothing was built. KeyError: there is no such file.
    """
    return f"/static/{read_manifest()[name]}"


@cache
def build_palette() -> tuple[str, str]:
    """(address, content) of the style sheet with the colours of ties and figures on either ground."""
    light = f"{build_light_css()}\n:root{{{build_tie_css('light')}}}\n{build_sample_css()}"
    dark = f"{build_tie_css('dark')}{build_dark_css()}"
    sheet = (
        f"{light}\n@media (prefers-color-scheme: dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
    )
    return f"/palette-{sha256(sheet.encode()).hexdigest()[:12]}.css", sheet
