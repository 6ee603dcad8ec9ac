"""Characters that no installed font shows."""

import ctypes

from bridgehead.present import fonts
from bridgehead.present.fonts import check_fonts, find_uncovered_by_fontconfig, get_script


def test_each_script_without_a_font_is_a_finding_with_a_package():
    """Grouped by script; a package of Debian that has it is named."""
    cjk, thai = check_fonts("Ada 李明 ไทย", lambda chars: {char for char in chars if ord(char) > 0xE00})

    assert "No installed font shows 2 characters of the CJK script" in cjk.message
    assert "apt-get install fonts-noto-cjk" in cjk.message
    assert ("missing-font", "明李") == (cjk.code, cjk.found)
    assert "fonts-noto-core" in thai.message


def test_one_character_is_counted_as_one():
    """Grammar follows the number."""
    (finding,) = check_fonts("李", set)

    assert "shows 1 character of" in finding.message


def test_nothing_is_asked_about_characters_without_a_glyph():
    """Controls, joiners and variation selectors are invisible anywhere, and every font has ASCII."""
    asked = []

    findings = check_fonts("A\t\u200d\ufe0e\u2068\u00a0é", lambda chars: asked.append(chars) or set())

    assert [{"é"}] == asked
    assert () == findings


def test_without_fontconfig_the_reader_is_told_to_look():
    """Not being able to check is said, unless plain ASCII needs no check."""
    (finding,) = check_fonts("é", lambda _: None)

    assert ("note", "fonts-unchecked") == (finding.level, finding.code)
    assert () == check_fonts("e", lambda _: None)


def test_fontconfig_knows_latin_and_no_made_up_character():
    """A private character is in no font of a sane machine; letters of the Latin script are."""
    uncovered = find_uncovered_by_fontconfig({"é", "\U0010fffd"})

    assert uncovered in ({"\U0010fffd"}, None)


def test_a_machine_without_fontconfig_cannot_tell(monkeypatch):
    """Neither a crash nor a guess."""
    monkeypatch.setattr(ctypes, "CDLL", _refuse)

    assert find_uncovered_by_fontconfig({"é"}) is None


def _refuse(name):
    raise OSError(name)


def test_a_font_without_a_character_set_covers_nothing(monkeypatch):
    """A damaged font is passed over."""
    library = fonts._load_fontconfig()
    if library is None:
        return
    monkeypatch.setattr(fonts, "_load_fontconfig", lambda: _Damaged(library))

    assert {"é"} == find_uncovered_by_fontconfig({"é"})


class _Damaged:
    """Fontconfig whose fonts have no character sets."""

    def __init__(self, library):
        self._library = library

    def __getattr__(self, name):
        return (lambda *_: 1) if name == "FcPatternGetCharSet" else getattr(self._library, name)


def test_a_script_is_named_for_people():
    """By the first word of the character's Unicode name."""
    assert ["CJK", "Arabic", "Hangul", "Unnamed"] == [get_script(char) for char in ("李", "ش", "한", "\ue000")]
