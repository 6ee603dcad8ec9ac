"""Changes over HTTP: every transaction, and undo."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from bridgehead.web.api.shapes import NUMBER, REFUSALS, Changed, Told, get_workspace, refuse_case

router = APIRouter(tags=["changes"], responses=REFUSALS)


@router.get("/transactions")
def list_transactions(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
    offset: Annotated[NUMBER, Query()] = 0,
) -> list[Told]:
    """Every change of the record, newest first."""
    found = get_workspace(request).get_firm(request.query_params.get("case", "")).transactions()
    return [Told.of(transaction) for transaction in found[offset : offset + limit]]


@router.post("/transactions/{number}/undo")
def undo(request: Request, number: NUMBER) -> Changed:
    """Take a whole change back."""
    refuse_case(request)
    return Changed.of(get_workspace(request).firm.undo(number))
