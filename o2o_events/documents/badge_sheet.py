"""Badges on paper: a PDF of one of the layouts, complete or not there at all."""

import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from o2o_events.badges.queries import Order, PrintableBadge, badges_to_print, record_prints
from o2o_events.db.database import Database
from o2o_events.documents.badge_face import (
    MM,
    Placed,
    PrintWarning,
    arrange_background,
    arrange_person,
    audit_badges,
    bar_box,
    bar_colour,
)
from o2o_events.documents.fitting import draw_fitted
from o2o_events.documents.layouts import DEFAULT, LAYOUTS, Box, Layout
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.qr import draw_qr
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.registers.categories import Category
from o2o_events.registers.events import Event

Progress = Callable[[int, int], None]
"""Told how many badges of how many are drawn."""
_CUT_GREY = "#A0A0A0"
_CUT_LENGTH = 5.0
_NO_PHOTO_RED = "#B3261E"


@dataclass(frozen=True)
class PrintedSheet:
    """What was written; nothing (and no file) where there was no badge to print."""

    file: Path
    badges: int
    pages: int
    warnings: tuple[PrintWarning, ...]


def find_layout(name: str) -> Layout:
    """The layout of this name. Raises ``UserError`` with the names there are."""
    layout = LAYOUTS.get(name.strip().lower())
    if layout is None:
        raise UserError(
            _("There is no layout “{name}”. Choose one of: {names}.").format(name=name, names=", ".join(LAYOUTS))
        )
    return layout


def print_sheet(
    database: Database,
    *,
    event: Event,
    file: Path,
    layout: str = DEFAULT,
    only_unprinted: bool = False,
    order: Order = "name",
    people: Collection[str] | None = None,
    progress: Progress | None = None,
) -> PrintedSheet:
    """Writes the badges of an event and notes each as printed, both or neither.

    No lock is held while the pages are drawn. An existing file is replaced in one step.
    """
    shape = find_layout(layout)
    with database.read() as tx:
        badges = badges_to_print(tx, event, only_unprinted, order=order, people=people)
    if not badges:
        return PrintedSheet(file, 0, 0, ())
    warnings = audit_badges(badges, event.label, shape)
    with appearing_whole(file) as part:
        pages = write_sheet(part, event=event, badges=badges, layout=shape, progress=progress)
        with database.write() as tx:
            record_prints(tx, event, badges, layout=shape.name)
            part.replace(file)
    return PrintedSheet(file, len(badges), pages, tuple(warnings))


def write_sheet(
    file: Path,
    *,
    event: Event,
    badges: Sequence[PrintableBadge],
    layout: Layout,
    progress: Progress | None = None,
) -> int:
    """Writes the PDF and nothing else (a preview); answers how many pages it has."""
    page_height = layout.page[1]
    canvas = Canvas(
        str(file),
        pagesize=(layout.page[0] * MM, page_height * MM),
        pageCompression=1,
        lang=language(),
        initialFontName="Helvetica",
    )
    canvas.setTitle(_("Badges: {event}").format(event=event.label))
    canvas.setCreator("O2O Events")
    backgrounds = _Backgrounds(canvas, event.label, layout)
    pages = 0
    for start in range(0, len(badges), layout.badges_a_page):
        if layout.has_cut_marks:
            _draw_cut_marks(canvas, layout)
        for place, badge in enumerate(badges[start : start + layout.badges_a_page]):
            row, column = divmod(place, layout.columns)
            left, top = column * layout.badge[0] * MM, (page_height - row * layout.badge[1]) * MM
            _draw_badge(canvas, badge, layout, left, top, backgrounds)
            if progress is not None:
                progress(start + place + 1, len(badges))
        canvas.showPage()
        pages += 1
    canvas.save()
    return pages


class _Backgrounds:
    """What badges of one category share, drawn once each and referred to from every badge."""

    def __init__(self, canvas: Any, event: str, layout: Layout) -> None:
        self._canvas = canvas
        self._event = event
        self._layout = layout
        self._names: dict[tuple[str, bool], str] = {}

    def name(self, category: Category, has_photo_consent: bool) -> str:
        """The form's name; it is made when it is first asked for."""
        key = category.code, has_photo_consent
        if key not in self._names:
            self._names[key] = f"background{len(self._names)}"
            self._make(self._names[key], category, has_photo_consent)
        return self._names[key]

    def _make(self, name: str, category: Category, has_photo_consent: bool) -> None:
        canvas, layout = self._canvas, self._layout
        width, height = layout.badge[0] * MM, layout.badge[1] * MM
        canvas.beginForm(name, 0, 0, width, height)
        canvas.setFillColor(HexColor(bar_colour(category.colour)))
        bar = bar_box(layout)
        radius = min(1.2, bar.height / 2) * MM
        canvas.roundRect(
            bar.left * MM,
            height - (bar.top + bar.height) * MM,
            bar.width * MM,
            bar.height * MM,
            radius,
            stroke=0,
            fill=1,
        )
        if not has_photo_consent:
            _draw_no_photo(canvas, layout.no_photo, height)
        for placed in arrange_background(category.label, category.colour, self._event, layout):
            _draw_placed(canvas, placed, 0, height)
        canvas.endForm()


def _draw_badge(
    canvas: Any, badge: PrintableBadge, layout: Layout, left: float, top: float, backgrounds: _Backgrounds
) -> None:
    background = backgrounds.name(badge.category, badge.has_photo_consent)
    canvas.saveState()
    canvas.translate(left, top - layout.badge[1] * MM)
    canvas.doForm(background)
    canvas.restoreState()
    for placed in arrange_person(badge, layout):
        _draw_placed(canvas, placed, left, top)
    qr = layout.qr
    draw_qr(canvas, badge.token, left=left + qr.left * MM, bottom=top - (qr.top + qr.height) * MM, size=qr.width * MM)


def _draw_placed(canvas: Any, placed: Placed, left: float, top: float) -> None:
    draw_fitted(
        canvas,
        placed.fitted,
        left=left + placed.left,
        top=top - placed.top,
        width=placed.width,
        align=placed.align,
        colour=placed.colour,
    )


def _draw_no_photo(canvas: Any, box: Box, height: float) -> None:
    """A camera crossed out."""
    canvas.saveState()
    canvas.translate(box.left * MM, height - (box.top + box.height) * MM)
    unit = box.width * MM / 24
    canvas.scale(unit, unit)
    canvas.setFillColor(HexColor("#303030"))
    canvas.roundRect(2.5, 5, 19, 12.5, 2, stroke=0, fill=1)
    canvas.rect(8.5, 16, 7, 3.5, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.circle(12, 11, 4.2, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#303030"))
    canvas.circle(12, 11, 2.4, stroke=0, fill=1)
    canvas.setLineCap(1)
    for colour, width in (("#FFFFFF", 4.6), (_NO_PHOTO_RED, 2.6)):
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(width)
        canvas.line(2.5, 21, 21.5, 2)
    canvas.restoreState()


def _draw_cut_marks(canvas: Any, layout: Layout) -> None:
    """Ticks at the sheet's edge and crosses between badges, where a ruler goes."""
    width, height = layout.page
    xs = [column * layout.badge[0] for column in range(1, layout.columns)]
    ys = [height - row * layout.badge[1] for row in range(1, layout.rows)]
    arm = _CUT_LENGTH / 2
    lines = [(x, end, x, end + way * 2 * _CUT_LENGTH) for x in xs for end, way in ((0.0, 1), (height, -1))]
    lines += [(end, y, end + way * 2 * _CUT_LENGTH, y) for y in ys for end, way in ((0.0, 1), (width, -1))]
    for x, y in itertools.product(xs, ys):
        lines += [(x - arm, y, x + arm, y), (x, y - arm, x, y + arm)]
    canvas.setStrokeColor(HexColor(_CUT_GREY))
    canvas.setLineWidth(0.35)
    canvas.lines([tuple(value * MM for value in line) for line in lines])
