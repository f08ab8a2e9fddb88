"""Who is in two places, too far away, or not available: swept body by body, in order of time (pure)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from o2o_events.agenda.clash import About, Clash, Span, make_clash
from o2o_events.agenda.clash_frame import Frame, Timed, about_in, in_order
from o2o_events.agenda.programme import AgendaSession, Programme, Speaker

_KINDS_OF_ROLES = {"interpreter": "interpreter_twice", "moderator": "moderator_twice", "chair": "moderator_twice"}
_WEIGHT = {"interpreter": 3, "moderator": 2, "chair": 2}


class _Busy(NamedTuple):
    """A stretch in which a body is busy with a session; ``role`` is the one that weighs most there."""

    start: float
    end: float
    session: str
    timed: Timed
    speaker: Speaker
    role: str


def people_clashes(timed: list[Timed], frame: Frame) -> Iterator[Clash]:
    """What is wrong for those who have a part in these sessions."""
    about = about_in(frame)
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


def body_of(speaker: Speaker) -> str:
    """Two speakers who are one registered person are one body."""
    return speaker.person or speaker.id


def shares_a_body(session: AgendaSession, bodies: set[str], programme: Programme) -> bool:
    """Whether one of these bodies has a part in the session."""
    speakers = programme.speakers_by_id
    return any(body_of(speaker) in bodies for a in session.appearances if (speaker := speakers.get(a.speaker)))


def _busy(entry: Timed, speakers: Mapping[str, Speaker]) -> dict[str, list[_Busy]]:
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


def _slot_spans(entry: Timed) -> dict[str | None, Span]:
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
    first, _second = in_order(one.timed, other.timed)
    if first is not one.timed:
        one, other = other, one
    sessions = (one.timed.session, other.timed.session)
    return make_clash(kind, about(*sessions, speaker=other.speaker, span=span, roles=(one.role, other.role)))
