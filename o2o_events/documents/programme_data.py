"""The programme as a file that other programs read: frab XML and JSON, iCalendar, workbook."""

from pathlib import Path

from o2o_events.agenda.exporting import read_draft
from o2o_events.agenda.formats.files import writer_for
from o2o_events.agenda.versions import get_release, read_release
from o2o_events.db.database import Database
from o2o_events.documents.output import appearing_whole
from o2o_events.registers.events import Event


def write_agenda(database: Database, *, event: Event, file: Path, release: int | None = None) -> int:
    """Writes the agenda as it stands, or as it was in the release of a number; answers how many sessions it has.

    The file's ending names the format. An existing file is replaced in one step. Raises ``UserError`` for another
    ending.
    """
    write = writer_for(file)
    with database.read() as tx:
        programme = read_release(tx, get_release(tx, event, release)) if release is not None else None
        draft = read_draft(tx, event=event, programme=programme)
    content = write(draft)
    with appearing_whole(file) as part:
        part.write_bytes(content)
    return len(draft.sessions)
