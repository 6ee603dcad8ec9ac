"""fulfil: what was delivered of something owed, or that both sides agreed it is owed no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from bridgehead.cli.changes import NothingToDoError, print_change
from bridgehead.cli.options import FormOption, RecordOption
from bridgehead.firm.fulfilling import Fulfilment, read_quantity
from bridgehead.record.dates import read_day

_RECORD = RecordOption()
_FORM = FormOption()


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class FulfilmentOption:
    """What happened to something owed."""

    day: Annotated[str, Parameter(help="When it happened: a day, or a month or a year where no more is known.")] = (
        "today"
    )
    quantity: Annotated[
        str, Parameter(help="How much, in the obligation's unit; left out where nobody said.", show_default=False)
    ] = ""
    acceptance: Annotated[
        str, Parameter(help="How it was taken: met, below_standard, refused or not_judged.", show_default=False)
    ] = ""
    release: Annotated[
        bool, Parameter(help="Nothing was delivered: so much is owed no more.", negative="", show_default=False)
    ] = False
    topic: Annotated[str, Parameter(help="What it was, in a few words.", show_default=False)] = ""
    source: Annotated[str, Parameter(help="What it rests on, such as the document.", show_default=False)] = ""
    number: Annotated[int, Parameter(help="Which one of its day, where there were several.")] = 1

    def build(self, obligation: str) -> Fulfilment:
        """The fulfilment of an obligation.

        Raises:
            QuantityError: the quantity is no number.
        """
        return Fulfilment(
            obligation=obligation,
            day=read_day(self.day).isoformat() if self.day.lower() == "today" else self.day,
            quantity=read_quantity(self.quantity),
            acceptance=self.acceptance,
            is_release=self.release,
            topic=self.topic,
            source=self.source,
            number=self.number,
        )


_HAPPENED = FulfilmentOption()


def fulfil(
    obligation: str = "",
    /,
    *,
    happened: FulfilmentOption = _HAPPENED,
    on: Annotated[str, Parameter(help="The day you tell it.")] = "today",
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Log what was delivered of something owed, or that it is owed no more.

    'bridgehead show obligations' lists what is owed, by id. Part of a quantity leaves the rest open; several deliveries
    add up. The same one logged twice is logged once.

    Example: bridgehead fulfil agreed:distribution--anna-berg/orders --day 2024-03-05 --quantity 10 --acceptance met

    Args:
        obligation: Id of what is owed.
    """
    if not obligation:
        raise NothingToDoError("fulfil", "OBLIGATION --quantity 10 --acceptance met")
    with record.open() as opened:
        return print_change(opened.fulfil(happened.build(obligation), on=read_day(on)), form)
