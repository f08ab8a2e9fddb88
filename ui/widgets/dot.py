"""A coloured dot that shows at a glance how something stands; the words beside it say it for everybody."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QWidget

_COLOURS = {
    "connected": ("#0B7A43", "#4CC38A"),
    "troubled": ("#B06A00", "#F0B34A"),
    "away": ("#B06A00", "#F0B34A"),
    "connecting": ("#0B5F8F", "#6CB8E6"),
    "refused": ("#B3261E", "#F2857D"),
}
"""On a light and on a dark ground."""


def dot_colour(standing: str) -> QColor:
    """Grey for what is off."""
    palette = QApplication.palette()
    if standing not in _COLOURS:
        return palette.color(QPalette.ColorRole.PlaceholderText)
    is_dark = palette.color(QPalette.ColorRole.Base).lightness() < 100
    return QColor(_COLOURS[standing][is_dark])


class Dot(QWidget):
    """Filled where something is on, a ring where it is off."""

    def __init__(self, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing = "off"
        self.setFixedSize(size, size)

    def show_standing(self, standing: str) -> None:
        self._standing = standing
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_dot(painter, self._standing, self.width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def draw_dot(painter: QPainter, standing: str, size: int, left: int = 0, top: int = 0) -> None:
    """Draws the dot of a standing."""
    colour = dot_colour(standing)
    pen = painter.pen()
    pen.setColor(colour)
    pen.setWidthF(2)
    painter.setPen(pen)
    if standing != "off":
        painter.setBrush(colour)
    painter.drawEllipse(left + 1, top + 1, size - 2, size - 2)
