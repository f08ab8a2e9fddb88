"""Asks whether somebody is sure, before what cannot be taken back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.dialogs.question import Question


class SureDialog(Question):
    """``decided``: it is meant. The keyboard is on the way out."""

    decided = Signal()

    def __init__(self, parent: QWidget | None, title: str, words: str, accept: str) -> None:
        super().__init__(parent, title, words, accept)
        self.setMinimumWidth(560)
        self.cancel_button.setFocus()

    def answer(self) -> None:
        self.accept()
        self.decided.emit()
