"""A firm and its record, as programs and faces use them: open or make one, ask it, change it, hand it on."""

from bridgehead.firm.facade import Firm
from bridgehead.firm.importing import ImportReport
from bridgehead.firm.opening import find_all_cases, init, open, open_case, open_cases  # noqa: A004 - bridgehead.open
from bridgehead.firm.shown import Shown
from bridgehead.firm.surroundings import today

__all__ = ["Firm", "ImportReport", "Shown", "find_all_cases", "init", "open", "open_case", "open_cases", "today"]
