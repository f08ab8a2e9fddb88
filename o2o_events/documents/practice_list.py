"""The practice register as a file: CSV or XLSX, in the layout that ``practice import`` reads."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from o2o_events.documents.attendance_csv import harmless
from o2o_events.documents.output import appearing_whole
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.registers.practice_columns import cell_of, columns_of
from o2o_events.registers.practices import Practice

FORMATS = (".xlsx", ".csv")
_WIDEST = 60
_LONGEST_CELL = 32_767


def write_practices(file: Path, practices: Sequence[Practice], events: Mapping[str, Event]) -> None:
    """Writes the practices in this order; the file's ending names the format.

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    write = {".csv": _write_csv, ".xlsx": _write_xlsx}.get(file.suffix.lower())
    if write is None:
        raise UserError(
            _("“{file}” should end in one of {endings}. Give the file such a name.").format(
                file=file.name, endings=", ".join(FORMATS)
            )
        )
    columns = columns_of(practices)
    rows = [[column.heading for column in columns]]
    rows += [[cell_of(practice, column, events) for column in columns] for practice in practices]
    with appearing_whole(file) as part:
        write(part, rows)


def _write_csv(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)


def _write_xlsx(file: Path, rows: list[list[str]]) -> None:
    """Every cell is written as a string, so that none is taken for a formula or a link."""
    import xlsxwriter  # imported when it is needed: a CSV starts sooner

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page: Any = book.add_worksheet(_("Best practices")[:31])
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E8EDF3"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    page.write_string(number, place, cell[:_LONGEST_CELL], body if number else head)
        for place in range(len(rows[0])):
            longest = max((len(line) for row in rows for line in row[place].splitlines()), default=0)
            page.set_column(place, place, min(max(longest + 2, 8), _WIDEST))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
        page.set_landscape()
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)
