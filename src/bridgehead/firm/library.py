"""The case library as the facade sees it: cases by name or by paper, their networks loaded when first looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from bridgehead.errors import RefusedError
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.record.record import MemoryRecord
from bridgehead.sources.case import UnknownCaseError, find_cases, get_case_path, load_case, read_case

#: the papers the product is built on, by the number they go by -> key in `record.references.WORKS`
WORK_BY_PAPER = {"000": "qsense", "001": "coordination", "002": "iplik", "003": "lew", "004": "castiglioni"}


class LibraryCaseError(RefusedError):
    """A library case was asked to change or to show its history."""

    def __init__(self, name: str) -> None:
        """Args: name of the case."""
        self.name = name
        super().__init__(
            f"{name} is a case of the library and stays as it is. Make a record of your own of it with "
            f"'bridgehead case {name} --to {name}.bridgehead'."
        )


@cache
def get_case(name: str) -> MemoryRecord:
    """The record of a library case.

    Raises:
        UnknownCaseError: there is none of this name.
    """
    return load_case(get_case_path(name))


def find_case_names(words: str) -> tuple[str, ...]:
    """The names of the cases that words name, in order, each once.

    Args:
        words: case names, papers ("001") or keys of works, divided by commas.

    Raises:
        UnknownCaseError: one of them is none of these.
    """
    found: dict[str, None] = {}
    for word in (part.strip() for part in words.split(",") if part.strip()):
        found.update(dict.fromkeys(_read_word(word)))
    return tuple(found)


def _read_word(word: str) -> tuple[str, ...]:
    cases = find_cases()
    name = word.lower().replace(" ", "-")
    if name in cases:
        return (name,)
    work = WORK_BY_PAPER.get(word, word)
    of_work = tuple(name for name, path in cases.items() if read_case(path).reference == work)
    if not of_work:
        raise UnknownCaseError(word)
    return of_work


class Library(Mapping[str, Network]):
    """Networks of library cases by name, each built when it is first looked at."""

    def __init__(self, names: tuple[str, ...] | None = None, *, without: str = "") -> None:
        """Args: names: the cases; None means all. without: one to leave out."""
        self._names = tuple(name for name in (find_cases() if names is None else names) if name != without)
        self._held: dict[str, Network] = {}

    def __getitem__(self, name: str) -> Network:
        """The network of a case today, everything in it. Raises KeyError where the case is not in this library."""
        if name not in self._names:
            raise KeyError(name)
        if name not in self._held:
            self._held[name] = Network.of(get_case(name), Lens())
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the cases."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many cases there are."""
        return len(self._names)
