"""One disagreement: whom it is about, what, and a button for each side with where it comes from."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.disputes import Dispute, Option
from ui.widgets.icons import IconButton

_MOST_LETTERS = 40


class Choice(IconButton):
    """Enter presses it too. ``focused``: it has the keyboard now; ``moved``: an arrow key asks for another one."""

    focused = Signal(object)
    moved = Signal(object, int)

    def __init__(self, dispute: Dispute, option: Option, *, is_chosen: bool = False) -> None:
        super().__init__("check" if is_chosen else "", "small", size=16)
        self._words = option.words
        self.setToolTip(option.words)
        self.setAccessibleName(f"{dispute.name}, {dispute.what}: {option.words} {option.source}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show(_MOST_LETTERS)

    def _show(self, most: int) -> None:
        words = self._words if len(self._words) <= most else f"{self._words[: most - 1]}…"
        self.setText(words.replace("&", "&&"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self.moved.emit(self, 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self.moved.emit(self, -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        super().focusInEvent(event)
        self.focused.emit(self)


class DisputeRow(QFrame):
    """``chosen`` tells the choice; ``settled`` is the one that was taken, if it is settled."""

    chosen = Signal(object, str)

    def __init__(self, dispute: Dispute, settled: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.dispute = dispute
        self.buttons: list[Choice] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        name = _text(dispute.name)
        font = name.font()
        font.setBold(True)
        name.setFont(font)
        layout.addWidget(name)
        layout.addWidget(_text(dispute.what, "hint"))
        sides = QGridLayout(horizontalSpacing=10, verticalSpacing=6)
        for place, option in enumerate(dispute.options):
            button = Choice(dispute, option, is_chosen=option.choice == settled)
            button.setEnabled(not settled or (dispute.may_change(settled) and option.choice != settled))
            button.clicked.connect(lambda _c=False, choice=option.choice: self.chosen.emit(self.dispute, choice))
            self.buttons.append(button)
            sides.addWidget(button, place, 0)
            sides.addWidget(_text(option.source, "hint"), place, 1)
        sides.setColumnStretch(1, 1)
        layout.addLayout(sides)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """The buttons leave room for where their words come from."""
        super().resizeEvent(event)
        for button in self.buttons:
            button.setMaximumWidth(max(120, self.width() * 6 // 10))


def _text(words: str, kind: str = "") -> QLabel:
    return QLabel(words, objectName=kind, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
