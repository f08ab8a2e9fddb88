"""What is kept of the day: checkpoints of sessions, how many came to them, and how it went as a file."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from o2o_events.checkin.session_doors import Doors
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.project import OpenProject


class DayRecords(QObject):
    """Asks and works in the background. ``said`` tells what came of it."""

    said = Signal(str)

    def __init__(self, page: QWidget, project: OpenProject) -> None:
        super().__init__(page)
        self._page, self._project = page, project

    def ask_doors(self, event: Event, day: date) -> None:
        """Checkpoints for the day's sessions."""
        from ui.dialogs.doors_dialog import DoorsDialog

        dialog = DoorsDialog(self._page.window(), self._project, event, day)
        dialog.made.connect(lambda doors: self.said.emit(doors_words(doors)))
        dialog.open()

    def show_attendance(self, event: Event, day: date) -> None:
        """How many came to each session."""
        from ui.dialogs.session_attendance_dialog import SessionAttendanceDialog

        SessionAttendanceDialog(self._page.window(), self._project, event, day).open()

    def ask_record(self, event: Event) -> None:
        """Where the record is saved; the ending names the format."""
        kinds = {
            _("Excel workbook (*.xlsx)"): ".xlsx",
            _("CSV list (*.csv)"): ".csv",
            _("JSON (*.json)"): ".json",
        }
        proposal = f"day-record-{event.code}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._page, _("Save how the days went"), proposal, ";;".join(kinds))
        if name:
            file = Path(name)
            is_known = file.suffix.lower() in kinds.values()
            self.save_record(event, file if is_known else file.with_name(file.name + kinds.get(kind, ".xlsx")))

    def save_record(self, event: Event, file: Path) -> None:
        """Writes what was released beside what really happened."""
        from o2o_events.documents.day_record import WrittenRecord, write_day_record

        database = self._project.app.database

        def tell(written: WrittenRecord) -> None:
            self.said.emit(
                ngettext(
                    "Saved how the days went: {n} session or slot. {file}",
                    "Saved how the days went: {n} sessions and slots. {file}",
                    written.rows,
                ).format(n=written.rows, file=written.file)
            )

        self._project.jobs.run_long(lambda: write_day_record(database, event=event, file=file), tell)


def doors_words(doors: Doors) -> str:
    """How many checkpoints were made, and how many there were already."""
    made, had = len(doors.made), doors.had_one
    words = [ngettext("{n} checkpoint made.", "{n} checkpoints made.", made).format(n=made)]
    if had:
        words.append(ngettext("{n} session had one already.", "{n} sessions had one already.", had).format(n=had))
    return " ".join(words)
