"""Air to Heal: figure 2 of the study cell by cell, and what only its text or its appendix tells."""

from collections import Counter
from importlib.resources import files

import pytest
import yaml

from bridgehead.network.lens import Lens
from bridgehead.network.network import Network
from bridgehead.questions import ask
from bridgehead.questions.coordination import Coordination
from bridgehead.record.dates import InForce, read_when
from bridgehead.record.entries import Actor, Evidence, Interaction, Presence, Tie
from bridgehead.record.terms import MECHANISMS
from bridgehead.sources.case import find_cases, read_case

FIRMS = ("air", "beat", "cell", "digit", "exhale", "flow", "gene", "heal")
FIGURE = yaml.safe_load(files("bridgehead").joinpath("cases", "figure-2.yaml").read_text(encoding="utf-8"))
CELLS = [(firm, column, cell) for firm, row in FIGURE["firms"].items() for column, cell in row.items()]
#: interactions that only the text or the appendix tells of, their form left open
TOLD = {
    "cell": {"told-education-customers-research", "told-direct-contact-customers-research"},
    "exhale": {"told-direct-contact-customers-seminar"},
    "flow": {"told-education-customers-conference", "told-direct-contact-customers-business"},
    "gene": {"told-education-customers-support", "told-joint-decision-customers-research"},
}
#: a run of this many words in common with the paper is a copied sentence
COPIED_WORDS = 8
HEADINGS = [
    "Who",
    "How it coordinates its network",
    "What the record holds",
    "What the paper leaves open",
    "Where it contradicts itself",
]


def find_firms(column, mechanism):
    """The firms whose cell of a column holds a mechanism, by figure-2.yaml."""
    return {firm for firm, place, cell in CELLS if place == column and mechanism in cell["mechanisms"]}


def find_placed(case, firm):
    """(cell, mechanism) of every interaction of a firm that has a form, read from its evidence in the figure."""
    column_by_title = {title: column for column, title in FIGURE["columns"].items()}
    placed = []
    for entry in case(firm).all(Interaction):
        if entry.forms:
            locators = [case(firm)[id_].locator for id_ in case(firm).short(entry.evidence)]
            (title,) = [where.partition("column ")[2] for where in locators if where.startswith("Figure 2")]
            placed.append((column_by_title[title], entry.mechanism))
    return placed


def test_the_reading_of_the_figure_covers_the_eight_firms():
    """Each firm has a row, each cell a known column and mechanisms of the controlled list, none twice."""
    assert set(FIRMS) == set(FIGURE["firms"])
    assert 7 == len(FIGURE["columns"])
    for _, column, cell in CELLS:
        assert column in FIGURE["columns"]
        assert {term.word for term in MECHANISMS.terms} >= set(cell["mechanisms"])
        assert len(set(cell["mechanisms"])) == len(cell["mechanisms"]) > 0


def test_every_placement_says_why_and_an_ambiguous_one_how_else():
    """Reasons are there throughout; another reading is named where the cell is ambiguous and nowhere else."""
    for firm, column, cell in CELLS:
        assert cell["reason"].endswith("."), (firm, column)
        assert cell["ambiguous"] == bool(cell.get("otherwise")), (firm, column)


def test_ambiguous_cells_are_few_and_known():
    """Cell, Flow, Gene and Heal have cells that can be read in another way."""
    assert {"cell": 2, "flow": 1, "gene": 3, "heal": 2} == Counter(firm for firm, _, cell in CELLS if cell["ambiguous"])


@pytest.mark.parametrize("firm", FIRMS)
def test_the_record_has_one_interaction_for_each_mechanism_of_each_cell(case, firm):
    """The record and the reading of the figure say the same, both ways."""
    read = [(column, mechanism) for name, column, cell in CELLS if name == firm for mechanism in cell["mechanisms"]]

    assert sorted(read) == sorted(find_placed(case, firm))


@pytest.mark.parametrize("firm", FIRMS)
def test_an_interaction_s_form_and_id_are_those_of_its_cell(case, firm):
    """The column of the figure gives the form; column and mechanism give the id."""
    for column, mechanism in find_placed(case, firm):
        entry = case(firm)[f"{column}-{mechanism}".replace("_", "-")]
        (form,) = entry.forms

        assert mechanism == entry.mechanism
        assert column.startswith(form)


@pytest.mark.parametrize("firm", FIRMS)
def test_the_firm_takes_part_in_lessons_and_decisions_and_only_as_host_elsewhere(case, firm):
    """Partners who meet need no firm beside them."""
    for entry in case(firm).all(Interaction):
        parts = dict(entry.participants)
        own = parts.pop(f"{firm}:{firm}", "")
        expected = {"education": {"teacher"}, "joint_decision": {"decider"}, "direct_contact": {"", "host"}}

        assert parts
        if entry.forms:
            assert own in expected[entry.forms[0]], entry.id


@pytest.mark.parametrize("firm", FIRMS)
def test_every_partner_has_a_tie_that_says_its_side(case, firm):
    """Whoever takes part is tied to the firm as a customer, a customer of customers, a supplier or a distributor."""
    roles = {tie.receiver: tie.role for tie in case(firm).all(Tie) if tie.sender == f"{firm}:{firm}"}

    partners = {actor for entry in case(firm).all(Interaction) for actor, _ in entry.participants} - {f"{firm}:{firm}"}

    assert {"customer", "customer_of_customer", "supplier", "distributor"} >= {roles[actor] for actor in partners}


@pytest.mark.parametrize("firm", FIRMS)
def test_what_only_text_or_appendix_tells_fills_no_cell(case, firm):
    """It has a mechanism and no form, a note on the form it would have, and evidence coded as not in the figure."""
    loaded = case(firm)
    told = {id_: entry for id_, entry in loaded.entries.items() if isinstance(entry, Interaction) and not entry.forms}

    assert TOLD.get(firm, set()) == set(told)
    for entry in told.values():
        codes = {code for id_ in loaded.short(entry.evidence) for code in loaded[id_].codes}
        assert entry.mechanism
        assert {"not-in-figure-2"} == codes
        assert "Unclassified." in entry.note
        assert "figure 2" in entry.note


def test_the_question_answers_figure_2_cell_by_cell(case):
    """Coordination of the eight firms is the figure as we read it; nothing is missing, nothing added."""
    networks = {firm: Network.of(case(firm).record) for firm in FIRMS}

    answer = ask(Network.of(case("air").record, others=networks), Coordination())

    rows = next(part for part in answer.parts if part.name == "by_firm").shape.plain_rows()
    answered = {
        row["firm"]["id"].partition(":")[0]: {column: set(row[column]) for column in FIGURE["columns"]} for row in rows
    }
    assert answered == {
        firm: {column: set(row.get(column, {}).get("mechanisms", ())) for column in FIGURE["columns"]}
        for firm, row in FIGURE["firms"].items()
    }


@pytest.mark.parametrize(
    ("column", "mechanism", "firms"),
    [
        ("education_customers", "course", {"cell", "digit", "heal"}),
        ("education_customers", "support", set(FIRMS) - {"gene"}),
        ("education_customers", "conference", {"air", "cell", "exhale"}),
        ("joint_decision_customers", "product", set(FIRMS) - {"digit"}),
        ("joint_decision_customers", "standardisation", {"flow"}),
        ("joint_decision_customers", "local_market", {"air"}),
        ("direct_contact_customers", "course", {"cell", "digit", "heal"}),
        ("direct_contact_suppliers", "research", {"gene"}),
        ("direct_contact_customers_with_suppliers", "business", {"flow"}),
    ],
)
def test_our_reading_agrees_with_what_the_text_says_of_firms(column, mechanism, firms):
    """Where the text lists the firms that use a mechanism, or all but one, the figure as we read it lists the same."""
    assert firms == find_firms(column, mechanism)


def test_our_reading_agrees_with_what_the_text_counts():
    """All firms teach customers, three teach suppliers, all but one decide with customers; all see customers meet."""
    by_column = {column: {firm for firm, place, _ in CELLS if place == column} for column in FIGURE["columns"]}

    assert set(FIRMS) == by_column["education_customers"] == by_column["direct_contact_customers"]
    assert {"cell", "flow", "gene"} == by_column["education_suppliers"]
    assert set(FIRMS) - {"digit"} == by_column["joint_decision_customers"]
    assert {"flow"} == by_column["direct_contact_customers_with_suppliers"]


@pytest.mark.parametrize("firm", FIRMS)
def test_nothing_is_dated_and_everything_stays_possible(case, firm):
    """The study gives no dates: on any day its ties and interactions count as possible."""
    network = Network.of(case(firm).record, Lens(as_of=read_when("2014-12-31").earliest))

    dated = (Tie, Interaction, Presence)
    assert {InForce.POSSIBLE} == {network.status(entry) for kind in dated for entry in case(firm).all(kind)}
    assert {"unknown"} == {evidence.on for evidence in case(firm).all(Evidence)}


@pytest.mark.parametrize("firm", FIRMS)
def test_no_strength_and_no_name_is_invented(case, firm):
    """No tie has a strength, and every actor but the firm itself is unnamed."""
    assert {None} == {tie.strength for tie in case(firm).all(Tie)}
    assert [f"{firm}:{firm}"] == [actor.id for actor in case(firm).all(Actor) if "unnamed" not in actor.name]


@pytest.mark.parametrize(
    ("firm", "markets"), [("beat", {"DE", "FR", "NL"}), ("heal", {"KR", "NO", "US"}), ("air", set()), ("flow", set())]
)
def test_presences_rest_on_partners_whose_nationality_is_told(case, firm, markets):
    """Distributors and customers called by a nationality give an inferred presence; Flow's office abroad gives none."""
    presences = case(firm).all(Presence)

    assert markets == {presence.market for presence in presences}
    for presence in presences:
        assert presence.rests_on
        assert "inferred" in {case(firm)[id_].basis for id_ in case(firm).short(presence.evidence)}


def test_figures_of_the_study_are_kept_with_their_units(case):
    """Some 15,000 doctors at Air's conference, Heal's eight courses a year, 12 people at most at Cell's seminars."""
    conference = case("air")["direct-contact-customers-conference"]
    course = case("heal")["direct-contact-customers-course"]
    seminar = case("cell")["direct-contact-customers-seminar"]

    assert (15_000, "medical doctors", "150") == (conference.amount, conference.currency, conference.place)
    assert (8, "courses a year") == (course.amount, course.currency)
    assert "without a number" in course.note
    assert (12, "participants at most") == (seminar.amount, seminar.currency)


def test_the_words_on_post_docs_are_given_to_two_firms(case):
    """Text and appendix name different firms; both records hold both places."""
    for firm, stated in (("gene", {"text": True, "appendix": False}), ("cell", {"text": False, "appendix": True})):
        assert stated == {place: case(firm)[f"spoken-postdoc-{place}"].value for place in ("text", "appendix")}


@pytest.mark.parametrize("firm", FIRMS)
def test_a_story_has_its_five_parts(firm):
    """It can be read in two minutes and ends with what contradicts itself."""
    text = read_case(find_cases()[firm]).story.read_text(encoding="utf-8")

    assert HEADINGS == [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert 300 <= len(text.split()) <= 600


@pytest.mark.parametrize("firm", FIRMS)
def test_no_eight_words_of_the_paper_stand_in_a_row(firm, shared, find_runs):
    """Story, record and our reading of the figure are told in our own words."""
    (paper,) = (shared / "seeds").glob("001*.txt")
    runs = find_runs(paper.read_text(encoding="utf-8"), COPIED_WORDS)
    folder = find_cases()[firm]

    for path in (*sorted(folder.iterdir()), folder.parent / "figure-2.yaml"):
        shared_runs = find_runs(path.read_text(encoding="utf-8"), COPIED_WORDS) & runs

        assert [] == [" ".join(run) for run in sorted(shared_runs)], path.name
