"""Raw answers as a workbook: the answers, what the columns are, and what is left out."""

from pathlib import Path
from typing import Any, Final

import xlsxwriter

from o2o_events.feedback.export import RawTable
from o2o_events.i18n import _

_WIDEST: Final = 45
_LONGEST_CELL: Final = 32_767


def write(file: Path, table: RawTable, title: str) -> None:
    """Every cell is written as a string or a number, so that none is taken for a formula or a link."""
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        _write_answers(book.add_worksheet(_("Answers")[:31]), table, head, body)
        page: Any = book.add_worksheet(_("About these answers")[:31])
        page.set_column(0, 0, 28)
        page.set_column(1, 1, 90)
        lines = [(title, ""), *((_("Note"), note) for note in table.notes)]
        lines += [(column.code, column.heading) for column in table.columns]
        for number, (name, text) in enumerate(lines):
            page.write_string(number, 0, name[:_LONGEST_CELL], head if not number else body)
            page.write_string(number, 1, text[:_LONGEST_CELL], body)


def _write_answers(page: Any, table: RawTable, head: Any, body: Any) -> None:
    for place, column in enumerate(table.columns):
        page.write_string(0, place, column.heading[:_LONGEST_CELL], head)
        page.write_string(1, place, column.code, head)
        longest = max((len(str(row[place])) for row in table.rows), default=0)
        page.set_column(place, place, min(max(longest + 2, 12), _WIDEST))
    for number, row in enumerate(table.rows, 2):
        for place, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                page.write_number(number, place, cell, body)
            elif cell:
                page.write_string(number, place, cell[:_LONGEST_CELL], body)
    page.freeze_panes(2, 1)
    if table.rows:
        page.autofilter(1, 0, len(table.rows) + 1, len(table.columns) - 1)
    page.set_landscape()
    page.repeat_rows(0, 1)
