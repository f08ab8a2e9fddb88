"""Asks for the hub's address and password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from o2o_events.errors import UserError
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.syncing import with_password


class HubDialog(Question):
    """``decided`` tells the whole address; the password is not kept."""

    decided = Signal(str)

    def __init__(self, parent: QWidget | None, url: str) -> None:
        words = _("The organiser gives you the address. The password is not kept on this computer.")
        super().__init__(parent, _("Connect to the hub"), words, _("Connect"), "sync")
        self.setMinimumWidth(620)
        self.url = QLineEdit(url, maxLength=1000)
        self.url.setPlaceholderText("postgresql://desk1@192.168.1.10/o2o?sslmode=require")
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.form.addRow(_("Address"), self.url)
        self.form.addRow(_("Password, if it is not in the address"), self.password)
        (self.password if url else self.url).setFocus()

    def answer(self) -> None:
        try:
            url = with_password(self.url.text(), self.password.text())
        except UserError as error:
            self.fail(error)
            self.url.setFocus()
            return
        self.accept()
        self.decided.emit(url)
