"""`bridgehead review --mechanisms`: a group at a time, title by title, or settled in one command."""

import io
import json

import pytest

LOG = """id,kind,begin,topic,participants
m-1,meeting,2024-03-05,Anwenderschulung Basel,typed:acme-polymers=organiser;typed:anna-berg=attendee
m-2,meeting,2024-04-11,Training Kiel,typed:acme-polymers=organiser;typed:anna-berg=attendee
m-3,meeting,2024-04-12,Training Kiel,typed:acme-polymers=organiser;typed:anna-berg=attendee
m-4,meeting,2024-05-02,Training of our own,typed:acme-polymers=organiser;typed:anna-berg=attendee
"""


@pytest.fixture
def typing(monkeypatch):
    """Puts lines on standard input, as a pipe would."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def logged(sample, tmp_path):
    """A record with four meetings that look like courses."""
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    assert 0 == sample("import", "log.csv").code
    return sample


def proposals(cli):
    return json.loads(cli("review", "--mechanisms", "--json").out)["proposals"]


def test_proposals_are_listed_without_asking(logged):
    """Group, mechanism, because of what, how many, forms and titles."""
    first, second = proposals(logged)

    assert ("course:training", "course", "training", 3) == tuple(
        first[name] for name in ("group", "mechanism", "because", "interactions")
    )
    assert (["education (3)"], ["Training Kiel (2)", "Training of our own (1)"]) == (first["forms"], first["titles"])
    assert "course:schulung" == second["group"]


def test_groups_are_asked_one_by_one(logged, typing):
    """A key that means nothing is asked again; Enter leaves a group for later."""
    typing("x\nyes\n\n")

    ran = logged("review", "--mechanisms")

    assert 0 == ran.code
    assert "1 of 2: course, because of 'training' (course:training)\n  education: 3\n  Training Kiel (2)" in ran.err
    assert "'x' is none of y, n, t, Enter and q." in ran.err
    assert "3 confirmed, 0 refused, 1 left. 'bridgehead undo' takes the last change back." in ran.err
    assert ["course:schulung"] == [row["group"] for row in proposals(logged)]


def test_a_group_can_be_settled_title_by_title(logged, typing):
    """Some titles of a word are courses and others are not."""
    typing("t\ny\nn\nn\n")

    ran = logged("review", "--mechanisms")

    assert "  Training Kiel (2) [y]es, [n]o, Enter later, [q]uit: " in ran.err
    assert "2 confirmed, 2 refused, 0 left." in ran.err
    assert "course" in logged("show", "table:m-2").out
    assert [] == proposals(logged)


def test_a_review_ends_with_q_or_the_input(logged, typing):
    """Of groups and of titles; what was not answered stays."""
    for text in ("", "q\n", "t\nq\n", "t\n\n\nq\n"):
        typing(text)
        assert "0 confirmed, 0 refused, 4 left." in logged("review", "--mechanisms").err


def test_groups_are_settled_in_one_command(logged):
    """By name or by mechanism; one undo takes all of it back."""
    ran = logged("review", "--mechanisms", "--yes", "course:training", "--no", "course:schulung")

    assert 0 == ran.code
    assert "3 confirmed, 1 refused, 0 left." in ran.err
    logged("undo")
    assert 2 == len(proposals(logged))
    assert "4 confirmed, 0 refused, 0 left." in logged("review", "--mechanisms", "--yes", "course").err


def test_wrong_names_and_wrong_options_are_refused(logged):
    """A group nobody proposed, one in both, and groups without the review."""
    unknown = logged("review", "--mechanisms", "--yes", "corse")
    both = logged("review", "--mechanisms", "--yes", "course", "--no", "course:training")
    alone = logged("review", "--yes", "course")
    two = logged("review", "--mechanisms", "--markets")

    assert (1, 2, 2, 2) == (unknown.code, both.code, alone.code, two.code)
    assert "No group of proposals 'corse'. Did you mean 'course'" in unknown.err
    assert "Both confirmed and refused: course:training." in both.err
    assert "Add --mechanisms, as in: review --mechanisms --yes course." in alone.err
    assert "--markets and --mechanisms are reviews of their own. Choose one." in two.err


def test_many_titles_are_cut_short(sample, tmp_path, typing):
    """Five titles and how many more."""
    rows = [
        f"m-{number},meeting,2024-03-05,Training {number},typed:acme-polymers=;typed:anna-berg=" for number in range(9)
    ]
    (tmp_path / "log.csv").write_text("\n".join(["id,kind,begin,topic,participants", *rows]), encoding="utf-8")
    assert 0 == sample("import", "log.csv").code
    typing("q\n")

    assert "  Training 4 (1)\n  and 4 more titles\n" in sample("review", "--mechanisms").err
