"""The screens that are open, and the monitors there are for them."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.project import OpenProject
from ui.screens.options import ScreenOptions
from ui.screens.window import ScreenWindow


class Screens(QObject):
    """Opens screens, one a monitor, and closes them. ``changed``: another number of them is open."""

    changed = Signal()

    def __init__(self, project: OpenProject, owner: QWidget) -> None:
        super().__init__(owner)
        self._project, self._owner = project, owner
        self.open: list[ScreenWindow] = []
        self._leaving: list[ScreenWindow] = []
        project.closing.connect(self.close_all)

    def show(self, event: Event, options: ScreenOptions, monitor: QScreen) -> ScreenWindow:
        """Opens a screen; another one on the same monitor makes room for it."""
        for other in [window for window in self.open if window.screen() is monitor]:
            other.close()
        window = ScreenWindow(self._project, event, options)
        window.left.connect(self._forget)
        self.open.append(window)
        window.show_on(monitor, is_only_one=monitor is self._owner.screen())
        self.changed.emit()
        return window

    def close_all(self) -> None:
        for window in list(self.open):
            window.close()

    def _forget(self, window: ScreenWindow) -> None:
        if window in self.open:
            self.open.remove(window)
            self._leaving.append(window)  # it is still inside its own close: nobody may be the last to let go of it
            QTimer.singleShot(0, self, self._leaving.clear)
            self.changed.emit()


def monitors(owner: QWidget) -> list[tuple[QScreen, str]]:
    """Every monitor with its words; those that the desk's window is not on come first."""
    found = []
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size = screen.geometry().size() * screen.devicePixelRatio()
        named = " ".join(filter(None, (str(number), screen.manufacturer(), screen.model() or screen.name())))
        words = _("Monitor {name}, {width} × {height}").format(name=named, width=size.width(), height=size.height())
        is_own = screen is owner.screen()
        here = _("this window is here")
        found.append((is_own, screen, f"{words} – {here}" if is_own else words))
    found.sort(key=lambda entry: entry[0])
    return [(screen, words) for _own, screen, words in found]
