"""The programme as it stands: deleted records and what hangs on them left out, cancelled sessions marked."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from sqlalchemy import select

from o2o_events.agenda.programme import AgendaSession, Appearance, Interval, Programme, Room, Slot, Speaker
from o2o_events.db.models import AppearanceRow, RoomRow, SessionRow, SlotRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.text import clean, fold

T = TypeVar("T")
Placed = TypeVar("Placed", Room, Slot, Appearance)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def read_programme(tx: Tx, event: Event) -> Programme:
    """The whole programme of an event.

    A slot without its session, a part without its speaker, session or slot, and a room that is gone are not
    shown; positions count from 0 without gaps, whatever desks wrote side by side.
    """
    rooms, speakers = list_rooms(tx, event), list_speakers(tx, event)
    sessions = _read_sessions(tx, event, rooms, {speaker.id for speaker in speakers})
    return Programme(event.id, event.timezone, event.days, tuple(rooms), tuple(speakers), tuple(sessions))


def list_rooms(tx: Tx, event: Event) -> list[Room]:
    """The event's rooms, from left to right."""
    c = RoomRow
    rows = tx.execute(
        select(c.id, c.name, c.capacity, c.position, c.source_ref)
        .where(c.event == event.id, ~c.deleted)
        .order_by(c.position, c.id)
    )
    return _numbered(Room(*row) for row in rows)


def list_speakers(tx: Tx, event: Event) -> list[Speaker]:
    """The event's speakers, by name."""
    rows = tx.scalars(select(SpeakerRow).where(SpeakerRow.event == event.id, ~SpeakerRow.deleted))
    return sorted(map(speaker_of, rows), key=lambda speaker: (fold(speaker.name), speaker.id))


def speaker_of(row: SpeakerRow) -> Speaker:
    """The speaker that a row holds."""
    return Speaker(
        id=row.id,
        name=row.name,
        own_script_name=row.own_script_name,
        person=row.person,
        economy=row.economy,
        organisation=row.organisation,
        position=row.position,
        biography=row.biography,
        photo=row.photo,
        available=_intervals(row.available),
        source_ref=row.source_ref,
    )


def _intervals(stored: list[list[str]] | None) -> tuple[Interval, ...] | None:
    if stored is None:
        return None
    return tuple((datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in stored)


def _read_sessions(tx: Tx, event: Event, rooms: Sequence[Room], speakers: set[str]) -> list[AgendaSession]:
    rows = tx.scalars(select(SessionRow).where(SessionRow.event == event.id, ~SessionRow.deleted))
    slots = _read_slots(tx, event)
    appearances = _read_appearances(tx, event, speakers, {slot.id: slot for many in slots.values() for slot in many})
    order = {room.id: room.position for room in rooms}
    sessions = [session_of(row, order, slots[row.id], appearances[row.id]) for row in rows]
    return sorted(sessions, key=lambda s: (s.starts_at or _LAST, order.get(s.room or "", len(order)), s.id))


def session_of(
    row: SessionRow,
    rooms: Container[str] | None = None,
    slots: Iterable[Slot] = (),
    appearances: Iterable[Appearance] = (),
) -> AgendaSession:
    """The session that a row holds; without its room where that is not among ``rooms``."""
    return AgendaSession(
        id=row.id,
        type=row.type,
        title=row.title,
        minutes=row.minutes,
        starts_at=row.starts_at,
        room=row.room if rooms is None or row.room in rooms else None,
        abstract=row.abstract,
        track=row.track,
        language=row.language,
        expected=row.expected,
        state=row.state,
        sequence=row.sequence,
        source_ref=row.source_ref,
        extra=row.extra,
        slots=tuple(slots),
        appearances=tuple(appearances),
    )


def _read_slots(tx: Tx, event: Event) -> defaultdict[str, list[Slot]]:
    """Session -> its slots in order."""
    c = SlotRow
    rows = tx.execute(
        select(c.id, c.session, c.position, c.title, c.minutes, c.practice, c.source_ref)
        .where(c.event == event.id, ~c.deleted)
        .order_by(c.position, c.id)
    )
    groups = _grouped((row.session, Slot(*row)) for row in rows)
    groups.update({session: _numbered(slots) for session, slots in groups.items()})
    return groups


def _read_appearances(
    tx: Tx, event: Event, speakers: set[str], slots: dict[str, Slot]
) -> defaultdict[str, list[Appearance]]:
    """Session -> who does what in it as a whole, then slot by slot; a part in a slot is where the slot is."""
    c = AppearanceRow
    rows = tx.execute(
        select(c.id, c.speaker, c.session, c.role, c.slot, c.position)
        .where(c.event == event.id, ~c.deleted)
        .order_by(c.position, c.id)
    )
    groups: defaultdict[tuple[int, str], list[Appearance]] = defaultdict(list)
    for part in (Appearance(*row) for row in rows):
        slot = slots.get(part.slot or "")
        if part.speaker in speakers and (slot is not None or part.slot is None):
            session = part.session if slot is None else slot.session
            groups[-1 if slot is None else slot.position, session].append(replace(part, session=session))
    return _grouped((session, part) for (_place, session), many in sorted(groups.items()) for part in _numbered(many))


def _grouped(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return groups


def _numbered(items: Iterable[Placed]) -> list[Placed]:
    return [item if item.position == n else replace(item, position=n) for n, item in enumerate(items)]


def get_session(tx: Tx, event: Event, ref: str) -> AgendaSession:
    """The session with this id, or the only one with this title (in any language, case and accents aside).

    Raises ``UserError`` where there is none, or there are several.
    """
    sessions = read_programme(tx, event).sessions
    found = [s for s in sessions if s.id == ref.strip()] or [s for s in sessions if _is_called(s.title.values(), ref)]
    if not found:
        raise UserError(
            _("There is no session “{ref}”. Give its title or its id; “agenda list” shows them.").format(
                ref=clean(ref)
            ),
            in_window=_("This session is in the agenda no longer. Look at it again."),
        )
    return _only(found, ref, [(session.id, session.label) for session in found])


def get_room(tx: Tx, event: Event, ref: str) -> Room:
    """The room with this id or name. Raises ``UserError`` with the names there are."""
    rooms = list_rooms(tx, event)
    found = [r for r in rooms if r.id == ref.strip()] or [r for r in rooms if _is_called(r.name.values(), ref)]
    if not rooms:
        raise UserError(
            _("This event has no room yet. Add one with “agenda room add”."),
            in_window=_("There is no room yet. Add one on the page “Agenda” first."),
        )
    if not found:
        names = ", ".join(room.label for room in rooms)
        raise UserError(_("There is no room “{name}”. Choose one of: {names}.").format(name=clean(ref), names=names))
    return _only(found, ref, [(room.id, room.label) for room in found])


def get_speaker(tx: Tx, event: Event, ref: str) -> Speaker:
    """The speaker with this id or name. Raises ``UserError`` where there is none, or there are several."""
    speakers = list_speakers(tx, event)
    found = [s for s in speakers if s.id == ref.strip()]
    found = found or [s for s in speakers if _is_called((s.name, s.own_script_name), ref)]
    if not found:
        raise UserError(
            _("There is no speaker “{name}”. “agenda speaker list” shows those there are.").format(name=clean(ref)),
            in_window=_("This speaker is in the project no longer. Look at the list again."),
        )
    return _only(found, ref, [(s.id, f"{s.name}, {s.organisation}".rstrip(", ")) for s in found])


def _is_called(names: Iterable[str], ref: str) -> bool:
    wanted = fold(clean(ref))
    return any(name and fold(name) == wanted for name in names)


def _only(found: Sequence[T], ref: str, listed: Sequence[tuple[str, str]]) -> T:
    if len(found) > 1:
        names = "; ".join(f"{label} ({id_})" for id_, label in listed)
        raise UserError(
            _("“{ref}” stands for several: {names}. Give the id of one.").format(ref=clean(ref), names=names)
        )
    return found[0]
