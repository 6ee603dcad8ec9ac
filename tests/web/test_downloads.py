"""Downloads: made in a private folder of which nothing stays."""

import pytest

from bridgehead.web.downloads import send_made, try_made


def test_what_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    """The reason is passed on; the folder is gone."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(path):
        path.write_text("half", encoding="utf-8")
        raise ValueError(path.name)

    for way in (send_made, try_made):
        with pytest.raises(ValueError, match=r"half\.txt"):
            way(fail, "half.txt")

    assert [] == list(tmp_path.iterdir())


def test_what_making_says_is_passed_on(tmp_path, monkeypatch):
    """The file itself is not kept."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert 4 == try_made(lambda path: path.write_text("four", encoding="utf-8"), "x.txt")
    assert [] == list(tmp_path.iterdir())
