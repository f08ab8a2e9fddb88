"""Changes that can be taken back without limit: each is written when it is done, undone or done again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from o2o_events.db.transaction import Tx
from ui.project import OpenProject


class Step(Protocol):
    """One record's part of a command, written forwards or backwards."""

    def write(self, tx: Tx, is_forward: bool) -> None: ...


@dataclass(frozen=True)
class Command:
    """What was done, in words, and the steps that do it."""

    words: str
    steps: Sequence[Step]

    def write(self, tx: Tx, is_forward: bool) -> None:
        for step in self.steps if is_forward else reversed(self.steps):
            step.write(tx, is_forward)


class History(QObject):
    """``written``: something changed; ``history_changed``: what can be undone did; ``refused``: the core's error."""

    written = Signal()
    history_changed = Signal()
    refused = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._done: list[Command] = []
        self._undone: list[Command] = []

    @property
    def undo_words(self) -> str:
        """What undoing takes back, "" where there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redo_words(self) -> str:
        return self._undone[-1].words if self._undone else ""

    def undo(self) -> None:
        if self._done:
            self._again(self._done.pop(), is_forward=False, then=self._undone.append)

    def redo(self) -> None:
        if self._undone:
            self._again(self._undone.pop(), is_forward=True, then=self._done.append)

    def _do(self, command: Command) -> None:
        """Does what is known before it is written; nothing where it has no steps."""

        def write(tx: Tx) -> Command:
            command.write(tx, True)
            return command

        if command.steps:
            self._first(write, lambda: None, self._refuse)

    def _first(
        self, write: Callable[[Tx], Command], on_done: Callable[[], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Written on the database thread; kept in the history only once it is."""

        def done(command: Command) -> None:
            self._undone.clear()
            self._done.append(command)
            self.history_changed.emit()
            on_done()
            self.written.emit()

        self._project.write(write, done, on_error)

    def _again(self, command: Command, *, is_forward: bool, then: Callable[[Command], None]) -> None:
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
