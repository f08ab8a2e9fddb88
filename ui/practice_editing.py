"""Changes of practices that can be taken back without limit: each is written when it is done, undone or done again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice, remove_practice, revive_practice, write_course
from ui.project import OpenProject

SUBJECTS = frozenset({"*", "practice", "attachment", "event"})
"""The notices upon which the register is read again."""


@dataclass(frozen=True)
class Register:
    """The practices and the events that may have shown them, by id."""

    practices: tuple[Practice, ...]
    events: Mapping[str, Event]


def read_register(tx: Tx) -> Register:
    return Register(tuple(list_practices(tx)), {event.id: event for event in list_events(tx)})


@dataclass(frozen=True)
class _Step:
    """One change of one practice; the fields of its course that it changes, before and after.

    Without fields the practice itself is taken out of the register.
    """

    practice: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def write(self, tx: Tx, is_forward: bool) -> None:
        if not self.after:
            (remove_practice if is_forward else revive_practice)(tx, practice=self.practice)
        else:
            write_course(tx, practice=self.practice, changes=self.after if is_forward else self.before)


@dataclass(frozen=True)
class _Command:
    words: str
    steps: tuple[_Step, ...]

    def write(self, tx: Tx, is_forward: bool) -> None:
        for step in self.steps if is_forward else reversed(self.steps):
            step.write(tx, is_forward)


class PracticeEditor(QObject):
    """``written``: something changed; ``history_changed``: what can be undone did; ``refused``: the core's error."""

    written = Signal()
    history_changed = Signal()
    refused = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._done: list[_Command] = []
        self._undone: list[_Command] = []

    @property
    def undo_words(self) -> str:
        """What undoing takes back, "" where there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        return self._undone[-1].words if self._undone else ""

    def change(self, practices: Sequence[Practice], changes: Mapping[str, Any], words: str) -> None:
        """Sets fields of the course of practices, in one transaction."""
        steps = []
        for practice in practices:
            after = {field: value for field, value in changes.items() if getattr(practice, field) != value}
            if after.get("status", "accepted") != "accepted" and practice.is_selected:
                after["is_selected"] = False
            if after:
                steps.append(_Step(practice.id, {field: getattr(practice, field) for field in after}, after))
        self._do(_Command(words, tuple(steps)))

    def remove(self, practices: Sequence[Practice], words: str) -> None:
        self._do(_Command(words, tuple(_Step(practice.id, {}, {}) for practice in practices)))

    def undo(self) -> None:
        if self._done:
            self._write(self._done.pop(), is_forward=False, then=self._undone.append)

    def redo(self) -> None:
        if self._undone:
            self._write(self._undone.pop(), is_forward=True, then=self._done.append)

    def _do(self, command: _Command) -> None:
        if command.steps:
            self._undone.clear()
            self._write(command, is_forward=True, then=self._done.append)

    def _write(self, command: _Command, *, is_forward: bool, then: Callable[[_Command], None]) -> None:
        """Written on the database thread; kept in the history only once it is."""

        def done(_answer: None) -> None:
            then(command)
            self.history_changed.emit()
            self.written.emit()

        self.history_changed.emit()
        self._project.write(lambda tx: command.write(tx, is_forward), done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.history_changed.emit()
        self.written.emit()
        self.refused.emit(error)
