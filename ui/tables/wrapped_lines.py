"""How texts of any length are drawn in a list: whole, with a quiet line under them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.tables.lines import SECOND_LINE_ROLE

_MARGIN, _GAP = 10, 3
Index = QModelIndex | QPersistentModelIndex


class WrappedLinesDelegate(QStyledItemDelegate):
    """Nothing is cut: a row is as high as its text is in the list's width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 Qt's name
        view = option.widget
        width = view.viewport().width() - 2 * view.spacing() if isinstance(view, QListView) else option.rect.width()
        first, second = self._set(option.font, width - 2 * _MARGIN, index)
        height = first.boundingRect().height() + second.boundingRect().height()
        return QSize(width, round(height) + _GAP + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette = QApplication.palette()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            ground = palette.color(QPalette.ColorRole.Highlight)
            ground.setAlpha(56)
            painter.fillRect(option.rect, ground)
        first, second = self._set(option.font, option.rect.width() - 2 * _MARGIN, index)
        place = QPointF(option.rect.left() + _MARGIN, option.rect.top() + _MARGIN)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        first.draw(painter, place)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        second.draw(painter, place + QPointF(0, first.boundingRect().height() + _GAP))
        painter.restore()

    @staticmethod
    def _set(font: QFont, width: int, index: Index) -> tuple[QTextLayout, QTextLayout]:
        """The text and the line under it, in lines of this width."""
        small = QFont(font)
        small.setPixelSize(13)
        words = str(index.data() or ""), str(index.data(SECOND_LINE_ROLE) or "")
        return _layout(words[0], font, width), _layout(words[1], small, width)


def _layout(text: str, font: QFont, width: int) -> QTextLayout:
    """Words stay whole; one that is longer than a line is broken rather than lost."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(_option())
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
