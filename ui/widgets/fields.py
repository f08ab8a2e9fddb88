"""Fields that more than one place needs: for scanners and codes, for names, for numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSpinBox, QTimeEdit, QWidget

_MARGIN = 10


class ScanField(QLineEdit):
    """Takes what a scanner or a person types as keys: no input method turns digits into something else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "big")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferNumbers
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setMaxLength(500)


class SearchField(QLineEdit):
    """Takes names in any script: input methods work here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "big")
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)


class NumberField(QSpinBox):
    """WORKAROUND Qt: a style sheet's padding does not reach the number in a spin box, so it stood at the frame."""

    def __init__(self, least: int, most: int, value: int | None = None, none_words: str = "", step: int = 1) -> None:
        super().__init__(minimum=least, maximum=most, specialValueText=none_words, singleStep=step)
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)
        if value is not None:
            self.setValue(value)


class TimeField(QTimeEdit):
    """A time of day on the 24-hour clock; its margin as that of ``NumberField``."""

    def __init__(self) -> None:
        super().__init__(displayFormat="HH:mm")
        self.lineEdit().setTextMargins(_MARGIN, 0, 0, 0)
