"""Reviewing a record line by line: who is one, where employers are, whom contacts know; mechanisms stand beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter

from bridgehead.cli.classifying import MechanismOption, review_mechanisms
from bridgehead.cli.options import FormOption, RecordOption
from bridgehead.cli.output import Listing, print_listings, say
from bridgehead.cli.prompting import ask_line
from bridgehead.errors import MisuseError
from bridgehead.firm import Firm
from bridgehead.firm.adding import NobodyError, SeveralError
from bridgehead.firm.concluding import count_placed
from bridgehead.firm.reviewing import (
    Profile,
    add_second_hand,
    describe_actors,
    find_employers_to_place,
    find_open_candidates,
    find_strongest_contacts,
    judge,
    place_actor,
)
from bridgehead.firm.terse import TerseLineError, split_contacts
from bridgehead.matching.candidates import Candidate, keep_open
from bridgehead.record.dates import DateError, read_day
from bridgehead.record.entries import Actor, Judgement
from bridgehead.record.markets import UnknownMarketError, label
from bridgehead.record.record import find_entries

_RECORD = RecordOption()
_FORM = FormOption()
_MECHANISM = MechanismOption()
_VERDICT_BY_KEY = {"s": "same", "d": "different", "u": "unsure"}


class TwoReviewsError(MisuseError):
    """Several reviews were asked for at once."""

    def __init__(self, flags: Sequence[str]) -> None:
        """Args: flags of the reviews, as typed."""
        self.flags = tuple(flags)
        super().__init__(f"{' and '.join(flags)} are reviews of their own. Choose one.")


def review(
    *,
    markets: Annotated[bool, Parameter(help="Ask where employers are.", negative="", show_default=False)] = False,
    second_hand: Annotated[
        bool, Parameter(help="Ask whom the strongest contacts know.", negative="", show_default=False)
    ] = False,
    least: Annotated[
        float | None, Parameter(help="Smallest confidence of a pair, 0..1 (default: 0.5).", show_default=False)
    ] = None,
    on: Annotated[str, Parameter(help="The day you tell it.")] = "today",
    mechanism: MechanismOption = _MECHANISM,
    record: RecordOption = _RECORD,
    form: FormOption = _FORM,
) -> int:
    """Answer what the record cannot know: who is one, where they are, whom they know, how you coordinate them.

    Pairs that may be one are shown with what is known of both; s means same, d different, u unsure, Enter leaves a pair
    for later and q ends. Each answer can be undone. With --json or --csv nothing is asked: the list is printed.

    Example: bridgehead review --markets
    """
    asked = {"--markets": markets, "--second-hand": second_hand, "--mechanisms": mechanism.is_asked()}
    if sum(asked.values()) > 1:
        raise TwoReviewsError([flag for flag, wanted in asked.items() if wanted])
    day = read_day(on)
    with record.open() as opened:
        if markets:
            return _review_markets(opened, day, form)
        if second_hand:
            return _review_second_hand(opened, day, form)
        if mechanism.mechanisms:
            return review_mechanisms(opened, day, form, mechanism)
        return _review_pairs(opened, day, least, form)


# pairs


def _review_pairs(opened: Firm, day: date, least: float | None, form: FormOption) -> int:
    entries = opened.entries()
    found = find_open_candidates(entries, least=least)
    profiles = describe_actors(entries, {id_ for one in found for id_ in (one.left, one.right)})
    if form.form != "table":
        print_listings([_list_pairs(found, profiles)], form)
        return 0
    judged = _ask_pairs(opened, found, profiles, day)
    left = len(keep_open(found, find_entries(opened.entries(), Judgement)))
    undo = " 'bridgehead undo' takes the last one back." if judged else ""
    say(f"{judged} judged, {left} left.{undo}")
    return 0


def _ask_pairs(opened: Firm, found: Sequence[Candidate], profiles: dict[str, Profile], day: date) -> int:
    """Ask about each pair that is still open when its turn comes; how many were judged."""
    count, judgements = 0, find_entries(opened.entries(), Judgement)
    for number, one in enumerate(found, start=1):
        if not keep_open((one,), judgements):
            continue
        say(f"\n{number} of {len(found)}: {'; '.join(one.reasons)} ({one.confidence:.0%})")
        for profile in (profiles[one.left], profiles[one.right]):
            say(_say_profile(profile))
        verdict = _ask_verdict()
        if verdict is None:
            break
        if verdict:
            judge(opened.store, one, verdict, by=opened.by, on=day)
            count, judgements = count + 1, find_entries(opened.entries(), Judgement)
    return count


def _ask_verdict() -> str | None:
    """The verdict; "" to leave the pair for later, None to end."""
    while (answer := ask_line("[s]ame, [d]ifferent, [u]nsure, Enter later, [q]uit: ")) is not None:
        key = answer.lower()
        verdict = _VERDICT_BY_KEY.get(key, key)
        if verdict in {"", *_VERDICT_BY_KEY.values()}:
            return verdict
        say(f"{answer!r} is none of s, d, u, Enter and q.")
    return None


def _say_profile(profile: Profile) -> str:
    actor = profile.actor
    facts = [actor.kind, label(actor.market) if actor.market else "no market", actor.field, actor.sector]
    lines = [f"  {actor.name} ({', '.join(fact for fact in facts if fact)})  {actor.id}"]
    if actor.aliases:
        lines.append(f"    also: {', '.join(actor.aliases)}")
    lines += [f"    {scheme}: {value}" for scheme, value in actor.identifiers]
    if profile.sources:
        lines.append(f"    from: {', '.join(profile.sources)}")
    ties = f"{profile.n_ties} {'tie' if profile.n_ties == 1 else 'ties'}"
    lines.append(f"    {ties}{': ' + '; '.join(profile.ties) if profile.ties else ''}")
    return "\n".join(lines)


def _list_pairs(found: Sequence[Candidate], profiles: dict[str, Profile]) -> Listing:
    rows: list[dict[str, Any]] = [
        {
            "left": one.left,
            "left_name": profiles[one.left].actor.name,
            "right": one.right,
            "right_name": profiles[one.right].actor.name,
            "confidence": round(one.confidence, 3),
            "reasons": list(one.reasons),
        }
        for one in found
    ]
    columns = {"left": "Left", "left_name": "Name", "right": "Right", "right_name": "Name", "confidence": "Confidence",
               "reasons": "Why"}  # fmt: skip
    return Listing(name="candidates", title="", columns=columns, rows=rows, empty="No two actors look like one.")


# markets


def _review_markets(opened: Firm, day: date, form: FormOption) -> int:
    employers = find_employers_to_place(opened.entries(), day)
    if form.form != "table":
        rows = [{"id": one.actor.id, "name": one.actor.name, "contacts": one.contacts} for one in employers]
        columns = {"id": "Id", "name": "Employer", "contacts": "Contacts"}
        print_listings([Listing(name="employers", title="", columns=columns, rows=rows)], form)
        return 0
    if employers:
        total = sum(one.contacts for one in employers)
        say(
            f"{len(employers)} employers would place {total} contacts. Type a country's code or name, Enter to skip, "
            "q to end."
        )
    for one in employers:
        if not _ask_market(opened, one.actor.id, f"{one.actor.name} ({one.contacts}): ", day):
            break
    say(str(count_placed(opened.entries())))
    return 0


def _ask_market(opened: Firm, id_: str, question: str, day: date) -> bool:
    """Ask until the answer is a market or nothing; False to end."""
    while (answer := ask_line(question)) is not None:
        if not answer:
            return True
        try:
            place_actor(opened.store, id_, answer, by=opened.by, on=day)
        except UnknownMarketError as error:
            say(str(error))
        else:
            return True
    return False


# second hand


def _review_second_hand(opened: Firm, day: date, form: FormOption) -> int:
    contacts = find_strongest_contacts(opened.network(as_of=day))
    if form.form != "table":
        rows = [{"id": one.id, "name": one.name, "market": one.market} for one in contacts]
        columns = {"id": "Id", "name": "Contact", "market": "Market"}
        print_listings([Listing(name="contacts", title="", columns=columns, rows=rows)], form)
        return 0
    ask_second_hand(opened, contacts, day)
    return 0


def ask_second_hand(opened: Firm, contacts: Sequence[Actor], day: date) -> None:
    """Ask whom each of some contacts knows, and where, and add it as told at second hand."""
    say(
        "Whom do they know, and where? As in: Kenji Tanaka JP; Maria Rossi, IT, friend. Enter for the next contact, "
        "q ends."
    )
    added = sum(1 for one in _ask_each(opened, contacts, day) if one)
    say(f"{added} added, at second hand.")


def _ask_each(opened: Firm, contacts: Sequence[Actor], day: date) -> Iterator[bool]:
    """Ask about each contact until a line is empty; for every other line whether it was added."""
    for contact in contacts:
        while answer := ask_line(f"{contact.name} knows: "):
            for line in split_contacts(answer):
                yield _add_one(opened, contact, line, day)
        if answer is None:
            return


def _add_one(opened: Firm, contact: Actor, line: str, day: date) -> bool:
    try:
        add_second_hand(opened.store, contact.id, line, by=opened.by, on=day)
    except (TerseLineError, SeveralError, NobodyError, DateError) as error:
        say(str(error))
        return False
    return True
