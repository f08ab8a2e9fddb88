"""What the whole project is called."""

from sqlalchemy import select

from o2o_events.db.models import ProjectRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.practices import in_present_language


def project_name(tx: Tx) -> str:
    """The project's name in the present language."""
    name = tx.scalars(select(ProjectRow.name).where(~ProjectRow.deleted).order_by(ProjectRow.id)).first()
    return in_present_language(name or {})
