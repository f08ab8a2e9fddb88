"""Copies of sessions and whole days, with their slots and who does what in them."""

from datetime import date, datetime

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import get_session, read_programme
from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.slots import add_slot
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event


def copy_session(
    tx: Tx, *, event: Event, session: str, starts_at: datetime | None = None, room: str | None = None
) -> AgendaSession:
    """A second session like this one, at another time; without one it waits to be scheduled."""
    return get_session(tx, event, _copy(tx, event, get_session(tx, event, session), starts_at, room))


def copy_day(tx: Tx, *, event: Event, day: date, to: date) -> list[str]:
    """Copies every session of a day to the same time of another day; answers the new sessions' ids.

    Cancelled ones stay behind. Raises ``UserError`` where the day is not the event's, or there is nothing on it.
    """
    if to not in event.days or to == day:
        days = ", ".join(d.isoformat() for d in event.days if d != day)
        raise UserError(
            _("{day} is no other day of {event}. Choose one of: {days}.").format(day=to, event=event.code, days=days)
        )
    sessions = [
        session
        for session in read_programme(tx, event).sessions
        if session.starts_at and event.day_of(session.starts_at) == day and not session.is_cancelled
    ]
    if not sessions:
        raise UserError(_("There is no session on {day}. Choose another day to copy.").format(day=day))
    return [_copy(tx, event, session, _same_time(event, session, to), session.room) for session in sessions]


def _same_time(event: Event, session: AgendaSession, day: date) -> datetime:
    """The same time by the venue's clock, on another day."""
    assert session.starts_at is not None
    return datetime.combine(day, event.local(session.starts_at).time(), event.zone)


def _copy(tx: Tx, event: Event, session: AgendaSession, starts_at: datetime | None, room: str | None) -> str:
    made = add_session(
        tx,
        event=event,
        type=session.type,
        title=session.title,
        minutes=session.minutes,
        room=room,
        starts_at=starts_at,
        abstract=session.abstract,
        track=session.track,
        language=session.language,
        expected=session.expected,
    )
    slots: dict[str | None, str | None] = {None: None}
    for slot in session.slots:
        copied = add_slot(tx, session=made.id, title=slot.title, minutes=slot.minutes, practice=slot.practice)
        slots[slot.id] = copied.id
    for part in session.appearances:
        add_appearance(tx, session=made.id, speaker=part.speaker, role=part.role, slot=slots[part.slot])
    return made.id
