"""Templates are compiled once and kept, where anything may be kept."""

from jinja2 import DictLoader, Environment

from bridgehead.web.templating import CompiledTemplates


def build(folder, language="en"):
    """An environment of one template that keeps what it compiles in a folder."""
    return Environment(  # noqa: S701 - nothing of a person's is drawn
        loader=DictLoader({"a.html": "Hello {{ name }}"}), bytecode_cache=CompiledTemplates(folder, language)
    )


def test_what_was_compiled_is_kept_for_the_next_start(tmp_path):
    """The second environment takes what the first one compiled; another language has its own."""
    build(tmp_path).get_template("a.html")
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}

    shown = build(tmp_path).get_template("a.html").render(name="Ada")
    build(tmp_path, "de").get_template("a.html")

    assert "Hello Ada" == shown
    assert 1 == len(kept)
    assert all(path.read_bytes() == content for path, content in kept.items())
    assert 2 == len(list(tmp_path.iterdir()))


def test_where_nothing_can_be_kept_pages_are_drawn_all_the_same(tmp_path):
    """A folder that is not there, or is a file, is no reason to refuse a page."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")

    for folder in (tmp_path / "none", tmp_path / "file"):
        assert "Hello Ada" == build(folder).get_template("a.html").render(name="Ada")
    assert ["file"] == [path.name for path in tmp_path.iterdir()]
