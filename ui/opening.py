"""Opening and making project files: asks for what is missing, works in the background, hands over the open project."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from o2o_events.db.encryption import is_protected
from o2o_events.i18n import _

if TYPE_CHECKING:
    from o2o_events.clock import WallClock
    from ui.jobs import Jobs


class Opening(QObject):
    """``busy`` tells in words what is worked on, ``opened`` the app with its surroundings, ``refused`` the error."""

    busy = Signal(str)
    opened = Signal(object, object)
    refused = Signal(object)

    def __init__(self, window: QWidget, jobs: "Jobs", now: "WallClock | None" = None) -> None:
        super().__init__(window)
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
        now = self._now
        self._jobs.run(lambda: _open(file, passphrase, now), lambda found: self.opened.emit(*found), self.refused.emit)

    def make_project(self, make: Callable[[], None], file: Path, passphrase: str | None) -> None:
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

        kinds = _("Project files (*.o2o);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open a project file"), "", kinds)
        if name:
            self.open_file(Path(name))

    def _ask_passphrase(self, file: Path) -> None:
        from ui.dialogs.passphrase_dialog import PassphraseDialog

        dialog = PassphraseDialog(self._window, file.name)
        dialog.decided.connect(lambda passphrase: self.open_file(file, passphrase))
        dialog.open()


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
