"""Texts in several languages: one language is shown at a time, the others are a button away."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from o2o_events.i18n import LANGUAGES, language
from ui.widgets.icons import IconButton

Texts = dict[str, str]


class LocalizedFields(QWidget):
    """Buttons for the languages of some fields that stand elsewhere. A mark shows which languages have a text."""

    turned = Signal(str)

    def __init__(self, fields: Mapping[str, QLineEdit | QPlainTextEdit], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = dict(fields)
        self._texts: dict[str, Texts] = {name: {} for name in fields}
        self._tag = language()
        self.buttons: dict[str, IconButton] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for tag in LANGUAGES:
            self._add_button(tag)
        self._row.addStretch(1)
        for field in self._fields.values():
            field.textChanged.connect(self._mark)

    def show_texts(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        """Fills the fields with the texts in the language that is shown, and keeps the rest."""
        self._texts = {name: dict(texts.get(name) or {}) for name in self._fields}
        for tag in sorted({tag for kept in self._texts.values() for tag in kept}):
            self._add_button(tag)
        self._fill()

    def texts(self, name: str) -> Texts:
        """A field's text in every language that has one."""
        self._keep()
        return {tag: text for tag, text in self._texts[name].items() if text}

    def turn(self, tag: str) -> None:
        """Shows another language."""
        if tag != self._tag:
            self._keep()
            self._tag = tag
            self._fill()
            self.turned.emit(tag)

    def _add_button(self, tag: str) -> None:
        if tag in self.buttons:
            return
        button = self.buttons[tag] = IconButton("", "small")
        button.setCheckable(True)
        button.setChecked(tag == self._tag)
        self._group.addButton(button)
        self._row.insertWidget(len(self.buttons) - 1, button)
        button.clicked.connect(lambda _checked: self.turn(tag))
        self._mark()

    def _keep(self) -> None:
        for name, field in self._fields.items():
            text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
            if text.strip() or self._tag in self._texts[name]:
                self._texts[name][self._tag] = text.strip()

    def _fill(self) -> None:
        for name, field in self._fields.items():
            text = self._texts[name].get(self._tag, "")
            if isinstance(field, QLineEdit):
                field.setText(text)
                field.setCursorPosition(0)
            else:
                field.setPlainText(text)
        self.buttons[self._tag].setChecked(True)
        self._mark()

    def _mark(self) -> None:
        """A full dot beside each language that has some text, a ring beside the others."""
        for tag, button in self.buttons.items():
            button.setText(f"{'●' if self._has_text(tag) else '○'}  {LANGUAGES.get(tag, tag)}")

    def _has_text(self, tag: str) -> bool:
        if tag != self._tag:
            return any(texts.get(tag) for texts in self._texts.values())
        return any(
            (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()
            for field in self._fields.values()
        )
