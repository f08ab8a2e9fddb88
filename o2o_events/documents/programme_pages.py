"""Drawing pages of rows: page heads and feet, grounds, rules, bookmarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.paper_flow import Page, SetRow
from o2o_events.documents.paragraphs import draw_lines
from o2o_events.errors import UserError
from o2o_events.i18n import _

MM = 72 / 25.4
PAPERS = {"A4": (210 * MM, 297 * MM), "Letter": (8.5 * 72, 11 * 72)}
_SIDE, _TOP, _BOTTOM = 15 * MM, 18 * MM, 16 * MM
_SMALL = Style(8, 7.5, 6, 5, 2)
_SMALL_BOLD = Style(8, 7.5, 6, 5, 2, bold=True)
_TWO_LINES = 20


@dataclass(frozen=True)
class Sheet:
    """The paper, and what stands on each page of it. ``draft`` is said at the head of every page where there is one."""

    size: tuple[float, float]
    title: str
    head: str
    foot: str
    draft: str = ""
    language: str = "en"

    @property
    def width(self) -> float:
        """Between the margins (points)."""
        return self.size[0] - 2 * _SIDE

    @property
    def room(self) -> float:
        """Between a page's head and its foot (points)."""
        return self.size[1] - _TOP - _BOTTOM


def paper_size(name: str) -> tuple[float, float]:
    """The size of a paper in points. Raises ``UserError`` with the papers there are."""
    found = next((size for paper, size in PAPERS.items() if paper.lower() == name.strip().lower()), None)
    if found is None:
        raise UserError(
            _("There is no paper “{name}”. Choose one of: {names}.").format(name=name, names=", ".join(PAPERS))
        )
    return found


def write_pages(file: Path, sheet: Sheet, pages: Sequence[Page]) -> None:
    """Writes the pages as a PDF."""
    canvas = Canvas(
        str(file), pagesize=sheet.size, pageCompression=1, initialFontName=first_font(), lang=sheet.language
    )
    canvas.setTitle(sheet.title)
    canvas.setCreator("O2O Events")
    marked = ""
    for number, page in enumerate(pages, 1):
        if page.title and page.title != marked:
            marked = page.title
            canvas.bookmarkPage(f"page-{number}")
            canvas.addOutlineEntry(page.title, f"page-{number}", 0)
        _draw_head(canvas, sheet, page if number > 1 else None)
        top = sheet.size[1] - _TOP
        for row in page.rows:
            top = _draw_row(canvas, row, _SIDE, top)
        _draw_foot(canvas, sheet, number, len(pages))
        canvas.showPage()
    canvas.save()


def _draw_head(canvas: Any, sheet: Sheet, page: Page | None) -> None:
    """The event and what the page is about; the first page has a head of its own and says only that it is a draft."""
    top = sheet.size[1] - 8 * MM
    half = sheet.width / 2 - 4 * MM
    is_draft = bool(sheet.draft)
    if page is not None:
        draw_fitted(
            canvas,
            fit(sheet.head, _SMALL_BOLD, half, _TWO_LINES),
            left=_SIDE,
            top=top,
            width=half,
            colour=colour("quiet"),
        )
        right = fit(page.title, _SMALL, half if not is_draft else half * 0.72, _TWO_LINES)
        end = sheet.size[0] - _SIDE - (0 if not is_draft else half * 0.28)
        draw_fitted(canvas, right, left=end - half, top=top, width=half, align="right", colour=colour("quiet"))
        canvas.setStrokeColor(HexColor(colour("line")))
        canvas.setLineWidth(0.5)
        canvas.line(_SIDE, top - 21, sheet.size[0] - _SIDE, top - 21)
    if sheet.draft:
        _draw_tag(canvas, sheet.draft, sheet.size[0] - _SIDE, top)


def _draw_tag(canvas: Any, text: str, right: float, top: float) -> None:
    """A word in a red frame that ends at the right margin."""
    word = fit(text, Style(8.5, 8.5, 7, 6, 1, bold=True), 40 * MM, 14)
    width = word.width + 10
    canvas.setStrokeColor(HexColor(colour("danger")))
    canvas.setFillColor(HexColor(colour("danger_soft")))
    canvas.setLineWidth(0.8)
    canvas.roundRect(right - width, top - 11, width, 13.5, 2.5, stroke=1, fill=1)
    draw_fitted(canvas, word, left=right - width, top=top, width=width, align="centre", colour=colour("danger"))


def _draw_row(canvas: Any, row: SetRow, left: float, top: float) -> float:
    """Draws a row downwards; answers where the next begins."""
    style = row.row
    height = row.height - style.after
    if style.fill is not None:
        canvas.setFillColor(HexColor(style.fill))
        canvas.rect(left, top - height, sum(style.widths), height, stroke=0, fill=1)
    x = left
    for place, (lines, width) in enumerate(zip(row.columns, style.widths, strict=True)):
        if style.dividers is not None and place:
            _rule(canvas, style.dividers, (x - 1, top, x - 1, top - height))
        draw_lines(canvas, lines, x + style.inset, top - style.pad)
        x += width
    if style.rule is not None:
        _rule(canvas, style.rule, (left, top - height, x, top - height))
    return top - row.height


def _rule(canvas: Any, ink: str, ends: tuple[float, float, float, float]) -> None:
    canvas.setStrokeColor(HexColor(ink))
    canvas.setLineWidth(0.5)
    canvas.line(*ends)


def _draw_foot(canvas: Any, sheet: Sheet, page: int, pages: int) -> None:
    top = 13.5 * MM
    wide, narrow = sheet.width * 0.78, sheet.width * 0.22
    draw_fitted(
        canvas, fit(sheet.foot, _SMALL, wide - 8, _TWO_LINES), left=_SIDE, top=top, width=wide, colour=colour("quiet")
    )
    number = fit(_("Page {page} of {pages}").format(page=page, pages=pages), _SMALL, narrow, 14)
    draw_fitted(canvas, number, left=_SIDE + wide, top=top, width=narrow, align="right", colour=colour("quiet"))
