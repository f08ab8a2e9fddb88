"""Where the attendance list is saved; its ending names the format."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from o2o_events.documents.attendance import WrittenAttendance, write_attendance
from o2o_events.i18n import _
from ui.project import OpenProject


def ask_export(parent: QWidget, project: OpenProject, say: Callable[[str], None]) -> None:
    """Asks for the file, then writes it in the background; the project has an event."""
    assert project.current_event is not None
    kinds = ";;".join((_("CSV list (*.csv)"), _("Excel workbook (*.xlsx)"), _("JSON (*.json)"), _("PDF (*.pdf)")))
    proposal = f"attendance-{project.current_event.code}.csv"
    name, kind = QFileDialog.getSaveFileName(parent, _("Save the attendance list"), proposal, kinds)
    if name:
        export_attendance(project, with_ending(Path(name), kind), say)


def with_ending(file: Path, kind: str) -> Path:
    """The file with the ending of the chosen kind, where none of the known was typed."""
    if file.suffix.lower() in (".csv", ".xlsx", ".json", ".pdf"):
        return file
    ending = kind.rpartition("*")[2].rstrip(")") or ".csv"
    return file.with_name(file.name + ending)


def export_attendance(project: OpenProject, file: Path, say: Callable[[str], None]) -> None:
    """Writes the list of the chosen event and checkpoint, and says how many are on it."""
    event, checkpoint, database = project.current_event, project.current_checkpoint, project.app.database
    assert event is not None
    assert checkpoint is not None

    def tell(written: WrittenAttendance) -> None:
        say(
            _("Attendance list saved: {rows} people, {no_shows} of them did not come. {file}").format(
                rows=written.rows, no_shows=written.no_shows, file=written.file
            )
        )

    project.jobs.run_long(lambda: write_attendance(database, event=event, file=file, checkpoint=checkpoint.name), tell)
