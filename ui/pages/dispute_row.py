"""One disagreement: whom it is about, what, and a button for each side with where it comes from."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.disputes import Dispute, Option
from ui.widgets.icons import IconButton

_PADDING = 28
_FITS = 30
"""Letters that a button shows for certain; longer values stand below it whole: two may differ at their end."""


class Choice(IconButton):
    """Enter presses it too. ``focused``: it has the keyboard now; ``moved``: an arrow key asks for another one."""

    focused = Signal(object)
    moved = Signal(object, int)

    def __init__(self, dispute: Dispute, option: Option, *, is_chosen: bool = False) -> None:
        super().__init__("check" if is_chosen else "", "small", size=16)
        self._words = option.words
        self.setToolTip(option.words)
        self.setAccessibleName(f"{dispute.name}, {dispute.what}: {option.words} {option.source}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(option.words.replace("&", "&&"))

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """As wide as all its words, whatever of them is shown."""
        self.ensurePolished()
        words = self.fontMetrics().horizontalAdvance(self._words) + 2
        icon = self.iconSize().width() + 6 if not self.icon().isNull() else 0
        return QSize(words + icon + _PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(min(120, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _show(self) -> None:
        icon = self.iconSize().width() + 6 if not self.icon().isNull() else 0
        room = self.width() - icon - _PADDING
        words = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 60))
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
            sides.addWidget(button, 2 * place, 0)
            sides.addWidget(_text(option.source, "hint"), 2 * place, 1)
            if len(option.words) > _FITS:
                sides.addWidget(_text(option.words, "hint"), 2 * place + 1, 0, 1, 2)
        sides.setColumnStretch(1, 1)
        layout.addLayout(sides)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """The buttons leave room for where their words come from."""
        super().resizeEvent(event)
        for button in self.buttons:
            button.setMaximumWidth(max(120, self.width() * 65 // 100))


def _text(words: str, kind: str = "") -> QLabel:
    return QLabel(words, objectName=kind, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
