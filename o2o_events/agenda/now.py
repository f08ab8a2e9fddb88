"""What is on now and next in each room: what really runs goes before the plan (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from o2o_events.agenda.actual import UNTOUCHED, Run, Runs, is_skipped
from o2o_events.agenda.clashes import FOR_EVERYBODY
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Slot

FORGOTTEN = timedelta(minutes=90)
"""So long after it should have ended, a session that nobody ended is taken to be over."""
UNMARKED = timedelta(minutes=30)
"""So long after its time, a session that nobody started is taken to be on."""
RUNNING, DUE, PLANNED, COMING = "running", "due", "planned", "coming"


@dataclass(frozen=True)
class SlotOn:
    """A slot with when it really began, or will by what is known, and when its time is up."""

    slot: Slot
    starts_at: datetime
    ends_at: datetime
    is_started: bool
    is_missing: bool = False

    def seconds_left(self, at: datetime) -> int:
        """Seconds of its time that are left; negative where it is over its time."""
        return round((self.ends_at - at).total_seconds())


@dataclass(frozen=True)
class SessionOn:
    """A session as it is seen now.

    ``state``: running (somebody started it), due (its time has come, but nobody started it, in a room where others
    were started), planned (its time has come, by the plan alone), coming. ``starts_at`` and ``ends_at`` are expected
    where they are not known; ``late`` is minutes after the plan.
    """

    session: AgendaSession
    state: str
    starts_at: datetime
    ends_at: datetime
    slot: SlotOn | None = None
    next_slot: SlotOn | None = None

    @property
    def planned_at(self) -> datetime:
        return self.session.starts_at or self.starts_at

    @property
    def late(self) -> int:
        """Minutes after the plan, from 1 on."""
        return max(0, round((self.starts_at - self.planned_at) / timedelta(minutes=1)))

    def minutes_over(self, at: datetime) -> int:
        """Minutes by which it goes on after its planned end."""
        planned_end = self.session.ends_at or self.ends_at
        return max(0, int((at - planned_end) / timedelta(minutes=1))) if self.state == RUNNING else 0


@dataclass(frozen=True)
class RoomNow:
    """One room, or without a room what is for everybody. ``then`` are the sessions of its day after the next."""

    room: Room | None
    now: SessionOn | None
    next: SessionOn | None
    then: tuple[SessionOn, ...] = ()

    @property
    def late(self) -> int:
        """Minutes that this room is behind the plan."""
        return self.now.late if self.now and self.now.state in (RUNNING, DUE) else self.next.late if self.next else 0


@dataclass(frozen=True)
class _Timed:
    """A session of the day."""

    session: AgendaSession
    starts_at: datetime
    ends_at: datetime

    @property
    def is_shared(self) -> bool:
        """A break for everybody."""
        return self.session.room is None and self.session.type in FOR_EVERYBODY


@dataclass(frozen=True)
class _Day:
    """The moment, and what is known of the day by then."""

    runs: Runs
    at: datetime
    running: frozenset[str]


def now_and_next(programme: Programme, runs: Runs, at: datetime) -> list[RoomNow]:
    """Every room by its place, after what is for everybody where there is such today; cancelled sessions left out.

    A break without a room of its own is on in every room that has nothing else.
    """
    today = _today(programme, at)
    day = _Day(runs, at, _running_ids(today, runs, at))
    rows = []
    if roomless := [s for s in today if s.session.room is None]:
        now, later = _line_up(roomless, day)
        rows.append(RoomNow(None, now, *_split(later)))
    for room in programme.rooms:
        now, later = _line_up([s for s in today if s.session.room == room.id or s.is_shared], day)
        rows.append(RoomNow(room, now, *_split(later)))
    return rows


def _split(following: Sequence[SessionOn]) -> tuple[SessionOn | None, tuple[SessionOn, ...]]:
    return (following[0], tuple(following[1:])) if following else (None, ())


def _today(programme: Programme, at: datetime) -> list[_Timed]:
    """The sessions of the moment's venue day, and whatever goes on over midnight, in order."""
    zone = programme.zone
    day = at.astimezone(zone).date()
    found = []
    for session in programme.sessions:
        if session.starts_at is None or session.ends_at is None or session.is_cancelled:
            continue
        if session.starts_at.astimezone(zone).date() == day or session.starts_at <= at < session.ends_at:
            found.append(_Timed(session, session.starts_at, session.ends_at))
    return sorted(found, key=lambda entry: (entry.starts_at, entry.ends_at, entry.session.id))


def _line_up(entries: list[_Timed], day: _Day) -> tuple[SessionOn | None, list[SessionOn]]:
    """What is on in one place, and what is to come there with when it is expected."""
    running = [e for e in entries if e.session.id in day.running]
    waiting = [e for e in entries if _run(e, day.runs).is_untouched]
    due = [e for e in waiting if e.starts_at <= day.at < e.ends_at]
    now: SessionOn | None = None
    if running:
        now = _running(max(running, key=lambda e: (_run(e, day.runs).started_at or e.starts_at, e.starts_at)), day)
    elif due:
        is_marked = any(not _run(e, day.runs).is_untouched for e in entries)
        now = _due(max(due, key=lambda e: (not e.is_shared, e.starts_at)), day, is_marked=is_marked)
    coming = [e for e in waiting if day.at < e.ends_at]
    if now is not None and now.state != RUNNING:
        coming = [e for e in coming if e.starts_at > day.at]
    free_from = now.ends_at if now is not None and now.state != PLANNED else day.at
    later = []
    for entry in coming:
        starts = max(entry.starts_at, free_from)
        later.append(_coming(entry, starts, day))
        free_from = later[-1].ends_at if starts > entry.starts_at else day.at
    return now, later


def _running_ids(entries: list[_Timed], runs: Runs, at: datetime) -> frozenset[str]:
    """Those started and not ended; starting what follows in the same place ends one, and so does being forgotten."""
    return frozenset(
        e.session.id
        for e in entries
        if _run(e, runs).is_running and not _is_forgotten(e, runs, at) and not _is_superseded(e, entries, runs)
    )


def _is_forgotten(entry: _Timed, runs: Runs, at: datetime) -> bool:
    started = _run(entry, runs).started_at or entry.starts_at
    return at > max(started + (entry.ends_at - entry.starts_at), entry.ends_at) + FORGOTTEN


def _is_superseded(entry: _Timed, entries: list[_Timed], runs: Runs) -> bool:
    started = _run(entry, runs).started_at or entry.starts_at
    for other in entries:
        other_started = _run(other, runs).started_at
        if other is entry or other_started is None or other_started <= started:
            continue
        is_for_all = (entry.is_shared or other.is_shared) and other.starts_at >= entry.ends_at
        if is_for_all or other.session.room == entry.session.room:
            return True
    return False


def _run(entry: _Timed, runs: Runs) -> Run:
    return runs.get(entry.session.id, UNTOUCHED)


def _running(entry: _Timed, day: _Day) -> SessionOn:
    started = _run(entry, day.runs).started_at or entry.starts_at
    expected = max(started + (entry.ends_at - entry.starts_at), day.at)
    return SessionOn(entry.session, RUNNING, started, expected, *slots_now(entry.session, day.runs, day.at, started))


def _due(entry: _Timed, day: _Day, *, is_marked: bool) -> SessionOn:
    """Its time has come, but nobody started it.

    Where sessions are started by hand it begins now at best; after a while somebody must have forgotten to.
    """
    state = DUE if is_marked and day.at <= entry.starts_at + UNMARKED else PLANNED
    starts = day.at if state == DUE else entry.starts_at
    slots = slots_now(entry.session, day.runs, day.at, starts) if state == PLANNED else (None, None)
    return SessionOn(entry.session, state, starts, starts + (entry.ends_at - entry.starts_at), *slots)


def _coming(entry: _Timed, starts: datetime, day: _Day) -> SessionOn:
    _slot, following = slots_now(entry.session, day.runs, day.at, starts)
    return SessionOn(entry.session, COMING, starts, starts + (entry.ends_at - entry.starts_at), None, following)


def slots_now(
    session: AgendaSession, runs: Runs, at: datetime, started: datetime
) -> tuple[SlotOn | None, SlotOn | None]:
    """The slot that is on and the one after it, in a session that began (or will) at ``started``.

    Where somebody marks slots, their marks hold; else the slots follow each other by their minutes. A slot whose
    presenter is missing takes no time.
    """
    by_hand = any(not runs.get(slot.id, UNTOUCHED).is_untouched for slot in session.slots)
    timed = _timed_slots(session, runs, at, started)
    if by_hand:
        current = next((s for s in timed if runs.get(s.slot.id, UNTOUCHED).is_running), None)
        waiting = [s for s in timed if runs.get(s.slot.id, UNTOUCHED).is_untouched and not s.is_missing]
        if current is not None:
            waiting = [s for s in waiting if s.slot.position > current.slot.position] or waiting
        return current, next(iter(waiting), None)
    ahead = [s for s in timed if not s.is_missing and at < s.ends_at]
    current = ahead[0] if ahead and ahead[0].starts_at <= at else None
    return current, next((s for s in ahead if s is not current), None)


def _timed_slots(session: AgendaSession, runs: Runs, at: datetime, started: datetime) -> list[SlotOn]:
    timed = []
    moment = started
    for slot in session.slots:
        run = runs.get(slot.id, UNTOUCHED)
        skipped = is_skipped(session, slot, runs) and run.is_untouched
        begins = run.started_at or moment
        ends = begins if skipped else begins + timedelta(minutes=slot.minutes)
        timed.append(SlotOn(slot, begins, ends, run.started_at is not None, skipped))
        moment = run.ended_at or (max(ends, at) if run.is_running else ends)
    return timed
