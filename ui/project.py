"""The open project as the window sees it: which event and checkpoint, who is at the desk, and asking the core."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from o2o_events.app import App
from o2o_events.checkin.checkpoints import Checkpoint, list_checkpoints
from o2o_events.db.transaction import Tx
from o2o_events.registers.categories import Category, list_categories
from o2o_events.registers.desks import this_desk
from o2o_events.registers.events import Event, list_events
from ui.jobs import SCAN, SCREEN, Jobs
from ui.notices import NoticeBridge

T = TypeVar("T")


@dataclass(frozen=True)
class Served:
    """An event's forms on the venue's network: its id, and the address that phones open."""

    event: str
    url: str


@dataclass(frozen=True)
class Surroundings:
    """What every page needs to know about the file."""

    desk: str
    events: list[Event]
    categories: list[Category]
    checkpoints: dict[str, list[Checkpoint]]
    """By event id."""


def read_surroundings(tx: Tx) -> Surroundings:
    events = list_events(tx)
    checkpoints = {event.id: list_checkpoints(tx, event) for event in events}
    return Surroundings(this_desk(tx).name, events, list_categories(tx), checkpoints)


class OpenProject(QObject):
    """One open project file. ``place_changed``: another event, checkpoint or direction was chosen.
    ``changed``: the core announced that subjects changed. ``served_changed``: phones are served forms, or no longer.
    ``closing``: it is let go of; close what shows it."""

    changed = Signal(object)
    place_changed = Signal()
    surroundings_changed = Signal()
    served_changed = Signal()
    closing = Signal()

    def __init__(self, app: App, surroundings: Surroundings, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.app = app
        self.jobs = jobs
        self.surroundings = surroundings
        self.current_event: Event | None = None
        self.served: Served | None = None
        self.current_checkpoint: Checkpoint | None = None
        self.direction = "in"
        self.operator = ""
        self.reasons: dict[str, str] = {}
        self._bridge = NoticeBridge(app, jobs, self)
        self._bridge.changed.connect(self._on_changed)
        self._choose_first()

    def close(self) -> None:
        """Call after ``Jobs.stop`` or when no job is left."""
        self.closing.emit()
        self._bridge.close()
        self.app.close()

    def read(
        self,
        function: Callable[[Tx], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        key: str | None = None,
    ) -> None:
        """Reads in one snapshot, for a screen."""
        self.jobs.look(lambda: self._read(function), on_done, on_error, key=key)

    def write(
        self,
        function: Callable[[Tx], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        *,
        is_scan: bool = False,
    ) -> None:
        """Runs one command in one transaction."""
        self.jobs.run(lambda: self._write(function), on_done, on_error, urgency=SCAN if is_scan else SCREEN)

    def tell_served(self, served: Served | None) -> None:
        """Forms are served to phones now, or no longer: whatever shows their address follows."""
        self.served = served
        self.served_changed.emit()

    def choose_event(self, event: Event) -> None:
        self.current_event = event
        self.current_checkpoint = next(iter(self.checkpoints), None)
        self.place_changed.emit()

    def choose_checkpoint(self, checkpoint: Checkpoint) -> None:
        self.current_checkpoint = checkpoint
        self.place_changed.emit()

    def choose_direction(self, direction: str) -> None:
        """``in`` or ``out``."""
        self.direction = direction
        self.place_changed.emit()

    @property
    def checkpoints(self) -> list[Checkpoint]:
        """Those of the chosen event."""
        return self.surroundings.checkpoints.get(self.current_event.id, []) if self.current_event else []

    def category(self, code: str | None) -> Category | None:
        return next((c for c in self.surroundings.categories if c.code == code), None)

    def _read(self, function: Callable[[Tx], T]) -> T:
        with self.app.database.read() as tx:
            return function(tx)

    def _write(self, function: Callable[[Tx], T]) -> T:
        with self.app.database.write() as tx:
            return function(tx)

    def _choose_first(self) -> None:
        """The event whose day is today, else the next one to come, else the first."""
        now = self.app.now()
        events = self.surroundings.events
        today = [event for event in events if event.day_of(now) in event.days]
        ahead = [event for event in events if event.days[-1] >= event.day_of(now)]
        self.current_event = next(iter(today or ahead or events), None)
        self.current_checkpoint = next(iter(self.checkpoints), None)

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & {"*", "event", "checkpoint", "category", "desk"}:
            self.read(read_surroundings, self._take_surroundings, key="surroundings")
        self.changed.emit(subjects)

    def _take_surroundings(self, surroundings: Surroundings) -> None:
        if surroundings == self.surroundings:
            return
        self.surroundings = surroundings
        chosen = {event.id: event for event in surroundings.events}
        self.current_event = chosen.get(self.current_event.id) if self.current_event else None
        known = {checkpoint.id: checkpoint for checkpoint in self.checkpoints}
        self.current_checkpoint = known.get(self.current_checkpoint.id) if self.current_checkpoint else None
        if self.current_event is None:
            self._choose_first()
        elif self.current_checkpoint is None:
            self.current_checkpoint = next(iter(self.checkpoints), None)
        self.surroundings_changed.emit()
        self.place_changed.emit()
