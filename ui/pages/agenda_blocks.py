"""An agenda as a time grid shows it: days, columns, blocks, and the moments that places stand for. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.clash import Clash
from o2o_events.agenda.clashes import clashes_of, find_clashes
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.i18n import _, ngettext
from ui.widgets.time_grid_painting import time_words
from ui.widgets.time_grid_values import ALL, Block, Column, Place

COLOURS = {
    "keynote": "#6A3FA0",
    "opening": "#6A3FA0",
    "closing": "#6A3FA0",
    "presentation": "#0B5F8F",
    "best_practice": "#0B6B3A",
    "panel": "#A3480F",
    "policy_dialogue": "#A3480F",
    "breakout": "#00707A",
    "q_and_a": "#00707A",
    "site_visit": "#7A5C00",
    "wrap_up": "#8C2F5F",
    "evaluation": "#8C2F5F",
    "registration": "#5A6875",
    "break": "#5A6875",
    "lunch": "#5A6875",
    "group_photo": "#5A6875",
    "reception": "#5A6875",
}
"""By session type; what is alike has one colour, and every block says its type in words too."""
_FEW = 6
_NOT_OF_THE_PLACE = frozenset({"practice_without_presenter"})


def days_of(programme: Programme) -> list[date]:
    """The event's days, and those beside them on which there is something by mistake."""
    sessions = (s.starts_at.astimezone(programme.zone).date() for s in programme.sessions if s.starts_at)
    return sorted({*programme.days, *sessions})


def columns_of(programme: Programme) -> list[Column]:
    """The column for everybody, and the rooms from left to right with their seats."""
    rooms = [Column(room.id, room.label, seats_words(room.capacity)) for room in programme.rooms]
    return [Column(ALL, _("All rooms")), *rooms]


def seats_words(capacity: int | None) -> str:
    return "" if capacity is None else ngettext("{n} seat", "{n} seats", capacity).format(n=capacity)


def place_of(session: AgendaSession, programme: Programme, days: Sequence[date]) -> Place | None:
    """Where a session is; None where it has no time yet."""
    if session.starts_at is None:
        return None
    local = session.starts_at.astimezone(programme.zone)
    return Place(days.index(local.date()), session.room or ALL, local.hour * 60 + local.minute, session.minutes)


def moment_of(place: Place, programme: Programme, days: Sequence[date]) -> datetime:
    """The moment at which a place starts, by the venue's clock."""
    local = datetime.combine(days[place.day], time()) + timedelta(minutes=place.start)
    return local.replace(tzinfo=programme.zone).astimezone(UTC)


def put(session: AgendaSession, place: Place, programme: Programme, days: Sequence[date]) -> AgendaSession:
    """The session as it would be at a place."""
    return replace(
        session,
        starts_at=moment_of(place, programme, days),
        room=place.column or None,
        minutes=place.minutes,
    )


def blocks_of(programme: Programme, days: Sequence[date], clashes: Iterable[Clash]) -> list[Block]:
    """A block a scheduled session, marked with what is wrong with it."""
    wrong: dict[str, list[Clash]] = {}
    for clash in clashes:
        for session in clash.sessions:
            wrong.setdefault(session, []).append(clash)
    blocks = []
    for session in programme.sessions:
        place = place_of(session, programme, days)
        if place is not None:
            blocks.append(_block(session, place, programme, wrong.get(session.id, [])))
    return blocks


def unscheduled(programme: Programme) -> list[AgendaSession]:
    return [session for session in programme.sessions if session.starts_at is None]


def speaker_words(session: AgendaSession, programme: Programme) -> str:
    """The names of those who appear, each once."""
    names = (programme.speakers_by_id.get(part.speaker) for part in session.appearances)
    return ", ".join(dict.fromkeys(speaker.name for speaker in names if speaker is not None))


def part_words(role: str, name: str) -> str:
    return _("{name} ({role})").format(name=name, role=roles.label(role).lower())


def sum_words(session: AgendaSession) -> str:
    """How the slots' durations compare with the session's; "" where they add up."""
    spare = session.minutes - sum(slot.minutes for slot in session.slots)
    if not session.slots or spare == 0:
        return ""
    if spare < 0:
        return ngettext("{n} minute over", "{n} minutes over", -spare).format(n=-spare)
    return ngettext("{n} minute free", "{n} minutes free", spare).format(n=spare)


def _block(session: AgendaSession, place: Place, programme: Programme, clashes: Sequence[Clash]) -> Block:
    worst = {clash.severity for clash in clashes}
    is_over = sum(slot.minutes for slot in session.slots) > session.minutes
    marks = [name for name in ("error", "warning") if name in worst][:1]
    marks += ["struck"] if session.is_cancelled else []
    marks += ["note"] if is_over else []
    people, kind = speaker_words(session, programme), session_types.label(session.type)
    hours = f"{time_words(place.start)}–{time_words(place.end)}"
    return Block(
        session.id,
        place,
        session.label,
        people or kind,
        session.type,
        tuple(marks),
        sum_words(session) if is_over else "",
        tuple((slot.minutes, slot.label) for slot in session.slots),
        _all_words(session, programme, hours, clashes),
    )


def _all_words(session: AgendaSession, programme: Programme, hours: str, clashes: Sequence[Clash]) -> str:
    """Everything, as a screen reader says it and a tool tip shows it."""
    room = programme.rooms_by_id.get(session.room or "")
    state = _("cancelled") if session.is_cancelled else ""
    first = [session.label, session_types.label(session.type), state, hours, room.label if room else _("All rooms")]
    lines = [", ".join(part for part in first if part), speaker_words(session, programme), sum_words(session)]
    return "\n".join(filter(None, [*lines, *(clash.message for clash in clashes)]))


def clashes_at(programme: Programme, days: Sequence[date], places: Mapping[str, Place]) -> list[Clash]:
    """What would clash if these sessions were at these places, worst first: for while they are dragged."""
    moved = {
        session.id: put(session, places[session.id], programme, days)
        for session in programme.sessions
        if session.id in places
    }
    if len(moved) == 1:
        [only] = moved.values()
        found = clashes_of(programme, only)
    else:
        there = replace(programme, sessions=tuple(moved.get(s.id, s) for s in programme.sessions))
        if len(moved) <= _FEW:
            found = list(dict.fromkeys(clash for session in moved.values() for clash in clashes_of(there, session)))
        else:
            found = [clash for clash in find_clashes(there) if moved.keys() & set(clash.sessions)]
    return [clash for clash in found if clash.kind not in _NOT_OF_THE_PLACE]
