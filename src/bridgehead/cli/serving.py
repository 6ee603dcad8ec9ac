"""serve: the record in the browser, on this machine alone."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.options import DEFAULT_RECORD, AskedOption, SeveralCasesError
from bridgehead.cli.output import say, write_now


def serve(
    *,
    asked: AskedOption = AskedOption(),  # noqa: B008 - frozen
    by: Annotated[str, Parameter(help="Who makes changes (default: your login name).", show_default=False)] = "",
    port: Annotated[int, Parameter(help="Port to listen on; 0 takes any that is free.")] = 0,
    browser: Annotated[bool, Parameter(help="Open the browser.")] = True,
) -> int:
    """Open the record in the browser, on this machine alone.

    Where there is no record yet, the first page makes one. The address that is printed holds a token that works once;
    nobody without it gets in, and nothing ever leaves the machine. With --cases NAME it begins at that case of the
    library. Ctrl-C ends it.

    Example: bridgehead serve --port 8765
    """
    from bridgehead.firm.library import find_case_names  # noqa: PLC0415 - help needs neither
    from bridgehead.web import serve as serve_pages  # noqa: PLC0415 - as above

    cases = find_case_names(asked.cases) if asked.cases else ()
    if len(cases) > 1:
        raise SeveralCasesError(cases)
    say("Bridgehead is at the address below, for this machine alone. Ctrl-C ends it.")
    serve_pages(
        asked.record or DEFAULT_RECORD,
        port=port,
        by=by,
        case=cases[0] if cases else "",
        open_browser=browser,
        say=lambda address: write_now(f"{address}\n"),
    )
    return 0
