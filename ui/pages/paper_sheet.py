"""The questions of one paper sheet below each other: Enter goes from one to the next."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from o2o_events.feedback.checking import check_answers
from o2o_events.feedback.questions import SILENT, FormContent, is_asked
from ui.pages.paper_rows import PaperRow

_ABOVE = 90
"""Pixels of what comes next that stay in sight."""


class PaperSheet(QScrollArea):
    """``finished``: Enter was pressed at the last question."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content: FormContent | None = None
        self.rows: list[PaperRow] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        holder = QWidget(objectName="scrolled")
        holder.setLayout(self._column)
        self.setWidget(holder)

    @property
    def raw(self) -> dict[str, object]:
        """What was typed, as ``check_answers`` takes it."""
        return {name: value for row in self.rows for name, value in row.raw.items()}

    def ask(self, content: FormContent, tag: str) -> None:
        """Shows the questions in a language, without answers."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self._content = content
        asked = [question for question in content.questions if question.kind not in SILENT]
        self.rows = [PaperRow(question, number, tag) for number, question in enumerate(asked, 1)]
        for row in self.rows:
            row.left.connect(lambda row=row: self._after(row))
            row.changed.connect(self._follow)
            self._column.insertWidget(self._column.count() - 1, row)
        self._follow()

    def order_tabs(self, before: QWidget, after: QWidget) -> None:
        """The tabulator goes through the questions between two others."""
        for row in self.rows:
            for part in (row.field or row, row.other, row.comment):
                if part is not None:
                    QWidget.setTabOrder(before, part)
                    before = part
        QWidget.setTabOrder(before, after)

    def begin(self) -> None:
        """Puts the keyboard on the first question."""
        shown = [row for row in self.rows if not row.isHidden()]
        if shown:
            shown[0].begin()
            self.verticalScrollBar().setValue(0)

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Shows the answers of a sheet; none empty it."""
        for row in self.rows:
            row.fill(answers)
        self._follow()

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """Says what is wrong at its question and goes there; answers whether anything is."""
        wrong = [row for row in self.rows if row.question.code in problems]
        for row in wrong:
            row.show_problem(problems[row.question.code])
        if wrong:
            self._go_to(wrong[0])
        return bool(wrong)

    def _follow(self) -> None:
        """Shows what is asked after the answers so far."""
        if self._content is not None:
            answers = check_answers(self._content, self.raw).answers
            for row in self.rows:
                row.setVisible(is_asked(row.question, answers))

    def _after(self, row: PaperRow) -> None:
        following = [other for other in self.rows[self.rows.index(row) + 1 :] if not other.isHidden()]
        if following:
            self._go_to(following[0])
        else:
            self.finished.emit()

    def _go_to(self, row: PaperRow) -> None:
        row.begin()
        self.ensureWidgetVisible(row, 0, _ABOVE)
