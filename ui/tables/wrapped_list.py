"""A list whose rows are as high as their words need."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView

from ui.tables.wrapped_lines import WrappedLinesDelegate


def show_wrapped(view: QListView) -> None:
    """Rows wrap at the width of the list, whatever that becomes."""
    view.setItemDelegate(WrappedLinesDelegate(view))
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
