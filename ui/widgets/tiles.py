"""Names with an amount each, as tiles in rows: those with one stand out, those without are there all the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QSizePolicy, QWidget

_NARROWEST = 118


@dataclass(frozen=True)
class TileFace:
    """One tile. ``words`` tell it whole to who does not see it."""

    key: str
    name: str
    amount: int
    words: str


class Tile(QAbstractButton):
    """The name over the amount; the name takes two lines where it needs them, and is never cut before that."""

    def __init__(self, face: TileFace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.setAccessibleName(face.words)
        self.setToolTip(face.words)
        self.setEnabled(face.amount > 0)
        self.setCursor(Qt.CursorShape.PointingHandCursor if face.amount else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        return QSize(_NARROWEST, 58)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        accent, text = palette.color(QPalette.ColorRole.Accent), palette.color(QPalette.ColorRole.Text)
        quiet, line = palette.color(QPalette.ColorRole.PlaceholderText), palette.color(QPalette.ColorRole.Mid)
        is_there = self.face.amount > 0
        ground = QColor(accent)
        ground.setAlphaF(0.30 if self.underMouse() and is_there else 0.16)
        edge = QPen(text if self.hasFocus() else accent if is_there else line, 2 if self.hasFocus() else 1)
        if not is_there:
            edge.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(ground if is_there else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        where = QRectF(self.rect()).adjusted(8, 4, -8, -4)
        number = QFont(self.font())
        number.setPixelSize(18)
        number.setBold(is_there)
        painter.setFont(number)
        painter.setPen(text if is_there else quiet)
        shown = str(self.face.amount) if is_there else "–"
        width = QFontMetricsF(number).horizontalAdvance(shown) + 4
        painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        name = QFont(self.font())
        name.setPixelSize(13)
        painter.setFont(name)
        painter.drawText(
            where.adjusted(0, 0, -width, 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            self.face.name,
        )


class TileGrid(QWidget):
    """As many tiles in a row as fit. ``chosen`` tells the key of the one that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self.tiles: list[Tile] = []
        self._columns = 0

    def show_tiles(self, faces: Sequence[TileFace]) -> None:
        if [tile.face for tile in self.tiles] == list(faces):
            return
        for tile in self.tiles:
            tile.setParent(None)
            tile.deleteLater()
        self.tiles = [Tile(face) for face in faces]
        for tile in self.tiles:
            tile.clicked.connect(lambda _on=False, key=tile.face.key: self.chosen.emit(key))
        self._columns = 0
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        columns = max(2, min(7, self.width() // (_NARROWEST + 6)))
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
