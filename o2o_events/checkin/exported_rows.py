"""Attendance as rows for exported files: the same figures as everywhere, worked out from the facts."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from o2o_events.checkin.checkpoints import Checkpoint, get_checkpoint
from o2o_events.checkin.counting import counting_entries
from o2o_events.checkin.one_place import passages_by_person
from o2o_events.checkin.rules import Passage
from o2o_events.checkin.session_attendance import visited_sessions
from o2o_events.db.models import DeskRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class Attended:
    """Somebody's day at an event. Whose registration is not here has no person, only the badge's category."""

    event: str
    day: date
    person: str | None
    family_name: str | None
    given_name: str | None
    economy: str | None
    gender: str | None
    category: str | None
    first_in: datetime | None
    last_out: datetime | None
    entries: int
    desk: str | None


@dataclass(frozen=True)
class SessionAttended:
    """Somebody at one session; ``minutes_inside`` where it is known when they left or it closed."""

    event: str
    session: str
    starts_at: datetime | None
    person: str | None
    first_in: datetime
    minutes_inside: int | None


def attended_days(tx: Tx, event: Event) -> list[Attended]:
    """A row for each person and day with an entry that counts, or an exit; moments in venue time."""
    checkpoint = get_checkpoint(tx, event)
    gate = checkpoint.gate(event)
    desks = {row.id: row.name for row in tx.scalars(select(DeskRow))}
    people = _people(tx, event)
    strangers = _strangers(tx, checkpoint)
    rows: list[Attended] = []
    for holder, passages in passages_by_person(tx, event.id, checkpoint.id).items():
        counting, _duplicates = counting_entries(gate, passages, event.day_of)
        person = people.get(holder)
        for day in sorted({event.day_of(p.at) for p in counting} | {event.day_of(p.at) for p in _exits(passages)}):
            entries = [p for p in counting if event.day_of(p.at) == day]
            exits = [p.at for p in _exits(passages) if event.day_of(p.at) == day]
            first = min(entries, key=lambda p: p.at, default=None)
            rows.append(
                Attended(
                    event=event.code,
                    day=day,
                    person=person[0].id if person else None,
                    family_name=person[0].family_name if person else None,
                    given_name=person[0].given_name if person else None,
                    economy=(economy_name(person[0].economy) or None) if person else None,
                    gender=person[0].gender if person else None,
                    category=person[1] if person else strangers.get(holder),
                    first_in=event.local(first.at) if first else None,
                    last_out=event.local(max(exits)) if exits else None,
                    entries=len(entries),
                    desk=desks.get(first.desk, first.desk) if first else None,
                )
            )
    return rows


def attended_sessions(tx: Tx, event: Event) -> list[SessionAttended]:
    """A row for each person at each session whose door was scanned; a session of the programme by its title."""
    people = _people(tx, event)
    return [
        SessionAttended(
            event=event.code,
            session=visited.title,
            starts_at=event.local(visited.starts_at) if visited.starts_at else None,
            person=people[visit.holder][0].id if visit.holder in people else None,
            first_in=event.local(visit.first_in),
            minutes_inside=visit.minutes_inside,
        )
        for visited in visited_sessions(tx, event)
        for visit in visited.visits
    ]


def _people(tx: Tx, event: Event) -> dict[str, tuple[PersonRow, str]]:
    """Registration -> the person and the category."""
    rows = tx.execute(
        select(RegistrationRow.id, RegistrationRow.category, PersonRow)
        .join(PersonRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id)
    )
    return {registration: (person, category) for registration, category, person in rows}


def _strangers(tx: Tx, checkpoint: Checkpoint) -> dict[str, str | None]:
    """Badge -> category, of people whose registration has not come here."""
    rows = tx.execute(
        select(FactRow.badge, FactRow.body).where(
            FactRow.checkpoint == checkpoint.id,
            FactRow.kind == "scan",
            FactRow.registration.is_(None),
            FactRow.badge.is_not(None),
        )
    )
    return {str(badge): json.loads(body).get("category") for badge, body in rows}


def _exits(passages: tuple[Passage, ...]) -> list[Passage]:
    return [p for p in passages if not p.is_entry]
