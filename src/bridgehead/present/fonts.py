"""Which characters of a text no installed font can show, so that paper shows no empty boxes unannounced.

Fontconfig is asked, the library that Pango, and with it WeasyPrint, chooses fonts by; it falls back to every installed
font, so a character is missing only where none has it.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from bridgehead.record.findings import Finding
from bridgehead.record.parameters import get_parameter

#: says which of some characters no font has; None where it cannot be found out
FindUncovered = Callable[[set[str]], "set[str] | None"]

_LIBRARIES = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig-1", "fontconfig")
#: characters that need no glyph: controls, formats, separators, and what selects variants of others
_INVISIBLE = re.compile(r"[\s\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MOST_SHOWN = 8


class _FontSet(ctypes.Structure):
    """FcFontSet of fontconfig.h."""

    _fields_ = (
        ("nfont", ctypes.c_int),
        ("sfont", ctypes.c_int),
        ("fonts", ctypes.POINTER(ctypes.c_void_p)),
    )


def check_fonts(text: str, find_uncovered: FindUncovered | None = None) -> tuple[Finding, ...]:
    """A finding for each script with characters that no installed font shows, naming a Debian package that does.

    Args:
        text: everything that will be printed.
        find_uncovered: which of some characters no font has; None asks fontconfig.
    """
    needed = {char for char in text if not char.isascii() and not _is_invisible(char)}
    missing = (find_uncovered or find_uncovered_by_fontconfig)(needed)
    if missing is None:
        return (_build_unchecked(),) if needed else ()
    by_script: dict[str, set[str]] = {}
    for char in missing:
        by_script.setdefault(get_script(char), set()).add(char)
    return tuple(_build_missing(script, sorted(by_script[script])) for script in sorted(by_script))


def _is_invisible(char: str) -> bool:
    return bool(_INVISIBLE.match(char)) or unicodedata.category(char) in {"Cc", "Cf", "Cn", "Co", "Cs"}


def get_script(char: str) -> str:
    """The script a character belongs to, by the first word of its Unicode name.

    >>> get_script("李"), get_script("ش"), get_script("ก")
    ('CJK', 'Arabic', 'Thai')
    """
    word = unicodedata.name(char, "Unnamed").split()[0].partition("-")[0]
    return word if word == "CJK" else word.capitalize()


def _build_missing(script: str, chars: list[str]) -> Finding:
    packages = get_parameter("presentation", "font_packages")
    package = packages.get(script, packages["other"])
    count = f"{len(chars)} {'character' if len(chars) == 1 else 'characters'}"
    return Finding(
        level="warning",
        code="missing-font",
        message=f"No installed font shows {count} of the {script} script; they are printed as boxes. Install a font "
        f"that has them (on Debian: apt-get install {package}), or read the HTML report, which holds the same.",
        found="".join(chars[:_MOST_SHOWN]),
    )


def _build_unchecked() -> Finding:
    return Finding(
        level="note",
        code="fonts-unchecked",
        message="Fontconfig could not be asked which characters the installed fonts show. Look for boxes in the PDF; "
        "the HTML report holds the same.",
    )


def find_uncovered_by_fontconfig(chars: set[str]) -> set[str] | None:
    """Which characters no font known to fontconfig has; None where fontconfig is not there."""
    library = _load_fontconfig()
    if library is None:
        return None
    uncovered = set(chars)
    for charset in _find_charsets(library):
        uncovered -= {char for char in uncovered if library.FcCharSetHasChar(charset, ord(char))}
    return uncovered


def _load_fontconfig(names: Iterable[str] = _LIBRARIES) -> ctypes.CDLL | None:
    for name in names:
        with suppress(OSError):
            return _declare(ctypes.CDLL(name))
    return None


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    """Tell ctypes the signatures of fontconfig.h."""
    pointer = ctypes.c_void_p
    library.FcPatternCreate.restype = pointer
    library.FcPatternDestroy.argtypes = (pointer,)
    library.FcObjectSetCreate.restype = pointer
    library.FcObjectSetAdd.argtypes = (pointer, ctypes.c_char_p)
    library.FcObjectSetDestroy.argtypes = (pointer,)
    library.FcFontList.argtypes = (pointer, pointer, pointer)
    library.FcFontList.restype = ctypes.POINTER(_FontSet)
    library.FcFontSetDestroy.argtypes = (ctypes.POINTER(_FontSet),)
    library.FcPatternGetCharSet.argtypes = (pointer, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(pointer))
    library.FcCharSetHasChar.argtypes = (pointer, ctypes.c_uint32)
    return library


def _find_charsets(library: ctypes.CDLL) -> Iterator[ctypes.c_void_p]:
    """The characters of every installed font, as fontconfig's character sets."""
    pattern, wanted = library.FcPatternCreate(), library.FcObjectSetCreate()
    library.FcObjectSetAdd(wanted, b"charset")
    fonts = library.FcFontList(None, pattern, wanted)
    try:
        for index in range(fonts.contents.nfont):
            charset = ctypes.c_void_p()
            if library.FcPatternGetCharSet(fonts.contents.fonts[index], b"charset", 0, ctypes.byref(charset)) == 0:
                yield charset
    finally:
        library.FcFontSetDestroy(fonts)
        library.FcObjectSetDestroy(wanted)
        library.FcPatternDestroy(pattern)
