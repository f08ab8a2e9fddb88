"""Pages of a report on paper, written one after the other, so that memory stays flat however long a table is.

What is known only at the end, how many pages there are and where each section begins, is drawn as forms that the
pages refer to before they exist.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zlib import compress

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from o2o_events.documents.chart_arranging import natural_height
from o2o_events.documents.chart_pdf import draw_chart
from o2o_events.documents.charts import ChartSpec
from o2o_events.documents.colours import colour
from o2o_events.documents.fitting import draw_fitted, fit
from o2o_events.documents.fonts import first_font
from o2o_events.documents.layouts import Style
from o2o_events.documents.paragraphs import Paragraph, TextLine, draw_lines, set_paragraphs
from o2o_events.i18n import _

MM: Final = 72 / 25.4
UPRIGHT: Final = (210 * MM, 297 * MM)
ACROSS: Final = (297 * MM, 210 * MM)
SIDE: Final = 15 * MM
_TOP, _BOTTOM, _FOOT = 18 * MM, 17 * MM, 13.5 * MM
_SMALL: Final = Style(8, 7.5, 6, 5, 2)
_SMALL_BOLD: Final = Style(8, 7.5, 6, 5, 2, bold=True)
_LONGEST_TITLE: Final = 300
_ABOVE_TITLE: Final = 6.0
BELOW_CHART: Final = 12.0
LOWEST_CHART: Final = 0.8
"""How much lower than it likes a chart may be and still be read."""


def chart_width(size: tuple[float, float]) -> float:
    """How wide charts are on a paper of this size (points)."""
    return min(size[0] - 2 * SIDE, 500.0)


def room_of(size: tuple[float, float]) -> float:
    """Between the head and the foot of a page of this size (points)."""
    return size[1] - _TOP - _BOTTOM


class Pages:
    """A PDF being written: the page that is open, and how far down it is filled."""

    def __init__(self, file: Path, *, title: str, head: str, foot: str, language: str, made_at: datetime) -> None:
        self.canvas: Any = Canvas(
            str(file), pagesize=UPRIGHT, pageCompression=1, initialFontName=first_font(), lang=language, invariant=1
        )
        self.canvas.setTitle(title[:_LONGEST_TITLE])
        self.canvas.setCreator("O2O Events")
        _set_moment(self.canvas, made_at)
        self._head, self._foot = head, foot
        self.size, self.number, self.top = UPRIGHT, 0, 0.0
        self._sizes: list[tuple[float, float]] = []
        self.section = ""
        self.missing: dict[str, None] = {}

    @property
    def width(self) -> float:
        """Between the margins (points)."""
        return self.size[0] - 2 * SIDE

    @property
    def free(self) -> float:
        """Between what is filled and the page's foot (points)."""
        return self.top - _BOTTOM

    @property
    def full(self) -> float:
        """What a whole page has room for (points)."""
        return room_of(self.size)

    def turn(self, size: tuple[float, float] | None = None) -> None:
        """Ends the open page and opens another."""
        self._end_page()
        self.size = size or self.size
        self.canvas.setPageSize(self.size)
        self.number += 1
        self.top = self.size[1] - _TOP
        self._draw_head()

    def begin_section(self, title: str, link: str, size: tuple[float, float] | None) -> None:
        """Begins a section, which the outline names, on a page of its own, or on the open one where no ``size`` is
        given; ``link`` is the name by which it is linked."""
        self.section = title
        if size is not None:
            self.turn(size)
        self.canvas.bookmarkPage(link, fit="XYZ", left=0, top=self.top + _ABOVE_TITLE, zoom=0)
        self.canvas.addOutlineEntry(title, link, 0)

    def write(self, *paragraphs: Paragraph, after: float = 0) -> None:
        """Running text, over as many pages as it takes."""
        for line in set_paragraphs(paragraphs, self.width):
            if line.height > self.free:
                self.turn()
            self.draw_lines([line], SIDE, self.top)
            self.top -= line.height
        self.top -= after

    def draw_lines(self, lines: list[TextLine], left: float, top: float) -> None:
        for line in lines:
            self.missing.update(dict.fromkeys(line.missing))
        draw_lines(self.canvas, lines, left, top)

    def draw_chart(self, chart: ChartSpec, below: float = 0) -> None:
        """A chart, whole; a little lower where that makes it fit, above what is to stand ``below``, else on the next
        page."""
        width = chart_width(self.size)
        height = min(natural_height(chart, width), self.full)
        if height * LOWEST_CHART > self.free:
            self.turn()
        height = min(height, max(self.free - BELOW_CHART - below, height * LOWEST_CHART), self.free)
        left = SIDE + (self.width - width) / 2
        draw_chart(self.canvas, chart, left=left, top=self.top, width=width, height=height)
        self.top -= height + BELOW_CHART

    def rule(self, y: float, ink: str = "line", width: float = 0.5) -> None:
        """A line from margin to margin."""
        self.canvas.setStrokeColor(HexColor(colour(ink)))
        self.canvas.setLineWidth(width)
        self.canvas.line(SIDE, y, SIDE + self.width, y)

    def fill(self, top: float, height: float, ink: str) -> None:
        """A ground from margin to margin."""
        self.canvas.setFillColor(HexColor(ink))
        self.canvas.rect(SIDE, top - height, self.width, height, stroke=0, fill=1)

    def link(self, name: str, height: float) -> None:
        """Makes the line that begins here lead to a section, which may come later."""
        self.canvas.linkRect("", name, (SIDE, self.top - height, SIDE + self.width, self.top), thickness=0)

    def refer(self, form: str) -> None:
        """Draws what will be known at the end; ``save`` defines it."""
        self.canvas.doForm(form)

    def save(self, forms: Sequence[tuple[str, Any]] = ()) -> None:
        """Ends the file. ``forms`` are names with what draws each, in the coordinates of the page that refers to it."""
        self._end_page()
        for number, size in enumerate(self._sizes, 1):
            self.canvas.beginForm(_numbering(number), 0, 0, *size)
            self._draw_number(number, size)
            self.canvas.endForm()
        for name, draw in forms:
            self.canvas.beginForm(name, 0, 0, *UPRIGHT)
            draw(self.canvas)
            self.canvas.endForm()
        self.canvas.save()

    def _end_page(self) -> None:
        if self.number:
            self._sizes.append(self.size)
            self._draw_foot()
            _end_page(self.canvas)

    def _draw_head(self) -> None:
        if self.number == 1:
            return
        half, top, quiet = self.width / 2 - 4 * MM, self.size[1] - 8 * MM, colour("quiet")
        left = fit(self._head, _SMALL_BOLD, half, 20)
        draw_fitted(self.canvas, left, left=SIDE, top=top, width=half, colour=quiet)
        right = fit(self.section, _SMALL, half, 20)
        edge = self.size[0] - SIDE - half
        draw_fitted(self.canvas, right, left=edge, top=top, width=half, align="right", colour=quiet)
        self.rule(top - 21)

    def _draw_foot(self) -> None:
        """The foot, and room for the page's number out of all, which are known at the end."""
        wide = self.width * 0.74
        words = fit(self._foot, _SMALL, wide, 20)
        draw_fitted(self.canvas, words, left=SIDE, top=_FOOT, width=wide, colour=colour("quiet"))
        self.refer(_numbering(self.number))

    def _draw_number(self, number: int, size: tuple[float, float]) -> None:
        """Ends where tables end."""
        width, edge = 0.24 * (size[0] - 2 * SIDE), size[0] - SIDE
        words = fit(_("Page {page} of {pages}").format(page=f"{number:,}", pages=f"{self.number:,}"), _SMALL, width, 14)
        left = edge - width
        draw_fitted(self.canvas, words, left=left, top=_FOOT, width=width, align="right", colour=colour("quiet"))


def _numbering(page: int) -> str:
    """The form that says which page of how many it is."""
    return f"number-{page}"


def _end_page(canvas: Any) -> None:
    """Ends the page and compresses it at once: ReportLab keeps every page as it was drawn until the file is saved,
    ten times the memory."""
    document = canvas._doc
    name = document.thisPageName()
    canvas.showPage()
    page = document.idToObject[name]
    packed = PDFStream(content=compress(page.stream.encode("latin-1")))
    packed.dictionary["Filter"] = PDFName("FlateDecode")
    page.stream, page.Contents = "", packed


def _set_moment(canvas: Any, moment: datetime) -> None:
    """The moment in the file's properties; ReportLab's own is the year 2000 where bytes are to be the same."""
    stamp = canvas._doc._timeStamp
    utc = moment.astimezone(UTC)
    stamp.t, stamp.lt, stamp.YMDhms, stamp.dhh, stamp.dmm = utc.timestamp(), utc.timetuple(), utc.timetuple()[:6], 0, 0
