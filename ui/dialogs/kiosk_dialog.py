"""What the kiosk asks about, on which monitor, and the PIN that leaves it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from o2o_events.feedback.kiosk_pin import set_pin
from o2o_events.feedback.sheet_lookup import Target
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.kiosk.starting import Asked, KioskTask
from ui.project import OpenProject
from ui.widgets.labelled import fill_choices, labelled


class KioskDialog(Question):
    """``decided`` tells the task and the monitor, once the PIN is kept."""

    decided = Signal(object, object)

    def __init__(
        self,
        parent: QWidget | None,
        project: OpenProject,
        event: Event,
        asked: Asked,
        targets: Sequence[Target],
        monitors: Sequence[tuple[QScreen, str]],
        *,
        has_pin: bool,
    ) -> None:
        words = _("The form fills the screen until the PIN is typed. Badges that are scanned there are not checked in.")
        super().__init__(parent, _("Start the kiosk"), words, _("Start"), "form")
        self._project, self._event, self._asked, self._targets = project, event, asked, list(targets)
        self._monitors = [screen for screen, _words in monitors]
        self._has_pin = has_pin
        self.target, self.monitor = QComboBox(), QComboBox()
        fill_choices(self.target, [(str(n), target.title) for n, target in enumerate(targets)])
        fill_choices(self.monitor, [(str(n), words) for n, (_screen, words) in enumerate(monitors)])
        self.pin, self.again = (QLineEdit(maxLength=12, echoMode=QLineEdit.EchoMode.Password) for _field in range(2))
        self.body.addLayout(labelled(_("About"), self.target))
        if len(monitors) > 1:
            self.body.addLayout(labelled(_("Monitor"), self.monitor))
        new = _("New PIN, or leave both empty to keep the present one") if has_pin else _("PIN of 4 to 12 digits")
        self.body.addLayout(labelled(new, self.pin))
        self.body.addLayout(labelled(_("The PIN once more"), self.again))
        self.pin.setFocus()

    def answer(self) -> None:
        pin = self.pin.text()
        if not self._targets:
            self.refuse(_("There is no session to ask about yet. Plan one on the agenda first."))
        elif pin != self.again.text():
            self.again.setFocus()
            self.refuse(_("The two PINs are not the same. Type them again."))
        elif not pin and self._has_pin:
            self._decide()
        else:
            self.accept_button.setEnabled(False)
            self._project.write(lambda tx: set_pin(tx, pin=pin), lambda _none: self._decide(), self.fail)

    def _decide(self) -> None:
        task = KioskTask(self._event, self._asked.form.id, self._targets[self.target.currentIndex()])
        monitor = self._monitors[max(0, self.monitor.currentIndex())]
        self.accept()
        self.decided.emit(task, monitor)
