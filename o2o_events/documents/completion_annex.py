"""A report as a document of Word, to be edited on: real styles, headings, tables with repeated heads, native charts."""

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from o2o_events.documents.chart_docx import add_chart_to
from o2o_events.documents.column_room import shared_room
from o2o_events.documents.docx_fields import add_blank, add_contents, add_head_and_foot, bookmark
from o2o_events.documents.docx_styles import (
    BLANK,
    FIGURE_HEADING,
    HEADING,
    RIGHT,
    SMALL,
    TABLE,
    TEXT,
    TOTAL,
    set_styles,
)
from o2o_events.documents.report import Report, Section, signing_heads
from o2o_events.documents.report_cells import is_number, words_of
from o2o_events.documents.sheet_room import needs
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.indicators.values import Table

MOST_ROWS: Final = 5_000
"""Rows that Word can still be worked with in."""
_SHORT, _LONG = Mm(210), Mm(297)
_SIDE: Final = Mm(20)
_DIGIT, _SMALL_DIGIT = Pt(4.8), Pt(4.0)
"""How wide a digit of a table is, and of one with too many columns for the usual letters."""
_LONGEST_WORD: Final = 20.0
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
        is_wide = sum(needs(section.table, _LONGEST_WORD)[1]) * _DIGIT > _SHORT - 2 * _SIDE
        _begin_section(document, is_wide=is_wide, begins_page=number > 0 or len(report.sections) > 1)
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
    table = _add_table(document, [_LABELS, _room(document) - _LABELS], legible(report.title), has_head=False)
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
    if len(section.table.rows) > MOST_ROWS:
        document.add_paragraph(_too_long(len(section.table.rows)), style="Note")
    else:
        _write_table(document, section.table, legible(section.heading))
    for note in section.table.notes:
        document.add_paragraph(legible(note), style="Note")
    if section.comment:
        document.add_paragraph(legible(section.comment), style="Guidance")
    if section.signing:
        _write_signing(document, section.signing)
    return charts


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


def _write_table(document: Document, content: Table, words: str) -> None:
    """Rows are put together as XML: a table asked for its cells one by one takes a time that grows with its square."""
    columns, room = content.columns, _room(document)
    least, wanted = needs(content, _LONGEST_WORD)
    is_small = sum(least) * _DIGIT > room
    digit, size = (_SMALL_DIGIT, SMALL) if is_small else (_DIGIT, "")
    widths = [round(part * digit) for part in shared_room(columns, least, wanted, room / digit)]
    body = _add_table(document, widths, words)._tbl
    heads = [(FIGURE_HEADING if is_number(column) else HEADING) + size for column in columns]
    body.append(_row([column.title for column in columns], heads, widths, is_head=True))
    styles = [(RIGHT if is_number(column) else TEXT) + size for column in columns]
    for row in content.rows:
        texts = [words_of(column, cell) for column, cell in zip(columns, row.cells, strict=True)]
        body.append(_row(texts, styles, widths, is_total=row.is_total))


def _add_table(document: Document, widths: Sequence[int], words: str, *, has_head: bool = True) -> Any:
    """An empty table with columns of these widths, whoever opens it."""
    table = document.add_table(rows=0, cols=len(widths), style=TABLE)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        for name in ("firstColumn", "lastRow", "lastColumn", *(() if has_head else ("firstRow",))):
            look.set(qn(f"w:{name}"), "0")
        look.set(qn("w:val"), "0420" if has_head else "0400")
    _describe(table, words)
    return table


def _describe(table: Any, words: str) -> None:
    """What the table is about, for those who are read to."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), words)
    table._tbl.tblPr.append(caption)


def _row(
    texts: Sequence[str], styles: Sequence[str], widths: Sequence[int], *, is_head: bool = False, is_total: bool = False
) -> Any:
    row = OxmlElement("w:tr")
    look = OxmlElement("w:trPr")
    look.append(OxmlElement("w:cantSplit"))
    if is_head:
        look.append(OxmlElement("w:tblHeader"))
    row.append(look)
    for text, style, width in zip(texts, styles, widths, strict=True):
        row.append(_cell(text, style, width, is_total=is_total))
    return row


def _cell(text: str, style: str, width: int, *, is_total: bool) -> Any:
    cell, paragraph, looks = OxmlElement("w:tc"), OxmlElement("w:p"), OxmlElement("w:pPr")
    name = OxmlElement("w:pStyle")
    name.set(qn("w:val"), style.replace(" ", ""))
    looks.append(name)
    paragraph.append(looks)
    for place, line in enumerate(legible(text).split("\n") if text else ()):
        run = OxmlElement("w:r")
        if is_total:
            run.append(_character_style(TOTAL))
        if place:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
    cell.append(_cell_width(width))
    cell.append(paragraph)
    return cell


def _cell_width(width: int) -> Any:
    looks, room = OxmlElement("w:tcPr"), OxmlElement("w:tcW")
    room.set(qn("w:w"), str(Emu(width).twips))
    room.set(qn("w:type"), "dxa")
    looks.append(room)
    return looks


def _character_style(name: str) -> Any:
    looks, style = OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    style.set(qn("w:val"), name)
    looks.append(style)
    return looks


def _write_signing(document: Document, count: int) -> None:
    document.add_paragraph(style="Note")
    parts = len(signing_heads())
    widths = [_room(document) // parts] * parts
    table = _add_table(document, widths, _("Signatures"))
    table._tbl.append(_row(signing_heads(), [HEADING] * parts, widths, is_head=True))
    for _number in range(count):
        table._tbl.append(_row([""] * parts, [TEXT] * parts, widths))
        table.rows[-1].height = Mm(14)


def legible(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or _fits_xml(c))


def _fits_xml(character: str) -> bool:
    return character >= " " and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


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
