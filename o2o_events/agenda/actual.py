"""What really happened on the day, derived from the marks that desks made (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from o2o_events.agenda.programme import AgendaSession, Programme, Slot

START, END, RESET, MISSING, PRESENT = "start", "end", "reset", "missing", "present"
EVERYBODY = ""
"""Where no speaker is named, a whole slot or session is meant."""


@dataclass(frozen=True)
class Mark:
    """One thing noted about a session or slot.

    ``subject`` is its id. ``step`` is shared by marks that were made with one key. A ``reset`` takes back the mark
    ``takes_back``; without one, all marks of its subject before it.
    """

    id: str
    subject: str
    outcome: str
    at: datetime
    hlc: int
    desk: str
    step: str
    speaker: str = EVERYBODY
    takes_back: str | None = None


@dataclass(frozen=True)
class Run:
    """How a session or slot ran. ``missing`` are speakers' ids, or ``EVERYBODY``."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    missing: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def is_untouched(self) -> bool:
        return self.started_at is None and self.ended_at is None


Runs = Mapping[str, Run]
"""By the id of the session or slot; what nobody touched is not there."""
UNTOUCHED = Run()


def standing_marks(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that nobody took back, in the order of their clocks, whatever order they arrived in."""
    ordered = sorted(marks, key=lambda mark: (mark.hlc, mark.desk, mark.id))
    taken = {mark.takes_back for mark in ordered if mark.outcome == RESET}
    kept: list[Mark] = []
    for mark in ordered:
        if mark.outcome != RESET:
            if mark.id not in taken:
                kept.append(mark)
        elif mark.takes_back is None:
            kept = [earlier for earlier in kept if earlier.subject != mark.subject]
    return kept


def derive_runs(marks: Iterable[Mark]) -> dict[str, Run]:
    """How everything ran: of two marks that disagree, the later one holds."""
    runs: dict[str, Run] = {}
    for mark in standing_marks(marks):
        runs[mark.subject] = _after(runs.get(mark.subject, UNTOUCHED), mark)
    return runs


def _after(run: Run, mark: Mark) -> Run:
    match mark.outcome:
        case "start":  # one before the end that is known corrects the start; a later one starts again
            is_again = run.ended_at is not None and mark.at >= run.ended_at
            return replace(run, started_at=mark.at, ended_at=None if is_again else run.ended_at)
        case "end":
            return replace(run, ended_at=mark.at)
        case "missing":
            return replace(run, missing=run.missing | {mark.speaker})
        case "present":
            here = run.missing if mark.speaker == EVERYBODY else {mark.speaker, EVERYBODY}
            return replace(run, missing=run.missing - here)
    return run  # a mark of a later version of the program


def is_skipped(session: AgendaSession, slot: Slot, runs: Runs) -> bool:
    """Whether nobody is there to present a slot."""
    missing = runs.get(slot.id, UNTOUCHED).missing
    presenters = {part.speaker for part in session.appearances if part.slot == slot.id}
    return EVERYBODY in missing or (bool(presenters) and presenters <= missing)


@dataclass(frozen=True)
class Step:
    """A mark to be made: ``outcome`` for the session or slot ``subject``."""

    outcome: str
    subject: str


def next_steps(session: AgendaSession, runs: Runs) -> list[Step]:
    """What the one key does next for a session: start it, go on to its next slot, end it.

    After the last slot the session ends with it, unless it was planned longer than its slots (for questions).
    Nothing is left to do for one that is over.
    """
    run = runs.get(session.id, UNTOUCHED)
    if run.is_over:
        return []
    current = next((slot for slot in session.slots if runs.get(slot.id, UNTOUCHED).is_running), None)
    following = _following(session, current, runs)
    steps = [] if run.is_running else [Step(START, session.id)]
    if current is not None:
        steps.append(Step(END, current.id))
    if following is not None:
        return [*steps, Step(START, following.id)]
    has_time_left = sum(slot.minutes for slot in session.slots) < session.minutes
    if run.is_running and (current is None or not has_time_left):
        steps.append(Step(END, session.id))
    return steps


def _following(session: AgendaSession, current: Slot | None, runs: Runs) -> Slot | None:
    """The first slot after the current one that is still to come."""
    slots = list(session.slots)
    touched = [place for place, slot in enumerate(slots) if not runs.get(slot.id, UNTOUCHED).is_untouched]
    after = slots.index(current) if current is not None else max(touched, default=-1)
    waiting = (s for s in slots[after + 1 :] if runs.get(s.id, UNTOUCHED).is_untouched)
    return next((slot for slot in waiting if not is_skipped(session, slot, runs)), None)


@dataclass(frozen=True)
class Compared:
    """A session or slot as it was released, as it is planned now, and as it ran.

    ``change`` is "" or: added (since the release), withdrawn, cancelled, moved.
    """

    session: str
    slot: str | None
    title: str
    room: str
    released_start: datetime | None
    released_end: datetime | None
    planned_start: datetime | None
    planned_end: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    is_missing: bool
    change: str

    @property
    def minutes_late(self) -> int | None:
        """Late to start, against what was promised; negative where early, nothing where it is not known."""
        return _minutes_after(self.started_at, self.released_start or self.planned_start)

    @property
    def minutes_over(self) -> int | None:
        """How much later than promised it ended."""
        return _minutes_after(self.ended_at, self.released_end or self.planned_end)


def _minutes_after(moment: datetime | None, promised: datetime | None) -> int | None:
    return None if moment is None or promised is None else round((moment - promised) / timedelta(minutes=1))


def compare(released: Programme | None, programme: Programme, runs: Runs) -> list[Compared]:
    """Each session with its slots in the order of the promised day: released, planned now, and real."""
    sessions = {s.id: s for s in programme.sessions}
    promised = {s.id: s for s in released.sessions} if released else {}
    rows = []
    for session in _in_order([promised.get(id_) or sessions[id_] for id_ in dict.fromkeys([*promised, *sessions])]):
        rows += _rows_of(programme, released, promised.get(session.id), sessions.get(session.id), runs)
    return rows


def _in_order(sessions: Iterable[AgendaSession]) -> list[AgendaSession]:
    return sorted(sessions, key=lambda s: (s.starts_at is None, s.starts_at or datetime.min, s.label))


def _rows_of(
    programme: Programme,
    released: Programme | None,
    before: AgendaSession | None,
    now: AgendaSession | None,
    runs: Runs,
) -> list[Compared]:
    session = now or before
    assert session is not None
    rooms = programme.rooms_by_id | (released.rooms_by_id if released and now is None else {})
    room = rooms[session.room].label if session.room in rooms else ""
    slots_before = {slot.id: (slot, at) for slot, at in before.slot_times()} if before else {}
    slots_now = {slot.id: (slot, at) for slot, at in now.slot_times()} if now else {}
    run = runs.get(session.id, UNTOUCHED)
    rows = [
        Compared(
            session=session.id,
            slot=None,
            title=session.label,
            room=room,
            released_start=before.starts_at if before else None,
            released_end=before.ends_at if before else None,
            planned_start=now.starts_at if now else None,
            planned_end=now.ends_at if now else None,
            started_at=run.started_at,
            ended_at=run.ended_at,
            is_missing=bool(run.missing),
            change=_change(released, before, now),
        )
    ]
    for id_ in dict.fromkeys([*slots_now, *slots_before]):
        rows.append(_slot_row(rows[0], session, slots_before.get(id_), slots_now.get(id_), runs, released))
    return rows


def _change(released: Programme | None, before: AgendaSession | None, now: AgendaSession | None) -> str:
    if now is None:
        return "withdrawn"
    if now.is_cancelled:
        return "cancelled"
    if released is None:
        return ""
    if before is None:
        return "added"
    is_same = (before.starts_at, before.minutes, before.room) == (now.starts_at, now.minutes, now.room)
    return "" if is_same else "moved"


_Placed = tuple[Slot, datetime | None]


def _slot_row(
    row: Compared,
    session: AgendaSession,
    before: _Placed | None,
    now: _Placed | None,
    runs: Runs,
    released: Programme | None,
) -> Compared:
    placed = now or before
    assert placed is not None
    slot = placed[0]
    run = runs.get(slot.id, UNTOUCHED)
    change = row.change if row.change in ("cancelled", "withdrawn") else ""
    if not change and released is not None:
        if before is None or now is None:
            change = "added" if before is None else "withdrawn"
        elif before[1] != now[1]:
            change = "moved"
    return replace(
        row,
        slot=slot.id,
        title=slot.label,
        released_start=before[1] if before else None,
        released_end=_end(before),
        planned_start=now[1] if now else None,
        planned_end=_end(now),
        started_at=run.started_at,
        ended_at=run.ended_at,
        is_missing=is_skipped(session, slot, runs) or bool(run.missing),
        change=change,
    )


def _end(placed: _Placed | None) -> datetime | None:
    return placed[1] + timedelta(minutes=placed[0].minutes) if placed and placed[1] else None
