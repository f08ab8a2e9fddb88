"""A file that a desk exported was opened as if it were a project: what can be done with it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.new_files import free_file
from ui.widgets.icons import IconButton


class ExportedDialog(Question):
    """``restored`` tells the new project file and the name of its desk; ``brought_in``: into the open project."""

    restored = Signal(object, str)
    brought_in = Signal()

    def __init__(self, parent: QWidget | None, file: Path, kind: str, *, has_project: bool) -> None:
        self._can_restore, self._can_bring_in = kind == "desk", has_project and kind != "anonymous"
        super().__init__(parent, _("This file was exported by a desk"), _words(file, kind, has_project), *_accept(kind))
        self.setMinimumWidth(640)
        self.desk = QLineEdit(maxLength=100)
        self.desk.setPlaceholderText(_("The next number, such as “Desk 3”"))
        self.file = QLineEdit(str(free_file(f"{file.stem}.o2o")))
        self.bring_in_button = IconButton("import")
        self.bring_in_button.setText(_("Bring it into the open project"))
        self.bring_in_button.clicked.connect(self._bring_in)
        if self._can_restore:
            self.form.addRow(_("This desk’s name"), self.desk)
            self.form.addRow(_("File"), self._file_row())
            self.desk.setFocus()
        self.accept_button.setVisible(self._can_restore)
        self.body.addWidget(self.bring_in_button)
        self.bring_in_button.setVisible(self._can_bring_in)

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
        name = self.file.text().strip()
        if not name:
            self.file.setFocus()
            self.refuse(_("Choose where the file is kept."))
        elif Path(name).exists():
            self.file.setFocus()
            self.refuse(_("“{file}” exists already. Choose another name, or open it.").format(file=name))
        else:
            self.accept()
            self.restored.emit(Path(name), self.desk.text().strip())

    def _bring_in(self) -> None:
        self.accept()
        self.brought_in.emit()


def _accept(kind: str) -> tuple[str, str]:
    return (_("Set up this desk"), "desk") if kind == "desk" else (_("Close"), "check")


def _words(file: Path, kind: str, has_project: bool) -> str:
    if kind == "desk":
        words = _(
            "“{file}” holds a whole project for a further laptop. Set up this laptop as a desk of its own from it: "
            "a new project file is made, under the same passphrase."
        )
    elif kind == "anonymous":
        words = _("“{file}” holds figures without names. It cannot be opened here; any tool for SQLite reads it.")
    elif has_project:
        words = _("“{file}” is an archive of one event. It cannot become a desk, but it can be brought in.")
    else:
        words = _(
            "“{file}” is an archive of one event. It cannot become a desk. Open or make a project first, then bring "
            "it in on the page “Other desks”."
        )
    return words.format(file=file.name)
