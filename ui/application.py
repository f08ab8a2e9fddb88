"""The application: makes the window's parts, shows it, and opens the project after the first paint."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from o2o_events import i18n, paths
from o2o_events.clock import WallClock
from ui.jobs import Jobs
from ui.logs import catch_bugs
from ui.main_window import MainWindow
from ui.options import Options
from ui.preferences import Preferences
from ui.sounds import Sounds
from ui.theme import Theme, load_fonts, load_more_fonts
from ui.translator import CatalogueTranslator


class Desk(QObject):
    """The running window with all that belongs to it."""

    def __init__(
        self,
        application: QApplication,
        preferences: Preferences,
        sounds: Sounds | None = None,
        now: WallClock | None = None,
    ) -> None:
        super().__init__(application)
        self._application, self._preferences = application, preferences
        self.sounds = sounds or Sounds()
        self.translator = CatalogueTranslator(self)
        self.theme = Theme(application, preferences.text("theme"))
        load_fonts(has_chinese=i18n.language() == "zh-Hant")
        application.installTranslator(self.translator)
        self.jobs = Jobs(self)
        self.window = MainWindow(self.jobs, self.theme, preferences, self.sounds, now)
        self.window.language_chosen.connect(self.speak)
        self._scans: QObject | None = None

    def catch_scans(self) -> None:
        """From now on scanners are told from people, whatever window of ours has the keyboard."""
        from ui.scan_filter import ScanFilter

        scans = ScanFilter(self)
        scans.scanned.connect(self.window.scan)
        self._application.installEventFilter(scans)
        self._scans = scans

    def speak(self, language: str) -> None:
        """Shows everything in another language, at once."""
        i18n.set_language(language)
        self._preferences.keep("language", language)
        self._application.removeTranslator(self.translator)
        self._application.installTranslator(self.translator)

    def show(self, options: Options) -> None:
        """Shows the window; the project, the large fonts and the sounds follow when it is painted."""
        self.window.show()
        _AfterFirstPaint(self.window, lambda: self._follow_up(options))

    def close(self) -> None:
        """Ends what the window started."""
        if self._scans is not None:
            self._application.removeEventFilter(self._scans)
        self.window.shut()

    def _follow_up(self, options: Options) -> None:
        from o2o_events.logs import start_log

        start_log()
        self.catch_scans()
        self._open(options)
        QTimer.singleShot(50, self, load_more_fonts)
        QTimer.singleShot(1500, self, self.sounds.prepare)

    def _open(self, options: Options) -> None:
        named = options.file
        last = self._preferences.text("file")
        file = named or (Path(last) if last and Path(last).is_file() else paths.default_project_file())
        self.window.start(file, options.passphrase, is_named=named is not None)


class _AfterFirstPaint(QObject):
    """Calls once, when the window has been painted for the first time."""

    def __init__(self, window: MainWindow, act: Callable[[], None]) -> None:
        super().__init__(window)
        self._act = act
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._act)
        return False


def choose_language(options: Options, preferences: Preferences) -> str:
    """As asked for, as chosen before, else as the system speaks."""
    for tag in (options.language, preferences.text("language"), os.environ.get("O2O_LANG")):
        if tag in i18n.LANGUAGES:
            return str(tag)
    return i18n.closest_language(list(QLocale.system().uiLanguages())[:1])


def run(options: Options) -> int:
    """Opens the window and answers the exit status when it is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("O2O Events")
    application.setDesktopFileName("o2o-events")
    preferences = Preferences()
    i18n.set_language(choose_language(options, preferences))
    desk = Desk(application, preferences)
    catch_bugs(desk.window.tell_error)
    desk.show(options)
    status = application.exec()
    desk.close()
    return int(status)
