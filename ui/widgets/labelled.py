"""A field under its words: long words of any language wrap instead of being cut."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget


def labelled(words: str, field: QWidget) -> QVBoxLayout:
    """The field with its words above it."""
    label = QLabel(words, objectName="hint", wordWrap=True)
    label.setBuddy(field)
    field.setAccessibleName(words)
    layout = QVBoxLayout(spacing=3)
    layout.addWidget(label)
    layout.addWidget(field)
    return layout


def field_grid(fields: Sequence[tuple[str, QWidget]], columns: int = 2) -> QGridLayout:
    """Fields side by side, filled row by row."""
    grid = QGridLayout(horizontalSpacing=14, verticalSpacing=9)
    for place, (words, field) in enumerate(fields):
        grid.addLayout(labelled(words, field), place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid


def fill_choices(box: QComboBox, choices: Iterable[tuple[str, str]], chosen: str | None = None) -> None:
    """Fills a box with (value, words)."""
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    if chosen is not None:
        box.setCurrentIndex(box.findData(chosen))
