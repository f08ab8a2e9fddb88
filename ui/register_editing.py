"""Changes of registers that can be taken back without limit: each is written when it is done, undone or done again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from o2o_events.db.transaction import Tx
from o2o_events.indicators.computing import copies_handed_out
from o2o_events.registers.outputs import OUTPUTS
from o2o_events.registers.recommendations import RECOMMENDATIONS
from o2o_events.registers.register import Names, Register
from o2o_events.registers.register_list import REGISTERS, add_record
from o2o_events.registers.register_records import (
    edit_entry,
    find_row,
    from_row,
    label_of,
    list_entries,
    read_names,
    remove_entry,
    revive_entry,
)
from ui.project import OpenProject

SUBJECTS = frozenset({"*", "event", "checkpoint", "scan", "undo", "setting", *REGISTERS})
"""The notices upon which the registers are read again; copies are counted where they are handed out."""


@dataclass(frozen=True)
class Shown:
    """A register as a screen shows it: its records in order, what their links lead to, and how far each is.

    ``copies``: those of the Guidebook that were handed out, beside the outputs only.
    """

    register: Register[Any]
    entries: tuple[Any, ...] = ()
    names: Names = field(default_factory=Names)
    standing: Mapping[str, str] = field(default_factory=dict)
    copies: int | None = None

    def label(self, entry: Any) -> str:
        return label_of(self.register, entry, self.names)


def read_shown(tx: Tx, register: Register[Any]) -> Shown:
    names = read_names(tx, register)
    entries = list_entries(tx, register, names)
    standing = register.standing(tx, entries) if register.standing else {}
    return Shown(register, tuple(entries), names, standing, copies_handed_out(tx) if register is OUTPUTS else None)


@dataclass(frozen=True)
class _Step:
    """One change of one record; the fields that it changes, before and after.

    Without fields the record itself comes into the register where it ``is_added``, else it leaves it.
    """

    register: Register[Any]
    record: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    is_added: bool = False

    def write(self, tx: Tx, is_forward: bool) -> None:
        if self.after:
            edit_entry(tx, self.register, self.record, self.after if is_forward else self.before)
        elif self.is_added == is_forward:
            revive_entry(tx, self.register, self.record)
        else:
            remove_entry(tx, self.register, self.record)


@dataclass(frozen=True)
class _Command:
    words: str
    steps: tuple[_Step, ...]

    def write(self, tx: Tx, is_forward: bool) -> None:
        for step in self.steps if is_forward else reversed(self.steps):
            step.write(tx, is_forward)


class RegisterEditor(QObject):
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

    def add(
        self,
        register: Register[Any],
        values: Mapping[str, Any],
        words: str,
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Adds a record; ``words`` with ``{title}`` name the step."""

        def write(tx: Tx) -> _Command:
            before = _stage(tx, values)
            added = add_record(tx, register, values)
            steps = [_Step(register, added.id, is_added=True)]
            after = _stage(tx, values)
            if before != after:
                steps.append(_Step(RECOMMENDATIONS, values["recommendation"], {"stage": before}, {"stage": after}))
            title = label_of(register, added, read_names(tx, register))
            return _Command(words.format(title=title), tuple(steps))

        self._first(write, on_done, on_error)

    def change(
        self,
        register: Register[Any],
        entry: Any,
        changes: Mapping[str, Any],
        words: str,
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Changes fields of a record; what they were before is what undoing brings back."""

        def write(tx: Tx) -> _Command:
            before = {name: getattr(entry, name) for name in changes}
            edited = edit_entry(tx, register, entry.id, changes)
            title = label_of(register, edited, read_names(tx, register))
            after = {name: getattr(edited, name) for name in changes}
            return _Command(words.format(title=title), (_Step(register, entry.id, before, after),))

        self._first(write, on_done, on_error)

    def remove(self, register: Register[Any], entries: Sequence[Any], words: str) -> None:
        """Takes records out."""
        if not entries:
            return
        command = _Command(words, tuple(_Step(register, entry.id) for entry in entries))

        def write(tx: Tx) -> _Command:
            command.write(tx, True)
            return command

        self._first(write, lambda: None, self._refuse)

    def undo(self) -> None:
        if self._done:
            self._again(self._done.pop(), is_forward=False, then=self._undone.append)

    def redo(self) -> None:
        if self._undone:
            self._again(self._undone.pop(), is_forward=True, then=self._done.append)

    def _first(
        self, write: Callable[[Tx], _Command], on_done: Callable[[], None], on_error: Callable[[Exception], None]
    ) -> None:
        """Written on the database thread; kept in the history only once it is."""

        def done(command: _Command) -> None:
            self._undone.clear()
            self._done.append(command)
            self.history_changed.emit()
            on_done()
            self.written.emit()

        self._project.write(write, done, on_error)

    def _again(self, command: _Command, *, is_forward: bool, then: Callable[[_Command], None]) -> None:
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


def _stage(tx: Tx, values: Mapping[str, Any]) -> str | None:
    """The stage of the recommendation that values are about: a new wording moves it on."""
    record = values.get("recommendation")
    if not record or "wording" not in values:
        return None
    stage: str = from_row(RECOMMENDATIONS, find_row(tx, RECOMMENDATIONS, record)).stage
    return stage
