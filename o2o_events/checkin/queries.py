"""Who is in, how many, and who came when: always derived from the facts."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, func, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.counting import count_inside, counting_entries
from o2o_events.checkin.one_place import EXPECTED, one_place_each, passages_by_person
from o2o_events.checkin.rules import ACCEPTED, Gate, Passage
from o2o_events.checkin.scanning import answer_of
from o2o_events.db.models import BadgeRow, FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.categories import list_categories
from o2o_events.registers.economies import economy_name, position
from o2o_events.registers.events import Event
from o2o_events.text import fold

NOT_STATED = "not_stated"
AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class EventStatus:
    """The figures of one checkpoint. ``by_*`` count the people who came, each once."""

    registered: int
    people: int
    entries: int
    inside: int
    by_category: dict[str, int]
    by_economy: dict[str, int]
    cross_desk_duplicates: int
    forced: int
    undone: int


@dataclass(frozen=True)
class DayAttendance:
    """One person's day: first in, last out, and the entries that count."""

    day: date
    first_in: datetime | None
    last_out: datetime | None
    entries: int


@dataclass(frozen=True)
class AttendanceRow:
    """One registered or confirmed person, with each day of the event; names as the person writes them."""

    number: int
    registration: str
    person: str
    economy: str | None
    economy_name: str
    title: str
    family_name: str
    given_name: str
    printed_name: str
    own_script_name: str
    gender: str
    position: str
    organisation: str
    sector: str
    category: str
    role: str
    status: str
    badge: str | None
    source: str
    days: tuple[DayAttendance, ...]

    @property
    def is_no_show(self) -> bool:
        return not any(day.entries for day in self.days)


@dataclass(frozen=True)
class RecentScan:
    """One of the last scans, and whether it was taken back since."""

    answer: ScanAnswer
    is_undone: bool


def event_status(tx: Tx, event: Event, checkpoint: Checkpoint) -> EventStatus:
    """The figures of a checkpoint, by event time."""
    gate = checkpoint.gate(event)
    passages = passages_by_person(tx, event.id, checkpoint.id)
    counted = {holder: counting_entries(gate, own, event.day_of) for holder, own in passages.items()}
    came = {holder for holder, (entries, _duplicates) in counted.items() if entries}
    today = event.day_of(tx.now())
    by_category, by_economy = _kinds(tx, checkpoint, came)
    return EventStatus(
        registered=_count_registered(tx, event),
        people=len(came),
        entries=sum(len(entries) for entries, _duplicates in counted.values()),
        inside=count_inside(gate, passages, event.day_of, today if today in event.days else None),
        by_category=by_category,
        by_economy=by_economy,
        cross_desk_duplicates=sum(duplicates for _entries, duplicates in counted.values()),
        forced=sum(p.is_forced for own in passages.values() for p in own),
        undone=tx.scalar(_facts_of(checkpoint, "undo")) or 0,
    )


def _count_registered(tx: Tx, event: Event) -> int:
    expected = (
        select(func.count(func.distinct(RegistrationRow.person)))
        .select_from(RegistrationRow)
        .where(RegistrationRow.event == event.id, ~RegistrationRow.deleted, RegistrationRow.status.in_(EXPECTED))
    )
    return tx.scalar(expected) or 0


def _facts_of(checkpoint: Checkpoint, kind: str) -> Any:
    return (
        select(func.count(func.distinct(FactRow.refers)))
        .select_from(FactRow)
        .where(FactRow.checkpoint == checkpoint.id, FactRow.kind == kind)
    )


def _kinds(tx: Tx, checkpoint: Checkpoint, came: set[str]) -> tuple[dict[str, int], dict[str, int]]:
    """How many of those who came, per category code and per economy name in APEC's order.

    Somebody whose registration is not on this desk yet has a category (on the badge) but no economy.
    """
    rows = tx.execute(
        select(RegistrationRow.id, RegistrationRow.category, PersonRow.economy).join(
            PersonRow, RegistrationRow.person == PersonRow.id
        )
    )
    known = {row.id: (row.category, row.economy) for row in rows if row.id in came}
    strangers = came - known.keys()
    if strangers:
        scans = select(FactRow.badge, FactRow.body).where(
            FactRow.checkpoint == checkpoint.id, FactRow.kind == "scan", FactRow.badge.in_(strangers)
        )
        known |= {row.badge: (json.loads(row.body).get("category", NOT_STATED), None) for row in tx.execute(scans)}
    categories = Counter(category for category, _economy in known.values())
    origins = Counter(economy for _category, economy in known.values())
    numbers = {category.code: category.number for category in list_categories(tx)}
    return (
        {code: categories[code] for code in sorted(categories, key=lambda code: numbers.get(code, len(numbers) + 1))},
        {economy_name(code) or NOT_STATED: origins[code] for code in sorted(origins, key=position)},
    )


def latest_scans(tx: Tx, event: Event, checkpoint: Checkpoint, limit: int = 50) -> list[RecentScan]:
    """The last scans recorded at a checkpoint, newest first, refused ones among them."""
    undo = aliased(FactRow)
    is_undone = exists().where(undo.kind == "undo", undo.checkpoint == checkpoint.id, undo.refers == FactRow.id)
    rows = tx.execute(
        select(FactRow.__table__, is_undone.label("is_undone"))
        .where(FactRow.kind == "scan", FactRow.event == event.id, FactRow.checkpoint == checkpoint.id)
        .order_by(FactRow.hlc.desc(), FactRow.desk, FactRow.seq.desc())
        .limit(limit)
    )
    return [RecentScan(answer_of(tx, row), bool(row.is_undone) and row.outcome in ACCEPTED) for row in rows]


def attendance_rows(tx: Tx, event: Event, checkpoint: Checkpoint) -> list[AttendanceRow]:
    """Everybody registered or confirmed, no-shows included, in APEC's order, then by family name."""
    passages = passages_by_person(tx, event.id, checkpoint.id)
    badges = select(BadgeRow.registration, BadgeRow.code).where(BadgeRow.revoked_at.is_(None), ~BadgeRow.deleted)
    codes = {row.registration: row.code for row in tx.execute(badges)}
    people: Sequence[AnyRow] = tx.execute(
        select(*_ATTENDEE)
        .join(RegistrationRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id, ~RegistrationRow.deleted, RegistrationRow.status.in_(EXPECTED))
    ).all()
    again = one_place_each(tx, event.id, ())
    people = [row for row in people if row.registration not in again]
    gate = checkpoint.gate(event)
    return [
        _attendance_row(number, row, codes, _days(event, gate, passages.get(row.registration, ())))
        for number, row in enumerate(sorted(people, key=_alphabetical), 1)
    ]


_ATTENDEE: Final = (
    PersonRow.id.label("person"),
    PersonRow.economy,
    PersonRow.title,
    PersonRow.family_name,
    PersonRow.given_name,
    PersonRow.printed_name,
    PersonRow.own_script_name,
    PersonRow.gender,
    PersonRow.position,
    PersonRow.organisation,
    PersonRow.sector,
    RegistrationRow.id.label("registration"),
    RegistrationRow.category,
    RegistrationRow.roles,
    RegistrationRow.status,
    RegistrationRow.source,
)


def _alphabetical(row: AnyRow) -> tuple[int, str, str, str]:
    return position(row.economy), fold(row.family_name or row.printed_name), fold(row.given_name), row.person


def _days(event: Event, gate: Gate, passages: tuple[Passage, ...]) -> tuple[DayAttendance, ...]:
    if not passages:
        return tuple(DayAttendance(day, None, None, 0) for day in event.days)
    counting, _duplicates = counting_entries(gate, passages, event.day_of)
    days = []
    for day in event.days:
        entries = [p.at for p in counting if event.day_of(p.at) == day]
        exits = [p.at for p in passages if not p.is_entry and event.day_of(p.at) == day]
        days.append(DayAttendance(day, min(entries, default=None), max(exits, default=None), len(entries)))
    return tuple(days)


def _attendance_row(number: int, row: AnyRow, codes: dict[str, str], days: tuple[DayAttendance, ...]) -> AttendanceRow:
    return AttendanceRow(
        number=number,
        registration=row.registration,
        person=row.person,
        economy=row.economy,
        economy_name=economy_name(row.economy),
        title=row.title,
        family_name=row.family_name,
        given_name=row.given_name,
        printed_name=row.printed_name,
        own_script_name=row.own_script_name,
        gender=row.gender,
        position=row.position,
        organisation=row.organisation,
        sector=row.sector,
        category=row.category,
        role=row.roles[0] if row.roles else row.category,
        status=row.status,
        badge=codes.get(row.registration),
        source=row.source,
        days=days,
    )
