"""A framed part of a page."""

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget


class Card(QFrame):
    """Its parts stand under each other."""

    def __init__(self, *parts: QWidget | QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        for part in parts:
            layout.addWidget(part) if isinstance(part, QWidget) else layout.addLayout(part)
