"""What came from elsewhere and could not go in: visible until it can."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from o2o_events.db.models import DeskRow, PeerRow, QuarantineRow
from o2o_events.db.transaction import Tx


@dataclass(frozen=True)
class Quarantined:
    """A row kept aside. Of subject fact, ``record`` is a desk and ``content`` the fact from which on."""

    source: str
    source_name: str
    subject: str
    record: str
    reason: str
    content: str
    found_at: datetime


def list_quarantine(tx: Tx) -> list[Quarantined]:
    """Everything kept aside, the latest first."""
    rows = tx.execute(
        select(QuarantineRow, PeerRow.name, DeskRow.name.label("desk"))
        .outerjoin(PeerRow, PeerRow.database == QuarantineRow.source)
        .outerjoin(DeskRow, DeskRow.id == QuarantineRow.source)
        .order_by(QuarantineRow.found_at.desc(), QuarantineRow.subject, QuarantineRow.record)
    )
    return [
        Quarantined(q.source, name or desk or q.source, q.subject, q.record, q.reason, q.content, q.found_at)
        for q, name, desk in rows
    ]


def held_desks(tx: Tx, source: str) -> set[str]:
    """The desks whose facts from a source are held back."""
    return set(
        tx.scalars(select(QuarantineRow.record).where(QuarantineRow.source == source, QuarantineRow.subject == "fact"))
    )
