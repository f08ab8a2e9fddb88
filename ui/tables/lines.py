"""How rows are drawn: an icon or a colour, a line in bold, a quiet line under it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.widgets.icons import draw_icon, on_ground

SECOND_LINE_ROLE = Qt.ItemDataRole.UserRole + 1
ICON_ROLE = Qt.ItemDataRole.UserRole + 2
"""(icon's name, colour of the ground, colour of the icon)."""
IS_STRUCK_ROLE = Qt.ItemDataRole.UserRole + 3
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 4
"""A colour that stands before the words as a small square."""
_MARGIN = 10


class LinesDelegate(QStyledItemDelegate):
    """Draws a cell with one or two lines; fingers hit it, because it is high."""

    height = 50

    def sizeHint(  # noqa: N802 Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width() + 2 * _MARGIN, self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        self._paint_ground(painter, option, palette)
        where = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
        where = self._paint_mark(painter, index, where)
        self._paint_lines(painter, option, index, where, palette)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, palette: QPalette) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            colour = palette.color(QPalette.ColorRole.Accent)
            colour.setAlphaF(0.18)
            painter.fillRect(option.rect, colour)

    @staticmethod
    def _paint_mark(painter: QPainter, index: QModelIndex | QPersistentModelIndex, where: QRectF) -> QRectF:
        mark = index.data(ICON_ROLE)
        if mark is not None:
            name, ground, ink = mark
            disc = QRectF(where.x(), where.center().y() - 15, 30, 30)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawEllipse(disc)
            draw_icon(painter, name, disc.adjusted(7, 7, -7, -7), QColor(ink))
            return where.adjusted(42, 0, 0, 0)
        colour = index.data(COLOUR_ROLE)
        if colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(on_ground(colour))
            painter.drawRoundedRect(QRectF(where.x(), where.center().y() - 7, 14, 14), 4, 4)
            return where.adjusted(22, 0, 0, 0)
        return where

    @staticmethod
    def _paint_lines(
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        where: QRectF,
        palette: QPalette,
    ) -> None:
        first, second = str(index.data() or ""), index.data(SECOND_LINE_ROLE)
        font = QFont(option.font)
        font.setStrikeOut(bool(index.data(IS_STRUCK_ROLE)))
        upper = where
        if second is not None:
            font.setBold(True)
        if second:
            upper = where.adjusted(0, 6, 0, -where.height() / 2 + 2)
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        elided = painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, elided)
        if not second:
            return
        small = QFont(option.font)
        small.setPixelSize(13)
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        lower = where.adjusted(0, where.height() / 2 - 1, 0, -4)
        elided = painter.fontMetrics().elidedText(str(second), Qt.TextElideMode.ElideRight, int(where.width()))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, elided)
