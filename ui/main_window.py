"""The window: the rail, the bar, the pages of the open project, or the welcome when none is open."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from o2o_events import i18n
from o2o_events.db.encryption import is_protected
from o2o_events.i18n import _
from ui.messages import error_words
from ui.pages.welcome_page import WelcomePage
from ui.preferences import Preferences
from ui.sounds import Sounds
from ui.theme import Theme
from ui.widgets.corner import Corner
from ui.widgets.rail import Rail

if TYPE_CHECKING:
    from o2o_events.checkin.answers import ScanAnswer
    from o2o_events.clock import WallClock
    from ui.jobs import Jobs
    from ui.pages.workspace import Workspace
    from ui.project import OpenProject

_IMPORTABLE = (".csv", ".tsv", ".txt", ".xlsx")
_ICONS = ["scan", "people", "badge", "sync"]


class MainWindow(QMainWindow):
    """Shows one project at a time. ``language_chosen`` asks the application for another language."""

    language_chosen = Signal(str)
    project_shown = Signal()

    def __init__(
        self, jobs: "Jobs", theme: Theme, preferences: Preferences, sounds: Sounds, now: "WallClock | None" = None
    ) -> None:
        super().__init__()
        self.jobs, self._theme, self._preferences, self._sounds, self._now = jobs, theme, preferences, sounds, now
        self.project: OpenProject | None = None
        self.workspace: Workspace | None = None
        self.rail, self.corner, self.welcome = Rail(_ICONS), Corner(), WelcomePage()
        self._opening = QLabel(objectName="quiet", alignment=Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._brand, self._place = QLabel(objectName="brand"), QHBoxLayout()
        self._file, self._desk, self._hub, self._hints = (QLabel(objectName="hint") for _n in range(4))
        self._drop = QLabel(self, objectName="dropped", alignment=Qt.AlignmentFlag.AlignCenter, visible=False)
        self._build()
        self._connect()
        self._add_shortcuts()
        self.retranslate()
        self._show_welcome()

    def _build(self) -> None:
        self.setAcceptDrops(True)
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
        status = QFrame(objectName="status")
        line = QHBoxLayout(status)
        line.setContentsMargins(18, 4, 18, 4)
        line.setSpacing(20)
        line.addWidget(self._hints, 1)
        line.addWidget(self._hub)
        line.addWidget(self._desk)
        line.addWidget(self._file)
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self._opening)
        right = QVBoxLayout(spacing=0)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(top)
        right.addWidget(self._pages, 1)
        right.addWidget(status)
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
        self.welcome.sample_asked.connect(self.make_sample)
        self.welcome.new_asked.connect(self.ask_new)
        self.welcome.open_asked.connect(self.ask_open)
        self.corner.muted.connect(self._mute)
        self.corner.theme_chosen.connect(self._choose_theme)
        self.corner.language_chosen.connect(self.language_chosen)
        self.corner.sound.setChecked(self._preferences.text("muted") == "yes")

    def _add_shortcuts(self) -> None:
        for keys, action in (
            ("F2", self._on_checkin("focus_scan")),
            ("F3", self._on_checkin("focus_search")),
            ("F4", self._on_checkin("walk_in_asked")),
            ("F6", self._turn),
            ("F7", self._on_checkin("open_shown_person")),
            ("F8", self._on_checkin("admit_anyway")),
            ("F9", self._on_checkin("undo_last")),
            ("Ctrl+E", self._on_checkin("export_asked")),
            ("Ctrl+1", lambda: self.show_page(0)),
            ("Ctrl+2", lambda: self.show_page(1)),
            ("Ctrl+3", lambda: self.show_page(2)),
            ("Ctrl+4", lambda: self.show_page(3)),
            ("Ctrl+M", self.corner.sound.toggle),
            ("Ctrl+O", self.ask_open),
            ("F11", self._toggle_full_screen),
        ):
            QShortcut(QKeySequence(keys), self, activated=action)

    def _on_checkin(self, name: str) -> Callable[[], None]:
        """What a key does on the check-in page, whichever page is shown."""

        def act() -> None:
            if self.workspace is not None:
                self.show_page(0)
                action = getattr(self.workspace.checkin, name)
                action.emit() if hasattr(action, "emit") else action()

        return act

    # opening

    def start(self, file: Path, passphrase: str | None = None, *, is_named: bool = False) -> None:
        """Opens the file if it is there; ``is_named``: the user gave it, so say when it is not."""
        if file.is_file() or is_named:
            self.open_file(file, passphrase)

    def open_file(self, file: Path, passphrase: str | None = None) -> None:
        """Opens a project file; asks for the passphrase that a protected one needs."""
        try:
            needs_passphrase = passphrase is None and file.is_file() and is_protected(file)
        except OSError as error:
            self._refuse(error)
            return
        if needs_passphrase:
            self._ask_passphrase(file)
            return
        self._be_busy(_("Opening “{file}”…").format(file=file.name))
        now = self._now
        self.jobs.run(lambda: _open(file, passphrase, now), self._show_project, self._refuse)

    def make_project(self, make: Callable[[], None], file: Path, passphrase: str | None) -> None:
        """Makes a project file in the background, then opens it."""
        self._be_busy(_("Making the project…"))
        self.jobs.run(make, lambda _made: self.open_file(file, passphrase), self._refuse)

    def make_sample(self) -> None:
        """A new file with the sample in the data folder, then opens it."""
        from ui.new_files import free_file, make_sample

        file = free_file("sample.o2o")
        self.make_project(lambda: make_sample(file), file, None)

    def ask_new(self) -> None:
        from ui.dialogs.project_dialog import ProjectDialog

        dialog = ProjectDialog(self)
        dialog.decided.connect(self.make_project)
        dialog.open()

    def ask_open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Project files (*.o2o);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Open a project file"), "", kinds)
        if name:
            self.open_file(Path(name))

    def _ask_passphrase(self, file: Path) -> None:
        from ui.dialogs.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self, file.name)
        dialog.decided.connect(lambda passphrase: self.open_file(file, passphrase))
        dialog.open()

    def _be_busy(self, words: str) -> None:
        self.welcome.set_busy(True)
        self._opening.setText(words)
        if self.project is None:
            self._pages.setCurrentWidget(self._opening)

    def _refuse(self, error: Exception) -> None:
        self.welcome.set_busy(False)
        if self.project is None:
            self._show_welcome()
            self.welcome.refuse(error_words(error))
        self.tell_error(error)

    def _show_project(self, project: "OpenProject") -> None:
        from ui.pages.workspace import Workspace
        from ui.project import OpenProject

        self.close_project()
        app, surroundings = project
        self.project = OpenProject(app, surroundings, self.jobs, self)
        self.workspace = Workspace(self.project, self._sounds, self._preferences)
        self.workspace.said.connect(self.tell)
        self.workspace.answered.connect(self._on_answer)
        self.workspace.page_asked.connect(self.show_page)
        self.workspace.syncing.changed.connect(self._show_status)
        self._place.addWidget(self.workspace.place)
        self._pages.addWidget(self.workspace)
        self._pages.setCurrentWidget(self.workspace)
        self._brand.hide()
        self.welcome.set_busy(False)
        self.welcome.refuse("")
        self.rail.setEnabled(True)
        self.rail.show()
        self.project.surroundings_changed.connect(self._show_status)
        self._preferences.keep("file", str(app.database.file))
        self._show_status()
        self.show_page(0)
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

    def show_page(self, number: int) -> None:
        """0: check-in, 1: people, 2: badges, 3: other desks."""
        if self.workspace is not None:
            self.workspace.show_page(number)
            self.rail.show_chosen(number)

    def scan(self, text: str) -> None:
        """What a scanner typed, wherever the keyboard's focus was."""
        if self.workspace is None:
            self.tell(_("A badge was scanned, but no project is open. Open one first, then scan again."))
            return
        if self._dialog() is None:
            self.show_page(0)
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
        from PySide6.QtWidgets import QApplication

        return QApplication.activeModalWidget()

    def _turn(self) -> None:
        if self.workspace is not None:
            self.workspace.place.turn()

    # telling

    def tell(self, words: str) -> None:
        """A short message over whatever is in front."""
        from ui.widgets.toast import show_toast

        show_toast(self._dialog() or self, words)

    def tell_error(self, error: Exception) -> None:
        """An error in one plain sentence; a bug is logged whole."""
        from o2o_events.errors import UserError

        if not isinstance(error, (UserError, OSError)):
            from ui.logs import log_bug

            log_bug(error)
        self.tell(error_words(error))

    def _show_status(self) -> None:
        project = self.project
        self._file.setText(project.app.database.file.name if project else "")
        self._file.setToolTip(str(project.app.database.file) if project else "")
        self._desk.setText(_("Desk: {name}").format(name=project.surroundings.desk) if project else "")
        self._hub.setText(self.workspace.syncing.short_words() if self.workspace else "")
        hints = (
            _("F2 scan"), _("F3 search"), _("F4 walk-in"), _("F6 in or out"), _("F8 admit anyway"), _("F9 undo"),
            _("Ctrl+1 to 4 pages"),
        )  # fmt: skip
        self._hints.setText("    ".join(hints) if project else "")

    # the corner

    def retranslate(self) -> None:
        self.setWindowTitle(_("O2O Events – registration desk"))
        self._brand.setText(_("O2O Events"))
        pages = [_("Check-in"), _("People"), _("Badges"), _("Other desks")]
        self.rail.name(pages, ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4"])
        self._drop.setText(_("Drop a registration list, or a file from another desk, to bring it in"))
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

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    # files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 Qt's name
        if _dropped_file(event) is not None:
            event.acceptProposedAction()
            self._drop.setGeometry(self.rect().adjusted(60, 60, -60, -60))
            self._drop.show()
            self._drop.raise_()

    def dragLeaveEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        self._drop.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 Qt's name
        self._drop.hide()
        file = _dropped_file(event)
        if file is None:
            return
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.take_file(file))

    def take_file(self, file: Path) -> None:
        """A file that was dropped: a project is opened, a list is imported, what a desk exported is brought in."""
        from ui.syncing import is_exported

        if is_exported(file):
            self._bring_in(file)
        elif file.suffix.lower() == ".o2o":
            self.open_file(file)
        elif file.suffix.lower() not in _IMPORTABLE:
            self.tell(_("“{file}” is no list. Drop a CSV or Excel (.xlsx) file.").format(file=file.name))
        elif self.workspace is None:
            self.tell(_("Open a project first, then drop the list again."))
        else:
            self.show_page(1)
            self.workspace.people.import_file(file)

    def _bring_in(self, file: Path) -> None:
        if self.workspace is None:
            self.tell(_("Open a project first, then drop the file again."))
        else:
            self.show_page(3)
            self.workspace.sync.bring_in(file)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        self.jobs.stop()
        self.close_project()
        super().closeEvent(event)


def _dropped_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


def _open(file: Path, passphrase: str | None, now: "WallClock | None") -> tuple[object, object]:
    """On the database thread: opens the file and reads what every page needs."""
    from o2o_events.app import open_app
    from o2o_events.settings import Settings
    from ui.project import read_surroundings

    settings = Settings(file=file, passphrase=passphrase)
    if now is not None:
        settings = Settings(file=file, passphrase=passphrase, now=now)
    app = open_app(settings)
    try:
        with app.database.read() as tx:
            return app, read_surroundings(tx)
    except BaseException:
        app.close()
        raise
