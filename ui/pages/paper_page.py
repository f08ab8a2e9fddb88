"""Paper forms typed in by keyboard alone, sheet after sheet; a sample of them twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.transaction import Tx
from o2o_events.feedback.answering import NOBODY, Stored, new_submission, store_answer, void_answer
from o2o_events.feedback.badge_holder import read_respondent
from o2o_events.feedback.checking import check_answers
from o2o_events.feedback.double_entry import Difference, check_answer, settle_answer
from o2o_events.feedback.queries import AnswerSet
from o2o_events.i18n import _
from ui.dialogs.differences_dialog import DifferencesDialog
from ui.messages import error_words
from ui.pages.paper_head import PaperHead
from ui.pages.paper_rows import PaperRow
from ui.pages.paper_sheet import PaperSheet
from ui.paper_piles import Pile, read_pile
from ui.project import OpenProject
from ui.widgets.icons import IconButton


@dataclass(frozen=True)
class _Typed:
    """A sheet that was entered here, to be taken back."""

    answer: str
    number: str
    raw: Mapping[str, Any]


class PaperPage(QWidget):
    """``said`` is a message to show; ``page_asked`` another page to go to."""

    said = Signal(str)
    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._pile: Pile | None = None
        self._typed: list[_Typed] = []
        self._is_busy = False
        self.head, self.sheet = PaperHead(), PaperSheet()
        self.code, self.number, self.badge = self.head.code, self.head.number, self.head.badge
        self.language, self.operator = self.head.language, self.head.operator
        self.first, self.second = (IconButton("", "segment") for _button in range(2))
        self.back = IconButton("chevron_left", "small")
        self.store, self.undo = IconButton("check", "primary"), IconButton("undo", "small")
        self.what = QLabel(objectName="heading", wordWrap=True)
        self.progress = QLabel(objectName="quiet", wordWrap=True)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self._build()
        self._connect()
        self.retranslate()

    # building

    def _build(self) -> None:
        modes = QButtonGroup(self, exclusive=True)
        for button in (self.first, self.second):
            button.setCheckable(True)
            modes.addButton(button)
        self.first.setChecked(True)
        head = QHBoxLayout(spacing=12)
        head.addWidget(self.back)
        head.addWidget(self.what, 1)
        row = QHBoxLayout(spacing=0)
        row.addWidget(self.first)
        row.addWidget(self.second)
        head.addLayout(row)
        foot = QHBoxLayout(spacing=12)
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.undo)
        foot.addWidget(self.store)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.head)
        layout.addWidget(self.problem)
        layout.addWidget(self.sheet, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.code.returnPressed.connect(self.find)
        self.number.returnPressed.connect(self._after_number)
        self.badge.returnPressed.connect(self.sheet.begin)
        self.operator.returnPressed.connect(self.sheet.begin)
        self.sheet.finished.connect(self.keep)
        self.operator.textChanged.connect(self._keep_operator)
        self.store.clicked.connect(self.keep)
        self.undo.clicked.connect(self.take_back)
        self.back.clicked.connect(lambda: self.page_asked.emit("forms"))
        self.language.activated.connect(lambda _index: self._ask())
        self.first.clicked.connect(self._turn)
        self.second.clicked.connect(self._turn)
        QShortcut(
            QKeySequence("Ctrl+Shift+Z"), self, activated=self.take_back,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip

    def enter(self) -> None:
        """The page is shown."""
        self.operator.setText(self._project.operator)
        if self._pile is None:
            self.code.setFocus()
        else:
            self.sheet.begin()

    def retranslate(self) -> None:
        self.head.retranslate()
        self.back.setText(_("Forms"))
        self.first.setText(_("First entry"))
        self.second.setText(_("Second entry of a sample"))
        self.store.setText(_("Keep the sheet"))
        self.undo.setText(_("Take back the last sheet"))
        self.undo.setToolTip("Ctrl+Shift+Z")
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # the pile

    def find(self) -> None:
        """Looks the typed code up."""
        code = self.code.text()
        self._project.read(lambda tx: read_pile(tx, code), self._take, self._refuse, key="paper page")

    def _take(self, pile: Pile) -> None:
        is_other = self._pile is None or pile.sheet.code != self._pile.sheet.code
        self._pile = pile
        self._tell("")
        self.head.show_pile(pile)
        if is_other:
            self._typed.clear()
            self.head.offer_languages(pile.sheet.version.content.languages)
            self._ask()
        self._propose()
        self.sheet.begin()

    def _turn(self) -> None:
        """Another entry begins with an empty sheet; one that is half typed is finished first."""
        if any(self.raw.values()):
            (self.first if self.second.isChecked() else self.second).setChecked(True)
            self._tell(_("This sheet is half typed. Keep it first, or empty its answers."))
            return
        self._tell("")
        self._clear()
        self._propose()
        self._show_words()

    def _propose(self) -> None:
        """The number that comes next."""
        if self._pile is None:
            return
        waiting = self._pile.to_check
        is_second = self.second.isChecked()
        self.number.setText((waiting[0].sheet if waiting else "") if is_second else self._pile.next_number)
        self._show_words()

    def _after_number(self) -> None:
        if self._pile is None:
            self.code.setFocus()
        elif self._is_number_good():
            (self.badge if self.badge.isVisible() else self).setFocus()
            if not self.badge.isVisible():
                self.sheet.begin()

    def _is_number_good(self) -> bool:
        assert self._pile is not None
        number = self.number.text().strip()
        known = self._pile.answer_of(number)
        if not number:
            words = _("Type the number of the sheet. Write one on each sheet that has none.")
        elif known is not None and not self.second.isChecked():
            words = _("Sheet {n} is entered already. Type another number, or choose the second entry.").format(n=number)
        elif known is None and self.second.isChecked():
            words = _("Sheet {n} was not entered yet. Choose the first entry.").format(n=number)
        else:
            self._tell("")
            return True
        self._tell(words)
        self.number.setFocus()
        self.number.selectAll()
        return False

    # the questions

    @property
    def rows(self) -> list[PaperRow]:
        return self.sheet.rows

    @property
    def raw(self) -> dict[str, object]:
        return self.sheet.raw

    def _ask(self) -> None:
        if self._pile is not None:
            self.sheet.ask(self._pile.content, self.head.tag)
            self.sheet.order_tabs(self.operator, self.store)
            self.setTabOrder(self.store, self.undo)

    def _clear(self) -> None:
        self.sheet.fill({})
        self.badge.clear()

    # keeping

    def keep(self) -> None:
        """Keeps the sheet, or in the second entry compares it."""
        pile = self._pile
        if pile is None or self._is_busy or not self._is_number_good():
            return
        checked = check_answers(pile.content, self.raw)
        problems = {problem.question: problem.message for problem in checked.problems}
        if self.sheet.show_problems(problems):
            return
        if self.second.isChecked():
            self._compare(pile, checked.answers)
        else:
            self._store(pile, checked.answers)

    def _store(self, pile: Pile, answers: Mapping[str, Any]) -> None:
        number, raw, tag = self.number.text().strip(), self.raw, self.head.tag
        sheet, badge, submission = pile.sheet, self.badge.text().strip(), new_submission()

        def work(tx: Tx) -> tuple[Stored, Pile]:
            is_badge_wanted = sheet.form.is_named and badge
            stored = store_answer(
                tx,
                event=sheet.event,
                form=sheet.form,
                version=sheet.version,
                answers=answers,
                channel="paper",
                language=tag,
                submission=submission,
                respondent=(
                    read_respondent(tx, event=sheet.event, form=sheet.form, text=badge) if is_badge_wanted else NOBODY
                ),
                target=sheet.target.id,
                sheet=number,
            )
            return stored, read_pile(tx, sheet.code)

        def done(kept: tuple[Stored, Pile]) -> None:
            self._typed.append(_Typed(kept[0].answer, number, check_answers(pile.content, raw).answers))
            self._end(kept[1], _("Sheet {n} is kept.").format(n=number))

        self._run(work, done)

    def _compare(self, pile: Pile, answers: Mapping[str, Any]) -> None:
        first, operator, code = pile.answer_of(self.number.text().strip()), self.operator.text(), pile.sheet.code
        if first is None or not self._has_operator():
            return

        def work(tx: Tx) -> tuple[list[Difference], Pile]:
            return check_answer(tx, answer=first, second=answers, operator=operator), read_pile(tx, code)

        def done(compared: tuple[list[Difference], Pile]) -> None:
            differences, after = compared
            if not differences:
                self._end(after, _("Sheet {n}: both entries are the same.").format(n=first.sheet))
                return
            self._is_busy = False
            tag = self.head.tag
            dialog = DifferencesDialog(self.window(), pile.content, tag, answers, differences)
            dialog.settled.connect(lambda settled: self._settle(pile, first, settled))
            dialog.rejected.connect(
                lambda: self._end(after, _("Sheet {n} stays as it was entered first.").format(n=first.sheet))
            )
            dialog.open()

        self._run(work, done)

    def _settle(self, pile: Pile, first: AnswerSet, settled: Mapping[str, Any]) -> None:
        sheet, operator = pile.sheet, self.operator.text()

        def work(tx: Tx) -> Pile:
            settle_answer(
                tx, event=sheet.event, form=sheet.form, version=sheet.version, answer=first, settled=settled,
                operator=operator,
            )  # fmt: skip
            return read_pile(tx, sheet.code)

        self._run(work, lambda after: self._end(after, _("Sheet {n} is settled.").format(n=first.sheet)))

    def take_back(self) -> None:
        """The last sheet that was kept here comes back into the fields, to be put right."""
        if not self._typed or self._pile is None or self._is_busy or not self._has_operator():
            return
        last, operator, code = self._typed[-1], self.operator.text(), self._pile.sheet.code

        def work(tx: Tx) -> Pile:
            void_answer(tx, answer=last.answer, operator=operator, reason=_("Typed wrongly"))
            return read_pile(tx, code)

        def done(pile: Pile) -> None:
            self._typed.pop()
            self.first.setChecked(True)
            self._end(pile, _("Sheet {n} is taken back. Put it right and keep it again.").format(n=last.number))
            self.number.setText(last.number)
            self.sheet.fill(last.raw)
            self.sheet.begin()

        self._run(work, done)

    def _run(self, work: Any, done: Any) -> None:
        self._is_busy = True
        self._project.write(work, done, self._refuse)

    def _end(self, pile: Pile, words: str) -> None:
        self._is_busy = False
        self._clear()
        self._take(pile)
        self.said.emit(words)

    def _has_operator(self) -> bool:
        if self.operator.text().strip():
            return True
        self._tell(_("Type your name first: it is kept with what you do."))
        self.operator.setFocus()
        return False

    # telling

    def _keep_operator(self, name: str) -> None:
        self._project.operator = name.strip()

    def _refuse(self, error: Exception) -> None:
        self._is_busy = False
        self._tell(error_words(error))
        if self._pile is None or self.code.hasFocus():
            self.code.setFocus()
            self.code.selectAll()

    def _tell(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _show_words(self) -> None:
        pile = self._pile
        self.undo.setEnabled(bool(self._typed))
        self.store.setEnabled(pile is not None)
        if pile is None:
            self.what.setText(_("Type the code at the top of the first sheet, then Enter."))
            self.progress.setText(_("A key chooses, Enter goes on, Backspace empties. The mouse is not needed."))
            return
        self.what.setText(pile.title)
        self.progress.setText(pile.progress(is_second=self.second.isChecked()))
