"""Turning an event's people into counts: until when names are kept, what goes and stays, and whether it is meant."""

from dataclasses import dataclass

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.privacy import (
    Anonymised,
    Plan,
    anonymise_event,
    goes_words,
    plan_anonymisation,
    scrub_file,
    stays_words,
)
from o2o_events.people.retention import Retention, read_retention, set_retention
from o2o_events.registers.events import Event
from o2o_events.registers.pins import Standing, read_standing, unlock
from ui.dialogs.pin_dialog import PinDialog, pin_field
from ui.messages import day_words, error_words
from ui.project import OpenProject
from ui.widgets.card import Card
from ui.widgets.icons import IconButton


@dataclass(frozen=True)
class _Done:
    result: Anonymised
    is_clean: bool


class AnonymiseDialog(QDialog):
    """Three steps: the date, what goes and stays, the confirmation. ``said`` tells what was done."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Anonymise {event}").format(event=event.code))
        self._project, self._event = project, event
        self._retention: Retention | None = None
        self._has_pin = True
        self.plan: Plan | None = None
        self.until = QDateEdit(calendarPopup=True, displayFormat="yyyy-MM-dd")
        self.keep_until = IconButton("check")
        self.date_words, self.sure_words = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.lists = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.code, self.operator, self.pin = QLineEdit(), QLineEdit(project.operator), pin_field()
        self.problem = QLabel(objectName="problem", wordWrap=True, visible=False)
        self.back, self.next = IconButton("chevron_left"), IconButton("chevron_right", "primary")
        self.steps = QStackedWidget()
        self._build()
        self._project.read(read_standing, self._note_pin, self._fail)
        self._project.read(self._read, self._take, self._fail)

    def _note_pin(self, standing: Standing) -> None:
        self._has_pin = standing.is_set

    def _build(self) -> None:
        self.step_words = QLabel(objectName="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 22)
        layout.setSpacing(12)
        title = _("Turn the people of {event} into counts").format(event=self._event.label)
        layout.addWidget(QLabel(title, objectName="title", wordWrap=True))
        layout.addWidget(self.step_words)
        for page in (self._date_page(), self.lists, self._sure_page()):
            self.steps.addWidget(page)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self.problem)
        cancel = IconButton("cross")
        cancel.setText(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.back.setText(_("Back"))
        self.back.clicked.connect(lambda: self._go(self.steps.currentIndex() - 1))
        self.next.clicked.connect(self.go_on)
        self.next.setDefault(True)
        buttons = QHBoxLayout(spacing=10)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.next)
        layout.addLayout(buttons)
        self.resize(860, 600)
        self._go(0)

    def _date_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(14)
        self.keep_until.setText(_("Keep this date"))
        self.keep_until.clicked.connect(self.change_date)
        row = QHBoxLayout(spacing=10)
        row.addWidget(QLabel(_("Names are kept until")))
        row.addWidget(self.until)
        row.addWidget(self.keep_until)
        row.addStretch(1)
        layout.addWidget(self.date_words)
        layout.addLayout(row)
        layout.addStretch(1)
        return page

    def _sure_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.sure_words)
        form = QFormLayout(spacing=12, rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_("Type the event's code, {code}").format(code=self._event.code), self.code)
        form.addRow(_("Your name"), self.operator)
        form.addRow(_("Organiser's PIN"), self.pin)
        layout.addLayout(form)
        layout.addStretch(1)
        return page

    def _read(self, tx: Tx) -> tuple[Retention, Plan]:
        file = self._project.app.database.file
        return read_retention(tx, self._event), plan_anonymisation(tx, self._event, file)

    def _take(self, found: tuple[Retention, Plan]) -> None:
        self._retention, self.plan = found
        day = self._retention.until
        self.until.setDate(QDate(day.year, day.month, day.day))
        words = (
            _("The names of this event were to be kept until {day}: that day is over.")
            if self._retention.is_over
            else _("The names of this event are kept until {day}. It can be anonymised after that day, or after an"
                   " earlier one that you set here.")
        )  # fmt: skip
        if not self._retention.is_set:
            words += " " + _("Nobody has set the date yet: it is two years after the last day.")
        self.date_words.setText(words.format(day=day_words(day)))
        self.lists.setWidget(_lists(self.plan))
        self.sure_words.setText(
            _(
                "{n} people become counts. This cannot be taken back: not by undoing, not by importing the list again,"
                " not by merging an older file. Totals stay as they are."
            ).format(n=self.plan.people)
        )
        self._go(self.steps.currentIndex())

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.problem.hide()
        self.step_words.setText(self._step_words(step))
        self.back.setVisible(step > 0)
        is_last = step == self.steps.count() - 1
        self.next.setText(_("Anonymise for good") if is_last else _("Next"))
        self.next.set_icon_name("lock" if is_last else "chevron_right")
        self.next.setEnabled(self._retention is not None and (self._retention.is_over or step == 0))
        if is_last:
            self.code.setFocus()

    def _step_words(self, step: int) -> str:
        """Where one is; and why it does not go on from here before the date."""
        words = _("Step {n} of {all}").format(n=step + 1, all=self.steps.count())
        if step == 0 or self._retention is None or self._retention.is_over:
            return words
        until = day_words(self._retention.until)
        return f"{words}. " + _("It goes on after {day}; an earlier date can be set in the first step.").format(
            day=until
        )

    def go_on(self) -> None:
        """The next step; the last one does it."""
        if self.steps.currentIndex() < self.steps.count() - 1:
            self._go(self.steps.currentIndex() + 1)
        elif self.code.text().strip().casefold() != self._event.code.casefold():
            self.code.setFocus()
            self._refuse(_("Type the event's code, {code}, so that it is meant.").format(code=self._event.code))
        elif not self.operator.text().strip():
            self.operator.setFocus()
            self._refuse(_("Type your name: it is kept who anonymised the event."))
        elif not self._has_pin:
            self._ask_pin()
        elif not self.pin.text():
            self.pin.setFocus()
            self._refuse(_("Type the organiser's PIN."))
        else:
            self._anonymise()

    def _ask_pin(self) -> None:
        """There is none in this project yet, so it is set now."""
        dialog = PinDialog(self, self._project, Standing(is_set=False), is_open=False)
        dialog.kept.connect(self._take_pin)
        dialog.open()

    def _take_pin(self) -> None:
        self._has_pin = True
        self.pin.setFocus()
        self._refuse(_("Now type the organiser's PIN, which is set."))

    def change_date(self) -> None:
        """Sets the last day on which names are kept."""
        day = self.until.date().toPython()
        self._project.write(
            lambda tx: (set_retention(tx, event=self._event, until=day), self._read(tx)[1]), self._take, self._fail
        )

    def _anonymise(self) -> None:
        database, event = self._project.app.database, self._event
        pin, operator = self.pin.text(), self.operator.text()

        def work() -> _Done:
            unlock(database, pin=pin)
            with database.write() as tx:
                result = anonymise_event(tx, event=event, operator=operator)
            return _Done(result, scrub_file(database))

        self.next.setEnabled(False)
        self._project.jobs.run(work, self._tell, self._fail)

    def _tell(self, done: _Done) -> None:
        self.accept()
        words = _("{event} is anonymised: {n} people are counts now.").format(
            event=done.result.event, n=done.result.people
        )
        if not done.is_clean:
            words += " " + _("Another program has the file open: close it, so that nothing is left in its log.")
        self.said.emit(words)

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _fail(self, error: Exception) -> None:
        self._refuse(error_words(error))
        self.next.setEnabled(self._retention is not None)
        if self.steps.currentIndex() == self.steps.count() - 1:
            self.pin.setFocus()
            self.pin.selectAll()


def _lists(plan: Plan) -> QWidget:
    """What goes and what stays, beside each other."""
    page = QWidget(objectName="page")
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 8, 0)
    row.setSpacing(12)
    for title, lines in ((_("Goes, for good"), goes_words(plan)), (_("Stays, without names"), stays_words(plan))):
        body = [QLabel("•  " + line, wordWrap=True) for line in lines]
        card = Card(QLabel(title, objectName="sectionHead"), *body)
        row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
    return page
