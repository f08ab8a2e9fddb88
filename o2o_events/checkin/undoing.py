"""Taking a scan back: the history keeps both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from o2o_events.checkin.rules import ACCEPTED
from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.text import clean


@dataclass(frozen=True)
class Undo:
    """A scan taken back: ``undo`` is the new fact's id, ``scan`` the id of what it takes back."""

    undo: str
    scan: str
    at: datetime
    operator: str
    reason: str
    person: str | None
    name: str | None

    def to_json(self) -> dict[str, Any]:
        """The undo fact as other programs read it."""
        return {
            "undo": self.undo,
            "scan": self.scan,
            "at": self.at,
            "operator": self.operator,
            "reason": self.reason,
            "person": self.person,
            "name": self.name,
        }


def undo_scan(tx: Tx, *, scan: str, operator: str, reason: str) -> Undo:
    """Takes an accepted scan back. Raises ``UserError`` where there is nothing to take back."""
    operator, reason = clean(operator), clean(reason)
    if not (operator and reason):
        raise UserError(_("Undoing a scan needs your name and a reason. Give both."))
    rows = tx.scalars(select(FactRow).where(FactRow.id == scan, FactRow.kind == "scan")).all()
    if not rows:
        raise UserError(_("There is no scan “{scan}”. Copy its id from the list of scans.").format(scan=scan))
    row = next((row for row in rows if row.outcome in ACCEPTED), None)
    if row is None:
        raise UserError(_("This scan was refused: there is nothing to undo."))
    if tx.scalar(select(FactRow.seq).where(FactRow.checkpoint == row.checkpoint, FactRow.refers == scan).limit(1)):
        raise UserError(_("This scan was undone already. Nothing was changed."))
    fact = NewFact(
        kind="undo",
        id=new_id(),
        event=row.event,
        checkpoint=row.checkpoint,
        registration=row.registration,
        badge=row.badge,
        refers=scan,
        body={"operator": operator, "reason": reason},
    )
    at = facts.append(tx, fact)
    holder = select(PersonRow.id, PersonRow.printed_name).join(RegistrationRow, RegistrationRow.person == PersonRow.id)
    person = tx.execute(holder.where(RegistrationRow.id == row.registration)).first()
    return Undo(
        fact.id, scan, at, operator, reason, person.id if person else None, person.printed_name if person else None
    )
