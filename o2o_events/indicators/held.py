"""Indicator 5: events held."""

from datetime import date

from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.judging import counted
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, Row
from o2o_events.registers.events import Event


def held(reading: Reading) -> list[Indicator]:
    """Events that somebody closed; those that are over and not closed are named."""
    closed = [event for event in reading.events if event.closed_on is not None]
    now = reading.tx.now()
    over = [e for e in reading.events if e.closed_on is None and e.day_of(now) > e.days[-1]]
    words = [_("An event counts once it is closed.")]
    if over:
        words.append(_("Over, but not closed yet: {events}.").format(events="; ".join(event.code for event in over)))
    planned = definitions.target_of(definitions.HELD, reading.options) if reading.is_project else 1
    return [
        counted(
            definitions.HELD, len(closed), planned,
            source=_("Events of the project that are closed"),
            note=" ".join(words),
            headings=(_("Event"), _("Days"), _("Closed on")),
            listing=lambda: tuple(_row(event) for event in reading.events),
        )
    ]  # fmt: skip


def _row(event: Event) -> Row:
    days = "; ".join(day.isoformat() for day in event.days)
    return Row(f"event:{event.id}", (event.label, days, _day(event.closed_on)), (f"event:{event.id}",))


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
