"""The window: the rail, the bar, the pages of the open project, or the welcome when none is open."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events import i18n
from o2o_events.i18n import _
from ui.dropping import Dropping
from ui.messages import error_words
from ui.opening import Opening
from ui.pages.welcome_page import WelcomePage
from ui.preferences import Preferences
from ui.shortcuts import add_shortcuts, hint_words
from ui.sounds import Sounds
from ui.theme import Theme
from ui.widgets.corner import Corner
from ui.widgets.rail import Rail, RailButton
from ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from o2o_events.app import App
    from o2o_events.checkin.answers import ScanAnswer
    from o2o_events.clock import WallClock
    from ui.form_editing import FormEditor
    from ui.jobs import Jobs
    from ui.pages.workspace import Workspace
    from ui.project import OpenProject, Surroundings

_AGENDAS = (".ics", ".xml", ".json")
_IMPORTABLE = (".csv", ".tsv", ".txt", ".xlsx")


class MainWindow(QMainWindow):
    """Shows one project at a time. ``language_chosen`` asks the application for another language."""

    language_chosen = Signal(str)
    project_shown = Signal()

    def __init__(
        self, jobs: "Jobs", theme: Theme, preferences: Preferences, sounds: Sounds, now: "WallClock | None" = None
    ) -> None:
        super().__init__()
        self.jobs, self._theme, self._preferences, self._sounds = jobs, theme, preferences, sounds
        self.project: OpenProject | None = None
        self._is_shutting = False
        self.workspace: Workspace | None = None
        self.rail, self.corner, self.welcome, self.status = Rail(), Corner(), WelcomePage(), StatusBar()
        self.opening, self._dropping = Opening(self, jobs, now, lambda: self.project is not None), Dropping(self)
        self._busy_words = QLabel(objectName="quiet", alignment=Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._brand, self._place = QLabel(objectName="brand"), QHBoxLayout()
        self._build()
        self._connect()
        add_shortcuts(self)
        self.retranslate()
        self._show_welcome()

    def _build(self) -> None:
        self.setMinimumSize(1024, 640)
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1366, room.width()), min(768, room.height()))
        top = QFrame(objectName="topbar")
        bar = QHBoxLayout(top)
        bar.setContentsMargins(18, 9, 14, 9)
        bar.setSpacing(12)
        bar.addWidget(self._brand)
        bar.addLayout(self._place, 1)
        bar.addWidget(self.corner, 0, Qt.AlignmentFlag.AlignRight)
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._busy_words)
        right = QVBoxLayout(spacing=0)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(top)
        right.addWidget(self._pages, 1)
        right.addWidget(self.status)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.jobs.failed.connect(self.tell_error)
        self.rail.chosen.connect(self.show_page)
        self.opening.busy.connect(self._be_busy)
        self.opening.opened.connect(self._show_project)
        self.opening.refused.connect(self._refuse)
        self.opening.waits.connect(self._stop_waiting)
        self.opening.bring_in_asked.connect(self._bring_in)
        self._dropping.dropped.connect(self.take_file)
        self.welcome.sample_asked.connect(self.opening.make_sample)
        self.welcome.new_asked.connect(self.opening.ask_new)
        self.welcome.open_asked.connect(self.opening.ask_open)
        self.corner.hub_asked.connect(lambda: self.show_page("sync"))
        self.corner.muted.connect(self._mute)
        self.corner.theme_chosen.connect(self._choose_theme)
        self.corner.language_chosen.connect(self.language_chosen)
        self.corner.sound.setChecked(self._preferences.text("muted") == "yes")

    # opening

    def start(self, file: Path, passphrase: str | None = None, *, is_named: bool = False) -> None:
        """Opens the file if it is there; ``is_named``: the user gave it, so say when it is not."""
        if file.is_file() or is_named:
            self.opening.open_file(file, passphrase)

    def _be_busy(self, words: str) -> None:
        self.welcome.set_busy(True)
        self._busy_words.setText(words)
        if self.project is None:
            self._pages.setCurrentWidget(self._busy_words)

    def _stop_waiting(self) -> None:
        self.welcome.set_busy(False)
        if self.project is None:
            self._show_welcome()

    def _refuse(self, error: Exception) -> None:
        self._stop_waiting()
        if self.project is None:
            self.welcome.refuse(error_words(error))
        self.tell_error(error)

    def _show_project(self, app: "App", surroundings: "Surroundings") -> None:
        from ui.pages.workspace import Workspace
        from ui.project import OpenProject

        self.close_project()
        self.project = OpenProject(app, surroundings, self.jobs, self)
        self.workspace = Workspace(self.project, self._sounds, self._preferences)
        self.workspace.said.connect(self.tell)
        self.workspace.done.connect(self.tell_done)
        self.workspace.answered.connect(self._on_answer)
        self.workspace.scanned.connect(self.scan)
        self.workspace.page_asked.connect(self.show_page)
        self.workspace.syncing.changed.connect(self._show_hub)
        self.workspace.syncing.counted.connect(self._show_hub)
        self._place.addWidget(self.workspace.place)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        self._brand.hide()
        self.welcome.set_busy(False)
        self.welcome.refuse("")
        self._name_pages()
        self.rail.show()
        self.project.surroundings_changed.connect(self._name_pages)
        self.project.surroundings_changed.connect(self._show_status)
        self._preferences.keep("file", str(app.database.file))
        self._show_status()
        self.show_page("checkin")
        self.workspace.syncing.resume()
        self.project_shown.emit()

    def close_project(self) -> None:
        """Lets go of the open project, if there is one."""
        if self.project is None or self.workspace is None:
            return
        self.workspace.syncing.stop()
        self._pages.removeWidget(self.workspace)
        self.workspace.place.deleteLater()
        self.workspace.deleteLater()
        self.project.close()
        self.project.deleteLater()
        self.project = self.workspace = None

    def _show_welcome(self) -> None:
        self.rail.hide()
        self._brand.show()
        self._pages.setCurrentWidget(self.welcome)
        self._show_status()

    # pages and scans

    def show_page(self, name: str) -> None:
        """Shows the page of that name (see ``ui.pages.registry``)."""
        if self.workspace is not None:
            self.workspace.show_page(name)
            self.rail.show_chosen(name)

    def _name_pages(self) -> None:
        """Fills the rail with the pages that this project shows."""
        from ui.pages.registry import GROUPS

        if self.workspace is not None:
            pages = self.workspace.seen_pages()
            self.rail.fill([RailButton(p.name, p.title(), p.icon, p.shortcut, GROUPS[p.group]()) for p in pages])

    def scan(self, text: str) -> None:
        """What a scanner typed, wherever the keyboard's focus was, or what was shown to the camera; a kiosk keeps what
        was scanned there, and so does a dialog that waits for a code."""
        taker = getattr(self._dialog() or QApplication.activeWindow(), "take_scan", None)
        if taker is not None:
            taker(text)
            return
        if self.workspace is None:
            self.tell_failed(_("A badge was scanned, but no project is open. Open one first, then scan again."))
            return
        if self._dialog() is None:
            self.show_page("checkin")
        self.workspace.checkin.scan(text)

    def _on_answer(self, answer: "ScanAnswer") -> None:
        """A dialog hides the verdict: it is told over the dialog, which stays as it is."""
        from ui.answer_words import kind_of, verdict_words
        from ui.widgets.toast import show_toast

        dialog = self._dialog()
        if dialog is not None:
            show_toast(dialog, f"{verdict_words(answer)}.", answer.message, kind_of(answer))

    @staticmethod
    def _dialog() -> QWidget | None:
        return QApplication.activeModalWidget()

    def turn(self) -> None:
        if self.workspace is not None:
            self.workspace.place.turn()

    # telling

    def tell(self, words: str, kind: str = "") -> None:
        """A short message over whatever is in front."""
        from ui.widgets.toast import show_toast

        show_toast(self._dialog() or self, words, kind=kind)

    def tell_done(self, words: str) -> None:
        """What was done, as it was wanted."""
        self.tell(words, "done")

    def tell_failed(self, words: str) -> None:
        """What was not done, and why."""
        self.tell(words, "failed")

    def tell_error(self, error: Exception) -> None:
        """An error in one plain sentence; a bug is logged whole."""
        from o2o_events.errors import UserError

        if not isinstance(error, (UserError, OSError)):
            from ui.logs import log_bug

            log_bug(error)
        self.tell_failed(error_words(error))

    def _show_status(self) -> None:
        project, status = self.project, self.status
        status.file.show_name(*(_name_and_place(project.app.database.file) if project else ("",)))
        status.desk.show_name(_("Desk: {name}").format(name=project.surroundings.desk) if project else "")
        status.hints.show_hints(hint_words() if project else ())
        self._show_hub()

    def _show_hub(self) -> None:
        """How it stands with the hub, always in sight: at the top by a dot, at the foot in words."""
        self.corner.hub.setVisible(self.workspace is not None)
        syncing = self.workspace.syncing if self.workspace else None
        self.status.hub.setText(syncing.short_words() if syncing else "")
        if syncing is not None:
            self.corner.hub.show_standing(syncing.standing, syncing.short_words())

    # the corner

    def retranslate(self) -> None:
        self.setWindowTitle(_("O2O Events – registration desk"))
        self._brand.setText(_("O2O Events"))
        self._name_pages()
        self.corner.sound.set_words(_("Sound on or off (Ctrl+M)"))
        self.corner.theme.set_words(_("Light or dark"))
        self.corner.language.set_words(_("Language"))
        themes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        self.corner.offer(self.corner.theme, themes, self._theme.choice, self.corner.theme_chosen)
        self.corner.offer(self.corner.language, dict(i18n.LANGUAGES), i18n.language(), self.corner.language_chosen)
        self._show_status()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _mute(self, is_muted: bool) -> None:
        self._sounds.is_muted = is_muted
        self._preferences.keep("muted", "yes" if is_muted else "no")

    def _choose_theme(self, choice: str) -> None:
        self._theme.choose(choice)
        self._preferences.keep("theme", choice)

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    # files dropped on the window

    def take_file(self, file: Path) -> None:
        """A file that was dropped: a project is opened, a list is imported, what a desk exported is brought in."""
        from ui.syncing import is_exported

        if is_exported(file) and self.workspace is not None:
            self._bring_in(file)
        elif is_exported(file) or file.suffix.lower() == ".o2o":
            self.opening.open_file(file)
        elif self.workspace is not None and self._is_agenda(file):
            self.show_page("agenda")
            self.workspace.page("agenda").import_file(file)
        elif file.suffix.lower() not in _IMPORTABLE:
            self.tell_failed(_("“{file}” is no list. Drop a CSV or Excel (.xlsx) file.").format(file=file.name))
        elif self.workspace is None:
            self.tell_failed(_("Open a project first, then drop the list again."))
        else:
            self.show_page("people")
            self.workspace.people.import_file(file)

    def _is_agenda(self, file: Path) -> bool:
        """A schedule; a table too, where the agenda is in front."""
        is_in_front = self.workspace is not None and self.workspace.shown == "agenda"
        return file.suffix.lower() in (*_AGENDAS, *(_IMPORTABLE if is_in_front else ()))

    def _bring_in(self, file: Path, passphrase: str = "") -> None:
        if self.workspace is not None:
            self.show_page("sync")
            self.workspace.sync.bring_in(file, passphrase or None)

    def shut(self) -> None:
        """Closes without asking."""
        self._is_shutting = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        forms = self.workspace.unsaved_forms() if self.workspace is not None and not self._is_shutting else None
        if forms is not None and forms.unsaved:
            event.ignore()
            self._ask_unsaved(forms)
            return
        self.jobs.stop()
        self.close_project()
        super().closeEvent(event)

    def _ask_unsaved(self, forms: "FormEditor") -> None:
        from ui.dialogs.unsaved_dialog import UnsavedDialog

        if isinstance(self._dialog(), UnsavedDialog):
            return
        dialog = UnsavedDialog(self, [entry.form.label for entry in forms.unsaved], can_save=forms.can_save_all)
        dialog.save_asked.connect(lambda: forms.save_all(self.shut))
        dialog.left.connect(self.shut)
        dialog.rejected.connect(lambda: self.show_page("forms"))
        dialog.open()


def _name_and_place(file: Path) -> tuple[str, str]:
    return file.name, str(file)
