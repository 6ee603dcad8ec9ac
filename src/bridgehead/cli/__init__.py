"""The command line: flat verbs over the facade. Data goes to stdout, talk to stderr.

Exit codes: 0 fine, 1 findings or a refused request, 2 misuse, 130 interrupted. Nothing heavy is imported before the
verb is known; each verb's module is named in `cli.app.VERBS`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line of this process and exit with its code."""
    from bridgehead.cli.app import run  # noqa: PLC0415 - a console script imports this package before it has a terminal

    sys.exit(run(sys.argv[1:]))
