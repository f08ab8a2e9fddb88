"""A table of best practices from a file (CSV, XLSX)."""

from pathlib import Path

from o2o_events.agenda.table_file import FileTable, Wanted, read_table_file
from o2o_events.i18n import _
from o2o_events.registers.practice_columns import PracticeColumn, find_column

PracticeTable = FileTable[PracticeColumn]


def read_table(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> PracticeTable:
    """Reads a table by its content, not its name. Raises ``UserError`` where it is none."""
    wanted = Wanted(find_column, _is_enough, _not_a_table, _without_headings)
    return read_table_file(path, wanted, sheet=sheet, encoding=encoding)


def _is_enough(columns: set[PracticeColumn]) -> bool:
    fields = {column.field for column in columns}
    return len(fields) >= 2 and bool(fields & {"title", "company", "id", "source_ref"})


def _not_a_table(file: str) -> str:
    return _("“{file}” is no table of best practices. Save the table as XLSX or CSV, then import that.").format(
        file=file
    )


def _without_headings(file: str) -> str:
    return _(
        "“{file}” has no row of headings that this program knows, such as “Title”, “Company” and “Economy”."
        " Add one, or export the register to see how it looks."
    ).format(file=file)
