"""The check-in page: always ready to scan, and to find somebody by name."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.badges.scanner_text import badge_digits, strip_scanner_marks
from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.queries import RecentScan
from o2o_events.checkin.rules import Verdict
from o2o_events.checkin.scanning import Force, check_in_person, record_scan
from o2o_events.checkin.undoing import Undo, undo_scan
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.queries import PersonEntry
from o2o_events.people.search import find_people
from ui.answer_words import can_be_forced, kind_of
from ui.dialogs.decisions import ask_admission, ask_undo
from ui.messages import error_words
from ui.pages.desk_column import DeskColumn
from ui.pages.presenters_note import SUBJECTS as PRESENTERS
from ui.pages.search_results import SearchResults, found_words
from ui.pages.verdicts import idle_view, view_of
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.sounds import Sounds
from ui.widgets.fields import ScanField, SearchField
from ui.widgets.icons import IconButton
from ui.widgets.verdict_panel import VerdictPanel, VerdictView

DOUBLE_TRIGGER = 1.0
"""Seconds within which the same badge again is the scanner's trigger, not the person's return."""
_MOST_FOUND = 50
_TYPING_PAUSE = 60
_PATIENCE = 400
Request = Callable[[Tx, Force | None], ScanAnswer]


class CheckinPage(QWidget):
    """``answered`` tells each answer; ``person_asked`` a person to be opened; ``said`` is what was done, ``noted`` why
    nothing was; ``page_asked`` another page; ``scanned`` what was shown to the camera.
    """

    answered = Signal(object)
    person_asked = Signal(str)
    page_asked = Signal(str)
    walk_in_asked = Signal()
    export_asked = Signal()
    scanned = Signal(str)
    said = Signal(str)
    noted = Signal(str)

    def __init__(
        self,
        project: OpenProject,
        sounds: Sounds,
        preferences: Preferences,
        parent: QWidget | None = None,
        steady_clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project, self._sounds, self.steady_clock = project, sounds, steady_clock
        self._answer: ScanAnswer | None = None
        self._request: Request | None = None
        self._last_scan = ("", float("-inf"))
        self.scan_field, self.search_field = ScanField(), SearchField()
        self.panel, self.results = VerdictPanel(), SearchResults()
        self.column = DeskColumn(project, preferences, self)
        self.camera = self.column.camera
        self.force, self.open_person, self.find = IconButton("enter"), IconButton("person"), IconButton("search")
        self.walk_in = IconButton("walk_in", "primary")
        self._stack = QStackedWidget()
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._build()
        self._connect()
        self.retranslate()
        self.column.reload()

    def _build(self) -> None:
        for action in (self.force, self.open_person, self.find):
            self.panel.buttons.addWidget(action)
        self.panel.buttons.addStretch(1)
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self.results)
        fields = QHBoxLayout(spacing=12)
        fields.addWidget(self.scan_field, 2)
        fields.addWidget(self.camera.button)
        fields.addWidget(self.search_field, 3)
        fields.addWidget(self.walk_in)
        self.walk_in.setMinimumHeight(54)
        main = QVBoxLayout(spacing=14)
        main.addLayout(fields)
        main.addWidget(self._stack, 1)
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setHorizontalSpacing(18)
        layout.addLayout(main, 0, 0)
        layout.addWidget(self.column, 0, 1)
        layout.setColumnStretch(0, 7)
        layout.setColumnStretch(1, 3)
        self.column.setMinimumWidth(330)
        self.column.setMaximumWidth(520)

    def _connect(self) -> None:
        self.scan_field.returnPressed.connect(self._scan_typed)
        self.search_field.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._search)
        self._waiting.timeout.connect(self._show_waiting)
        self.search_field.returnPressed.connect(self._enter_in_search)
        self.results.chosen.connect(self.check_in)
        self.force.clicked.connect(self.admit_anyway)
        self.open_person.clicked.connect(self._open_person)
        self.find.clicked.connect(self.focus_search)
        self.walk_in.clicked.connect(self.walk_in_asked)
        self.column.undo_asked.connect(self.undo)
        self.column.export_asked.connect(self.export_asked)
        self.column.note.asked.connect(lambda: self.page_asked.emit("day"))
        self.camera.read.connect(self.scanned)
        self.camera.said.connect(self.noted)
        self._project.changed.connect(self._on_changed)
        self._project.place_changed.connect(self._on_place_changed)

    # scanning

    def scan(self, text: str) -> None:
        """A scanner's burst: decided, kept, shown, heard; the same badge within a second is one scan."""
        reading = next(iter(badge_digits(text)), strip_scanner_marks(text))
        now = self.steady_clock()
        is_double = self._last_scan[0] == reading and now - self._last_scan[1] < DOUBLE_TRIGGER
        self._last_scan = (reading, now)
        if not is_double:
            self._decide_text(text, is_typed=False)

    def _scan_typed(self) -> None:
        text = self.scan_field.text().strip()
        self.scan_field.clear()
        if text:
            self._decide_text(text, is_typed=True)

    def _decide_text(self, text: str, *, is_typed: bool) -> None:
        checkpoint, direction = self._project.current_checkpoint, self._project.direction

        def request(tx: Tx, force: Force | None = None) -> ScanAnswer:
            assert checkpoint is not None
            return record_scan(tx, checkpoint=checkpoint, text=text, direction=direction, force=force)

        def done(answer: ScanAnswer) -> None:
            if answer.verdict is Verdict.NOT_A_BADGE:
                self._search_instead(text, answer, is_typed=is_typed)
            else:
                self._show_answer(answer, request)

        self._decide(request, done)

    def check_in(self, entry: PersonEntry) -> None:
        """Somebody found by name."""
        checkpoint, direction = self._project.current_checkpoint, self._project.direction

        def request(tx: Tx, force: Force | None = None) -> ScanAnswer:
            assert checkpoint is not None
            return check_in_person(
                tx, checkpoint=checkpoint, registration=entry.registration, direction=direction, force=force
            )

        def done(answer: ScanAnswer) -> None:
            self.search_field.clear()
            self._typing.stop()
            self.scan_field.setFocus()
            self._show_answer(answer, request)

        self._decide(request, done)

    def _decide(self, request: Request, done: Callable[[ScanAnswer], None], force: Force | None = None) -> None:
        if self._project.current_checkpoint is None:
            self.noted.emit(_("There is no event in this project yet. Add one first, then scan."))
            return
        self._waiting.start()
        self._project.write(lambda tx: request(tx, force), done, self._show_failure, is_scan=True)

    def _show_waiting(self) -> None:
        """Nobody takes the last person's welcome for this one's."""
        self._stack.setCurrentWidget(self.panel)
        self._answer = self._request = None
        self.panel.show_view(VerdictView(kind="retry", words=_("One moment…")), is_new=False)
        self._show_actions()

    def _show_failure(self, error: Exception) -> None:
        """A scan that could not be kept is told as loudly as a refusal."""
        self._waiting.stop()
        self._answer = self._request = None
        self._stack.setCurrentWidget(self.panel)
        self.panel.show_view(VerdictView(kind="refused", words=_("Not saved"), message=error_words(error)))
        self._show_actions()
        self._sounds.play("refused")
        self._project.jobs.failed.emit(error)

    def _search_instead(self, text: str, answer: ScanAnswer, *, is_typed: bool) -> None:
        """A text that is no badge: what was typed becomes a search, another code shows who fits."""
        self._waiting.stop()
        if is_typed:
            self.search_field.setText(text)
            self.search_field.setFocus()
            self._typing.stop()
            self._search()
            return
        self._show_answer(answer, None)
        event = self._project.current_event
        if event is not None:
            words = strip_scanner_marks(text)[:100]
            self._project.read(
                lambda tx: find_people(tx, event, words, _MOST_FOUND),
                lambda people: self._show_candidates(words, people),
                key="search",
            )

    def _show_candidates(self, words: str, people: list[PersonEntry]) -> None:
        if people:
            heading = _("That was no badge. People here who fit “{text}”:").format(text=words)
            self.results.show_people(people, self._project.surroundings.categories, heading)
            self._stack.setCurrentWidget(self.results)

    def _show_answer(self, answer: ScanAnswer, request: Request | None) -> None:
        self._waiting.stop()
        self._answer, self._request = answer, request
        self._stack.setCurrentWidget(self.panel)
        self.panel.show_view(self._view(answer))
        self._show_actions()
        self._sounds.play(kind_of(answer))
        self.answered.emit(answer)

    def _show_actions(self) -> None:
        answer = self._answer
        self.force.setVisible(answer is not None and self._request is not None and can_be_forced(answer))
        self.open_person.setVisible(answer is not None and answer.person is not None)
        is_searched = answer is not None and answer.verdict in (
            Verdict.UNKNOWN, Verdict.NOT_A_BADGE, Verdict.FOREIGN, Verdict.UNREADABLE, Verdict.OTHER_EVENT
        )  # fmt: skip
        self.find.setVisible(is_searched)

    # the operator's decisions

    def admit_anyway(self) -> None:
        """Lets in, or out, whom the rules refused; asks who decides and why."""
        answer, request = self._answer, self._request
        if answer is None or request is None or not can_be_forced(answer):
            self.noted.emit(_("There is nothing to decide: the last answer is no refusal that you may overrule."))
            return
        ask_admission(
            self.window(),
            self._project,
            answer,
            lambda operator, reason: self._force(request, Force(operator, reason)),
        )

    def _force(self, request: Request, force: Force) -> None:
        self._decide(request, lambda answer: self._show_answer(answer, request), force)

    def undo_last(self) -> None:
        """Asks to take the last accepted scan back."""
        last = self.column.scans.latest_accepted()
        if last is None:
            self.noted.emit(_("There is no scan to undo here."))
        else:
            self.undo(last)

    def undo(self, scan: RecentScan) -> None:
        """Asks who takes this scan back and why, then does so."""
        answer = scan.answer
        ask_undo(self.window(), self._project, answer, lambda operator, reason: self._undo(answer, operator, reason))

    def _undo(self, answer: ScanAnswer, operator: str, reason: str) -> None:
        scan = answer.scan
        assert scan is not None, "only a kept scan is listed"

        def done(undo: Undo) -> None:
            self._reset()
            self.said.emit(_("Undone: {name}.").format(name=undo.name or answer.badge))

        self._project.write(lambda tx: undo_scan(tx, scan=scan, operator=operator, reason=reason), done)

    def _open_person(self) -> None:
        if self._answer is not None and self._answer.person is not None:
            self.person_asked.emit(self._answer.person)

    def open_shown_person(self) -> None:
        """The person of the verdict, or the one selected among those found."""
        if self._stack.currentWidget() is self.results and self.results.current is not None:
            self.person_asked.emit(self.results.current.person)
        else:
            self._open_person()

    def show_walk_in(self, answer: ScanAnswer) -> None:
        """The answer to somebody who was registered just now."""
        self._show_answer(answer, None)

    # searching

    def enter(self) -> None:
        """The page is shown: ready for the next badge."""
        if not self.search_field.text():
            self.scan_field.setFocus()

    def focus_scan(self) -> None:
        self.scan_field.setFocus()
        self.scan_field.selectAll()

    def focus_search(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    def _search(self) -> None:
        text, event = self.search_field.text().strip(), self._project.current_event
        if not text or event is None:
            self._stack.setCurrentWidget(self.panel)
            return
        self._project.read(
            lambda tx: find_people(tx, event, text, _MOST_FOUND),
            lambda people: self._show_found(text, people),
            key="search",
        )

    def _show_found(self, text: str, people: list[PersonEntry]) -> None:
        if text != self.search_field.text().strip():
            return
        heading = found_words(text, len(people), _MOST_FOUND)
        self.results.show_people(people, self._project.surroundings.categories, heading)
        self._stack.setCurrentWidget(self.results)

    def _enter_in_search(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self._search()
        elif self._stack.currentWidget() is self.results:
            self.results.check_in_or_choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self._reset()
        elif event.key() == Qt.Key.Key_Down and self.search_field.hasFocus() and self.results.model.rowCount():
            self.results.view.setFocus()
        elif event.text().isalpha() and not isinstance(self.focusWidget(), (ScanField, SearchField)):
            self.search_field.setFocus()
            self.search_field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _reset(self) -> None:
        """Back to being ready."""
        self.search_field.clear()
        self.scan_field.clear()
        self._typing.stop()
        self._answer = self._request = None
        self._stack.setCurrentWidget(self.panel)
        self._show_idle()
        self.scan_field.setFocus()

    # what is around

    def retranslate(self) -> None:
        self.scan_field.setPlaceholderText(_("Badge or code (F2)"))
        self.search_field.setPlaceholderText(_("Name, organisation, e-mail (F3)"))
        self.scan_field.setAccessibleName(_("Badge code"))
        self.search_field.setAccessibleName(_("Search"))
        self.walk_in.setText(_("Walk-in (F4)"))
        self.force.setText(_("Admit anyway (F8)"))
        self.open_person.setText(_("Open person (F7)"))
        self.find.setText(_("Search by name (F3)"))
        if self._answer is None:
            self._show_idle()
        else:
            self.panel.show_view(self._view(self._answer), is_new=False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _view(self, answer: ScanAnswer) -> VerdictView:
        return view_of(answer, self._project.category(answer.category))

    def _show_idle(self) -> None:
        self.panel.show_view(idle_view(self._project), is_new=False)
        self._show_actions()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & {"*", "scan", "undo", "registration", "person", "badge", "category"}:
            self.column.reload()
        elif subjects & PRESENTERS:
            self.column.note.reload()

    def _on_place_changed(self) -> None:
        self._reset()
        self.column.reload()
