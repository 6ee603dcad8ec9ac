"""Single values as HTML."""

from __future__ import annotations

from markupsafe import Markup, escape

from bridgehead.answers import ActorRef, Chance, MarketRef, Scalar, Value
from bridgehead.present.glossary import Glossary
from bridgehead.present.names import write_name
from bridgehead.present.palette import get_ground, get_scale
from bridgehead.present.svg import draw
from bridgehead.present.values import CANNOT_TELL, DASH, Writer, get_separator

_GAP = Markup('<abbr class="gap" title="{}">{}</abbr>')


def write_cell(value: Value, writer: Writer, glossary: Glossary) -> Markup:
    """A value as HTML: names isolated, controlled words explained, chances with their range drawn."""
    if not isinstance(value, tuple):
        return _write_one(value, writer, glossary)
    items = [_write_one(item, writer, glossary) for item in value]
    return escape(get_separator(value)).join(items) or escape(glossary.links.say("none"))


def write_stack(value: Value, writer: Writer, glossary: Glossary) -> Markup:
    """A matrix's cell as HTML: the items of a tuple one below the other, nothing for an empty one."""
    if not isinstance(value, tuple):
        return _write_one(value, writer, glossary)
    items = Markup("").join(Markup("<li>{}</li>").format(_write_one(item, writer, glossary)) for item in value)
    return Markup('<ul class="stack">{}</ul>').format(items) if value else Markup("")


def _write_one(value: Scalar, writer: Writer, glossary: Glossary) -> Markup:
    if value is None and writer.column.kind != "yes_no":
        return _GAP.format(glossary.links.say(CANNOT_TELL), DASH)
    if isinstance(value, ActorRef | MarketRef):
        return glossary.links.write(value)
    if isinstance(value, Chance):
        drawn = _draw_range(value) if value.high > value.low else ""
        return Markup('<span class="chance">{}{}</span>').format(value.tell(glossary.links.say), drawn)
    if writer.column.kind == "word" and isinstance(value, str):
        return glossary.write(value, writer.column.name)
    if isinstance(value, str) and not value.isascii():
        return write_name(value)
    return escape(writer.write(value))


def _draw_range(chance: Chance) -> Markup:
    """From the lower to the upper bound on a line from 0 to 1; the text beside it says the same."""
    left, right = 1 + 58 * chance.low, 1 + 58 * chance.high
    track = draw("rect", x=0, y=3, width=60, height=2, rx=1, fill=get_ground("land"), class_="g-land")
    fill, rank = get_scale()[3], "class-3"
    span = draw("rect", x=left, y=1, width=max(right - left, 2.0), height=6, rx=2, fill=fill, class_=rank)
    size = {"width": "60", "height": "8", "viewBox": "0 0 60 8", "class_": "range", "aria_hidden": "true"}
    return draw("svg", track, span, xmlns="http://www.w3.org/2000/svg", **size)
