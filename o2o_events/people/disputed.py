"""Whom or what a disagreement is about, as people say it."""

from o2o_events.db.models import PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.replication.conflicts import FieldConflict


def disputed_name(tx: Tx, found: FieldConflict) -> str:
    """The person's printed name; of anything else its kind and id."""
    person = found.record
    if found.subject in ("registration", "need"):
        registration = tx.get(RegistrationRow, found.record)
        person = registration.person if registration else ""
    row = tx.get(PersonRow, person)
    return row.printed_name if row else f"{found.subject} {found.record}"
