"""How many came to each session and how many were inside at once, in one pass over the scans of its doors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, select

from o2o_events.agenda.actual import UNTOUCHED
from o2o_events.agenda.running import read_runs
from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.rules import Verdict
from o2o_events.checkin.session_doors import needs_door
from o2o_events.clock import to_microseconds
from o2o_events.db.models import BadgeRow, FactRow
from o2o_events.indicators.attendees import UNKNOWN, Attendee, categories_on_badges
from o2o_events.indicators.entries import HOLDER, standing
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.words import GENDERS, gender_of
from o2o_events.registers.events import Event

_F: Final = FactRow.__table__.c
_B: Final = BadgeRow.__table__.c
_FROM: Final = FactRow.__table__.outerjoin(BadgeRow.__table__, and_(_F.badge == _B.id, _F.registration.is_(None)))
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_Passages = list[tuple[int, bool, str]]
"""Somebody's moments at a door, whether each is an entry, and the id of the scan."""


@dataclass(frozen=True)
class SessionCount:
    """A session of the programme, or a door that only names one. ``by_gender`` are references to participants.

    ``others`` came too, and do not count as participants.
    """

    session: str | None
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    has_door: bool = False
    peak: int = 0
    others: int = 0
    by_gender: dict[str, list[str]] = field(default_factory=dict)


def count_sessions(reading: Reading, event: Event) -> list[SessionCount]:
    """Every session that takes place and is no break, with or without a door, and every door, by start."""
    programme, runs = reading.programme(event), read_runs(reading.tx, event)
    doors: dict[str, list[Checkpoint]] = {}
    for checkpoint in reading.checkpoints(event):
        if checkpoint.session is not None:
            doors.setdefault(checkpoint.session, []).append(checkpoint)
    people = {attendee.holder: attendee for attendee in reading.everybody(event)}
    found = []
    for session in programme.sessions:
        own = doors.pop(session.id, [])
        if not own and not needs_door(session):
            continue
        until = runs.get(session.id, UNTOUCHED).ended_at or session.ends_at
        count = SessionCount(session.id, session.label, session.starts_at, session.ends_at)
        found.append(_counted(reading, count, own, until, people))
    for name, own in doors.items():
        starts_at = min((door.opens_at for door in own if door.opens_at), default=None)
        ends_at = max((door.closes_at for door in own if door.closes_at), default=None)
        found.append(_counted(reading, SessionCount(None, name, starts_at, ends_at), own, ends_at, people))
    return sorted(found, key=lambda c: (c.starts_at is None, c.starts_at or _FIRST, c.title))


def _counted(
    reading: Reading, count: SessionCount, doors: Sequence[Checkpoint], until: datetime | None,
    people: dict[str, Attendee],
) -> SessionCount:  # fmt: skip
    if not doors:
        return count
    end = None if until is None else to_microseconds(until)
    passages = _passages(reading, doors)
    strangers = [holder for holder in passages if holder not in people]
    categories = categories_on_badges(reading.tx, [d.id for d in doors], set(strangers)) if strangers else {}
    by_gender: dict[str, list[str]] = {gender: [] for gender in GENDERS}
    changes: list[tuple[int, int]] = []
    others = 0
    for holder, own in passages.items():
        if not any(is_entry for _at, is_entry, _scan in own):
            continue
        known = people.get(holder)
        category = known.category if known is not None else categories.get(holder, UNKNOWN)
        if category not in reading.rule.categories:
            others += 1
            continue
        gender, ref = (gender_of(known.gender), known.ref) if known is not None else (UNKNOWN, f"badge:{holder}")
        by_gender[gender].append(ref)
        changes.extend(_changes(own, end))
    return SessionCount(
        count.session, count.title, count.starts_at, count.ends_at, True, _peak(changes), others, by_gender
    )


def _passages(reading: Reading, doors: Iterable[Checkpoint]) -> dict[str, _Passages]:
    """By holder, whichever of the doors they came through."""
    found: dict[str, _Passages] = {}
    for door in doors:
        rows: Any = reading.tx.connection().execute(
            select(HOLDER, _F.at, _F.outcome, _F.id).select_from(_FROM).where(standing(door.id))
        )
        for holder, at, outcome, scan in rows:
            found.setdefault(holder, []).append((at, outcome == Verdict.ADMITTED, scan))
    return found


def _changes(own: _Passages, end: int | None) -> Iterator[tuple[int, int]]:
    """One more and one less inside. Who did not scan out stays until the end; a scan at two desks counts once."""
    own.sort()
    seen: set[str] = set()
    is_inside = False
    for at, is_entry, scan in own:
        if scan in seen:
            continue
        seen.add(scan)
        if is_entry != is_inside:
            yield at, 1 if is_entry else -1
            is_inside = is_entry
    if is_inside and end is not None:
        yield max(end, own[-1][0]), -1


def _peak(changes: list[tuple[int, int]]) -> int:
    """The most inside at once; who leaves makes room for who enters at the same moment."""
    changes.sort()
    inside = most = 0
    for _at, change in changes:
        inside += change
        most = max(most, inside)
    return most
