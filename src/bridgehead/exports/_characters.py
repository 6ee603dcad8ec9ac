"""Which characters XML holds, and how the others are written or left out."""

from __future__ import annotations

import re

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def clean_xml(text: str) -> str:
    r"""A text without the control characters that XML cannot hold in any form.

    >>> clean_xml("a\x00b\x0bc")
    'abc'
    """
    return _NO_XML.sub("", text)


def escape_xml(text: str) -> str:
    """A text as it stands in an attribute or between tags, line breaks and tabs kept.

    >>> escape_xml('<a & "b">')
    '&lt;a &amp; &quot;b&quot;&gt;'
    """
    return text.translate(_ESCAPES)
