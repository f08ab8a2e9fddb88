"""Checking 2,000 sessions: at most 50 ms whole, and at most 2 ms for one session while it is dragged among 500.

The floor of the whole check is the least that any check costs: turning times into numbers, and putting what is in
each room and what each person does in order of time, without comparing anything.
"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random

from harness import Measure, best, middle, seconds
from o2o_events.agenda.clashes import clashes_of, find_clashes
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker

FIRST_DAY = date(2016, 7, 18)
ROOMS = 20
DAYS = 5
MORNING = timedelta(hours=1)
"""09:00 in Taipei, from midnight in UTC."""


def make_programme(amount: int, crowded: bool = False) -> Programme:
    """Sessions of 30 minutes in 20 rooms, with a moderator, two speakers and three slots with presenters each.

    As organisers plan it, some starts collide; crowded, every room is in use four times over.
    """
    draw = Random(7)
    people = [Speaker(f"p{n:04}", f"Person {n}", available=_available(draw, n)) for n in range(amount * 2)]
    step = timedelta(minutes=10 if crowded else 35)
    sessions = []
    for n in range(amount):
        row, room = divmod(n, ROOMS)
        day, place = row % DAYS, row // DAYS
        midnight = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + timedelta(days=day)
        start = midnight + MORNING + place * step + timedelta(minutes=5 * draw.randrange(3))
        sessions.append(_session(f"s{n:04}", start, f"r{room:02}", draw.sample(people, 6)))
    rooms = tuple(Room(f"r{n:02}", {"en": f"Room {n}"}, 80, n) for n in range(ROOMS))
    days = tuple(FIRST_DAY + timedelta(days=n) for n in range(DAYS))
    return Programme("event", "Asia/Taipei", days, rooms, tuple(people), tuple(sessions))


def _available(draw: Random, n: int) -> tuple[tuple[datetime, datetime], ...] | None:
    if n % 10:
        return None
    day = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + timedelta(days=draw.randrange(DAYS))
    return ((day, day + timedelta(days=3)),)


def _session(name: str, start: datetime, room: str, people: list[Speaker]) -> AgendaSession:
    slots = tuple(Slot(f"{name}-{n}", name, n, {"en": f"Slot {n}"}, 10, practice=f"{name}-p{n}") for n in range(3))
    roles = [("moderator", None), ("speaker", None), ("interpreter", None), *(("presenter", s.id) for s in slots)]
    appearances = tuple(
        Appearance(f"{name}-a{n}", who.id, name, role, slot)
        for n, (who, (role, slot)) in enumerate(zip(people, roles, strict=True))
    )
    title = {"en": f"Session {name}"}
    return AgendaSession(
        name, "best_practice", title, 30, start, room, expected=60, slots=slots, appearances=appearances
    )


def _in_order(programme: Programme) -> list[list[tuple[float, float]]]:
    lines: dict[str | None, list[tuple[float, float]]] = defaultdict(list)
    for session in programme.sessions:
        assert session.starts_at is not None
        start = session.starts_at.timestamp()
        span = (start, start + session.minutes * 60)
        lines[session.room].append(span)
        for appearance in session.appearances:
            lines[appearance.speaker].append(span)
    return [sorted(line) for line in lines.values()]


def run() -> list[Measure]:
    planned, crowded, small = make_programme(2000), make_programme(2000, crowded=True), make_programme(500)
    floor, whole, part = (
        best(work, 20) * 1000
        for work in (lambda: _in_order(planned), lambda: find_clashes(planned), lambda: find_clashes(small))
    )
    found, many = len(find_clashes(planned)), len(find_clashes(crowded))
    return [
        Measure(f"clashes: 2,000 sessions, {found} clashes", whole, 1.0, "ms", 50),
        Measure("clashes: the same against putting them in order", whole, floor, "ms", 25),
        Measure("clashes: a session of 2,000 against one of 500", whole / 2000, part / 500, "ms", 2),
        Measure(f"clashes: each of {many} in a crowded programme", _a_clash(crowded, many), 1.0, "us", 50),
        Measure("clashes: dragging one session among 500", _drag(small), 1.0, "ms", 2),
    ]


def _a_clash(programme: Programme, found: int) -> float:
    return best(lambda: find_clashes(programme), 5) * 1e6 / found


def _drag(programme: Programme) -> float:
    """The middle of 200 moves, each by five minutes."""
    session = programme.sessions[250]
    assert session.starts_at is not None
    moves = [replace(session, starts_at=session.starts_at + timedelta(minutes=5 * n)) for n in range(200)]
    return middle([seconds(partial(clashes_of, programme, moved)) for moved in moves]) * 1000
