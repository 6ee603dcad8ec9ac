"""What the types and fields of entries are called on the pages, and what to write in them."""

from __future__ import annotations

from collections.abc import Iterable

from bridgehead.web.words import N_

#: type word -> what one is called, in the order of the lists
TYPES = {
    "actor": N_("Person or organisation"),
    "tie": N_("Tie"),
    "interaction": N_("Interaction"),
    "agreement": N_("Agreement"),
    "obligation": N_("Obligation"),
    "programme": N_("Programme"),
    "presence": N_("Presence in a market"),
    "assessment": N_("Assessment"),
    "evidence": N_("Evidence"),
    "judgement": N_("Judgement who is who"),
}
PLURALS = {
    "actor": N_("People and organisations"),
    "tie": N_("Ties"),
    "interaction": N_("Interactions"),
    "agreement": N_("Agreements"),
    "obligation": N_("Obligations"),
    "programme": N_("Programmes"),
    "presence": N_("Presences"),
    "assessment": N_("Assessments"),
    "evidence": N_("Evidence"),
    "judgement": N_("Judgements"),
}
#: what one of a type is, in a sentence
LEADS = {
    "actor": N_("A person, an organisation or a community that can hold ties."),
    "tie": N_("A relationship between two, holding over time."),
    "interaction": N_("Something that happened between two or more on a day."),
    "agreement": N_("Something two or more parties agreed."),
    "obligation": N_("One thing owed under an agreement."),
    "programme": N_("A scheme others can belong to."),
    "presence": N_("What somebody does in a market."),
    "assessment": N_("A judgement of somebody or something, on a closed list of items."),
    "evidence": N_("What other entries rest on: a document, a message, what somebody said."),
    "judgement": N_("Whether two are the same; it can be taken back."),
}

_LABELS = {
    "about": N_("About whom or what"),
    "acceptance": N_("Accepted"),
    "active_markets": N_("Also active in"),
    "actor": N_("Who"),
    "agreement": N_("Agreement"),
    "aliases": N_("Other names"),
    "amount": N_("Amount"),
    "basis": N_("Basis"),
    "begin": N_("Since"),
    "by": N_("By"),
    "codes": N_("Codes"),
    "commitment": N_("Commitment"),
    "confidence": N_("Confidence"),
    "creditor": N_("Who is owed"),
    "currency": N_("Currency"),
    "debtor": N_("Who owes"),
    "deliverable": N_("What is owed"),
    "due": N_("Due"),
    "emotional_intensity": N_("Emotional intensity"),
    "end": N_("Until"),
    "entry_mode": N_("Entry mode"),
    "evidence": N_("Rests on"),
    "excerpt": N_("In its own words"),
    "exclusive_markets": N_("Exclusive in the markets"),
    "exclusivity": N_("Exclusive in the field"),
    "expectation": N_("Expected of members"),
    "field": N_("Field"),
    "form": N_("Form"),
    "formality": N_("Formality"),
    "forms": N_("Form of coordination"),
    "founded": N_("Founded"),
    "fulfils": N_("Fulfils the obligation"),
    "gives": N_("What goes to them"),
    "id": N_("Id"),
    "identifiers": N_("Identifiers"),
    "initiated_by": N_("Initiated by"),
    "instrument": N_("Instrument"),
    "intimacy": N_("Intimacy"),
    "introduced_by": N_("Introduced by"),
    "is_multinational": N_("Multinational"),
    "item": N_("Item"),
    "joint_resources": N_("Shared resources"),
    "kind": N_("Kind"),
    "languages": N_("Languages"),
    "led_to": N_("Led to"),
    "left": N_("One"),
    "locator": N_("Where in it"),
    "market": N_("Market"),
    "markets": N_("Markets"),
    "mechanism": N_("Mechanism"),
    "name": N_("Name"),
    "note": N_("Note"),
    "offer": N_("Offered to members"),
    "on": N_("Day it speaks for"),
    "one_way": N_("One way only"),
    "origin": N_("How it came about"),
    "outcome": N_("Outcome"),
    "owner": N_("Run by"),
    "paraphrase": N_("What it says"),
    "participants": N_("Who took part"),
    "parties": N_("Parties"),
    "place": N_("Where"),
    "profit_shares": N_("Shares of profit"),
    "programme": N_("Programme"),
    "provides": N_("What comes from them"),
    "purpose": N_("Purpose"),
    "quantity": N_("Quantity"),
    "reason": N_("Why"),
    "receiver": N_("To"),
    "reciprocity": N_("Reciprocity"),
    "recurrence": N_("How often"),
    "reference": N_("Source"),
    "renewal": N_("Renewal or notice"),
    "rests_on": N_("Rests on the ties"),
    "right": N_("The other"),
    "role": N_("Role of the other"),
    "sales_share": N_("Share of sales"),
    "scope": N_("What it covers"),
    "sector": N_("Line of business"),
    "sender": N_("From"),
    "size": N_("Size"),
    "strength": N_("Strength"),
    "subject": N_("Of whom or what"),
    "tier": N_("Tier"),
    "tiers": N_("Tiers"),
    "time": N_("Time spent together"),
    "topic": N_("Topic"),
    "unit": N_("Unit"),
    "value": N_("Value"),
    "verdict": N_("Verdict"),
    "withdrawn": N_("Taken back"),
}
#: a field that is called otherwise in one type
_OWN_LABELS = {
    ("actor", "begin"): N_("Known since"),
    ("actor", "end"): N_("Known until"),
    ("actor", "origin"): N_("Origin, self-declared"),
    ("agreement", "provides"): N_("What comes to us"),
    ("agreement", "gives"): N_("What we give"),
    ("assessment", "begin"): N_("Day"),
    ("evidence", "kind"): N_("Kind of source"),
    ("interaction", "begin"): N_("Day"),
    ("interaction", "end"): N_("Ended"),
    ("judgement", "on"): N_("Day"),
}

_DATE = N_("2001, 2001-05, 2001-05-31, before 1999, after 1999, 2001..2003 or unknown.")
_END = N_("2001, 2001-05, before 1999, open where it still holds, or unknown.")
_SHARE = N_("Between 0 and 1, or with a per cent sign.")
_HELPS = {
    "begin": _DATE,
    "end": _END,
    "due": _DATE,
    "founded": _DATE,
    "on": _DATE,
    "renewal": _DATE,
    "withdrawn": _DATE,
    "evidence": N_("Ids of evidence. Left empty, a new entry rests on your own statement."),
    "emotional_intensity": _SHARE,
    "intimacy": N_("Mutual confiding, between 0 and 1."),
    "reciprocity": N_("Services answered, between 0 and 1."),
    "time": N_("Amount of time, between 0 and 1."),
    "confidence": _SHARE,
    "sales_share": _SHARE,
    "languages": N_("Codes, such as en or de-CH."),
    "currency": N_("A code, such as EUR; or the unit of the pieces."),
    "market": N_("A country or a region, by name or code."),
    "place": N_("A country or a region, by name or code."),
}
_OWN_HELPS = {
    ("actor", "identifiers"): N_("A scheme and a value, such as email and anna@example.org."),
    ("actor", "field"): N_("What they work in: polymers, aviation, academia."),
    ("actor", "size"): N_("As said: 20 people, SME."),
    ("actor", "origin"): N_("Only as the person declares it."),
    ("tie", "strength"): N_("weak, strong or a number between 0 and 1; empty where nobody said."),
    ("tie", "role"): N_("What the receiver is to the sender."),
    ("tie", "provides"): N_("What the receiver provides to the sender."),
    ("tie", "gives"): N_("What the sender gives in return."),
    ("tie", "one_way"): N_("Introductions travel from sender to receiver only."),
    ("interaction", "participants"): N_("Each with their part: sender, receiver, organiser, asked, target."),
    ("interaction", "about"): N_("A person, an organisation or a market."),
    ("interaction", "led_to"): N_("Ids of what came of it."),
    ("agreement", "parties"): N_("Each with its share of equity, where there is one."),
    ("agreement", "profit_shares"): N_("Each with the share agreed and the share taken."),
    ("agreement", "exclusivity"): N_("Empty where none was agreed."),
    ("obligation", "quantity"): N_("How much each time."),
    ("obligation", "value"): N_("In money, of one delivery."),
    ("programme", "tiers"): N_("Each with its seats in all, and seats per market."),
    ("presence", "rests_on"): N_("Ids of the ties and agreements it rests on."),
    ("assessment", "subject"): N_("A person, an organisation, a market, or the id of an entry."),
    ("assessment", "about"): N_("What else the value is about, where the item alone does not say."),
    ("assessment", "value"): N_("As the item asks for it: a number, a share, yes or no, or one of its words."),
    ("evidence", "reference"): N_("The paper, document, message, data set or interview."),
    ("evidence", "locator"): N_("Page, section or row."),
}
#: words of the parts of a pair or triple
_PARTS = {
    ("actor", "identifiers"): (N_("Scheme"), N_("Value")),
    ("interaction", "participants"): (N_("Who"), N_("Part")),
    ("agreement", "parties"): (N_("Party"), N_("Share of equity")),
    ("agreement", "profit_shares"): (N_("Party"), N_("Agreed share"), N_("Share taken")),
    ("programme", "tiers"): (N_("Tier"), N_("Seats"), N_("Seats per market")),
}

#: fields that matter first, in their order; the rest follows in the order of the type
_FIRST = {
    "actor": ("kind", "name", "market", "field", "sector", "identifiers", "note"),
    "tie": ("sender", "receiver", "kind", "role", "formality", "strength", "begin", "end", "note"),
    "interaction": ("kind", "begin", "participants", "topic", "about", "outcome", "place", "note"),
    "agreement": ("form", "parties", "scope", "markets", "begin", "end", "renewal", "note"),
    "obligation": ("agreement", "debtor", "creditor", "deliverable", "quantity", "unit", "due", "recurrence"),
    "programme": ("name", "owner", "tiers", "offer", "expectation", "begin", "end"),
    "presence": ("actor", "market", "entry_mode", "field", "begin", "end", "sales_share", "initiated_by"),
    "assessment": ("subject", "item", "value", "begin", "by", "about"),
    "evidence": ("reference", "locator", "kind", "paraphrase", "excerpt", "by", "on", "basis"),
    "judgement": ("left", "right", "verdict", "by", "on", "reason"),
}


def get_label(word: str, name: str) -> str:
    """What a field is called, to be translated where it is shown."""
    return _OWN_LABELS.get((word, name)) or _LABELS[name]


def get_help(word: str, name: str) -> str:
    """What to write in a field, to be translated; "" where its label says enough."""
    return _OWN_HELPS.get((word, name)) or _HELPS.get(name, "")


def get_part_labels(word: str, name: str) -> tuple[str, ...]:
    """What the parts of one item of a field are called; () of a field with single values."""
    return _PARTS.get((word, name), ())


def is_first(word: str, name: str) -> bool:
    """Whether a field is among those that matter first."""
    return name in _FIRST[word]


def order_fields(word: str, names: Iterable[str]) -> list[str]:
    """Names of fields, those that matter first in front.

    >>> order_fields("judgement", ["note", "right", "left"])
    ['left', 'right', 'note']
    """
    first = _FIRST[word]
    return sorted(names, key=lambda name: first.index(name) if name in first else len(first))
