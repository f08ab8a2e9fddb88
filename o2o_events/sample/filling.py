"""Fills a new project with the sample: events, illustrative people, badges, agendas, registers, feedback."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events import paths
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.queries import badges_to_print, record_prints
from o2o_events.checkin.checkpoints import add_checkpoint
from o2o_events.db.transaction import Tx
from o2o_events.people.registration import PersonDetails, RegistrationDetails, add_person
from o2o_events.registers.events import Event, add_event
from o2o_events.sample.feedback import add_feedback
from o2o_events.sample.programme import add_agenda, add_practices
from o2o_events.sample.registers import add_registers

PRINTED_SHEETS = 9
"""Sheets of eight badges that are printed already; the others are left to print."""
_PERSON_FIELDS = frozenset(field.name for field in fields(PersonDetails))
Row = Mapping[str, str]


@dataclass(frozen=True)
class Sample:
    """The sample as its files hold it."""

    events: list[dict[str, Any]]
    people: dict[str, Row]
    registrations: list[Row]


def read_sample() -> Sample:
    """Reads the sample's files."""
    return Sample(
        events=json.loads(paths.resource("sample", "events.json").read_text(encoding="utf-8")),
        people={row["number"]: row for row in _rows("people.csv")},
        registrations=_rows("registrations.csv"),
    )


def fill_sample(app: App) -> None:
    """Adds the sample to a new project, in one transaction; the first event's day is today at its venue."""
    sample = read_sample()
    today = app.now().astimezone(ZoneInfo(sample.events[0]["timezone"])).date()
    with app.database.write() as tx:
        events = [_add_event(tx, described, today) for described in sample.events]
        persons: dict[str, str] = {}
        for event in events:
            persons |= _register(tx, event, sample, is_late=False)
        _issue_and_print(tx, events[0])
        for event in events:
            persons |= _register(tx, event, sample, is_late=True)
        practices = add_practices(tx)
        for event in events:
            add_agenda(tx, event, sample.people, persons, practices)
        add_registers(tx, events, today)
        add_feedback(tx, events[0])


def _rows(name: str) -> list[Row]:
    with paths.resource("sample", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add_event(tx: Tx, described: Mapping[str, Any], today: date) -> Event:
    event = add_event(
        tx,
        code=described["code"],
        name=described["name"],
        economy=described["economy"],
        venue=described["venue"],
        timezone=described["timezone"],
        days=[today + timedelta(days=offset) for offset in described["day_offsets"]],
        target=described["target"],
    )
    for checkpoint in described["checkpoints"]:
        limits = {key: value for key, value in checkpoint.items() if key not in ("opens", "closes")}
        add_checkpoint(
            tx,
            event=event,
            opens_at=_moment(event, today, checkpoint.get("opens")),
            closes_at=_moment(event, today, checkpoint.get("closes")),
            **limits,
        )
    return event


def _moment(event: Event, today: date, at: tuple[int, str] | None) -> datetime | None:
    if at is None:
        return None
    offset, clock = at
    return datetime.combine(today + timedelta(days=offset), time.fromisoformat(clock), event.zone)


def _register(tx: Tx, event: Event, sample: Sample, *, is_late: bool) -> dict[str, str]:
    """Registers people; answers each one's id by their number in the list."""
    persons = {}
    for row in sample.registrations:
        if row["event"] == event.code and (row["late"] == "yes") == is_late:
            person = {key: value for key, value in sample.people[row["person"]].items() if key in _PERSON_FIELDS}
            details = PersonDetails(**person)
            added = add_person(tx, event=event, details=details, registration=_details(row, event))
            persons[row["person"]] = added.person
    return persons


def _details(row: Row, event: Event) -> RegistrationDetails:
    return RegistrationDetails(
        category=row["category"],
        roles=row["roles"].split(),
        status=row["status"],
        days=[event.days[int(number) - 1] for number in row["days"].split()],
        desk_note=row["desk_note"],
        needs_attention=row["attention"] == "yes",
        age_35_or_under=row["age_35_or_under"],
        consent_list="l" in row["consents"],
        consent_survey="s" in row["consents"],
        consent_photo="p" in row["consents"],
        is_funded=row["is_funded"] == "yes",
        source="import",
        source_ref="sample",
        dietary=row["dietary"],
        access=row["access"],
    )


def _issue_and_print(tx: Tx, event: Event) -> None:
    issue_badges(tx, event=event)
    record_prints(tx, event, badges_to_print(tx, event)[: PRINTED_SHEETS * 8], layout="a4-8")
