"""Plain functions that make programmes without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker

DAY = date(2016, 3, 17)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(clock: str, day: date = DAY) -> datetime:
    """A moment of the day in venue time, in UTC as the core has it; 24:00 is the next midnight."""
    hours, minutes = map(int, clock.split(":"))
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return (midnight + timedelta(hours=hours, minutes=minutes)).astimezone(UTC)


def session(
    name: str, clock: str | None = "09:00", minutes: int = 60, room: str | None = "hall", **fields: object
) -> AgendaSession:
    """A session; ``by`` are its appearances, as ``speaker:role`` or ``speaker:role:slot``; ``slots`` their minutes."""
    by: Sequence[str] = fields.pop("by", ())  # type: ignore[assignment]  # a keyword of ours
    slots: Sequence[int] = fields.pop("slots", ())  # type: ignore[assignment]  # a keyword of ours
    practices = fields.pop("practices", True)
    day: date = fields.pop("day", DAY)  # type: ignore[assignment]  # a keyword of ours
    made = AgendaSession(
        id=name,
        type=str(fields.pop("type", "presentation")),
        title={"en": name.capitalize()},
        minutes=minutes,
        starts_at=None if clock is None else at(clock, day),
        room=room,
        slots=tuple(
            Slot(f"{name}-{n}", name, n, {"en": f"Slot {n}"}, long, practice=f"practice-{n}" if practices else None)
            for n, long in enumerate(slots, start=1)
        ),
        appearances=tuple(_appearance(name, text) for text in by),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # whichever fields the test is about


def _appearance(session: str, text: str) -> Appearance:
    speaker, role, *slot = text.split(":")
    return Appearance(f"{session}-{text}", speaker, session, role, slot=f"{session}-{slot[0]}" if slot else None)


def programme(*sessions: AgendaSession, **fields: object) -> Programme:
    """A programme of one day with a hall of 100 seats and a studio of 20; speakers are those the sessions name."""
    named = {a.speaker for s in sessions for a in s.appearances}
    given = {
        "rooms": (Room("hall", {"en": "Hall"}, 100, 0), Room("studio", {"en": "Studio"}, 20, 1)),
        "speakers": tuple(Speaker(name, name.capitalize()) for name in sorted(named)),
        "days": (DAY,),
    } | fields
    return Programme(event="event", timezone=ZONE.key, sessions=sessions, **given)  # type: ignore[arg-type]  # as above
