"""Starts and ends of calendar entries: zones of the file's own, floating times, days (pure)."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from o2o_events.agenda.formats.times import find_zone, in_venue
from o2o_events.i18n import _


class CalendarZones:
    """The time zones a calendar names: known ones by name, others as the file itself describes them."""

    def __init__(self, venue: ZoneInfo, descriptions: list[str]) -> None:
        self.venue = venue
        self._described: dict[str, tzinfo] = {}
        for text in descriptions[:200]:
            try:
                zone = icalendar.Timezone.from_ical(text)
                self._described[str(zone["TZID"])] = zone.to_tz()  # type: ignore[attr-defined]  # a Timezone is a Component
            except Exception:  # whatever is wrong with a description, its name may still be known
                continue

    def find(self, name: str) -> tzinfo | None:
        return find_zone(name) or self._described.get(name)


def is_day(value: object) -> bool:
    """Whether a value is a day without a time."""
    return isinstance(value, date) and not isinstance(value, datetime)


def read_start(value: Any, zones: CalendarZones) -> tuple[datetime, str]:
    """The moment of a DTSTART or DTEND in UTC, and a doubt about it. A time without a zone is the venue's."""
    moment: datetime = value.dt
    name = str(value.params.get("TZID", ""))
    if name and (moment.tzinfo is None or not isinstance(moment.tzinfo, ZoneInfo)):
        zone = zones.find(name)
        if zone is None and moment.tzinfo is None:
            words = _("The time zone “{zone}” is not known; the time is taken as the venue’s. Check it.")
            return in_venue(moment.replace(tzinfo=None), zones.venue)[0], words.format(zone=name)
        if isinstance(zone, ZoneInfo):
            return in_venue(moment.replace(tzinfo=None), zone)
        return moment.replace(tzinfo=zone or moment.tzinfo).astimezone(UTC), ""
    if moment.tzinfo is None:
        return in_venue(moment, zones.venue)
    if isinstance(moment.tzinfo, ZoneInfo) and name:
        return in_venue(moment.replace(tzinfo=None), moment.tzinfo)
    return moment.astimezone(UTC), ""


def minutes_between(start: datetime, end: Any, duration: Any, zones: CalendarZones) -> int | None:
    """The length from DTEND or DURATION; None where neither says."""
    if duration is not None and isinstance(getattr(duration, "dt", None), timedelta):
        return round(float(duration.dt.total_seconds()) / 60)
    if end is None or not isinstance(getattr(end, "dt", None), datetime):
        return None
    return round((read_start(end, zones)[0] - start).total_seconds() / 60)
