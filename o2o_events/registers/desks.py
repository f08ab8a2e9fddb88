"""This installation's own name among the desks."""

from dataclasses import dataclass

from sqlalchemy import func, select

from o2o_events.db.models import ChainRow, DeskRow, InstallationRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_desk_id
from o2o_events.text import clean


@dataclass(frozen=True)
class Desk:
    """A desk: an installation with facts of its own."""

    id: str
    name: str


def new_identity(tx: Tx, *, name: str) -> Desk:
    """Makes this file a desk of its own; its chain of facts starts here."""
    desk = Desk(new_desk_id(), clean(name))
    latest = max(tx.scalars(select(ChainRow.hlc)), default=0)
    installation = tx.get(InstallationRow, 1)
    if installation is None:
        tx.add(InstallationRow(id=1, desk=desk.id, revision=0))
    else:
        installation.desk = desk.id
    tx.add(ChainRow(desk=desk.id, seq=0, hash=bytes(32), hlc=latest))
    tx.flush()
    tx.add(DeskRow(id=desk.id, name=desk.name))
    return desk


def this_desk(tx: Tx) -> Desk:
    """The desk this file belongs to."""
    return Desk(tx.desk, tx.scalar(select(DeskRow.name).where(DeskRow.id == tx.desk)) or tx.desk)


def count_desks(tx: Tx) -> int:
    """How many desks the project knows."""
    return tx.scalar(select(func.count()).select_from(DeskRow)) or 0


def name_desk(tx: Tx, *, name: str) -> Desk:
    """Gives this desk another name. Raises ``UserError`` where it is empty."""
    if not clean(name):
        raise UserError(_("A desk needs a name. Type one, such as “Desk 1”."))
    row = tx.get_one(DeskRow, tx.desk)
    row.name = clean(name)
    return Desk(row.id, row.name)
