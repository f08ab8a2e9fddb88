"""The pages of an open project, and what they ask of each other."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from o2o_events.i18n import _
from ui.form_editing import FormEditor
from ui.pages.badges_page import BadgesPage
from ui.pages.checkin_page import CheckinPage
from ui.pages.clock_banner import ClockBanner
from ui.pages.people_page import PeoplePage
from ui.pages.place_bar import PlaceBar
from ui.pages.registry import PAGES, PageEntry, Room
from ui.pages.sync_page import SyncPage
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.sounds import Sounds
from ui.syncing import Syncing

_PAUSE = 300
"""Milliseconds in which changes that follow each other are one."""
_SAY_MORE = frozenset({"forms", "results", "paper"})
"""Pages whose ``said`` also tells why nothing was done: it is shown without a tick."""


class Workspace(QWidget):
    """Makes each page when it is first asked for. ``done`` tells what was done, ``said`` anything else that is to be
    shown, ``page_asked`` a page to go to.

    A page is heard where it has one of these signals: ``said(str)`` for what was done, ``noted(str)`` for why nothing
    was, ``answered(object)``, ``scanned(str)``, ``page_asked(str)``, ``person_asked(str)``,
    ``registration_asked(str)``, ``walk_in_asked()``, ``export_asked()``, ``badge_asked(str)``. Errors go to
    ``Jobs.failed``.
    """

    done = Signal(str)
    said = Signal(str)
    answered = Signal(object)
    scanned = Signal(str)
    page_asked = Signal(str)

    def __init__(
        self,
        project: OpenProject,
        sounds: Sounds,
        preferences: Preferences,
        entries: Sequence[PageEntry] = PAGES,
    ) -> None:
        super().__init__()
        self._project = project
        self._entries = {entry.name: entry for entry in entries}
        self._pages: dict[str, QWidget] = {}
        self.shown = ""
        self.place = PlaceBar(project)
        self.syncing = Syncing(project, preferences, self)
        self._room = Room(project, preferences, sounds, self.syncing)
        self.clocks = ClockBanner(project, self.syncing)
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.clocks)
        layout.addWidget(self._stack, 1)
        self._changes = QTimer(self, singleShot=True, interval=_PAUSE)
        self._changes.timeout.connect(self._reload_shown)
        project.changed.connect(self._on_changed)
        project.place_changed.connect(lambda: self._on_changed(frozenset({"*"})))
        for entry in entries:
            QShortcut(QKeySequence(entry.shortcut), self, activated=lambda name=entry.name: self._go_to(name))

    def seen_pages(self) -> list[PageEntry]:
        """Those that are in the rail of this project."""
        return [entry for entry in self._entries.values() if entry.is_seen(self._project)]

    def page(self, name: str) -> QWidget:
        """The page of that name, made where it is not there yet."""
        if name not in self._pages:
            made = self._pages[name] = self._entries[name].make(self._room)
            self._stack.addWidget(made)
            self._hear(made, self.said if name in _SAY_MORE else self.done)
        return self._pages[name]

    @property
    def checkin(self) -> CheckinPage:
        return cast(CheckinPage, self.page("checkin"))

    @property
    def people(self) -> PeoplePage:
        return cast(PeoplePage, self.page("people"))

    @property
    def badges(self) -> BadgesPage:
        return cast(BadgesPage, self.page("badges"))

    @property
    def sync(self) -> SyncPage:
        return cast(SyncPage, self.page("sync"))

    def unsaved_forms(self) -> FormEditor | None:
        """What edits the forms, with what was not saved; None where they were not looked at."""
        return getattr(self._pages.get("forms"), "editor", None)

    def show_page(self, name: str) -> None:
        page = self.page(name)
        self.shown = name
        self._stack.setCurrentWidget(page)
        self.place.show_checkpoint(name == "checkin")
        page.enter()

    def _hear(self, page: QWidget, said: SignalInstance) -> None:
        for name, act in (
            ("said", said.emit),
            ("noted", self.said.emit),
            ("answered", self.answered.emit),
            ("scanned", self.scanned.emit),
            ("page_asked", self.page_asked.emit),
            ("person_asked", self._open_person),
            ("registration_asked", self._open_registration),
            ("walk_in_asked", self._walk_in),
            ("export_asked", self._export),
            ("badge_asked", self._print_one),
        ):
            if hasattr(page, name):
                getattr(page, name).connect(act)

    def _go_to(self, name: str) -> None:
        if self._entries[name].is_seen(self._project):
            self.page_asked.emit(name)

    def _on_changed(self, subjects: frozenset[str]) -> None:
        reloads = self._entries[self.shown].reloads if self.shown else frozenset()
        if reloads and ("*" in subjects | reloads or subjects & reloads):
            self._changes.start()

    def _reload_shown(self) -> None:
        if self._entries[self.shown].reloads:
            self._pages[self.shown].reload()

    def _open_person(self, person: str) -> None:
        self.page_asked.emit("people")
        self.people.open_person(person)

    def _open_registration(self, registration: str) -> None:
        self.page_asked.emit("people")
        self.people.open_registration(registration)

    def _walk_in(self) -> None:
        from ui.dialogs.walk_in_dialog import WalkInDialog

        if self._project.current_event is None:
            return
        dialog = WalkInDialog(self.window(), self._project)
        dialog.registered.connect(self._after_walk_in)
        dialog.found.connect(self.checkin.check_in)
        dialog.open()

    def _after_walk_in(self, answer: object, person: str, is_badge_wanted: bool) -> None:
        if answer is not None:
            self.checkin.show_walk_in(answer)
        if is_badge_wanted:
            self._print_one(person)

    def _print_one(self, person: str) -> None:
        self.badges.print_one(person)

    def _export(self) -> None:
        from ui.dialogs.export_dialog import ask_export

        if self._project.current_event is None:
            self.said.emit(_("There is no event in this project yet. Add one first."))
        else:
            ask_export(self.window(), self._project, self.done.emit)
