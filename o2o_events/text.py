"""Text as people write it: cleaned for keeping, folded for comparing (pure)."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
"""Not the private and unassigned ones: names use them (Big5 extensions, characters newer than this Python)."""
_JOINERS = "\u200c\u200d"
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SIGNS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0eff\u1000-\u109f\u1780-\u17ff\u3099-\u309a"
_BLANK_LINES = re.compile("\n{3,}")
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+")
_FOLDED = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)


def clean(text: str) -> str:
    """One line of text for keeping: NFC, no control, zero-width or direction marks, single spaces.

    What people see is unchanged. Joiners inside an emoji stay, because they are seen.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():  # nearly all text: nothing invisible, no space but the plain one
        return " ".join(text.split()) if "  " in text else text.strip()
    visible = "".join(_visible(text, i) for i in range(len(text)))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


def clean_lines(text: str) -> str:
    """Text of several lines for keeping: each line as ``clean`` leaves it, at most one empty line between two."""
    lines = map(clean, text.splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _visible(text: str, i: int) -> str:
    character = text[i]
    if character.isspace():
        return " "
    if unicodedata.category(character) not in _INVISIBLE:
        return character
    joins_emoji = character in _JOINERS and 0 < i < len(text) - 1 and ord(text[i + 1]) > 0x2000
    return character if joins_emoji and ord(text[i - 1]) > 0x2000 else ""


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Text for comparing: no case, no accents, no width; scripts other than Latin, Greek and Cyrillic whole."""
    if text.isascii():
        return text.lower()
    wide = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", wide)).translate(_FOLDED)


def words(text: str) -> list[str]:
    """The words of a folded text; vowel and tone signs written above or below (Thai, Khmer) stay with theirs."""
    return _WORD.findall(text)
