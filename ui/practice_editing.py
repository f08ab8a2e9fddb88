"""Changes of practices that can be taken back without limit: each is written when it is done, undone or done again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event, list_events
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice, remove_practice, revive_practice, write_course
from ui.undoing import Command, History

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


class PracticeEditor(History):
    """Changes of practices."""

    def change(self, practices: Sequence[Practice], changes: Mapping[str, Any], words: str) -> None:
        """Sets fields of the course of practices, in one transaction."""
        steps = []
        for practice in practices:
            after = {field: value for field, value in changes.items() if getattr(practice, field) != value}
            if after.get("status", "accepted") != "accepted" and practice.is_selected:
                after["is_selected"] = False
            if after:
                steps.append(_Step(practice.id, {field: getattr(practice, field) for field in after}, after))
        self._do(Command(words, tuple(steps)))

    def remove(self, practices: Sequence[Practice], words: str) -> None:
        self._do(Command(words, tuple(_Step(practice.id, {}, {}) for practice in practices)))
