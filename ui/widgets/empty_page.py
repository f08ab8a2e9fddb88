"""What a page shows while there is nothing on it: a picture, what to do next, and the buttons for it."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets.icons import IconButton, IconLabel


def lay_empty(page: QWidget, icon: str, words: QLabel, *buttons: IconButton) -> QWidget:
    """Lays ``words`` and ``buttons`` below the icon in the middle of ``page``, which is answered."""
    layout = QVBoxLayout(page)
    layout.setSpacing(14)
    layout.addStretch(1)
    words.setMinimumWidth(520)
    for widgets in ((IconLabel(icon, 64),), (words,), buttons):
        row = QHBoxLayout(spacing=10)
        row.addStretch(1)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        layout.addLayout(row)
    layout.addStretch(2)
    return page
