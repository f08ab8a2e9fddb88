"""How many came to each session and how many were inside at once, in one pass over the scans of its doors."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import and_, or_, select

from o2o_events.agenda.actual import UNTOUCHED
from o2o_events.agenda.running import read_runs
from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.one_place import one_place_each
from o2o_events.checkin.rules import Verdict
from o2o_events.checkin.session_doors import needs_door
from o2o_events.clock import to_microseconds
from o2o_events.db.models import BadgeRow, FactRow
from o2o_events.indicators.attendees import UNKNOWN, Attendee, categories_on_badges
from o2o_events.indicators.entries import HOLDER, holders_at, standing
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.words import GENDERS, gender_of
from o2o_events.registers.events import Event

_F: Final = FactRow.__table__.c
_B: Final = BadgeRow.__table__.c
_FROM: Final = FactRow.__table__.outerjoin(BadgeRow.__table__, and_(_F.badge == _B.id, _F.registration.is_(None)))
_FIRST: Final = datetime.min.replace(tzinfo=UTC)


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
    places = one_place_each(reading.tx, event.id, holders_at(reading.tx, [d.id for own in doors.values() for d in own]))
    found = []
    for session in programme.sessions:
        own = doors.pop(session.id, [])
        if not own and not needs_door(session):
            continue
        until = runs.get(session.id, UNTOUCHED).ended_at or session.ends_at
        count = SessionCount(session.id, session.label, session.starts_at, session.ends_at)
        found.append(_counted(reading, count, own, until, people, places))
    for name, own in doors.items():
        starts_at = min((door.opens_at for door in own if door.opens_at), default=None)
        ends_at = max((door.closes_at for door in own if door.closes_at), default=None)
        found.append(_counted(reading, SessionCount(None, name, starts_at, ends_at), own, ends_at, people, places))
    return sorted(found, key=lambda c: (c.starts_at is None, c.starts_at or _FIRST, c.title))


def _counted(
    reading: Reading, count: SessionCount, doors: Sequence[Checkpoint], until: datetime | None,
    people: dict[str, Attendee], places: dict[str, str],
) -> SessionCount:  # fmt: skip
    if not doors:
        return count
    end = None if until is None else to_microseconds(until)
    by_gender: dict[str, list[str]] = {gender: [] for gender in GENDERS}
    changes: list[tuple[int, int]] = []
    strangers: dict[str, list[tuple[int, int]]] = {}
    others = 0
    for holder, own in _visits(reading, doors, end, places):
        known = people.get(holder)
        if known is None:
            strangers[holder] = own
        elif known.category in reading.rule.categories:
            by_gender[gender_of(known.gender)].append(known.ref)
            changes += own
        else:
            others += 1
    categories = categories_on_badges(reading.tx, [d.id for d in doors], strangers) if strangers else {}
    for badge, own in strangers.items():
        if categories.get(badge, UNKNOWN) in reading.rule.categories:
            by_gender[UNKNOWN].append(f"badge:{badge}")
            changes += own
        else:
            others += 1
    return SessionCount(
        count.session, count.title, count.starts_at, count.ends_at, True, _peak(changes), others, by_gender
    )


def _visits(
    reading: Reading, doors: Sequence[Checkpoint], end: int | None, places: dict[str, str]
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Everybody who entered by one of the doors, with the moments at which there was one more or one less inside."""
    is_entry = _F.outcome == Verdict.ADMITTED
    rows: Any = reading.tx.connection().execute(
        select(HOLDER, _F.at, is_entry, _F.id)
        .select_from(_FROM)
        .where(or_(*(standing(door.id) for door in doors)))
        .order_by(HOLDER, _F.at, is_entry, _F.id)
    )
    if places:
        rows = sorted((places.get(holder, holder), *rest) for holder, *rest in rows)
    for holder, own in groupby(rows, itemgetter(0)):
        if changes := list(_changes(own, end)):
            yield holder, changes


def _changes(own: Iterable[Any], end: int | None) -> Iterator[tuple[int, int]]:
    """Who did not scan out stays until the end; an exit without an entry is none; a scan at two desks counts once."""
    is_inside, last = False, 0
    seen: set[str] = set()
    for _holder, at, is_entry, scan in own:
        if is_entry != is_inside and scan not in seen:
            yield at, 1 if is_entry else -1
            is_inside, last = is_entry, at
        seen.add(scan)
    if is_inside and end is not None:
        yield max(end, last), -1


def _peak(changes: list[tuple[int, int]]) -> int:
    """The most inside at once; who leaves makes room for who enters at the same moment."""
    changes.sort()
    inside = most = 0
    for _at, change in changes:
        inside += change
        most = max(most, inside)
    return most
