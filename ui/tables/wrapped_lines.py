"""How texts of any length are drawn in a list: whole, with a quiet line under them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.lines import SECOND_LINE_ROLE

_MARGIN, _GAP, _TALLEST = 10, 3, 1 << 20
_WRAP = Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap
Index = QModelIndex | QPersistentModelIndex


class WrappedLinesDelegate(QStyledItemDelegate):
    """Nothing is cut: a row is as high as its text is in the list's width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 Qt's name
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        first, second = self._places(option.font, QRect(0, 0, width - 2 * view.spacing(), _TALLEST), index)
        return QSize(first.width(), second.bottom() + _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = QApplication.palette()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            ground = palette.color(QPalette.ColorRole.Highlight)
            ground.setAlpha(56)
            painter.fillRect(option.rect, ground)
        first, second = self._places(option.font, option.rect, index)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(first, _WRAP, index.data())
        painter.setFont(self._small(option.font))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(second, _WRAP, index.data(SECOND_LINE_ROLE) or "")
        painter.restore()

    def _places(self, font: QFont, where: QRect, index: Index) -> tuple[QRect, QRect]:
        """Where the text and the line under it stand."""
        room = where.adjusted(_MARGIN, _MARGIN - 2, -_MARGIN, 0)
        room.setHeight(_TALLEST)
        first = QFontMetrics(font).boundingRect(room, _WRAP, str(index.data() or ""))
        first.setRect(room.left(), room.top(), room.width(), first.height())
        below = QRect(room.left(), first.bottom() + _GAP, room.width(), _TALLEST)
        second = QFontMetrics(self._small(font)).boundingRect(below, _WRAP, str(index.data(SECOND_LINE_ROLE) or ""))
        second.setRect(below.left(), below.top(), below.width(), second.height())
        return first, second

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(13)
        return small
