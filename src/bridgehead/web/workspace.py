"""The workspace: the record that is served and the library beside it, with what was worked out of either.

A record may change under us, by a page or by a command in a terminal: every request looks at the number of the newest
transaction and takes what belongs to it. What belongs to an older one is forgotten when room is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from bridgehead import firm as firms
from bridgehead.answers import Answer
from bridgehead.errors import NotFoundError
from bridgehead.firm import Firm
from bridgehead.firm.backups import Restored, restore
from bridgehead.firm.library import Library
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import Question, ask, get_name, parameters_of
from bridgehead.record.store import Store
from bridgehead.web.memo import Memo
from bridgehead.web.snapshot import Snapshot

V = TypeVar("V")
_NETWORKS, _ANSWERS, _OTHERS = 12, 240, 240


class NoRecordYetError(NotFoundError):
    """A page needs a record and none was made yet."""

    def __init__(self, place: str) -> None:
        """Args: place: where it would be."""
        self.place = place
        super().__init__(f"There is no record at {place} yet. Make one on the start page, or look at a case.")


def _read_whole(firm: Firm) -> Snapshot:
    """Every entry, with the number of the transaction they all belong to."""
    while True:
        version = firm.store.last_transaction
        held = firm.record.entries()
        # somebody else may have written meanwhile
        if firm.store.last_transaction == version:
            return Snapshot(record=firm.record, version=version, held=held)


@dataclass(frozen=True, slots=True)
class Look:
    """Where a page looks.

    Attributes:
        case: a case of the library; "" is the record that is served. lens: through what.
        among: the cases that questions compare it with; none means the whole library.
    """

    case: str = ""
    lens: Lens = Lens()  # noqa: RUF009 - frozen
    among: tuple[str, ...] = ()


class Workspace:
    """One record, perhaps still to be made, and the library."""

    def __init__(self, place: str | Path, *, by: str = "") -> None:
        """Args: place: path or URL of the record, which need not be there yet. by: who makes changes."""
        self.place, self._by = str(place), by
        self._firm: Firm | None = None
        self._lock = RLock()
        self._seen: Snapshot | None = None
        self._snapshots: Memo[Snapshot] = Memo(3)
        self._networks: Memo[Network] = Memo(_NETWORKS)
        self._answers: Memo[Answer] = Memo(_ANSWERS)
        self._derived: Memo[Any] = Memo(_OTHERS)
        self._cases: Memo[Firm] = Memo(20)

    @property
    def has_record(self) -> bool:
        """Whether there is a record to serve."""
        return self._firm is not None or self._find_record()

    def _find_record(self) -> bool:
        with self._lock:
            if self._firm is None and Store.is_there(self.place):
                self._firm = firms.open(self.place, by=self._by)
            return self._firm is not None

    @property
    def firm(self) -> Firm:
        """The firm whose record is served.

        Raises:
            NoRecordYetError: there is none yet. NotARecordError: something else is at its place.
        """
        if not self._find_record() or self._firm is None:
            raise NoRecordYetError(self.place)
        return self._firm

    def make(self, firm_name: str, market: str | None) -> Firm:
        """Make the record.

        Raises:
            As `firm.init`.
        """
        with self._lock:
            self._firm = firms.init(self.place, firm_name, market, by=self._by)
            return self._firm

    def restore(self, copy: Path) -> Restored:
        """Put a copy in the place of the record, which is kept beside it, or where there is none yet.

        Raises:
            As `firm.backups.restore`.
        """
        with self._lock:
            return restore(self.place, copy, by=self.firm.by if self.has_record else "")

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            if self._firm is not None:
                self._firm.close()
                self._firm = None

    def get_firm(self, case: str) -> Firm:
        """The firm of a case, or of the record where no case is named.

        Raises:
            UnknownCaseError: the library has no such case. NoRecordYetError: there is no record yet.
        """
        return self._cases.get(case, lambda: firms.open_case(case)) if case else self.firm

    def see(self, case: str = "") -> Snapshot:
        """A record as it stands now.

        Raises:
            As `get_firm`.
        """
        firm = self.get_firm(case)
        version = 0 if case else firm.store.last_transaction
        return self._snapshots.get((case, version), lambda: self._read(firm, case, version))

    def _read(self, firm: Firm, case: str, version: int) -> Snapshot:
        """The record read whole, or the state seen last brought up to date."""
        if case:
            return Snapshot(record=firm.record, version=version, held=firm.record.entries())
        with self._lock:
            newer = self._seen.advance(firm.store, version) if self._seen else None
            self._seen = newer or _read_whole(firm)
            return self._seen

    def get_network(self, look: Look) -> Network:
        """A record through a lens.

        Raises:
            As `get_firm`; LensError, ActorNotFoundError: the lens makes no sense here.
        """
        snapshot, firm = self.see(look.case), self.get_firm(look.case)
        others = Library(look.among, without=look.case) if look.among else firm.others
        key = (look, snapshot.version, firms.today())
        return self._networks.get(key, lambda: Network.of(snapshot, look.lens, others=others))

    def get_answer(self, question: Question, look: Look) -> Answer:
        """The answer to a question.

        Raises:
            As `get_network` and the question.
        """
        network = self.get_network(look)
        return self._answers.get(self._build_key(question, look), lambda: ask(network, question))

    def has_answer(self, question: Question, look: Look) -> bool:
        """Whether the answer is ready, so that no one has to wait for it."""
        return self._answers.holds(self._build_key(question, look))

    def _build_key(self, question: Question, look: Look) -> tuple[Any, ...]:
        parameters = repr(sorted(parameters_of(question).items()))
        return (look, self.see(look.case).version, firms.today(), get_name(question), parameters)

    def derive(self, make: Callable[[Network], V], look: Look) -> V:
        """What a function makes of a network, worked out once for each state of the record.

        Args:
            make: a function of the module that asks, always the same object.
        """
        network = self.get_network(look)
        result: V = self._derived.get(self._build_derived_key(make, look), lambda: make(network))
        return result

    def has_derived(self, make: Callable[[Network], Any], look: Look) -> bool:
        """Whether what a function makes of a network is ready, so that no one has to wait for it."""
        return self._derived.holds(self._build_derived_key(make, look))

    def _build_derived_key(self, make: Callable[[Network], Any], look: Look) -> tuple[Any, ...]:
        return (look, self.see(look.case).version, firms.today(), make)
