"""Controlled words, names and citations on a page."""

from bridgehead.answers import ActorRef, Chance, Column, EvidenceRef
from bridgehead.present.cells import write_cell
from bridgehead.present.citations import Citations, Place
from bridgehead.present.glossary import Glossary, describe, find_terms
from bridgehead.present.names import get_language, write_name
from bridgehead.present.sources import list_sources
from bridgehead.present.values import Writer


def test_a_word_explains_itself_and_is_listed():
    """The first use in a part is a link, so that the keyboard reaches it; the next has the meaning on hover alone."""
    glossary = Glossary()

    first, second = glossary.write("scientific", "kinds"), glossary.write("scientific", "kinds")

    assert first.startswith('<a class="term" href="#term-scientific"')
    assert second.startswith('<span class="term" title="A relationship through research')
    assert ["scientific"] == [word for word, _, _ in glossary]


def test_a_new_part_links_its_words_again():
    """Whoever jumps to a part finds its words explained there."""
    glossary = Glossary()
    glossary.write("scientific")
    glossary.start_part()

    assert glossary.write("scientific").startswith("<a ")


def test_a_word_of_several_lists_is_decided_by_its_column():
    """Otherwise every meaning is given, each with its list."""
    assert ["tie_kind"] == [vocabulary.name for vocabulary, _ in find_terms("business", "tie_kinds")]
    both = describe(find_terms("business"))
    assert "As a kind of tie: A relationship with a business partner" in both
    assert "As a coordination mechanism: Business connections" in both
    assert "As an entry mode: " in describe(find_terms("joint_venture"))


def test_a_word_of_no_list_stays_plain_and_safe():
    """It is text like any other."""
    assert "over &lt;due&gt; now" == Glossary().write("over_<due>_now")


def test_names_are_isolated_and_marked_with_their_language():
    """Han characters are Japanese in Japan, traditional in Hong Kong, else simplified Chinese."""
    assert '<bdi lang="ar">أميرة</bdi>' == write_name("أميرة")
    assert "<bdi>Ada &amp; Sons</bdi>" == write_name("Ada & Sons")
    assert ["ja", "zh-Hant", "zh-Hans", "ja", "ko"] == [
        get_language(*pair)
        for pair in (("東京", "JP"), ("香港", "HK"), ("北京", None), ("トヨタ", "US"), ("서울", "KR"))
    ]


def test_values_are_escaped_whatever_their_column():
    """A record may hold anything."""
    nasty = "<script>alert(1)</script>"
    for kind in ("text", "actor", "word", "market", "day"):
        for value in (nasty, ActorRef("x", nasty), (nasty, ActorRef("x", nasty + "é"))):
            html = write_cell(value, Writer(Column(name="x", label="X", kind=kind)), Glossary())

            assert "<script" not in html
            assert "&lt;script" in html


def test_text_in_another_script_is_isolated_too():
    """A remark may quote a name."""
    assert '<bdi lang="zh-Hans">见李明华</bdi>' == write_cell(
        "见李明华", Writer(Column(name="x", label="X")), Glossary()
    )


def test_a_chance_draws_its_range_unless_there_is_none():
    """Certain needs no drawing."""
    writer = Writer(Column(name="x", label="X", kind="chance"))
    wide = Chance(value=0.5, low=0.25, high=0.75, label="likely")
    certain = Chance(value=1, low=1, high=1, label="certain")

    assert '<rect x="15.5"' in write_cell(wide, writer, Glossary())
    assert "svg" not in write_cell(certain, writer, Glossary())


def test_many_sources_unfold(make_answer):
    """The first six stand in the row."""
    evidence = tuple(EvidenceRef(id=f"e{number}", type="tie", text="T") for number in range(12))
    citations = Citations(list_sources((make_answer(evidence=evidence),)))

    few = citations.cite([item.id for item in evidence[:7]], Place(anchor="row-1", part="P", number=1))
    many = citations.cite([item.id for item in evidence], Place(anchor="row-2", part="P", number=2))

    assert "details" not in few
    assert "<summary>6 more</summary>" in many
    assert 12 == many.count("href=")


def test_a_source_names_the_rows_that_cite_it_and_counts_the_rest(make_answer):
    """Back links are many in a long report."""
    citations = Citations(list_sources((make_answer(evidence=(EvidenceRef(id="e", type="tie", text="T"),)),)))
    for number in range(20):
        citations.cite(["e"], Place(anchor=f"row-{number}", part="Near" if number < 2 else "Far", number=number))

    (entry,) = citations.list_entries()

    near, far = entry.back
    assert ("Near", '<a href="#row-0">0</a>, <a href="#row-1">1</a>') == near
    assert ("Far", 14, 4) == (far[0], far[1].count("href"), entry.more)
