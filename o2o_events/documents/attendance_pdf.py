"""The attendance file on paper."""

from pathlib import Path

from o2o_events.documents.attendance_table import AttendanceSheet
from o2o_events.documents.paper_table import PaperTable, write_table


def write(file: Path, sheet: AttendanceSheet) -> None:
    """A4 landscape; those who did not come are drawn in grey and marked."""
    columns = sheet.on_paper
    table = PaperTable(
        title=sheet.title,
        notes=sheet.notes(),
        headings=[column.heading for column in columns],
        weights=[column.weight for column in columns],
        rows=[[column.cell(row) for column in columns] for row in sheet.rows],
        pale=frozenset(place for place, row in enumerate(sheet.rows) if row.is_no_show),
        footer=f"{sheet.event.label} – {sheet.checkpoint}",
    )
    write_table(file, table)
