"""What is exported for whom; the file's place is asked for afterwards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.widgets.labelled import fill_choices

_SHORTEST = 8


class ExportEventDialog(Question):
    """``decided`` tells the kind (archive, desk or anonymous) and the passphrase, empty where none is needed."""

    decided = Signal(str, str)

    def __init__(self, parent: QWidget | None, event: str) -> None:
        title = _("Export “{event}”").format(event=event) if event else _("Export")
        super().__init__(parent, title, "", _("Choose the file…"), "export")
        self.setMinimumWidth(620)
        self.kind = QComboBox()
        self.explanation = QLabel(objectName="quiet", wordWrap=True)
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.again = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        kinds = [("archive", _("Archive of this event")), ("desk", _("Everything, for another desk"))]
        kinds += [("anonymous", _("Figures that name nobody"))]
        fill_choices(self.kind, [choice for choice in kinds if event or choice[0] == "desk"])
        self.form.addRow(_("What for"), self.kind)
        self.form.addRow(self.explanation)
        self.form.addRow(_("Passphrase"), self.passphrase)
        self.form.addRow(_("Passphrase again"), self.again)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()
        self.kind.setFocus()

    def _show_kind(self) -> None:
        kind = str(self.kind.currentData())
        self.explanation.setText(_explanations()[kind])
        for field in (self.passphrase, self.again):
            self.form.setRowVisible(field, kind == "desk")

    def answer(self) -> None:
        kind, passphrase = str(self.kind.currentData()), self.passphrase.text()
        if kind != "desk":
            passphrase = ""
        elif len(passphrase) < _SHORTEST:
            self.passphrase.setFocus()
            self.refuse(
                _("Type a passphrase of at least {n} characters: the file holds everything.").format(n=_SHORTEST)
            )
            return
        elif passphrase != self.again.text():
            self.again.setFocus()
            self.refuse(_("The two passphrases differ. Type the second one again."))
            return
        self.accept()
        self.decided.emit(kind, passphrase)


def _explanations() -> dict[str, str]:
    return {
        "archive": _("People, registrations and scans of this event, to keep or to hand to the project office."),
        "desk": _("All events with their badges’ keys, protected by a passphrase. For a second laptop of the team."),
        "anonymous": _("Attendance by economy, gender and category, without names; small groups are left out."),
    }
