"""Which events were turned into counts; what belongs to them is never filled again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from o2o_events.clock import from_microseconds
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event

ANONYMISED: Final = "anonymised"
"""The kind of fact that turns an event into counts. A fact, because it cannot be taken back, by whatever merge."""
NO_NAME: Final = "—"
"""Stands where a name was."""


def anonymised_events(tx: Tx) -> Mapping[str, datetime]:
    """The ids of events that were turned into counts, and when that was done first."""
    rows = tx.execute(
        select(FactRow.event, func.min(FactRow.at))
        .where(FactRow.kind == ANONYMISED, FactRow.event.is_not(None))
        .group_by(FactRow.event)
    )
    return {event: from_microseconds(at) for event, at in rows if event}


def anonymised_on(tx: Tx, event: Event) -> date | None:
    """The venue's day on which it was done; None where it was not."""
    at = anonymised_events(tx).get(event.id)
    return None if at is None else event.day_of(at)


def refuse_anonymised(tx: Tx, event: Event) -> None:
    """Raises ``UserError`` where nobody can be put into the event any more."""
    day = anonymised_on(tx, event)
    if day is not None:
        raise UserError(
            _(
                "{event} was anonymised on {day}: its people are counts now, and no names can be brought in again."
                " Choose another event."
            ).format(event=event.code, day=day.isoformat())
        )
