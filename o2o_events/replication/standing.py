"""Where this desk stands with the others: whom it has met, what it has of them, what only it has."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from o2o_events.db.facts import desk_of
from o2o_events.db.models import ChainRow, DeskRow, PeerRow
from o2o_events.db.transaction import Tx
from o2o_events.replication.handed_over import Waiting, count_waiting
from o2o_events.replication.syncing import NOTICEABLE_SKEW


@dataclass(frozen=True)
class KnownDesk:
    """Another desk of the project.

    ``facts``: how many of its facts are here, those without a moment among them; ``skew`` in microseconds.
    """

    id: str
    name: str
    facts: int
    met_at: datetime | None
    skew: int | None

    @property
    def is_clock_off(self) -> bool:
        return self.skew is not None and abs(self.skew) > NOTICEABLE_SKEW


@dataclass(frozen=True)
class Standing:
    """This desk among the others.

    ``waiting``: what the hub does not have yet, facts and changed records (``waiting_records``) together; all
    facts of this desk where it never met a hub.
    """

    name: str
    desks: tuple[KnownDesk, ...]
    hub_met_at: datetime | None
    hub_skew: int | None
    waiting: int
    waiting_records: int = 0

    @property
    def is_hub_clock_off(self) -> bool:
        return self.hub_skew is not None and abs(self.hub_skew) > NOTICEABLE_SKEW


def read_standing(tx: Tx) -> Standing:
    """The desks by name; a desk counts as met when it or a file of its own was."""
    names = {row.id: row.name for row in tx.execute(sa.select(DeskRow.id, DeskRow.name).where(~DeskRow.deleted))}
    facts: Counter[str] = Counter()
    for row in tx.execute(sa.select(ChainRow.desk, ChainRow.seq)):
        facts[desk_of(row.desk)] += row.seq
    columns = (PeerRow.database, PeerRow.kind, PeerRow.name, PeerRow.met_at, PeerRow.skew)
    peers = {row.database: row for row in tx.execute(sa.select(*columns))}
    hubs = sorted((p for p in peers.values() if p.kind == "hub" and p.met_at), key=lambda p: p.met_at)
    hub_ids = {p.database for p in peers.values() if p.kind == "hub"}
    found = []
    heard_of = {desk for desk, seq in facts.items() if seq}
    for desk in sorted({*names, *heard_of, *peers} - hub_ids - {tx.desk}):
        peer = peers.get(desk)
        name = names.get(desk) or (peer.name if peer else "") or desk
        met_at, skew = (peer.met_at, peer.skew) if peer else (None, None)
        found.append(KnownDesk(desk, name, facts[desk], met_at, skew))
    hub = hubs[-1] if hubs else None
    found.sort(key=lambda known: (known.name.casefold(), known.id))
    met_at, skew = (hub.met_at, hub.skew) if hub else (None, None)
    waiting = count_waiting(tx) or Waiting(facts[tx.desk], 0)
    name, total = names.get(tx.desk, tx.desk), waiting.facts + waiting.records
    return Standing(name, tuple(found), met_at, skew, total, waiting.records)
