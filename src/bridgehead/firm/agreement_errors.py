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


class UnknownProgrammeError(NotFoundError):
    """The record holds no programme of a name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Args: name as given; known: the programmes there are."""
        self.name = name
        listed = f"The programmes are: {', '.join(known)}." if known else "The record holds none."
        super().__init__(f"No programme {name!r}.{suggest(name, known)} {listed}")


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
