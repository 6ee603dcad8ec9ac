"""The interface in other languages: every word stands in each catalogue, and pages show it."""

from dataclasses import fields

import pytest

from bridgehead.network.lens import Lens
from bridgehead.web.lens_bar import CHIPS
from bridgehead.web.words import LANGUAGES, get_translations
from tools.catalogue import bring_up_to_date, collect, find_catalogues, find_faults, main

HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


@pytest.fixture(scope="module")
def template():
    """Every word that templates and code of the web app say."""
    return collect()


@pytest.fixture
def write(tmp_path):
    """A catalogue of these lines beside the real ones."""

    def build(*lines):
        path = tmp_path / "bridgehead.po"
        path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return build


def speak(browser, language):
    browser.client.cookies.set("language", language)
    return browser


@pytest.fixture
def german(serve):
    """A browser that chose German, on a record of one contact."""
    return speak(serve("Maria Rossi, friend, IT, strong, since 2019"), "de")


def test_every_language_but_the_first_has_a_catalogue():
    """What the settings offer can be read, and no catalogue lies unused."""
    assert set(LANGUAGES) - {"en"} == set(find_catalogues())


def test_every_word_stands_in_every_catalogue(template):
    """Nothing is untranslated, said no more, or naming something the words do not."""
    faults = [fault for name, path in find_catalogues().items() for fault in find_faults(name, path, template)]
    assert [] == faults


def test_bringing_up_to_date_twice_changes_nothing_more(template, tmp_path):
    """So that the differences of a catalogue show what was translated and nothing else."""
    for name, path in find_catalogues().items():
        once = tmp_path / f"{name}.po"
        once.write_bytes(bring_up_to_date(name, path, template))
        assert once.read_bytes() == bring_up_to_date(name, once, template)


def test_a_missing_translation_is_a_fault(template, write):
    """A catalogue that holds one word lacks all others, those with a plural or a meaning as well."""
    faults = list(find_faults("de", write('msgid "Today"', 'msgstr "Heute"'), template))
    assert "de: 'Today' has no translation" not in faults
    assert "de: '%(num)s tie' has no translation" in faults
    assert "de: 'Open (button)' has no translation" in faults


def test_half_a_plural_is_a_fault(template, write):
    """Both forms are needed."""
    path = write('msgid "%(num)s tie"', 'msgid_plural "%(num)s ties"', 'msgstr[0] "%(num)s Beziehung"', 'msgstr[1] ""')
    assert "de: '%(num)s tie' has no translation" in list(find_faults("de", path, template))


def test_words_nobody_says_any_more_are_a_fault(template, write):
    """What templates and code dropped is to go from catalogues."""
    path = write('msgid "Telegraph office"', 'msgstr "Telegrafenamt"')
    assert "de: nobody says 'Telegraph office' any more" in list(find_faults("de", path, template))


def test_a_placeholder_the_words_do_not_have_is_a_fault(template, write):
    """A translation that names what is not there would break its page."""
    path = write('msgid "Change %(number)s"', 'msgstr "Änderung %(nummer)s"')
    told = "de: the translation of 'Change %(number)s' names something the words do not"
    assert told in list(find_faults("de", path, template))


def test_bringing_up_to_date_keeps_what_is_translated(template, write):
    """New words come in empty, dropped ones go, translated ones stay."""
    path = write('msgid "Today"', 'msgstr "Heutzutage"', "", 'msgid "Telegraph office"', 'msgstr "Telegrafenamt"')
    text = bring_up_to_date("de", path, template).decode()
    assert 'msgid "Today"\nmsgstr "Heutzutage"' in text
    assert 'msgid "Ledger"\nmsgstr ""' in text
    assert "Telegraph" not in text


def test_the_check_says_how_many_words_stand(capsys):
    """The step of the checks ends well and says what it saw."""
    assert main(["--check"]) == 0
    assert capsys.readouterr().out.endswith("words stand in every catalogue.\n")


def test_a_page_in_german_has_german_headings(german):
    """Title, headings, navigation and the language of the page are German."""
    shown = german.get("/today")
    assert ["Heute"] == shown.words("h1")
    assert {"Überfällig", "Demnächst"} <= {word for heading in shown.words("h2") for word in heading.split()}
    assert "Pflichtenbuch" in shown.text
    assert "de" == shown.find("html")[0]["lang"]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/reach", "Reichweite"),
        ("/actors", "Akteure"),
        ("/ledger", "Pflichtenbuch"),
        ("/programme", "Programm"),
        ("/review", "Durchsicht"),
        ("/settings", "Einstellungen"),
    ],
)
def test_pages_are_headed_in_german(german, address, heading):
    """Pages of every group are in German."""
    assert [heading] == german.get(address).words("h1")


def test_plurals_follow_the_number(german):
    """One is told in the singular; none and several in the plural."""
    words = get_translations("de")
    told = [words.ngettext("%(num)s tie", "%(num)s ties", number) % {"num": number} for number in (0, 1, 2)]
    assert ["0 Beziehungen", "1 Beziehung", "2 Beziehungen"] == told
    assert "2 Akteure." in german.get("/actors").text


def test_a_word_of_two_meanings_is_translated_in_each():
    """What is still open is "Offen"; the button that opens is "Öffnen"."""
    words = get_translations("de")
    assert ("Offen", "Öffnen") == (words.gettext("Open"), words.pgettext("button", "Open"))


def test_days_stay_as_the_record_writes_them(german):
    """A day is written year-month-day in German as well."""
    assert "Stand 2020-01-31" in german.get("/today?as_of=2020-01-31").text


def test_what_the_lens_leaves_out_is_told_in_german(german):
    """Chips of the lens speak the language of the page; names and terms stay as the record has them."""
    lens = "as_of=2020-01-31&kinds=business&strength=stated&level=people&without=Maria+Rossi&certain_only=true"
    told = [
        "Stand 2020-01-31",
        "nur Beziehungen der Art geschäftlich",
        "Stärke: angegeben",
        "nur Personen",
        "gedacht ohne Maria Rossi",
        "nur, was an dem Tag sicher besteht",
    ]
    assert set(told) <= set(german.get(f"/words?{lens}").words(".chip"))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/ask/reach", "In welche Märkte kann uns unser Netzwerk bringen, und durch wen?"),
        ("/ask/reach", "Wohin unsere Beziehungen führen"),
        ("/reach", "Italien"),
        ("/reach/IT", "Unsere Beziehungen nach Art"),
        ("/ask/stage", "Keine Präsenz im Ausland ist für diesen Tag im Bestand."),
        ("/ask", "Wo kommen wir hinein, und durch wen?"),
        ("/words", "Verkauft im Namen der Firma gegen Provision."),
        ("/actors", "Italien"),
        ("/search?q=italien", "Italien"),
    ],
)
def test_answers_speak_german(german, address, told):
    """Questions, parts, reasons, controlled words with their meanings, and names of markets."""
    assert told in german.get(address).tree.get_text(" ")


def test_no_word_of_an_answer_is_left_out(template):
    """What questions, drawings, vocabularies and parameters say is collected with the words of the interface."""
    said = {"Where our ties lead", "Ranked by {column}.", "joint venture partner", "We produce there.", "insider"}
    assert said <= {message.id for message in template}


def test_the_answer_as_data_stays_english(german):
    """What programs read is the same in every language."""
    assert "Where our ties lead" in german.get("/ask/reach/answer.json").text


def test_every_option_of_the_lens_has_words():
    """A new option of the lens is told on its chip, in words that are translated."""
    assert {field.name for field in fields(Lens)} == set(CHIPS)


def test_an_unknown_language_falls_back_to_english(serve):
    """A language nobody translated into, chosen or asked for, gives the words as written."""
    browser = speak(serve("Maria Rossi, friend, IT"), "xx")
    assert ["Today"] == browser.get("/today", **{"accept-language": "xx"}).words("h1")
    assert "Today" == get_translations("xx").gettext("Today")


def test_the_language_of_the_browser_counts_until_one_is_chosen(serve):
    """A browser that asks for German first gets it, and English once that is chosen."""
    browser, asks = serve("Maria Rossi, friend, IT"), {"accept-language": "de-CH,de;q=0.9,en;q=0.5"}
    assert ["Heute"] == browser.get("/today", **asks).words("h1")
    assert ["Today"] == speak(browser, "en").get("/today", **asks).words("h1")
