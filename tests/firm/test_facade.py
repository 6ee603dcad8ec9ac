"""A firm's record from Python."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import bridgehead as bh
from bridgehead.errors import NotFoundError
from bridgehead.exports import ExportOptionError
from bridgehead.firm.adding import NobodyError, SeveralError
from bridgehead.firm.asking import CaseQuestionError, read_case_question
from bridgehead.firm.editing import EditError
from bridgehead.firm.library import Library, LibraryCaseError, find_case_names
from bridgehead.firm.surroundings import get_user
from bridgehead.firm.terse import TerseLineError
from bridgehead.network.lens import LensError
from bridgehead.network.network import NoFirmError
from bridgehead.questions import find_questions
from bridgehead.record.entries import Actor, Interaction, Judgement, Tie
from bridgehead.record.record import find_entries, find_own_firm
from bridgehead.record.store_errors import AlreadyThereError, NoRecordError, UnknownEntryError
from bridgehead.sources.case import UnknownCaseError


@pytest.fixture
def firm(tmp_path):
    """Acme Polymers of Sweden, with nobody in its record."""
    with bh.init(tmp_path / "acme.bridgehead", "Acme Polymers", "Sweden", by="Ada") as made:
        yield made


def find_tie(firm):
    """The only tie."""
    (tie,) = find_entries(firm.entries(), Tie)
    return tie


def test_importing_the_package_loads_nothing_heavy():
    """Neither arrays nor database nor the command line's parser."""
    program = "import sys, bridgehead; print(sorted({'numpy', 'sqlalchemy', 'cyclopts', 'rich'} & set(sys.modules)))"

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]\n" == ran.stdout


def test_every_question_is_a_public_name():
    """`bh.Reach` and its fellows, without being listed anywhere."""
    expected = {kind.__name__: kind for kind in find_questions().values()}

    assert expected == {name: getattr(bh, name) for name in expected}
    assert set(expected) <= set(dir(bh))
    assert {"open", "init", "Firm", "Lens"} <= set(dir(bh))


def test_an_unknown_public_name_is_an_attribute_error():
    """As in any module."""
    with pytest.raises(AttributeError, match="Nonsense"):
        _ = bh.Nonsense


def test_init_keeps_who_says_so(firm):
    """Firm, statement and the claim that points at the firm, by whom and when."""
    (actor,) = find_entries(firm.entries(), Actor)

    assert ("Acme Polymers", "SE") == (actor.name, actor.market)
    assert actor.id == find_own_firm(firm.entries())
    assert ["Ada", "Ada"] == [item.by for item in firm.transactions()]


def test_init_never_overwrites(firm, tmp_path):
    """The record there stays."""
    with pytest.raises(AlreadyThereError):
        bh.init(tmp_path / "acme.bridgehead", "Other")


def test_open_takes_a_path_or_a_case(firm, tmp_path):
    """A case by name where no such file exists."""
    with bh.open(tmp_path / "acme.bridgehead") as opened:
        assert "acme" == opened.name
    assert "q-sense" == bh.open("q-sense").name
    with pytest.raises(NoRecordError):
        bh.open("neither-file-nor-case")


def test_a_library_case_is_asked_and_never_changed():
    """The refusal says how to make a record of it."""
    case = bh.open("q-sense")

    assert case.ask(bh.Outsidership(), as_of=date(2000, 6, 30)).parts
    assert () == case.transactions() == case.history("q-sense:kasemo")
    assert "q-sense:kasemo" == case.get("q-sense:kasemo").id
    with pytest.raises(UnknownEntryError):
        case.get("q-sense:nobody")
    with pytest.raises(LibraryCaseError, match="bridgehead case q-sense --to"):
        case.add("Wu Li")


def test_an_answer_can_be_asked_again_from_its_header(firm):
    """Question, parameters and lens are all in it."""
    firm.add("Anna Berg, distributor, DE, strong, since 2021", "Wu Li, friend, CN", on=date(2024, 1, 1))

    answer = firm.ask(bh.Reach(by="market", home=True), kinds=("social",), as_of=date(2024, 6, 30)).answer

    assert answer == firm.re_ask(answer).answer


def test_lens_options_may_be_written_as_people_do(firm):
    """Text for days and imagined ties, lists for several values; the same lens either way."""
    firm.add("Anna Berg, DE, since 2021")
    tie = bh.WithTie(sender="Acme Polymers", receiver="Anna Berg", kind="social", strength=0.5)

    written = firm.network(as_of="2024-06-30", kinds=["social"], with_ties=[str(tie)], as_known_on=None)

    assert bh.Lens(as_of=date(2024, 6, 30), kinds=("social",), with_ties=(tie,)) == written.lens
    assert written.lens == firm.network(as_of=date(2024, 6, 30), kinds=("social",), with_ties=(tie,)).lens


@pytest.mark.parametrize(
    "options", [{"as_of": "soon"}, {"as_of": 2001}, {"asof": "2001-01-01"}, {"strength": "loud", "x": 1}]
)
def test_a_lens_option_that_makes_no_sense_is_refused(firm, options):
    """With its name."""
    with pytest.raises(LensError):
        firm.ask("reach", **options)


def test_a_question_can_be_asked_by_name(firm):
    """With its defaults, or with options of its own beside those of the lens."""
    told = firm.ask("reach", max_introductions=1, as_of="2024-06-30").answer

    assert "reach" == firm.ask("reach").question
    assert (1, date(2024, 6, 30)) == (told.parameters["max_introductions"], told.as_of)
    with pytest.raises(LensError, match="introductions"):
        firm.ask("reach", introductions=1)


def test_adding_fills_in_who_is_known_already(firm):
    """The same name and no other market: the same person, now with a market and an address."""
    firm.add("Anna Berg, friend", on=date(2024, 1, 1))
    firm.add("Anna Berg, DE, anna@berg.example, customer", on=date(2024, 2, 1))

    (anna,) = [actor for actor in find_entries(firm.entries(), Actor) if actor.name == "Anna Berg"]

    assert ("DE", (("email", "anna@berg.example"),)) == (anna.market, anna.identifiers)
    assert 2 == len(anna.evidence) == len(find_entries(firm.entries(), Tie))


def test_two_people_of_one_name_in_two_markets_are_two(firm):
    """The second gets an id of its own."""
    firm.add("Anna Berg, DE", "Anna Berg, AT")

    ids = {actor.id for actor in find_entries(firm.entries(), Actor) if actor.name == "Anna Berg"}

    assert {"typed:anna-berg", "typed:anna-berg-2"} == ids
    with pytest.raises(SeveralError, match="typed:anna-berg-2"):
        firm.add("Anna Berg, friend")
    with pytest.raises(SeveralError):
        firm.add("Bo Ek, at Anna Berg")


def test_a_tie_tells_how_it_came_about(firm):
    """Through whom, and on what occasion."""
    firm.add("Bengt Kasemo, friend")
    firm.add("Wu Li, opinion leader, CN, through Bengt Kasemo, met at IUPAC 1999")

    tie = next(tie for tie in find_entries(firm.entries(), Tie) if tie.role == "opinion_leader")

    assert ("introduced", "typed:bengt-kasemo", "met at IUPAC 1999") == (tie.origin, tie.introduced_by, tie.note)
    firm.add("Jan, met at Hannover Messe")
    assert "event" in {tie.origin for tie in find_entries(firm.entries(), Tie)}


def test_through_somebody_unknown_is_refused(firm):
    """Add them first; the nearest names are suggested."""
    firm.add("Bengt Kasemo, friend")

    with pytest.raises(NobodyError, match="Did you mean 'Bengt Kasemo'"):
        firm.add("Wu Li, through Kasemo")


def test_our_own_people_are_tied_to_the_firm(firm):
    """An employee belongs to the firm, as records of cases have it."""
    firm.add("Bo Ek, employee, since 2020")

    tie = find_tie(firm)

    assert ("typed:bo-ek", "typed:acme-polymers", "affiliation") == (tie.sender, tie.receiver, tie.kind)


def test_somebody_at_an_organisation_belongs_to_it(firm):
    """The organisation is made once and has no market of its own: nobody said."""
    firm.add("Anna Berg, DE, at Siemens", "Bo Ek, at Siemens")

    organisations = [actor for actor in find_entries(firm.entries(), Actor) if actor.kind == "organisation"]

    assert [("Acme Polymers", "SE"), ("Siemens", None)] == [(actor.name, actor.market) for actor in organisations]
    assert 2 == sum(tie.kind == "affiliation" for tie in find_entries(firm.entries(), Tie))


def test_the_firm_is_not_tied_to_itself(firm):
    """A slip that would falsify every count."""
    with pytest.raises(TerseLineError, match="the firm itself"):
        firm.add("Acme Polymers, customer")


def test_adding_needs_to_know_whose_record_it_is(tmp_path):
    """A registry has no firm of its own."""
    with bh.init(tmp_path / "registry.bridgehead") as registry, pytest.raises(NoFirmError):
        registry.add("Anna Berg")


def test_different_statements_of_one_day_get_ids_of_their_own(firm):
    """Both are kept."""
    firm.add("Anna Berg, friend", "Anna Berg, customer", on=date(2024, 1, 1))

    assert {"typed:2024-01-01-anna-berg", "typed:2024-01-01-anna-berg-2"} <= {entry.id for entry in firm.entries()}


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ("market=Austria", "market", "AT"),
        ("market=", "market", None),
        ("founded=before 1999", "founded", "before 1999"),
        ("aliases=Annie; A. Berg", "aliases", ("Annie", "A. Berg")),
        ("active_markets=DE; Francia", "active_markets", ("DE", "FR")),
        ('identifiers=[["email", "a@b.example"]]', "identifiers", (("email", "a@b.example"),)),
        ('identifiers={"email": "a@b.example"}', "identifiers", (("email", "a@b.example"),)),
        ("is_multinational=no", "is_multinational", False),
        ("note=a = b", "note", "a = b"),
    ],
)
def test_an_edit_reads_values_as_people_write_them(firm, change, field, expected):
    """Fields say what their values are."""
    firm.add("Anna Berg, DE")

    firm.edit("typed:anna-berg", change)

    assert expected == getattr(firm.get("typed:anna-berg"), field)


def test_an_edit_of_pairs_takes_json(firm):
    """Unknown shares stay unknown."""
    firm.put(Interaction(id="x:m", kind="meeting", participants=(("typed:acme-polymers", ""),)))

    firm.edit("x:m", 'participants=[["typed:acme-polymers", "organiser"], ["x:a", null]]')

    assert (("typed:acme-polymers", "organiser"), ("x:a", "")) == firm.get("x:m").participants


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("market", "Write field=value"),
        ("=AT", "Write field=value"),
        ("id=x", "never changes"),
        ("mrket=AT", "Did you mean 'market'"),
        ("market=Germny", "Germany"),
        ("founded=soon", "soon"),
        ("kind=alien", "alien"),
        ("name=", "needs name"),
        ("identifiers=[1", "no JSON"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(firm, change, why):
    """The change as written and what would do; nothing is written."""
    firm.add("Anna Berg, DE")
    before = firm.entries()

    with pytest.raises(EditError, match=why):
        firm.edit("typed:anna-berg", change)

    assert before == firm.entries()


def test_whose_record_it_is_can_be_changed(firm):
    """One claim stands; the others say no."""
    firm.add("Zenith GmbH, competitor, DE")
    firm.import_(Path(str(bh.__file__)).parent / "cases" / "q-sense")

    firm.edit_firm("Zenith GmbH")

    assert "typed:zenith-gmbh" == find_own_firm(firm.entries())
    assert "Zenith GmbH" == firm.ask("reach").firm.name


def test_reports_say_what_they_left_out(firm, tmp_path):
    """A question that needs to be told more is named with the reason."""
    firm.add("Anna Berg, DE, strong")

    done = firm.report(tmp_path / "r.html", [bh.Reach(), bh.Introductions()], bh.Lens(as_of=date(2024, 1, 1)))

    assert ["reach"] == [answer.question for answer in done.answers]
    assert [("introductions", True)] == [(name, bool(why)) for name, why in done.left_out]


def test_an_option_an_export_does_not_have_is_refused(firm, tmp_path):
    """Before anything is written."""
    with pytest.raises(ExportOptionError, match="The export jsonl has no option 'colour'"):
        firm.export("jsonl", tmp_path / "out.jsonl", colour="red")

    assert not (tmp_path / "out.jsonl").exists()


def test_erasing_takes_a_name(firm):
    """Nobody needs to know ids."""
    firm.add("Anna Berg, DE")

    done = firm.erase("Anna Berg")

    assert "Anna" not in str(firm.entries())
    assert [one.versions > 0 for one in done] == [True]


def test_erasing_a_person_of_several_ids_erases_them_all(firm):
    """Who was judged the same is the same when it comes to privacy."""
    firm.add("Anna Berg, DE", "A. Berg, DE", "Bo Ek, SE")
    firm.put(Judgement(id="j", left="typed:anna-berg", right="typed:a-berg", verdict="same"))

    done = firm.erase("Anna Berg")

    assert len(done) == 2
    assert "Berg" not in str(firm.entries())
    assert "Bo Ek" in str(firm.entries())


def test_checks_are_those_of_the_record(firm):
    """A tie to nobody is found."""
    firm.put(Tie(id="x:t", sender="typed:acme-polymers", receiver="x:nobody", kind="social"))

    assert "x:nobody" in str(firm.check())


@pytest.mark.parametrize(
    ("words", "expected"), [("q-sense", ("q-sense",)), ("Firm A, q-sense,firm-a", ("firm-a", "q-sense"))]
)
def test_cases_go_by_name(words, expected):
    """In order, each once; a space may stand for the hyphen."""
    assert expected == find_case_names(words)


def test_cases_go_by_paper_and_by_work():
    """003 and its key name the same four firms."""
    assert ("firm-a", "firm-b", "firm-c", "firm-d") == find_case_names("003") == find_case_names("lew")
    with pytest.raises(UnknownCaseError):
        find_case_names("005")


def test_several_cases_are_compared_with_each_other_one_with_the_library():
    """The others never hold the case itself."""
    first, second = bh.open_cases("q-sense,firm-a")
    (alone,) = bh.open_cases("q-sense")

    assert (["firm-a"], ["q-sense"]) == (list(first.others), list(second.others))
    assert set(Library()) - {"q-sense"} == set(alone.others)
    assert "firm-a" == first.others["firm-a"].record.name
    assert first.others["firm-a"] is first.others["firm-a"]
    with pytest.raises(KeyError):
        _ = first.others["q-sense"]


def test_a_case_question_reads_flat_and_nested_values():
    """Parameters, lens options and ids of the case, as case.yaml has them."""
    asked = {
        "ask": "introductions", "to": "kasemo", "as_of": "2000-06-30", "expected": "whatever",
        "lens": {"without": "hook", "kinds": ["social"], "formal_only": "true"}, "parameters": {"routes": "3"},
    }  # fmt: skip

    read = read_case_question("q-sense", asked, {"q-sense:kasemo", "q-sense:hook"})

    assert bh.Introductions(to="q-sense:kasemo", routes=3) == read.question
    assert bh.Lens(as_of=date(2000, 6, 30), without=("q-sense:hook",), kinds=("social",), formal_only=True) == read.lens


@pytest.mark.parametrize("asked", [{"ask": "reach", "by": "planet"}, {"ask": "reach", "as_of": "soon"}])
def test_a_case_question_that_cannot_be_asked_names_case_and_question(asked):
    """Whoever wrote case.yaml must find it."""
    with pytest.raises(CaseQuestionError, match="q-sense asks reach"):
        read_case_question("q-sense", asked)


def test_an_unknown_case_question_is_not_found():
    """With the names there are."""
    with pytest.raises(NotFoundError):
        read_case_question("q-sense", {"ask": "nonsense"})


def test_somebody_without_a_login_name_is_somebody(monkeypatch):
    """Containers have users without names."""

    def refuse():
        raise KeyError

    monkeypatch.setattr("getpass.getuser", refuse)

    assert "somebody" == get_user()
