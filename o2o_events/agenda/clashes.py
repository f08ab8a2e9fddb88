"""What is wrong in a programme (pure): what is in two places, what does not fit, what is missing.

Touching is no overlap. A cancelled session clashes with nothing. A break in a room occupies it like any session; a
break without a room is for everybody, so that nothing else should be on. Somebody is busy for the whole session, or
for their slot where they have one; two speakers who are one registered person are one body.

Everything is swept in order of time, by room and by person, so that the work grows with the sessions and the
clashes, not with the pairs of sessions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import inf
from typing import NamedTuple

from o2o_events.agenda.clash import SEVERITIES, SEVERITY, About, Clash, Span, make_clash
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Slot, Speaker
from o2o_events.agenda.session_types import PAUSES

__all__ = ["WALKING_MINUTES", "Clash", "clashes_of", "find_clashes"]

WALKING_MINUTES = 5
"""How long it takes to another room, unless told otherwise."""
FOR_EVERYBODY = frozenset({"break", "lunch", "group_photo", "reception"})
"""Without a room of their own, these are for everybody."""
_NEEDS_NO_ROOM = PAUSES | {"site_visit"}
_GOES_ON_IN_BREAKS = "registration"
_PRESENTING = frozenset({"presenter", "speaker", "keynote", "panelist"})
_KINDS_OF_ROLES = {"interpreter": "interpreter_twice", "moderator": "moderator_twice", "chair": "moderator_twice"}
_WEIGHT = {"interpreter": 3, "moderator": 2, "chair": 2}
Hours = tuple[time, time]
"""When a day opens and closes, in venue time."""


class _Timed(NamedTuple):
    """A session that takes place, as numbers that compare fast."""

    start: float
    end: float
    session: AgendaSession

    @property
    def is_for_everybody(self) -> bool:
        return self.session.room is None and self.session.type in FOR_EVERYBODY


class _Busy(NamedTuple):
    """A stretch in which a body is busy with a session; ``role`` is the one that weighs most there."""

    start: float
    end: float
    session: str
    timed: _Timed
    speaker: Speaker
    role: str


@dataclass(frozen=True)
class _Frame:
    """What sessions are checked against."""

    programme: Programme
    walking: float
    hours: Hours | None
    open_spans: tuple[Span, ...]
    days: tuple[Span, ...]


def find_clashes(
    programme: Programme, *, walking_minutes: int = WALKING_MINUTES, day_hours: Hours | None = None
) -> list[Clash]:
    """Everything that is wrong: errors first, then by time.

    ``day_hours`` is when each day opens and closes; without it a day is from midnight to midnight.
    """
    frame = _frame(programme, walking_minutes, day_hours)
    going = [session for session in programme.sessions if not session.is_cancelled]
    timed = sorted(filter(None, map(_timed, going)), key=_start_and_end)
    found = [clash for session in going for clash in _alone(session, frame)]
    found += _rooms_twice(timed, frame)
    found += _during_breaks(timed, frame)
    found += _people(timed, frame)
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
    mine = _timed(moved)
    if mine is not None:
        others = [t for s in programme.sessions if s.id != moved.id and not s.is_cancelled and (t := _timed(s))]
        near = sorted([mine, *(t for t in others if _overlap(mine, t))], key=_start_and_end)
        found += _rooms_twice([t for t in near if t.session.room == moved.room], frame)
        found += _during_breaks(near if mine.is_for_everybody else [t for t in near if _is_break_or(t, mine)], frame)
        bodies = {_body(s) for a in moved.appearances if (s := programme.speakers_by_id.get(a.speaker))}
        found += _people([mine, *(t for t in others if _shares(t.session, bodies, programme))], frame)
    return sorted((clash for clash in found if moved.id in clash.sessions), key=_order)


def _frame(programme: Programme, walking_minutes: int, hours: Hours | None) -> _Frame:
    def at(day: date, clock: time, later: int = 0) -> float:
        return datetime.combine(day + timedelta(days=later), clock, programme.zone).timestamp()

    days = tuple((at(day, time()), at(day, time(), 1)) for day in programme.days)
    open_spans = days
    if hours is not None:
        opens, closes = hours
        open_spans = tuple((at(day, opens), at(day, closes, int(closes <= opens))) for day in programme.days)
    return _Frame(programme, walking_minutes * 60.0, hours, open_spans, days)


def _timed(session: AgendaSession) -> _Timed | None:
    if session.starts_at is None:
        return None
    start = session.starts_at.timestamp()
    return _Timed(start, start + session.minutes * 60, session)


def _start_and_end(entry: _Timed) -> tuple[float, float]:
    return entry.start, entry.end


def _overlap(first: _Timed, second: _Timed) -> bool:
    return first.start < second.end and second.start < first.end


def _order(clash: Clash) -> tuple[int, float, str, tuple[str, ...], str, str]:
    starts_at = clash.about.sessions[0].starts_at
    start = inf if starts_at is None else starts_at.timestamp()
    rank = SEVERITIES.index(SEVERITY[clash.kind])
    return rank, start, clash.kind, clash.sessions, clash.slot or "", clash.speaker or ""


def _pair(first: _Timed, second: _Timed) -> tuple[_Timed, _Timed]:
    """By start, and by id where they start together, so that a clash reads the same however it was found."""
    return (first, second) if (first.start, first.session.id) <= (second.start, second.session.id) else (second, first)


# What is wrong with a session whatever the others are


def _alone(session: AgendaSession, frame: _Frame) -> Iterator[Clash]:
    about = _about(frame)
    room = frame.programme.rooms_by_id.get(session.room or "")
    if room and room.capacity is not None and session.expected is not None and session.expected > room.capacity:
        yield make_clash("room_too_small", about(session, room=room, amounts=(session.expected, room.capacity)))
    if session.slots:
        together = sum(slot.minutes for slot in session.slots)
        if together > session.minutes:
            yield make_clash("slots_too_long", about(session, amounts=(together, session.minutes)))
    for slot in _without_presenter(session):
        yield make_clash("practice_without_presenter", about(session, slot=slot))
    timed = _timed(session)
    if timed is not None:
        if room is None and session.type not in _NEEDS_NO_ROOM:
            yield make_clash("without_room", about(session, span=timed[:2]))
        if kind := _outside(timed, frame):
            hours = frame.hours and (f"{frame.hours[0]:%H:%M}", f"{frame.hours[1]:%H:%M}")
            yield make_clash(kind, about(session, span=timed[:2], hours=hours))


def _about(frame: _Frame) -> Callable[..., About]:
    zone = frame.programme.zone

    def about(*sessions: AgendaSession, **fields: object) -> About:
        return About(sessions, zone, **fields)  # type: ignore[arg-type]  # whichever of its fields

    return about


def _outside(timed: _Timed, frame: _Frame) -> str | None:
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


def _rooms_twice(timed: list[_Timed], frame: _Frame) -> Iterator[Clash]:
    by_room: dict[str, list[_Timed]] = defaultdict(list)
    for entry in timed:
        if entry.session.room is not None:
            by_room[entry.session.room].append(entry)
    about = _about(frame)
    for room_id, entries in by_room.items():
        room = frame.programme.rooms_by_id.get(room_id)
        if room is not None:
            for one, other in _overlaps(entries):
                yield _clash_of_pair("room_twice", one, other, about, room)


def _overlaps(entries: Iterable[_Timed]) -> Iterator[tuple[_Timed, _Timed]]:
    """Every two that overlap, of entries in order of time."""
    running: list[_Timed] = []
    for entry in entries:
        running = [earlier for earlier in running if earlier.end > entry.start]
        yield from ((earlier, entry) for earlier in running)
        running.append(entry)


def _clash_of_pair(
    kind: str, one: _Timed, other: _Timed, about: Callable[..., About], room: Room | None = None
) -> Clash:
    first, second = _pair(one, other)
    span = (max(one.start, other.start), min(one.end, other.end))
    return make_clash(kind, about(first.session, second.session, room=room, span=span))


def _during_breaks(timed: list[_Timed], frame: _Frame) -> Iterator[Clash]:
    """Whatever is on during a break for everybody. The sessions between two breaks are dropped only at the second."""
    about = _about(frame)
    breaks: list[_Timed] = []
    running: list[_Timed] = []
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


def _break_clash(pause: _Timed, entry: _Timed, about: Callable[..., About]) -> Clash:
    """The break is named first, unless both are breaks."""
    if entry.is_for_everybody:
        return _clash_of_pair("during_break", pause, entry, about)
    span = (max(pause.start, entry.start), min(pause.end, entry.end))
    return make_clash("during_break", about(pause.session, entry.session, span=span))


def _is_break_or(entry: _Timed, mine: _Timed) -> bool:
    return entry is mine or entry.is_for_everybody


# People


def _people(timed: list[_Timed], frame: _Frame) -> Iterator[Clash]:
    about = _about(frame)
    by_body: dict[str, list[_Busy]] = defaultdict(list)
    for entry in timed:
        if entry.session.appearances:
            for body, stretches in _busy(entry, frame.programme.speakers_by_id).items():
                by_body[body] += stretches
    for stretches in by_body.values():
        yield from _unavailable(stretches, about)
        if len(stretches) > 1:
            stretches.sort()  # by start, end and session: no two have all three
            yield from _in_two_places(stretches, frame.walking, about)


def _body(speaker: Speaker) -> str:
    return speaker.person or speaker.id


def _shares(session: AgendaSession, bodies: set[str], programme: Programme) -> bool:
    speakers = programme.speakers_by_id
    return any(_body(speaker) in bodies for a in session.appearances if (speaker := speakers.get(a.speaker)))


def _busy(entry: _Timed, speakers: Mapping[str, Speaker]) -> dict[str, list[_Busy]]:
    """By body, when a session needs them; no stretch twice."""
    session = entry.session
    start, end = entry.start, entry.end
    slots = _slot_spans(entry) if session.slots else {}
    busy: dict[str, list[_Busy]] = {}
    for appearance in session.appearances:
        speaker = speakers.get(appearance.speaker)
        if speaker is None:
            continue
        first, last = slots.get(appearance.slot, (start, end))
        stretch = _Busy(first, last, session.id, entry, speaker, appearance.role)
        busy.setdefault(speaker.person or speaker.id, []).append(stretch)
    return {body: _as_one(stretches) if len(stretches) > 1 else stretches for body, stretches in busy.items()}


def _as_one(stretches: list[_Busy]) -> list[_Busy]:
    """Several parts in one session: the role that weighs most stands for all."""
    role = max((busy.role for busy in stretches), key=_role_weight)
    speaker = min((busy.speaker for busy in stretches), key=lambda speaker: speaker.id)
    first = stretches[0]
    spans = sorted({(busy.start, busy.end) for busy in stretches})
    return [_Busy(start, end, first.session, first.timed, speaker, role) for start, end in spans]


def _role_weight(role: str) -> tuple[int, str]:
    return _WEIGHT.get(role, 1), role


def _slot_spans(entry: _Timed) -> dict[str | None, Span]:
    spans: dict[str | None, Span] = {}
    at = entry.start
    for slot in entry.session.slots:
        spans[slot.id] = (at, at + slot.minutes * 60)
        at += slot.minutes * 60
    return spans


def _unavailable(stretches: list[_Busy], about: Callable[..., About]) -> Iterator[Clash]:
    """Once a session and speaker: the first stretch that is not wholly within when they can be there."""
    told: set[str] = set()
    for busy in stretches:
        windows = busy.speaker.available
        if windows is not None and busy.session not in told and not _is_within(busy, windows):
            told.add(busy.session)
            yield make_clash("speaker_unavailable", about(busy.timed.session, speaker=busy.speaker, span=busy[:2]))


def _is_within(busy: _Busy, windows: Iterable[tuple[datetime, datetime]]) -> bool:
    """Windows that touch or overlap are one."""
    reached = busy.start
    for opens, closes in sorted((a.timestamp(), b.timestamp()) for a, b in windows):
        if opens <= reached <= closes:
            reached = closes
            if reached >= busy.end:
                return True
    return False


def _in_two_places(stretches: list[_Busy], walking: float, about: Callable[..., About]) -> Iterator[Clash]:
    """Once for every two sessions: at the same time, or too close for the way between their rooms."""
    together: dict[tuple[str, str], tuple[_Busy, _Busy]] = {}
    close: dict[tuple[str, str], tuple[_Busy, _Busy]] = {}
    running: list[_Busy] = []
    for busy in stretches:
        running = [earlier for earlier in running if earlier.end > busy.start or earlier.end + walking > busy.start]
        for earlier in running:
            if earlier.session == busy.session:
                continue
            one, other = sorted((earlier.session, busy.session))
            if earlier.end > busy.start:
                together.setdefault((one, other), (earlier, busy))
            elif _are_in_two_rooms(earlier.timed.session, busy.timed.session):
                close.setdefault((one, other), (earlier, busy))
        running.append(busy)
    for earlier, busy in together.values():
        yield _twice(earlier, busy, about)
    for key, (earlier, busy) in close.items():
        if key not in together:
            gap = int(busy.start - earlier.end) // 60
            sessions = (earlier.timed.session, busy.timed.session)
            yield make_clash(
                "no_time_to_change_room", about(*sessions, speaker=busy.speaker, amounts=(gap, round(walking / 60)))
            )


def _are_in_two_rooms(one: AgendaSession, other: AgendaSession) -> bool:
    return one.room is not None and other.room is not None and one.room != other.room


def _twice(one: _Busy, other: _Busy, about: Callable[..., About]) -> Clash:
    role = max(one.role, other.role, key=_role_weight)
    kind = _KINDS_OF_ROLES.get(role, "speaker_twice")
    span = (max(one.start, other.start), min(one.end, other.end))
    first, _second = _pair(one.timed, other.timed)
    if first is not one.timed:
        one, other = other, one
    sessions = (one.timed.session, other.timed.session)
    return make_clash(kind, about(*sessions, speaker=other.speaker, span=span, roles=(one.role, other.role)))
