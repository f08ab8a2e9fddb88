"""Opening and making project files: asks for what is missing, works in the background, hands over the open project."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from o2o_events.db.encryption import is_protected
from o2o_events.i18n import _

if TYPE_CHECKING:
    from o2o_events.app import App
    from o2o_events.clock import WallClock
    from o2o_events.settings import Settings
    from ui.jobs import Jobs
    from ui.project import Surroundings

    Found = tuple[App, Surroundings]


class Opening(QObject):
    """``busy`` tells in words what is worked on, ``opened`` the app with its surroundings, ``refused`` the error.

    A file that a desk exported is no project: ``bring_in_asked`` tells that it is to be brought into the open one.
    """

    busy = Signal(str)
    opened = Signal(object, object)
    refused = Signal(object)
    waits = Signal()
    bring_in_asked = Signal(object, str)

    def __init__(self, window: QWidget, jobs: "Jobs", now: "WallClock | None", has_project: Callable[[], bool]) -> None:
        super().__init__(window)
        self.has_project = has_project
        self._window, self._jobs, self._now = window, jobs, now

    def open_file(self, file: Path, passphrase: str | None = None) -> None:
        """Opens a project file; asks for the passphrase that a protected one needs."""
        try:
            needs_passphrase = passphrase is None and file.is_file() and is_protected(file)
        except OSError as error:
            self.refused.emit(error)
            return
        if needs_passphrase:
            self._ask_passphrase(file)
            return
        self.busy.emit(_("Opening “{file}”…").format(file=file.name))
        settings = self._settings(file, passphrase)
        self._jobs.run(lambda: _open(settings), lambda found: self._take(settings, found), self.refused.emit)

    def _settings(self, file: Path, passphrase: str | None) -> "Settings":
        from o2o_events.settings import Settings

        now = {} if self._now is None else {"now": self._now}
        return Settings(file=file, passphrase=passphrase, **now)

    def _take(self, settings: "Settings", found: "Found | str") -> None:
        if not isinstance(found, str):
            self.opened.emit(*found)
            return
        from ui.dialogs.exported_dialog import ExportedDialog

        self.waits.emit()
        dialog = ExportedDialog(self._window, settings.file, found, has_project=self.has_project())
        dialog.restored.connect(lambda file, desk: self._restore(settings, file, desk))
        dialog.brought_in.connect(lambda: self.bring_in_asked.emit(settings.file, settings.passphrase or ""))
        dialog.open()

    def _restore(self, exported: "Settings", file: Path, desk: str) -> None:
        """Makes a desk of its own of what another one exported, under the same passphrase."""
        from o2o_events.app import restore_project

        settings = self._settings(file, exported.passphrase)
        self.make_project(lambda: restore_project(settings, backup=exported.file, desk=desk), file, exported.passphrase)

    def make_project(self, make: Callable[[], object], file: Path, passphrase: str | None) -> None:
        """Makes a project file in the background, then opens it."""
        self.busy.emit(_("Making the project…"))
        self._jobs.run(make, lambda _made: self.open_file(file, passphrase), self.refused.emit)

    def make_sample(self) -> None:
        """A new file with the sample in the data folder, then opens it."""
        from ui.new_files import free_file, make_sample

        file = free_file("sample.o2o")
        self.make_project(lambda: make_sample(file), file, None)

    def ask_new(self) -> None:
        from ui.dialogs.project_dialog import ProjectDialog

        dialog = ProjectDialog(self._window)
        dialog.decided.connect(self.make_project)
        dialog.open()

    def ask_open(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Project files (*.o2o);;Exported files (*.sqlite);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open a project file"), "", kinds)
        if name:
            self.open_file(Path(name))

    def _ask_passphrase(self, file: Path) -> None:
        from ui.dialogs.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self._window, file.name)
        dialog.decided.connect(lambda passphrase: self.open_file(file, passphrase))
        dialog.open()


def _open(settings: "Settings") -> "Found | str":
    """On the database thread: opens the file and reads what every page needs; of an exported file its kind."""
    from o2o_events.app import exported_kind, open_app
    from ui.project import read_surroundings

    if kind := exported_kind(settings):
        return kind
    app = open_app(settings)
    try:
        with app.database.read() as tx:
            return app, read_surroundings(tx)
    except BaseException:
        app.close()
        raise
