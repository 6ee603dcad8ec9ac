"""`bridgehead add`: in a line, from a pipe or a file, and one after the other at a prompt."""

import io
import json
import time

import pytest

from bridgehead.cli import adding, prompting


@pytest.fixture
def piped(monkeypatch):
    """Puts lines on standard input, as a pipe would."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


@pytest.fixture
def typed(monkeypatch):
    """Types lines at a terminal; each line that is put back to be mended is remembered."""
    put_back = []

    def type_lines(text):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        monkeypatch.setattr("sys.stdin", Terminal(text))
        monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

        def ask(question, line):
            put_back.append(line)
            return prompting._ask_plainly(question, line)

        monkeypatch.setattr(adding, "make_prompt", lambda *_: ask)
        return put_back

    return type_lines


def names_of(cli):
    """The names in the record."""
    return {row["name"] for row in json.loads(cli("show", "actors", "--json").out)["actors"]}


def evidence_of(cli, tie):
    """The fields of the evidence of a tie."""
    fields = {row["field"]: row["value"] for row in json.loads(cli("show", tie, "--json").out)["entry"]}
    (evidence,) = fields["evidence"]
    return {row["field"]: row["value"] for row in json.loads(cli("show", evidence, "--json").out)["entry"]}


def test_lines_are_typed_one_after_the_other(sample, typed):
    """Each is said back in one line, an empty line ends, and the next command is named."""
    typed("Wu Li, friend, CN\nJan Novak, CZ, supplier, strong, since 2021\n\nNobody, friend\n")

    ran = sample("add")

    assert 0 == ran.code
    assert "Wu Li, friend in China -> added" in ran.err
    assert "Jan Novak, supplier in Czechia, strong, since 2021 -> added" in ran.err
    assert "2 relationships added. Next: bridgehead ask reach" in ran.err
    assert "" == ran.out
    assert "Nobody" not in names_of(sample)


def test_each_line_is_a_transaction(sample, typed):
    """What was typed is in the record before the next line is."""
    typed("Wu Li, friend, CN\nJan Novak, CZ, supplier\n")

    sample("add")

    log = json.loads(sample("show", "log", "--json").out)
    assert ["Jan Novak, CZ, supplier", "Wu Li, friend, CN"] == [row["summary"] for row in next(iter(log.values()))][:2]


def test_a_wrong_word_is_explained_and_the_line_put_back(sample, typed):
    """The line is mended, not typed again; an empty line gives it up and the prompt stays."""
    put_back = typed("Wu Li, frend, CN\nWu Li, friend, CN\nJan, bla\n\nEva Holm, DK\n")

    ran = sample("add")

    assert ["", "Wu Li, frend, CN", "", "Jan, bla", "", ""] == put_back
    assert "Did you mean 'friend'" in ran.err
    assert "2 relationships added" in ran.err
    assert {"Wu Li", "Eva Holm"} < names_of(sample)


def test_undo_takes_the_last_line_back(sample, typed):
    """As often as there are lines; then there is nothing left."""
    typed("Wu Li, friend, CN\nundo\nundo\n")

    ran = sample("add")

    assert "Wu Li, friend in China -> taken back" in ran.err
    assert "Nothing typed here is left" in ran.err
    assert "0 relationships added" in ran.err
    assert "Wu Li" not in names_of(sample)


def test_an_undo_that_would_lose_a_later_line_is_refused(sample, typed, monkeypatch):
    """The reason is said and the prompt stays."""
    typed("Wu Li, friend, CN\nundo\n")
    monkeypatch.setattr(adding.Telling, "undo", _refuse)

    assert "changed since" in sample("add").err


def _refuse(telling):
    raise adding.UndoRefusedError(3, "entries were changed since", ())


def test_a_line_known_already_is_said_to_be(sample, typed):
    """It is not counted."""
    typed("Anna Berg, distributor, DE, strong, since 2021\n")

    ran = sample("add", "--on", "2024-05-01")

    assert "-> known already" in ran.err
    assert "0 relationships added" in ran.err


def test_interrupting_the_prompt_ends_it(sample, typed, monkeypatch):
    """What was typed before stands."""
    typed("")
    lines = iter(["Wu Li, friend, CN"])

    def ask(question, line):
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(adding, "make_prompt", lambda *_: ask)

    ran = sample("add", "--json")

    assert 0 == ran.code
    assert "1 relationship added" in ran.err
    assert "typed:wu-li" in {row["id"] for row in json.loads(ran.out)["changes"]}


def test_ten_contacts_are_asked_whom_they_know(sample, typed):
    """After the lines; the answers stand between the contact and whom they know, at second hand."""
    people = "".join(f"Person {number}, friend, weak\n" for number in range(9))
    typed(f"{people}\nKenji Tanaka JP; Mitsui JP\n\nq\n")

    ran = sample("add")

    assert "Anna Berg knows: " in ran.err
    assert "2 added, at second hand." in ran.err
    told = evidence_of(sample, "typed:anna-berg--kenji-tanaka--business")
    assert ("stated", 0.5) == (told.get("basis", "stated"), told["confidence"])
    assert "Kenji Tanaka" in sample("ask", "introductions", "--to", "JP", "--json").out


def test_few_contacts_are_asked_only_on_request(sample, typed):
    """Fewer than ten are left in peace."""
    typed("Wu Li, friend, CN\n\n")
    few = sample("add")
    typed("\nKenji Tanaka JP\n")

    asked = sample("add", "--second-hand")

    assert "knows:" not in few.err
    assert "1 added, at second hand." in asked.err


def test_a_pipe_keeps_the_good_lines(sample, piped):
    """The bad ones are named with their number, and the exit code says so."""
    piped("# my contacts\n\nWu Li, friend, CN\nJan Novak, frend\nEva Holm, DK, through Nobody At All\nBo Ek, NO\n")

    ran = sample("add", "-", "--json")

    assert 1 == ran.code
    assert "Line 4: Cannot understand 'Jan Novak, frend'" in ran.err
    assert "Line 5: Nobody in the record is called 'Nobody At All'" in ran.err
    assert "2 relationships added, 2 could not be understood." in ran.err
    assert {"Wu Li", "Bo Ek"} <= names_of(sample)
    assert {"typed:wu-li", "typed:bo-ek"} <= {row["id"] for row in json.loads(ran.out)["changes"]}


def test_a_pipe_needs_no_dash(sample, piped):
    """Standard input that is no terminal is read."""
    piped("Wu Li, friend, CN\n")

    assert 0 == sample("add").code
    assert "Wu Li" in names_of(sample)


def test_a_file_keeps_the_good_lines(sample, tmp_path):
    """As a pipe does."""
    (tmp_path / "lines.txt").write_text("\ufeffWu Li, friend, CN\nJan Novak, frend\n", encoding="utf-8")

    ran = sample("add", "--file", "lines.txt")

    assert 1 == ran.code
    assert "Line 2: " in ran.err
    assert "Wu Li" in names_of(sample)


def test_a_contact_of_a_contact_is_not_our_own(sample):
    """The tie stands between the two, and the route to Japan leads through the contact."""
    ran = sample("add", "Kenji Tanaka, JP", "--contact-of", "Anna Berg")

    (route,) = json.loads(sample("ask", "introductions", "--to", "Kenji Tanaka", "--json").out)["parts"][:1]
    assert 0 == ran.code
    assert "Anna Berg" in json.dumps(route, ensure_ascii=False)
    assert 0.5 == evidence_of(sample, "typed:anna-berg--kenji-tanaka--business")["confidence"]
    assert 1 == sample("add", "Kenji Tanaka, JP", "--contact-of", "Zog").code


def test_through_says_who_introduced_and_makes_no_other_tie(sample):
    """The tie is our own."""
    sample("add", "Kenji Tanaka, JP, through Anna Berg")

    ties = json.loads(sample("show", "ties", "--json").out)["ties"]

    assert 2 == len(ties)
    assert {"Acme Polymers"} == {tie["sender"] for tie in ties}


def test_a_record_of_nobody_takes_no_lines(cli, piped):
    """Whose contacts they are must be said first, once and not for every line."""
    cli("init", "firm.bridgehead")
    piped("Wu Li, friend, CN\nBo Ek, NO\n")

    ran = cli("add")

    assert 1 == ran.code
    assert 1 == ran.err.count("does not say which firm")


def test_fifteen_lines_take_no_noticeable_time(sample, piped):
    """A tenth of a second for each would be felt; they take far less."""
    piped("".join(f"Person {number}, friend, CN\n" for number in range(15)))
    begun = time.process_time()

    sample("add")

    assert time.process_time() - begun < 1.5


def test_assessments_presences_and_asks_are_told_in_lines_of_their_own(sample):
    """All of them are one change, undone whole, and nobody is asked for relationships."""
    told = ("--assessment", "Anna Berg, trust, yes, 2024-03", "--presence", "DE, direct export, since 2022")

    ran = sample("add", *told, "--ask", "Anna Berg, AT", "--ask", "Anna Berg, AT, yes", "--on", "2024-05-02")

    assert 0 == ran.code
    (ask,) = json.loads(sample("show", "interactions", "--json").out)["interactions"]
    assert ("yes", "2024-05-02") == (ask["outcome"], ask["begin"])
    assert 1 == len(json.loads(sample("show", "presences", "--json").out)["presences"])
    assert 0 == sample("undo").code
    assert [] == json.loads(sample("show", "presences", "--json").out)["presences"]


def test_a_line_that_states_nonsense_adds_nothing(sample):
    """The others of the same command are not added either."""
    ran = sample("add", "--presence", "DE", "--assessment", "Anna Berg, trst, yes")

    assert 2 == ran.code
    assert "Did you mean 'trust'" in ran.err
    assert [] == json.loads(sample("show", "presences", "--json").out)["presences"]


def test_what_can_be_assessed_is_listed(sample):
    """Item and what it takes."""
    rows = json.loads(sample("show", "instruments", "readiness.trust", "--json").out)["instruments"]

    assert [("readiness.trust", "yes or no")] == [(row["item"], row["value"]) for row in rows]
