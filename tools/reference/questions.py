"""The questions and the lens they are all asked through."""

from __future__ import annotations

from bridgehead.network.lens import Lens
from bridgehead.questions import find_questions, get_title
from bridgehead.record.references import Reference
from tools.reference._markdown import describe_options, read_prose, table


def build_page() -> str:
    """Every question: what it asks, what it takes, where it comes from."""
    found = find_questions()
    rows = [
        (f"[`{name}`](#{name})", question.plain_name, get_title(question), "; ".join(map(str, question.references)))
        for name, question in found.items()
    ]
    opening = (
        "# Questions\n\nAsk one with `bridgehead ask NAME`; hyphens and underscores are the same. Every question also "
        "takes every option of the [lens](lens.md) and returns an [answer](answers.md).\n\n"
    )
    overview = table(("name", "in plain words", "question", "from"), rows)
    return opening + overview + "".join(_build_section(name, question) for name, question in found.items())


def _build_section(name: str, question: type) -> str:
    typed = f"`bridgehead ask {name.replace('_', '-')}`, in Python `bh.{question.__name__}()`"
    text = f"\n## {name}\n\n{read_prose(question)}\n\n{typed}\n\n"
    if options := describe_options(question):
        text += table(("parameter", "values", "default", "meaning"), options) + "\n"
    return text + "".join(f"- {cite(reference)}\n" for reference in question.references)  # type: ignore[attr-defined]


def cite(reference: Reference) -> str:
    """A work as a reader can find it."""
    title = f", *{reference.title}*" if reference.title else ""
    return f"{reference}{title}{f', doi:{reference.doi}' if reference.doi else ''}"


def build_lens_page() -> str:
    """Every option of the lens."""
    heading = f"# The lens\n\n{read_prose(Lens)} Every question accepts every option.\n\n"
    return heading + table(("option", "values", "default", "meaning"), describe_options(Lens))
