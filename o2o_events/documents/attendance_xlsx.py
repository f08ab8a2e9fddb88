"""The attendance file as an Excel workbook: a list ready to filter and print, and what it is about."""

from pathlib import Path
from typing import Any

import xlsxwriter

from o2o_events.documents.attendance_table import AttendanceSheet
from o2o_events.i18n import _

_WIDEST = 45
_LONGEST_CELL = 32_767
"""Characters an Excel cell holds; XlsxWriter leaves out what is longer."""
_A4 = 9


def write(file: Path, sheet: AttendanceSheet) -> None:
    """Every cell is written as a string or a number, so that none is taken for a formula or a link."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": sheet.title})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        _write_list(book.add_worksheet(_("Attendance")[:31]), sheet, head, book.add_format({"font_color": "#9C2B23"}))
        _write_notes(book.add_worksheet(_("About this list")[:31]), sheet, book)


def _write_list(page: Any, sheet: AttendanceSheet, head: Any, absent: Any) -> None:
    columns = sheet.in_files
    widths = [6.0] * len(columns)
    for place, column in enumerate(columns):
        page.write_string(0, place, column.heading, head)
        widths[place] = max(widths[place], max(map(_width, column.heading.split()), default=0))
    for number, row in enumerate(sheet.rows, 1):
        style = absent if row.is_no_show else None
        for place, column in enumerate(columns):
            cell = column.cell(row)
            if column.is_number:
                page.write_number(number, place, int(cell), style)
            elif cell:
                page.write_string(number, place, cell[:_LONGEST_CELL], style)
                widths[place] = max(widths[place], _width(cell))
    for place, width in enumerate(widths):
        page.set_column(place, place, min(width + 2, _WIDEST))
    page.freeze_panes(1, 5)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    page.set_header("&L" + _escaped(f"{sheet.title}: {sheet.event.label} – {sheet.checkpoint}")[:200])
    page.set_footer("&R&P / &N")


def _write_notes(page: Any, sheet: AttendanceSheet, book: Any) -> None:
    label, text = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 80)
    for number, (name, value) in enumerate(sheet.notes()):
        page.write_string(number, 0, name, label)
        page.write_string(number, 1, value[:_LONGEST_CELL], text)


def _escaped(text: str) -> str:
    """Text for a page header, where & begins a command."""
    return text.replace("&", "&&")


def _width(text: str) -> float:
    """About how many digits wide a text is; Han, kana and Hangul are two."""
    return sum(1 if ord(character) < 0x1100 else 2 for character in text)
