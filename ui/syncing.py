"""The hub as the window sees it: connect, disconnect, and how it stands, always in words."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from math import ceil
from pathlib import Path
from time import monotonic
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from o2o_events.db.encryption import is_protected
from o2o_events.db.upgrade import EXPORTED_FILE
from o2o_events.errors import UserError
from o2o_events.i18n import _, ngettext
from o2o_events.people.arriving import index_arrivals
from o2o_events.replication.hub import Hub, read_url, without_password
from o2o_events.replication.syncing import KeptHub as MetHub
from o2o_events.replication.syncing import kept_hub
from o2o_events.replication.watch import WatchState, watch
from ui.kept_hub import KeptHub, keep_hub, read_kept_hub
from ui.messages import error_words
from ui.preferences import Preferences
from ui.project import OpenProject

_MARK = slice(68, 72)
"""Where an SQLite file says what program it belongs to."""
Standing = Literal["off", "connecting", "connected", "troubled", "away", "refused"]


class Syncing(QObject):
    """Keeps this desk and the hub alike, on a thread that nothing waits for.

    ``changed``: it stands otherwise now; ``counted``: a second of waiting for the next attempt is over.
    """

    changed = Signal()
    counted = Signal()
    _told = Signal(int, object)

    def __init__(self, project: OpenProject, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project, self._preferences = project, preferences
        self._end: Any = None
        self._desk = ""
        self._turn = 0
        self._next_try = 0.0
        self.is_on = False
        self.address = ""
        self.met_at: datetime | None = None
        self.state: WatchState | None = None
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self.counted)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def kept_url(self) -> str:
        """The address used last, without a password."""
        return self._preferences.text("hub")

    @property
    def keeps_password(self) -> bool:
        """Whether the project file keeps the hub's password itself: one that a passphrase protects."""
        return self._project.app.database.key is not None

    def resume(self) -> None:
        """Connects again to the hub of before, unless somebody had ended that."""
        database = self._project.app.database

        def read() -> tuple[str, MetHub | None]:
            with database.read() as tx:
                desk = tx.desk
            return desk, kept_hub(database)

        self._project.jobs.look(read, self._resume)

    def _resume(self, found: tuple[str, MetHub | None]) -> None:
        self._desk, met = found
        kept = read_kept_hub(self._preferences, self._desk)
        url = kept.url or (met.url if met else "")
        if met is not None and met.has_password and without_password(read_url(met.url)) == url:
            url = met.url
        if url:
            self._preferences.keep("hub", without_password(read_url(url)))
        if kept.is_on and not self.is_on:
            with suppress(UserError):
                self._connect(url)

    def connect_to(self, url: str, *, keeps_password: bool = False) -> None:
        """Starts to exchange with a hub. Raises ``UserError`` where that is no hub's address."""
        self._connect(url)
        bare = without_password(read_url(url))
        self._preferences.keep("hub", bare)
        self._keep(KeptHub(url if keeps_password and not self.keeps_password else bare, is_on=True))

    def _keep(self, kept: KeptHub) -> None:
        keep_hub(self._preferences, self._desk, kept)

    def _connect(self, url: str) -> None:
        app = self._project.app
        hub = Hub(url, now=app.now)
        self.stop()
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
        self._seconds.stop()
        if self._end is not None:
            self._end()
        self._end, self.is_on, self.state = None, False, None
        self.changed.emit()

    def disconnect_for_good(self) -> None:
        """Ends exchanging until somebody connects again, also after a restart."""
        self.stop()
        self._keep(replace(read_kept_hub(self._preferences, self._desk), is_on=False))

    @property
    def standing(self) -> Standing:
        """How it stands, in one word of ours."""
        if self.state is not None and self.state.kind == "refused":
            return "refused"
        if not self.is_on:
            return "off"
        if self.state is None:
            return "connecting"
        if self.state.kind == "away":
            return "away"
        return "troubled" if self._problem() else "connected"

    def short_words(self) -> str:
        """For the window's corner and its foot."""
        away = _("Hub: away.")
        known = {
            "off": _("Hub: off"),
            "connecting": _("Hub: connecting…"),
            "connected": _("Hub: connected, last met {time}"),
            "troubled": _("Hub: connected, but something did not go over"),
            "away": f"{away} {self._again()}",
            "refused": _("Hub: no access"),
        }
        return known[self.standing].format(time=self._clock(self.met_at))

    def words(self) -> str:
        """For the page: what it means for who works here."""
        standing = self.standing
        if standing == "off":
            return _("Not connected. This desk works alone; nothing is lost.")
        if standing == "connecting":
            return _("Connecting to {address}… Go on working meanwhile.").format(address=self.address)
        if standing in ("away", "refused"):
            assert self.state is not None
            return f"{self.state.reason}\n{self._again()}" if standing == "away" else self.state.reason
        words = _("Connected to {address}; last met {time}.")
        met = words.format(address=self.address, time=self._clock(self.met_at))
        return f"{met} {self._problem()}".strip()

    def _problem(self) -> str:
        result = self.state.result if self.state is not None else None
        return (result.incoming.problem or result.outgoing.problem or "") if result is not None else ""

    def _again(self) -> str:
        """When the next attempt is, in words."""
        left = ceil(self._next_try - monotonic())
        if left <= 0:
            return _("Trying again now…")
        return ngettext("Trying again in {n} second.", "Trying again in {n} seconds.", left).format(n=left)

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
        self._next_try = monotonic() + state.pause
        self._seconds.start() if state.kind == "away" else self._seconds.stop()
        if state.kind == "connected":
            self.met_at = state.at
        self.changed.emit()


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
