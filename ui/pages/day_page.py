"""The day: what runs and how late, one key for the next step, the rest of the day moved, screens for other monitors."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QLabel, QTableView, QWidget

from o2o_events.agenda.actual import UNTOUCHED, Run, next_steps
from o2o_events.agenda.delays import Shifted
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.messages import day_words, short_day
from ui.pages import day_lines
from ui.pages.day_deeds import DayDeeds
from ui.pages.day_lines import DayState
from ui.pages.day_records import DayRecords
from ui.pages.day_side import DaySide
from ui.project import OpenProject
from ui.screens.options import ScreenOptions
from ui.screens.showing import Screens, monitors
from ui.tables.day_table import DayRow, DayTable
from ui.tables.lines import LinesDelegate
from ui.widgets.day_tabs import DayTabs
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton

SUBJECTS = frozenset(
    {"run", "delay", "scan", "undo", "room", "agenda_session", "slot", "speaker", "appearance", "agenda_release"}
    | {"registration", "person", "event"}
)
_EVERY = 20_000
"""Milliseconds after which times that pass are told anew."""


class DayPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was, ``person_asked`` a person to be opened."""

    said = Signal(str)
    noted = Signal(str)
    person_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._state: DayState | None = None
        self._day: date | None = None
        self._follow: str | None = None
        self.days, self.table, self.model = DayTabs(), QTableView(), DayTable(self)
        self.side, self.deeds, self.screens = DaySide(), DayDeeds(project, self), Screens(project, self)
        self.records = DayRecords(self, project)
        self.next = IconButton("enter", "primary")
        self.missing, self.swap, self.late = IconButton("person"), IconButton("redo"), IconButton("clock")
        self.undo, self.screen_button = IconButton("undo"), IconButton("desk")
        self.doors, self.attendance = IconButton("scan", "small"), IconButton("people", "small")
        self.record = IconButton("export", "small")
        self.hint, self.empty = QLabel(objectName="hint", wordWrap=True), QLabel(objectName="quiet", wordWrap=True)
        self._clock = QTimer(self, interval=_EVERY)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(LinesDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(50)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, 150)
        head.resizeSection(2, 210)
        bar, under = FlowLayout(), FlowLayout()
        for button in (self.next, self.missing, self.swap, self.late, self.undo, self.screen_button):
            bar.add(button)
        under.add(self.days, least=200, stretch=1)
        for button in (self.doors, self.attendance, self.record):
            under.add(button)
        self.side.setMinimumWidth(300)
        self.side.setMaximumWidth(520)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 12, 18, 10)
        layout.setSpacing(12)
        layout.addLayout(bar, 0, 0, 1, 2)
        layout.addLayout(under, 1, 0, 1, 2)
        layout.addWidget(table, 2, 0)
        layout.addWidget(self.empty, 2, 0)
        layout.addWidget(self.side, 2, 1)
        layout.addWidget(self.hint, 3, 0, 1, 2)
        layout.setColumnStretch(0, 7)
        layout.setColumnStretch(1, 3)
        layout.setRowStretch(2, 1)

    def _connect(self) -> None:
        self.next.clicked.connect(self.advance)
        self.missing.clicked.connect(self.turn_missing)
        self.swap.clicked.connect(self.swap_chosen)
        self.late.clicked.connect(self.ask_late)
        self.undo.clicked.connect(self.take_back)
        self.screen_button.clicked.connect(self.ask_screen)
        self.doors.clicked.connect(lambda: self._ask_of_day(self.records.ask_doors))
        self.attendance.clicked.connect(lambda: self._ask_of_day(self.records.show_attendance))
        self.record.clicked.connect(lambda: self._ask_of_day(lambda event, _day: self.records.ask_record(event)))
        self.records.said.connect(self.said)
        self.days.chosen.connect(self._choose_day)
        self.side.person_asked.connect(self.person_asked)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(lambda _found: self.reload())
        self.screens.changed.connect(self.retranslate)
        self.table.selectionModel().selectionChanged.connect(lambda *_changes: self._show_actions())
        self._project.place_changed.connect(self._on_place_changed)
        self._clock.timeout.connect(self._show)
        for keys, act in (
            ("Space", self.advance),
            ("M", self.turn_missing),
            ("S", self.swap_chosen),
            ("L", self.ask_late),
        ):
            QShortcut(QKeySequence(keys), self.table, activated=act, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(
            QKeySequence(QKeySequence.StandardKey.Undo),
            self,
            activated=self.take_back,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )

    # what is shown

    def enter(self) -> None:
        """The page is shown: the keyboard is on the list, where the next step is."""
        self._clock.start()
        self.table.setFocus()
        self.reload()

    def hideEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().hideEvent(event)  # type: ignore[arg-type]  # Qt's event
        self._clock.stop()

    def reload(self) -> None:
        """Reads the day again."""
        event = self._project.current_event
        if event is None:
            self._state = None
            self._show()
            return
        if self._day not in event.days:
            self._day = day_lines.first_day(event, self._project.app.now())
        day = self._day
        assert day is not None
        self._project.read(lambda tx: day_lines.read_day_state(tx, event, day), self._take, key="day")

    def _take(self, state: DayState) -> None:
        if self._project.current_event is not None and state.event.id == self._project.current_event.id:
            self._state = state
            self._show()

    def _show(self) -> None:
        state, day = self._state, self._day
        is_there = state is not None and day is not None
        rows = day_lines.lines_of(state, day, self._now()) if state is not None and day is not None else []
        for widget, is_shown in ((self.table, bool(rows)), (self.empty, not rows)):
            widget.setVisible(is_shown)
        self._show_days()
        chosen = self._follow or (self.current.id if self.current else None)
        self.model.show(rows)
        if is_there and rows:
            self._select(chosen)
        if state is not None:
            self.side.show_rooms(day_lines.room_lines(state, self._now()))
            self.side.show_presenters(state.event, state.presenters)
        self._show_actions()

    def _show_days(self) -> None:
        event = self._project.current_event
        days = event.days if event else ()
        self.days.setVisible(len(days) > 1)
        if self._day in days:
            self.days.show_days([(short_day(day), day_words(day)) for day in days], days.index(self._day))

    def _select(self, wanted: str | None) -> None:
        """Keeps the chosen line; without one, what is to be done next."""
        if self._follow is None and self.current is not None and wanted == self.current.id:
            return
        row = self.model.row_of(wanted) if wanted else None
        if row is None:
            row = self._first_step()
        self._follow = None
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _first_step(self) -> int:
        """The line where a key is most likely wanted: what is due or on, else what comes first, else what runs."""
        for states in (("due", "on"), ("coming",), ("running",)):
            for number, line in enumerate(self.model.rows):
                if line.slot is None and line.state in states and self._can_advance(line):
                    return number
        return 0

    @property
    def current(self) -> DayRow | None:
        """The line that keys act upon."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() and index.row() < len(self.model.rows) else None

    def _chosen(self) -> list[DayRow]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.rows[row] for row in rows if row < len(self.model.rows)]

    def _can_advance(self, line: DayRow) -> bool:
        session = self._state.programme.sessions_by_id.get(line.session) if self._state else None
        if self._state is None or session is None or session.is_cancelled:
            return False
        return bool(next_steps(session, self._state.runs))

    def _show_actions(self) -> None:
        line, slots = self.current, [row for row in self._chosen() if row.slot]
        self.next.setEnabled(line is not None and self._can_advance(line))
        self.next.setText(self._next_words(line))
        self.missing.setEnabled(line is not None and line.state != "cancelled")
        is_missing = line is not None and self._state is not None and bool(self._run_of(line.id).missing)
        self.missing.setText(_("Presenter is here (M)") if is_missing else _("Presenter missing (M)"))
        self.swap.setEnabled(len(slots) == 2 and len(self._chosen()) == 2)
        self.late.setEnabled(self._state is not None and bool(self.model.rows))
        for button in (self.doors, self.attendance, self.record):
            button.setEnabled(self._state is not None)

    def _run_of(self, record: str) -> Run:
        return self._state.runs.get(record, UNTOUCHED) if self._state else UNTOUCHED

    def _next_words(self, line: DayRow | None) -> str:
        session = self._state.programme.sessions_by_id.get(line.session) if self._state and line else None
        steps = next_steps(session, self._state.runs) if self._state and session else []
        outcomes = [(step.outcome, step.subject == session.id) for step in steps] if session else []
        if ("start", True) in outcomes or not outcomes:
            return _("Start (Space)")
        if ("end", True) in outcomes:
            return _("End (Space)")
        return (
            _("Next slot (Space)") if any(outcome == "start" for outcome, _whole in outcomes) else _("End slot (Space)")
        )

    # what is done

    def advance(self) -> None:
        """The one key: starts, goes on, or ends."""
        event, line = self._project.current_event, self.current
        if event is None or line is None:
            return
        if not self._can_advance(line):
            self.noted.emit(_("This session is over or cancelled. Choose the next one in the list."))
            return
        self._follow = self._line_after(line)
        self.deeds.advance(event, line.session)

    def _line_after(self, line: DayRow) -> str:
        """Where the list goes after the key: the slot that begins, the session that goes on, or the room's next."""
        state = self._state
        assert state is not None
        session = state.programme.sessions_by_id[line.session]
        steps = next_steps(session, state.runs)
        if all(step.subject != session.id or step.outcome != "end" for step in steps):
            begun = [step.subject for step in steps if step.outcome == "start"]
            return begun[-1] if begun else session.id
        following = (
            row
            for row in self.model.rows
            if row.slot is None and row.session != session.id and row.starts_at and line.starts_at
            if row.starts_at >= line.starts_at and row.room in (line.room, None) and self._can_advance(row)
        )
        found = next(following, None)
        return found.session if found else session.id

    def turn_missing(self) -> None:
        """The presenter of the chosen slot or session is missing, or has come."""
        event, line = self._project.current_event, self.current
        if event is not None and line is not None and line.state != "cancelled":
            is_missing = not self._run_of(line.id).missing
            self.deeds.set_missing(event, line.session, line.id, is_missing=is_missing)

    def swap_chosen(self) -> None:
        """The two chosen slots change places."""
        event, slots = self._project.current_event, [row for row in self._chosen() if row.slot]
        if event is None or len(slots) != 2:
            self.noted.emit(_("Choose two slots: click one, then the other with Ctrl held."))
            return
        self.deeds.swap(event, slots[0].id, slots[1].id)

    def take_back(self) -> None:
        """Takes back what was done last."""
        event = self._project.current_event
        if event is not None:
            self.deeds.undo(event)

    def ask_late(self) -> None:
        """“We are late”: shows what would come of it, then moves the day."""
        from ui.dialogs.late_dialog import LateDialog

        state, event = self._state, self._project.current_event
        if state is None or event is None:
            return
        at = self._start_of_rest()
        dialog = LateDialog(self.window(), state, at, day_lines.known_delay(state, self._now()))
        dialog.decided.connect(lambda shifted, minutes: self._shift(event, shifted, minutes))
        dialog.open()

    def _start_of_rest(self) -> datetime:
        """Now; on another day than today, the beginning of the day that is shown."""
        event, day, now = self._project.current_event, self._day, self._now()
        assert event is not None
        assert day is not None
        return now if event.day_of(now) == day else event.day_bounds(day)[0]

    def _shift(self, event: Event, shifted: Shifted, minutes: int) -> None:
        self.deeds.shift(event, shifted, minutes)

    def _ask_of_day(self, ask: Callable[[Event, date], object]) -> None:
        event, day = self._project.current_event, self._day
        if event is not None and day is not None:
            ask(event, day)

    def ask_screen(self) -> None:
        """Shows a screen, or closes those that are open."""
        from ui.dialogs.screen_dialog import ScreenDialog

        if self.screens.open:
            self.screens.close_all()
            return
        state, event = self._state, self._project.current_event
        if state is None or event is None:
            return
        dialog = ScreenDialog(self.window(), event, state.programme, monitors(self))
        dialog.decided.connect(lambda options, monitor: self._show_screen(event, options, monitor))
        dialog.open()

    def _show_screen(self, event: Event, options: ScreenOptions, monitor: object) -> None:
        self.screens.show(event, options, monitor)  # type: ignore[arg-type]  # a signal's object is a QScreen here

    def _choose_day(self, number: int) -> None:
        event = self._project.current_event
        if event is not None and number < len(event.days):
            self._day, self._follow = event.days[number], None
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
            self.reload()

    def _on_place_changed(self) -> None:
        event = self._project.current_event
        if event is None or self._state is None or event.id != self._state.event.id:
            self.deeds.forget()
            self._day = self._state = None
            self.reload()

    def _now(self) -> datetime:
        return self._project.app.now()

    def retranslate(self) -> None:
        self.late.setText(_("We are late (L)"))
        self.swap.setText(_("Swap slots (S)"))
        self.undo.setText(_("Undo"))
        self.undo.setToolTip(_("Take back what was done last (Ctrl+Z)"))
        self.screen_button.setText(_("Close screens") if self.screens.open else _("Screens…"))
        self.screen_button.setToolTip(_("Foyer, door of a room or presenter’s timer on another monitor"))
        self.doors.setText(_("Session checkpoints…"))
        self.doors.setToolTip(_("A checkpoint for each session of the day, to count who comes"))
        self.attendance.setText(_("Session attendance…"))
        self.attendance.setToolTip(_("How many came to each session, and how long they stayed"))
        self.record.setText(_("How the days went…"))
        self.record.setToolTip(_("Saves the released agenda beside what really happened"))
        self.table.setAccessibleName(_("The day"))
        self.empty.setText(_("Nothing is planned on this day. Plan it on the Agenda page."))
        self.hint.setText(_("Space starts the chosen session, goes on to its next slot, and ends it."))
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
