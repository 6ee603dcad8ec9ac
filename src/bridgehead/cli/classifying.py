"""Reviewing the mechanisms proposed for interactions: a group at a time, or many groups in one command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.options import FormOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.cli.prompting import ask_line
from bridgehead.errors import MisuseError
from bridgehead.firm import Firm
from bridgehead.firm.classifying import ProposedGroup, find_groups, pick_groups, settle_groups
from bridgehead.record.typed import read_words

_TITLES_SHOWN = 5
_UNDO = " 'bridgehead undo' takes the last change back."


class NothingToSettleError(MisuseError):
    """Groups were named for a review that has none."""

    def __init__(self, flag: str) -> None:
        """Args: flag under which they were named."""
        self.flag = flag
        super().__init__(
            f"{flag} names groups of proposed mechanisms. Add --mechanisms, as in: review --mechanisms {flag} course."
        )


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class MechanismOption:
    """The review of mechanisms, and what of it is settled without being asked."""

    mechanisms: Annotated[
        bool, Parameter(help="Ask by which mechanism interactions coordinate.", negative="", show_default=False)
    ] = False
    yes: Annotated[
        tuple[str, ...],
        Parameter(help="With --mechanisms: groups, or mechanisms, to confirm.", negative="", show_default=False),
    ] = ()
    no: Annotated[
        tuple[str, ...],
        Parameter(help="With --mechanisms: groups, or mechanisms, to refuse.", negative="", show_default=False),
    ] = ()

    def is_asked(self) -> bool:
        """Whether this review is asked for.

        Raises:
            NothingToSettleError: groups are named without it.
        """
        for flag, names in (("--yes", self.yes), ("--no", self.no)):
            if names and not self.mechanisms:
                raise NothingToSettleError(flag)
        return self.mechanisms


def review_mechanisms(opened: Firm, day: date, form: FormOption, option: MechanismOption) -> int:
    """List, ask about, or settle at once what is proposed for interactions without a mechanism.

    Args:
        opened: the firm. day: on which it is told. form: of a list; a table asks.
        option: with the groups to confirm and to refuse without being asked.

    Raises:
        UnknownGroupError: a name is no group's. TwiceAnsweredError: a group is in both. NoFirmError: no firm is named.
    """
    groups = find_groups(opened.network(as_of=day))
    if option.yes or option.no:
        confirmed = pick_groups(groups, read_words(option.yes))
        refused = pick_groups(groups, read_words(option.no))
        settle_groups(opened.store, confirmed, refused, by=opened.by, on=day)
        _say_settled(opened, day, _count(confirmed), _count(refused))
    elif form.form != "table":
        print_listings([_list_groups(groups)], form)
    else:
        _ask_groups(opened, groups, day)
    return 0


def _count(groups: Sequence[ProposedGroup]) -> int:
    return sum(len(group.proposed) for group in groups)


def _say_settled(opened: Firm, day: date, confirmed: int, refused: int) -> None:
    left = _count(find_groups(opened.network(as_of=day)))
    say(f"{confirmed} confirmed, {refused} refused, {left} left.{_UNDO if confirmed or refused else ''}")


def _list_groups(groups: Sequence[ProposedGroup]) -> Listing:
    rows: list[dict[str, Any]] = [
        {
            "group": group.name,
            "mechanism": group.mechanism,
            "because": group.because,
            "interactions": len(group.proposed),
            "forms": [f"{_say_forms(forms)} ({count})" for forms, count in group.forms],
            "titles": [f"{title} ({count})" for title, count in group.titles],
        }
        for group in groups
    ]
    columns = {"group": "Group", "mechanism": "Mechanism", "because": "Because of", "interactions": "Interactions",
               "forms": "Forms", "titles": "Titles"}  # fmt: skip
    return Listing(name="proposals", title="", columns=columns, rows=rows, empty="Nothing is proposed.")


def _ask_groups(opened: Firm, groups: Sequence[ProposedGroup], day: date) -> None:
    """Ask about each group, each answer a change of its own, until the input ends."""
    confirmed = refused = 0
    for number, group in enumerate(groups, start=1):
        say(_say_group(group, f"{number} of {len(groups)}"))
        answer = _ask_yes_or_no("[y]es, [n]o, [t]itle by title, Enter later, [q]uit: ", "ynt")
        if answer is None:
            break
        yes = [group] if answer == "y" else []
        no = [group] if answer == "n" else []
        if answer == "t":
            yes, no = _ask_titles(group)
        if yes or no:
            settle_groups(opened.store, yes, no, by=opened.by, on=day)
        confirmed, refused = confirmed + _count(yes), refused + _count(no)
    _say_settled(opened, day, confirmed, refused)


def _ask_titles(group: ProposedGroup) -> tuple[list[ProposedGroup], list[ProposedGroup]]:
    """The titles of a group that are confirmed, and those that are refused."""
    answers: dict[str, list[ProposedGroup]] = {"y": [], "n": []}
    for part in group.split():
        [(title, count)] = part.titles
        answer = _ask_yes_or_no(f"  {title} ({count}) [y]es, [n]o, Enter later, [q]uit: ", "yn")
        if answer is None:
            break
        if answer:
            answers[answer].append(part)
    return answers["y"], answers["n"]


def _ask_yes_or_no(question: str, keys: str) -> str | None:
    """One of some keys, by its letter or the word it begins; "" to leave it for later, None to end."""
    words = {"y": "yes", "n": "no", "t": "titles"}
    while (answer := ask_line(question)) is not None:
        key = answer.lower()
        if not key:
            return ""
        for letter in keys:
            if key in {letter, words[letter]}:
                return letter
        say(f"{answer!r} is none of {', '.join(keys)}, Enter and q.")
    return None


def _say_group(group: ProposedGroup, place: str) -> str:
    forms = "; ".join(f"{_say_forms(forms)}: {count}" for forms, count in group.forms)
    lines = [f"\n{place}: {group.mechanism.replace('_', ' ')}, because of {group.because!r} ({group.name})"]
    lines.append(f"  {forms}")
    lines += [f"  {title} ({count})" for title, count in group.titles[:_TITLES_SHOWN]]
    if len(group.titles) > _TITLES_SHOWN:
        lines.append(f"  and {len(group.titles) - _TITLES_SHOWN} more titles")
    return "\n".join(lines)


def _say_forms(forms: Sequence[str]) -> str:
    return " and ".join(form.replace("_", " ") for form in forms)
