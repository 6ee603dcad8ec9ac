"""What lines and fills of a figure mean, drawn the same way below every figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from bridgehead.present.classes import Filling
from bridgehead.present.links import Say
from bridgehead.present.palette import get_ground, get_scale, get_scale_step, get_tie_style
from bridgehead.present.svg import draw
from bridgehead.present.values import CANNOT_TELL
from bridgehead.record.parameters import get_parameter
from bridgehead.record.terms import TIE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of a legend: a drawn sample, its words and, on hover, what they mean."""

    sample: Markup
    text: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What lines, their widths and fills mean; each may be empty. `fill_label` says what the fills show."""

    lines: tuple[Key, ...] = ()
    widths: tuple[Key, ...] = ()
    fills: tuple[Key, ...] = ()
    fill_label: str = ""


def build_legend(
    kinds: Iterable[str], filling: Filling | None = None, strengths: Collection[str] = (), say: Say = str
) -> Legend:
    """The legend of a figure, in the order people see everywhere.

    Args:
        kinds: of tie that it shows. filling: its classes. strengths: classes of strength its lines are as wide as.
        say: how a page says controlled words.
    """
    order = list(get_parameter("presentation", "tie_styles"))
    lines = tuple(_build_line(kind, say) for kind in sorted(set(kinds), key=order.index))
    widths = get_parameter("presentation", "arc_widths")
    wide = tuple(_build_width(strength, width, say) for strength, width in widths.items() if strength in strengths)
    if filling is None:
        return Legend(lines=lines, widths=wide)
    count = len(filling.classes)
    fills = [Key(sample=_draw_fill(get_scale_step(i, count)), text=name) for i, name in enumerate(filling.classes)]
    if None in filling.class_by_market.values():
        fills.append(Key(sample=_draw_hatch(), text=say(CANNOT_TELL)))
    return Legend(lines=lines, widths=wide, fills=tuple(fills), fill_label=filling.label)


def _build_width(strength: str, width: float, say: Say) -> Key:
    style: dict[str, str | float] = {"stroke": get_ground("edge"), "stroke_width": width, "class_": "g-edge"}
    text = say("strength unknown") if strength == "unknown" else say(f"{strength} tie")
    return Key(sample=_draw_sample(draw("line", x1=1, y1=5, x2=27, y2=5, **style), 28, 10), text=text)


def _build_line(kind: str, say: Say) -> Key:
    style = get_tie_style(kind)
    line = draw(
        "line", x1=1, y1=5, x2=43, y2=5, stroke=style.light, stroke_width="2.4",
        stroke_dasharray=style.dashes or None, class_=f"tie-{style.kind}",
    )  # fmt: skip
    known = kind in TIE_KINDS.words
    meaning = say(TIE_KINDS.get(kind).definition) if known else say("Another or an unknown kind of tie.")
    return Key(sample=_draw_sample(line, 44, 10), text=say(kind.replace("_", " ")), meaning=meaning)


def _draw_fill(step: int) -> Markup:
    edge = {"stroke": get_ground("edge"), "class_": f"class-{step} g-edge"}
    box = draw("rect", x="0.5", y="0.5", width="17", height="11", fill=get_scale()[step], **edge)
    return _draw_sample(box, 18, 12)


def _draw_hatch() -> Markup:
    lines = "M1 6L6 1M1 11L11 1M6 11L16 1M11 11L17 5"
    edge = {"stroke": get_ground("edge"), "class_": "g-edge", "fill": "none"}
    box = draw("rect", x="0.5", y="0.5", width="17", height="11", **edge)
    return _draw_sample(box + draw("path", d=lines, **edge), 18, 12)


def _draw_sample(inner: Markup, width: float, height: float) -> Markup:
    box = f"0 0 {width} {height}"
    return draw(
        "svg", inner, xmlns="http://www.w3.org/2000/svg", aria_hidden="true", width=width, height=height, viewBox=box
    )
