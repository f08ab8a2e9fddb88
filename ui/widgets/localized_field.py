"""A text in several languages: one is shown, the others are a click away and say whether they are written."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget


class LocalizedField(QWidget):
    """``edited`` tells that the text was changed and the field left, or Enter pressed."""

    edited = Signal()

    def __init__(self, languages: Mapping[str, str], *, height: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field: QLineEdit | QPlainTextEdit
        if height:
            self.field = QPlainTextEdit(maximumHeight=height, tabChangesFocus=True)
        else:
            self.field = QLineEdit(maxLength=500)
            self.field.returnPressed.connect(self.edited)
        self.setFocusProxy(self.field)
        self._names = dict(languages)
        self._text: dict[str, str] = {}
        self._shown = next(iter(languages))
        self._buttons = QButtonGroup(self, exclusive=True)
        self._row = QHBoxLayout(spacing=4)
        self._row.addStretch(1)
        layout = QVBoxLayout(self, spacing=3)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addLayout(self._row)
        for tag in languages:
            self._add(tag)
        self.field.textChanged.connect(self._keep)
        self.field.installEventFilter(self)

    def show_text(self, text: Mapping[str, str], language: str) -> None:
        """Shows a text, in this language first; languages that we do not know keep theirs."""
        self._text = dict(text)
        for tag in text:
            if tag not in self._names:
                self._names[tag] = tag
                self._add(tag)
        self._show(language)

    @property
    def text(self) -> dict[str, str]:
        """The text by language, languages without any left out."""
        return {tag: text.strip() for tag, text in self._text.items() if text.strip()}

    def setAccessibleName(self, words: str) -> None:  # noqa: N802 Qt's name
        super().setAccessibleName(words)
        self.field.setAccessibleName(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.FocusOut:
            self.edited.emit()
        return super().eventFilter(watched, event)

    def _add(self, tag: str) -> None:
        button = QToolButton(checkable=True, objectName="language", toolTip=self._names[tag])
        button.setAccessibleName(self._names[tag])
        button.setProperty("tag", tag)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False, tag=tag: self._show(tag))
        self._buttons.addButton(button)
        self._row.insertWidget(self._row.count() - 1, button)
        self._name_buttons()

    def _show(self, tag: str) -> None:
        self._shown = tag
        text = self._text.get(tag, "")
        self.field.blockSignals(True)
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
            self.field.setCursorPosition(0)
        else:
            self.field.setPlainText(text)
        self.field.blockSignals(False)
        self._name_buttons()

    def _keep(self) -> None:
        is_line = isinstance(self.field, QLineEdit)
        self._text[self._shown] = self.field.text() if is_line else self.field.toPlainText()
        self._name_buttons()

    def _name_buttons(self) -> None:
        """A dot stands at the languages that are written."""
        for button in self._buttons.buttons():
            tag = button.property("tag")
            button.setText(f"{tag} •" if self._text.get(tag, "").strip() else tag)
            button.setChecked(tag == self._shown)
