"""Writing the agenda as a file: frab XML and JSON, iCalendar, workbook."""

from datetime import datetime

from sqlalchemy import select

from o2o_events.agenda.formats.draft import Heading, ProgrammeDraft, draft_of
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.clock import from_microseconds
from o2o_events.db.models import AppearanceRow, SessionRow, SlotRow
from o2o_events.db.stamps import Stamps
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event


def read_draft(tx: Tx, *, event: Event, programme: Programme | None = None) -> ProgrammeDraft:
    """The agenda, or a released version of it, as writers take it: with when each session was last changed."""
    heading = Heading(event.code, event.label, event.venue, event.timezone, event.days, tx.now())
    return draft_of(programme or read_programme(tx, event), heading, _modified(tx, event))


def _modified(tx: Tx, event: Event) -> dict[str, datetime]:
    latest: dict[str, str] = {}
    for session, stamps in [
        *tx.execute(select(SessionRow.id, SessionRow.stamps).where(SessionRow.event == event.id)),
        *tx.execute(select(SlotRow.session, SlotRow.stamps).where(SlotRow.event == event.id)),
        *tx.execute(select(AppearanceRow.session, AppearanceRow.stamps).where(AppearanceRow.event == event.id)),
    ]:
        latest[session] = max(latest.get(session, ""), _last(stamps))
    return {session: from_microseconds(int(stamp[:16], 16)) for session, stamp in latest.items() if stamp}


def _last(stamps: Stamps) -> str:
    return max((writes[0] for writes in stamps.values() if writes), default="")
