"""Controlled words: every word for a kind, role, form or mode, with its meaning and where it comes from.

Tooltips, reports and the glossary read the definitions here. A new word is a new line here and nothing else.
"""

from __future__ import annotations

from bridgehead.record.vocabulary import FormTerm, Term, UnknownWordError, Vocabulary

__all__ = ["VOCABULARIES", "VOCABULARY_BY_FIELD", "FormTerm", "Term", "UnknownWordError", "Vocabulary", "get_form"]


def _terms(*rows: tuple[str, str] | tuple[str, str, str]) -> tuple[Term, ...]:
    return tuple(Term(*row) for row in rows)


# fmt: off
ACTOR_KINDS = Vocabulary(
    "actor_kind",
    "kind of actor",
    _terms(
        ("person", "A human being.", "granovetter"),
        ("organisation",
         "A firm, university, agency, association or any part of one that acts in its own name.", "granovetter"),
        ("community",
         "People with a common origin or interest who can be reached together, such as a diaspora abroad.", "lew"),
    ),
    {"organization": "organisation", "company": "organisation", "firm": "organisation", "individual": "person"},
)

TIE_KINDS = Vocabulary(
    "tie_kind",
    "kind of tie",
    _terms(
        ("business", "A relationship with a business partner; formal where it rests on an agreement.", "lew"),
        ("social", "A personal relationship: friends, former colleagues, acquaintances.", "lew"),
        ("ethnic", "A social relationship resting on common language, place of origin or ethnic group.", "lew"),
        ("institutional", "A relationship with a government agency, association or standards body.", "lew"),
        ("scientific",
         "A relationship through research: co-authors, joint projects, a scientific programme.", "qsense"),
        ("affiliation",
         "A person's place in an organisation: works at, founded, belongs to; or an organisation's in a group.",
         "castiglioni"),
        ("family", "A relationship by birth or marriage.", "lew"),
    ),
)

#: social ties recognise opportunities, business ties exploit them
RECOGNITION_KINDS: tuple[str, ...] = ("social", "ethnic", "family", "scientific", "institutional")
EXPLOITATION_KINDS: tuple[str, ...] = ("business",)

ROLES = Vocabulary(
    "role",
    "role",
    _terms(
        ("customer", "Buys from the firm.", "outsidership"),
        ("customer_of_customer", "Buys from the firm's customers.", "coordination"),
        ("supplier", "Sells to the firm.", "outsidership"),
        ("distributor", "Buys to resell in a market.", "outsidership"),
        ("agent", "Sells in the firm's name for a commission.", "iplik"),
        ("alliance_partner", "Cooperates under an agreement without a joint company.", "castiglioni"),
        ("joint_venture_partner", "Owns a company together with the firm.", "lew"),
        ("competitor", "Offers what the firm offers.", "outsidership"),
        ("investor", "Finances the firm.", "qsense"),
        ("consultant", "Advises the firm for a fee.", "lew"),
        ("opinion_leader", "Someone whose judgement others in the field follow.", "qsense"),
        ("research_partner", "Does research together with the firm.", "coordination"),
        ("multinational", "A company with operations in several countries that can serve as a stepping stone.", "lew"),
        ("government_agency", "A public body.", "lew"),
        ("association", "An association of firms or professionals.", "castiglioni"),
        ("standards_body", "A body that sets standards.", "coordination"),
        ("trade_fair_contact", "Met at a fair or exhibition.", "lew"),
        ("diaspora_contact", "Of the firm's country of origin, living in the market.", "lew"),
        ("relative", "Belongs to the family.", "lew"),
        ("friend", "A friend.", "granovetter"),
        ("former_colleague", "Worked at the same place before.", "granovetter"),
        ("group_company", "Belongs to the same group of companies.", "castiglioni"),
        ("employee", "Works for the organisation.", "qsense"),
        ("founder", "Founded the organisation.", "qsense"),
    ),
    {
        "client": "customer",
        "dealer": "distributor",
        "jv_partner": "joint_venture_partner",
        "colleague": "former_colleague",
        "reseller": "distributor",
        "vendor": "supplier",
    },
)

FORMALITIES = Vocabulary(
    "formality",
    "formality",
    _terms(
        ("informal", "Rests on acquaintance and norms; nothing is signed.", "lew"),
        ("formal", "Rests on an agreement.", "lew"),
    ),
)

PROVISIONS = Vocabulary(
    "provision",
    "thing a tie provides",
    _terms(
        ("market_knowledge", "What is known about a market from doing business there.", "outsidership"),
        ("technical_knowledge", "What is known about products and processes.", "lew"),
        ("finance", "Money.", "coviello"),
        ("channel", "A way to customers.", "coviello"),
        ("legitimacy", "Credibility that rubs off.", "qsense"),
        ("introductions", "Being brought together with third parties.", "ellis"),
        ("capacity", "Production or other capacity.", "iplik"),
        ("staff", "People.", "lew"),
    ),
)

PURPOSES = Vocabulary(
    "purpose",
    "purpose",
    _terms(
        ("credibility", "To be believed.", "qsense"),
        ("growth", "To grow.", "qsense"),
        ("market_entry", "To enter a market.", "iplik"),
        ("product", "To develop a product.", "coordination"),
        ("funding", "To be financed.", "coviello"),
    ),
)

ORIGINS = Vocabulary(
    "origin",
    "origin of a tie",
    _terms(
        ("founding", "Made in founding the firm.", "coviello"),
        ("inherited", "Existed before and came into the firm with a person or a predecessor.", "qsense"),
        ("introduced", "A third party brought the two together.", "ellis"),
        ("event", "Met at a fair, conference or meeting.", "lew"),
        ("search", "The firm looked for a partner of this sort.", "castiglioni"),
        ("advertisement", "Answered an advertisement, or the firm answered one.", "lew"),
        ("hired", "Came with a person who was hired.", "lew"),
        ("follow_customer", "Came from following a customer abroad.", "castiglioni"),
        ("public_programme", "Came from a publicly funded project.", "castiglioni"),
        ("reciprocity", "The other side owed a favour.", "castiglioni"),
        ("group", "Came through the group of companies.", "castiglioni"),
    ),
)

INTERACTION_KINDS = Vocabulary(
    "interaction_kind",
    "kind of interaction",
    _terms(
        ("meeting", "Two or more people met, in person or by video."),
        ("call", "A telephone call."),
        ("message", "A message from one to others."),
        ("ask", "Someone was asked for an introduction or a favour."),
        ("introduction", "A third party brought two actors together.", "ellis"),
        ("lead", "Someone named a possible customer.", "qsense"),
        ("inquiry", "Someone asked about buying.", "qsense"),
        ("sale", "Something was sold.", "qsense"),
        ("delivery", "Something owed was delivered."),
        ("publication", "A joint or citing publication.", "qsense"),
        ("presentation", "A talk, demonstration or lecture.", "coordination"),
        ("visit", "One side visited the other.", "coordination"),
        ("training", "One side taught the other.", "coordination"),
        ("support", "One side helped the other use something.", "coordination"),
        ("joint_work", "The two worked on something together.", "coordination"),
        ("negotiation", "Terms were discussed.", "lew"),
        ("refusal", "A request was refused.", "castiglioni"),
        ("milestone", "Something happened to the firm that matters to its story."),
    ),
)

MECHANISMS = Vocabulary(
    "mechanism",
    "coordination mechanism",
    _terms(
        ("conference",
         "Conferences, management forums and industrial fairs aimed at the science community.", "coordination"),
        ("seminar",
         "Seminars, presentations and lectures for customers, scientific or about the product.", "coordination"),
        ("course", "Courses and workshops of some days for customers, with practical training.", "coordination"),
        ("standardisation", "International committees that set an industry's standards and rules.", "coordination"),
        ("business", "Business connections of the firm's partners with each other.", "coordination"),
        ("research", "Basic research projects, not directly about the product.", "coordination"),
        ("support", "Support for customers, from a visit of weeks to an answer on the phone.", "coordination"),
        ("product", "Development of a new or an existing product.", "coordination"),
        ("local_market", "Decisions about a local market: legal protection, choice of a distributor.", "coordination"),
        ("academia", "Universities, institutes and hospitals where academics meet and work together.", "coordination"),
    ),
)

COORDINATION_FORMS = Vocabulary(
    "coordination_form",
    "form of coordination",
    _terms(
        ("education", "The firm teaches the partner; knowledge flows from firm to partner.", "coordination"),
        ("joint_decision", "Firm and partner decide together; knowledge flows from partner to firm.", "coordination"),
        ("direct_contact", "Partners meet each other; knowledge flows between them.", "coordination"),
    ),
)

OUTCOMES = Vocabulary(
    "outcome",
    "outcome",
    _terms(
        ("pending", "No answer yet."),
        ("yes", "It was granted."),
        ("no", "It was refused."),
        ("no_answer", "It was never answered."),
    ),
)

AGREEMENT_FORMS = Vocabulary(
    "agreement_form",
    "form of agreement",
    (
        FormTerm("supply", "One supplies the other.", "castiglioni", direction="vertical"),
        FormTerm("distribution", "One resells the other's products in a market.", "iplik", direction="vertical"),
        FormTerm("agency", "One sells in the other's name for a commission.", "iplik", direction="vertical"),
        FormTerm("licence", "One may use what the other owns.", "iplik", direction="vertical"),
        FormTerm("franchise", "One runs the other's business format.", "iplik", direction="vertical"),
        FormTerm("research", "Joint research.", "coordination", tie_kind="scientific"),
        FormTerm("co_development", "Joint development of a product.", "coordination"),
        FormTerm("co_marketing", "Joint marketing.", "iplik"),
        FormTerm("membership",
                 "Belonging to a programme, with what is offered and expected.", "qsense", tie_kind="scientific"),
        FormTerm("reference_centre",
                 "Showing and lending the technology to prospects in return for terms.",
                 "qsense", tie_kind="scientific"),
        FormTerm("consortium", "Several parties carry out a project together.", "castiglioni", tie_kind="scientific"),
        FormTerm("public_project", "A publicly funded project.", "castiglioni", tie_kind="institutional"),
        FormTerm("minority_equity", "One takes a minority share in the other.", "castiglioni", equity=True),
        FormTerm("joint_venture", "A company owned together.", "castiglioni", equity=True),
        FormTerm("acquisition", "One takes over the other.", "castiglioni", equity=True),
    ),
)

ENTRY_MODES = Vocabulary(
    "entry_mode",
    "entry mode",
    _terms(
        ("indirect_export", "Selling abroad through someone at home.", "iplik"),
        ("direct_export", "Selling abroad directly or through a foreign agent or distributor.", "iplik"),
        ("licensing", "Letting a foreign firm use what one owns.", "iplik"),
        ("non_equity_alliance", "Cooperating abroad under an agreement.", "iplik"),
        ("joint_venture", "Owning a foreign company with a partner.", "iplik"),
        ("sales_subsidiary", "Owning a foreign sales company.", "iplik"),
        ("production_abroad", "Producing abroad.", "iplik"),
        ("acquisition", "Taking over a foreign company.", "iplik"),
    ),
)

INITIATORS = Vocabulary(
    "initiator",
    "initiator of a presence",
    _terms(
        ("inbound_request", "Someone in the market asked.", "iplik"),
        ("own_search", "The firm looked for it.", "iplik"),
        ("tie", "It came through a tie.", "ellis"),
    ),
)

ACCEPTANCES = Vocabulary(
    "acceptance",
    "acceptance",
    _terms(
        ("met", "Delivered as agreed."),
        ("below_standard", "Delivered, but not as agreed."),
        ("refused", "Not accepted."),
        ("not_judged", "Delivered; nobody judged it."),
    ),
)

RECURRENCES = Vocabulary(
    "recurrence",
    "recurrence",
    _terms(
        ("yearly", "Due every year."),
        ("half_yearly", "Due every six months."),
        ("quarterly", "Due every three months."),
        ("monthly", "Due every month."),
        ("weekly", "Due every week."),
        ("continuous", "Owed at any time; never overdue by date."),
    ),
)

EVIDENCE_KINDS = Vocabulary(
    "evidence_kind",
    "kind of evidence",
    _terms(
        ("paper", "A published study."),
        ("document", "A document of the firm or another."),
        ("message", "A message."),
        ("dataset", "A row of a data set."),
        ("interview", "An interview."),
        ("statement", "Someone told us."),
    ),
)

BASES = Vocabulary(
    "basis",
    "basis of evidence",
    _terms(
        ("stated", "The source says it."),
        ("inferred", "We conclude it from what the source says."),
        ("observed", "It was measured."),
    ),
)

VERDICTS = Vocabulary(
    "verdict",
    "verdict on identity",
    _terms(
        ("same", "Both are one actor."),
        ("different", "They are two actors."),
        ("unsure", "Nobody can tell yet."),
    ),
)

# fmt: on

VOCABULARIES: dict[str, Vocabulary] = {
    vocabulary.name: vocabulary
    for vocabulary in (
        ACTOR_KINDS,
        TIE_KINDS,
        ROLES,
        FORMALITIES,
        PROVISIONS,
        PURPOSES,
        ORIGINS,
        INTERACTION_KINDS,
        MECHANISMS,
        COORDINATION_FORMS,
        OUTCOMES,
        AGREEMENT_FORMS,
        ENTRY_MODES,
        INITIATORS,
        ACCEPTANCES,
        RECURRENCES,
        EVIDENCE_KINDS,
        BASES,
        VERDICTS,
    )
}

#: which vocabulary each field of each entry type draws from; "" is always allowed and means that nobody said
VOCABULARY_BY_FIELD: dict[tuple[str, str], Vocabulary] = {
    ("actor", "kind"): ACTOR_KINDS,
    ("tie", "kind"): TIE_KINDS,
    ("tie", "role"): ROLES,
    ("tie", "formality"): FORMALITIES,
    ("tie", "provides"): PROVISIONS,
    ("tie", "gives"): PROVISIONS,
    ("tie", "purpose"): PURPOSES,
    ("tie", "origin"): ORIGINS,
    ("interaction", "kind"): INTERACTION_KINDS,
    ("interaction", "mechanism"): MECHANISMS,
    ("interaction", "forms"): COORDINATION_FORMS,
    ("interaction", "outcome"): OUTCOMES,
    ("interaction", "acceptance"): ACCEPTANCES,
    ("agreement", "form"): AGREEMENT_FORMS,
    ("agreement", "provides"): PROVISIONS,
    ("agreement", "gives"): PROVISIONS,
    ("obligation", "recurrence"): RECURRENCES,
    ("presence", "entry_mode"): ENTRY_MODES,
    ("presence", "initiated_by"): INITIATORS,
    ("evidence", "kind"): EVIDENCE_KINDS,
    ("evidence", "basis"): BASES,
    ("judgement", "verdict"): VERDICTS,
}


def get_form(word: str) -> FormTerm:
    """The agreement form of a word.

    Raises:
        UnknownWordError: there is no such form.
    """
    term = AGREEMENT_FORMS.get(word)
    if not isinstance(term, FormTerm):  # pragma: no cover - the list above holds nothing else
        raise UnknownWordError(AGREEMENT_FORMS, word)
    return term
