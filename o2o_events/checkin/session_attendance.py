"""Attendance of sessions: who came through their doors, how long they stayed, how many were inside at once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import TypedDict

from sqlalchemy import select

from o2o_events.agenda.actual import UNTOUCHED
from o2o_events.agenda.programme import AgendaSession
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.running import read_runs
from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.one_place import passages_by_person
from o2o_events.checkin.presence import Stay, minutes_inside, peak_inside, stays
from o2o_events.checkin.rules import Passage
from o2o_events.checkin.session_doors import doors_of, needs_door
from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event

NOT_KNOWN = "not_known"
"""The gender of somebody whose registration is not on this desk."""
_FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    """One person at one session; ``holder`` is the registration, or the badge of somebody unknown here."""

    holder: str
    first_in: datetime
    stays: tuple[Stay, ...]

    @property
    def minutes_inside(self) -> int | None:
        return minutes_inside(self.stays)


@dataclass(frozen=True)
class VisitedSession:
    """A session with its visits, whichever of its doors they came through.

    Where there is no programme, ``session`` is None and ``title`` the name given to the checkpoint.
    """

    session: AgendaSession | None
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    visits: tuple[Visit, ...]


class _Counted(TypedDict):
    checked_in: int
    peak_inside: int
    minutes_inside: float | None
    by_gender: dict[str, int]


@dataclass(frozen=True)
class SessionFigures:
    """One row of the attendance per session. ``has_door`` false: nobody counted, which is not zero people.

    ``minutes_inside`` is the median over those of whom it is known. ``by_gender`` counts those who came.
    """

    session: str | None
    title: str
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    expected: int | None
    capacity: int | None
    has_door: bool
    checked_in: int
    peak_inside: int
    minutes_inside: float | None
    by_gender: dict[str, int]


def visited_sessions(tx: Tx, event: Event) -> list[VisitedSession]:
    """Every session that has a door, by start.

    A stay without an exit lasts until the session really ended, or was to end where nobody marked it.
    """
    programme = read_programme(tx, event).sessions_by_id
    runs = read_runs(tx, event)
    found = []
    for ref, doors in doors_of(tx, event).items():
        session = programme.get(ref)
        ends_at = session.ends_at if session else max((d.closes_at for d in doors if d.closes_at), default=None)
        starts_at = session.starts_at if session else min((d.opens_at for d in doors if d.opens_at), default=None)
        ended_at = runs.get(ref, UNTOUCHED).ended_at
        visits = _visits(tx, doors, ended_at or ends_at)
        found.append(VisitedSession(session, session.label if session else ref, starts_at, ends_at, visits))
    return sorted(found, key=lambda v: (v.starts_at is None, v.starts_at or _FIRST, v.title))


def _visits(tx: Tx, doors: Iterable[Checkpoint], ends_at: datetime | None) -> tuple[Visit, ...]:
    passages: dict[str, list[Passage]] = {}
    for door in doors:
        for holder, own in passages_by_person(tx, door.event, door.id).items():
            passages.setdefault(holder, []).extend(own)
    visits = [
        Visit(holder, min(p.at for p in own if p.is_entry), tuple(stays(own, ends_at)))
        for holder, own in passages.items()
        if any(p.is_entry for p in own)
    ]
    return tuple(sorted(visits, key=lambda visit: (visit.first_in, visit.holder)))


def session_figures(tx: Tx, event: Event) -> list[SessionFigures]:
    """A row for every session that takes place and is no break, with or without a door, by start."""
    programme, runs = read_programme(tx, event), read_runs(tx, event)
    visited = visited_sessions(tx, event)
    by_id = {v.session.id: v for v in visited if v.session}
    genders = _genders(tx, event)
    rows = []
    for session in programme.sessions:
        seen = by_id.get(session.id)
        if seen is None and not needs_door(session):
            continue
        room = programme.rooms_by_id.get(session.room or "")
        run = runs.get(session.id, UNTOUCHED)
        rows.append(
            SessionFigures(
                session=session.id,
                title=session.label,
                room=room.label if room else "",
                starts_at=session.starts_at,
                ends_at=session.ends_at,
                started_at=run.started_at,
                ended_at=run.ended_at,
                expected=session.expected,
                capacity=room.capacity if room else None,
                has_door=seen is not None,
                **_counted(seen.visits if seen else (), genders),
            )
        )
    return rows + [_named_only(v, genders) for v in visited if v.session is None]


def _named_only(visited: VisitedSession, genders: dict[str, str]) -> SessionFigures:
    return SessionFigures(
        session=None,
        title=visited.title,
        room="",
        starts_at=visited.starts_at,
        ends_at=visited.ends_at,
        started_at=None,
        ended_at=None,
        expected=None,
        capacity=None,
        has_door=True,
        **_counted(visited.visits, genders),
    )


def _counted(visits: Iterable[Visit], genders: dict[str, str]) -> _Counted:
    visits = list(visits)
    known = [minutes for visit in visits if (minutes := visit.minutes_inside) is not None]
    counts = Counter(genders.get(visit.holder, NOT_KNOWN) for visit in visits)
    return {
        "checked_in": len(visits),
        "peak_inside": peak_inside(visit.stays for visit in visits),
        "minutes_inside": median(known) if known else None,
        "by_gender": {gender: counts[gender] for gender in sorted(counts)},
    }


def _genders(tx: Tx, event: Event) -> dict[str, str]:
    """Registration -> the gender that the person stated."""
    rows = tx.execute(
        select(RegistrationRow.id, PersonRow.gender)
        .join(PersonRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id)
    )
    return {row.id: row.gender for row in rows}
