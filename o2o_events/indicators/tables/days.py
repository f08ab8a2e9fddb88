"""People per day of each event: who was registered for it, who was there."""

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.tables.participation import checked_in_words, gender_columns
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import GENDERS, gender_of
from o2o_events.registers.events import Event

TOTAL = "total"


def build(reading: Reading) -> Table:
    """A row a day. Who came on several days is in the row of each, and in the last column of the first alone."""
    heads = (
        Column("event", _("Event")),
        Column("day", _("Day"), "date"),
        Column("registered", _("Registered for the day"), "count"),
        *gender_columns(),
        Column("total", _("There on the day"), "count"),
        Column("first_time", _("There for the first time"), "count"),
    )
    rows: list[Row] = []
    for event in reading.events:
        rows += _of_event(event, reading.participants(event))
    summed = _summed(rows, len(heads), _("Days of people"))
    return Table("days", _("People per day"), heads, (*rows, summed), _notes(reading))


def _of_event(event: Event, people: list[Attendee]) -> list[Row]:
    rows = []
    for place, day in enumerate(event.days):
        there = [a for a in people if place in a.days]
        rows.append(_row(f"{event.code}:{day.isoformat()}", event, day, place, people, there))
    outside = [a for a in people if a.came and not a.days]
    if outside:
        rows.append(_row(f"{event.code}:other", event, None, -1, people, outside))
    return rows


def _row(key: str, event: Event, day: object, place: int, people: list[Attendee], there: list[Attendee]) -> Row:
    registered = [a for a in people if a.is_expected and _is_registered(a, place)]
    first = [a for a in there if not a.days or min(a.days) == place]
    genders = {gender: tuple(a.ref for a in there if gender_of(a.gender) == gender) for gender in GENDERS}
    everybody = tuple(a.ref for a in there)
    counts = [len(genders[gender]) for gender in GENDERS]
    behind = genders | {"registered": tuple(a.ref for a in registered), "first_time": tuple(a.ref for a in first)}
    return Row(key, (event.label, day, len(registered), *counts, len(there), len(first)), everybody, by_column=behind)


def _is_registered(attendee: Attendee, place: int) -> bool:
    return place >= 0 and (attendee.registered_days is None or place in attendee.registered_days)


def _summed(rows: list[Row], width: int, name: str) -> Row:
    sums = [sum(int(str(row.cells[place])) for row in rows) for place in range(2, width)]
    return Row(TOTAL, (name, None, *sums), is_total=True)


def _notes(reading: Reading) -> tuple[str, ...]:
    people = reading.all_participants()
    words = [
        reading.rule_words,
        checked_in_words(reading),
        _("The last row adds up days: who came on two days is there twice. People who checked in: {n}.").format(
            n=sum(a.came for a in people)
        ),
    ]
    if any(a.came and not a.days for a in people):
        words.append(_("A row without a day holds people who were let in on a day that is not one of the event."))
    return tuple(words)
