"""What is wrong in a programme (pure): what is in two places, what does not fit, what is missing.

Touching is no overlap. A cancelled session clashes with nothing. A break in a room occupies it like any session; a
break without a room is for everybody, so that nothing else should be on. Somebody is busy for the whole session, or
for their slot where they have one; two speakers who are one registered person are one body.

Everything is swept in order of time, by room and by person, so that the work grows with the sessions and the
clashes, not with the pairs of sessions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from math import inf

from o2o_events.agenda.clash import SEVERITIES, SEVERITY, About, Clash, make_clash
from o2o_events.agenda.clash_frame import FOR_EVERYBODY, Frame, Hours, Timed, about_in, in_order, timed_of
from o2o_events.agenda.clashing_people import body_of, people_clashes, shares_a_body
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Slot
from o2o_events.agenda.session_types import PAUSES

__all__ = ["FOR_EVERYBODY", "WALKING_MINUTES", "Clash", "clashes_of", "find_clashes"]

WALKING_MINUTES = 5
"""How long it takes to another room, unless told otherwise."""
_NEEDS_NO_ROOM = PAUSES | {"site_visit"}
_GOES_ON_IN_BREAKS = "registration"
_PRESENTING = frozenset({"presenter", "speaker", "keynote", "panelist"})


def find_clashes(
    programme: Programme, *, walking_minutes: int = WALKING_MINUTES, day_hours: Hours | None = None
) -> list[Clash]:
    """Everything that is wrong: errors first, then by time.

    ``day_hours`` is when each day opens and closes; without it a day is from midnight to midnight.
    """
    frame = _frame(programme, walking_minutes, day_hours)
    going = [session for session in programme.sessions if not session.is_cancelled]
    timed = sorted(filter(None, map(timed_of, going)), key=_start_and_end)
    found = [clash for session in going for clash in _alone(session, frame)]
    found += _rooms_twice(timed, frame)
    found += _during_breaks(timed, frame)
    found += people_clashes(timed, frame)
    return sorted(found, key=_order)


def clashes_of(
    programme: Programme,
    moved: AgendaSession,
    *,
    walking_minutes: int = WALKING_MINUTES,
    day_hours: Hours | None = None,
) -> list[Clash]:
    """What would be wrong with one session if it were as ``moved``; the rest of the programme stays as it is.

    The same as ``find_clashes`` would say of that session, but looking at the others only once: for use while it is
    being dragged. ``moved`` may be new to the programme.
    """
    if moved.is_cancelled:
        return []
    frame = _frame(programme, walking_minutes, day_hours)
    found = list(_alone(moved, frame))
    mine = timed_of(moved)
    if mine is not None:
        others = [t for s in programme.sessions if s.id != moved.id and not s.is_cancelled and (t := timed_of(s))]
        near = sorted([mine, *(t for t in others if _overlap(mine, t))], key=_start_and_end)
        found += _rooms_twice([t for t in near if t.session.room == moved.room], frame)
        found += _during_breaks(near if mine.is_for_everybody else [t for t in near if _is_break_or(t, mine)], frame)
        bodies = {body_of(s) for a in moved.appearances if (s := programme.speakers_by_id.get(a.speaker))}
        found += people_clashes([mine, *(t for t in others if shares_a_body(t.session, bodies, programme))], frame)
    return sorted((clash for clash in found if moved.id in clash.sessions), key=_order)


def _frame(programme: Programme, walking_minutes: int, hours: Hours | None) -> Frame:
    def at(day: date, clock: time, later: int = 0) -> float:
        return datetime.combine(day + timedelta(days=later), clock, programme.zone).timestamp()

    days = tuple((at(day, time()), at(day, time(), 1)) for day in programme.days)
    open_spans = days
    if hours is not None:
        opens, closes = hours
        open_spans = tuple((at(day, opens), at(day, closes, int(closes <= opens))) for day in programme.days)
    return Frame(programme, walking_minutes * 60.0, hours, open_spans, days)


def _start_and_end(entry: Timed) -> tuple[float, float]:
    return entry.start, entry.end


def _overlap(first: Timed, second: Timed) -> bool:
    return first.start < second.end and second.start < first.end


def _order(clash: Clash) -> tuple[int, float, str, tuple[str, ...], str, str]:
    starts_at = clash.about.sessions[0].starts_at
    start = inf if starts_at is None else starts_at.timestamp()
    rank = SEVERITIES.index(SEVERITY[clash.kind])
    return rank, start, clash.kind, clash.sessions, clash.slot or "", clash.speaker or ""


# What is wrong with a session whatever the others are


def _alone(session: AgendaSession, frame: Frame) -> Iterator[Clash]:
    about = about_in(frame)
    room = frame.programme.rooms_by_id.get(session.room or "")
    if room and room.capacity is not None and session.expected is not None and session.expected > room.capacity:
        yield make_clash("room_too_small", about(session, room=room, amounts=(session.expected, room.capacity)))
    if session.slots:
        together = sum(slot.minutes for slot in session.slots)
        if together > session.minutes:
            yield make_clash("slots_too_long", about(session, amounts=(together, session.minutes)))
    for slot in _without_presenter(session):
        yield make_clash("practice_without_presenter", about(session, slot=slot))
    timed = timed_of(session)
    if timed is not None:
        if room is None and session.type not in _NEEDS_NO_ROOM:
            yield make_clash("without_room", about(session, span=timed[:2]))
        if kind := _outside(timed, frame):
            hours = frame.hours and (f"{frame.hours[0]:%H:%M}", f"{frame.hours[1]:%H:%M}")
            yield make_clash(kind, about(session, span=timed[:2], hours=hours))


def _outside(timed: Timed, frame: Frame) -> str | None:
    if any(opens <= timed.start and timed.end <= closes for opens, closes in frame.open_spans):
        return None
    starts_on_a_day = any(first <= timed.start < after for first, after in (*frame.days, *frame.open_spans))
    return "outside_day" if starts_on_a_day else "not_an_event_day"


def _without_presenter(session: AgendaSession) -> Iterator[Slot | None]:
    """Best practices that nobody presents: slots, or None for the session. One slot alone may share the session's."""
    shows_practices = session.type == "best_practice"
    slots = [slot for slot in session.slots if slot.practice or shows_practices]
    if not slots and not (shows_practices and not session.slots):
        return
    presented = {a.slot for a in session.appearances if a.role in _PRESENTING}
    if not slots:
        if not presented:
            yield None
        return
    is_shared = len(slots) == 1 and None in presented
    yield from (slot for slot in slots if slot.id not in presented and not is_shared)


# Rooms


def _rooms_twice(timed: list[Timed], frame: Frame) -> Iterator[Clash]:
    by_room: dict[str, list[Timed]] = defaultdict(list)
    for entry in timed:
        if entry.session.room is not None:
            by_room[entry.session.room].append(entry)
    about = about_in(frame)
    for room_id, entries in by_room.items():
        room = frame.programme.rooms_by_id.get(room_id)
        if room is not None:
            for one, other in _overlaps(entries):
                yield _clash_of_pair("room_twice", one, other, about, room)


def _overlaps(entries: Iterable[Timed]) -> Iterator[tuple[Timed, Timed]]:
    """Every two that overlap, of entries in order of time."""
    running: list[Timed] = []
    for entry in entries:
        running = [earlier for earlier in running if earlier.end > entry.start]
        yield from ((earlier, entry) for earlier in running)
        running.append(entry)


def _clash_of_pair(kind: str, one: Timed, other: Timed, about: Callable[..., About], room: Room | None = None) -> Clash:
    first, second = in_order(one, other)
    span = (max(one.start, other.start), min(one.end, other.end))
    return make_clash(kind, about(first.session, second.session, room=room, span=span))


def _during_breaks(timed: list[Timed], frame: Frame) -> Iterator[Clash]:
    """Whatever is on during a break for everybody. The sessions between two breaks are dropped only at the second."""
    about = about_in(frame)
    breaks: list[Timed] = []
    running: list[Timed] = []
    for entry in timed:
        if entry.session.type == _GOES_ON_IN_BREAKS:
            continue
        breaks = [pause for pause in breaks if pause.end > entry.start]
        for pause in breaks:
            yield _break_clash(pause, entry, about)
        if entry.is_for_everybody:
            running = [session for session in running if session.end > entry.start]
            for session in running:
                yield _break_clash(entry, session, about)
            breaks.append(entry)
        else:
            running.append(entry)


def _break_clash(pause: Timed, entry: Timed, about: Callable[..., About]) -> Clash:
    """The break is named first, unless both are breaks."""
    if entry.is_for_everybody:
        return _clash_of_pair("during_break", pause, entry, about)
    span = (max(pause.start, entry.start), min(pause.end, entry.end))
    return make_clash("during_break", about(pause.session, entry.session, span=span))


def _is_break_or(entry: Timed, mine: Timed) -> bool:
    return entry is mine or entry.is_for_everybody
