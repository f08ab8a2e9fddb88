"""The pages of an open project, and what they ask of each other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.pages.badges_page import BadgesPage
from ui.pages.checkin_page import CheckinPage
from ui.pages.people_page import PeoplePage
from ui.pages.place_bar import PlaceBar
from ui.pages.sync_page import SyncPage
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.sounds import Sounds
from ui.syncing import Syncing


class Workspace(QWidget):
    """Holds the pages of one project. ``said`` is a message to show, ``page_asked`` a page to go to."""

    said = Signal(str)
    answered = Signal(object)
    page_asked = Signal(int)

    def __init__(self, project: OpenProject, sounds: Sounds, preferences: Preferences) -> None:
        super().__init__()
        self._project, self._preferences = project, preferences
        self.place = PlaceBar(project)
        self.checkin = CheckinPage(project, sounds)
        self.people = PeoplePage(project)
        self.badges = BadgesPage(project, preferences)
        self.syncing = Syncing(project, preferences, self)
        self.sync = SyncPage(project, self.syncing, preferences)
        self._stack = QStackedLayout(self)
        for page in (self.checkin, self.people, self.badges, self.sync):
            self._stack.addWidget(page)
            page.said.connect(self.said)
        self.checkin.answered.connect(self.answered)
        self.checkin.person_asked.connect(self._open_person)
        self.checkin.walk_in_asked.connect(self._walk_in)
        self.checkin.export_asked.connect(self._export)
        self.people.walk_in_asked.connect(self._walk_in)
        self.people.export_asked.connect(self._export)
        self.people.badge_asked.connect(self._print_one)
        self.badges.person_asked.connect(self._open_person)

    def show_page(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.place.show_checkpoint(number == 0)
        page = self._stack.currentWidget()
        page.enter()

    def _open_person(self, person: str) -> None:
        self.page_asked.emit(1)
        self.people.open_person(person)

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

        ask_export(self.window(), self._project, self.said.emit)
