"""One question as participants see it: its words, what there is to touch or type, and what is wrong with the answer."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.checking import LONGEST_ASIDE, LONGEST_TEXT
from o2o_events.feedback.questions import CHOICES, OTHER, SILENT, Question
from o2o_events.i18n import _
from ui.widgets.choice_button import ChoiceButton

_SIDE_BY_SIDE = 5
"""So many short options at most stand in one row where the page is wide."""

_ACROSS_A_PHONE = 5
"""So many numbers of a scale stand in one row of a page as wide as a phone."""


class QuestionCard(QWidget):
    """``changed``: the answer did. ``is_narrow`` is for a page as wide as a phone."""

    changed = Signal()

    def __init__(self, question: Question, language: str, *, is_narrow: bool = False) -> None:
        super().__init__()
        self.question, self._language, self._is_narrow = question, language, is_narrow
        self.choices: dict[str, ChoiceButton] = {}
        self.field: QLineEdit | QPlainTextEdit | None = None
        self.other: QLineEdit | None = None
        self.comment: QPlainTextEdit | None = None
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self._build()

    @property
    def is_silent(self) -> bool:
        return self.question.kind in SILENT

    @property
    def raw(self) -> dict[str, object]:
        """What was answered, as ``check_answers`` takes it."""
        code = self.question.code
        found: dict[str, object] = {}
        chosen = [value for value, button in self.choices.items() if button.isChecked()]
        if self.choices:
            found[code] = chosen if self.question.kind == "many" else next(iter(chosen), "")
        elif self.field is not None:
            found[code] = _text_of(self.field)
        if self.other is not None and OTHER in chosen:
            found[f"{code}_{OTHER}"] = self.other.text()
        if self.comment is not None:
            found[f"{code}_comment"] = self.comment.toPlainText()
        return found

    def show_problem(self, words: str) -> None:
        """Says what is wrong; "" for nothing."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def focus_first(self) -> None:
        """Puts the keyboard where the answer begins."""
        first = next(iter(self.choices.values()), None) or self.field
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        question, tag = self.question, self._language
        label = text_in(question.label, tag)
        name = {"section": "kioskSection", "note": "kioskNote"}.get(question.kind, "kioskQuestion")
        self.label = QLabel(f"{label} *" if question.is_required else label, objectName=name, wordWrap=True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setIndent(0)
        self._layout.addWidget(self.label)
        help_text = text_in(question.help, tag)
        if help_text:
            words = QLabel(help_text, objectName="kioskHelp", wordWrap=True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            self._layout.addWidget(words)
        if not self.is_silent:
            self._add_answer(label)
            self._layout.addWidget(self.problem)

    def _add_answer(self, label: str) -> None:
        question = self.question
        if question.kind in CHOICES:
            self._add_choices()
        elif question.kind == "rating":
            self._add_scale()
        else:
            self._add_field(label)
        if question.has_comment:
            self.comment = _text_area(80)
            self.comment.setPlaceholderText(_("Comment"))
            self.comment.setAccessibleName(f"{label}: {_('Comment')}")
            self.comment.textChanged.connect(self.changed)
            self._layout.addWidget(self.comment)

    def _add_choices(self) -> None:
        question, is_round = self.question, self.question.kind != "many"
        options = [(option.code, text_in(option.label, self._language) or option.code) for option in question.options]
        if question.has_other:
            options.append((OTHER, _("Other")))
        grid = QGridLayout(spacing=10)
        columns = self._columns([words for _code, words in options])
        for place, (code, words) in enumerate(options):
            button = self._add_choice(code, words, is_round=is_round)
            grid.addWidget(button, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._layout.addLayout(grid)
        if question.has_other:
            self.other = QLineEdit(maxLength=LONGEST_ASIDE, visible=False, placeholderText=_("Please say which"))
            self.other.setProperty("kind", "big")
            self.other.setAccessibleName(_("Please say which"))
            self.other.textChanged.connect(self.changed)
            self.choices[OTHER].toggled.connect(self._on_other)
            self._layout.addWidget(self.other)

    def _columns(self, words: Sequence[str]) -> int:
        if self._is_narrow:
            return 1
        longest = max(map(_breadth, words), default=0)
        if len(words) <= _SIDE_BY_SIDE and longest <= 22:
            return len(words)
        return 2 if longest <= 44 else 1

    def _add_choice(self, code: str, words: str, *, is_round: bool, has_mark: bool = True) -> ChoiceButton:
        button = self.choices[code] = ChoiceButton(words, is_round=is_round, has_mark=has_mark)
        button.setObjectName("kioskChoice")
        button.clicked.connect(lambda _on=False, code=code: self._on_choice(code, is_one=is_round))
        return button

    def _on_choice(self, code: str, *, is_one: bool) -> None:
        """One answer takes the place of another; touched again it is taken back."""
        if is_one:
            for other, button in self.choices.items():
                if other != code:
                    button.setChecked(False)
        self.show_problem("")
        self.changed.emit()

    def _on_other(self, is_on: bool) -> None:
        if self.other is not None:
            self.other.setVisible(is_on)
            if is_on:
                self.other.setFocus()

    def _add_scale(self) -> None:
        question = self.question
        assert question.lowest is not None
        assert question.highest is not None
        ends = [text_in(end, self._language) for end in question.ends]
        values = range(question.lowest, question.highest + 1)
        grid = QGridLayout(spacing=8)
        rows = -(-len(values) // _ACROSS_A_PHONE) if self._is_narrow else 1
        across = -(-len(values) // rows)
        for place, value in enumerate(values):
            button = self._add_choice(str(value), str(value), is_round=True, has_mark=False)
            spoken = ends[0] if place == 0 and ends else ends[-1] if value == question.highest and ends else ""
            button.setAccessibleName(f"{value}: {spoken}" if spoken else str(value))
            grid.addWidget(button, place // across, place % across)
        self._layout.addLayout(grid)
        if ends:
            row = QHBoxLayout(spacing=16)
            for words, side in zip(ends, (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight), strict=False):
                row.addWidget(QLabel(words, objectName="kioskHelp", wordWrap=True, alignment=side), 1)
            self._layout.addLayout(row)

    def _add_field(self, label: str) -> None:
        if self.question.kind == "long_text":
            self.field = _text_area(120)
        else:
            self.field = QLineEdit(maxLength=LONGEST_TEXT["short_text"])
            self.field.setProperty("kind", "big")
            if self.question.kind == "number":
                self.field.setMaxLength(20)
                self.field.setMaximumWidth(260)
                hint = Qt.InputMethodHint
                is_whole = self.question.is_whole
                self.field.setInputMethodHints(hint.ImhDigitsOnly if is_whole else hint.ImhFormattedNumbersOnly)
        self.field.setAccessibleName(label)
        self.field.textChanged.connect(lambda *_text: self.show_problem(""))
        self.field.textChanged.connect(self.changed)
        self._layout.addWidget(self.field)


def _text_area(height: int) -> QPlainTextEdit:
    area = QPlainTextEdit(tabChangesFocus=True, objectName="kioskText")
    area.setFixedHeight(height)
    return area


def _text_of(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _breadth(words: str) -> int:
    """About how wide words are: Han, kana and Hangul count twice."""
    return sum(2 if ord(c) > 0x2E80 else 1 for c in words)
