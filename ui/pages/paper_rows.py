"""The questions of a paper sheet for the keyboard alone: a key chooses, Enter goes on."""

from collections.abc import Mapping
from html import escape
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.checking import LONGEST_ASIDE, LONGEST_TEXT, number_words
from o2o_events.feedback.questions import CHOICES, OTHER, Question
from o2o_events.i18n import _

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The key of each option, in order."""
_NEXT = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PaperRow(QFrame):
    """One question. ``left`` tells that Enter asks for what comes next, ``changed`` that the answer did."""

    left = Signal()
    changed = Signal()

    def __init__(self, question: Question, number: int, language: str) -> None:
        super().__init__()
        self.setObjectName("paperRow")
        self.question, self._number, self._language = question, number, language
        self._chosen: list[str] = []
        self.options = _options(question, language)
        self.field: QLineEdit | QPlainTextEdit | None = None
        self.other: QLineEdit | None = None
        self.comment: QLineEdit | None = None
        self._choices = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText, objectName="paperChoices")
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 9, 14, 9)
        self._layout.setSpacing(6)
        self._build()
        self._show_choices()

    @property
    def raw(self) -> dict[str, object]:
        """What was typed, as ``check_answers`` takes it."""
        code = self.question.code
        found: dict[str, object] = {}
        if self.options:
            found[code] = list(self._chosen) if self.question.kind == "many" else next(iter(self._chosen), "")
        elif self.field is not None:
            found[code] = self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()
        if self.other is not None and OTHER in self._chosen:
            found[f"{code}_{OTHER}"] = self.other.text()
        if self.comment is not None:
            found[f"{code}_comment"] = self.comment.text()
        return found

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Shows the answers of a sheet; without its own the row is empty."""
        code = self.question.code
        value = answers.get(code)
        self._chosen = [str(one) for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]
        text = number_words(value) if isinstance(value, float) else "" if value is None else str(value)
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
        elif self.field is not None:
            self.field.setPlainText(text)
        for part, field in ((OTHER, self.other), ("comment", self.comment)):
            if field is not None:
                field.setText(str(answers.get(f"{code}_{part}", "")))
        self.show_problem("")
        self._show_choices()

    def begin(self) -> None:
        """Takes the keyboard."""
        (self.field or self).setFocus(Qt.FocusReason.TabFocusReason)

    def show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _build(self) -> None:
        label = text_in(self.question.label, self._language) or self.question.code
        words = QLabel(f"{self._number}.  {label}", objectName="paperQuestion", wordWrap=True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self._layout.addWidget(words)
        self.setAccessibleName(words.text())
        if self.options:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._layout.addWidget(self._choices)
        else:
            self._choices.hide()
            self.field = self._make_field()
            self._add(self.field, label)
        if self.question.has_other:
            self.other = QLineEdit(maxLength=LONGEST_ASIDE, placeholderText=_("What is the other?"), visible=False)
            self._add(self.other, _("What is the other?"))
        if self.question.has_comment:
            self.comment = QLineEdit(maxLength=LONGEST_ASIDE, placeholderText=_("Comment"))
            self._add(self.comment, f"{label}: {_('Comment')}")
        self._layout.addWidget(self.problem)

    def _make_field(self) -> QLineEdit | QPlainTextEdit:
        if self.question.kind == "long_text":
            area = QPlainTextEdit(tabChangesFocus=True, placeholderText=_("Enter goes on, Shift+Enter begins a line"))
            area.setFixedHeight(86)
            return area
        return QLineEdit(maxLength=LONGEST_TEXT["short_text"])

    def _add(self, field: QLineEdit | QPlainTextEdit, words: str) -> None:
        field.setAccessibleName(words)
        field.installEventFilter(self)
        field.textChanged.connect(lambda *_text: self._on_text())
        self._layout.addWidget(field)

    def _on_text(self) -> None:
        self.show_problem("")
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Enter in a field goes on; a new line needs Shift."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _NEXT:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(watched, QPlainTextEdit):
                return False
            self._go_on(watched)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if not self.options:
            super().keyPressEvent(event)
        elif event.key() in _NEXT:
            self._go_on(self)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(None)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            key = event.text().lower()  # Shift alone types nothing, and options beyond the keys have none
            code = next((code for typed, code, _words in self.options if typed and typed == key), None)
            if code is None:
                super().keyPressEvent(event)
            else:
                self._choose(code)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 Qt's name
        super().mousePressEvent(event)
        self.begin()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        super().focusInEvent(event)
        self._show_choices()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        super().focusOutEvent(event)
        self._show_choices()

    def _go_on(self, at: QObject) -> None:
        """To the next field of the question, else to the next question."""
        parts = [part for part in (self.field or self, self.other, self.comment) if part is not None]
        after = parts[parts.index(at) + 1 :]
        for part in after:
            if isinstance(part, QWidget) and part.isVisible():
                part.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.left.emit()

    def _choose(self, code: str | None) -> None:
        if code is None:
            self._chosen = []
        elif self.question.kind == "many":
            self._chosen = [one for one in self._chosen if one != code] + ([] if code in self._chosen else [code])
        else:
            self._chosen = [] if self._chosen == [code] else [code]
        self.show_problem("")
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        if self.other is not None:
            self.other.setVisible(OTHER in self._chosen)
        accent = self.palette().color(self.palette().ColorRole.Accent).name()
        ink = self.palette().color(self.palette().ColorRole.HighlightedText).name()
        parts = []
        for key, code, words in self.options:
            shown = words if words == key else f"<b>{key}</b>&nbsp;&nbsp;{escape(words)}"
            if code in self._chosen:
                shown = f'<span style="background-color:{accent}; color:{ink}">&nbsp;✓&nbsp;{shown}&nbsp;</span>'
            parts.append(shown.replace(" ", "&nbsp;") if len(words) < 30 and code not in self._chosen else shown)
        self._choices.setText(" &nbsp;&nbsp;&nbsp; ".join(parts))
        self.setProperty("here", "yes" if self.hasFocus() else "no")
        self.style().unpolish(self)
        self.style().polish(self)


def _scale_keys(values: range) -> list[str]:
    """The key of each number: itself, 0 for ten where that is free, else a letter."""
    letters = iter("abcdefghijk")
    return [
        str(value) if 0 <= value <= 9 else "0" if value == 10 and 0 not in values else next(letters) for value in values
    ]


def _options(question: Question, language: str) -> list[tuple[str, str, str]]:
    """(key, code, words) of everything that a key chooses."""
    if question.kind == "rating" and question.lowest is not None and question.highest is not None:
        values = range(question.lowest, question.highest + 1)
        return [(key, str(value), str(value)) for key, value in zip(_scale_keys(values), values, strict=True)]
    if question.kind not in CHOICES:
        return []
    options = [(option.code, text_in(option.label, language) or option.code) for option in question.options]
    if question.has_other:
        options.append((OTHER, _("Other")))
    return [(KEYS[place] if place < len(KEYS) else "", code, words) for place, (code, words) in enumerate(options)]
