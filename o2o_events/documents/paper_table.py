"""A table over many pages of paper: head and numbers on each, text of any script, cells that wrap."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.fitting import Fitted, draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.i18n import _, language

MM = 72 / 25.4
PAGE = (297 * MM, 210 * MM)
_MARGIN = 10 * MM
_PADDING = 1.2 * MM
_CELL = Style(7.5, 7.5, 6, 4.5, 3)
_CELL_HEIGHT = 3 * 7.5 * 1.2
_HEADING = Style(7.5, 7.5, 6, 4.5, 3, bold=True)
_TITLE = Style(16, 13, 10, 8, 2, bold=True)
_NOTE = Style(8.5, 8.5, 7, 6, 3)
_FOOTER = Style(7.5, 7.5, 6, 5, 1)
_GREY = "#505050"


@dataclass(frozen=True)
class PaperTable:
    """What is drawn. ``weights`` share the width among the columns; pale rows are drawn in grey."""

    title: str
    notes: Sequence[tuple[str, str]]
    headings: Sequence[str]
    weights: Sequence[float]
    rows: Sequence[Sequence[str]]
    pale: frozenset[int] = field(default_factory=frozenset)
    footer: str = ""


@dataclass(frozen=True, eq=False)
class _Row:
    cells: list[Fitted]
    height: float


def write_table(file: Path, table: PaperTable, progress: Callable[[int, int], None] | None = None) -> int:
    """Writes the table as a PDF in A4 landscape; answers how many pages it has."""
    widths = _column_widths(table.weights)
    heading = _fit_row(table.headings, widths, _HEADING)
    rows = [_fit_row(row, widths, _CELL) for row in table.rows]
    canvas = Canvas(str(file), pagesize=PAGE, pageCompression=1, initialFontName=first_font(), lang=language())
    canvas.setTitle(table.title)
    canvas.setCreator("O2O Events")
    pages = _paginate(rows, heading.height, _head_height(table))
    for number, (first, last) in enumerate(pages, 1):
        top = PAGE[1] - _MARGIN
        if number == 1:
            top = _draw_head(canvas, table, top)
        top = _draw_row(canvas, heading, widths, top, fill="#E8EDF3")
        for place in range(first, last):
            top = _draw_row(canvas, rows[place], widths, top, ink="#808080" if place in table.pale else "#000000")
        _draw_footer(canvas, table, number, len(pages))
        canvas.showPage()
        if progress is not None:
            progress(last, len(rows))
    canvas.save()
    return len(pages)


def _column_widths(weights: Sequence[float]) -> list[float]:
    unit = (PAGE[0] - 2 * _MARGIN) / sum(weights)
    return [weight * unit for weight in weights]


def _fit_row(cells: Sequence[str], widths: Sequence[float], style: Style) -> _Row:
    fitted = [fit(cell, style, width - 2 * _PADDING, _CELL_HEIGHT) for cell, width in zip(cells, widths, strict=True)]
    return _Row(fitted, max([cell.height for cell in fitted if cell.lines], default=style.largest * 1.2) + _PADDING)


def _fit_head(table: PaperTable) -> tuple[Fitted, list[tuple[Fitted, Fitted]]]:
    width = PAGE[0] - 2 * _MARGIN
    label = Style(_NOTE.largest, _NOTE.comfortable, _NOTE.readable, _NOTE.smallest, 1, bold=True)
    notes = [(fit(name, label, 48 * MM, 40), fit(text, _NOTE, width - 50 * MM, 40)) for name, text in table.notes]
    return fit(table.title, _TITLE, width, 50), notes


def _head_height(table: PaperTable) -> float:
    title, notes = _fit_head(table)
    return title.height + 2 * MM + sum(max(name.height, text.height) for name, text in notes) + 4 * MM


def _draw_head(canvas: Any, table: PaperTable, top: float) -> float:
    title, notes = _fit_head(table)
    draw_fitted(canvas, title, left=_MARGIN, top=top, width=PAGE[0] - 2 * _MARGIN)
    top -= title.height + 2 * MM
    for name, text in notes:
        draw_fitted(canvas, name, left=_MARGIN, top=top, width=48 * MM, colour=_GREY)
        draw_fitted(canvas, text, left=_MARGIN + 50 * MM, top=top, width=PAGE[0] - 2 * _MARGIN - 50 * MM)
        top -= max(name.height, text.height)
    return top - 4 * MM


def _paginate(rows: Sequence[_Row], heading: float, head: float) -> list[tuple[int, int]]:
    """First row and the row after the last, for each page."""
    room = PAGE[1] - 2 * _MARGIN - heading - 5 * MM
    pages: list[tuple[int, int]] = []
    first, free = 0, room - head
    for place, row in enumerate(rows):
        if row.height > free and place > first:
            pages.append((first, place))
            first, free = place, room
        free -= row.height
    return [*pages, (first, len(rows))]


def _draw_row(
    canvas: Any, row: _Row, widths: Sequence[float], top: float, *, ink: str = "#000000", fill: str | None = None
) -> float:
    left = _MARGIN
    if fill is not None:
        canvas.setFillColor(HexColor(fill))
        canvas.rect(left, top - row.height, sum(widths), row.height, stroke=0, fill=1)
    for cell, width in zip(row.cells, widths, strict=True):
        draw_fitted(canvas, cell, left=left + _PADDING, top=top - _PADDING / 2, width=width - 2 * _PADDING, colour=ink)
        left += width
    canvas.setStrokeColor(HexColor("#C8CDD3"))
    canvas.setLineWidth(0.3)
    canvas.line(_MARGIN, top - row.height, left, top - row.height)
    return top - row.height


def _draw_footer(canvas: Any, table: PaperTable, page: int, pages: int) -> None:
    width = PAGE[0] - 2 * _MARGIN
    foot = _MARGIN + 1 * MM
    draw_fitted(
        canvas, fit(table.footer, _FOOTER, width * 0.8, 20), left=_MARGIN, top=foot, width=width * 0.8, colour=_GREY
    )
    number = fit(_("Page {page} of {pages}").format(page=page, pages=pages), _FOOTER, width * 0.2, 20)
    draw_fitted(canvas, number, left=_MARGIN + width * 0.8, top=foot, width=width * 0.2, align="right", colour=_GREY)
