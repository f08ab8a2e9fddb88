"""A table as a file, CSV or XLSX, in which no cell runs."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from o2o_events.documents.attendance_csv import harmless
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.sheet_room import PAGE, column_needs, head_height, height_of, legible_widths, lines_of
from o2o_events.errors import UserError
from o2o_events.i18n import _

FORMATS = (".xlsx", ".csv")
Cell = str | int | date | None
_SAMPLE = 500
"""Rows that widths are taken from."""
_LONGEST_CELL = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Days before this mean something else in Excel."""


def write_rows(file: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Writes a table under headings; the file's ending names the format, ``name`` is the sheet's.

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    ending = check_ending(file)
    with appearing_whole(file) as part:
        if ending == ".csv":
            _write_csv(part, [headings, *rows])
        else:
            _write_xlsx(part, name, headings, rows)


def check_ending(file: Path) -> str:
    """The format of a file by its name. Raises ``UserError`` for another ending."""
    ending = file.suffix.lower()
    if ending not in FORMATS:
        raise UserError(
            _("“{file}” should end in one of {endings}. Give the file such a name.").format(
                file=file.name, endings=", ".join(FORMATS)
            )
        )
    return ending


def _write_csv(file: Path, rows: Sequence[Sequence[Cell]]) -> None:
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([harmless(_text(cell)) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _write_xlsx(file: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Text is written as text, so that none is taken for a formula or a link; numbers and days as such."""
    import xlsxwriter  # imported when it is needed: a CSV starts sooner

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page: Any = book.add_worksheet(_sheet_name(name))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        figure = book.add_format({"valign": "top", "align": "right", "indent": 1})
        day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        widths = _widths(headings, rows)
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            page.set_column(place, place, width)
            page.write_string(0, place, heading[:_LONGEST_CELL], head)
        page.set_row(0, head_height(headings, widths))
        for number, row in enumerate(rows, 1):
            lines = max((lines_of(_text(cell), width) for cell, width in zip(row, widths, strict=True)), default=1)
            if lines > 1:
                page.set_row(number, height_of(lines))
            for place, cell in enumerate(row):
                _write_cell(page, (number, place), cell, figure if isinstance(cell, int) else body, day)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        if sum(widths) > PAGE:
            page.set_landscape()
        page.set_paper(9)
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        page.set_footer("&L&8 " + name[:120].replace("&", "&&") + "&R&8&P / &N")


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """By the headings and the first rows."""
    known = rows[:_SAMPLE]
    needs = [
        column_needs(
            heading,
            [_text(row[place]) for row in known],
            is_figure=any(isinstance(row[place], int) for row in known),
        )
        for place, heading in enumerate(headings)
    ]
    return legible_widths([least for least, _wanted in needs], [wanted for _least, wanted in needs])


def _write_cell(page: Any, where: tuple[int, int], cell: Cell, body: Any, day: Any) -> None:
    if isinstance(cell, date) and cell >= _FIRST_DAY:
        page.write_datetime(*where, datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, int):
        page.write_number(*where, cell, body)
    elif cell is not None and (text := _text(cell)):
        page.write_string(*where, text[:_LONGEST_CELL], body)


def _sheet_name(name: str) -> str:
    """A name that Excel takes."""
    return "".join("-" if c in "[]:*?/\\" else c for c in name)[:31].strip("'") or "1"
