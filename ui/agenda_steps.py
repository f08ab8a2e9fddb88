"""Steps that change a programme and can be taken back: shown at once in memory, then written by the core's commands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from o2o_events.agenda import appearances, rooms, sessions, slots, speakers
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event

Record = AgendaSession | Slot | Appearance | Speaker | Room
Named = tuple[str, str]
"""A record's kind (session, slot, appearance, speaker, room) and its id."""
_EDITS: Mapping[str, Callable[..., None]] = {
    "session": sessions.edit_session,
    "slot": slots.edit_slot,
    "appearance": appearances.edit_appearance,
    "speaker": speakers.edit_speaker,
    "room": rooms.edit_room,
}
_REMOVALS: Mapping[str, Callable[..., None]] = {
    "session": sessions.remove_session,
    "slot": slots.remove_slot,
    "appearance": appearances.remove_appearance,
    "speaker": speakers.remove_speaker,
    "room": rooms.remove_room,
}
_REVIVALS: Mapping[str, Callable[..., None]] = {
    "session": sessions.revive_session,
    "slot": slots.revive_slot,
    "appearance": appearances.revive_appearance,
    "speaker": speakers.revive_speaker,
    "room": rooms.revive_room,
}


class Step(Protocol):
    """One change. ``check`` raises ``UserError`` where the programme is no longer as it was when it was decided."""

    def check(self, programme: Programme) -> None: ...
    def apply(self, programme: Programme) -> Programme:
        """The programme with it, for showing before it is written."""

    def write(self, tx: Tx, event: Event) -> "Step":
        """Writes it; answers the step with what became of it, such as the ids of what was made."""

    def settled(self, programme: Programme) -> "Step":
        """The step with the values as the core keeps them."""

    def inverse(self) -> "Step": ...


def find(programme: Programme, kind: str, record: str) -> Record | None:
    """A record of the programme."""
    if kind == "session":
        return programme.sessions_by_id.get(record)
    if kind == "room":
        return programme.rooms_by_id.get(record)
    if kind == "speaker":
        return programme.speakers_by_id.get(record)
    many = (item for s in programme.sessions for item in (s.slots if kind == "slot" else s.appearances))
    return next((item for item in many if item.id == record), None)


@dataclass(frozen=True)
class Edit:
    """Fields of one record get other values; ``before`` are those that it had when this was decided."""

    kind: str
    record: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def check(self, programme: Programme) -> None:
        found = find(programme, self.kind, self.record)
        if found is None:
            raise UserError(_("This was taken out of the agenda at another desk meanwhile. Nothing was changed."))
        if any(getattr(found, name) != value for name, value in self.before.items()):
            raise changed_meanwhile(found)

    def apply(self, programme: Programme) -> Programme:
        values = {name: value for name, value in self.after.items() if not isinstance(value, bytes)}
        return _with_each(programme, self.kind, lambda item: _edited(item, self.record, values))

    def write(self, tx: Tx, event: Event) -> Step:
        changes = dict(self.after)
        state = changes.pop("state", None)
        if state is not None:
            (sessions.cancel_session if state == "cancelled" else sessions.restore_session)(tx, session=self.record)
        if "person" in changes:
            speakers.link_speaker(tx, speaker=self.record, person=changes.pop("person"))
        if changes:
            _EDITS[self.kind](tx, **{self.kind: self.record}, changes=changes)
        return self

    def settled(self, programme: Programme) -> Step:
        found = find(programme, self.kind, self.record)
        return replace(self, after={name: getattr(found, name) for name in self.after}) if found else self

    def inverse(self) -> Step:
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True)
class Presence:
    """Records are put into the programme or taken out of it; ``make`` makes them the first time."""

    records: tuple[Named, ...]
    is_there: bool
    make: Callable[[Tx, Event], Sequence[Named]] | None = None

    def check(self, programme: Programme) -> None:
        """The core's commands refuse what is gone, or is there already."""

    def apply(self, programme: Programme) -> Programme:
        if self.is_there:
            return programme
        for kind, record in self.records:
            programme = _without(programme, kind, record)
        return programme

    def write(self, tx: Tx, event: Event) -> Step:
        if self.is_there and not self.records and self.make is not None:
            return replace(self, records=tuple(self.make(tx, event)))
        for kind, record in self.records if self.is_there else reversed(self.records):
            (_REVIVALS if self.is_there else _REMOVALS)[kind](tx, **{kind: record})
        return self

    def settled(self, programme: Programme) -> Step:
        return self

    def inverse(self) -> Step:
        return replace(self, is_there=not self.is_there)


@dataclass(frozen=True)
class SlotMove:
    """A slot goes to another position, in its session or in another: (session, position) before and after."""

    slot: str
    before: tuple[str, int]
    after: tuple[str, int]

    def check(self, programme: Programme) -> None:
        found = find(programme, "slot", self.slot)
        if not isinstance(found, Slot):
            raise UserError(_("This was taken out of the agenda at another desk meanwhile. Nothing was changed."))
        if (found.session, found.position) != self.before:
            raise changed_meanwhile(found)

    def apply(self, programme: Programme) -> Programme:
        slot = find(programme, "slot", self.slot)
        if not isinstance(slot, Slot):
            return programme
        session, position = self.after
        moved = replace(slot, session=session)
        parts = [
            replace(part, session=session)
            for item in programme.sessions
            for part in item.appearances
            if part.slot == self.slot
        ]

        def place(item: AgendaSession) -> AgendaSession:
            kept = [other for other in item.slots if other.id != self.slot]
            others = [part for part in item.appearances if part.slot != self.slot]
            if item.id == session:
                kept.insert(position, moved)
                others += parts
            ordered = tuple(replace(other, position=n) for n, other in enumerate(kept))
            is_same = ordered == item.slots and len(others) == len(item.appearances)
            return item if is_same else replace(item, slots=ordered, appearances=tuple(others))

        return replace(programme, sessions=tuple(map(place, programme.sessions)))

    def write(self, tx: Tx, event: Event) -> Step:
        slots.move_slot(tx, slot=self.slot, session=self.after[0], position=self.after[1])
        return self

    def settled(self, programme: Programme) -> Step:
        found = find(programme, "slot", self.slot)
        return replace(self, after=(found.session, found.position)) if isinstance(found, Slot) else self

    def inverse(self) -> Step:
        return replace(self, before=self.after, after=self.before)


def edit(programme: Programme, kind: str, record: str, **after: object) -> Edit | None:
    """The step that gives a record these values; None where it has them, or is not there."""
    found = find(programme, kind, record)
    changed = {name: value for name, value in after.items() if getattr(found, name, value) != value}
    if found is None or not changed:
        return None
    return Edit(kind, record, {name: getattr(found, name) for name in changed}, changed)


def changed_meanwhile(found: Record) -> UserError:
    """Somebody at another desk was first."""
    name = found.name if isinstance(found, Speaker) else getattr(found, "label", "")
    return UserError(
        _(
            "“{name}” was changed at another desk meanwhile, so nothing was changed here. "
            "Look at it as it is now, and do it again if it is still wanted."
        ).format(name=name)
    )


def _without(programme: Programme, kind: str, record: str) -> Programme:
    """The programme without a record, and without what hangs on it."""
    programme = _with_each(programme, kind, lambda item: None if item.id == record else item)
    if kind in ("speaker", "slot"):
        return _with_each(programme, "appearance", lambda a: None if getattr(a, kind) == record else a)
    return programme


def _edited(item: Any, record: str, values: Mapping[str, Any]) -> Any:
    return replace(item, **values) if item.id == record else item


def _with_each(programme: Programme, kind: str, change: Callable[[Any], Any]) -> Programme:
    """The programme with each record of a kind changed, or without it where the answer is None."""
    if kind in ("session", "room", "speaker"):
        field = f"{kind}s"
        return replace(programme, **{field: _changed(getattr(programme, field), change)})
    inner = "slots" if kind == "slot" else "appearances"

    def within(session: AgendaSession) -> AgendaSession:
        items = _changed(getattr(session, inner), change)
        return session if items == getattr(session, inner) else replace(session, **{inner: items})

    return replace(programme, sessions=tuple(map(within, programme.sessions)))


def _changed(items: Sequence[Any], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    return tuple(kept for kept in map(change, items) if kept is not None)
