"""Colours and line styles: read from `parameters/presentation.yaml`, the same in every figure and legend.

Drawings carry the colours of the light ground as attributes, so that they stand alone and print; a style sheet made
here replaces them on a dark ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bridgehead.record.parameters import get_parameter

#: what figures are drawn with besides the styles of ties: class -> (property, light, dark)
_GROUND = {
    "sea": ("fill", "#f4f6f8", "#12161c"),
    "land": ("fill", "#dfe3e8", "#2a313b"),
    "border": ("stroke", "#ffffff", "#12161c"),
    "rim": ("stroke", "#1c2733", "#e8ecf1"),
    "dot": ("fill", "#ffffff", "#12161c"),
    "halo": ("stroke", "#ffffff", "#12161c"),
    "words": ("fill", "#1c2733", "#e8ecf1"),
    "faint": ("fill", "#4d5866", "#a9b4c1"),
    "box": ("fill", "#ffffff", "#1b222b"),
    "edge": ("stroke", "#8793a1", "#66717f"),
    "grid": ("stroke", "#d3d9e0", "#36404c"),
    "flow": ("stroke", "#2171b5", "#7dbde8"),
    "head": ("fill", "#2171b5", "#7dbde8"),
}


@dataclass(frozen=True, slots=True)
class TieStyle:
    """How a kind of tie is drawn.

    Attributes:
        kind: of tie, or "other". light, dark: colour on either ground.
        dashes: SVG dash pattern, "" for an unbroken line.
    """

    kind: str
    light: str
    dark: str
    dashes: str


def get_tie_style(kind: str) -> TieStyle:
    """The style of a kind of tie; that of "other" where the kind has none of its own."""
    styles = get_parameter("presentation", "tie_styles")
    known = kind if kind in styles else "other"
    return TieStyle(known, **styles[known])


def get_scale() -> tuple[str, ...]:
    """Fills of ordered classes on a light ground, least first."""
    return tuple(step["light"] for step in get_parameter("presentation", "scale"))


def get_scale_step(position: int, count: int) -> int:
    """The step of the scale for one of a few classes, spread over the whole scale.

    >>> [get_scale_step(position, 3) for position in range(3)]
    [0, 2, 4]
    """
    last = len(get_scale()) - 1
    return round(position * last / (count - 1)) if count > 1 else last - 1


def get_ground(name: str) -> str:
    """The light colour of a part of a drawing that is no tie."""
    return _GROUND[name][1]


def build_light_css() -> str:
    """Rules that give the cells of a matrix their ground, on a light one and on paper."""
    return "\n".join(_build_shades("light"))


def _build_shades(ground: str) -> Iterator[str]:
    for index, shade in enumerate(get_parameter("presentation", "shades"), start=1):
        yield f".shade-{index}{{background:{shade[ground]}}}"


def build_dark_css() -> str:
    """Rules that give drawings and the cells of a matrix their colours on a dark ground."""
    return "\n".join(_build_rules())


def build_tie_css(ground: str) -> str:
    """Custom properties with the colour of each kind of tie, as in `--tie-social`, and of each step of the scale.

    They are declarations, to be put into the rule of a ground.

    Args:
        ground: light or dark.
    """
    ties = get_parameter("presentation", "tie_styles").items()
    steps = enumerate(get_parameter("presentation", "scale"))
    names = {
        **{f"--tie-{kind}": style[ground] for kind, style in ties},
        **{f"--class-{step}": fill[ground] for step, fill in steps},
        **{f"--g-{name}": colours[1 if ground == "light" else 2] for name, colours in _GROUND.items()},
    }
    return "".join(f"{name}:{colour};" for name, colour in names.items())


def build_sample_css() -> str:
    """Rules that draw the line beside the name of a kind of tie, in the colours of `build_tie_css`."""
    styles = map(get_tie_style, get_parameter("presentation", "tie_styles"))
    return "\n".join(
        f".tie-sample .tie-{style.kind}{{stroke:var(--tie-{style.kind});stroke-dasharray:{style.dashes or 'none'}}}"
        for style in styles
    )


def _build_rules() -> Iterator[str]:
    for name, (what, _, dark) in _GROUND.items():
        yield f".g-{name}{{{what}:{dark}}}"
    for kind, style in get_parameter("presentation", "tie_styles").items():
        yield f".tie-{kind}{{stroke:{style['dark']}}}"
    for index, step in enumerate(get_parameter("presentation", "scale")):
        yield f".class-{index}{{fill:{step['dark']}}}"
    yield from _build_shades("dark")
