"""The hub as the window sees it: connect, disconnect, and how it stands, always in words."""

import threading
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from o2o_events.db.encryption import is_protected
from o2o_events.db.upgrade import EXPORTED_FILE
from o2o_events.i18n import _
from o2o_events.people.arriving import index_arrivals
from o2o_events.replication.hub import Hub, read_url
from o2o_events.replication.watch import WatchState, watch
from ui.messages import error_words
from ui.preferences import Preferences
from ui.project import OpenProject

_MARK = slice(68, 72)
"""Where an SQLite file says what program it belongs to."""


class Syncing(QObject):
    """Keeps this desk and the hub alike, on a thread that nothing waits for. ``changed``: it stands otherwise now."""

    changed = Signal()
    _told = Signal(int, object)

    def __init__(self, project: OpenProject, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._preferences = project, preferences
        self._end: Any = None
        self._turn = 0
        self.is_on = False
        self.address = ""
        self.met_at: datetime | None = None
        self.state: WatchState | None = None
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def kept_url(self) -> str:
        """The address used last, without a password."""
        return self._preferences.text("hub")

    def connect_to(self, url: str) -> None:
        """Starts to exchange with a hub. Raises ``UserError`` where that is no hub's address."""
        app = self._project.app
        hub = Hub(url, now=app.now)
        self.stop()
        self._preferences.keep("hub", without_password(url))
        self._turn += 1
        turn, told, database = self._turn, self._told, app.database

        def keep_exchanging(ends: threading.Event) -> None:
            try:
                watch(database, hub, stop=ends, report=lambda s: told.emit(turn, s), arrived=index_arrivals)
            except Exception as error:
                if not ends.is_set():
                    told.emit(turn, WatchState("refused", app.now(), reason=error_words(error)))
                    raise
            finally:
                hub.close()

        self.is_on, self.address, self.state, self.met_at = True, hub.address, None, None
        self._end = self._project.jobs.keep(keep_exchanging)
        self.changed.emit()

    def stop(self) -> None:
        """Ends exchanging, without waiting for the network."""
        self._turn += 1
        if self._end is not None:
            self._end()
        self._end, self.is_on, self.state = None, False, None
        self.changed.emit()

    def short_words(self) -> str:
        """For the window's corner."""
        state = self.state
        if not self.is_on:
            return _("Hub: no access") if state is not None and state.kind == "refused" else _("Hub: off")
        if state is None:
            return _("Hub: connecting…")
        if state.kind == "connected":
            return _("Hub: connected, last met {time}").format(time=self._clock(self.met_at))
        return _("Hub: away, trying again")

    def words(self) -> str:
        """For the page: what it means for who works here."""
        state = self.state
        if state is not None and state.kind in ("away", "refused"):
            return state.reason
        if not self.is_on:
            return _("Not connected. This desk works alone; nothing is lost.")
        if state is None:
            return _("Connecting to {address}… Go on working meanwhile.").format(address=self.address)
        problem = state.result and (state.result.incoming.problem or state.result.outgoing.problem)
        words = _("Connected to {address}; last met {time}.").format(
            address=self.address, time=self._clock(self.met_at)
        )
        return f"{words} {problem}" if problem else words

    def _clock(self, moment: datetime | None) -> str:
        if moment is None:
            return "–"
        event = self._project.current_event
        return (event.local(moment) if event else moment.astimezone()).strftime("%H:%M")

    @Slot(int, object)
    def _take(self, turn: int, state: WatchState) -> None:
        if turn != self._turn or state.kind == "stopped":
            return
        self.state = state
        self.is_on = state.kind != "refused"
        if state.kind == "connected":
            self.met_at = state.at
        self.changed.emit()


def with_password(url: str, password: str) -> str:
    """The address with a password in it. Raises ``UserError`` where it is no hub's address."""
    made = read_url(url)
    return (made.set(password=password) if password else made).render_as_string(hide_password=False)


def without_password(url: str) -> str:
    """The address as it may be kept and shown."""
    made = read_url(url)._replace(password=None, drivername="postgresql").difference_update_query(["password"])
    return str(made.render_as_string(hide_password=False))


def is_exported(file: Path) -> bool:
    """Whether a file is one that a desk exported. A protected one says nothing of itself: its name decides."""
    try:
        if file.suffix.lower() in (".csv", ".tsv", ".txt", ".xlsx") or not file.is_file():
            return False
        with file.open("rb") as stream:
            mark = stream.read(100)[_MARK]
        return mark == EXPORTED_FILE.to_bytes(4) if not is_protected(file) else file.suffix.lower() == ".sqlite"
    except OSError:
        return False
