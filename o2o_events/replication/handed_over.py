"""How much of this desk the hub has, by the hub's own word; and what has come since."""

from dataclasses import dataclass

import sqlalchemy as sa

from o2o_events.clock import from_microseconds, to_microseconds
from o2o_events.db.facts import apart
from o2o_events.db.models import ChainRow, DeskRow, FactRow, PeerRow
from o2o_events.db.transaction import Tx
from o2o_events.replication.endpoint import heads
from o2o_events.replication.tables import record_tables
from o2o_events.replication.verifying import START


@dataclass(frozen=True)
class Waiting:
    """What the hub does not have yet: facts of this desk, and records made or changed here or elsewhere."""

    facts: int
    records: int


@dataclass(frozen=True)
class HandedOver:
    """How far the hub has read a desk: the revision of its records, the number of its last fact.

    ``apart`` is that of the last fact in the chain beside its own, whose facts have no moment.
    """

    revision: int
    seq: int
    apart: int = 0


def read_handed_over(theirs: Tx, desk: str) -> HandedOver | None:
    """What the hub says; None where it has never read the desk's records."""
    revision = theirs.scalar(sa.select(PeerRow.revision_seen).where(PeerRow.database == desk))
    if revision is None:
        return None
    ends = heads(theirs)
    return HandedOver(revision, ends.get(desk, START).seq, ends.get(apart(desk), START).seq)


def note_handed_over(tx: Tx, there: HandedOver) -> None:
    """Notes how far the hub has read this desk.

    The row of this desk among its peers keeps it: the revision of its records, and the moment of its last fact
    there by its own hybrid clock, which never goes back, whatever the wall clock did. Facts without a moment are
    counted by their numbers alone: the row's address is the last one there.
    """
    hlc = tx.scalar(sa.select(FactRow.hlc).where(FactRow.desk == tx.desk, FactRow.seq == there.seq))
    name = tx.scalar(sa.select(DeskRow.name).where(DeskRow.id == tx.desk)) or ""
    row = tx.get(PeerRow, tx.desk) or PeerRow(database=tx.desk, kind="desk", name=name)
    row.revision_seen, row.met_at, row.address = there.revision, from_microseconds(hlc or 0), str(there.apart)
    tx.add(row)


def count_waiting(tx: Tx) -> Waiting | None:
    """What has come since the hub last read this desk; None where no hub ever did."""
    mark = tx.execute(
        sa.select(PeerRow.revision_seen, PeerRow.met_at, PeerRow.address).where(
            PeerRow.database == tx.desk, PeerRow.kind == "desk"
        )
    ).first()
    if mark is None or mark.met_at is None:
        return None
    there = (
        sa.select(FactRow.seq)
        .where(FactRow.desk == tx.desk, FactRow.hlc <= to_microseconds(mark.met_at))
        .order_by(FactRow.seq.desc())
        .limit(1)
    )
    changed = (
        sa.select(sa.func.count()).select_from(table.raw).where(table.raw.c.revision > mark.revision_seen)
        for table in record_tables().values()
    )
    facts = tx.chain.seq - (tx.scalar(there) or 0)
    beside = tx.scalar(sa.select(ChainRow.seq).where(ChainRow.desk == apart(tx.desk))) or 0
    facts += beside - int(mark.address or 0)
    return Waiting(facts, sum(tx.scalar(amount) or 0 for amount in changed))
