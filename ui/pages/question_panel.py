"""Everything about one question of a form, in the language that is being edited."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.content_editing import free_option, set_condition, set_options, turn_kind
from o2o_events.feedback.questions import CHOICES, KINDS, OTHER, SILENT, FormContent, Option, Question
from o2o_events.i18n import _
from ui.feedback_words import kind_words
from ui.widgets.fields import NumberField
from ui.widgets.icons import IconButton, IconToolButton
from ui.widgets.labelled import fill_choices, labelled


class QuestionPanel(QScrollArea):
    """``edited`` tells the question as it is now, what was done in words, and what joins steps to one."""

    edited = Signal(object, str, str)

    def __init__(self, scale: Sequence[Option]) -> None:
        super().__init__(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._scale = tuple(scale)
        self._question: Question | None = None
        self._earlier: list[Question] = []
        self._tag = "en"
        self._is_showing = False
        self.kind, self.code = QComboBox(), QLineEdit(maxLength=60)
        self.label, self.help = QPlainTextEdit(tabChangesFocus=True), QLineEdit(maxLength=1000)
        self.required, self.other, self.comment = QCheckBox(), QCheckBox(), QCheckBox()
        self.whole = QCheckBox()
        self.lowest, self.highest = NumberField(-1, 100_000, none_words="–"), NumberField(-1, 100_000, none_words="–")
        self.low_end, self.high_end = QLineEdit(maxLength=100), QLineEdit(maxLength=100)
        self.asked_after, self.values = QComboBox(), QListWidget()
        self.pairs_with = QComboBox()
        self.options: list[_OptionRow] = []
        self.add_option = IconButton("plus", "small")
        self._texts: dict[QWidget, QLabel] = {}
        self._parts: dict[str, QWidget] = {}
        self._build()
        self._connect()
        self.retranslate()
        self.show_question(None, FormContent((), {}), "en")

    # building

    def _build(self) -> None:
        self.label.setFixedHeight(74)
        self.values.setFixedHeight(120)
        self._option_column = QVBoxLayout(spacing=6)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._part("all", self._across(self.kind, self.code)))
        column.addWidget(self._part("label", self._across(self.label)))
        column.addWidget(self._part("help", self._across(self.help)))
        ticks = QGridLayout(horizontalSpacing=18, verticalSpacing=8)
        for place, box in enumerate((self.required, self.comment, self.other)):
            ticks.addWidget(box, place // 2, place % 2)
        ticks.addWidget(self.whole, 1, 0)
        ticks.setColumnStretch(1, 1)
        column.addWidget(self._part("ticks", ticks))
        column.addWidget(self._part("bounds", self._across(self.lowest, self.highest)))
        column.addWidget(self._part("ends", self._across(self.low_end, self.high_end)))
        options = QVBoxLayout(spacing=6)
        self._options_words = QLabel(objectName="hint", wordWrap=True)
        options.addWidget(self._options_words)
        options.addLayout(self._option_column)
        options.addWidget(self.add_option, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._part("options", options))
        column.addWidget(self._part("condition", self._across(self.asked_after)))
        column.addWidget(self._part("values", self._across(self.values)))
        column.addWidget(self._part("pairs", self._across(self.pairs_with)))
        column.addStretch(1)
        holder = QWidget(objectName="scrolled")
        holder.setLayout(column)
        column.setContentsMargins(2, 2, 14, 8)
        self.setWidget(holder)

    def _across(self, *fields: QWidget) -> QHBoxLayout:
        row = QHBoxLayout(spacing=12)
        for field in fields:
            box = labelled("…", field)
            label = box.itemAt(0).widget()
            assert isinstance(label, QLabel)
            self._texts[field] = label
            row.addLayout(box, 1)
        return row

    def _part(self, name: str, layout: QLayout) -> QWidget:
        part = self._parts[name] = QWidget()
        layout.setContentsMargins(0, 0, 0, 0)
        part.setLayout(layout)
        return part

    def _connect(self) -> None:
        self.kind.activated.connect(lambda _i: self._edit(lambda q: turn_kind(q, self.kind.currentData(), self._scale)))
        self.code.editingFinished.connect(lambda: self._edit(lambda q: replace(q, code=self.code.text().strip())))
        self.label.textChanged.connect(lambda: self._write("label", self.label.toPlainText()))
        self.help.textChanged.connect(lambda text: self._write("help", text))
        self.required.clicked.connect(lambda on: self._edit(lambda q: replace(q, is_required=on)))
        self.other.clicked.connect(lambda on: self._edit(lambda q: replace(q, has_other=on)))
        self.comment.clicked.connect(lambda on: self._edit(lambda q: replace(q, has_comment=on)))
        self.whole.clicked.connect(lambda on: self._edit(lambda q: replace(q, is_whole=on)))
        self.lowest.valueChanged.connect(lambda n: self._edit(lambda q: replace(q, lowest=_bound(n)), "lowest"))
        self.highest.valueChanged.connect(lambda n: self._edit(lambda q: replace(q, highest=_bound(n)), "highest"))
        self.low_end.textChanged.connect(lambda text: self._write_end(0, text))
        self.high_end.textChanged.connect(lambda text: self._write_end(1, text))
        self.add_option.clicked.connect(self._add_option)
        self.asked_after.activated.connect(lambda _index: self._set_condition())
        self.values.itemChanged.connect(lambda _item: self._set_values())
        self.pairs_with.activated.connect(
            lambda _index: self._edit(lambda q: replace(q, pairs_with=self.pairs_with.currentData()))
        )

    def retranslate(self) -> None:
        for field, words in (
            (self.kind, _("Kind")),
            (self.code, _("Name in exports")),
            (self.label, _("Text")),
            (self.help, _("Help beneath it")),
            (self.lowest, _("Lowest")),
            (self.highest, _("Highest")),
            (self.low_end, _("Words at the lowest")),
            (self.high_end, _("Words at the highest")),
            (self.asked_after, _("Asked")),
            (self.values, _("Only after these answers")),
            (self.pairs_with, _("Compared with an earlier rating (before and after)")),
        ):
            self._texts[field].setText(words)
            field.setAccessibleName(words)
        self.required.setText(_("Required"))
        self.other.setText(_("With “Other”"))
        self.comment.setText(_("With a comment"))
        self.whole.setText(_("Whole numbers only"))
        self.add_option.setText(_("Add an answer"))
        self._options_words.setText(_("Answers to choose from; a tick counts as positive"))

    # showing

    def show_question(self, question: Question | None, content: FormContent, tag: str) -> None:
        """Shows a question of a form; fields that say the same already are left alone, with their cursor."""
        self._is_showing = True
        self._question, self._tag = question, tag
        self.widget().setVisible(question is not None)
        if question is not None:
            before = content.questions[: content.questions.index(question)]
            self._earlier = [other for other in before if other.kind in CHOICES or other.kind == "rating"]
            self._fill(question)
            self._fill_condition(question)
            self._fill_options(question)
            self._show_parts(question)
        self._is_showing = False

    def _fill(self, question: Question) -> None:
        tag = self._tag
        fill_choices(self.kind, [(kind, kind_words(kind)) for kind in KINDS], question.kind)
        _put(self.code, question.code)
        if self.label.toPlainText().strip() != question.label.get(tag, ""):
            self.label.setPlainText(question.label.get(tag, ""))
        self.label.setPlaceholderText(text_in(question.label))
        for field, text in (
            (self.help, question.help),
            (self.low_end, question.ends[0] if question.ends else {}),
            (self.high_end, question.ends[1] if len(question.ends) > 1 else {}),
        ):
            _put(field, text.get(tag, ""))
            field.setPlaceholderText(text_in(text))
        self.required.setChecked(question.is_required)
        self.other.setChecked(question.has_other)
        self.comment.setChecked(question.has_comment)
        self.whole.setChecked(question.is_whole)
        self.lowest.setValue(-1 if question.lowest is None else question.lowest)
        self.highest.setValue(-1 if question.highest is None else question.highest)

    def _fill_condition(self, question: Question) -> None:
        shown = question.show_if
        choices = [("", _("Always"))]
        choices += [(q.code, _("After: {question}").format(question=text_in(q.label) or q.code)) for q in self._earlier]
        fill_choices(self.asked_after, choices, shown.question if shown else "")
        self.values.clear()
        asked = next((q for q in self._earlier if shown and q.code == shown.question), None)
        for value, words in _values(asked) if asked else []:
            item = QListWidgetItem(words)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setData(Qt.ItemDataRole.UserRole, value)
            is_on = shown is not None and value in shown.values
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        ratings = [q for q in self._earlier if q.kind == "rating"]
        pairs = [("", _("With none"))] + [(q.code, text_in(q.label) or q.code) for q in ratings]
        fill_choices(self.pairs_with, pairs, question.pairs_with)

    def _fill_options(self, question: Question) -> None:
        while len(self.options) > len(question.options):
            row = self.options.pop()
            row.hide()
            row.deleteLater()
        while len(self.options) < len(question.options):
            row = _OptionRow(len(self.options))
            row.edited.connect(self._edit_option)
            row.moved.connect(self._move_option)
            row.removed.connect(self._remove_option)
            self.options.append(row)
            self._option_column.addWidget(row)
        for row, option in zip(self.options, question.options, strict=True):
            row.show_option(option, self._tag, is_last=row.place == len(question.options) - 1)

    def _show_parts(self, question: Question) -> None:
        kind = question.kind
        is_asked = kind not in SILENT
        for name, is_shown in (
            ("ticks", is_asked),
            ("bounds", kind in ("rating", "number")),
            ("ends", kind == "rating"),
            ("options", kind in CHOICES),
            ("condition", bool(self._earlier)),
            ("values", question.show_if is not None),
            ("pairs", kind == "rating" and any(q.kind == "rating" for q in self._earlier)),
        ):
            self._parts[name].setVisible(is_shown)
        self.other.setVisible(kind in ("one", "many"))
        self.whole.setVisible(kind == "number")

    # editing

    def _edit(self, change: Callable[[Question], Question], merge: str = "") -> None:
        question = self._question
        if self._is_showing or question is None:
            return
        changed = change(question)
        if changed != question:
            words = _("Change “{question}”").format(question=text_in(question.label) or question.code)
            self.edited.emit(changed, words, f"{merge}:{question.code}" if merge else "")

    def _write(self, part: str, text: str) -> None:
        def change(question: Question) -> Question:
            kept = {tag: words for tag, words in getattr(question, part).items() if tag != self._tag}
            written = {**kept, self._tag: text.strip()} if text.strip() else kept
            return replace(question, label=written) if part == "label" else replace(question, help=written)

        self._edit(change, f"{part} {self._tag}")

    def _write_end(self, place: int, text: str) -> None:
        def change(question: Question) -> Question:
            ends = [dict(question.ends[n]) if n < len(question.ends) else {} for n in range(2)]
            ends[place].pop(self._tag, None)
            if text.strip():
                ends[place][self._tag] = text.strip()
            return replace(question, ends=tuple(ends) if any(ends) else ())

        self._edit(change, f"end {place} {self._tag}")

    def _edit_option(self, place: int, option: Option, part: str) -> None:
        def change(question: Question) -> Question:
            return set_options(question, [option if n == place else o for n, o in enumerate(question.options)])

        self._edit(change, f"option {place} {part} {self._tag}")

    def _add_option(self) -> None:
        self._edit(lambda q: set_options(q, [*q.options, free_option(q)]))
        if self.options:
            self.options[-1].label.setFocus()

    def _remove_option(self, place: int) -> None:
        self._edit(lambda q: set_options(q, [option for n, option in enumerate(q.options) if n != place]))

    def _move_option(self, place: int, step: int) -> None:
        def change(question: Question) -> Question:
            options = list(question.options)
            options.insert(place + step, options.pop(place))
            return set_options(question, options)

        if self._question is not None and 0 <= place + step < len(self._question.options):
            self._edit(change)

    def _set_condition(self) -> None:
        earlier = str(self.asked_after.currentData())
        asked = next((q for q in self._earlier if q.code == earlier), None)
        first = [value for value, _words in _values(asked)[:1]] if asked else []
        self._edit(lambda q: set_condition(q, earlier, first))

    def _set_values(self) -> None:
        items = [self.values.item(row) for row in range(self.values.count())]
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]
        self._edit(lambda q: set_condition(q, str(self.asked_after.currentData()), chosen))


class _OptionRow(QWidget):
    """One answer to choose: its words, its code, whether it is positive; up, down and away."""

    edited = Signal(int, object, str)
    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place
        self._option = Option("", {})
        self._tag, self._is_showing = "en", False
        self.positive = QCheckBox()
        self.label, self.code = QLineEdit(maxLength=300), QLineEdit(maxLength=60)
        self.code.setMaximumWidth(96)
        self.up, self.down, self.remove = (
            IconToolButton(name, size=16) for name in ("arrow_up", "arrow_down", "cross")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.positive)
        row.addWidget(self.label, 1)
        row.addWidget(self.code, 0)
        for button in (self.up, self.down, self.remove):
            button.setProperty("kind", "slim")
            row.addWidget(button)
        self.positive.clicked.connect(lambda on: self._edit(replace(self._option, is_positive=on), "positive"))
        self.label.textChanged.connect(self._write)
        self.code.editingFinished.connect(
            lambda: self._edit(replace(self._option, code=self.code.text().strip()), "code")
        )
        self.up.clicked.connect(lambda: self.moved.emit(self.place, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.place, 1))
        self.remove.clicked.connect(lambda: self.removed.emit(self.place))

    def show_option(self, option: Option, tag: str, *, is_last: bool) -> None:
        self._is_showing, self._option, self._tag = True, option, tag
        _put(self.label, option.label.get(tag, ""))
        self.label.setPlaceholderText(text_in(option.label))
        _put(self.code, option.code)
        self.positive.setChecked(option.is_positive)
        self.up.setEnabled(self.place > 0)
        self.down.setEnabled(not is_last)
        for button, words in ((self.up, _("Up")), (self.down, _("Down")), (self.remove, _("Remove the answer"))):
            button.set_words(words)
        for field, words in (
            (self.label, _("Answer")),
            (self.code, _("Code in exports")),
            (self.positive, _("Positive")),
        ):
            field.setAccessibleName(words)
            field.setToolTip(words)
        self._is_showing = False

    def _write(self, text: str) -> None:
        kept = {tag: words for tag, words in self._option.label.items() if tag != self._tag}
        self._edit(replace(self._option, label={**kept, self._tag: text.strip()} if text.strip() else kept), "label")

    def _edit(self, option: Option, part: str) -> None:
        if not self._is_showing and option != self._option:
            self.edited.emit(self.place, option, part)


def _put(field: QLineEdit, text: str) -> None:
    """Writes a text, unless the field says it already: then its cursor stays."""
    if field.text().strip() != text:
        field.setText(text)
        field.setCursorPosition(0)


def _bound(number: int) -> int | None:
    return None if number < 0 else number


def _values(question: Question) -> list[tuple[str, str]]:
    """What an earlier question can be answered with, and its words."""
    if question.kind == "rating" and question.lowest is not None and question.highest is not None:
        return [(str(n), str(n)) for n in range(question.lowest, question.highest + 1)]
    found = [(option.code, text_in(option.label) or option.code) for option in question.options]
    return [*found, (OTHER, _("Other"))] if question.has_other else found
