"""The record over HTTP: what it is, what is odd about it, and the cases beside it."""

from __future__ import annotations

from collections import Counter

from fastapi import APIRouter, Request
from pydantic import BaseModel

from bridgehead import firm as firms
from bridgehead.record.entries import get_type_word
from bridgehead.sources.case import find_cases, read_case
from bridgehead.web.api.shapes import REFUSALS, get_workspace

router = APIRouter(tags=["record"], responses=REFUSALS)


class RecordTold(BaseModel):
    """A record: its name, whose it is, its newest transaction, and how many entries of each type stand."""

    name: str
    firm: str | None
    version: int
    entries: dict[str, int]
    today: str


class FindingTold(BaseModel):
    """Something odd about the record."""

    level: str
    code: str
    message: str
    entries: list[str]


class CaseTold(BaseModel):
    """A case of the library."""

    name: str
    title: str
    reference: str


@router.get("/record")
def tell_record(request: Request) -> RecordTold:
    """What the record is, or the case named."""
    snapshot = get_workspace(request).see(request.query_params.get("case", ""))
    own = snapshot.own_firm
    return RecordTold(
        name=snapshot.name,
        firm=own.id if own else None,
        version=snapshot.version,
        entries=dict(Counter(get_type_word(entry) for entry in snapshot.held)),
        today=firms.today().isoformat(),
    )


@router.get("/findings")
def list_findings(request: Request) -> list[FindingTold]:
    """What is odd about the record."""
    found = get_workspace(request).get_firm(request.query_params.get("case", "")).check()
    return [
        FindingTold(level=finding.level, code=finding.code, message=str(finding), entries=list(finding.entries))
        for finding in found
    ]


@router.get("/cases")
def list_cases() -> list[CaseTold]:
    """The cases of the library."""
    cases = [(name, read_case(path)) for name, path in find_cases().items()]
    return [CaseTold(name=name, title=case.title, reference=case.reference) for name, case in cases]
