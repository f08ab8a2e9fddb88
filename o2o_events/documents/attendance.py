"""The attendance file: who was registered, and who came when, as CSV, XLSX, JSON or PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.queries import attendance_rows
from o2o_events.db.database import Database
from o2o_events.documents import attendance_csv, attendance_json
from o2o_events.documents.attendance_table import AttendanceSheet, make_sheet
from o2o_events.documents.output import appearing_whole
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import ENTRANCE, Event

FORMATS = (".csv", ".xlsx", ".json", ".pdf")


@dataclass(frozen=True)
class WrittenAttendance:
    """What was written: people listed, and how many of them did not come."""

    file: Path
    rows: int
    no_shows: int


def write_attendance(database: Database, *, event: Event, file: Path, checkpoint: str = ENTRANCE) -> WrittenAttendance:
    """Writes an event's attendance at one checkpoint; the file's ending names the format.

    An existing file is replaced in one step. Raises ``UserError`` for another ending.
    """
    write = _writer(file)
    with database.read() as tx:
        place = get_checkpoint(tx, event, checkpoint)
        rows = attendance_rows(tx, event, place)
        sheet = make_sheet(event, place.name, rows, list_categories(tx), made_at=tx.now())
    with appearing_whole(file) as part:
        write(part, sheet)
    return WrittenAttendance(file, len(rows), sum(row.is_no_show for row in rows))


def _writer(file: Path) -> Callable[[Path, AttendanceSheet], None]:
    """What writes this kind of file; Excel and PDF are loaded when they are asked for."""
    match file.suffix.lower():
        case ".csv":
            return attendance_csv.write
        case ".json":
            return attendance_json.write
        case ".xlsx":
            from o2o_events.documents import attendance_xlsx

            return attendance_xlsx.write
        case ".pdf":
            from o2o_events.documents import attendance_pdf

            return attendance_pdf.write
    raise UserError(
        _("“{file}” should end in one of {endings}. Give the file such a name.").format(
            file=file.name, endings=", ".join(FORMATS)
        )
    )
