"""The attendance file as an Excel workbook: a list ready to filter and print, and what it is about."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from o2o_events.documents.attendance_table import AttendanceSheet
from o2o_events.documents.sheet_room import column_needs, head_height, height_of, legible_widths, lines_of
from o2o_events.i18n import _

_SAMPLE = 500
"""Rows that widths are taken from."""
_LONGEST_CELL = 32_767
"""Characters an Excel cell holds; XlsxWriter leaves out what is longer."""
_A4 = 9


@dataclass(frozen=True)
class _Looks:
    """The looks of cells."""

    head: Any
    body: Any
    absent: Any
    figure: Any
    absent_figure: Any


def write(file: Path, sheet: AttendanceSheet) -> None:
    """Every cell is written as a string or a number, so that none is taken for a formula or a link."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": sheet.title})
        wraps = {"text_wrap": True, "valign": "top"}
        red, right = {"font_color": "#9C2B23"}, {"align": "right", "indent": 1}
        looks = _Looks(
            head=book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"} | wraps),
            body=book.add_format(wraps),
            absent=book.add_format(red | wraps),
            figure=book.add_format(right | wraps),
            absent_figure=book.add_format(red | right | wraps),
        )
        _write_list(book.add_worksheet(_("Attendance")[:31]), sheet, looks)
        _write_notes(book.add_worksheet(_("About this list")[:31]), sheet, book)


def _widths(sheet: AttendanceSheet) -> list[float]:
    """By the headings and the first rows, so that a page can be read."""
    known = sheet.rows[:_SAMPLE]
    needs = [
        column_needs(column.heading, [column.cell(row) for row in known], is_figure=column.is_number)
        for column in sheet.in_files
    ]
    return legible_widths([least for least, _wanted in needs], [wanted for _least, wanted in needs])


def _write_list(page: Any, sheet: AttendanceSheet, looks: _Looks) -> None:
    columns = sheet.in_files
    widths = _widths(sheet)
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, column.heading, looks.head)
    page.set_row(0, head_height([column.heading for column in columns], widths))
    for number, row in enumerate(sheet.rows, 1):
        cells = [column.cell(row) for column in columns]
        lines = max(lines_of(cell, width) for cell, width in zip(cells, widths, strict=True))
        if lines > 1:
            page.set_row(number, height_of(lines))
        style = looks.absent if row.is_no_show else looks.body
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if column.is_number:
                page.write_number(number, place, int(cell), looks.absent_figure if row.is_no_show else looks.figure)
            elif cell:
                page.write_string(number, place, cell[:_LONGEST_CELL], style)
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
