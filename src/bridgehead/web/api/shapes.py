"""What the API takes and gives besides answers: plain models, described in OpenAPI by themselves."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from bridgehead.firm.library import LibraryCaseError
from bridgehead.record.versions import Change, Transaction
from bridgehead.web.address import read_lens
from bridgehead.web.workspace import Look, Workspace

#: the largest number a database holds
NUMBER = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Strict(BaseModel):
    """What a program sends: a field we do not know is refused, never dropped."""

    model_config = ConfigDict(extra="forbid")


class Problem(BaseModel):
    """Why a request was refused."""

    status: int
    kind: str
    message: str


class Refusal(BaseModel):
    """The one shape of errors."""

    error: Problem


class Changed(BaseModel):
    """What a change did: ids, and the number of its transaction; null where nothing changed."""

    created: list[str]
    updated: list[str]
    unchanged: list[str]
    withdrawn: list[str]
    transaction: int | None

    @classmethod
    def of(cls, change: Change) -> Changed:
        """As a program reads it."""
        return cls(
            created=list(change.created),
            updated=list(change.updated),
            unchanged=list(change.unchanged),
            withdrawn=list(change.withdrawn),
            transaction=change.transaction,
        )


class Told(BaseModel):
    """One transaction of the record."""

    id: int
    recorded_at: str
    by: str
    action: str
    summary: str
    source: str
    undone_by: int | None
    created: int
    updated: int
    withdrawn: int

    @classmethod
    def of(cls, transaction: Transaction) -> Told:
        """As a program reads it."""
        names = [name for name in cls.model_fields if name != "recorded_at"]
        plain: dict[str, Any] = {name: getattr(transaction, name) for name in names}
        return cls(recorded_at=transaction.recorded_at.isoformat(), **plain)


#: what every route may refuse with, for OpenAPI
REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Refusal, "description": text}
    for status, text in (
        (400, "The request makes no sense"),
        (401, "No session and no key"),
        (403, "Sent by another site, or without the secret of this run"),
        (404, "What it names is not there"),
        (409, "Honouring it would lose or falsify something"),
        (422, "What was sent cannot be read"),
    )
}


def get_workspace(request: Request) -> Workspace:
    """What is served."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def read_look(request: Request) -> Look:
    """Where a request looks: its `case` and the options of the lens.

    Raises:
        LensError, DateError: the lens makes no sense.
    """
    query = request.query_params
    return Look(case=query.get("case", ""), lens=read_lens(query.multi_items()))


def refuse_case(request: Request) -> None:
    """Refuse to change a case of the library.

    Raises:
        LibraryCaseError: a case is named.
    """
    if case := request.query_params.get("case"):
        raise LibraryCaseError(case)
