"""Graph formats are read back as they were, agree with other programs' readers, and say what they cannot hold."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bridgehead.exports import get_export
from bridgehead.network.lens import Lens
from bridgehead.record.codec import to_plain
from bridgehead.record.dates import OPEN, UNKNOWN, read_when
from bridgehead.record.entries import Actor, Agreement, Tie, get_type_word
from bridgehead.record.record import MemoryRecord, find_entries
from bridgehead.sources import get_source, recognise
from entrystrategies import actors, days, ties

FULL = ["gexf", "graphml", "kumu"]
BY_LABEL = ["pajek", "dl"]
NAMES = ["a, b; c|d=e", 'say "no"', "two\nlines", "tab\there", "李娜", "שלום", "<&>'", "[1]", "a\rb"]


def write(form, record, folder, lens=None, **options):
    """The path written and the findings."""
    export = get_export(form)(**options)
    path = folder / f"out{export.suffix}"
    return path, export.write(record, path, lens or Lens())


def read(path, **options):
    """Actors and ties read back, in order."""
    rows = list(type(recognise(path))(**options).read(path))
    entries = [entry for row in rows for entry in row.entries]
    assert [] == [finding for row in rows for finding in row.findings if finding.level == "error"]
    return find_entries(entries, Actor), find_entries(entries, Tie)


def bare(entries):
    """Entries without their evidence, which graphs do not hold."""
    return [replace(entry, evidence=()) for entry in entries]


@pytest.mark.parametrize("form", FULL)
def test_a_case_comes_back_with_all_its_fields(form, case, tmp_path):
    """Every actor and tie of every case with its dates; what is no actor or tie is counted."""
    path, findings = write(form, case, tmp_path)

    actors_, ties_ = read(path)

    assert bare(find_entries(case.entries(), Actor)) == bare(actors_)
    assert bare(find_entries(case.entries(), Tie)) == bare(ties_)
    others = {get_type_word(entry) for entry in case.entries()} - {"actor", "tie"}
    assert len(others) == sum("leaves out" in finding.message for finding in findings)


@pytest.mark.parametrize("form", BY_LABEL)
def test_a_case_comes_back_with_names_kinds_and_counts(form, case, tmp_path):
    """What a format of labels holds: each actor's name, and each tie between whom and of which kind."""
    path, _ = write(form, case, tmp_path, **({"unicode": True} if form == "dl" else {}))

    actors_, ties_ = read(path)

    assert [actor.name for actor in find_entries(case.entries(), Actor)] == [actor.name for actor in actors_]
    assert name_ties(case.entries()) == name_ties((*actors_, *ties_))


def name_ties(entries):
    """Ties by the names of their ends, and their years where a year is all that was said."""
    names = {actor.id: actor.name for actor in find_entries(entries, Actor)}
    return sorted((names[tie.sender], names[tie.receiver], tie.kind) for tie in find_entries(entries, Tie))


@pytest.mark.parametrize(
    ("form", "reader"),
    [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)],
)
def test_another_program_counts_the_same(form, reader, case, tmp_path):
    """NetworkX reads as many actors and ties as the record holds, parallel ties and isolates among them."""
    path, _ = write(form, case, tmp_path)

    options = {"version": "1.2draft"} if form == "gexf" else {}
    if form == "gexf":
        path.write_text(path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft"))
    graph = reader(path, **options)

    assert len(find_entries(case.entries(), Tie)) == graph.number_of_edges()
    assert len(find_entries(case.entries(), Actor)) == graph.number_of_nodes()


@pytest.mark.parametrize("form", FULL)
def test_odd_names_come_back_as_they_were(form, tmp_path):
    """Delimiters, quotes, line breaks and every script, alone and in lists."""
    odd = [
        Actor(id=f"x:{place}", kind="person", name=name, aliases=(name,), identifiers=((name, name),))
        for place, name in enumerate(NAMES)
    ]
    path, findings = write(form, MemoryRecord("odd", tuple(odd)), tmp_path)

    assert () == findings
    assert odd == bare(read(path)[0])


graphs = st.tuples(
    st.lists(actors.filter(lambda actor: actor.kind), max_size=6, unique_by=lambda actor: actor.id),
    st.lists(ties.filter(lambda tie: tie.kind), max_size=6, unique_by=lambda tie: tie.id),
    st.lists(st.integers(0, 5), min_size=12, max_size=12),
)


@pytest.mark.parametrize("form", FULL)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=graphs)
def test_what_differs_on_reading_back_was_said(form, parts, tmp_path_factory):
    """Of any actors and ties the numbers come back, and no field differs that was not counted."""
    people, links, places = parts
    ends = [
        (people[a % len(people)].id, people[b % len(people)].id)
        for a, b in zip(places[::2], places[1::2], strict=True)
        if people
    ]
    links = [replace(tie, sender=a, receiver=b) for tie, (a, b) in zip(links, ends, strict=False) if a != b]
    record = MemoryRecord("any", (*people, *links))

    path, findings = write(form, record, tmp_path_factory.mktemp("out"))

    said = " ".join(finding.message for finding in findings)
    back = read(path) if people else ((), ())
    assert (len(people), len(links)) == (len(back[0]), len(back[1]))
    for before, after in zip((*people, *links), (*back[0], *back[1]), strict=True):
        names = [name for name in to_plain(before) | to_plain(after) if getattr(before, name) != getattr(after, name)]
        # every entry rests on the file it is read from, and an actor without a name is called by its id
        excused = {"evidence"} | ({"name"} if isinstance(before, Actor) and not before.name.strip() else set())
        assert [] == [name for name in names if f"{name} (" not in said and name not in excused]


@given(begin=days | st.just(UNKNOWN), end=days | st.sampled_from([OPEN, UNKNOWN]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pajek_keeps_years_and_says_where_it_does_not(begin, end, tmp_path_factory):
    """A date that does not come back as it was stands in a finding."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=name) for name in "ab")
    tie = Tie(id="x:t", sender="x:a", receiver="x:b", kind="social", begin=begin, end=end)

    path, findings = write("pajek", MemoryRecord("any", (*people, tie)), tmp_path_factory.mktemp("out"))
    ((after,), said) = read(path)[1], " ".join(finding.message for finding in findings)

    assert begin == after.begin or "begin (1)" in said
    assert end == after.end or "end (1)" in said


def test_a_year_told_to_pajek_comes_back(tmp_path):
    """Years survive exactly, on both sides."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=name) for name in "ab")
    tie = Tie(id="x:t", sender="x:a", receiver="x:b", kind="business", begin=read_when("1996"), end=read_when("2000"))
    path, findings = write("pajek", MemoryRecord("years", (*people, tie)), tmp_path)

    assert '*Arcs :1 "business"\n1 2 1 [1996-2000]\n' in path.read_text(encoding="utf-8")
    assert ["1996", "2000"] == [when.text for when in (read(path)[1][0].begin, read(path)[1][0].end)]
    assert not any("begin" in finding.message for finding in findings)


def test_gexf_counts_the_last_day_in(tmp_path):
    """Our end is the first day a tie no longer holds, theirs the last day it does."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=name) for name in "ab")
    tie = Tie(
        id="x:t", sender="x:a", receiver="x:b", kind="business", begin=read_when("1996-12"), end=read_when("2001-01-01")
    )
    path, _ = write("gexf", MemoryRecord("days", (*people, tie)), tmp_path)

    assert 'start="1996-12-01" end="2000-12-31"' in path.read_text(encoding="utf-8")
    assert ["1996-12", "2001-01-01"] == [when.text for when in (read(path)[1][0].begin, read(path)[1][0].end)]


@pytest.mark.parametrize("form", FULL + BY_LABEL)
def test_parallel_ties_stay_apart_and_ties_to_nobody_are_counted(form, tmp_path):
    """Several ties of one pair are several edges; one that names nobody is left out and told."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=name) for name in "abc")
    links = tuple(
        Tie(id=f"x:t{place}", sender="x:a", receiver=receiver, kind=kind)
        for place, (receiver, kind) in enumerate(
            [("x:b", "social"), ("x:b", "social"), ("x:b", "business"), ("x:none", "social")]
        )
    )
    path, findings = write(form, MemoryRecord("parallel", people + links), tmp_path)

    back_actors, back_ties = read(path)

    assert 3 == len(back_actors)
    assert ["business", "social", "social"] == sorted(tie.kind for tie in back_ties)
    assert any("leaves out 1 tie: they name an actor who is not" in finding.message for finding in findings)


def test_a_lens_writes_the_ties_of_its_day(tmp_path):
    """Without a lens every tie is written; with a day, those in force then and of the kinds asked for."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=name) for name in "abc")
    past = Tie(id="x:t1", sender="x:a", receiver="x:b", kind="social", begin=read_when("1990"), end=read_when("1995"))
    now = Tie(id="x:t2", sender="x:a", receiver="x:c", kind="social", begin=read_when("1990"), end=OPEN)
    record = MemoryRecord("times", (*people, past, now))

    whole, _ = write("graphml", record, tmp_path)
    part, _ = write("gexf", record, tmp_path, Lens(as_of=date(2000, 1, 1)))

    assert ["x:t1", "x:t2"] == [tie.id for tie in read(whole)[1]]
    assert ["x:t2"] == [tie.id for tie in read(part)[1]]


def test_dl_is_ascii_unless_asked(tmp_path):
    """UCINET reads no Unicode: names are transliterated, and their number told."""
    record = MemoryRecord(
        "names", (Actor(id="x:1", kind="person", name="Åsa, 李"), Actor(id="x:2", kind="person", name="B"))
    )
    (tmp_path / "wide").mkdir()

    path, findings = write("dl", record, tmp_path)
    wide, _ = write("dl", record, tmp_path / "wide", unicode=True)

    assert path.read_bytes().isascii()
    assert '"Asa, Li"' in path.read_text(encoding="ascii")
    assert "name (1)" in findings[0].message
    assert ["Åsa, 李", "B"] == [actor.name for actor in read(wide)[0]]


def test_kumu_tells_of_namesakes(tmp_path):
    """Kumu takes one label and type for one element."""
    twins = tuple(Actor(id=f"x:{place}", kind="person", name="Li Na") for place in range(2))

    path, findings = write("kumu", MemoryRecord("twins", twins), tmp_path)

    assert ["namesakes"] == [finding.code for finding in findings]
    assert 2 == len(read(path)[0])


def test_agreements_and_interactions_are_never_pairs(tmp_path):
    """What binds many at once is left out of graphs, with its number."""
    people = tuple(Actor(id=f"x:{name}", kind="organisation", name=name) for name in "abc")
    agreement = Agreement(id="x:g", parties=tuple((actor.id, None) for actor in people), form="consortium")

    path, findings = write("graphml", MemoryRecord("many", (*people, agreement)), tmp_path)

    assert () == read(path)[1]
    assert ["GraphML leaves out 1 agreement: it has no place for agreements."] == [item.message for item in findings]


def test_an_empty_record_is_written_and_refused_on_reading(tmp_path):
    """An empty graph is a file; a source says that it holds nothing."""
    for form in FULL + BY_LABEL:
        path, findings = write(form, MemoryRecord("none", ()), tmp_path)
        assert () == findings
        assert Path(path).stat().st_size
        with pytest.raises(OSError, match="it holds no"):
            list(get_source(form)().read(path))


def test_another_program_reads_one_relation_of_pajek(tmp_path):
    """NetworkX knows one relation a file, and reads names with spaces and both parallel arcs of it."""
    people = tuple(Actor(id=f"x:{name}", kind="person", name=f"{name} b, c") for name in "abc")
    links = tuple(Tie(id=f"x:{place}", sender="x:a", receiver="x:b", kind="social") for place in range(2))
    path, _ = write("pajek", MemoryRecord("one", people + links), tmp_path)

    graph = nx.read_pajek(path)

    assert ["a b, c", "b b, c", "c b, c"] == sorted(graph.nodes)
    assert 2 == graph.number_of_edges("a b, c", "b b, c")
