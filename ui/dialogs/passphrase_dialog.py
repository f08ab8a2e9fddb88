"""Asks for the passphrase of a protected file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question


class PassphraseDialog(Question):
    """``decided`` tells what was typed; whether it fits shows when the file is opened."""

    decided = Signal(str)

    def __init__(self, parent: QWidget | None, file_name: str) -> None:
        words = _("“{file}” is protected. Type its passphrase to open it.").format(file=file_name)
        super().__init__(parent, _("Passphrase"), words, _("Open"), "folder")
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.form.addRow(_("Passphrase"), self.passphrase)
        self.passphrase.setFocus()

    def answer(self) -> None:
        if not self.passphrase.text():
            self.refuse(_("Type the passphrase first."))
            return
        self.accept()
        self.decided.emit(self.passphrase.text())
