"""The facade: one firm's record, with all that can be done with it, for the command line, pages and notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bridgehead.answers import Answer
from bridgehead.firm.adding import change_own_firm, get_actor
from bridgehead.firm.asking import Asked, ask_each, build_all_questions, build_lens
from bridgehead.firm.editing import edit_entry
from bridgehead.firm.importing import ImportReport, Progress, import_into
from bridgehead.firm.library import Library, LibraryCaseError
from bridgehead.firm.restoring import is_unused, is_whole_record, restore_into
from bridgehead.firm.shown import Shown
from bridgehead.firm.surroundings import get_user, today
from bridgehead.firm.telling import start_adding
from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import Question, build_question, get_question
from bridgehead.questions import ask as ask_network
from bridgehead.record.entries import Entry, EntryId
from bridgehead.record.findings import Finding
from bridgehead.record.record import Record
from bridgehead.record.store import Store
from bridgehead.record.store_errors import UnknownEntryError
from bridgehead.record.versions import Action, Change, Erasure, Transaction, Version

if TYPE_CHECKING:
    from bridgehead.firm.agreeing import Agreed, Amendment, Contract
    from bridgehead.firm.fulfilling import Fulfilment


class Firm:
    """A firm's record: ask it, add to it, take back, hand on.

    Attributes:
        record: where the entries come from. by: who makes changes, as transactions name them.
        others: library networks that questions may compare with.
    """

    def __init__(self, record: Record, *, by: str = "", others: Mapping[str, Network] | None = None) -> None:
        """Use `firm.open` or `firm.init` instead."""
        self.record = record
        self.by = by or get_user()
        self.others = Library(without=record.name) if others is None else others

    @property
    def name(self) -> str:
        """What the record is called."""
        return self.record.name

    @property
    def is_case(self) -> bool:
        """Whether it is a case of the library, which nobody changes."""
        return not isinstance(self.record, Store)

    @property
    def store(self) -> Store:
        """The store behind the record.

        Raises:
            LibraryCaseError: it is a case of the library, held in memory.
        """
        if isinstance(self.record, Store):
            return self.record
        raise LibraryCaseError(self.record.name)

    def close(self) -> None:
        """Give the file back."""
        if isinstance(self.record, Store):
            self.record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # asking

    def network(self, lens: Lens | None = None, **options: Any) -> Network:  # noqa: ANN401 - options of the lens
        """The record through a lens.

        Args:
            lens: how to look; None builds one of the options, as in `network(as_of="2001-06-30", kinds=["social"])`.

        Raises:
            LensError: an option makes no sense.
        """
        return Network.of(self.record, lens or build_lens(options), others=self.others)

    def ask(self, question: Question | str, lens: Lens | None = None, **options: Any) -> Shown:  # noqa: ANN401 - as above
        """The answer to a question.

        Args:
            question: as in `Reach(by="field")`, or its name. lens: how to look.
            options: of the lens, as for `network`, and of a question given by its name, as in
                `ask("reach", max_introductions=1, as_of="2001-06-30")`.

        Raises:
            UnknownQuestionError: no question has this name. NoFirmError: nobody said whose record it is.
            QuestionValueError, LensError: an option makes no sense.
        """
        if isinstance(question, str):
            own = {item.name for item in fields(get_question(question))}  # type: ignore[arg-type]
            question = build_question(question, {name: options.pop(name) for name in own & options.keys()})
        return Shown(ask_network(self.network(lens, **options), question))

    def ask_all(self, questions: Iterable[Question], lens: Lens | None = None) -> Asked:
        """The answers to several questions through one lens; the reason of each that cannot be asked so."""
        return ask_each(self.network(lens), questions)

    def re_ask(self, answer: Answer) -> Shown:
        """The same question again, from the header of its answer."""
        return self.ask(build_question(answer.question, answer.parameters), Lens.from_plain(answer.lens))

    # looking

    def entries(self, *, known_on: date | None = None) -> Sequence[Entry]:
        """The standing entries, or those that stood on a day."""
        return self.record.entries(known_on=known_on)

    def get(self, id_: EntryId) -> Entry:
        """The standing entry of an id.

        Raises:
            UnknownEntryError: there is none.
        """
        if isinstance(self.record, Store):
            return self.record.get(id_)
        for entry in self.record.entries():
            if entry.id == id_:
                return entry
        raise UnknownEntryError((id_,))

    def history(self, id_: EntryId) -> tuple[Version, ...]:
        """Every version of an entry, oldest first; a library case has none.

        Raises:
            UnknownEntryError: there never was one of this id.
        """
        if isinstance(self.record, Store):
            return self.record.history(id_)
        self.get(id_)
        return ()

    def transactions(self) -> tuple[Transaction, ...]:
        """Every change of the record, newest first; a library case has none."""
        return self.record.transactions() if isinstance(self.record, Store) else ()

    def check(self) -> tuple[Finding, ...]:
        """What is odd about the record."""
        from bridgehead.record.checks import check  # noqa: PLC0415 - nobody else needs the checks

        return check(self.record.entries(), today())

    # changing

    def import_(
        self,
        path: str | Path,
        source: str | None = None,
        *,
        preview: bool = False,
        progress: Progress | None = None,
        called: str = "",
        **options: Any,  # noqa: ANN401 - options of the source
    ) -> ImportReport:
        """Read a file or folder into the record, in one transaction.

        A whole record in JSON lines, read into a record that holds nothing yet, is restored with its history.

        Args:
            path: what to read. source: which source reads it; None recognises it by content.
            preview: say what would happen and write nothing. progress: told of each row. options: of the source.
            called: what the history calls the file; "" is its path.

        Raises:
            NothingToImportError, UnrecognisedFileError, NoSuchFileError, SourceOptionError: see `firm.importing`.
        """
        if source in {None, "jsonl"} and not preview and is_whole_record(Path(path)) and is_unused(self.store):
            return restore_into(self.store, Path(path))
        return import_into(
            self.store,
            Path(path),
            by=self.by,
            source=source,
            options=options,
            preview=preview,
            progress=progress,
            called=called,
            today=today(),
        )

    def add(self, *lines: str, on: date | None = None, contact_of: str = "") -> Change:
        """Add relationships from lines such as "Anna Berg, distributor, DE, strong, since 2021", all or none.

        Args:
            on: the day they are told; None means today.
            contact_of: id or name of the contact whose contacts these are; "" where they are the firm's own.

        Raises:
            TerseLineError: a line cannot be understood. NoFirmError: the record does not say whose it is.
            NobodyError, SeveralError: a name is nobody's, or that of several.
        """
        entries = tuple(self.entries())
        whose = get_actor(entries, contact_of).id if contact_of else None
        adding = start_adding(entries, by=self.by, on=on or today(), record=self.name, whose=whose)
        for line in lines:
            adding.read(line)
        return self.store.put(adding.made.values(), action="add", by=self.by, summary="; ".join(lines)[:200])

    def state(
        self,
        *,
        assessments: Sequence[str] = (),
        presences: Sequence[str] = (),
        asks: Sequence[str] = (),
        on: date | None = None,
    ) -> Change:
        """Add assessments, presences and asks from a line each, all or none; `firm.stating` tells how they read.

        Args:
            assessments: as in "Nordlicht, readiness.trust, yes, 2024-03". presences: as in "DE, direct export, since
                2019". asks: as in "Anna Berg, AT, yes, 2024-03-05". on: the day they are told; None means today.

        Raises:
            TerseLineError, DateError: a line cannot be understood. UnknownItemError, UnknownMarketError: there is no
            such item or market. NobodyError, SeveralError: a name is nobody's, or that of several.
            NoFirmError: the record does not say whose it is.
        """
        from bridgehead.firm.stating import Said, state  # noqa: PLC0415 - nobody else needs to read such lines

        said = Said(assessments=assessments, presences=presences, asks=asks)
        entries = state(tuple(self.entries()), said, by=self.by, on=on or today(), record=self.name)
        return self.store.put(entries, action="add", by=self.by, summary="; ".join(said.lines)[:200])

    def put(
        self, *entries: Entry, summary: str = "", expected: Mapping[EntryId, int] | None = None, edit: bool = False
    ) -> Change:
        """Write entries made in code, or in a form.

        Args:
            summary: what the change says of itself. edit: it changes what was there.
            expected: the version of each that the caller read, 0 where there was none; None does not mind.

        Raises:
            InvalidEntryError: an entry has faults. ConflictError: another version stands. Nothing was written.
        """
        action: Action = "edit" if edit else "add"
        return self.store.put(entries, action=action, by=self.by, summary=summary[:200], expected=expected)

    def agree(self, agreed: Contract | Amendment, *, on: date | None = None, preview: bool = False) -> Agreed:
        """Make or amend an agreement with what either side owes, in one transaction.

        Args:
            agreed: what is agreed. on: the day it is told; None means today. preview: write nothing.

        Raises:
            As `firm.agreeing.conclude`; in each case nothing was written.
        """
        from bridgehead.firm.agreeing import conclude  # noqa: PLC0415 - nobody else needs the templates

        return conclude(self.store, agreed, by=self.by, on=on or today(), preview=preview)

    def fulfil(self, fulfilment: Fulfilment, *, on: date | None = None) -> Change:
        """Log what was delivered of something owed, or that it is owed no more; the same twice changes nothing.

        Args:
            fulfilment: what happened. on: the day it is told; None means today.

        Raises:
            As `firm.fulfilling.fulfil`; in each case nothing was written.
        """
        from bridgehead.firm.fulfilling import fulfil  # noqa: PLC0415 - nobody else logs deliveries

        return fulfil(self.store, fulfilment, by=self.by, on=on or today())

    def edit(self, id_: EntryId, *changes: str, expected: int | None = None) -> Change:
        """Change fields of an entry; what stood before stays in the history.

        Args:
            changes: "field=value" each. expected: the version the caller read; None does not mind.

        Raises:
            UnknownEntryError: no such entry. EditError: a change does not fit. ConflictError: another version stands.
        """
        edited = edit_entry(self.store.get(id_), changes)
        versions = None if expected is None else {id_: expected}
        return self.store.put([edited], action="edit", by=self.by, summary=", ".join(changes)[:200], expected=versions)

    def edit_firm(self, name: str) -> Change:
        """Say whose record this is.

        Args:
            name: id or name of one of its actors.

        Raises:
            NobodyError: there is no such actor. SeveralError: there are several.
        """
        entries = self.entries()
        firm = get_actor(entries, name)
        claims = change_own_firm(entries, firm.id)
        return self.store.put(claims, action="edit", by=self.by, summary=f"the record is {firm.name}'s")

    def withdraw(self, *ids: EntryId, reason: str = "") -> Change:
        """Let entries stand no longer; they stay in the history.

        Raises:
            UnknownEntryError: one of them was never there.
        """
        return self.store.withdraw(ids, by=self.by, reason=reason)

    def undo(self, transaction: int | None = None) -> Change:
        """Take a whole change back; None takes the newest that stands.

        Raises:
            NothingToUndoError, UndoRefusedError: it cannot be undone.
        """
        return self.store.undo(transaction, by=self.by)

    def erase(self, name: str) -> tuple[Erasure, ...]:
        """Remove a person's personal fields from every version, under every id judged to be the same person.

        Args:
            name: id or name of the person.

        Raises:
            As `firm.erasing.erase_person`.
        """
        from bridgehead.firm.erasing import erase_person  # noqa: PLC0415 - nobody else needs who is who

        return erase_person(self.store, name, by=self.by)

    # handing on

    def report(self, to: str | Path, questions: Iterable[Question] | None = None, lens: Lens | None = None) -> Asked:
        """Write the answers to questions as one file that needs no network: HTML or PDF, by its ending.

        Args:
            to: where to; an older file is replaced.
            questions: which; None means all, those left out that need to be told more. lens: how to look.

        Returns:
            What was written, the reason of each question left out, and what was odd in writing.

        Raises:
            UnknownEndingError: it ends in neither .html nor .pdf. UnwritableReportError: it cannot be written there.
            NothingToReportError: no question could be answered.
        """
        from bridgehead.firm.reporting import check_ending, write_answers  # noqa: PLC0415 - templates only for reports

        check_ending(Path(to))
        asked = self.ask_all(build_all_questions() if questions is None else questions, lens)
        return replace(
            asked, findings=write_answers(asked, Path(to), firm=self.name, made_on=today(), is_case=self.is_case)
        )

    def export(
        self,
        to: str,
        path: str | Path,
        lens: Lens | None = None,
        **options: Any,  # noqa: ANN401 - of the export
    ) -> tuple[Finding, ...]:
        """Write the record into a new file of another form.

        Args:
            to: name of an export, such as "jsonl". path: where to. lens: for exports of the network.
            options: of the export.

        Returns:
            What the form could not hold.

        Raises:
            UnknownExportError: there is no such form. ExportOptionError: it has no such option.
            AlreadyThereError, NoFolderError: it cannot go there.
        """
        from bridgehead.exports import build_export  # noqa: PLC0415 - nobody else needs the exports

        return build_export(to, options).write(self.record, Path(path), lens or Lens())

    def backup(self, path: str | Path) -> None:
        """Copy the record into a new file while it is in use.

        Raises:
            AlreadyThereError: something is there. NoFolderError: its folder is not.
        """
        self.store.backup(path)
