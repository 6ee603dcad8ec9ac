"""What can go wrong where an agreement is made or amended."""

from __future__ import annotations

from collections.abc import Sequence

from bridgehead.errors import MisuseError, NotFoundError, RefusedError, suggest
from bridgehead.record.entries import EntryId


class NoTermsError(MisuseError):
    """A contract names nothing it could be made of."""

    def __init__(self) -> None:
        """The sentence needs no facts."""
        super().__init__(
            "Nothing says what the agreement is. Name a template, a programme, an agreement it is like, or a form."
        )


class UnknownTierError(NotFoundError):
    """A programme has no tier of a name."""

    def __init__(self, tier: str, programme: str, known: Sequence[str]) -> None:
        """Args: tier as given; programme by name; known: its tiers."""
        self.tier, self.programme = tier, programme
        listed = f"Its tiers are: {', '.join(known)}." if known else "It has no tiers."
        super().__init__(f"{programme} has no tier {tier!r}.{suggest(tier, known)} {listed}")


class UnknownAgreementError(NotFoundError):
    """The record holds no agreement of an id."""

    def __init__(self, id_: EntryId, known: Sequence[EntryId]) -> None:
        """Args: id as given; known: ids of the agreements there are."""
        self.id = id_
        near = suggest(id_, known)
        super().__init__(f"No agreement {id_!r}.{near} 'bridgehead show agreements' lists all.")


class UnknownTermError(NotFoundError):
    """An agreement has no term of a name."""

    def __init__(self, term: str, known: Sequence[str]) -> None:
        """Args: term as given; known: names of the terms."""
        self.term = term
        listed = f"The terms are: {', '.join(known)}." if known else "There are none."
        super().__init__(f"No term {term!r}.{suggest(term, known)} {listed}")


class AgreementThereError(RefusedError):
    """An agreement of this id stands already and says something else."""

    def __init__(self, id_: EntryId) -> None:
        """Args: id of the agreement."""
        self.id = id_
        super().__init__(
            f"{id_} is in the record and says something else; nothing was written. Amend it ('--amend {id_} --begin "
            "DAY'), or give the new agreement an id of its own."
        )


class NothingAmendedError(MisuseError):
    """An amendment changes nothing."""

    def __init__(self, agreement: EntryId) -> None:
        """Args: id of the agreement."""
        self.agreement = agreement
        super().__init__(
            f"Nothing would change in {agreement}. Say what does: a term's field, an end, a term that is added or left "
            "out."
        )


class NoBeginError(MisuseError):
    """An amendment does not say from when it holds."""

    def __init__(self, agreement: EntryId) -> None:
        """Args: id of the agreement."""
        self.agreement = agreement
        super().__init__(f"Nothing says from which day {agreement} is amended. Add --begin DAY, as in 2024-01-01.")


class NotOfAnAmendmentError(MisuseError):
    """An option belongs to new agreements and an agreement is amended, or the other way round."""

    def __init__(self, option: str, *, is_amended: bool) -> None:
        """Args: option as typed; is_amended: an agreement is amended."""
        self.option = option
        remedy = "Leave it out, or make a new agreement." if is_amended else "Name the agreement with --amend ID."
        kind = "a new agreement" if is_amended else "an amendment"
        super().__init__(f"{option} belongs to {kind}. {remedy}")


class WholeAmendmentError(RefusedError):
    """An amendment changes of an agreement what would then never have been otherwise."""

    def __init__(self, agreement: EntryId, change: str) -> None:
        """Args: id of the agreement; change as given."""
        self.agreement, self.change = agreement, change
        super().__init__(
            f"{change!r} would change {agreement} from its begin on. Only its end, renewal and note are amended. "
            f"Correct what was wrong with 'bridgehead edit', or agree anew with '--like {agreement}'."
        )


class EndedTermError(RefusedError):
    """A term does not hold on the day an amendment begins."""

    def __init__(self, agreement: EntryId, term: str, when: str) -> None:
        """Args: id of the agreement; term by name; when it began or ended."""
        self.agreement, self.term = agreement, term
        super().__init__(
            f"{term!r} of {agreement} begins or ends on {when} and does not hold before the new terms would begin. "
            "Name another day, or add a term."
        )


class AlreadyDueError(RefusedError):
    """A term that is owed once fell due before it is amended, and nobody said what becomes of it."""

    def __init__(self, agreement: EntryId, term: str, due: str) -> None:
        """Args: id of the agreement; term by name; due: when it fell due."""
        self.agreement, self.term = agreement, term
        super().__init__(
            f"{term!r} of {agreement} fell due ({due}) and is open: it would be owed twice. Add --release where the "
            "new terms take its place, or log its delivery first."
        )


class TermThereError(RefusedError):
    """An agreement has a term of this name."""

    def __init__(self, agreement: EntryId, term: str) -> None:
        """Args: id of the agreement; term by name."""
        self.agreement, self.term = agreement, term
        super().__init__(f"{agreement} has a term {term!r}. Give the new one another name, as in 'second-{term}=...'.")
