"""Cards of people: read back with their addresses and organisations, folded and escaped as the standard says."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgehead.exports.vcard import Vcard
from bridgehead.network.lens import Lens
from bridgehead.record.dates import OPEN, read_when
from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.record.record import MemoryRecord, find_entries
from bridgehead.sources import get_source
from entrystrategies import actors

FIRM = Actor(id="x:firm", kind="organisation", name="Weaver, Söner; AB")
OTHER = Actor(id="x:other", kind="organisation", name="Other")
ANNA = Actor(
    id="x:anna", kind="person", name="Anna, the 'Å'\\; 李娜", aliases=("Annie",), market="SE", languages=("sv", "en"),
    identifiers=(("email", "anna@weaver.example"), ("phone", "+46 70 1"), ("website", "https://weaver.example/a,b;c")),
)  # fmt: skip
BO = Actor(id="x:bo", kind="person", name="Bo " + "Å" * 80)


def write(entries, folder, lens=None):
    path = folder / "people.vcf"
    return path, Vcard().write(MemoryRecord("people", tuple(entries)), path, lens or Lens())


def read(path):
    rows = list(get_source("vcard")().read(path))
    return [entry for row in rows for entry in row.entries]


def tie(number, sender, receiver, kind, **more):
    return Tie(id=f"x:t{number}", sender=sender.id, receiver=receiver.id, kind=kind, **more)


def test_people_come_back_with_their_addresses(tmp_path):
    """Names in any script, aliases, market, languages and identifiers, and the organisation."""
    links = [tie(1, ANNA, FIRM, "affiliation", end=OPEN), tie(2, ANNA, BO, "social", role="friend")]

    path, _ = write([ANNA, BO, FIRM, *links], tmp_path)
    back = read(path)

    people = {actor.name: actor for actor in find_entries(back, Actor)}
    assert {ANNA.name, BO.name, FIRM.name} <= set(people)
    anna = people[ANNA.name]
    assert (ANNA.aliases, "SE", ANNA.identifiers) == (anna.aliases, anna.market, anna.identifiers)
    ties = {(item.kind, item.role, item.sender, item.receiver) for item in find_entries(back, Tie)}
    assert ("social", "friend", anna.id, people[BO.name].id) in ties
    assert ("affiliation", "", anna.id, people[FIRM.name].id) in {
        (kind, role, sender, receiver) for kind, role, sender, receiver in ties if kind == "affiliation"
    }


def test_the_organisation_is_the_one_of_the_day(tmp_path):
    """People move: the lens's day decides, and what certainly holds goes before what may."""
    links = [
        tie(1, ANNA, OTHER, "affiliation", begin=read_when("1990"), end=read_when("1999")),
        tie(2, ANNA, FIRM, "affiliation", begin=read_when("1999-06"), end=OPEN),
        tie(3, BO, OTHER, "affiliation"),
        tie(4, BO, FIRM, "affiliation", evidence=("x:e",)),
    ]
    entries = [ANNA, BO, FIRM, OTHER, *links, Evidence(id="x:e", reference="-", on=read_when("2005-01-01"))]
    (tmp_path / "early").mkdir()

    late, findings = write(entries, tmp_path, Lens(as_of=date(2005, 1, 1)))
    early, _ = write(entries, tmp_path / "early", Lens(as_of=date(1995, 1, 1)))

    assert 2 == late.read_text(encoding="utf-8").count("ORG:Weaver\\, Söner\\; AB")
    assert "ORG:Other" in early.read_text(encoding="utf-8")
    assert "A file of cards leaves out 2 ties: it has no place for ties." in [finding.message for finding in findings]


def test_lines_are_folded_at_75_bytes_between_characters(tmp_path):
    """No line is longer than the standard allows, and every line ends with a carriage return."""
    path, _ = write([BO], tmp_path)

    lines = path.read_bytes().split(b"\r\n")

    assert 75 >= max(len(line) for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)
    assert BO.name == find_entries(read(path), Actor)[0].name


def test_an_address_adds_no_line(tmp_path):
    """A line break within an identifier begins no property of its own."""
    person = Actor(id="x:p", kind="person", name="P", identifiers=(("email", "a@b.example\r\nORG:Injected"),))

    path, _ = write([person], tmp_path)

    assert b"EMAIL:a@b.exampleORG:Injected\r\n" in path.read_bytes()


def test_what_has_no_place_on_a_card_is_counted(tmp_path):
    """Organisations, other ties and other identifiers are told by number."""
    person = Actor(id="x:p", kind="person", name="P", sector="polymers", identifiers=(("orcid", "0"),), note="a\nb")
    links = [tie(1, person, FIRM, "business")]

    path, findings = write([person, FIRM, *links], tmp_path)

    messages = [finding.message for finding in findings]
    assert "NOTE:a\\nb\r\n" in path.read_bytes().decode("utf-8")
    assert any("sector (1), identifiers (1)" in message and "leaves out 1 actor" in message for message in messages)
    assert any("leaves out 1 tie" in message for message in messages)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=st.lists(actors, max_size=5, unique_by=lambda actor: actor.id))
def test_any_people_are_as_many_cards(people, tmp_path_factory):
    """Whatever names hold, each person is one card that begins and ends."""
    path, _ = write(people, tmp_path_factory.mktemp("out"))

    lines = path.read_bytes().decode("utf-8").split("\r\n")

    number = sum(actor.kind == "person" for actor in people)
    assert [number] * 2 == [lines.count("BEGIN:VCARD"), lines.count("END:VCARD")]


def test_every_person_of_a_case_has_a_card(case, tmp_path):
    """Each case's people come back by name."""
    path, _ = write(case.entries(), tmp_path)
    people = [actor.name for actor in find_entries(case.entries(), Actor) if actor.kind == "person"]
    if not people:
        pytest.skip("the case names nobody")

    assert set(people) <= {actor.name for actor in find_entries(read(path), Actor)}
