"""The controlled words, and the works they come from."""

from __future__ import annotations

from bridgehead.record.references import WORKS
from bridgehead.record.terms import VOCABULARIES, FormTerm, Term, Vocabulary
from tools.reference._markdown import code, table
from tools.reference.questions import cite


def build_page() -> str:
    """Every vocabulary, then the works."""
    opening = "# Glossary\n\nThe same words stand in the code, on the screen and here.\n\n"
    works = "".join(f"- {cite(work)}\n" for key, work in WORKS.items() if key != "ours")
    return opening + "\n".join(_build_section(words) for words in VOCABULARIES.values()) + f"\n## Works\n\n{works}"


def _build_section(words: Vocabulary) -> str:
    rows = [(code(term.word), _define(term), term.reference) for term in words.terms]
    text = f"## {words.label}\n\n" + table(("word", "meaning", "from"), rows)
    also = ", ".join(f"{synonym} ({word})" for synonym, word in words.synonyms.items())
    return text + (f"\nAlso read: {also}.\n" if also else "")


def _define(term: Term) -> str:
    if not isinstance(term, FormTerm):
        return term.definition
    return f"{term.definition} {'Equity' if term.equity else 'Non-equity'}, {term.direction}."
