"""A figure against a target: the number, a bar with a mark where the target is, and both in words."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.icons import draw_icon

_MET = ("#0B6B3A", "#5BD08C")
"""On a light and on a dark ground."""


@dataclass(frozen=True)
class Measured:
    """What a meter shows. ``share`` and ``target`` are parts of the bar's length, from 0 to 1."""

    name: str
    number: str
    share: float
    target: float
    is_met: bool
    target_words: str
    detail: str


class Meter(QFrame):
    """Tells a figure four ways: as a number, as a length, by a mark and by words; never by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._name = QLabel(objectName="figureName", wordWrap=True)
        self._detail = QLabel(objectName="hint", wordWrap=True)
        self._number, self._target = QLabel(objectName="figure"), QLabel(objectName="hint", wordWrap=True)
        self._bar, self._mark = _Bar(), _Mark()
        self.shown: Measured | None = None
        head = QHBoxLayout(spacing=8)
        head.addWidget(self._number)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._target, 1)
        self._number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 10)
        layout.setSpacing(2)
        layout.addWidget(self._name)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addSpacing(3)
        layout.addWidget(self._detail)
        layout.addStretch(1)
        self._target.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_measured(self, measured: Measured) -> None:
        self.shown = measured
        self._name.setText(measured.name)
        self._number.setText(measured.number)
        self._target.setText(measured.target_words)
        self._detail.setText(measured.detail)
        self._mark.show_met(measured.is_met)
        self._bar.show_measured(measured)
        self.setAccessibleName(f"{measured.name}: {measured.number}. {measured.target_words}. {measured.detail}")


class _Mark(QWidget):
    """A tick where the target is reached, nothing where it is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_met = False
        self.setFixedSize(20, 20)

    def show_met(self, is_met: bool) -> None:
        self._is_met = is_met
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        if self._is_met:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_icon(painter, "check", QRectF(1, 1, 18, 18), _met_colour())


class _Bar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = self._target = 0.0
        self._is_met = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_measured(self, measured: Measured) -> None:
        self._share, self._target = min(max(measured.share, 0.0), 1.0), min(max(measured.target, 0.0), 1.0)
        self._is_met = measured.is_met
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(120, 18)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        ground = QRectF(0, 5, self.width(), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(ground, 4, 4)
        if self._share > 0:
            painter.setBrush(_met_colour() if self._is_met else palette.color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(QRectF(0, 5, max(8.0, self.width() * self._share), 8), 4, 4)
        at = min(max(self.width() * self._target, 1.5), self.width() - 1.5)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QRectF(at, 2, 0, 14).topLeft(), QRectF(at, 2, 0, 14).bottomLeft())


def _met_colour() -> QColor:
    is_dark = QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 100
    return QColor(_MET[is_dark])
