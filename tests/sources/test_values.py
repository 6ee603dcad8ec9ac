"""Single values as people write them: numbers, yes and no, strengths and days; and lists of them."""

import pytest

from bridgehead.record.dates import DateError
from bridgehead.sources._fields import FieldReader
from bridgehead.sources._values import ValueTextError, read_day, read_number, read_strength, read_yes_no


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [
        ("12", "", 12.0),
        ("393465.63", "", 393465.63),
        ("211562,5", "", 211562.5),
        ("1,234,567.8", "", 1234567.8),
        ("1.234.567,8", "", 1234567.8),
        ("1.234.567", "", 1234567.0),
        ("1,234,567", "", 1234567.0),
        ("0,125", "", 0.125),
        ("1.234", "", 1.234),
        ("1.234", ",", 1234.0),
        ("1,234", ".", 1234.0),
        ("1,234", ",", 1.234),
        ("1 234,5", "", 1234.5),
        ("1\N{NO-BREAK SPACE}234", "", 1234.0),
        ("25 %", "", 0.25),
        ("-3e2", "", -300.0),
        (".5", "", 0.5),
    ],
)
def test_numbers_with_either_decimal_sign_are_read(text, decimal, expected):
    """Each value is read by itself, so that one file may mix decimal point and comma."""
    assert expected == pytest.approx(read_number(text, decimal))


def test_a_comma_before_three_digits_is_reported_and_not_guessed():
    """'1,234' may be a thousand or one and a bit; the message gives both."""
    with pytest.raises(ValueTextError, match=r"1234 or 1\.234") as caught:
        read_number("1,234")

    assert caught.value.code == "ambiguous-number"


@pytest.mark.parametrize("text", ["", "many", "1e999", "nan", "1.2,3.4,5", "--1", "12 EUR"])
def test_what_is_no_number_is_refused(text):
    """Words, infinities and broken numbers are no numbers."""
    with pytest.raises(ValueTextError) as caught:
        read_number(text)

    assert caught.value.code == "bad-number"


def test_yes_and_no_are_read_in_words_and_crosses():
    """Known words are read; others are refused."""
    assert [True, True, False] == [read_yes_no("Yes"), read_yes_no("x"), read_yes_no("FALSE")]
    with pytest.raises(ValueTextError, match="neither yes nor no"):
        read_yes_no("perhaps")


def test_strengths_are_words_or_numbers():
    """Weak, strong or a number; other words are refused."""
    assert ["weak", "strong", 0.4] == [read_strength("Weak"), read_strength(" strong"), read_strength("0,4")]
    with pytest.raises(ValueTextError, match="weak, strong or a number"):
        read_strength("so-so")


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2001", "", "2001"),
        ("2001-5", "", "2001-05"),
        ("2021/03/12", "", "2021-03-12"),
        ("2021/03", "", "2021-03"),
        ("31.12.2020", "", "2020-12-31"),
        ("03.04.2021", "", "2021-04-03"),
        ("25/03/2021", "", "2021-03-25"),
        ("03/25/2021", "", "2021-03-25"),
        ("05/05/2021", "", "2021-05-05"),
        ("12/03/2021", "day-month", "2021-03-12"),
        ("12/03/2021", "month-day", "2021-12-03"),
        ("12 Mar 2024", "", "2024-03-12"),
        ("7-Feb-2022", "", "2022-02-07"),
        ("March 2024", "", "2024-03"),
        ("Sept 3, 2024", "", "2024-09-03"),
        ("2021-03-04T12:00:00Z", "", "2021-03-04"),
        ("2021-03-04 23:59", "", "2021-03-04"),
        ("before 1999", "", "before 1999"),
        ("2001..2003", "", "2001..2003"),
        ("Unknown", "", "unknown"),
    ],
)
def test_days_keep_the_precision_they_were_given_in(text, order, expected):
    """Many ways to write a day, a month or a year give the same date."""
    assert expected == read_day(text, order)


def test_day_and_month_that_cannot_be_told_apart_are_reported():
    """12/03/2021 is refused unless the order is known."""
    with pytest.raises(ValueTextError) as caught:
        read_day("12/03/2021")

    assert caught.value.code == "ambiguous-date"


@pytest.mark.parametrize(
    "text", ["31.02.2021", "2021-02-31", "2021/13/01", "30/30/2021", "Foo 2021", "31 Feb 2021", "x"]
)
def test_days_that_do_not_exist_are_refused(text):
    """A day outside the calendar is no date, and the message repeats it."""
    with pytest.raises(DateError) as caught:
        read_day(text)

    assert text in str(caught.value)


def test_what_is_unknown_in_a_list_is_left_out_and_told():
    """A list holds what is known; "unknown" names no evidence, no market and no word."""
    reader = FieldReader(localise=lambda text: f"x:{text}")

    readings = [
        reader.read("tie", "evidence", ["unknown", "a"]),
        reader.read("actor", "active_markets", ["unknown"]),
        reader.read("tie", "provides", "unknown"),
        reader.read("agreement", "parties", [["unknown", "0.5"], ["b"]]),
    ]

    assert [("x:a",), (), (), (("x:b", None),)] == [reading.value for reading in readings]
    assert all("unknown" in reading.note for reading in readings)
