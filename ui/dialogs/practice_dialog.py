"""One best practice: what it is, what became of it, and its files; saved together."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers import attachments
from o2o_events.registers.attachments import Attachment
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practice_queries import SUBJECT
from o2o_events.registers.practices import (
    Practice,
    add_practice,
    edit_practice,
    find_practice,
    from_row,
    write_course,
)
from ui.dialogs.attached_files import AttachedFiles
from ui.dialogs.practice_course import PracticeCourse
from ui.dialogs.practice_fields import PracticeFields
from ui.dialogs.question import Question
from ui.project import OpenProject

Read = tuple[Practice | None, list[Attachment], dict[str, Event]]


def read_practice(tx: Tx, practice: str | None) -> Read:
    """What the dialog shows; a new practice without an id."""
    events = {event.id: event for event in list_events(tx)}
    if practice is None:
        return None, [], events
    return from_row(find_practice(tx, practice)), attachments.list_attachments(tx, SUBJECT, practice), events


class PracticeDialog(Question):
    """Adds a practice, or edits one."""

    def __init__(self, parent: QWidget | None, project: OpenProject, read: Read) -> None:
        self.practice, files, events = read
        title = self.practice.label if self.practice else _("New best practice")
        super().__init__(parent, title, "", _("Save"), "check")
        self._project = project
        self.setMinimumSize(900, 560)
        self.resize(1060, 690)
        self.fields, self.course, self.files = PracticeFields(), PracticeCourse(events), AttachedFiles()
        self._arrange()
        self.fields.show_practice(self.practice)
        self.course.show_practice(self.practice)
        self.files.show_files(files)
        self.files.refused.connect(self.refuse)
        self.files.save_asked.connect(self._save_file)
        self.fields.title.setFocus()

    def _arrange(self) -> None:
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.fields)
        aside = QFrame()
        aside.setFixedWidth(340)
        layout = QVBoxLayout(aside)
        layout.setContentsMargins(14, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.course)
        layout.addWidget(self.files)
        layout.addStretch(1)
        row = QHBoxLayout(spacing=8)
        row.addWidget(area, 1)
        row.addWidget(aside)
        self.body.addLayout(row, 1)

    def answer(self) -> None:
        changes, course = dict(self.fields.changes), self.course.changes
        values, added, removed = self.fields.values, dict(self.files.added), list(self.files.removed)
        known = self.practice.id if self.practice else None
        if known is not None and not (changes or course or added or removed):
            self.accept()
            return

        def write(tx: Tx) -> None:
            practice = known
            if practice is None:
                practice = add_practice(tx, **values).id
            elif changes:
                edit_practice(tx, practice=practice, changes=changes)
            if course:
                write_course(tx, practice=practice, changes=course)
            for attachment in removed:
                attachments.remove_attachment(tx, attachment=attachment)
            for name, content in added.items():
                attachments.attach_file(tx, subject=SUBJECT, record=practice, name=name, content=content)

        self.accept_button.setEnabled(False)
        self._project.write(write, self._saved, self.fail)

    def _saved(self, _answer: None) -> None:
        self.accept()

    def _save_file(self, file: Attachment, place: Path) -> None:
        def write(content: bytes) -> None:
            from o2o_events.documents.output import appearing_whole

            with appearing_whole(place) as part:
                part.write_bytes(content)

        database = self._project.app.database

        def work() -> None:
            with database.read() as tx:
                content = attachments.read_attachment(tx, file.id)
            write(content)

        self._project.jobs.run_long(work, None, self.fail)


def open_practice(
    parent: QWidget | None,
    project: OpenProject,
    practice: str | None,
    then: Callable[[], None],
) -> None:
    """Reads a practice and opens its dialog; a new one without an id."""

    def show(read: Read) -> None:
        dialog = PracticeDialog(parent, project, read)
        dialog.accepted.connect(then)
        dialog.open()

    project.read(lambda tx: read_practice(tx, practice), show)
