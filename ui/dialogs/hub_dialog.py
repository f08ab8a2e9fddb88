"""Asks for the hub's address and password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.replication.hub import read_url, with_password
from ui.dialogs.question import Question


class HubDialog(Question):
    """``decided`` tells the whole address, and whether its password may be kept.

    ``is_kept_safely``: the project file, which a passphrase protects, keeps it without being asked.
    """

    decided = Signal(str, bool)

    def __init__(self, parent: QWidget | None, url: str, *, is_kept_safely: bool = False) -> None:
        words = _(
            "The organiser gives you the address. From then on this desk connects by itself whenever the project is "
            "opened, until you disconnect."
        )
        super().__init__(parent, _("Connect to the hub"), words, _("Connect"), "sync")
        self.setMinimumWidth(700)
        self.url = QLineEdit(url, maxLength=1000)
        self.url.setPlaceholderText("postgresql://desk1@192.168.1.10/o2o?sslmode=require")
        self.password = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.form.addRow(_("Address"), self.url)
        self.form.addRow(_("Password, if it is not in the address"), self.password)
        self.keep = QCheckBox(_("Keep the password on this computer"))
        self.keep.setToolTip(_("In a file that only your account can read. Without it you are asked after a restart."))
        self.form.addRow("", self.keep)
        self.form.setRowVisible(self.keep, not is_kept_safely)
        self.url.setCursorPosition(0)
        (self.password if url else self.url).setFocus()

    def answer(self) -> None:
        try:
            read_url(self.url.text())
            typed = self.url.text().strip()
            url = with_password(typed, self.password.text()) if self.password.text() else typed
        except UserError as error:
            self.fail(error)
            self.url.setFocus()
            return
        self.accept()
        self.decided.emit(url, self.keep.isChecked())
