"""Carries the core's announcements, and other programs' changes to the file, into the window."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from o2o_events.app import App
from ui.jobs import Jobs

EVERYTHING = frozenset({"*"})
"""What is told when another program changed the file: nobody knows what, so screens look at all of it."""
_EVERY = 1000


class NoticeBridge(QObject):
    """``changed`` tells which subjects changed, on the window's thread, whoever changed them."""

    changed = Signal(object)
    _announced = Signal(object)

    def __init__(self, app: App, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._jobs = jobs
        self._counter: int | None = None
        self._announced.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = app.notices.subscribe(self._announced.emit)
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def close(self) -> None:
        self._timer.stop()
        self._unsubscribe()

    @Slot()
    def _look(self) -> None:
        self._jobs.look(self._app.database.change_counter, self._compare, lambda _error: None, key="change counter")

    def _compare(self, counter: int) -> None:
        if self._counter is not None and counter != self._counter:
            self.changed.emit(EVERYTHING)
        self._counter = counter
