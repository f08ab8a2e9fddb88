"""What an agenda without anything in it says: how to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.widgets.icons import IconButton, IconLabel


class EmptyAgenda(QWidget):
    """``asked`` tells how to begin: template, import, rooms."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._words.setMinimumWidth(460)
        self.buttons = {
            "template": IconButton("star", "primary"),
            "import": IconButton("import"),
            "rooms": IconButton("plus"),
            "new": IconButton("plus"),
        }
        layout = QVBoxLayout(self, spacing=16)
        layout.addStretch(2)
        layout.addWidget(IconLabel("agenda", 64), 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        for names in (("template", "import"), ("rooms", "new")):
            row = QHBoxLayout(spacing=10)
            row.addStretch(1)
            for name in names:
                button = self.buttons[name]
                button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
                row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(3)
        self.retranslate()

    def retranslate(self) -> None:
        self._words.setText(
            _(
                "There is no agenda for this event yet. Start from a template and change it, import one that you have, "
                "or add the rooms and then the sessions."
            )
        )
        self.buttons["template"].setText(_("Start from a template…"))
        self.buttons["import"].setText(_("Import an agenda…"))
        self.buttons["rooms"].setText(_("Rooms…"))
        self.buttons["new"].setText(_("Add session"))
