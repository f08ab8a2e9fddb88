"""The events of the project: adding, finding, and their days in venue time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import func, or_, select

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import CheckpointRow, EventRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.ids import new_id
from o2o_events.registers.economies import find_economy
from o2o_events.text import clean

ENTRANCE = "Entrance"
"""The checkpoint that every event has."""
MOST = 999


@dataclass(frozen=True)
class Event:
    """One conference of the project; ``days`` are venue days in order, ``closed_on`` the day it was closed on."""

    id: str
    code: str
    number: int
    name: LocalizedText
    economy: str
    venue: str
    timezone: str
    days: tuple[date, ...]
    target: int
    closed_on: date | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def label(self) -> str:
        """Its name in the present language."""
        return self.name.get(language()) or self.name.get("en") or next(iter(self.name.values()))

    def local(self, moment: datetime) -> datetime:
        """A moment in venue time."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """The venue's calendar day of a moment."""
        return self.local(moment).date()

    def day_bounds(self, day: date) -> tuple[datetime, datetime]:
        """First moment of a venue day and of the day after it, in UTC."""
        start = datetime.combine(day, time(), self.zone)
        end = datetime.combine(day + timedelta(days=1), time(), self.zone)
        return start.astimezone(UTC), end.astimezone(UTC)

    def parse_moment(self, text: str) -> datetime:
        """A moment that a person gave: ISO 8601; without an offset it is venue time. Answers UTC.

        Raises ``UserError`` where it is no moment.
        """
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise UserError(
                _("“{text}” is not a moment. Write it like 2016-03-17T09:30, in venue time.").format(text=text)
            ) from error
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)


def from_row(row: EventRow) -> Event:
    days = tuple(date.fromisoformat(day) for day in row.days)
    return Event(
        row.id, row.code, row.number, row.name, row.economy, row.venue, row.timezone, days, row.target, row.closed_on
    )


def list_events(tx: Tx) -> list[Event]:
    """All events, by their first day."""
    rows = tx.scalars(select(EventRow).where(~EventRow.deleted))
    return sorted(map(from_row, rows), key=lambda event: (event.days[0], event.number))


def get_event(tx: Tx, code: str) -> Event:
    """The event with this code, in any case, or with this id.

    Raises ``UserError`` with the codes there are; with the ids where files of two projects brought one code twice.
    """
    wanted = code.strip()
    named = or_(func.lower(EventRow.code) == wanted.lower(), EventRow.id == wanted)
    rows = tx.scalars(select(EventRow).where(~EventRow.deleted, named).order_by(EventRow.id)).all()
    if len(rows) > 1:
        ids = ", ".join(row.id for row in rows)
        raise UserError(
            _("Several events have the code “{code}”. Name the one you mean by its id: {ids}.").format(
                code=code, ids=ids
            )
        )
    if rows:
        return from_row(rows[0])
    codes = ", ".join(event.code for event in list_events(tx))
    if not codes:
        raise UserError(
            _("There is no event yet. Add one with “event add”."),
            in_window=_("There is no event in this project yet. Add one first."),
        )
    raise UserError(_("There is no event “{code}”. Choose one of: {codes}.").format(code=code, codes=codes))


def add_event(
    tx: Tx,
    *,
    code: str,
    name: LocalizedText,
    economy: str,
    venue: str,
    timezone: str,
    days: list[date],
    target: int,
) -> Event:
    """Adds an event with its checkpoint Entrance. Raises ``UserError`` where a value cannot be."""
    code = clean(code)
    if not code:
        raise UserError(_("An event needs a short code, such as VN. Type one and try again."))
    if tx.scalar(select(EventRow.id).where(~EventRow.deleted, func.lower(EventRow.code) == code.lower())):
        raise UserError(_("There is an event “{code}” already. Choose another code.").format(code=code))
    values = event_values(name=name, economy=economy, venue=venue, timezone=timezone, days=days, target=target)
    taken = set(tx.scalars(select(EventRow.number)))
    free = next((n for n in range(1, MOST + 1) if n not in taken), None)
    if free is None:
        raise UserError(_("A project has at most {n} events. Start another project.").format(n=MOST))
    row = EventRow(
        id=new_id(),
        code=code,
        number=free,
        **values,
    )
    tx.add(row)
    tx.flush()
    tx.add(CheckpointRow(id=new_id(), event=row.id, name=ENTRANCE, policy="daily"))
    return from_row(row)


def event_values(
    *, name: LocalizedText, economy: str, venue: str, timezone: str, days: Collection[date], target: int
) -> dict[str, Any]:
    """The fields of an event as they are stored. Raises ``UserError`` where a value cannot be."""
    host = find_economy(economy)
    if host is None or not host.is_member:
        raise UserError(
            _("“{economy}” is not an APEC economy. Give its name or code, such as VN.").format(economy=economy)
        )
    if timezone not in available_timezones():
        raise UserError(_("There is no time zone “{zone}”. Write it like Asia/Ho_Chi_Minh.").format(zone=timezone))
    if not days:
        raise UserError(_("An event needs at least one day. Give it like 2016-03-17."))
    if target < 0:
        raise UserError(_("The target cannot be below zero. Give the number of people expected."))
    return {
        "name": {tag: clean(text) for tag, text in name.items()},
        "economy": host.code,
        "venue": clean(venue),
        "timezone": timezone,
        "days": [day.isoformat() for day in sorted(set(days))],
        "target": target,
    }


def close_event(tx: Tx, *, event: Event, on: date | None = None) -> Event:
    """Notes that an event was held, on its last day unless told otherwise: it counts as held from then on.

    Raises ``UserError`` for a day on which it was still on, or one that has not come.
    """
    day = on or event.days[-1]
    if day < event.days[-1]:
        raise UserError(
            _("{event} lasts until {day}. Close it on that day or a later one.").format(
                event=event.code, day=event.days[-1].isoformat()
            )
        )
    if day > event.day_of(tx.now()):
        raise UserError(_("{day} has not come yet. Close the event once it was held.").format(day=day.isoformat()))
    return _set_closed(tx, event, day)


def reopen_event(tx: Tx, *, event: Event) -> Event:
    """Takes back that an event was closed."""
    return _set_closed(tx, event, None)


def _set_closed(tx: Tx, event: Event, day: date | None) -> Event:
    row = tx.get_one(EventRow, event.id)
    if row.closed_on != day:
        row.closed_on = day
        tx.flush()
    return from_row(row)
