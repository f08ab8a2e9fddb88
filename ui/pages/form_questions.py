"""The questions of a form in their order, moved by dragging or by keys, and the one that is edited."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.content_editing import add_question, order_questions, put_question, remove_question, turn_kind
from o2o_events.feedback.content_rules import missing_texts
from o2o_events.feedback.questions import KINDS, SILENT, FormContent, Question
from o2o_events.feedback.shipped import read_shipped
from o2o_events.i18n import _
from ui.feedback_words import kind_words
from ui.form_editing import FormEditor
from ui.pages.question_panel import QuestionPanel
from ui.tables.lines import SECOND_LINE_ROLE
from ui.tables.wrapped_list import show_wrapped
from ui.widgets.icons import IconButton, IconToolButton

_PLACE = Qt.ItemDataRole.UserRole


class _QuestionList(QListWidget):
    """``ordered`` tells the new order by the old places, after a drag."""

    ordered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMinimumWidth(280)
        show_wrapped(self)
        self.model().rowsMoved.connect(lambda *_what: self._tell())

    def _tell(self) -> None:
        self.ordered.emit([self.item(row).data(_PLACE) for row in range(self.count())])


class FormQuestions(QWidget):
    """Works on the editor's draft, in the language that is given."""

    def __init__(self, editor: FormEditor) -> None:
        super().__init__()
        self._editor = editor
        self._tag = "en"
        self._scale = next(q.options for q in read_shipped("evaluation")["content"].questions if q.kind == "agreement")
        self.list = _QuestionList()
        self.panel = QuestionPanel(self._scale)
        self.add, self.copy, self.remove = (
            IconButton("plus", "small"),
            IconButton("again", "small"),
            IconButton("cross", "small"),
        )
        self.up, self.down = IconToolButton("arrow_up"), IconToolButton("arrow_down")
        self._menu = QMenu(self)
        self.add.setMenu(self._menu)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        buttons = QHBoxLayout(spacing=6)
        for button in (self.add, self.copy, self.up, self.down, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(buttons)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._show_panel())
        self.list.ordered.connect(self._order)
        self.panel.edited.connect(self._put)
        self.remove.clicked.connect(self._remove)
        self.copy.clicked.connect(self._copy)
        self.up.clicked.connect(lambda: self.move(-1))
        self.down.clicked.connect(lambda: self.move(1))
        for keys, act in (
            ("Alt+Up", lambda: self.move(-1)),
            ("Alt+Down", lambda: self.move(1)),
        ):
            QShortcut(QKeySequence(keys), self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Delete"), self.list, activated=self._remove, context=Qt.ShortcutContext.WidgetShortcut)

    def retranslate(self) -> None:
        self.add.setText(_("Add"))
        self.copy.setText(_("Copy"))
        self.remove.setText(_("Remove"))
        for button, words in ((self.up, _("Up (Alt+↑)")), (self.down, _("Down (Alt+↓)"))):
            button.set_words(words)
        self.list.setAccessibleName(_("Questions"))
        self._menu.clear()
        for kind in KINDS:
            self._menu.addAction(kind_words(kind), lambda kind=kind: self.add_kind(kind))
        self.panel.retranslate()

    @property
    def chosen(self) -> int:
        """The place of the question that is edited; -1 for none."""
        return self.list.currentRow()

    def show_draft(self, tag: str) -> None:
        """Shows the draft again; the same place stays chosen."""
        self._tag = tag
        draft = self._editor.draft
        questions = draft.content.questions if draft else ()
        missing = {m.question for m in missing_texts(draft.content) if m.language == tag} if draft else set()
        row = max(0, min(self.chosen, len(questions) - 1))
        self.list.blockSignals(True)
        while self.list.count() > len(questions):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(questions):
            self.list.addItem(QListWidgetItem())
        number = 0
        for place, question in enumerate(questions):
            number += question.kind not in SILENT
            item = self.list.item(place)
            item.setData(_PLACE, place)
            item.setText(self._words(question, number))
            item.setData(SECOND_LINE_ROLE, _marks(question, question.code in missing))
        self.list.scheduleDelayedItemsLayout()
        self.list.setCurrentRow(row if questions else -1)
        self.list.blockSignals(False)
        self._show_panel()

    def _words(self, question: Question, number: int) -> str:
        label = text_in(question.label, self._tag) or _("(no text yet)")
        star = " *" if question.is_required else ""
        return label if question.kind in SILENT else f"{number}.  {label}{star}"

    def add_kind(self, kind: str) -> None:
        """Adds a question of a kind after the chosen one, ready to be written."""
        draft = self._editor.draft
        if draft is None:
            return
        new = turn_kind(Question("question_1", "note", {}), kind, self._scale)
        after = self.chosen if self.chosen >= 0 else None
        content = add_question(draft.content, new, after)
        self._editor.change_content(content, _("Add a question"))
        self.list.setCurrentRow(len(content.questions) - 1 if after is None else after + 1)
        self.panel.label.setFocus()

    def move(self, step: int) -> None:
        """Moves the chosen question up or down."""
        draft, row = self._editor.draft, self.chosen
        if draft is None or row < 0 or not 0 <= row + step < len(draft.content.questions):
            return
        order = list(range(len(draft.content.questions)))
        order.insert(row + step, order.pop(row))
        self._reorder(order, row + step)

    def _order(self, order: list[int]) -> None:
        self._reorder(order, self.chosen)

    def _reorder(self, order: list[int], row: int) -> None:
        draft = self._editor.draft
        if draft is not None:
            self._editor.change_content(order_questions(draft.content, order), _("Move a question"))
            self.list.setCurrentRow(row)

    def _put(self, question: Question, words: str, merge: str) -> None:
        draft = self._editor.draft
        if draft is not None and self.chosen >= 0:
            self._editor.change_content(put_question(draft.content, self.chosen, question), words, merge)

    def _remove(self) -> None:
        draft = self._editor.draft
        if draft is not None and self.chosen >= 0:
            self._editor.change_content(remove_question(draft.content, self.chosen), _("Remove a question"))

    def _copy(self) -> None:
        draft, row = self._editor.draft, self.chosen
        if draft is not None and row >= 0:
            copy = replace(draft.content.questions[row], pairs_with="")
            self._editor.change_content(add_question(draft.content, copy, row), _("Copy a question"))
            self.list.setCurrentRow(row + 1)

    def _show_panel(self) -> None:
        draft, row = self._editor.draft, self.chosen
        is_there = draft is not None and 0 <= row < len(draft.content.questions)
        if draft is None or not is_there:
            self.panel.show_question(None, draft.content if draft else _nothing(), self._tag)
        else:
            self.panel.show_question(draft.content.questions[row], draft.content, self._tag)
        count = len(draft.content.questions) if draft else 0
        for button, is_on in (
            (self.copy, is_there),
            (self.remove, is_there),
            (self.up, row > 0),
            (self.down, 0 <= row < count - 1),
        ):
            button.setEnabled(is_on)


def _marks(question: Question, is_missing: bool) -> str:
    marks = [kind_words(question.kind)]
    if question.show_if is not None:
        marks.append(_("only after an answer"))
    if is_missing:
        marks.append(_("text missing"))
    return "  ·  ".join(marks)


def _nothing() -> FormContent:
    return FormContent((), {})
