"""Text that was damaged before it reached us: UTF-8 read as Windows-1252, lost letters (pure)."""

import re

_TAIL = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ" + "".join(map(chr, range(0x80, 0xC0))) + "\ufffd"
"""What Windows-1252 and Latin-1 show for bytes 80 to BF; five of them Windows does not have, and shows U+FFFD."""
_T = f"[{re.escape(_TAIL)}]"
_SEQUENCE = re.compile(f"[ÂÃÄÅÆÐÑ]{_T}|[áâãäåæçèéêëìíà]{_T}{{2}}|ð{_T}{{3}}")
_QUESTION = re.compile(r"[^\W\d_]\?[^\W\d_]")
_UNKNOWN_BYTES = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def is_damaged(text: str) -> bool:
    """Whether a text shows UTF-8 read as Windows-1252, or a letter that was lost."""
    return not text.isascii() and (_SEQUENCE.search(text) is not None or "\ufffd" in text)


def has_lost_letter(name: str) -> bool:
    """Whether a name has a question mark inside a word, as old programs write for letters they do not have."""
    return "?" in name and _QUESTION.search(name) is not None


def likely_reading(text: str) -> tuple[str, bool]:
    """What a damaged text most likely said, and whether that is certain."""
    fixed = _SEQUENCE.sub(_decode, text)
    return fixed, "\ufffd" not in text and fixed != text and not is_damaged(fixed)


def _decode(match: re.Match[str]) -> str:
    sequence = match[0]
    choices = [b""]
    for character in sequence:
        choices = [begun + code for begun in choices for code in _bytes_of(character)]
    readings = [reading for choice in choices if (reading := _as_utf8(choice))]
    if not readings:
        return sequence
    before = match.string[match.start() - 1 : match.start()]
    return min(readings, key=lambda reading: _oddness(before, reading))


def _bytes_of(character: str) -> list[bytes]:
    if character == "\ufffd":
        return [bytes([code]) for code in _UNKNOWN_BYTES]
    if ord(character) < 0x100:
        return [bytes([ord(character)])]
    return [character.encode("cp1252")]


def _as_utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


_USUAL = "ÁĐọờềỏÍỐÝāď"


def _oddness(before: str, reading: str) -> int:
    """Which of several readings is the likeliest: ơ comes after ư (in "ươ"), ề after i and y, ọ elsewhere."""
    if reading == "ờ" and before in ("ư", "°"):
        return -1
    if reading == "ề" and before in ("i", "y", "u"):
        return -1
    return _USUAL.index(reading) if reading in _USUAL else len(_USUAL)
