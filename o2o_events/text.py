"""Text as people write it: cleaned for keeping, folded for comparing (pure)."""

import unicodedata
from functools import lru_cache

_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
"""Not the private and unassigned ones: names use them (Big5 extensions, characters newer than this Python)."""
_JOINERS = "\u200c\u200d"
_FOLDED = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)


def clean(text: str) -> str:
    """One line of text for keeping: NFC, no control, zero-width or direction marks, single spaces.

    What people see is unchanged. Joiners inside an emoji stay, because they are seen.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    text = unicodedata.normalize("NFC", text)
    visible = "".join(_visible(text, i) for i in range(len(text)))
    return unicodedata.normalize("NFC", " ".join(visible.split()))


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
    bare = "".join(c for c in wide if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_FOLDED)
