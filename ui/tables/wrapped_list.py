"""A list whose rows are as high as their words need."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView

from ui.tables.wrapped_lines import WrappedLinesDelegate


def show_wrapped(view: QListView) -> None:
    """Rows wrap at the width of the list, whatever that becomes."""
    view.setItemDelegate(WrappedLinesDelegate(view))
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.viewport().installEventFilter(_WidthFollower(view))


class _WidthFollower(QObject):
    """Lays the rows out again at another width. Qt does not where its own scroll bar takes the width away."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if isinstance(event, QResizeEvent) and event.size().width() != event.oldSize().width():
            self._view.scheduleDelayedItemsLayout()
        return False
