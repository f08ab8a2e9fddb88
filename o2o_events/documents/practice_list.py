"""The practice register as a file: CSV or XLSX, in the layout that ``practice import`` reads."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from o2o_events.documents.table_output import write_rows
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.registers.practice_columns import cell_of, columns_of
from o2o_events.registers.practices import Practice


def write_practices(file: Path, practices: Sequence[Practice], events: Mapping[str, Event]) -> None:
    """Writes the practices in this order; the file's ending names the format.

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    columns = columns_of(practices)
    rows = [[cell_of(practice, column, events) for column in columns] for practice in practices]
    write_rows(file, _("Best practices"), [column.heading for column in columns], rows)
