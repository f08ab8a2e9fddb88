"""Rows of a list as they are written: a line in bold that wraps, a quiet one under it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.lines import SECOND_LINE_ROLE

Index = QModelIndex | QPersistentModelIndex
_MARGIN, _GAP = 10, 2
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class WrappedLines(QStyledItemDelegate):
    """Each row is as high as its words need at the width of the list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setItemDelegate(self)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 Qt's name
        width = self._view.viewport().width()
        first, second = self._places(QRect(0, 0, width, 10_000), index)
        return QSize(width, first.height() + second.height() + _GAP + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette = QApplication.palette()
        if option.state & QStyle.StateFlag.State_Selected:
            colour = palette.color(QPalette.ColorRole.Accent)
            colour.setAlphaF(0.18)
            painter.fillRect(option.rect, colour)
        first, second = self._places(option.rect, index)
        bold, quiet = self._fonts()
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(first, _WRAPPED, str(index.data()))
        painter.setFont(quiet)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(second, _WRAPPED, str(index.data(SECOND_LINE_ROLE) or ""))
        painter.restore()

    def _fonts(self) -> tuple[QFont, QFont]:
        bold, quiet = QFont(self._view.font()), QFont(self._view.font())
        bold.setWeight(QFont.Weight.DemiBold)
        quiet.setPixelSize(13)
        return bold, quiet

    def _places(self, where: QRect, index: Index) -> tuple[QRect, QRect]:
        """Where both lines stand in a row."""
        room = where.adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        places = []
        for font, words in zip(self._fonts(), (index.data(), index.data(SECOND_LINE_ROLE)), strict=True):
            needed = QFontMetrics(font).boundingRect(QRect(0, 0, room.width(), 10_000), _WRAPPED, str(words or ""))
            places.append(QRect(room.left(), room.top(), room.width(), needed.height()))
            room.setTop(room.top() + needed.height() + _GAP)
        return places[0], places[1]
