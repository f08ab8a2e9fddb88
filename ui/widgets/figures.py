"""Today's figures: a number with its name, and one bar a category."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.icons import on_ground


class FigureCard(QFrame):
    """A large number with its name under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._number, self._name = QLabel("–", objectName="figure"), QLabel(objectName="figureName", wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 7)
        layout.setSpacing(0)
        layout.addWidget(self._number)
        layout.addWidget(self._name)

    @property
    def text(self) -> str:
        return self._number.text()

    def set_number(self, number: int | None) -> None:
        self._number.setText("–" if number is None else f"{number:,}".replace(",", "\u202f"))
        self._tell()

    def set_name(self, name: str) -> None:
        self._name.setText(name)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name.text()}: {self._number.text()}")


@dataclass(frozen=True)
class Bar:
    """One line of the bars: its words, colour and amount."""

    words: str
    colour: str
    amount: int


class Bars(QWidget):
    """A bar a category, the largest first as they are given; what has no room is counted in the last line."""

    _LINE = 23

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[Bar, ...]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar], empty: str) -> None:
        self._bars, self._empty = tuple(bars), empty
        self.setAccessibleName("; ".join(f"{bar.words}: {bar.amount}" for bar in bars) or empty)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(200, max(1, len(self._bars)) * self._LINE)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name and signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        ink, quiet = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
        font = QFont(self.font())
        font.setPixelSize(13)
        painter.setFont(font)
        if not self._bars:
            painter.setPen(quiet)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._empty)
            return
        most = max(bar.amount for bar in self._bars) or 1
        names, number = self.width() * 0.5, 46.0
        for line, bar in enumerate(self._bars):
            y = line * self._LINE
            words = QFontMetricsF(font).elidedText(bar.words, Qt.TextElideMode.ElideRight, names - 26)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(on_ground(bar.colour))
            painter.drawRoundedRect(QRectF(0, y + 5, 12, 12), 3, 3)
            room = self.width() - names - number
            painter.drawRoundedRect(QRectF(names, y + 6, max(4.0, room * bar.amount / most), 10), 5, 5)
            painter.setPen(ink)
            painter.drawText(QRectF(20, y, names - 20, self._LINE), Qt.AlignmentFlag.AlignVCenter, words)
            where = QRectF(self.width() - number, y, number, self._LINE)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(bar.amount))
