"""The fonts of every paper: text of any script of the 21 economies, set in runs of one font each.

ReportLab embeds TrueType outlines, a subset a document. Text is brought to NFC, stripped of what has
no picture (control and format characters, variation selectors) and split into runs of one font; only
runs with combining marks or Thai's sara am are shaped, because after NFC nothing else needs it. There
is no bold Han, kana or Hangul: such runs are drawn with a stroke around the outline instead.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeStr

from o2o_events import paths

FAMILY = (
    # name, regular file, bold file (none: stroked)
    ("Latin", "NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"),
    ("Thai", "NotoSansThai_400Regular.ttf", "NotoSansThai_700Bold.ttf"),
    ("Chinese", "NotoSansTC-all.ttf", None),
    ("Hangul", "NotoSansKR-hangul.ttf", None),
    ("MoreHan", "NotoSansSC-extra.ttf", None),
)
"""In the order in which a character is looked for."""
ASCENT, DESCENT, CAP_HEIGHT = 0.88, 0.24, 0.714
"""Shares of the size that any line of these fonts stays within: Han, Thai marks and Vietnamese capitals aside."""
_STROKE = 0.03
"""Width of the stroke that stands for bold, as a share of the size."""
_SARA_AM = "\u0e33"
_TOFU = "\u25a1"


@dataclass(frozen=True, eq=False)
class Face:
    """One font file: its name for ReportLab, the characters it has, and their widths in 1/1000 of the size."""

    name: str
    covers: frozenset[str]
    widths: dict[int, float]
    is_stroked: bool


@dataclass(frozen=True, eq=False)
class Run:
    """Text of one font; ``text`` is ReportLab's shaped string where ``source`` had to be shaped."""

    face: Face
    text: str
    width: float
    source: str


@dataclass(frozen=True, eq=False)
class Line:
    """Text ready to be drawn on one line at any size; ``width`` is for size 1.

    ``missing`` holds the characters that no font has. Symbols among them (emoji) are left out, letters
    are drawn as an empty box.
    """

    text: str
    runs: tuple[Run, ...]
    width: float
    missing: str = ""
    is_shaped: bool = False


@cache
def _faces(bold: bool) -> tuple[Face, ...]:
    return tuple(
        _load(f"O2O-{name}{'-Bold' if bold and bold_file else ''}", bold_file if bold and bold_file else file, bold)
        for name, file, bold_file in FAMILY
    )


def _load(name: str, file: str, bold: bool) -> Face:
    try:
        font = pdfmetrics.getFont(name)
    except KeyError:
        font = TTFont(name, str(paths.resource("fonts", file)))
        pdfmetrics.registerFont(font)
    covers = frozenset(chr(code) for code, glyph in font.face.charToGlyph.items() if glyph)
    return Face(name, covers, font.face.charWidths, is_stroked=bold and not name.endswith("-Bold"))


def first_font() -> str:
    """The font with which a page begins, so that none that is not embedded is named in the file."""
    return _faces(False)[0].name


@lru_cache(maxsize=100_000)
def _face_of(character: str, bold: bool) -> Face | None:
    return next((face for face in _faces(bold) if character in face.covers), None)


@lru_cache(maxsize=50_000)
def set_line(text: str, bold: bool = False) -> Line:
    """The text in runs of one font, shaped where it has to be."""
    runs: list[Run] = []
    missing: list[str] = []
    for face, part in _split(visible(text), bold, missing):
        runs.append(_run(face, part))
    is_shaped = any(hasattr(run.text, "__shapeData__") for run in runs)
    return Line(text, tuple(runs), sum(run.width for run in runs) / 1000, "".join(dict.fromkeys(missing)), is_shaped)


def visible(text: str) -> str:
    """The text in NFC without anything that has no picture of its own."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c.isspace() else c for c in unicodedata.normalize("NFC", text) if c.isspace() or not _is_invisible(c)
    )


@lru_cache(maxsize=100_000)
def _is_invisible(character: str) -> bool:
    is_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return is_selector or unicodedata.category(character) in ("Cc", "Cf", "Cs")


def missing_characters(text: str) -> str:
    """The characters of a text that no font has, each once."""
    return set_line(text).missing


def _split(text: str, bold: bool, missing: list[str]) -> Iterator[tuple[Face, str]]:
    current: Face | None = None
    part: list[str] = []
    printable = "".join(_printable(text, bold, missing))
    if missing:  # nothing but spaces may be left around what is left out; one at the end is the text's own
        printable = " ".join(printable.split()) + (" " if text.endswith(" ") else "")
    for character in printable:
        stays = current is not None and (character == " " or is_mark(character)) and character in current.covers
        face = current if stays else _face_of(character, bold)
        assert face is not None
        if face is not current and part:
            assert current is not None
            yield current, "".join(part)
            part = []
        current = face
        part.append(character)
    if current is not None and part:
        yield current, "".join(part)


def _printable(text: str, bold: bool, missing: list[str]) -> Iterator[str]:
    """Characters that some font has; plain ones stand for compatibility forms, a box for letters without a font."""
    for character in text:
        if _face_of(character, bold) is not None:
            yield character
            continue
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and all(_face_of(c, bold) for c in plain):
            yield from plain
            continue
        missing.append(character)
        if unicodedata.category(character)[0] in "LN":
            yield _TOFU


@lru_cache(maxsize=10_000)
def is_mark(character: str) -> bool:
    """Whether it combines with the character before it, so that no line may begin with it."""
    return unicodedata.category(character)[0] == "M" or character == _SARA_AM


def _run(face: Face, text: str) -> Run:
    if not text.isascii() and any(map(is_mark, text)):
        shaped = shapeStr(text, face.name, 10)
        if hasattr(shaped, "__shapeData__"):
            return Run(face, shaped, sum(glyph.x_advance for glyph in shaped.__shapeData__), text)
    widths = face.widths
    return Run(face, text, sum(widths[ord(c)] for c in text), text)


def draw_line(canvas: Any, line: Line, x: float, y: float, size: float, colour: str = "#000000") -> None:
    """Draws on a ReportLab canvas, from ``x`` along the baseline ``y`` (points)."""
    canvas.setFillColor(HexColor(colour))
    if line.is_shaped:  # glyphs of shaped text have no characters of their own: say what is to be read and copied
        canvas.addLiteral(f"/Span <</ActualText <FEFF{visible(line.text).encode('utf-16-be').hex()}>>> BDC")
    text = canvas.beginText(x, y)
    is_stroking = False
    for run in line.runs:
        if run.face.is_stroked != is_stroking:
            is_stroking = run.face.is_stroked
            if is_stroking:
                canvas.setStrokeColor(HexColor(colour))
                canvas.setLineWidth(_STROKE * size)
            text.setTextRenderMode(2 if is_stroking else 0)
        text.setFont(run.face.name, size)
        text.textOut(run.text)
    if is_stroking:
        text.setTextRenderMode(0)
    canvas.drawText(text)
    if line.is_shaped:
        canvas.addLiteral("EMC")
