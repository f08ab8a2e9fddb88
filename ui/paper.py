"""What is done with a PDF besides writing it: a page drawn to be looked at, all pages sent to a printer.

Everything here runs in a job. Pages are drawn by QtPdf, which is PDFium (Apache 2.0 and BSD) under Qt's LGPL,
so it may be shipped with the program.
"""

import re
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QStandardPaths, Qt
from PySide6.QtGui import QImage, QPainter

from o2o_events.badges.queries import Order, PrintableBadge, badges_to_print
from o2o_events.documents.layouts import DEFAULT, LAYOUTS
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from o2o_events.db.database import Database
    from o2o_events.documents.badge_face import PrintWarning
    from o2o_events.documents.badge_sheet import PrintedSheet

Progress = Callable[[int, int], None]
_PREVIEW_SIDE = 1800
"""Pixels of the longer side of a page that is looked at: sharp on a large screen of high density."""
_MOST_DOTS = 300
"""Dots an inch of a page that is printed: ten for a module of the smallest code but one, and A4 stays at 35 MB."""
_POINTS = 72


@dataclass(frozen=True)
class Wanted:
    """Which badges are to be on paper, and how. ``people`` None means everybody, ``name`` is whose a single one is."""

    event: Event
    layout: str = DEFAULT
    order: Order = "name"
    only_unprinted: bool = False
    people: tuple[str, ...] | None = None
    name: str = ""


@dataclass(frozen=True, eq=False)
class SheetPage:
    """One page of a sheet, drawn from a real PDF. ``image`` is None where there is no badge at all."""

    wanted: Wanted
    badges: tuple[PrintableBadge, ...]
    number: int
    pages: int
    image: QImage | None


@dataclass(frozen=True)
class Outcome:
    """What was made: a file to keep, or pages that ``printer`` took. Without a badge neither."""

    wanted: Wanted
    badges: int
    pages: int
    file: Path | None = None
    printer: str = ""
    is_instead: bool = False
    """Whether the file was made because there was no printer."""


def read_badges(database: "Database", wanted: Wanted) -> tuple[PrintableBadge, ...]:
    with database.read() as tx:
        found = badges_to_print(
            tx, wanted.event, wanted.only_unprinted, order=wanted.order, people=_people(wanted.people)
        )
        return tuple(found)


def draw_page(wanted: Wanted, badges: tuple[PrintableBadge, ...], number: int) -> SheetPage:
    """Writes the PDF of one page and draws it; ``number`` counts from 0, past the end it is the last."""
    from o2o_events.documents.badge_sheet import write_sheet

    layout = LAYOUTS[wanted.layout]
    pages = -(-len(badges) // layout.badges_a_page)
    if not pages:
        return SheetPage(wanted, badges, 0, 0, None)
    number = max(0, min(number, pages - 1))
    start = number * layout.badges_a_page
    with TemporaryDirectory() as folder:
        file = Path(folder, "page.pdf")
        write_sheet(file, event=wanted.event, badges=badges[start : start + layout.badges_a_page], layout=layout)
        with _opened(file) as document:
            size = document.pagePointSize(0)
            scale = _PREVIEW_SIDE / max(size.width(), size.height())
            image = _draw(document, 0, scale)
    return SheetPage(wanted, badges, number, pages, image)


def draw_file_page(file: Path, number: int, side: int) -> QImage:
    """One page of a PDF, its longer side so many pixels."""
    with _opened(file) as document:
        size = document.pagePointSize(number)
        return _draw(document, number, side / max(size.width(), size.height()))


def audit(wanted: Wanted, badges: Sequence[PrintableBadge]) -> "list[PrintWarning]":
    """All that should be looked at before these badges are printed."""
    from o2o_events.documents.badge_face import audit_badges

    return audit_badges(badges, wanted.event.label, LAYOUTS[wanted.layout])


def save_sheet(
    database: "Database", wanted: Wanted, file: Path, progress: Progress | None = None, *, is_instead: bool = False
) -> Outcome:
    """Writes the PDF and notes its badges as printed."""
    printed = _print_sheet(database, wanted, file, progress)
    return Outcome(
        wanted, printed.badges, printed.pages, printed.file if printed.badges else None, is_instead=is_instead
    )


def print_sheet_on(
    database: "Database", wanted: Wanted, printer: "QPrinter", keep_in: Path, progress: Progress | None = None
) -> Outcome:
    """Writes the PDF, notes its badges as printed, and sends it to a printer.

    Raises ``UserError`` where the printer does not take it; the PDF is then kept in the folder ``keep_in``.
    """
    name = printer.printerName()
    with TemporaryDirectory() as folder:
        file = Path(folder, "badges.pdf")
        printed = _print_sheet(database, wanted, file, progress)
        if printed.badges and not send(file, printer, progress):
            kept = unused_file(keep_in, file_name(wanted))
            shutil.move(file, kept)
            raise UserError(
                _(
                    "The printer “{printer}” did not take the badges. They are saved in {file}: print them there."
                ).format(printer=name, file=kept)
            )
    return Outcome(wanted, printed.badges, printed.pages, printer=name)


def send(file: Path, printer: "QPrinter", progress: Progress | None = None) -> bool:
    """Draws every page of a PDF on a printer in its real size; answers whether the printer took them all."""
    painter = QPainter()
    with _opened(file) as document:
        if not painter.begin(printer):
            return False
        try:
            for number in range(document.pageCount()):
                if number and not printer.newPage():
                    return False
                _draw_on(painter, printer, document, number)
                if progress is not None:
                    progress(number + 1, document.pageCount())
        finally:
            is_taken = painter.end()
    return is_taken


def printer_for(name: str, layout: str) -> "QPrinter":
    """A printer set to the paper of a layout, without margins of its own."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    width, height = LAYOUTS[layout].page
    # Qt turns a size that is wider than high by itself only where the orientation says so.
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter)
    orientation = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    return printer


def documents_folder() -> Path:
    """The user's folder for documents; the home folder where there is none."""
    name = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(name) if name else Path.home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path.home()
    return folder


def file_name(wanted: Wanted) -> str:
    """The name that is proposed for the PDF; nothing that a file system refuses."""
    parts = ["badge" if wanted.people else "badges", wanted.event.code, wanted.name]
    name = "-".join(re.sub(r"[^\w-]+", "-", part).strip("-_") for part in parts if part)
    return f"{name[:80]}.pdf"


def unused_file(folder: Path, name: str) -> Path:
    """The file of this name, with a number where it exists already: no badge on paper is overwritten unasked."""
    file, number = folder / name, 2
    while file.exists():
        file, number = folder / f"{Path(name).stem}-{number}.pdf", number + 1
    return file


def _print_sheet(database: "Database", wanted: Wanted, file: Path, progress: Progress | None) -> "PrintedSheet":
    from o2o_events.documents.badge_sheet import print_sheet

    return print_sheet(
        database,
        event=wanted.event,
        file=file,
        layout=wanted.layout,
        only_unprinted=wanted.only_unprinted,
        order=wanted.order,
        people=_people(wanted.people),
        progress=progress,
    )


def _people(people: tuple[str, ...] | None) -> Collection[str] | None:
    return None if people is None else frozenset(people)


@contextmanager
def _opened(file: Path) -> "Iterator[QPdfDocument]":
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    error = document.load(str(file))
    if error != QPdfDocument.Error.None_:
        raise RuntimeError(f"a PDF that was just written cannot be read: {error.name}")
    try:
        yield document
    finally:
        document.close()


def _draw(document: "QPdfDocument", number: int, scale: float) -> QImage:
    """The page in pixels on white paper; ``scale`` is pixels a point."""
    points = document.pagePointSize(number)
    size = QSize(max(1, round(points.width() * scale)), max(1, round(points.height() * scale)))
    drawn = document.render(number, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def _draw_on(painter: QPainter, printer: "QPrinter", document: "QPdfDocument", number: int) -> None:
    points, dots = document.pagePointSize(number), printer.resolution()
    where = QRectF(0, 0, points.width() * dots / _POINTS, points.height() * dots / _POINTS)
    painter.drawImage(where, _draw(document, number, min(dots, _MOST_DOTS) / _POINTS))
