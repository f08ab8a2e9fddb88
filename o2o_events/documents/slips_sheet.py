"""One-time slips on A4: a grid of codes with a word on each, and lines to cut along."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.qr_text import draw_text_qr
from o2o_events.i18n import LANGUAGES, _, speaking

MM: Final = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM
COLUMNS, ROWS = 3, 8
A_PAGE: Final = COLUMNS * ROWS
_MARGIN: Final = 6 * MM
_CELL_WIDTH: Final = (WIDTH - 2 * _MARGIN) / COLUMNS
_CELL_HEIGHT: Final = (HEIGHT - 2 * _MARGIN) / ROWS
_PAD: Final = 2 * MM
_QUIET_INK: Final = "#4E5D6B"
_CUT: Final = "#A0A0A0"


@dataclass(frozen=True)
class SlipSheet:
    """What is printed: the slips, the address that each opens (``url`` ends with /), and what they are for."""

    slips: Sequence[str]
    url: str
    event: str
    title: str
    languages: Sequence[str]


def write_slips(file: Path, sheet: SlipSheet) -> int:
    """Writes the slips; answers how many pages. Raises ``UserError`` where that cannot be written."""
    pages = 0
    words = _words(sheet.languages)
    with appearing_whole(file) as part:
        canvas = Canvas(
            str(part),
            pagesize=(WIDTH, HEIGHT),
            pageCompression=1,
            initialFontName=first_font(),
            lang=sheet.languages[0],
        )
        canvas.setTitle(sheet.title)
        canvas.setCreator("O2O Events")
        for start in range(0, len(sheet.slips), A_PAGE):
            _draw_cuts(canvas)
            for place, slip in enumerate(sheet.slips[start : start + A_PAGE]):
                row, column = divmod(place, COLUMNS)
                left, top = _MARGIN + column * _CELL_WIDTH, HEIGHT - _MARGIN - row * _CELL_HEIGHT
                _draw_slip(canvas, sheet, slip, words, left, top)
            canvas.showPage()
            pages += 1
        canvas.save()
    return pages


def _words(languages: Sequence[str]) -> list[str]:
    said = []
    for tag in languages:
        with speaking(tag if tag in LANGUAGES else "en"):
            said.append(_("Answers once. It does not say who you are."))
    return list(dict.fromkeys(said))


def spelled(slip: str) -> str:
    """A slip in groups of four, easier to read and to type."""
    return " ".join(slip[place : place + 4] for place in range(0, len(slip), 4))


def _draw_slip(canvas: Any, sheet: SlipSheet, slip: str, words: Sequence[str], left: float, top: float) -> None:
    code = min(_CELL_HEIGHT - 2 * _PAD, 30 * MM)
    draw_text_qr(canvas, f"{sheet.url}s/{slip}", left=left + _PAD, bottom=top - (_CELL_HEIGHT + code) / 2, size=code)
    column, width = left + _PAD + code + 1 * MM, _CELL_WIDTH - code - 3 * _PAD
    half = spelled(slip)
    rows = [
        (fit(sheet.title, Style(9, 8, 7, 5, 3, bold=True), width, 10.5 * MM), "#15212C"),
        (fit(" ".join(words[:1]), Style(7, 6.5, 6, 4.5, 3), width, 8 * MM), _QUIET_INK),
        *((fit(text, Style(6, 5.5, 5, 4.5, 2), width, 4.5 * MM), _QUIET_INK) for text in words[1:2]),
        (fit(sheet.url.removeprefix("http://").rstrip("/") + "/s", Style(7, 6.5, 6, 4, 1), width, 4 * MM), "#0B5F8F"),
        (fit(half[:14], Style(7.5, 7, 6, 5, 1), width, 4 * MM), "#15212C"),
        (fit(half[15:], Style(7.5, 7, 6, 5, 1), width, 4 * MM), "#15212C"),
    ]
    y = top - max(_PAD, (_CELL_HEIGHT - sum(row.height for row, _ink in rows)) / 2)
    for row, ink in rows:
        draw_fitted(canvas, row, left=column, top=y, width=width, colour=ink)
        y -= row.height


def _draw_cuts(canvas: Any) -> None:
    """Dashed lines between the slips, from edge to edge."""
    canvas.setStrokeColor(HexColor(_CUT))
    canvas.setLineWidth(0.4)
    canvas.setDash(2, 2)
    for column in range(COLUMNS + 1):
        x = _MARGIN + column * _CELL_WIDTH
        canvas.line(x, _MARGIN, x, HEIGHT - _MARGIN)
    for row in range(ROWS + 1):
        y = _MARGIN + row * _CELL_HEIGHT
        canvas.line(_MARGIN, y, WIDTH - _MARGIN, y)
    canvas.setDash()
