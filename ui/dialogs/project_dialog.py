"""A new project: its name, this desk's, where the file goes, its first event."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from o2o_events.i18n import _
from ui.dialogs.event_form import EventDetails, EventForm
from ui.dialogs.question import Question
from ui.new_files import free_file
from ui.widgets.icons import IconButton
from ui.widgets.labelled import field_grid


class ProjectDialog(Question):
    """``decided`` hands over what makes the project, its file and its passphrase."""

    decided = Signal(object, object, object)

    def __init__(self, parent: QWidget | None) -> None:
        words = _("Everything of the project is kept in one file on this computer.")
        super().__init__(parent, _("New project"), words, _("Make the project"), "plus")
        self.setMinimumWidth(760)
        self.name, self.desk = QLineEdit(maxLength=200), QLineEdit(_("Desk 1"), maxLength=100)
        self.file = QLineEdit(str(free_file("project.o2o")))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(_("None: the file is not protected"))
        self.event_form = EventForm()
        self.body.addLayout(
            field_grid(
                [
                    (_("Project’s name"), self.name),
                    (_("This desk’s name"), self.desk),
                    (_("File"), self._file_row()),
                    (_("Passphrase"), self.passphrase),
                ]
            )
        )
        self.body.addSpacing(8)
        self.body.addWidget(QLabel(_("The first event"), objectName="heading"))
        self.body.addLayout(field_grid(self.event_form.fields))
        self.name.setFocus()

    def _file_row(self) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.file, 1)
        browse = IconButton("folder")
        browse.setText(_("Choose…"))
        browse.clicked.connect(self._browse)
        row.addWidget(browse)
        return place

    def _browse(self) -> None:
        kinds = _("Project files (*.o2o)")
        name, _kind = QFileDialog.getSaveFileName(self, _("Where the project is kept"), self.file.text(), kinds)
        if name:
            self.file.setText(name if name.endswith(".o2o") else f"{name}.o2o")

    def answer(self) -> None:
        name, file = self.name.text().strip(), self.file.text().strip()
        event = self.event_form.read()
        if not name:
            self.name.setFocus()
            self.refuse(_("Type the project’s name first."))
        elif not file:
            self.refuse(_("Choose where the file is kept."))
        elif Path(file).exists():
            self.refuse(_("“{file}” exists already. Choose another name, or open it.").format(file=file))
        elif not event.code:
            self.event_form.code.setFocus()
            self.refuse(_("Give the first event a short code, such as VN."))
        else:
            desk, passphrase = self.desk.text().strip() or _("Desk 1"), self.passphrase.text() or None
            self.accept()
            make = _maker(Path(file), name, desk, passphrase, event)
            self.decided.emit(make, Path(file), passphrase)


def _maker(file: Path, name: str, desk: str, passphrase: str | None, event: EventDetails) -> Callable[[], None]:
    def make() -> None:
        from o2o_events.app import App, create_project
        from o2o_events.registers.events import add_event
        from o2o_events.settings import Settings

        def furnish(app: App) -> None:
            with app.database.write() as tx:
                add_event(tx, **vars(event))

        create_project(Settings(file=file, passphrase=passphrase), name=name, desk=desk, furnish=furnish)

    return make
