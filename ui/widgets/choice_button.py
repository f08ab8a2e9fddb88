"""An answer to touch: a round or square mark and words that wrap, large enough for a finger."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

TOUCH = 48
"""Pixels that a finger needs at least."""
_MARK = 22
_PAD = 14
_GAP = 12


class ChoiceButton(QAbstractButton):
    """``is_round``: one of several; else each for itself. ``has_mark`` is off for the numbers of a scale."""

    def __init__(self, words: str, *, is_round: bool, has_mark: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_round, self._has_mark = is_round, has_mark
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def _start(self) -> int:
        return _PAD + (_MARK + _GAP if self._has_mark else 0)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        width = QFontMetrics(self.font()).horizontalAdvance(self.text()) + self._start + _PAD
        return QSize(max(TOUCH, min(width, 360)), self.heightForWidth(max(TOUCH, min(width, 360))))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(TOUCH if not self._has_mark else 120, TOUCH)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        return max(TOUCH, self._text_height(width) + 24)

    def _text_height(self, width: int) -> int:
        room = QRectF(0, 0, max(20, width - self._start - _PAD), 10_000).toRect()
        return QFontMetrics(self.font()).boundingRect(room, self._flags, self.text()).height()

    @property
    def _flags(self) -> int:
        across = Qt.AlignmentFlag.AlignLeft if self._has_mark else Qt.AlignmentFlag.AlignHCenter
        return int(across | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        palette = self.palette()
        accent, line = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Mid)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on, is_lit = self.isChecked(), self.hasFocus() or self.underMouse()
        painter.setBrush(_soft(accent) if is_on else palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(accent if is_on or is_lit else line, 2 if is_on or self.hasFocus() else 1))
        edge = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(edge, 10, 10)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(edge.adjusted(4, 4, -4, -4), 7, 7)
        if self._has_mark:
            self._paint_mark(painter, accent)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(self.rect().adjusted(self._start, 4, -_PAD, -4), self._flags, self.text())
        painter.end()

    def _paint_mark(self, painter: QPainter, accent: QColor) -> None:
        box = QRectF(_PAD, (self.height() - _MARK) / 2, _MARK, _MARK)
        palette = self.palette()
        painter.setPen(QPen(accent if self.isChecked() else palette.color(QPalette.ColorRole.PlaceholderText), 2))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        if self._is_round:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 4, 4)
        if not self.isChecked():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        inner = box.adjusted(5, 5, -5, -5)
        if self._is_round:
            painter.drawEllipse(inner)
        else:
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 2.6))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 5, y + 11.5), QPointF(x + 9.5, y + 16), QPointF(x + 17, y + 7)])


def _soft(colour: QColor) -> QColor:
    soft = QColor(colour)
    soft.setAlphaF(0.14)
    return soft
