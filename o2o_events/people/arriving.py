"""What has to follow when people come in from another database: found by name at once, or counts at once."""

from collections.abc import Sequence

from sqlalchemy import select

from o2o_events.db.models import RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.people.returning import clear_again
from o2o_events.people.search import reindex

_AT_ONCE = 500


def index_arrivals(tx: Tx, table: str, ids: Sequence[str]) -> None:
    """Brings the search index up to date for people and registrations that came in or changed.

    Those of events that are anonymised are emptied again first.
    """
    clear_again(tx, table, ids)
    if table == "registration":
        reindex(tx, ids)
    elif table == "person":
        for start in range(0, len(ids), _AT_ONCE):
            of_them = RegistrationRow.person.in_(ids[start : start + _AT_ONCE])
            reindex(tx, tx.scalars(select(RegistrationRow.id).where(of_them)).all())
