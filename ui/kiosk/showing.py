"""Starting the kiosk, and giving the desk its window back when it is left."""

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from ui.kiosk.starting import Asked, KioskTask
from ui.kiosk.window import KioskWindow
from ui.project import OpenProject


class Kiosk(QObject):
    """At most one kiosk of this window. ``left``: the desk is back."""

    left = Signal()

    def __init__(self, project: OpenProject, owner: QWidget) -> None:
        super().__init__(owner)
        self._project, self._owner = project, owner
        self.window: KioskWindow | None = None
        self._hidden: QWidget | None = None
        self._leaving: list[KioskWindow] = []
        owner.destroyed.connect(self.close)

    def start(self, task: KioskTask, asked: Asked, screen: QScreen) -> KioskWindow:
        """Opens the kiosk on a monitor. On the desk's own, the desk's window is hidden, so that no key leads to it."""
        self.close()
        desk = self._owner.window()
        window = self.window = KioskWindow(self._project, task, asked)
        window.left.connect(self._forget)
        window.show_on(screen)
        if desk.screen() is screen:
            self._hidden = desk
            desk.hide()
        window.activateWindow()
        return window

    def close(self) -> None:
        """Ends the kiosk without asking."""
        if self.window is not None and shiboken6.isValid(self.window):
            self.window.leave()

    def _forget(self) -> None:
        """The desk is shown before the kiosk is gone: with no window left, the program would end.

        The window is held until Qt has taken it away: Python might do so on a thread that is not the window's.
        """
        if self.window is not None:
            self._leaving.append(self.window)
            self.window.destroyed.connect(self._leaving.clear)
        self.window = None
        if self._hidden is not None:
            self._hidden.show()
            self._hidden.activateWindow()
            self._hidden = None
        self.left.emit()
