"""Until when the names of an event are kept; after that day they may become counts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.anonymised import anonymised_on, refuse_anonymised
from o2o_events.registers.events import Event
from o2o_events.registers.settings import read_setting, write_setting

DEFAULT_YEARS: Final = 2
"""After the last day: APEC's Secretariat asks participants a year or more after a project ended."""


@dataclass(frozen=True)
class Retention:
    """``until`` is the last day on which names are kept; ``is_set`` by somebody. ``anonymised_on``: it is done."""

    until: date
    is_set: bool
    is_over: bool
    anonymised_on: date | None


def read_retention(tx: Tx, event: Event) -> Retention:
    kept = read_setting(tx, _setting(event))
    until = date.fromisoformat(kept) if kept else _default(event)
    return Retention(until, kept is not None, event.day_of(tx.now()) > until, anonymised_on(tx, event))


def set_retention(tx: Tx, *, event: Event, until: date) -> Retention:
    """Sets the last day. Raises ``UserError`` where the event is not over by then, or is counts already."""
    refuse_anonymised(tx, event)
    if until < event.days[-1]:
        raise UserError(
            _("{event} lasts until {day}: its names are needed until then. Give that day or a later one.").format(
                event=event.code, day=event.days[-1].isoformat()
            )
        )
    write_setting(tx, name=_setting(event), value=until.isoformat())
    return read_retention(tx, event)


def _setting(event: Event) -> str:
    return f"retention.{event.id}"


def _default(event: Event) -> date:
    last = event.days[-1]
    try:
        return last.replace(year=last.year + DEFAULT_YEARS)
    except ValueError:  # 29 February
        return last.replace(year=last.year + DEFAULT_YEARS, day=28)
