"""A pad of digits to touch or type, for the number that leaves the kiosk."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.widgets.icons import IconButton

MOST_TRIES = 5
RESTS = 30_000
"""Milliseconds for which the pad takes nothing after so many wrong numbers."""


class PinPad(QWidget):
    """``entered`` tells a number to be checked; answer with ``refuse`` where it is wrong. ``left`` goes back."""

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tries = 0
        self.resting = QTimer(self, singleShot=True, interval=RESTS)
        self.resting.timeout.connect(self._wake)
        self.field = QLineEdit(echoMode=QLineEdit.EchoMode.Password, maxLength=12, readOnly=True)
        self.field.setProperty("kind", "big")
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.field.setAccessibleName(_("PIN"))
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.keys: dict[str, IconButton] = {}
        grid = QGridLayout(spacing=10)
        for place, key in enumerate("123456789"):
            grid.addWidget(self._key(key), place // 3, place % 3)
        self.erase, self.enter = self._key("⌫"), IconButton("check", "primary", size=26)
        self.erase.setAccessibleName(_("Erase the last digit"))
        self.enter.setAccessibleName(_("Leave the kiosk"))
        self.enter.setObjectName("kioskKey")
        self.enter.clicked.connect(self._enter)
        for column, button in enumerate((self.erase, self._key("0"), self.enter)):
            grid.addWidget(button, 3, column)
        self.back = IconButton("chevron_left")
        self.back.setObjectName("kioskButton")
        self.back.setText(_("Back to the form"))
        self.back.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        self.setMaximumWidth(420)
        layout.addWidget(QLabel(_("For the organisers"), objectName="kioskTitle", wordWrap=True))
        layout.addWidget(QLabel(_("Type the PIN to leave the kiosk."), objectName="kioskNote", wordWrap=True))
        layout.addWidget(self.field)
        layout.addWidget(self.problem)
        layout.addLayout(grid)
        layout.addWidget(self.back)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def begin(self) -> None:
        """Empty, and ready for the keyboard."""
        self.field.clear()
        if not self.resting.isActive():
            self.problem.hide()
        self.setFocus()

    def refuse(self) -> None:
        """The number was wrong."""
        self._tries += 1
        self.field.clear()
        self.problem.show()
        if self._tries < MOST_TRIES:
            self.problem.setText(_("This is not the PIN. Try again."))
            self._allow(True)
            return
        self._tries = 0
        self.problem.setText(
            _("This was wrong {n} times. Wait for half a minute, then try again.").format(n=MOST_TRIES)
        )
        self._allow(False)
        self.resting.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.text().isdecimal() and event.text().isascii() and event.text():
            self._press(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.field.backspace()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _key(self, key: str) -> IconButton:
        button = self.keys[key] = IconButton()
        button.setText(key)
        button.setObjectName("kioskKey")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.field.backspace if key == "⌫" else lambda _on=False, key=key: self._press(key))
        return button

    def _press(self, digit: str) -> None:
        if not self.resting.isActive():
            self.field.setText((self.field.text() + digit)[: self.field.maxLength()])

    def _enter(self) -> None:
        if self.field.text() and self.enter.isEnabled():
            self._allow(False)
            self.entered.emit(self.field.text())

    def _wake(self) -> None:
        self.problem.hide()
        self._allow(True)

    def _allow(self, is_allowed: bool) -> None:
        self.enter.setEnabled(is_allowed)
        for button in self.keys.values():
            button.setEnabled(is_allowed)
