"""A table of a report as CSV: its headings and its rows, nothing that a program would stumble over."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from o2o_events.documents.attendance_csv import harmless
from o2o_events.documents.report import Report, heading_of
from o2o_events.documents.report_cells import is_figure, plain_of
from o2o_events.indicators.values import Table


def write(file: Path, report: Report) -> None:
    """Writes the tables one below the other; where there are several, each under its title."""
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        for number, table in enumerate(report.tables):
            if len(report.tables) > 1:
                if number:
                    writer.writerow([])
                writer.writerow([harmless(heading_of(table))])
            _write_table(writer, table)


def write_table(file: Path, table: Table) -> None:
    """Writes one table."""
    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        _write_table(csv.writer(stream), table)


def _write_table(writer: Any, table: Table) -> None:
    writer.writerow([harmless(column.title) for column in table.columns])
    writer.writerows(_cells(row.cells) for row in table.rows)


def _cells(cells: Sequence[object]) -> list[str]:
    """A figure below zero is a figure; only text is kept from being run."""
    return [plain_of(cell) if is_figure(cell) else harmless(plain_of(cell)) for cell in cells]
