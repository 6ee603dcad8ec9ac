"""Graph files: what is odd in them is told with its place, and what is dangerous is refused."""

import gzip

import pytest

from bridgehead.record.entries import Actor, Evidence, Tie
from bridgehead.record.vocabulary import UnknownWordError
from bridgehead.sources import SourceFileError, get_source, recognise

GEXF = '<gexf version="1.3"><graph mode="dynamic"><nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>'
GRAPHML = '<graphml><key id="k" for="edge" attr.name="kind"/><graph>{body}</graph></graphml>'
PAIR = '<node id="a"/><node id="b"/>'


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def read(path, kind=object, **options):
    source = type(recognise(path))(**options)
    return [entry for row in source.read(path) for entry in row.entries if isinstance(entry, kind)]


def find_findings(path, **options):
    return [finding for row in type(recognise(path))(**options).read(path) for finding in row.findings]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<gexf><graph><nodes><node id="&b;"/></nodes></graph></gexf>'
)
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/hostname"><gexf><graph><nodes><node id="a"/></nodes></graph></gexf>'


@pytest.mark.parametrize("name", ["gexf", "graphml"])
@pytest.mark.parametrize("text", [BOMB, OUTSIDE, '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://x">%p;]><gexf/>'])
def test_document_types_and_entities_are_refused(name, text, tmp_path):
    """Nothing is expanded and nothing fetched; the message says which line to take out."""
    path = write(tmp_path, "bomb.gexf", text)

    with pytest.raises(SourceFileError, match="line 1 declares a document type"):
        list(get_source(name)().read(path))
    assert not get_source(name)().recognises(path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<gexf><graph></gexf>", r"no well-formed XML \(mismatched tag: line 1"),
        ("", "no well-formed XML"),
        ('<?xml version="1.0" encoding="x-none"?><gexf/>', "encoding"),
        ("<a>" * 300, "nests more than 200"),
        (f"<gexf>{'x' * (2**20 + 1)}</gexf>", "text of more than 1 MB"),
        ("<gexf/>", "it holds no node"),
    ],
)
def test_bad_xml_is_refused_with_its_place(text, message, tmp_path):
    """A line, a limit or what is missing stands in the message."""
    with pytest.raises(SourceFileError, match=message):
        list(get_source("gexf")().read(write(tmp_path, "bad.gexf", text)))


def test_a_file_of_too_many_bytes_is_refused(tmp_path, monkeypatch):
    """What unfolds without end is stopped."""
    monkeypatch.setattr("bridgehead.sources._xml._MOST_BYTES", 10)
    path = tmp_path / "big.gexf"
    path.write_bytes(gzip.compress(b"<gexf>" + b" " * 1000))

    with pytest.raises(SourceFileError, match="more than 2 GB"):
        list(get_source("gexf")().read(path))


def test_several_spells_are_read_from_first_to_last(tmp_path):
    """The first start and the last end; a spell that never ends leaves the end unknown."""
    nodes = (
        '<node id="a"><spells><spell start="2004" end="2005"/><spell start="2001" end="2002"/></spells></node>'
        '<node id="b"><spells><spell startopen="2004"/><spell start="2001" end="2002-05-31T00:00"/></spells></node>'
        '<node id="c" start="1996.0" end="soon"/><node id="d" start="-Infinity" endopen="1999"/>'
    )
    path = write(tmp_path, "spells.gexf", GEXF.format(nodes=nodes, edges=""))

    days = [(actor.begin.text, actor.end.text) for actor in read(path, Actor)]

    assert [("2001", "2006-01-01"), ("2001", "unknown"), ("1996", "unknown"), ("unknown", "2000-01-01")] == days


def test_our_own_words_for_a_date_count_before_gexf_s(tmp_path):
    """An attribute named begin says more than a start."""
    told = '<attvalues><attvalue for="begin" value="1996"/></attvalues>'
    edges = f'<edge source="a" target="b" start="1996-01-01">{told}</edge>'
    path = write(tmp_path, "own.gexf", GEXF.format(nodes=PAIR, edges=edges))

    assert ["1996"] == [tie.begin.text for tie in read(path, Tie)]


def test_what_nodes_and_edges_are_can_be_said(tmp_path):
    """Kinds nobody gave are what the options say, dates and ids likewise; a kind that is none is refused."""
    path = write(tmp_path, "my graph.gexf", GEXF.format(nodes=PAIR, edges='<edge source="a" target="b" weight="0.4"/>'))
    options = {"actor_kind": "organisation", "tie_kind": "business", "namespace": "x", "on": "2024-05-31"}

    entries = read(path, **options, weight_is_strength=True)

    assert ["organisation", "organisation", "business"] == [
        entry.kind for entry in entries if not isinstance(entry, Evidence)
    ]
    assert ["x:a", "x:b"] == [entry.id for entry in entries if isinstance(entry, Actor)]
    assert [0.4] == [entry.strength for entry in entries if isinstance(entry, Tie)]
    assert ["2024-05-31"] == [entry.on.text for entry in entries if isinstance(entry, Evidence)]
    with pytest.raises(UnknownWordError, match="person, organisation, community"):
        read(path, actor_kind="robot")
    with pytest.raises(UnknownWordError, match="kind of tie"):
        read(path, tie_kind="robot")


def test_a_weight_is_no_strength_unless_said(tmp_path):
    """Files count in weights whatever they count; the finding says how to have them read."""
    path = write(tmp_path, "g.gexf", GEXF.format(nodes=PAIR, edges='<edge source="a" target="b" weight="0.4"/>'))

    assert [None] == [tie.strength for tie in read(path, Tie)]
    assert any("weight_is_strength" in finding.message for finding in find_findings(path))


def test_ids_of_two_nodes_never_meet(tmp_path):
    """Keys that read alike get ids that differ, and edges find the node they name."""
    body = '<node id="A b"/><node id="a-b"/><edge source="A b" target="a-b"/><edge source="A b" target="a-b"/>'
    path = write(tmp_path, "g.graphml", GRAPHML.format(body=body))

    assert ["g:a-b", "g:a-b-2"] == [actor.id for actor in read(path, Actor)]
    assert [("g:a-b", "g:a-b-2")] * 2 == [(tie.sender, tie.receiver) for tie in read(path, Tie)]
    assert 2 == len({tie.id for tie in read(path, Tie)})


def test_an_attribute_that_names_an_actor_finds_the_node(tmp_path):
    """introduced_by names a node as edges do."""
    body = (
        '<node id="n 1"/><node id="n2"/><node id="n3"/>'
        '<edge source="n2" target="n3"><data key="introduced_by">n 1</data></edge>'
    )
    path = write(tmp_path, "g.graphml", GRAPHML.format(body=body))

    assert ["g:n-1"] == [tie.introduced_by for tie in read(path, Tie)]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.net", "*Vertices 99999999\n", "declares 99,999,999 vertices"),
        ("a.net", "*Network x\n", "it holds no vertices"),
        ("a.dl", "dl n=2 format=lowerhalf\ndata:\n", "'lowerhalf', which is not read"),
        ("a.dl", "dl n=99999999999\n", "says n=99999999999"),
        ("a.dl", "dl n=two\n", "says n=two"),
        ("a.dl", "dl n=2\ndata:\n0 1 1", "row 2 of its matrix breaks off"),
        ("a.dl", "dl\ndata:\n0 1", "says no number of actors"),
        ("a.dl", "dl n=2 format=edgelist1\ndata:\n1 7", "names the actor '7', and there are 2"),
        ("a.dl", "dl n=2 format=edgelist1\ndata:\n1", "line 3 names one actor alone"),
        ("a.dl", "dl format=edgelist1\ndata:\n", "it holds no actor"),
        ("a.json", '{"elements": [], "connections": []}', "it holds no element"),
        ("a.json", '{"elements": 3, "connections": []}', "it is no Kumu blueprint"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(name, text, message, tmp_path):
    """The message names the line and what it says."""
    path = write(tmp_path, name, text)

    with pytest.raises(SourceFileError, match=message):
        read(path)


def test_other_files_are_left_to_other_sources(tmp_path):
    """A folder, a torn file and a plain text are no graph."""
    torn = tmp_path / "torn.gz"
    torn.write_bytes(b"\x1f\x8bxx")
    plain = write(tmp_path, "plain.txt", "Dear all\n")

    for name in ("gexf", "graphml", "pajek", "dl", "kumu"):
        assert [False] * 3 == [get_source(name)().recognises(path) for path in (tmp_path, torn, plain)]


def test_two_modes_of_one_number_stay_apart(tmp_path):
    """In a matrix of people by fairs the first person and the first fair are two actors."""
    path = write(tmp_path, "two.dl", "dl nr=2 nc=1\nrow labels:\nanna,bo\ncolumn labels:\nfair\ndata:\n1\n0\n")

    assert ["anna", "bo", "fair"] == [actor.name for actor in read(path, Actor)]
    assert 1 == len(read(path, Tie))


def test_several_matrices_follow_each_other(tmp_path):
    """Full matrices are read one after the other, each under its name."""
    text = "dl n=2 nm=2\nlabels: a,b\nmatrix labels: family, business\ndata:\n0 1\n0 0\n\n0 0\n1 0\n"

    assert ["family", "business"] == [tie.kind for tie in read(write(tmp_path, "m.dl", text), Tie)]


def test_kumu_is_bounded(tmp_path, monkeypatch):
    """A blueprint that would fill memory is refused."""
    monkeypatch.setattr("bridgehead.sources.kumu._LARGEST", 10)

    with pytest.raises(SourceFileError, match="more than 256 MB"):
        list(get_source("kumu")().read(write(tmp_path, "big.json", '{"elements": [], "connections": []}')))
