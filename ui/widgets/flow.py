"""A row of widgets that goes on in the next line where the window is narrow, so that no words are cut."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


@dataclass(frozen=True)
class _Wish:
    """How wide a widget has to be at least (0 for as wide as its words), and its part of the room that is left."""

    least: int = 0
    stretch: int = 0


class FlowLayout(QLayout):
    """Widgets in the order they were added; in each line those with a stretch share what is left of it."""

    def __init__(self, spacing: int = 8) -> None:
        super().__init__()
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self._wishes: dict[QWidget, _Wish] = {}

    def add(self, widget: QWidget, *, least: int = 0, stretch: int = 0) -> None:
        """Adds a widget that is never narrower than ``least``."""
        self._wishes[widget] = _Wish(least, stretch)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 Qt's name
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 Qt's name
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802 Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 Qt's name
        return self._lay(QRect(0, 0, width, 0), is_real=False)

    def minimumSize(self) -> QSize:  # noqa: N802 Qt's name
        shown = self._shown()
        width = max((self._width(item) for item in shown), default=0)
        return QSize(width, max((item.minimumSize().height() for item in shown), default=0))

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        shown = self._shown()
        width = sum(self._width(item) for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 Qt's name
        super().setGeometry(rect)
        self._lay(rect, is_real=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _wish(self, item: QLayoutItem) -> _Wish:
        return self._wishes.get(item.widget(), _Wish())

    def _width(self, item: QLayoutItem) -> int:
        least = self._wish(item).least
        return max(least or item.sizeHint().width(), item.minimumSize().width())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken = width + 1
        for item in self._shown():
            wanted = self._width(item) + self.spacing()
            if not lines or taken + wanted - self.spacing() > width:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += wanted
        return lines

    def _lay(self, rect: QRect, *, is_real: bool) -> int:
        """Answers the height that the lines take; puts the widgets there where it ``is_real``."""
        top = rect.top()
        for line in self._lines(rect.width()):
            widths = [self._width(item) for item in line]
            left = max(0, rect.width() - sum(widths) - self.spacing() * (len(line) - 1))
            parts = [self._wish(item).stretch for item in line]
            if whole := sum(parts):
                widths = [width + left * part // whole for width, part in zip(widths, parts, strict=True)]
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            high = max(heights)
            at = rect.left()
            for item, width, height in zip(line, widths, heights, strict=True):
                if is_real:
                    item.setGeometry(QRect(QPoint(at, top + (high - height) // 2), QSize(width, height)))
                at += width + self.spacing()
            top += high + self.spacing()
        return max(0, top - self.spacing() - rect.top())


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return max(item.sizeHint().height(), item.minimumSize().height())
