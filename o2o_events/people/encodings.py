"""Which encoding a text file is in: by its marks, by being right, else by what reads most like a language (pure)."""

import codecs
import contextlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_SAMPLE = 60_000
"""Bytes of lines with more than ASCII that are looked at."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES = re.compile(rb"[\r\n]+")
HABITS = {
    "VN": ("cp1258",),
    "TW": ("cp950",),
    "HK": ("cp950", "big5hkscs"),
    "CN": ("gb18030",),
    "JP": ("cp932",),
    "KR": ("cp949",),
    "TH": ("cp874",),
    "RU": ("cp1251",),
}
"""Old encodings usual in an economy; everywhere else cp1252 is."""


@dataclass(frozen=True)
class Guess:
    """An encoding, how well it fits (0 to 1), and whether parts of the file are in another."""

    encoding: str
    fit: float
    is_mixed: bool = False
    others: tuple[str, ...] = ()


def guess_encoding(data: bytes, economy: str | None = None) -> Guess:
    """The encoding of a file that came from somebody in an economy, or of an event there."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Guess(name, 1.0, is_mixed=not _is_readable(data, name))
    if wide := _unmarked_utf16(data):
        return Guess(wide, 0.95)
    if _is_readable(data, "utf-8"):
        return Guess("utf-8", 1.0)
    lines = [line for line in _LINES.split(data) if not line.isascii()]
    as_utf8 = sum(_is_readable(line, "utf-8") for line in lines)
    if as_utf8 >= max(1, len(lines) // 5):
        return Guess("utf-8", as_utf8 / len(lines), is_mixed=True)
    return _guess_old(lines, economy)


def _is_readable(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 shows by its zero bytes: commas, digits and line ends have one each, always on the same side."""
    head = data[:4_000]
    pairs = max(len(head) // 2, 1)
    low, high = head[1::2].count(0) / pairs, head[0::2].count(0) / pairs
    if low > 0.15 and high < 0.02:
        return "utf-16-le"
    if high > 0.15 and low < 0.02:
        return "utf-16-be"
    return None


def _guess_old(lines: list[bytes], economy: str | None) -> Guess:
    sample = _sample(lines)
    usual = HABITS.get(economy or "", ("cp1252",))
    fits = {}
    for encoding, rate in _RATERS.items():
        fit = _fit(sample, encoding, rate)
        if fit > 0:
            fits[encoding] = fit + (0.02 if encoding in usual else 0)
    if not fits:
        return Guess("cp1252", 0.0, is_mixed=True)
    ranked = sorted(fits, key=lambda encoding: fits[encoding], reverse=True)
    best = ranked[0]
    if fits[best] < 0.7 and (proposal := _second_opinion(sample)) in fits and fits[best] - fits[proposal] < 0.15:
        best = proposal
    is_mixed = not _is_readable(b"\n".join(lines), best)
    return Guess(best, min(fits[best], 1.0), is_mixed, tuple(e for e in ranked if e != best)[:3])


def _sample(lines: list[bytes]) -> list[bytes]:
    taken: list[bytes] = []
    size = 0
    for line in lines[:: max(1, len(lines) // 400)]:
        taken.append(line)
        size += len(line)
        if size > _SAMPLE:
            break
    return taken


def _second_opinion(sample: list[bytes]) -> str:
    from charset_normalizer import from_bytes  # imported when it is needed: most files are UTF-8

    best = from_bytes(b"\n".join(sample)).best()
    return best.encoding if best else ""


def _fit(sample: list[bytes], encoding: str, rate: Callable[[str], list[float]]) -> float:
    rates: list[float] = []
    wrong = 0
    for line in sample:
        try:
            rates += rate(line.decode(encoding))
        except UnicodeDecodeError:
            wrong += 1
    if not rates or wrong > len(sample) / 10:
        return 0.0
    return sum(rates) / len(rates) * (1 - 2 * wrong / len(sample))


def _by_lead_byte(encoding: str, levels: Callable[[bytes], float]) -> Callable[[str], list[float]]:
    """Rates text of a two-byte encoding: its standards put the commonest characters under certain first bytes."""

    def rate(text: str) -> list[float]:
        return [levels(c.encode(encoding)) for c in text if not c.isascii()]

    return rate


def _big5(code: bytes) -> float:
    if 0xA4 <= code[0] <= 0xC6:
        return 1.0
    return 0.6 if 0xA1 <= code[0] <= 0xA3 else 0.35


def _gb(code: bytes) -> float:
    if len(code) != 2 or code[1] < 0xA1 or code[0] > 0xF7:
        return 0.1
    if 0xB0 <= code[0] <= 0xD7:
        return 0.97  # Korean text looks just as good here, and is not Chinese
    return 0.6 if code[0] in (0xA1, 0xA3) else 0.35 if code[0] >= 0xD8 else 0.1


def _korean(code: bytes) -> float:
    if len(code) != 2 or code[1] < 0xA1:
        return 0.1
    if 0xB0 <= code[0] <= 0xC8:
        return 1.0
    return 0.6 if code[0] in (0xA1, 0xA3) else 0.3 if code[0] >= 0xCA else 0.1


def _japanese(code: bytes) -> float:
    if len(code) != 2:
        return 0.1  # half-width katakana
    if code[0] in (0x82, 0x83) or 0x88 <= code[0] <= 0x97:
        return 1.0
    return 0.6 if code[0] == 0x81 else 0.4 if 0x98 <= code[0] <= 0x9F or 0xE0 <= code[0] <= 0xEA else 0.2


_TYPOGRAPHY = frozenset("–—‘’“”…·•ºª°¿¡€«»\u00a0´")
_VOWELS = frozenset("aeiouyâêôăơưAEIOUYÂÊÔĂƠƯ")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _latin(text: str) -> list[float]:
    """Western letters stand alone among plain ones, capitals at the beginning or among capitals."""
    return [_rate_latin(text, i) for i, c in enumerate(text) if not c.isascii()]


def _rate_latin(text: str, i: int) -> float:
    c, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if c in _TYPOGRAPHY:
        return 0.8
    if not c.isalpha() or c in "ªºµƒ":
        return 0.1
    if (before and not before.isascii() and before.isalpha()) or (after and not after.isascii() and after.isalpha()):
        return 0.2
    if c.isupper() and before.islower():
        return 0.1
    return 1.0 if c in "áéíóúñüÁÉÍÓÚÑÜ" else 0.6 if c in "ðÐþÞýÝ×÷" else 0.9


def _vietnamese(text: str) -> list[float]:
    """Tone marks stand on vowels; the letters of other languages do not come up."""
    return [_rate_vietnamese(text, i) for i, c in enumerate(text) if not c.isascii()]


def _rate_vietnamese(text: str, i: int) -> float:
    c, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if c in _TONES:
        return 1.0 if before in _VOWELS else 0.0
    if c in "đĐ":
        return 1.0 if after in _VOWELS else 0.3
    if c in "ăĂ":
        return 1.0 if (after and after.lower() in "cmnpt") or after in _TONES else 0.2
    if c in "âêôơưÂÊÔƠƯ":
        return 1.0 if not c.isupper() or not before.islower() else 0.2
    if c in "áàéèíóúùÁÀÉÈÍÓÚÙ":
        return 0.9 if not c.isupper() or not before.islower() else 0.2
    return 0.7 if c in _TYPOGRAPHY else 0.4 if c in "ñÑüÜçÇ" else 0.1


def _cyrillic(text: str) -> list[float]:
    return [_rate_cyrillic(text, i) for i, c in enumerate(text) if not c.isascii()]


def _rate_cyrillic(text: str, i: int) -> float:
    c, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if c in _TYPOGRAPHY or c == "№":
        return 0.7
    if not ("А" <= c <= "я" or c in "Ёё"):
        return 0.1
    beside_latin = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    if beside_latin or (c.isupper() and before.islower()):
        return 0.0
    return 1.0


def _thai(text: str) -> list[float]:
    return [_rate_thai(text, i) for i, c in enumerate(text) if not c.isascii()]


def _rate_thai(text: str, i: int) -> float:
    c, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if not "\u0e01" <= c <= "\u0e5b":
        return 0.4 if c in _TYPOGRAPHY else 0.0
    if "\u0e01" <= c <= "\u0e2e":
        return 0.0 if before.isascii() and before.isalpha() else 1.0
    if "\u0e40" <= c <= "\u0e44":
        return 1.0 if "\u0e01" <= after <= "\u0e2e" else 0.0
    follows_letter = "\u0e01" <= before <= "\u0e2e" or unicodedata.category(before or " ") == "Mn"
    return 1.0 if follows_letter else 0.0


_RATERS: dict[str, Callable[[str], list[float]]] = {
    "cp1252": _latin,
    "cp1258": _vietnamese,
    "cp1251": _cyrillic,
    "cp874": _thai,
    "cp949": _by_lead_byte("cp949", _korean),
    "cp950": _by_lead_byte("cp950", _big5),
    "gb18030": _by_lead_byte("gb18030", _gb),
    "cp932": _by_lead_byte("cp932", _japanese),
    "big5hkscs": _by_lead_byte("big5hkscs", lambda code: _big5(code) - 0.03),
}


def decode(data: bytes, encoding: str) -> str:
    """The text; bytes that the encoding does not have stay in it as lone surrogates, to be found later.

    Raises ``LookupError`` for an encoding that there is not.
    """
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(encoding).removeprefix("\ufeff")
    try:
        return data.decode(encoding, "surrogateescape").removeprefix("\ufeff")
    except UnicodeDecodeError:  # a character of several bytes cut off, or the wrong encoding altogether
        return data.decode(encoding, "replace").removeprefix("\ufeff")


ESCAPED = re.compile("[\udc80-\udcff]")
"""A byte that did not fit the encoding."""


def reread(text: str, encoding: str, economy: str | None) -> str:
    """What a text with bytes of another encoding most likely says."""
    data = text.encode(encoding.removesuffix("-sig"), "surrogateescape")
    return data.decode(_guess_old([data], economy).encoding, "replace")
