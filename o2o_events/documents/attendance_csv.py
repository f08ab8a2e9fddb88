"""The attendance file as CSV: UTF-8 with a mark that Excel knows it by, and no cell that runs."""

import csv
from pathlib import Path

from o2o_events.documents.attendance_table import AttendanceSheet

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), full width among it."""


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell


def write(file: Path, sheet: AttendanceSheet) -> None:
    columns = sheet.in_files
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([harmless(column.heading) for column in columns])
        for row in sheet.rows:
            writer.writerow([harmless(column.cell(row)) for column in columns])
