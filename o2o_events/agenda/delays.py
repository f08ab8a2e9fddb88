"""“We are 15 minutes late”: the rest of the day, moved (pure)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from o2o_events.agenda.actual import UNTOUCHED, Runs
from o2o_events.agenda.clashes import WALKING_MINUTES, Clash, find_clashes
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.errors import UserError
from o2o_events.i18n import _

BOOKED = frozenset({"lunch", "reception", "site_visit"})
"""What others wait for at its time: it stays unless it is told to move."""
SHORTEST = {"break": 10, "lunch": 40}
"""Breaks can be pulled short to so many minutes."""
_GOES_ON_IN_BREAKS = "registration"
MOST_MINUTES = 12 * 60
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Moved:
    """A session with where it was and where it is to be."""

    before: AgendaSession
    after: AgendaSession

    @property
    def minutes(self) -> int:
        """By how much it starts later; negative where earlier."""
        return round((_start(self.after) - _start(self.before)) / _MINUTE)

    @property
    def shortened(self) -> int:
        """By how many minutes it is shorter."""
        return self.before.minutes - self.after.minutes


@dataclass(frozen=True)
class Shifted:
    """A day with a delay carried through.

    ``kept`` stay at their time; ``left_out``, as they are now, are to be cancelled; ``falls_out`` end after
    ``ends_by``; ``clashes`` are those that the programme did not have before. ``minutes_left`` is the delay at the end.
    """

    programme: Programme
    moved: tuple[Moved, ...]
    kept: tuple[AgendaSession, ...]
    left_out: tuple[AgendaSession, ...]
    falls_out: tuple[AgendaSession, ...]
    clashes: tuple[Clash, ...]
    ends_by: datetime | None
    minutes_left: int


def rest_of_day(programme: Programme, from_moment: datetime, runs: Runs | None = None) -> list[AgendaSession]:
    """The sessions of the day that a delay can still move, by start.

    Those to come, and one whose time has come but that nobody started, in a room where sessions are started by hand.
    """
    runs = runs or {}
    day = from_moment.astimezone(programme.zone).date()
    today = [
        s
        for s in programme.sessions
        if s.starts_at is not None and not s.is_cancelled and s.starts_at.astimezone(programme.zone).date() == day
    ]
    marked = {s.room for s in today if not runs.get(s.id, UNTOUCHED).is_untouched}
    rest = [s for s in today if runs.get(s.id, UNTOUCHED).is_untouched and _is_ahead(s, from_moment, s.room in marked)]
    return sorted(rest, key=lambda s: (s.starts_at or from_moment, s.id))


def _is_ahead(session: AgendaSession, moment: datetime, is_marked: bool) -> bool:
    return _start(session) >= moment or (is_marked and moment < _end(session))


def _start(session: AgendaSession) -> datetime:
    assert session.starts_at is not None, "only what is scheduled is moved"
    return session.starts_at


def _end(session: AgendaSession) -> datetime:
    return _start(session) + session.minutes * _MINUTE


def usually_fixed(programme: Programme, from_moment: datetime, runs: Runs | None = None) -> frozenset[str]:
    """The ids of what stays unless told otherwise: lunch, receptions and visits, which others have prepared."""
    return frozenset(s.id for s in rest_of_day(programme, from_moment, runs) if s.type in BOOKED)


def shift(
    programme: Programme,
    *,
    from_moment: datetime,
    minutes: int,
    fixed: Collection[str] | None = None,
    left_out: Collection[str] = (),
    shortens_breaks: bool = False,
    rooms: Collection[str] | None = None,
    ends_by: datetime | None = None,
    runs: Runs | None = None,
    walking_minutes: int = WALKING_MINUTES,
) -> Shifted:
    """Moves the rest of the day by minutes, later or (negative) earlier, and shows what comes of it.

    What is ``fixed`` (``usually_fixed`` without it) stays. Where everybody waits for it, the day is on time again
    after it; where a session beside it goes on, the delay goes on too. ``shortens_breaks``: a break that everybody has
    takes up the delay, down to ``SHORTEST``; what is ``left_out`` likewise gives its time. ``rooms``: only these are
    late, and what has no room stays. ``ends_by``: without it, when the last session of the day was to end.
    Nothing is moved to before ``from_moment``. Raises ``UserError`` for minutes that cannot be meant.
    """
    if minutes == 0 or abs(minutes) > MOST_MINUTES:
        raise UserError(
            _("The day cannot be moved by {minutes} minutes. Give up to {most}, below zero for earlier.").format(
                minutes=minutes, most=MOST_MINUTES
            )
        )
    rest = rest_of_day(programme, from_moment, runs)
    fixed = usually_fixed(programme, from_moment, runs) if fixed is None else frozenset(fixed)
    if rooms is not None:
        fixed = fixed | {s.id for s in rest if s.room not in rooms}
    after: dict[str, AgendaSession] = {}
    delay = _Delay(minutes)
    for session in rest:
        late = delay.at(_start(session))
        is_alone = _is_alone(session, programme)
        if session.id in left_out:
            after[session.id] = replace(session, state="cancelled")
            if is_alone:
                delay.take_up(_end(session), session.minutes)
        elif session.id in fixed:
            if is_alone and rooms is None:
                delay.end(_start(session))
        else:
            given = _given_up(session, late) if shortens_breaks and is_alone else 0
            starts_at = max(_start(session) + late * _MINUTE, min(from_moment, _start(session)))
            after[session.id] = replace(session, starts_at=starts_at, minutes=session.minutes - given)
            delay.take_up(_end(session), given)
    return _shifted(programme, rest, after, fixed, delay, ends_by, walking_minutes)


class _Delay:
    """Minutes late as they change through the day: from a moment of the plan on."""

    def __init__(self, minutes: int) -> None:
        self._minutes = minutes
        self._changes: list[tuple[datetime, int]] = []
        self._ends_at: list[datetime] = []

    def at(self, planned: datetime) -> int:
        """The delay of what was planned to start at a moment."""
        if any(end <= planned for end in self._ends_at):
            return 0
        taken = sum(amount for moment, amount in self._changes if moment <= planned)
        return max(0, self._minutes - taken) if self._minutes > 0 else self._minutes

    def take_up(self, moment: datetime, minutes: int) -> None:
        """From a moment on, the delay is smaller."""
        self._changes.append((moment, minutes))

    def end(self, moment: datetime) -> None:
        """From a moment on, the day is on time."""
        self._ends_at.append(moment)


def _is_alone(session: AgendaSession, programme: Programme) -> bool:
    """Whether nothing else goes on meanwhile, the registration desk aside, so that everybody is there."""
    others = (s for s in programme.sessions if s.starts_at is not None and not s.is_cancelled and s.id != session.id)
    return not any(
        _start(other) < _end(session) and _start(session) < _end(other)
        for other in others
        if other.type != _GOES_ON_IN_BREAKS
    )


def _given_up(session: AgendaSession, late: int) -> int:
    shortest = SHORTEST.get(session.type)
    return 0 if shortest is None else max(0, min(late, session.minutes - shortest))


def _shifted(
    programme: Programme,
    rest: list[AgendaSession],
    after: dict[str, AgendaSession],
    fixed: Collection[str],
    delay: _Delay,
    ends_by: datetime | None,
    walking_minutes: int,
) -> Shifted:
    sessions = tuple(after.get(session.id, session) for session in programme.sessions)
    made = replace(programme, sessions=sessions)
    ends = [_end(session) for session in rest]
    ends_by = ends_by or max(ends, default=None)
    stays = [after.get(s.id, s) for s in rest]
    out = tuple(s for s in stays if not s.is_cancelled and ends_by and _end(s) > ends_by)
    known = set(find_clashes(programme, walking_minutes=walking_minutes))
    new = tuple(c for c in find_clashes(made, walking_minutes=walking_minutes) if c not in known)
    return Shifted(
        programme=made,
        moved=tuple(
            Moved(s, after[s.id]) for s in rest if s.id in after and not after[s.id].is_cancelled and after[s.id] != s
        ),
        kept=tuple(s for s in rest if s.id in fixed and s.id not in after),
        left_out=tuple(s for s in rest if after.get(s.id, s).is_cancelled),
        falls_out=out,
        clashes=new,
        ends_by=ends_by,
        minutes_left=delay.at(max(ends)) if ends else 0,
    )
