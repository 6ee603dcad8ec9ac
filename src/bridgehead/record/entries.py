"""The ten entry types: everything a record can hold.

Facts are stored as they were said, with their dates and what they rest on; everything else is derived on reading.
The set is closed: a source yields these and nothing else, a store keeps these and nothing else.

Conventions, stated once:

- `id` is derived from the source's name and the source's own key, so importing twice changes nothing.
- `begin` is included, `end` is excluded (`record.dates`). `OPEN` still holds; `UNKNOWN` was never said.
- A field that nobody filled in is `None`, "" or (): unknown, never zero and never "no".
- References to other entries are their ids. A market is an ISO 3166-1 alpha-2 code or a UN M49 region (three digits),
  kept as said and never spread over the countries of the region.
- Controlled words are checked against `record.terms` by `record.validation`, which every store calls before writing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bridgehead.record.dates import UNKNOWN, When

EntryId = str
MarketCode = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has.

    Attributes:
        id: stable name of the entry in this record.
        evidence: ids of the Evidence entries it rests on.
        begin: first day it holds.
        end: first day it no longer holds.
        note: a remark in the user's own words.
    """

    id: EntryId
    evidence: tuple[EntryId, ...] = ()
    begin: When = UNKNOWN
    end: When = UNKNOWN
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Entry):
    """A person, an organisation or a community that can hold ties.

    Attributes:
        kind: person, organisation or community.
        name: the name in its own script.
        aliases: other names it goes by.
        market: home market, as stated by the source.
        active_markets: other markets it is active in.
        field: what it works in (academia, polymers, aviation ...).
        sector: its line of business.
        size: as said ("20 people", "SME").
        founded: when it was founded or, for a community, first seen.
        identifiers: (scheme, value) pairs such as ("pic", "986060485").
        is_multinational: yes, no or unknown.
        languages: BCP 47 codes.
        origin: origin as the person declared it; left empty unless the user turned it on.
    """

    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    market: MarketCode | None = None
    active_markets: tuple[MarketCode, ...] = ()
    field: str = ""
    sector: str = ""
    size: str = ""
    founded: When = UNKNOWN
    identifiers: tuple[tuple[str, str], ...] = ()
    is_multinational: bool | None = None
    languages: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Entry):
    """A relationship between two actors, holding over time.

    Attributes:
        sender: the actor the tie is told from.
        receiver: the other one.
        kind: business, social, ethnic, institutional, scientific, affiliation or family.
        role: what the receiver is to the sender (customer, distributor, friend ...).
        formality: informal or formal; "" where nobody said.
        strength: overall strength as stated: "weak", "strong" or a number in 0..1.
        time: stated amount of time, 0..1. emotional_intensity: as stated, 0..1.
        intimacy: mutual confiding as stated, 0..1. reciprocity: services answered as stated, 0..1.
        one_way: introductions travel from sender to receiver only.
        provides: what the receiver provides to the sender. gives: what the sender gives in return.
        purpose: what the tie is for.
        origin: how it came about.
        introduced_by: the actor who brought the two together.
    """

    sender: EntryId
    receiver: EntryId
    kind: str
    role: str = ""
    formality: str = ""
    strength: float | Literal["weak", "strong"] | None = None
    time: float | None = None
    emotional_intensity: float | None = None
    intimacy: float | None = None
    reciprocity: float | None = None
    one_way: bool = False
    provides: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    purpose: str = ""
    origin: str = ""
    introduced_by: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Entry):
    """A dated contact of two or more actors; `begin` is its day. Never stored as pairs.

    Attributes:
        kind: meeting, message, ask, introduction, lead, inquiry, sale, publication, visit ...
        participants: (actor, part) pairs; part is a word such as sender, receiver, organiser, attendee, asked, target.
        place: the market where it happened.
        mechanism: the coordination mechanism it belongs to.
        forms: which of education, joint_decision, direct_contact it took.
        topic: what it was about, in a few words.
        about: an actor's id or a market code.
        outcome: pending, yes, no or no_answer; "" where it has none.
        led_to: ids of entries that came of it.
        amount: money or pieces. currency: ISO 4217 code, or the unit of the pieces.
        fulfils: the obligation it fulfils. quantity: how much of it. acceptance: met, below_standard, refused or
            not_judged.
    """

    kind: str
    participants: tuple[tuple[EntryId, str], ...]
    place: MarketCode | None = None
    mechanism: str = ""
    forms: tuple[str, ...] = ()
    topic: str = ""
    about: str = ""
    outcome: str = ""
    led_to: tuple[EntryId, ...] = ()
    amount: float | None = None
    currency: str = ""
    fulfils: EntryId | None = None
    quantity: float | None = None
    acceptance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Entry):
    """Something two or more parties agreed; never stored as pairs.

    Attributes:
        parties: (actor, equity share in 0..1 or None where unknown or not equity) pairs.
        form: supply, distribution, licence, research, membership, consortium, joint_venture ...
        scope: what it covers, in a few words.
        markets: where it applies.
        exclusivity: "" where none was agreed; else the field it is exclusive in.
        exclusive_markets: the markets it is exclusive in.
        provides: what the parties provide to the focal firm. gives: what the focal firm gives.
        joint_resources: what is shared.
        profit_shares: (actor, agreed share, share taken) with None where unknown.
        renewal: when it must be renewed or given notice.
        programme: the Programme it is a membership of. tier: the tier there.
    """

    parties: tuple[tuple[EntryId, float | None], ...]
    form: str
    scope: str = ""
    markets: tuple[MarketCode, ...] = ()
    exclusivity: str = ""
    exclusive_markets: tuple[MarketCode, ...] = ()
    provides: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    joint_resources: tuple[str, ...] = ()
    profit_shares: tuple[tuple[EntryId, float | None, float | None], ...] = ()
    renewal: When = UNKNOWN
    programme: EntryId | None = None
    tier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Entry):
    """One thing owed under an agreement. Fulfilments are interactions that name it.

    Attributes:
        agreement: what it follows from.
        debtor: who owes. creditor: to whom.
        deliverable: what is owed, in a few words.
        quantity: how much each time; None where the agreement names no amount. unit: of what.
        due: the day it is due, or the first day of a recurring one; UNKNOWN where no day was set.
        recurrence: "" for once, else yearly, half_yearly, quarterly, monthly, weekly, or continuous (owed at any time,
            never overdue by date).
        value: money value of one delivery, where the parties put one on it. currency: ISO 4217 code.
    """

    agreement: EntryId
    debtor: EntryId
    creditor: EntryId
    deliverable: str
    quantity: float | None = None
    unit: str = ""
    due: When = UNKNOWN
    recurrence: str = ""
    value: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Entry):
    """A scheme actors can belong to; memberships are agreements that name it.

    Attributes:
        name: what it is called.
        owner: the actor who runs it.
        tiers: (name, capacity, capacity per market) with None where no limit was set.
        offer: what members are offered. expectation: what is expected of them.
    """

    name: str
    owner: EntryId
    tiers: tuple[tuple[str, int | None, int | None], ...] = ()
    offer: tuple[str, ...] = ()
    expectation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence(Entry):
    """An actor's activity in a market.

    Attributes:
        actor: whose. market: where. field: in what, where it was said.
        entry_mode: how (direct_export, sales_subsidiary ...).
        commitment: as said.
        sales_share: share of the actor's sales made there, 0..1.
        initiated_by: inbound_request, own_search or tie.
        rests_on: ids of the ties and agreements it rests on.
    """

    actor: EntryId
    market: MarketCode
    field: str = ""
    entry_mode: str = ""
    commitment: str = ""
    sales_share: float | None = None
    initiated_by: str = ""
    rests_on: tuple[EntryId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Entry):
    """A judgement of something on a scale; items are a closed list in parameters/instruments.yaml.

    Attributes:
        subject: id of an actor, tie or agreement, a market code, or the firm's id.
        instrument: which list the item stands in. item: which item.
        value: a number, a word, yes or no.
        by: who judged.
        about: what else the value is about, where the item alone does not say: a skill, a phase, another actor's id.
    """

    subject: str
    instrument: str
    item: str
    value: float | bool | str
    by: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Entry):
    """What other entries rest on.

    Attributes:
        reference: the paper, document, message, dataset or interview.
        locator: where in it (page, section, row).
        kind: paper, document, message, dataset, interview or statement.
        paraphrase: what it says, in our own words. excerpt: its own words, where we may keep them.
        by: who said or wrote it.
        on: the day it speaks for: the message's day, the dataset's reference day, the day a passage tells of. Not the
            day a look back was printed.
        confidence: 0..1; None where nobody judged it.
        basis: stated (it says so), inferred (we conclude it from what it says) or observed (it was measured).
        codes: codes from a coding scheme.
    """

    reference: str
    locator: str = ""
    kind: str = ""
    paraphrase: str = ""
    excerpt: str = ""
    by: str = ""
    on: When = UNKNOWN
    confidence: float | None = None
    basis: str = "stated"
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Entry):
    """Whether two actors are the same; applied on reading, so that it can be taken back.

    Attributes:
        left: one actor. right: the other.
        verdict: same, different or unsure.
        by: who judged. on: when. reason: why.
        withdrawn: when the judgement was taken back; UNKNOWN while it stands.
    """

    left: EntryId
    right: EntryId
    verdict: str
    by: str = ""
    on: When = UNKNOWN
    reason: str = ""
    withdrawn: When = UNKNOWN


#: every entry type by the word it is stored under, in the order in which records are written
TYPE_BY_WORD: dict[str, type[Entry]] = {
    "evidence": Evidence,
    "actor": Actor,
    "tie": Tie,
    "agreement": Agreement,
    "obligation": Obligation,
    "interaction": Interaction,
    "programme": Programme,
    "presence": Presence,
    "assessment": Assessment,
    "judgement": Judgement,
}
WORD_BY_TYPE: dict[type[Entry], str] = {kind: word for word, kind in TYPE_BY_WORD.items()}


def get_type_word(entry: Entry) -> str:
    """The word an entry's type is stored under.

    >>> get_type_word(Actor(id="a", kind="person", name="Ada"))
    'actor'
    """
    return WORD_BY_TYPE[type(entry)]


def referred_ids(entry: Entry) -> tuple[tuple[str, EntryId], ...]:
    """The other entries an entry names, as (field, id) pairs; evidence and markets are left out.

    >>> referred_ids(Tie(id="t", sender="a", receiver="b", kind="social"))
    (('sender', 'a'), ('receiver', 'b'))
    """
    pairs: list[tuple[str, EntryId | None]]
    match entry:
        case Tie():
            pairs = [("sender", entry.sender), ("receiver", entry.receiver), ("introduced_by", entry.introduced_by)]
        case Interaction():
            pairs = [("participants", actor) for actor, _ in entry.participants]
            pairs += [("led_to", target) for target in entry.led_to] + [("fulfils", entry.fulfils)]
        case Agreement():
            pairs = [("parties", actor) for actor, _ in entry.parties]
            pairs += [("profit_shares", actor) for actor, _, _ in entry.profit_shares]
            pairs += [("programme", entry.programme)]
        case Obligation():
            pairs = [("agreement", entry.agreement), ("debtor", entry.debtor), ("creditor", entry.creditor)]
        case Programme():
            pairs = [("owner", entry.owner)]
        case Presence():
            pairs = [("actor", entry.actor), *(("rests_on", tie) for tie in entry.rests_on)]
        case Judgement():
            pairs = [("left", entry.left), ("right", entry.right)]
        case _:
            pairs = []
    return tuple((field, target) for field, target in pairs if target)
