"""A report as a document of Word, to be edited on: real styles, headings, tables with repeated heads, native charts."""

from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Emu, Mm

from o2o_events.documents.chart_docx import add_chart_to
from o2o_events.documents.docx_fields import add_blank, add_contents, add_head_and_foot, bookmark
from o2o_events.documents.docx_styles import (
    BLANK,
    HEADING,
    TEXT,
    set_styles,
)
from o2o_events.documents.docx_table import add_table, is_short, legible, lies_across, row_of, write_table
from o2o_events.documents.report import Report, Section, signing_heads
from o2o_events.errors import UserError
from o2o_events.i18n import _

MOST_ROWS: Final = 5_000
"""Rows that Word can still be worked with in."""
_SHORT, _LONG = Mm(210), Mm(297)
_SIDE: Final = Mm(20)
_LABELS: Final = Mm(40)
_ABOVE, _BELOW, _ABOVE_CHART = Mm(20), Mm(18), Mm(20)


def write(file: Path, report: Report) -> None:
    """Writes the document, the same bytes for the same report.

    A list too long for Word is named and left out; raises ``UserError`` where there is nothing but one.
    """
    if all(len(table.rows) > MOST_ROWS for table in report.tables):
        raise UserError(_too_long(report.rows) + " " + _("Write it as .xlsx, .csv or .pdf."))
    document = docx.Document()
    set_styles(document)
    _set_properties(document, report)
    _set_page(document, is_wide=False)
    _write_front(document, report)
    charts = 0
    for number, section in enumerate(report.sections):
        is_wide = lies_across(section.table, _SHORT - 2 * _SIDE)
        is_first, was_wide = number == 0, document.sections[-1].orientation is WD_ORIENT.LANDSCAPE
        goes_on = not is_first and all(map(_is_small, report.sections[number - 1 : number + 1])) and was_wide >= is_wide
        if not goes_on:
            _begin_section(document, is_wide=is_wide, begins_page=not is_first or len(report.sections) > 1)
        charts = _write_section(document, report, section, number, charts)
    _save(document, file, report)


def _set_properties(document: Document, report: Report) -> None:
    properties = document.core_properties
    made = report.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.subject = legible(report.title)[:250], legible(report.scope)[:250]
    properties.author = properties.last_modified_by = legible(report.head.submitted_by)[:250] or "O2O Events"
    properties.comments, properties.created, properties.modified = "", made, made
    properties.language, properties.revision = "en-GB", 1


def _set_page(document: Document, *, is_wide: bool) -> None:
    page = document.sections[-1]
    page.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (_LONG, _SHORT) if is_wide else (_SHORT, _LONG)
    page.left_margin = page.right_margin = _SIDE
    page.top_margin, page.bottom_margin = _ABOVE, _BELOW


def _write_front(document: Document, report: Report) -> None:
    document.add_paragraph(legible(report.project), style="Subtitle")
    document.add_paragraph(legible(report.title), style="Title")
    document.add_paragraph(legible(report.scope), style="Subtitle")
    lines = [*report.head.lines(), (_("Made"), report.made)]
    table = add_table(document, [_LABELS, _room(document) - _LABELS], legible(report.title), has_head=False)
    for label, text in lines:
        cells = table.add_row().cells
        for cell, style in zip(cells, (HEADING, TEXT), strict=True):
            cell.paragraphs[0].style = document.styles[style]
        cells[0].paragraphs[0].add_run(legible(label))
        if text:
            cells[1].paragraphs[0].add_run(legible(text))
        else:
            add_blank(cells[1].paragraphs[0], label, hint=_("[{label}: write here]").format(label=label), style=BLANK)
    if report.summary:
        document.add_heading(_("Summary"), 1)
        for sentence in report.summary:
            document.add_paragraph(legible(sentence), style="List Bullet")
    if len(report.sections) > 1:
        document.add_paragraph(_("Contents"), style="TOC Heading")
        titles = [legible(section.heading) for section in report.sections]
        hint = _(
            "Page numbers come when the contents are brought up to date: F9 in Word, Tools, Update in LibreOffice."
        )
        add_contents(document, titles, hint=hint)
    add_head_and_foot(
        document,
        head=legible(f"{report.project} – {report.scope}"),
        foot=legible(_("{title}. Made {moment}").format(title=report.title, moment=report.made)),
    )


def _begin_section(document: Document, *, is_wide: bool, begins_page: bool) -> None:
    if begins_page or is_wide:
        document.add_section(WD_SECTION.NEW_PAGE).different_first_page_header_footer = False
        _set_page(document, is_wide=is_wide)


def _write_section(document: Document, report: Report, section: Section, number: int, charts: int) -> int:
    """Answers how many charts there are by now."""
    heading = document.add_heading(legible(section.heading), 1)
    bookmark(heading, number)
    for chart in section.charts:
        charts += 1
        width = Emu(min(_room(document), Mm(170)))
        room = Emu(_height(document) - _ABOVE_CHART)
        add_chart_to(document, chart, number=charts, made_at=report.made_at, width=width, room=room)
    table = section.table
    below = [*((note, "Note") for note in table.notes), *([(section.comment, "Guidance")] if section.comment else [])]
    if len(table.rows) > MOST_ROWS:
        document.add_paragraph(_too_long(len(table.rows)), style="Note")
    else:
        words, is_whole = legible(section.heading), _is_small(section)
        write_table(document, table, words, _room(document), is_whole=is_whole, leads_on=bool(below))
        if not table.rows:
            below.insert(0, (_("Nothing to show yet."), "Note"))
    for place, (text, style) in enumerate(below, 1):
        paragraph = document.add_paragraph(legible(text), style=style)
        paragraph.paragraph_format.keep_with_next = place < len(below) or section.signing > 0
    if section.signing:
        _write_signing(document, section.signing)
    return charts


def _is_small(section: Section) -> bool:
    """Whether it goes on a page with others."""
    return is_short(section.table) and not section.charts


def _too_long(rows: int) -> str:
    return _("This list has {n} rows, too many for a document of Word: it is in the workbook.").format(n=f"{rows:,}")


def _room(document: Document) -> Emu:
    page = document.sections[-1]
    assert page.page_width is not None
    return Emu(page.page_width - 2 * _SIDE)


def _height(document: Document) -> Emu:
    page = document.sections[-1]
    assert page.page_height is not None
    return Emu(page.page_height - _ABOVE - _BELOW)


def _write_signing(document: Document, count: int) -> None:
    document.add_paragraph(style="Note").paragraph_format.keep_with_next = True
    parts = len(signing_heads())
    widths = [_room(document) // parts] * parts
    table = add_table(document, widths, _("Signatures"))
    table._tbl.append(row_of(signing_heads(), [HEADING] * parts, widths, is_head=True, keeps_next=True))
    for number in range(1, count + 1):
        table._tbl.append(row_of([""] * parts, [TEXT] * parts, widths, keeps_next=number < count))
        table.rows[-1].height = Mm(14)


def _save(document: Document, file: Path, report: Report) -> None:
    """Packs the document anew, so that no moment but the report's own is in it."""
    packed = BytesIO()
    document.save(packed)
    moment = report.made_at.astimezone(UTC).timetuple()[:6]
    with ZipFile(packed) as source, ZipFile(file, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, max(moment, (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
