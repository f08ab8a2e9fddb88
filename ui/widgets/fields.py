"""The two fields of the desk: one that is for scanners and codes, one for names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget


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
