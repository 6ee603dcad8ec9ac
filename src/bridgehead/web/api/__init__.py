"""The HTTP API: the same answers as `--json`, the entries behind them, and every change a page can make.

Everything is under `/api/v1` and needs the session or the key of the run ("Authorization: Bearer KEY"). Errors have
one shape: `{"error": {"status", "kind", "message"}}`. `/api/v1/openapi.json` describes it all.
"""

from __future__ import annotations

from fastapi import APIRouter

from bridgehead.web.api import answers, changes, entries, record

PREFIX = "/api/v1"


def build_api() -> APIRouter:
    """Every route of the API."""
    router = APIRouter(prefix=PREFIX)
    for part in (record, answers, entries, changes):
        router.include_router(part.router)
    return router
