"""Changes of registers that can be taken back without limit: each is written when it is done, undone or done again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
from ui.undoing import Command, History

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


class RegisterEditor(History):
    """Changes of the records of all registers."""

    def add(
        self,
        register: Register[Any],
        values: Mapping[str, Any],
        words: str,
        on_done: Callable[[], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        """Adds a record; ``words`` with ``{title}`` name the step."""

        def write(tx: Tx) -> Command:
            before = _stage(tx, values)
            added = add_record(tx, register, values)
            steps = [_Step(register, added.id, is_added=True)]
            after = _stage(tx, values)
            if before != after:
                steps.append(_Step(RECOMMENDATIONS, values["recommendation"], {"stage": before}, {"stage": after}))
            title = label_of(register, added, read_names(tx, register))
            return Command(words.format(title=title), tuple(steps))

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

        def write(tx: Tx) -> Command:
            before = {name: getattr(entry, name) for name in changes}
            edited = edit_entry(tx, register, entry.id, changes)
            title = label_of(register, edited, read_names(tx, register))
            after = {name: getattr(edited, name) for name in changes}
            return Command(words.format(title=title), (_Step(register, entry.id, before, after),))

        self._first(write, on_done, on_error)

    def remove(self, register: Register[Any], entries: Sequence[Any], words: str) -> None:
        """Takes records out."""
        self._do(Command(words, tuple(_Step(register, entry.id) for entry in entries)))


def _stage(tx: Tx, values: Mapping[str, Any]) -> str | None:
    """The stage of the recommendation that values are about: a new wording moves it on."""
    record = values.get("recommendation")
    if not record or "wording" not in values:
        return None
    stage: str = from_row(RECOMMENDATIONS, find_row(tx, RECOMMENDATIONS, record)).stage
    return stage
