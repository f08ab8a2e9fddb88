"""A register as a file: CSV or XLSX, in the layout that its import reads."""

from collections.abc import Sequence
from pathlib import Path

from o2o_events.documents.table_output import Cell, write_rows
from o2o_events.registers.register import E, Names, Register
from o2o_events.registers.register_columns import RegisterColumn, cell_of, columns_of


def write_register(file: Path, register: Register[E], entries: Sequence[E], names: Names) -> None:
    """Writes the records in this order; the file's ending names the format.

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    columns = columns_of(register, entries)
    rows = [[_cell(entry, column, names) for column in columns] for entry in entries]
    write_rows(file, register.title(), [column.heading for column in columns], rows)


def _cell(entry: E, column: RegisterColumn, names: Names) -> Cell:
    """Numbers and days as such, so that a spreadsheet can reckon with them."""
    if column.field.kind in ("number", "date"):
        value: Cell = getattr(entry, column.field.name)
        return value
    return cell_of(entry, column, names)
