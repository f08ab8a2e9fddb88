"""A form to be filled in: all on one page or one question a page, show-if, and problems told in words."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.checking import Problem, check_answers
from o2o_events.feedback.questions import FormContent, is_asked
from o2o_events.i18n import LANGUAGES, _, speaking
from ui.kiosk.question_card import QuestionCard
from ui.widgets.icons import IconButton

WIDEST = 900


class FormView(QWidget):
    """``sent`` tells the checked answers. ``about`` says what the form is about; ``promise`` stands before it all."""

    sent = Signal(object)

    def __init__(
        self,
        content: FormContent,
        language: str,
        *,
        layout: str = "page",
        about: str = "",
        promise: str = "",
        is_narrow: bool = False,
    ) -> None:
        super().__init__()
        self._content, self._tag, self._is_paged = content, language, layout == "pages"
        self._step = 0
        with self._speaking():
            self.cards = [QuestionCard(question, language, is_narrow=is_narrow) for question in content.questions]
            self._build(about, promise, is_narrow)
        self.steps = self._make_steps()
        for card in self.cards:
            card.changed.connect(self._follow)
        self._show_step(0)

    @property
    def raw(self) -> dict[str, object]:
        """All that was answered so far, as it is."""
        return {name: value for card in self.cards for name, value in card.raw.items()}

    @property
    def step(self) -> int:
        """The page that is shown, from 0; always 0 where all is on one."""
        return self._step

    def tell(self, words: str) -> None:
        """Says why the answers could not be kept; they stay as they are."""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.setEnabled(True)

    def _speaking(self) -> AbstractContextManager[None]:
        return speaking(self._tag if self._tag in LANGUAGES else "en")

    def _build(self, about: str, promise: str, is_narrow: bool) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(28)
        head = QVBoxLayout(spacing=8)
        self._opening = QWidget()
        self._opening.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        for words, name in (
            (about, "kioskHelp"),
            (text_in(self._content.title, self._tag), "kioskTitle"),
            (text_in(self._content.introduction, self._tag), "kioskNote"),
            (promise, "note"),
        ):
            if words:
                head.addWidget(QLabel(words, objectName=name, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        self._column.addWidget(self._opening)
        for card in self.cards:
            self._column.addWidget(card)
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self._column.addWidget(self.problem)
        self._column.addStretch(1)
        inner = QWidget(maximumWidth=WIDEST)
        inner.setLayout(self._column)
        edge = 14 if is_narrow else 28
        self._column.setContentsMargins(edge, 20, edge, 20)
        holder = QWidget(objectName="scrolled")
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        self.scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.scroll.setWidget(holder)
        QScroller.grabGesture(self.scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scroll, 1)
        whole.addWidget(self._foot(is_narrow))

    def _foot(self, is_narrow: bool) -> QWidget:
        self.back, self.next = IconButton("chevron_left"), IconButton("chevron_right", "primary")
        self.back.setText(_("Back"))
        for button in (self.back, self.next):
            button.setObjectName("kioskButton")
        self._progress, self._place = QProgressBar(textVisible=False), QLabel(objectName="kioskHelp")
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        foot = QFrame(objectName="kioskFoot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(*(12, 8, 12, 8) if is_narrow else (28, 12, 28, 12))
        row.setSpacing(14)
        row.addWidget(self.back)
        row.addWidget(self._progress, 1)
        row.addWidget(self._place)
        row.addStretch(0 if self._is_paged else 1)
        row.addWidget(self.next)
        return foot

    def _make_steps(self) -> list[list[QuestionCard]]:
        """Headings and notes go with the question after them; those at the end with the last."""
        if not self._is_paged:
            return [self.cards]
        steps: list[list[QuestionCard]] = []
        waiting: list[QuestionCard] = []
        for card in self.cards:
            waiting.append(card)
            if not card.is_silent:
                steps.append(waiting)
                waiting = []
        if waiting and steps:
            steps[-1] += waiting
        return steps or [self.cards]

    def _asked(self) -> set[str]:
        with self._speaking():
            answers = check_answers(self._content, self.raw).answers
        return {question.code for question in self._content.questions if is_asked(question, answers)}

    def _follow(self) -> None:
        """Shows what is asked after the answers so far."""
        asked = self._asked()
        shown = {id(card) for card in self.steps[self._step]}
        for card in self.cards:
            card.setVisible(id(card) in shown and card.question.code in asked)
        self._show_foot(asked)

    def _reachable(self, asked: set[str]) -> list[int]:
        return [
            number for number, step in enumerate(self.steps) if any(card.question.code in asked for card in step)
        ] or [0]

    def _show_step(self, number: int) -> None:
        self._step = number
        self._opening.setVisible(number == 0)
        self._follow()
        self.scroll.verticalScrollBar().setValue(0)

    def _show_foot(self, asked: set[str]) -> None:
        reachable = self._reachable(asked)
        place = reachable.index(self._step) if self._step in reachable else 0
        is_last = self._step >= reachable[-1]
        with self._speaking():
            self.next.setText(_("Send") if is_last else _("Next"))
            self._place.setText(_("{n} of {all}").format(n=place + 1, all=len(reachable)))
        self.next.set_icon_name("check" if is_last else "chevron_right")
        self.back.setVisible(self._is_paged and place > 0)
        self._progress.setRange(0, len(reachable))
        self._progress.setValue(place + 1)
        for widget in (self._progress, self._place):
            widget.setVisible(self._is_paged and len(reachable) > 1)

    def _go_back(self) -> None:
        before = [number for number in self._reachable(self._asked()) if number < self._step]
        if before:
            self._show_step(before[-1])

    def _go_on(self) -> None:
        problems = self._problems()
        here = {card.question.code for card in self.steps[self._step]}
        mine = {code: words for code, words in problems.items() if code in here}
        if mine:
            self._show_problems(mine)
            return
        after = [number for number in self._reachable(self._asked()) if number > self._step]
        if after:
            self._show_step(after[0])
            self._focus_step()
        elif problems:
            self._show_step(next(n for n, s in enumerate(self.steps) if any(c.question.code in problems for c in s)))
            self._show_problems(problems)
        else:
            self._send()

    def _send(self) -> None:
        with self._speaking():
            answers = check_answers(self._content, self.raw).answers
            if not answers:
                self.tell(_("Nothing is filled in yet. Answer at least one question, then send."))
                self.scroll.ensureWidgetVisible(self.problem)
                return
        self.setEnabled(False)
        self.problem.hide()
        self.sent.emit(answers)

    def _problems(self) -> dict[str, str]:
        with self._speaking():
            found: tuple[Problem, ...] = check_answers(self._content, self.raw).problems
        return {problem.question: problem.message for problem in found}

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        first = None
        for card in self.cards:
            words = problems.get(card.question.code, "")
            card.show_problem(words)
            first = first or (card if words else None)
        if first is not None:
            first.focus_first()
            QTimer.singleShot(0, first, lambda: self.scroll.ensureWidgetVisible(first, 0, 80))

    def _focus_step(self) -> None:
        first = next((card for card in self.steps[self._step] if not card.is_silent), None)
        if first is not None:
            first.focus_first()
