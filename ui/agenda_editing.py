"""Editing an agenda: what is done is shown at once, written in the background, and can be taken back without limit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event
from ui.agenda_steps import Named, Presence, Step
from ui.project import OpenProject

SUBJECTS = frozenset({"*", "room", "agenda_session", "slot", "speaker", "appearance", "event"})
"""The notices upon which the agenda is read again."""


class _Command(QUndoCommand):
    """Steps that are done, undone and done again together, each time in one transaction."""

    def __init__(self, editor: "AgendaEditor", words: str, steps: Sequence[Step]) -> None:
        super().__init__(words)
        self.editor, self.steps, self.is_void = editor, tuple(steps), False

    def redo(self) -> None:
        self.editor.carry_out(self, is_forward=True)

    def undo(self) -> None:
        self.editor.carry_out(self, is_forward=False)

    def ordered(self, is_forward: bool) -> tuple[Step, ...]:
        return self.steps if is_forward else tuple(step.inverse() for step in reversed(self.steps))

    def perform(self, tx: Tx, event: Event, is_forward: bool) -> list[Named]:
        """On the database thread, one after the other; answers what was made or put back."""
        steps = self.ordered(is_forward)
        before = read_programme(tx, event)
        for step in steps:
            step.check(before)
        written = [step.write(tx, event) for step in steps]
        after = read_programme(tx, event)
        settled = [step.settled(after) for step in written]
        self.steps = tuple(settled) if is_forward else tuple(step.inverse() for step in reversed(settled))
        return [record for step in settled if isinstance(step, Presence) and step.is_there for record in step.records]


class AgendaEditor(QObject):
    """The agenda of the chosen event. ``changed``: there is another programme to show; ``refused``: the core did not
    take what was done, which is taken back; ``made``: the records that are new or back, once they are shown."""

    changed = Signal()
    refused = Signal(object)
    made = Signal(object)
    history_changed = Signal()

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.current_event: Event | None = None
        self.programme: Programme | None = None
        self._stacks: dict[str, QUndoStack] = {}
        self._commands: dict[str, list[_Command]] = {}
        self._writing = 0
        self._reads = 0
        self._made: list[Named] = []

    # reading

    def open(self, event: Event | None) -> None:
        """Shows an event's agenda; what was done in another's can still be taken back there."""
        is_other = event is None or self.current_event is None or event.id != self.current_event.id
        self.current_event = event
        if is_other:
            self.programme = None
            self.changed.emit()
            self.history_changed.emit()
        self.reload()

    def reload(self) -> None:
        """Reads the agenda anew, once nothing is being written any more."""
        event = self.current_event
        if event is None or self._writing:
            return
        self._reads += 1
        number = self._reads
        self._project.read(
            lambda tx: read_programme(tx, event), lambda read: self._take(number, read), key="agenda programme"
        )

    def _take(self, number: int, programme: Programme) -> None:
        if (
            number != self._reads
            or self._writing
            or self.current_event is None
            or programme.event != self.current_event.id
        ):
            return
        if programme != self.programme:
            self.programme = programme
            self.changed.emit()
        if self._made:
            made, self._made = self._made, []
            self.made.emit(made)

    # doing and undoing

    @property
    def stack(self) -> QUndoStack:
        """What was done in the shown event's agenda."""
        name = self.current_event.id if self.current_event else ""
        if name not in self._stacks:
            stack = self._stacks[name] = QUndoStack(self)
            stack.indexChanged.connect(self.history_changed)
            self._commands[name] = []
        return self._stacks[name]

    def do(self, words: str, *steps: Step | None) -> bool:
        """Does steps together; answers whether there was anything to do."""
        wanted = [step for step in steps if step is not None]
        if not wanted or self.current_event is None or self.programme is None:
            return False
        stack = self.stack
        kept = self._commands[self.current_event.id]
        del kept[stack.index() :]
        command = _Command(self, words, wanted)
        kept.append(command)
        stack.push(command)
        return True

    def add(self, words: str, make: Callable[[Tx, Event], Sequence[Named]]) -> bool:
        """Makes new records; ``made`` tells them when they are there."""
        return self.do(words, Presence((), True, make))

    def remove(self, words: str, records: Sequence[Named]) -> bool:
        return self.do(words, Presence(tuple(records), False)) if records else False

    def undo(self) -> None:
        if self.current_event is not None and self.stack.canUndo():
            self.stack.undo()
            self._forget(self.current_event)

    def redo(self) -> None:
        if self.current_event is not None and self.stack.canRedo():
            self.stack.redo()
            self._forget(self.current_event)

    def carry_out(self, command: _Command, *, is_forward: bool) -> None:
        """Called by the stack: shows the steps and has them written."""
        event, programme = self.current_event, self.programme
        if command.is_void or event is None or programme is None:
            return
        for step in command.ordered(is_forward):
            programme = step.apply(programme)
        self.programme = programme
        self._writing += 1
        self.changed.emit()
        self._project.write(
            lambda tx: command.perform(tx, event, is_forward), self._written, lambda e: self._refuse(event, command, e)
        )

    def _written(self, made: list[Named]) -> None:
        self._made += made
        self._writing -= 1
        self.reload()

    def _refuse(self, event: Event, command: _Command, error: Exception) -> None:
        """The core's words; the command goes from the history, and what is shown is read anew."""
        self._writing -= 1
        command.is_void = True
        command.setObsolete(True)
        self._forget(event)
        self.reload()
        self.refused.emit(error)

    def _forget(self, event: Event) -> None:
        """Drops refused commands next to where the history stands: the stack deletes them as it passes them."""
        stack, commands = self._stacks[event.id], self._commands[event.id]
        while stack.index() and commands[stack.index() - 1].is_void:
            del commands[stack.index() - 1]
            stack.undo()
        while stack.canRedo() and commands[stack.index()].is_void:
            del commands[stack.index()]
            stack.redo()
        self.history_changed.emit()
