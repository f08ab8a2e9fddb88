"""The agenda: a grid of rooms and times, what waits for a time, what is wrong, and the chosen session."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from o2o_events.agenda.clash import Clash
from o2o_events.agenda.clashes import find_clashes
from o2o_events.i18n import _
from ui.agenda_editing import SUBJECTS, AgendaEditor
from ui.agenda_steps import Named
from ui.messages import short_day
from ui.pages.agenda_bar import AgendaBar
from ui.pages.agenda_blocks import COLOURS, blocks_of, columns_of, days_of, unscheduled
from ui.pages.agenda_carrying import Carrying
from ui.pages.agenda_deeds import AgendaDeeds
from ui.pages.agenda_empty import EmptyAgenda
from ui.pages.agenda_inspector import Inspector
from ui.pages.agenda_lists import ClashList, UnscheduledList
from ui.pages.agenda_opening import AgendaOpening
from ui.pages.agenda_release import ReleaseState
from ui.project import OpenProject
from ui.widgets.time_grid import TimeGrid
from ui.widgets.time_grid_values import Place

_EVERY_MINUTE = 60_000


class AgendaPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was, ``page_asked`` another page to go to."""

    said = Signal(str)
    noted = Signal(str)
    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self.editor = AgendaEditor(project, self)
        self.deeds = AgendaDeeds(self.editor)
        self.days: Sequence[date] = ()
        self.clashes: Sequence[Clash] = ()
        self.chosen: list[str] = []
        self.bar, self.grid = AgendaBar(), TimeGrid()
        self.waiting, self.wrong, self.inspector = UnscheduledList(), ClashList(), Inspector()
        self.empty = EmptyAgenda()
        self.status = QLabel(objectName="hint", wordWrap=False)
        self._waiting_words, self._wrong_words = QLabel(objectName="heading"), QLabel(objectName="heading")
        self.opening = AgendaOpening(self, project, self.editor, self.deeds)
        self.carrying = Carrying(self)
        self._release = ReleaseState(project, self.editor, self)
        self._clock = QTimer(self, interval=_EVERY_MINUTE)
        self._is_first_look = True
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        left = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        left.addWidget(_titled(self._waiting_words, self.waiting))
        left.addWidget(_titled(self._wrong_words, self.wrong))
        left.setSizes([300, 300])
        self._middle = QStackedWidget()
        self._middle.addWidget(self.grid)
        self._middle.addWidget(self.empty)
        whole = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=True)
        for widget in (left, self._middle, self.inspector):
            whole.addWidget(widget)
        whole.setSizes([210, 720, 320])
        whole.setStretchFactor(1, 1)
        whole.setCollapsible(1, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addWidget(whole, 1)
        layout.addWidget(self.status)
        self.grid.set_colours({code: QColor(colour) for code, colour in COLOURS.items()})

    def _connect(self) -> None:
        grid, editor, deeds = self.grid, self.editor, self.deeds
        editor.changed.connect(self._show)
        editor.refused.connect(self._project.jobs.failed)
        editor.made.connect(self._show_made)
        editor.history_changed.connect(self._show_history)
        grid.moved.connect(deeds.place)
        grid.dragging.connect(self.carrying.check)
        grid.carried.connect(self.carrying.carry_out)
        grid.let_go.connect(self.carrying.let_go_outside)
        grid.selection_changed.connect(self._choose)
        grid.opened.connect(self.opening.session)
        grid.removed.connect(deeds.remove)
        grid.unscheduled.connect(deeds.unschedule)
        grid.wanted.connect(self.opening.new_session)
        grid.column_opened.connect(self.opening.parts.room)
        grid.menu_asked.connect(self._show_menu)
        grid.day_shown.connect(self._show_days)
        self.bar.days.chosen.connect(self._go_to_day)
        self.bar.asked.connect(self._ask)
        self.empty.asked.connect(self._ask)
        waiting = self.waiting
        waiting.carried.connect(self.carrying.carry_in)
        waiting.let_go.connect(self.carrying.drop_in)
        waiting.gave_up.connect(grid.give_up)
        waiting.schedule_asked.connect(self._schedule)
        waiting.opened.connect(self.opening.session)
        waiting.removed.connect(deeds.remove)
        waiting.wanted.connect(lambda: self.opening.new_session(None))
        waiting.itemSelectionChanged.connect(self._choose_waiting)
        self.wrong.chosen.connect(self.show_clash)
        self._connect_inspector()
        self._release.changed.connect(self.bar.show_release)
        self._project.changed.connect(self._on_changed)
        self._project.place_changed.connect(self._on_place_changed)
        self._clock.timeout.connect(self._show_now)
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            QShortcut(QKeySequence(keys), self, activated=act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _connect_inspector(self) -> None:
        inspector, deeds, opening = self.inspector, self.deeds, self.opening
        inspector.edited.connect(deeds.change)
        inspector.placed.connect(lambda session, place: deeds.place({session: place}))
        inspector.opened.connect(opening.session)
        inspector.cancel_asked.connect(deeds.turn)
        inspector.unschedule_asked.connect(deeds.unschedule)
        inspector.remove_asked.connect(deeds.remove)
        inspector.people.role_chosen.connect(deeds.give_role)
        inspector.people.removed.connect(deeds.remove_part)
        inspector.people.wanted.connect(lambda: opening.parts.new_part(self.inspector.session))
        slots = inspector.slots
        slots.wanted.connect(lambda: opening.parts.new_slot(self.inspector.session))
        slots.strip.opened.connect(opening.parts.slot)
        slots.strip.removed.connect(deeds.remove_slot)
        slots.strip.move_asked.connect(opening.parts.ask_session_for)
        slots.strip.resized.connect(deeds.resize_slot)
        slots.strip.placed.connect(self.carrying.put_slot)
        slots.strip.carried.connect(self.carrying.carry_slot)
        slots.strip.let_go.connect(self.carrying.drop_slot)

    # showing

    def enter(self) -> None:
        """The page is shown."""
        if self.editor.current_event is None or self.editor.current_event != self._project.current_event:
            self.editor.open(self._project.current_event)
        else:
            self.editor.reload()
        self._clock.start()
        self._release.look()
        self.grid.setFocus()

    def import_file(self, file: Path) -> None:
        """A file that was dropped on the window."""
        self.opening.files.import_file(file)

    def undo(self) -> None:
        self.editor.undo()

    def redo(self) -> None:
        self.editor.redo()

    def show_clash(self, clash: Clash) -> None:
        """The way to what is wrong: its sessions are chosen and brought into view."""
        self.show_sessions(clash.sessions, clash.sessions[-1])
        self.status.setText(clash.message)

    def show_sessions(self, ids: Sequence[str], current: str) -> None:
        """Chooses sessions, in the grid or in the list of those without a time."""
        self.grid.reveal(current)
        scheduled = [name for name in ids if self.grid.block(name) is not None]
        self.grid.select(scheduled, current)
        self._choose(list(ids))

    def _show(self) -> None:
        programme = self.editor.programme
        if programme is None:
            self.grid.show_content([], [], 0)
            self._is_first_look = True
            return
        self.days, self.clashes = days_of(programme), find_clashes(programme)
        shown_day = self.grid.day
        self.grid.show_content(columns_of(programme), blocks_of(programme, self.days, self.clashes), len(self.days) - 1)
        self._show_days(self.grid.day if self.grid.day != shown_day else shown_day)
        waiting = unscheduled(programme)
        self.waiting.show_sessions(waiting)
        self.wrong.show_clashes(self.clashes)
        self._middle.setCurrentWidget(self.grid if programme.sessions or programme.rooms else self.empty)
        self._name_lists(len(waiting))
        self.chosen = [name for name in self.chosen if name in programme.sessions_by_id]
        self._show_chosen()
        if self._is_first_look:
            self._is_first_look = False
            self._look_first()
        self._show_now()
        self._release.look()

    def _look_first(self) -> None:
        """The day that it is, else the first; from its first session on."""
        now = self._project.app.now()
        event = self.editor.current_event
        today = event.day_of(now) if event else None
        self.grid.show_day(self.days.index(today) if today in self.days else 0)
        self.grid.scroll_to_start()

    def _show_days(self, day: int) -> None:
        programme = self.editor.programme
        event_days = programme.days if programme else ()
        names = [
            (
                _("{day} (day {n})").format(day=short_day(d), n=event_days.index(d) + 1)
                if d in event_days
                else _("{day} (no day of the event)").format(day=short_day(d)),
                d.isoformat(),
            )
            for d in self.days
        ]
        self.bar.days.show_days(names, day)

    def _go_to_day(self, day: int) -> None:
        self.grid.show_day(day)

    def _name_lists(self, waiting: int) -> None:
        self._waiting_words.setText(_("Without a time") + (f" ({waiting})" if waiting else ""))
        self._wrong_words.setText(_("To put right") + (f" ({len(self.clashes)})" if self.clashes else ""))
        self.waiting.setAccessibleName(_("Sessions without a time"))
        self.wrong.setAccessibleName(_("To put right"))
        self.waiting.say_when_empty(_("Drag a session here to take its time away."))
        self.wrong.say_when_empty(_("Nothing clashes."))

    def _show_now(self) -> None:
        event = self.editor.current_event
        now = event.local(self._project.app.now()) if event is not None else None
        is_shown = now is not None and now.date() in self.days
        self.grid.set_now((self.days.index(now.date()), now.hour * 60 + now.minute) if now and is_shown else None)

    def _show_history(self) -> None:
        stack = self.editor.stack
        self.bar.show_history(stack.undoText(), stack.redoText())

    def _show_made(self, made: Sequence[Named]) -> None:
        """What is new, or back, is chosen."""
        sessions = [name for kind, name in made if kind == "session"]
        if sessions:
            self.show_sessions(sessions, sessions[0])

    # choosing

    def _choose(self, ids: Sequence[str]) -> None:
        self.chosen = list(ids)
        scheduled = [name for name in ids if self.grid.block(name) is not None]
        if scheduled and self.waiting.chosen_ids():
            self.waiting.blockSignals(True)
            self.waiting.clearSelection()
            self.waiting.blockSignals(False)
        self._show_chosen()

    def _choose_waiting(self) -> None:
        ids = self.waiting.chosen_ids()
        if ids:
            self.grid.select([])
        self._choose(ids)

    def _show_chosen(self) -> None:
        self.inspector.show_sessions(self.chosen, self.editor.programme, self.days, self.clashes)
        self.show_hints()

    def show_hints(self) -> None:
        self.status.setObjectName("hint")
        self.status.setStyleSheet("")
        self.status.setText(
            "   ".join(
                (
                    _("Arrows choose"),
                    _("Alt+arrows move"),
                    _("Shift+arrows make longer"),
                    _("Enter opens"),
                    _("N new"),
                    _("U takes the time away"),
                    _("Delete removes"),
                    _("PageUp, PageDown days"),
                    _("Ctrl+Z takes back"),
                )
            )
        )

    def _schedule(self, ids: Sequence[str]) -> None:
        """By keyboard: each gets the first free time of the shown day."""
        blocks = blocks_of(self.deeds.programme, self.days, ())
        if self.deeds.schedule(ids, self.grid.day, blocks):
            self.show_sessions(ids, ids[0])
            self.grid.setFocus()

    # asking

    def _ask(self, name: str) -> None:
        """What the bar, its menu or the empty agenda was asked for."""
        grid, opening = self.grid, self.opening
        acts: Mapping[str, Callable[[], object]] = {
            "undo": self.undo,
            "redo": self.redo,
            "lower": lambda: grid.zoom(-1),
            "taller": lambda: grid.zoom(1),
            "new": grid.ask_new,
            "release": opening.release,
            "rooms": opening.parts.ask_rooms,
            "speakers": opening.parts.ask_speakers,
            "practices": lambda: self.page_asked.emit("practices"),
            "template": opening.ask_template,
            "copy_day": lambda: opening.copy_day(self.days[grid.day] if self.days else None),
            "copy_session": lambda: opening.copy(self.chosen),
            "import": opening.files.ask_import,
            "export": opening.files.ask_export,
            "print": opening.files.ask_print,
            "keys": opening.ask_keys,
        }
        acts[name]()

    def _show_menu(self, session: str, place: Place, at: QPoint) -> None:
        self.opening.menu(session, self.chosen, place, at, self.grid.day)

    def retranslate(self) -> None:
        self.grid.setAccessibleName(_("Agenda by room and time"))
        self._name_lists(self.waiting.count())
        self._show_history()
        self.empty.retranslate()
        self.show_hints()
        if self.editor.programme is not None:
            self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if self.editor.current_event is not None and self.isVisible() and subjects & SUBJECTS:
            self.editor.reload()
        if self.isVisible() and subjects & {"*", "agenda_release"}:
            self._release.look()

    def _on_place_changed(self) -> None:
        if self.isVisible():
            self.chosen = []
            self.editor.open(self._project.current_event)


def _titled(heading: QLabel, widget: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box, spacing=4)
    layout.setContentsMargins(0, 0, 4, 0)
    layout.addWidget(heading)
    layout.addWidget(widget, 1)
    return box
