"""SVG elements as safe text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing of what a table holds.

    Attributes:
        svg: the drawing. title: what it shows. remark: how to read it, and what it leaves to the table.
    """

    svg: Markup
    title: str
    remark: str = ""


def draw(tag: str, *children: str | Markup, **attributes: str | float | None) -> Markup:
    """One element; text and attribute values are escaped, attributes that are None left out.

    Args:
        tag: name of the element.
        children: text, or elements as this function returns them.
        attributes: underscores become hyphens, one at the end is dropped (`class_`).

    >>> str(draw("circle", cx=1.25, r=4, class_="dot"))
    '<circle cx="1.2" r="4" class="dot"/>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(write_number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = f">{join(children)}</{tag}>" if children else "/>"
    return Markup(f"<{tag}{written}{inner}")  # noqa: S704 - tags and names are ours, all else is escaped


def join(pieces: Iterable[str | Markup]) -> Markup:
    """Pieces behind each other, text escaped."""
    return Markup("").join(pieces)


def write_number(value: str | float) -> str:
    """A coordinate with one decimal at most; text stays as it is.

    >>> write_number(3.04), write_number(-0.04), write_number("none")
    ('3', '0', 'none')
    """
    return value if isinstance(value, str) else f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def draw_titled(
    svg_id: str, title: str, description: str, *children: Markup, width: float, height: float, role: str = "img"
) -> Markup:
    """A whole drawing with a title and a description.

    Args:
        role: "img" is read out as one image; "group" leaves the links in it to be read and reached one by one.
    """
    return draw(
        "svg",
        draw("title", title, id=f"{svg_id}-title"),
        draw("desc", description, id=f"{svg_id}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {write_number(width)} {write_number(height)}",
        width=width,
        height=height,
        role=role,
        aria_labelledby=f"{svg_id}-title {svg_id}-desc",
        font_family="system-ui, sans-serif",
    )
