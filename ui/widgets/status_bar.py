"""The line at the foot of the window: hints of keys at the left, where one is at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

_GAP = "    "


class HintLine(QLabel):
    """Shows as many hints as there is room for, whole ones only; the tool tip has them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_hints(self, hints: Sequence[str]) -> None:
        self._hints = tuple(hints)
        self.setToolTip("\n".join(hints))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = list(self._hints)
        while shown and self.fontMetrics().horizontalAdvance(_GAP.join(shown)) > self.width():
            shown.pop()
        self.setText(_GAP.join(shown))


class NameLabel(QLabel):
    """A name that is shortened in the middle before anything beside it is; the tool tip has all of it."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_name(self, name: str, hint: str = "") -> None:
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, self._most))
        self.setToolTip(hint or name)


class StatusBar(QFrame):
    """Hints, then the hub, the desk and the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.hints, self.hub, self.desk, self.file = HintLine(), QLabel(), NameLabel(260), NameLabel(200)
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 4, 18, 4)
        line.setSpacing(20)
        line.addWidget(self.hints, 1)
        for label in (self.hub, self.desk, self.file):
            line.addWidget(label)
