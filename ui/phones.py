"""The phones' pages of this window: started and stopped by hand, and ended with the project."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from o2o_events.registers.events import Event
from ui.project import OpenProject, Served

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
        self.event: Event | None = None
        self.is_starting = False
        parent.destroyed.connect(self.stop)
        project.closing.connect(self.stop)

    @property
    def url(self) -> str:
        """What phones open; "" while nothing is served."""
        return self._server.url if self._server is not None else ""

    @property
    def address(self) -> str:
        """Which of this computer's addresses phones are served on; "" while nothing is."""
        return self._server.address if self._server is not None else ""

    def start(self, event: Event, address: str, port: int) -> None:
        """Serves the event's open forms on one of this computer's addresses."""
        from o2o_events.web.server import Server

        if self._server is not None or self.is_starting:
            return
        self.is_starting = True
        server = Server(self._project.app.database, event=event.code, address=address, port=port)
        self._project.jobs.run_long(lambda: self._begin(server), lambda begun: self._take(event, begun), self._fail)

    @staticmethod
    def _begin(server: "Server") -> "Server":
        server.start()
        return server

    def _take(self, event: Event, server: "Server") -> None:
        self.is_starting = False
        self._server, self.event = server, event
        self._project.tell_served(Served(event.id, server.url))
        self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self.is_starting = False
        self.failed.emit(error)

    def stop(self) -> None:
        """Serves no more; what was handed in is kept first."""
        server, self._server, self.event = self._server, None, None
        if server is not None:
            server.stop()
            self._project.tell_served(None)
            self.changed.emit()

    def write_poster(
        self,
        event: Event,
        file: Path,
        languages: Sequence[str],
        url: str,
        on_done: Callable[[tuple[Path, str]], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Writes a poster that leads to an address; tells of both once it is written."""

        def work() -> tuple[Path, str]:
            from o2o_events.documents.poster import Poster, write_poster

            write_poster(file, Poster(url=url, event=event.name, title={}, languages=languages))
            return file, url

        self._project.jobs.run_long(work, on_done, on_error)
