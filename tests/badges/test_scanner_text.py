"""Every way in which scanners send a badge is read as that badge."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.badges.scanner_text import badge_digits, strip_scanner_marks
from o2o_events.badges.token import Token, sign, verify

SECRET = bytes(range(32))
TOKEN = sign(Token(7, 1, 3, "0123456789abcdef0123"), SECRET)
WIDE = TOKEN.translate({ord("0") + i: 0xFF10 + i for i in range(10)})

SENT = {
    "bare": TOKEN,
    "Enter": TOKEN + "\r",
    "line feed": TOKEN + "\n",
    "CR LF": TOKEN + "\r\n",
    "Tab": TOKEN + "\t",
    "AIM ]Q1": "]Q1" + TOKEN,
    "AIM ]Q3": "]Q3" + TOKEN,
    "AIM ]Q0": "]Q0" + TOKEN,
    "ECI UTF-8": "\\000026" + TOKEN,
    "ECI Latin 1": "\\000003" + TOKEN,
    "AIM and ECI": "]Q2\\000026" + TOKEN + "\r\n",
    "STX ETX": "\x02" + TOKEN + "\x03",
    "GS at both ends": "\x1d" + TOKEN + "\x1d",
    "spaces": "  " + TOKEN + " ",
    "no-break space": "\u00a0" + TOKEN + "\u00a0",
    "ideographic space": "\u3000" + TOKEN,
    "zero-width space": "\u200b" + TOKEN + "\u200b",
    "byte-order mark": "\ufeff" + TOKEN,
    "marks inside marks": "\ufeff \x02]Q1" + TOKEN + "\x03\u200b\r\n",
    "full width": WIDE,
    "full width with prefix": "］Ｑ１" + WIDE,
    "double trigger": TOKEN + TOKEN,
    "double trigger, full width": WIDE + WIDE,
}

LAYOUTS = {
    # what the digit keys 1 2 3 ... 9 0 type with Caps Lock or the other shift state, read off the layouts
    "Spanish": '!"·$%&/()=',
    "Latin American": '!"#$%&/()=',
    "German": '!"§$%&/()=',
    "Italian": '!"£$%&/()=',
    "US": "!@#$%^&*()",
    "UK": '!"£$%^&*()',
    "Brazilian": "!@#$%¨&*()",
    "Canadian French": '!"/$%?&*()',
    "French": "&é\"'(-è_çà",
    "Belgian": "&é\"'(§è!çà",
    "Czech": "+ěščřžýáíé",
    "Vietnamese": "ăâêô\u0300\u0309\u0303\u0301đ₫",
    "Russian": '!"№;%:?*()',
}


def typed(digits: str, layout: str) -> str:
    return "".join(LAYOUTS[layout][(int(digit) - 1) % 10] for digit in digits)


def genuine_reading(text: str) -> str | None:
    """The reading of a text that the project's key signed, as a scan finds it."""
    readings = [r for r in badge_digits(text) if len(r) == len(TOKEN)]
    return next((r for r in readings if verify(r, {7: SECRET})), None)


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT.keys())
def test_what_scanners_send_reads_as_the_badge(sent: str) -> None:
    assert badge_digits(sent) == [TOKEN]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_shifted_keyboard_layout_reads_as_the_badge(layout: str, form: str) -> None:
    sent = unicodedata.normalize(form, typed(TOKEN, layout))

    assert genuine_reading(sent) == TOKEN
    assert genuine_reading(sent + "\r\n") == TOKEN


@given(st.sampled_from(sorted(LAYOUTS)), st.integers(0, 2**80 - 1), st.sampled_from(["NFC", "NFD"]))
def test_any_badge_survives_any_layout(layout: str, badge: int, form: str) -> None:
    token = sign(Token(7, 999, 99, f"{badge:020x}"), SECRET)

    assert genuine_reading(unicodedata.normalize(form, typed(token, layout))) == token


@pytest.mark.parametrize("lost", [1, 2, 20, 38])
def test_a_badge_with_its_first_digits_lost_is_a_damaged_badge(lost: int) -> None:
    assert badge_digits(TOKEN[lost:]) == [TOKEN[lost:]]
    assert genuine_reading(TOKEN[lost:]) is None


def test_a_badge_with_a_digit_too_many_is_a_damaged_badge() -> None:
    assert badge_digits(TOKEN + "7") == [TOKEN + "7"]


def test_two_different_badges_in_one_are_a_damaged_badge() -> None:
    other = sign(Token(7, 1, 3, "f" * 20), SECRET)

    assert badge_digits(TOKEN + other) == [TOKEN + other]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Nguyễn Thị Đức",
        "王",
        "ana@example.org",
        "+84 912 345 678",
        "0912345678",
        "4711",
        "https://example.org",
    ],
)
def test_what_people_type_is_no_badge(text: str) -> None:
    assert badge_digits(text) == []


def test_a_changed_digit_is_still_read_and_never_genuine() -> None:
    changed = TOKEN[:40] + str((int(TOKEN[40]) + 1) % 10) + TOKEN[41:]

    assert badge_digits(changed) == [changed]
    assert genuine_reading(changed) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(reading.isdecimal() for reading in badge_digits(text))


def test_marks_are_stripped_from_other_texts_too() -> None:
    assert strip_scanner_marks("]Q1\ufeff hello\r\n") == "hello"
