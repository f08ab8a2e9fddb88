"""The phones' pages of this window: started and stopped by hand, and ended with the project."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from o2o_events.registers.events import Event
from ui.project import OpenProject

if TYPE_CHECKING:
    from o2o_events.web.server import Server


class Phones(QObject):
    """``changed``: the pages are served, or no longer. ``failed`` tells why they cannot be."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._server: Server | None = None
        self._is_starting = False
        parent.destroyed.connect(self.stop)

    @property
    def url(self) -> str:
        """What phones open; "" while nothing is served."""
        return self._server.url if self._server is not None else ""

    def start(self, event: Event, address: str, port: int) -> None:
        """Serves the event's open forms on one of this computer's addresses."""
        from o2o_events.web.server import Server

        if self._server is not None or self._is_starting:
            return
        self._is_starting = True
        server = Server(self._project.app.database, event=event.code, address=address, port=port)
        self._project.jobs.run_long(lambda: self._begin(server), self._take, self._fail)

    @staticmethod
    def _begin(server: "Server") -> "Server":
        server.start()
        return server

    def _take(self, server: "Server") -> None:
        self._is_starting = False
        self._server = server
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._is_starting = False
        self.failed.emit(error)

    def stop(self) -> None:
        """Serves no more; what was handed in is kept first."""
        server, self._server = self._server, None
        if server is not None:
            server.stop()
            self.changed.emit()
