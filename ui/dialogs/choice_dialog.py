"""Asks which of a few things is meant, one box a question."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ui.dialogs.question import Question
from ui.widgets.labelled import fill_choices, labelled

Asked = tuple[str, Sequence[tuple[str, str]]]
"""The words of a box, and its choices: (value, words)."""


class ChoiceDialog(Question):
    """``decided`` tells the chosen values in order."""

    decided = Signal(object)

    def __init__(self, parent: QWidget | None, title: str, words: str, accept: str, asked: Sequence[Asked]) -> None:
        super().__init__(parent, title, words, accept)
        self.setMinimumWidth(520)
        self.boxes: list[QComboBox] = []
        for question, choices in asked:
            box = QComboBox()
            fill_choices(box, choices)
            self.boxes.append(box)
            self.body.addLayout(labelled(question, box))

    def answer(self) -> None:
        values = [box.currentData() for box in self.boxes]
        self.accept()
        self.decided.emit(values)
