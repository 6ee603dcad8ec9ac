"""Words broken into lines of a width in cells, so that Chinese characters count as the two cells they take."""

from __future__ import annotations

from rich.cells import cell_len, chop_cells


def wrap(text: str, cells: int) -> tuple[str, ...]:
    """The whole text in lines that fit; words longer than a line are broken, nothing is left out.

    Args:
        cells: the width of a line, at least 2.

    >>> wrap("Max-Planck-Institut für Polymerforschung", 22)
    ('Max-Planck-Institut', 'für Polymerforschung')
    """
    lines = [""]
    for piece in (piece for word in text.split() for piece in chop_cells(word, cells)):
        joined = f"{lines[-1]} {piece}".strip()
        if cell_len(joined) <= cells:
            lines[-1] = joined
        else:
            lines.append(piece)
    return tuple(lines)


def shorten_to(text: str, cells: int) -> str:
    """The text, cut with an ellipsis where it is longer than so many cells.

    >>> shorten_to("Friendship from student days", 16)
    'Friendship from…'
    """
    if cell_len(text) <= cells:
        return text
    return chop_cells(text, cells - 1)[0].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
