"""Write docs/reference and docs/glossary.md from the code; with --check, say which of them are out of date.

Everything is found by discovery, so a new question, source, entry field, word, parameter, error or verb appears in the
reference without an edit here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.reference import (
    answers,
    commands,
    entries,
    errors,
    glossary,
    numbers,
    pages,
    programs,
    questions,
    sources,
    tables,
)

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOTICE = "<!-- Written by tools/build_docs.py from the code; change it there. -->\n\n"
PAGES: dict[str, Callable[[], str]] = {
    "reference/questions.md": questions.build_page,
    "reference/lens.md": questions.build_lens_page,
    "reference/answers.md": answers.build_page,
    "reference/answer.schema.json": answers.build_schema,
    "reference/entries.md": entries.build_page,
    "reference/sources.md": sources.build_page,
    "reference/tables.md": tables.build_page,
    "reference/exports.md": sources.build_exports_page,
    "reference/parameters.md": numbers.build_page,
    "reference/assessments.md": numbers.build_assessments_page,
    "reference/errors.md": errors.build_page,
    "reference/python.md": programs.build_page,
    "reference/command-line.md": commands.build_page,
    "reference/pages.md": pages.build_page,
    "reference/api.md": pages.build_api_page,
    "glossary.md": glossary.build_page,
}


def find_stale() -> list[str]:
    """The generated pages that differ from what the code says, and pages nobody generates any more."""
    stale = [name for name, text in build_pages().items() if read(name) != text]
    known = {Path(name).name for name in PAGES}
    return stale + [f"reference/{path.name}" for path in (DOCS / "reference").iterdir() if path.name not in known]


def build_pages() -> dict[str, str]:
    """Every generated page by its path under docs."""
    return {name: (NOTICE if name.endswith(".md") else "") + build().rstrip() + "\n" for name, build in PAGES.items()}


def read(name: str) -> str:
    """A page as it stands; "" where there is none."""
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; the exit code of a check says whether anything is out of date."""
    if arguments == ["--check"]:
        stale = find_stale()
        for name in stale:
            print(f"docs/{name} is out of date; run 'python tools/build_docs.py'", file=sys.stderr)
        return 1 if stale else 0
    for name, text in build_pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
