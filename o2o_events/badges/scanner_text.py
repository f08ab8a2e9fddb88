"""What scanners really send for a badge, brought back to its digits (pure).

Scanners type keys, not characters: the host's keyboard layout, Caps Lock, an input method and the
scanner's own settings all leave their marks. A badge's digits survive all of them.
"""

import re
import unicodedata

from o2o_events.badges.token import LENGTH

_PREFIX = re.compile(r"^(?:\\[0-9]{6}|\][A-Za-z][0-9])+")
"""AIM symbology identifiers (]Q1) and ECI markers (\\000026) that a scanner passes on as text."""
SHORTEST_DAMAGED = 20
"""Digits from which a run can only be a damaged badge: telephone numbers have at most 15."""

_DIGIT_ROWS = {
    # what the keys 0 1 2 ... 9 type on each layout with the other shift state
    "Spanish": '=!"·$%&/()',
    "Latin American": '=!"#$%&/()',
    "German": '=!"§$%&/()',
    "Italian": '=!"£$%&/()',
    "US": ")!@#$%^&*(",
    "UK": ')!"£$%^&*(',
    "Brazilian": ")!@#$%¨&*(",
    "Canadian French": ')!"/$%?&*(',
    "French": "à&é\"'(-è_ç",
    "Belgian": "à&é\"'(§è!ç",
    "Czech": "é+ěščřžýáí",
    "Vietnamese": "\u20abăâêô\u0300\u0309\u0303\u0301đ",
    "Russian": ')!"№;%:?*(',
}
TYPED_DIGITS = "".join(sorted(set("0123456789０１２３４５６７８９".join(_DIGIT_ROWS.values()))))
"""Every character that a digit of a badge may arrive as."""
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20}


def _layout(row: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a layout's keys in decomposed text (an input stream may have composed them), and their digits."""
    digits = {unicodedata.normalize("NFD", key): str(digit) for digit, key in enumerate(row)}
    keys = sorted(digits, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, keys))})"), digits


_LAYOUTS = [_layout(row) for row in _DIGIT_ROWS.values()]


def strip_scanner_marks(text: str) -> str:
    """The text without white space, control and format characters around, prefixes, and full width."""
    text = _trim(text.translate(_WIDE))
    return _trim(_PREFIX.sub("", text))


def _trim(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_around(text[start]):
        start += 1
    while end > start and _is_around(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_around(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def badge_digits(text: str) -> list[str]:
    """The readings of a text as a badge's digits, likeliest first; empty when it is nothing like one.

    A reading of another length than ``LENGTH`` is a damaged badge. Several readings of the right
    length are layouts that differ; the signature tells which is meant.
    """
    text = strip_scanner_marks(text)
    if _is_number(text):
        half = len(text) // 2
        is_double_trigger = len(text) == 2 * LENGTH and text[:half] == text[half:]
        digits = text[:half] if is_double_trigger else text
        return [digits] if len(digits) >= SHORTEST_DAMAGED else []
    return [reading for reading in _translations(text) if len(reading) >= SHORTEST_DAMAGED]


def _translations(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFD", text)
    found: dict[str, None] = {}
    for keys, digits in _LAYOUTS:
        reading = "".join(digits.get(part, part) for part in keys.split(decomposed))
        if _is_number(reading):
            found[reading] = None
    return list(found)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
